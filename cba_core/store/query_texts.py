"""The key of a query as tables keep it."""

from cba_core.domain.decisions import QueryKey
from cba_core.domain.ids import TrackletId


def query_text(query: QueryKey) -> str:
    """Ids, ascending, joined by commas."""
    return ",".join(str(one) for one in query)


def query_of(told: str) -> QueryKey:
    """The query that `query_text` told."""
    return tuple(TrackletId(int(one)) for one in told.split(","))
