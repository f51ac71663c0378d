"""What the other cameras recorded at a tracklet's moment: up to four pictures in step."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.engine_link.camera_wall import CAMERAS, CameraWall, recordings_by_camera, start_of
from app.engine_link.clip_player import PADDING_S
from app.engine_link.open_case import OpenCase
from app.engine_link.played import Played
from app.viewmodels import wording
from app.viewmodels.counts import counted
from app.widgets.labels import card, label
from app.widgets.theme import ThemeKeeper
from app.widgets.transport_bar import MS, TransportBar, rate_text
from app.widgets.transport_keys import obey
from app.widgets.wall_pane import WallPane
from cba_core.domain.time_facts import SourceTime
from cba_core.domain.tracklets import Tracklet

if TYPE_CHECKING:
    from app.engine_link.camera_feed import Recording

AROUND_S = 60.0
"""How long before and after the tracklet the cameras can be looked at here."""
_SIZE = (1180, 820)
_SMALLEST = (640, 560)


class RecordedThen(QWidget):
    """A window of its own, which may stand on another screen; made empty, opened by a player."""

    query_wanted = Signal(object)
    """The person wants candidates for somebody in a picture; a `TrackletId`."""
    find_wanted = Signal()

    def __init__(self, desk: OpenCase, theme: ThemeKeeper, parent: QWidget, *, lane: str) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Also recorded then"))
        self._desk = desk
        self._played: Played | None = None
        self._asked = 0
        self._cameras: dict[str, list[Recording]] = {}
        self._untold = 0  # files without a time
        self.wall = CameraWall(desk.tasks, lane, desk.case, desk.failures.report)
        self.panes = tuple(WallPane(feed, theme, desk.zone) for feed in self.wall.feeds)
        self.coverage = label("", "muted", wraps=True)
        self.moment = label("", "heading")
        self.bar = TransportBar(theme, desk.keys, self.wall, name=self.tr("all cameras"))
        self._arrange()
        self.bar.sought.connect(self.wall.seek)
        self.wall.moved.connect(self._on_moved)
        self.wall.state_changed.connect(self._on_state)
        for pane in self.panes:
            pane.setParent(self)
            pane.hide()
            pane.camera_wanted.connect(lambda camera, one=pane: self._show_camera(one, camera))
            pane.query_wanted.connect(self.query_wanted)
            pane.find_wanted.connect(self.find_wanted)
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_SIZE)

    def open(self, played: Played, time_s: float) -> None:
        """Show what was recorded when its file stood at `time_s`."""
        self._asked += 1
        asked = self._asked
        self._played = played
        self.show()
        self.raise_()
        self.activateWindow()
        self.bar.scrubber.setFocus()

        def show(sources: list[SourceTime]) -> None:
            if asked == self._asked:
                self._show(played, time_s, sources)

        self._desk.tasks.queries.run(lambda: list(self._desk.case.clocks.all()), show)

    def let_go(self) -> None:
        """Ask nothing more of the case."""
        self._asked += 1
        self.wall.let_go()
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of every player; Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif not obey(event, self.wall, self._desk.keys):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of the files."""
        self._asked += 1
        self.wall.clear()
        super().closeEvent(event)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self.moment)
        head.addWidget(self.coverage, 1)
        surface = card()
        self._grid = QGridLayout(surface)
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(14)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(surface, 1)
        layout.addWidget(self.bar)

    def _show(self, played: Played, time_s: float, sources: Sequence[SourceTime]) -> None:
        own = next((one for one in sources if one.footage.id == played.footage_id), None)
        origin = None if own is None else start_of(own)
        if origin is None:
            self.coverage.setText(self.tr("Nobody told when this recording was made"))
            return
        first_s = played.start_s - AROUND_S
        last_s = played.end_s + AROUND_S
        self._cameras = {
            camera: held
            for camera, held in recordings_by_camera(sources, origin).items()
            if camera == played.camera
            or any(one.start_s < last_s and one.end_s > first_s for one in held)
        }
        others = sorted(
            (camera for camera in self._cameras if camera != played.camera),
            key=lambda camera: (not self._records_at(camera, time_s), camera),
        )
        self._place([played.camera, *others])
        self._untold = sum(start_of(one) is None for one in sources)
        self.bar.scrubber.show_stretch(
            int(first_s * MS),
            int(last_s * MS),
            (int((played.start_s - PADDING_S) * MS), int((played.end_s + PADDING_S) * MS)),
        )
        self.wall.open(origin, first_s=first_s, last_s=last_s, at_s=time_s)

    @property
    def _tracklet(self) -> Tracklet | None:
        """Whose box is the selected one."""
        return self._played if isinstance(self._played, Tracklet) else None

    def _records_at(self, camera: str, position_s: float) -> bool:
        return any(one.holds(position_s) for one in self._cameras[camera])

    def _place(self, cameras: Sequence[str]) -> None:
        """The tracklet's own camera first, the others beside and below it."""
        shown = cameras[:CAMERAS]
        others = cameras[1:]
        for number, pane in enumerate(self.panes):
            self._grid.removeWidget(pane)
            pane.setVisible(number < len(shown))
            if number >= len(shown):
                pane.feed.show_camera(())
                continue
            columns = 1 if len(shown) == 1 else 2
            self._grid.addWidget(pane, number // columns, number % columns)
            tracklet = self._tracklet if number == 0 else None
            pane.show_camera(shown[number], shown[:1] if number == 0 else others, tracklet)
            pane.feed.show_camera(self._cameras[shown[number]], tracklet)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < len(shown) else 0)
        for row in range(2):
            self._grid.setRowStretch(row, 1 if row * 2 < len(shown) else 0)

    def _show_camera(self, pane: WallPane, camera: str) -> None:
        tracklet = self._tracklet if pane is self.panes[0] else None
        pane.feed.show_camera(self._cameras.get(camera, ()), tracklet)
        self.wall.show_again()

    def _tell_coverage(self, position_s: float) -> None:
        """What stands here and what is left out (U2)."""
        own = "" if self._played is None else self._played.camera
        others = [camera for camera in self._cameras if camera != own]
        count = sum(self._records_at(camera, position_s) for camera in others)
        cameras = counted(self.tr("{count} other cameras", "", count), count)
        told = [
            self.tr("{cameras} recorded at this moment").format(cameras=cameras)
            if count
            else self.tr("No other camera recorded at this moment")
        ]
        if len(others) >= CAMERAS:
            told.append(
                self.tr("{count} shown, the rest in the lists above the pictures").format(
                    count=CAMERAS - 1
                )
            )
        if self._untold:
            told.append(
                self.tr("{files} without a time left out").format(
                    files=wording.files_text(self._untold)
                )
            )
        text = " · ".join(told)
        if text != self.coverage.text():
            self.coverage.setText(text)

    def _on_moved(self, position_s: float) -> None:
        self.bar.show_position(position_s)
        moment = self.wall.moment
        if moment is not None:
            self.moment.setText(wording.time_text(moment, self._desk.zone))
            self._tell_coverage(position_s)

    def _on_state(self) -> None:
        self.bar.show_rate(self.wall.rate)
        for pane in self.panes:
            pane.view.show_mark(rate_text(self.wall.rate))
