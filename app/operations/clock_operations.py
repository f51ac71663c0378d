"""Telling the clocks of recorders."""

from collections.abc import Callable, Sequence
from datetime import datetime

from app.engine_link.open_case import OpenCase
from app.viewmodels.clock_draft import ClockEdit
from cba_core.domain.changes import ChangeSet
from cba_core.domain.ids import FootageId

PlannedTimes = list[tuple[FootageId, datetime, datetime]]
"""Of each file what its recorder shows at the first frame (naive), and the corrected start."""


def plan_clock(
    *,
    desk: OpenCase,
    footage_ids: Sequence[FootageId],
    edit: ClockEdit,
    done: Callable[[PlannedTimes], None],
    failed: Callable[[Exception], None],
) -> None:
    """Tell what would become of the files' times; changes nothing."""
    ids = tuple(footage_ids)
    desk.tasks.queries.run(
        lambda: desk.case.clocks.planned(ids, edit.facts, edit.recorder_start), done, failed
    )


def set_clock(
    *,
    desk: OpenCase,
    footage_ids: Sequence[FootageId],
    edit: ClockEdit,
    done: Callable[[], None],
    failed: Callable[[Exception], None],
) -> None:
    """Tell the clock; with a photograph its SHA-256 is noted."""
    ids = tuple(footage_ids)

    def work() -> None:
        clocks, facts = desk.case.clocks, edit.facts
        if edit.photo is not None:
            facts = clocks.with_photo(facts, edit.photo)
        clocks.set(ids, facts, edit.recorder_start)

    desk.tasks.edits.run(work, lambda _: _tell(desk, done), failed)


def forget_clock(
    *, desk: OpenCase, footage_ids: Sequence[FootageId], done: Callable[[], None]
) -> None:
    """Take back what was told of the clock; the corrected start stays as a told one."""
    ids = tuple(footage_ids)
    desk.tasks.edits.run(lambda: desk.case.clocks.forget(ids), lambda _: _tell(desk, done))


def _tell(desk: OpenCase, done: Callable[[], None]) -> None:
    desk.changes.publish(ChangeSet(footage=True, tracklets=True))
    done()
