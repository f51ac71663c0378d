"""A frame of footage with the person's box drawn on it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.engine_link.failure_bus import Failure
from app.engine_link.reel import ShownFrame
from app.widgets.player_problem import PlayerProblem
from app.widgets.theme import ThemeKeeper
from cba_core.domain.footage import Modality

_RADIUS = 8.0
_BOX_GAP = 3.0
"""The box goes round the person, not over a small one."""
_SMALLEST = QSize(200, 104)


class FrameView(QWidget):
    """Paints the frame whole, as large as there is room for."""

    def __init__(self, theme: ThemeKeeper) -> None:
        super().__init__()
        self._theme = theme
        self._frame: ShownFrame | None = None
        self._modality = Modality.VISIBLE
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(_SMALLEST)
        self.problem = PlayerProblem()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.problem)

    def show_frame(self, frame: ShownFrame, modality: Modality) -> None:
        """Paint this frame from now on."""
        self.problem.hide()
        self._frame = frame
        self._modality = modality
        self.update()

    def show_words(self, words: str) -> None:
        """Paint no frame but a few words."""
        self.problem.hide()
        self._frame = None
        self._words = words
        self.update()

    def show_problem(self, failure: Failure, *, offers_search: bool) -> None:
        """Show no frame but why there is none."""
        self.show_words("")
        self.problem.tell(failure, offers_search=offers_search)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mat, frame, box."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(whole, _RADIUS, _RADIUS)
        painter.setClipPath(path)
        painter.fillRect(whole, QColor(colours.video_mat))
        if self._frame is None:
            painter.setPen(QColor(colours.on_video_muted))
            painter.drawText(whole, Qt.AlignmentFlag.AlignCenter, self._words)
            return
        image = self._frame.image
        size = image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(whole.center())
        painter.drawImage(target, image)
        self._paint_box(painter, target)

    def _paint_box(self, painter: QPainter, target: QRectF) -> None:
        box = None if self._frame is None else self._frame.people.selected
        if box is None:
            return
        left, top, right, bottom = box
        rect = QRectF(
            target.x() + left * target.width(),
            target.y() + top * target.height(),
            (right - left) * target.width(),
            (bottom - top) * target.height(),
        )
        rect.adjust(-_BOX_GAP, -_BOX_GAP, _BOX_GAP, _BOX_GAP)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(0, 0, 0, 150), 4.5))  # seen on bright and on dark pictures
        painter.drawRoundedRect(rect, 2, 2)
        bright = {Modality.VISIBLE: "#ffc352", Modality.INFRARED: "#c9a9ff"}
        painter.setPen(QPen(QColor(bright[self._modality]), 2.25))
        painter.drawRoundedRect(rect, 2, 2)
