"""Ranking candidates for a tracklet."""

from collections.abc import Callable
from contextlib import suppress

from app.engine_link.open_case import OpenCase
from cba_core.config.search_config import SearchConfig
from cba_core.domain.decisions import QueryKey
from cba_core.domain.errors import CbaError
from cba_core.domain.search import SearchResult

FIGURES_WAIT_S = 0.1
"""A list is shown after that without its error figures; they follow."""


def search(
    *,
    desk: OpenCase,
    query: QueryKey,
    config: SearchConfig,
    done: Callable[[SearchResult], None],
    failed: Callable[[Exception], None],
) -> None:
    """Rank the other tracklets by likeness to those of `query`."""
    desk.tasks.queries.run(
        lambda: desk.case.search(query, config, patience_s=FIGURES_WAIT_S), done, failed
    )


def make_ready(*, desk: OpenCase) -> None:
    """Load what searches need while a person chooses a query; what fails is told by the search."""
    case = desk.case

    def work() -> None:
        with suppress(CbaError):
            case.make_ready()

    desk.tasks.queries.run_unwatched(work)


def pending_figures(
    *, desk: OpenCase, result: SearchResult, done: Callable[[SearchResult], None]
) -> None:
    """The error figures of a list that was shown without them."""
    desk.tasks.queries.run(lambda: desk.case.error_checks.figures_of(result), done)
