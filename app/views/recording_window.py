"""A recording as it is, in a window of its own: also one in which nobody was found."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.engine_link.open_case import OpenCase
from app.engine_link.played import WholeRecording
from app.viewmodels.wording import state_text
from app.views.finding_footage import FindingFootage
from app.views.person_player import person_player
from app.views.recorded_then import RecordedThen
from app.widgets.labels import card, label
from app.widgets.player_drawing import PlayerDrawing
from app.widgets.theme import ThemeKeeper
from cba_core.domain.footage import Footage, FootageState

_SIZE = (1080, 760)
_SMALLEST = (560, 460)


class RecordingWindow(QWidget):
    """Made empty; closed, it lets go of the file."""

    find_wanted = Signal()
    """Footage that cannot be played is to be looked for elsewhere."""
    query_wanted = Signal(object)
    """Candidates for somebody in the picture are wanted; a `TrackletId`."""
    box_drawn = Signal(object)
    """Candidates for whom a box shows are wanted; a `DrawnBox`."""

    def __init__(self, desk: OpenCase, theme: ThemeKeeper, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.pane = person_player(
            desk,
            theme,
            lane="recording",
            name=self.tr("Recording"),
            empty=self.tr("No recording is open"),
        )
        self.pane.take_option(self.pane.loop_action)  # there is no tracklet to keep to
        self.drawing = PlayerDrawing(self.pane)
        self.found = label("", "muted", wraps=True)
        surface = card()
        inside = QVBoxLayout(surface)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.addWidget(self.pane)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self.found)
        layout.addWidget(surface, 1)
        self.pane.find_wanted.connect(self.find_wanted)
        self.pane.query_wanted.connect(self.query_wanted)
        self.drawing.wanted.connect(self.box_drawn)
        self._finding = FindingFootage(desk, (self.pane,), self)
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_SIZE)

    def watch(self, footage: Footage) -> None:
        """Show a recording from its beginning."""
        self.setWindowTitle(self.tr("{name} · {camera}").format(
            name=footage.name, camera=footage.camera))  # fmt: skip
        self.found.setText(self._found_text(footage))
        self.pane.player.open(self._desk.case, WholeRecording(footage=footage))
        self.show()
        self.raise_()
        self.activateWindow()
        self.pane.scrubber.setFocus()

    def let_go(self) -> None:
        """Ask nothing more of the case."""
        self.pane.player.let_go()
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the drawing of a box, and then closes."""
        if event.key() != Qt.Key.Key_Escape or event.modifiers():
            super().keyPressEvent(event)
        elif self.drawing.isVisible():
            self.drawing.end()
        else:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of the file, which notes in the log how long it was looked at."""
        self.pane.player.clear()
        for others in self.pane.findChildren(RecordedThen):
            others.close()
        super().closeEvent(event)

    def _found_text(self, footage: Footage) -> str:
        """Whether everybody in it has a box, and what to do where somebody has none."""
        by_hand = self.tr(
            "Somebody without a box was not found: draw a box round them (B) to search with it."
        )
        if footage.reached is FootageState.INDEXED:
            return by_hand
        return self.tr("{state}. {what}").format(
            state=state_text(footage).capitalize(), what=by_hand
        )


class Watching(QObject):
    """The window of a recording, made when it is first wanted."""

    find_wanted = Signal()
    query_wanted = Signal(object)  # TrackletId
    box_drawn = Signal(object)  # DrawnBox

    def __init__(self, desk: OpenCase, theme: ThemeKeeper, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._parent = parent
        self.window: RecordingWindow | None = None

    def watch(self, footage: Footage) -> None:
        """Show a recording from its beginning."""
        if self.window is None:
            made = RecordingWindow(self._desk, self._theme, self._parent)
            made.find_wanted.connect(self.find_wanted)
            made.query_wanted.connect(self.query_wanted)
            made.box_drawn.connect(self.box_drawn)
            self.window = made
        self.window.watch(footage)

    def let_go(self) -> None:
        """The case is closed."""
        if self.window is not None:
            self.window.let_go()
