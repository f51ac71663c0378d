"""Drawing a box over the frame that a player shows, where the detector found nobody."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from app.viewmodels.asked_words import box_in_pixels, is_large_enough, size_text
from app.widgets.box_drawing import BoxDrawing
from app.widgets.labels import label
from app.widgets.player_pane import PlayerPane
from cba_core.domain.asked import PictureBox
from cba_core.domain.ids import FootageId


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnBox:
    """A box that was drawn over an exact frame."""

    footage_id: FootageId
    time_s: float
    box: PictureBox


class PlayerDrawing(QFrame):
    """A line below the picture, there while a box is drawn; and the action that begins it."""

    wanted = Signal(object)
    """Candidates for whom the box shows are wanted; a `DrawnBox`."""

    def __init__(self, pane: PlayerPane) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._pane = pane
        self._drawing = BoxDrawing(pane.view, lambda: pane.view.picture_rect)
        self._hint = label("", wraps=True)
        self.search_button = QPushButton(self.tr("Search with this"))
        self.search_button.setObjectName("primary")
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.setObjectName("quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 4, 4)
        row.addWidget(self._hint, 1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.search_button)
        layout = pane.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101  (the pane made it)
        layout.insertWidget(layout.indexOf(pane.view) + 1, self)
        self.action = pane.add_option(
            self.tr("Draw a box…"),
            "draw-box",
            "box",
            hint=self.tr("Draw a box round somebody who was not found, and search with it"),
            act=self.begin,
        )
        self._drawing.changed.connect(self._tell)
        self._drawing.accepted.connect(self.search)
        self._drawing.given_up.connect(self.end)
        self.search_button.clicked.connect(self.search)
        self.cancel_button.clicked.connect(self.end)
        pane.player.opened.connect(self._on_opened)
        pane.player.failed.connect(self._on_opened)
        pane.player.frame_shown.connect(self._enable)
        self.hide()
        self._on_opened()

    @property
    def drawing(self) -> BoxDrawing:
        """What lies over the picture."""
        return self._drawing

    def begin(self) -> None:
        """Hold the frame that is shown and let a box be drawn over it."""
        player, frame = self._pane.player, self._pane.player.current
        if frame is None:
            return
        player.pause()
        if not frame.is_exact:
            player.seek(player.position_s)
        self.show()
        self._drawing.begin()

    def end(self) -> None:
        """Draw no more."""
        parts = (self._drawing, self.search_button, self.cancel_button)
        had_focus = any(part.hasFocus() for part in parts)
        self._drawing.end()
        self.hide()
        if had_focus:
            self._pane.scrubber.setFocus()

    def search(self) -> None:
        """Ask for candidates for whom the box shows in the frame that is shown."""
        box = self._box()
        player = self._pane.player
        frame, played = player.current, player.played
        if box is None or frame is None or played is None or not self.search_button.isEnabled():
            return
        player.pause()
        self.end()
        self.wanted.emit(DrawnBox(footage_id=played.footage_id, time_s=frame.time_s, box=box))

    def _box(self) -> PictureBox | None:
        parts, frame = self._drawing.box, self._pane.player.current
        return None if parts is None or frame is None else box_in_pixels(parts, frame.size_px)

    def _on_opened(self) -> None:
        if self.isVisibleTo(self._pane):
            self.end()
        self._enable()

    def _enable(self) -> None:
        self.action.setEnabled(self._pane.player.current is not None)
        self._tell()

    def _tell(self) -> None:
        box, frame = self._box(), self._pane.player.current
        is_exact = frame is not None and frame.is_exact
        self.search_button.setEnabled(box is not None and is_exact and is_large_enough(box))
        if box is None:
            self._hint.setText(self.tr("Drag a box round the person, or use the arrow keys"))
        else:
            self._hint.setText(size_text(box))
