"""A slider over a stretch of footage that shows where the person is seen."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider

from app.widgets.theme import ThemeKeeper

_HANDLE = 7.0
_SECOND_MS = 1000


class Scrubber(QSlider):
    """Values are milliseconds of the footage; a click goes where it points."""

    wanted = Signal(int)
    """Where the person moves it, by pointer, wheel or key; not where frames move it."""

    def __init__(self, theme: ThemeKeeper) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._seen_ms = (0, 0)
        self.setSingleStep(_SECOND_MS)
        self.setPageStep(5 * _SECOND_MS)
        # Qt says `sliderMoved` of a dragged handle only
        self.actionTriggered.connect(lambda _: self.wanted.emit(self.sliderPosition()))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_stretch(self, first_ms: int, last_ms: int, seen_ms: tuple[int, int]) -> None:
        """Take another stretch, in part of which the person is seen."""
        self._seen_ms = seen_ms
        self.setRange(first_ms, max(last_ms, first_ms + 1))
        self.setValue(seen_ms[0])
        self.update()

    def sizeHint(self) -> QSize:
        """High enough to hit."""
        return QSize(160, 24)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the pointer is."""
        self.setSliderDown(True)
        self._go_to(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self.isSliderDown():
            self._go_to(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay where it was let go."""
        self.setSliderDown(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Line, the part where the person is seen, handle."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2
        painter.setBrush(QColor(colours.edge))
        self._paint_bar(painter, self.minimum(), self.maximum(), middle, 4)
        if not self.isEnabled():
            return
        painter.setBrush(QColor(colours.accent))
        self._paint_bar(painter, *self._seen_ms, middle, 6)
        radius = _HANDLE + (1 if self.hasFocus() else 0)
        painter.setBrush(QColor(colours.surface))
        painter.setPen(QPen(QColor(colours.accent), 3.0 if self.hasFocus() else 2.0))
        painter.drawEllipse(QPointF(self._x(self.value()), middle), radius, radius)

    def _paint_bar(
        self, painter: QPainter, from_ms: int, to_ms: int, middle: float, height: int
    ) -> None:
        left, right = self._x(from_ms), self._x(to_ms)
        bar = QRectF(left, middle - height / 2, max(right - left, height), height)
        painter.drawRoundedRect(bar, height / 2, height / 2)

    def _x(self, value: int) -> float:
        inner = self.width() - 2 * (_HANDLE + 3)
        span = max(self.maximum() - self.minimum(), 1)
        part = (min(max(value, self.minimum()), self.maximum()) - self.minimum()) / span
        return _HANDLE + 3 + part * inner

    def _go_to(self, event: QMouseEvent) -> None:
        inner = max(self.width() - 2 * (_HANDLE + 3), 1)
        part = (event.position().x() - _HANDLE - 3) / inner
        span = self.maximum() - self.minimum()
        self.setValue(self.minimum() + round(min(max(part, 0.0), 1.0) * span))
        self.wanted.emit(self.value())
