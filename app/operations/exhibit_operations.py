"""Making exhibits of footage."""

from collections.abc import Callable, Sequence
from threading import Event

from app.engine_link.open_case import OpenCase
from app.engine_link.task_runner import Lane
from cba_core.domain.exhibits import Exhibit
from cba_core.domain.ids import FootageId, TrackletId
from cba_core.domain.progress import Progress


class Cancellation:
    """Lets work be stopped from the window; a `TaskContext`."""

    def __init__(self) -> None:
        self._event = Event()

    def report(self, progress: Progress) -> None:
        """Nobody draws it: how long a file takes to verify is not known before."""

    def is_cancelled(self) -> bool:
        """Whether the person asked to stop."""
        return self._event.is_set()

    def cancel(self) -> None:
        """Stop at the next chance."""
        self._event.set()


def save_still(
    *,
    desk: OpenCase,
    lane: Lane,
    footage: FootageId,
    frame: int,
    pts: int | None,
    tracklets: Sequence[TrackletId],
    cancellation: Cancellation,
    done: Callable[[Exhibit], None],
    failed: Callable[[Exception], None],
) -> None:
    """Make an exhibit of one frame, untouched, with a marked copy where it shows `tracklets`."""

    def work() -> Exhibit:
        return desk.case.exhibits.still(
            footage,
            frame,
            pts=pts,
            tracklets=tracklets,
            annotated=bool(tracklets),
            context=cancellation,
        )

    lane.run(work, done, failed)
