"""A drawing as a widget."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.widgets.icons import paint_icon
from app.widgets.theme import ThemeKeeper


class Drawing(QWidget):
    """An icon painted in one of the theme's colours; says nothing to screen readers."""

    def __init__(
        self, name: str, theme: ThemeKeeper, *, ink: str = "muted", side: int = 24
    ) -> None:
        super().__init__()
        self._name = name
        self._theme = theme
        self._ink = ink
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour: str = getattr(self._theme.colours, self._ink)
        paint_icon(painter, self._name, colour, QRectF(0, 0, self._side, self._side))
