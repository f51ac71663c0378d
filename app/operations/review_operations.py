"""Deciding, and taking it back."""

from collections.abc import Callable

from app.engine_link.open_case import OpenCase
from cba_core.domain.edits import AppliedEdit, Edit

Done = Callable[[AppliedEdit | None], None]
"""Called when it is on the disk; None where there was nothing to do."""
NotDone = Callable[[Exception], None]


def apply_edit(*, desk: OpenCase, edit: Edit, done: Done, failed: NotDone) -> None:
    """Do it, and keep the way back; what fails is told to the person."""
    write_edit(desk, lambda: desk.case.review.apply(edit), done, failed)


def undo(*, desk: OpenCase, done: Done, failed: NotDone) -> None:
    """Take the last edit back that stands, whoever made it."""
    write_edit(desk, desk.case.review.undo, done, failed)


def redo(*, desk: OpenCase, done: Done, failed: NotDone) -> None:
    """Do the edit again that was undone last."""
    write_edit(desk, desk.case.review.redo, done, failed)


def write_edit(
    desk: OpenCase, work: Callable[[], AppliedEdit | None], done: Done, failed: NotDone
) -> None:
    """Do what gives an edit, and tell everybody what it changed."""

    def take(applied: AppliedEdit | None) -> None:
        done(applied)
        if applied is not None:
            desk.changes.publish(applied.changes)

    def fail(problem: Exception) -> None:
        failed(problem)
        desk.failures.report(problem)

    desk.tasks.edits.run(work, take, fail)
