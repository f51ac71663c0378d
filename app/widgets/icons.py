"""Drawings in the theme's colours, sharp at every scale."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.settings.resource_paths import icon_path

_SIDE_PX = 20
_SCALES = (1.0, 1.25, 1.5, 2.0, 3.0)


@cache
def _drawing(name: str, colour: str) -> QSvgRenderer:
    text = icon_path(name).read_text("utf-8").replace("#000", colour)
    return QSvgRenderer(QByteArray(text.encode()))


def paint_icon(painter: QPainter, name: str, colour: str, where: QRectF) -> None:
    """Paint a drawing straight onto a widget."""
    _drawing(name, colour).render(painter, where)


@cache
def icon(name: str, colour: str, disabled_colour: str | None = None) -> QIcon:
    """A drawing for buttons and menus, rendered once for each scale of screens.

    All who ask for the same one share it: the players of a case ask for hundreds.
    """
    made = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled_colour)):
        if ink is None:
            continue
        for scale in _SCALES:
            side = round(_SIDE_PX * scale)
            pixmap = QPixmap(QSize(side, side))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            _drawing(name, ink).render(painter, QRectF(0, 0, side, side))
            painter.end()
            pixmap.setDevicePixelRatio(scale)
            made.addPixmap(pixmap, mode)
    return made


def application_icon() -> QIcon:
    """The program's own."""
    return QIcon(str(icon_path("duskline")))
