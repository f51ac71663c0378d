"""The thread on which one player's file is opened and decoded."""

from collections.abc import Callable

from app.engine_link.engine import OpenedCase
from app.engine_link.people_in_frame import PeopleInFrame
from app.engine_link.played import Played
from app.engine_link.reel import Reel, ShownFrame
from app.engine_link.task_runner import TaskRunner
from cba_core.domain.asked import NoRecordingError
from cba_core.domain.ids import is_external
from cba_core.domain.time_facts import SourceTime
from cba_core.domain.tracklets import Tracklet

Opened = tuple[ShownFrame, SourceTime]
"""The first frame that shows the person, and what is known of the file's time."""


class ReelLane:
    """Asks one thing after the other; of a file that is no more open, answers are dropped."""

    def __init__(self, tasks: TaskRunner, name: str) -> None:
        self._lane = tasks.new_lane(f"player-{name}", 1)
        self._reel: Reel | None = None  # used on the lane only
        self._opening = 0

    def open(
        self,
        case: OpenedCase,
        played: Played,
        done: Callable[[Opened], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Open the file of a tracklet, or a recording as it is, in place of the one before."""
        self._opening += 1
        opening = self._opening

        def load() -> Opened:
            self._close_reel()
            people = PeopleInFrame(case, played.footage_id)
            if isinstance(played, Tracklet):
                if is_external(played.id):
                    raise NoRecordingError(played.label)
                people.select(played.id)
            self._reel = Reel(case.playback(played.footage_id), people)
            return self._reel.seek(played.start_s), case.clocks.of(played.footage_id)

        def show(opened: Opened) -> None:
            if opening == self._opening:
                done(opened)

        def fail(problem: Exception) -> None:
            if opening == self._opening:
                self.close()
                failed(problem)

        self._lane.run(load, show, fail)

    def ask(
        self,
        ask: Callable[[Reel], ShownFrame | None],
        done: Callable[[ShownFrame | None], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Have something of the opened file; None also where none is open."""
        opening = self._opening

        def work() -> ShownFrame | None:
            return None if self._reel is None else ask(self._reel)

        def show(frame: ShownFrame | None) -> None:
            if opening == self._opening:
                done(frame)

        def fail(problem: Exception) -> None:
            if opening == self._opening and failed is not None:
                failed(problem)

        self._lane.run(work, show, None if failed is None else fail)

    def close(self) -> None:
        """Let go of the file."""
        self._opening += 1
        self._lane.run(self._close_reel, lambda _: None)

    def let_go(self) -> None:
        """Ask nothing more; the file is let go of when the runner's threads end."""
        self._opening += 1
        self._lane.let_go(self._close_reel)

    def _close_reel(self) -> None:
        if self._reel is not None:
            self._reel.close()
            self._reel = None
