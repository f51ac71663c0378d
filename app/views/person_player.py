"""A player of a person's recording, made and wired: the same in every place that plays."""

from PySide6.QtCore import QObject

from app.engine_link.clip_player import ClipPlayer
from app.engine_link.open_case import OpenCase
from app.operations.exhibit_operations import Cancellation, save_still
from app.views.recorded_then import RecordedThen
from app.widgets.player_pane import PlayerPane
from app.widgets.theme import ThemeKeeper
from cba_core.domain.errors import JobCancelled
from cba_core.domain.exhibits import Exhibit


def person_player(
    desk: OpenCase, theme: ThemeKeeper, *, lane: str, name: str, empty: str
) -> PlayerPane:
    """A pane with its own player, which saves stills and shows what else was recorded.

    Whoever holds it connects `query_wanted` and `find_wanted`, and calls `player.let_go` when the
    case is closed.
    """
    player = ClipPlayer(desk.tasks, lane, desk.failures.report)
    pane = PlayerPane(player, theme, desk.keys, desk.zone, name=name, empty=empty)
    stills = _Stills(desk, pane, lane)
    pane.still_wanted.connect(stills.save)
    pane.notice.cancel_wanted.connect(stills.cancel)
    player.let_go_of.connect(stills.cancel)
    others = _OtherCameras(desk, theme, pane, lane)
    pane.also_wanted.connect(others.show)
    player.let_go_of.connect(others.let_go)
    return pane


class _OtherCameras(QObject):
    """The window of the other cameras, made when it is first wanted."""

    def __init__(self, desk: OpenCase, theme: ThemeKeeper, pane: PlayerPane, lane: str) -> None:
        super().__init__(pane)
        self._desk = desk
        self._theme = theme
        self._pane = pane
        self._lane = lane
        self._window: RecordedThen | None = None

    def show(self) -> None:
        """Show what they recorded at the moment at which the player stands."""
        player = self._pane.player
        if player.played is None:
            return
        player.pause()
        if self._window is None:
            made = RecordedThen(self._desk, self._theme, self._pane, lane=self._lane)
            made.query_wanted.connect(self._pane.query_wanted)
            made.find_wanted.connect(self._pane.find_wanted)
            self._window = made
        self._window.open(player.played, player.position_s)

    def let_go(self) -> None:
        """The case is closed."""
        if self._window is not None:
            self._window.let_go()


class _Stills(QObject):
    """Makes exhibits of frames, one after the other."""

    def __init__(self, desk: OpenCase, pane: PlayerPane, lane: str) -> None:
        super().__init__(pane)
        self._desk = desk
        self._pane = pane
        self._lane = desk.tasks.new_lane(f"still-{lane}", 1)
        self._current: Cancellation | None = None

    def save(self) -> None:
        """Keep the frame that is shown."""
        player = self._pane.player
        played, tracklet, frame = player.played, player.tracklet, player.current
        if played is None or frame is None or self._current is not None:
            return
        player.pause()  # what is kept stays in sight
        self._current = Cancellation()
        self._pane.notice.tell_working()
        save_still(
            desk=self._desk,
            lane=self._lane,
            footage=played.footage_id,
            frame=frame.index,
            pts=frame.pts,
            tracklets=() if tracklet is None or frame.people.selected is None else (tracklet.id,),
            cancellation=self._current,
            done=self._on_saved,
            failed=self._on_failed,
        )

    def cancel(self) -> None:
        """Make no exhibit of it."""
        if self._current is not None:
            self._current.cancel()

    def _on_saved(self, exhibit: Exhibit) -> None:
        self._current = None
        self._pane.notice.tell_saved(exhibit)

    def _on_failed(self, problem: Exception) -> None:
        self._current = None
        self._pane.notice.tell_nothing()
        if not isinstance(problem, JobCancelled):
            self._desk.failures.report(problem)
