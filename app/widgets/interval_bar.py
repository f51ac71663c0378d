"""A share with its interval on a line, so that two can be compared by eye."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.widgets.theme import ThemeKeeper

_HEIGHT = 22
_EDGE = 6
_DOT = 4.5


class IntervalBar(QWidget):
    """A dot within its interval; from 0 at the left to a common most at the right."""

    def __init__(self, theme: ThemeKeeper) -> None:
        super().__init__()
        self._theme = theme
        self._share: float | None = None
        self._interval = (0.0, 0.0)
        self._most = 1.0
        self._ink = "muted"
        self.setMinimumWidth(60)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(140, _HEIGHT)

    def show_share(
        self, share: float | None, interval: tuple[float, float], *, most: float, ink: str
    ) -> None:
        """Show another one; None shows nothing."""
        self._share, self._interval, self._most, self._ink = share, interval, most, ink
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, interval, dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.colours.sunken))
        painter.drawRoundedRect(QRectF(0, middle - 5, self.width(), 10), 5, 5)
        if self._share is None:
            return
        ink = QColor(getattr(self._theme.colours, self._ink))
        painter.setPen(QPen(ink, 2.0))
        low, high = (self._x(value) for value in self._interval)
        painter.drawLine(QPointF(low, middle), QPointF(high, middle))
        for end in (low, high):
            painter.drawLine(QPointF(end, middle - 4), QPointF(end, middle + 4))
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(self._x(self._share), middle), _DOT, _DOT)

    def _x(self, value: float) -> float:
        return _EDGE + (self.width() - 2 * _EDGE) * min(value / max(self._most, 1e-9), 1.0)
