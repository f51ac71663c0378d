"""Ranking candidates for a tracklet."""

from collections.abc import Callable

from app.engine_link.open_case import OpenCase
from cba_core.config.search_config import SearchConfig
from cba_core.domain.decisions import QueryKey
from cba_core.domain.search import SearchResult


def search(
    *,
    desk: OpenCase,
    query: QueryKey,
    config: SearchConfig,
    done: Callable[[SearchResult], None],
    failed: Callable[[Exception], None],
) -> None:
    """Rank the other tracklets by likeness to those of `query`."""
    desk.tasks.queries.run(lambda: desk.case.search(query, config), done, failed)
