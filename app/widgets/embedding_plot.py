"""Tracklets as marks on a plane, by mouse and keyboard."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.viewmodels.map_groups import MapGroup
from app.widgets.text_scale import scaled
from app.widgets.theme import ThemeKeeper
from cba_core.domain.arrays import BoolArray, FloatArray
from cba_core.domain.embedding_map import EmbeddingMap

_MARGIN_PX = 18
_MARK_PX = 5
_REACH_PX = 14
"""How far beside a mark still means it."""
_STEEP = 2.0
"""How much a mark counts as farther for lying aside of where an arrow key leads."""
_INKS_ON_LIGHT = (
    "#0072b2", "#b8500a", "#00795a", "#a8467f", "#7d6200", "#5b3f95", "#7a4a1e", "#20262e",
)  # fmt: skip
_INKS_ON_DARK = (
    "#56b4e9", "#ff9d5c", "#2fc79b", "#e79bc4", "#ecc94b", "#b79cf0", "#d3a06c", "#e6e8ea",
)  # fmt: skip
"""Each has a contrast of 3 or more with the ground."""


class EmbeddingPlot(QWidget):
    """Circles are visible, triangles infrared. Arrow keys lead to the next mark that way.

    Page Down and Page Up go through all of them in the order of their ids, also where one lies on
    another.
    """

    pointed_at = Signal(int)  # row of the map, or -1: hovered over, else chosen
    opened = Signal(int)  # row of the map

    def __init__(self, theme: ThemeKeeper) -> None:
        super().__init__()
        self.theme = theme
        self._map: EmbeddingMap | None = None
        self._places: FloatArray = np.zeros((0, 2), np.float32)
        self._infrared: BoolArray = np.zeros(0, np.bool_)
        self._groups: Sequence[MapGroup] = ()
        self.chosen = self.hovered = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(260, 260)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Map of tracklets"))
        theme.changed.connect(lambda _: self.update())

    def sizeHint(self) -> QSize:
        """Square, and large enough for some hundred marks."""
        return QSize(460, 460)

    @property
    def row(self) -> int:
        """What the map is asked about: the mark under the pointer, else the chosen one; or -1."""
        return self.hovered if self.hovered >= 0 else self.chosen

    def show_map(self, shown: EmbeddingMap, groups: Sequence[MapGroup]) -> None:
        """Show another map, or the same one in other groups."""
        if shown is not self._map:
            self.chosen = self.hovered = -1
            self._map, self._places, self._infrared = shown, shown.places, shown.is_infrared
            self.pointed_at.emit(-1)
        self._groups = groups
        self.update()

    def choose(self, row: int) -> None:
        """Bring a mark out; -1 is none."""
        self.chosen = row
        self.pointed_at.emit(self.row)
        self.update()

    def ink_of(self, group: MapGroup) -> QColor:
        """The colour of a group."""
        colours = self.theme.colours
        if group.modality is not None:
            return QColor(colours.modality(group.modality))
        if group.is_rest:
            return QColor(colours.faint)
        named = [one for one in self._groups if not one.is_rest]
        is_dark = QColor(colours.surface).lightnessF() < 0.5  # noqa: PLR2004  (half way)
        inks = _INKS_ON_DARK if is_dark else _INKS_ON_LIGHT
        place = next((n for n, one in enumerate(named) if one is group), 0)
        return QColor(inks[place % len(inks)])

    def point_of(self, row: int) -> QPointF:
        """Where a mark lies in the widget."""
        x, y = self._points()[row]
        return QPointF(float(x), float(y))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What the pointer means."""
        self._hover(self._row_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """The chosen one holds again."""
        self._hover(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a mark; beside all of them, none."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.choose(self._row_at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open it."""
        row = self._row_at(event.position())
        if row >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Page Down and Up through all of them, Esc to choose none, Enter to open."""
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        key = Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_ours = len(self._places) > 0 and not held
        if is_ours and key in ways:
            self.choose(self._next(ways[key]))
        elif is_ours and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(0 if key is Qt.Key.Key_Home else len(self._places) - 1)
        elif is_ours and key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            step = 1 if key is Qt.Key.Key_PageDown else -1
            self.choose((self.chosen + step) % len(self._places))
        elif is_ours and key is Qt.Key.Key_Escape and self.chosen >= 0:
            self.choose(-1)
        elif (
            is_ours
            and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
            and self.chosen >= 0
        ):
            self.opened.emit(self.chosen)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, marks, names of groups, and a ring about the mark that is asked about."""
        colours = self.theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)
        if len(self._places):
            points = self._points()
            for group in self._groups:
                self._paint_marks(painter, points, group)
            if any(one.modality is None for one in self._groups):
                self._paint_names(painter, points)
            for row, width in ((self.chosen, 2.5), (self.hovered, 1.5)):
                if row >= 0:
                    painter.setPen(QPen(QColor(colours.text), width))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawEllipse(self.point_of(row), 9, 9)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)

    def _paint_marks(self, painter: QPainter, points: FloatArray, group: MapGroup) -> None:
        ink = self.ink_of(group)
        painter.setPen(QPen(QColor(self.theme.colours.surface), 0.8))
        painter.setBrush(ink)
        for row in group.rows.tolist():
            point = QPointF(float(points[row, 0]), float(points[row, 1]))
            paint_mark(painter, point, is_infrared=bool(self._infrared[row]))

    def _paint_names(self, painter: QPainter, points: FloatArray) -> None:
        """Beside the mark in the middle of each group, as far as no other name is there."""
        colours = self.theme.colours
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        taken: list[QRectF] = []
        for group in self._groups:
            if group.is_rest:
                continue
            own = points[group.rows]
            middle = own[np.abs(own - np.median(own, axis=0)).sum(axis=1).argmin()]
            text = metrics.elidedText(group.name, Qt.TextElideMode.ElideRight, scaled(140))
            width, height = metrics.horizontalAdvance(text) + 10.0, metrics.height() + 2.0
            left = min(float(middle[0]) + 8, self.width() - width - 4)
            top = max(float(middle[1]) - height - 4, 4.0)
            place = QRectF(left, top, width, height)
            if any(place.intersects(one) for one in taken):
                continue
            taken.append(place)
            painter.setPen(QPen(self.ink_of(group), 1))
            painter.setBrush(QColor(colours.surface))
            painter.drawRoundedRect(place, 4, 4)
            painter.setPen(QColor(colours.text))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _points(self) -> FloatArray:
        """(n, 2) of all marks in the widget, px."""
        side = max(min(self.width(), self.height()) - 2 * _MARGIN_PX, 1)
        left, top = (self.width() - side) / 2, (self.height() - side) / 2
        places = self._places
        points: FloatArray = np.stack(
            [left + places[:, 0] * side, top + (1 - places[:, 1]) * side], axis=1
        )
        return points

    def _row_at(self, point: QPointF) -> int:
        if not len(self._places):
            return -1
        away = np.hypot(*(self._points() - (point.x(), point.y())).T)
        nearest = int(away.argmin())
        return nearest if away[nearest] <= scaled(_REACH_PX) else -1

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.pointed_at.emit(self.row)
            self.update()

    def _next(self, way: tuple[int, int]) -> int:
        """The nearest mark from the chosen one on that lies that way; itself where none does."""
        if self.chosen < 0:
            return 0
        steps = self._points() - self._points()[self.chosen]
        along = steps @ np.array(way)
        aside = np.abs(steps @ np.array((way[1], way[0])))
        far = np.where(along > 0, along + _STEEP * aside, np.inf)
        nearest = int(far.argmin())
        return nearest if np.isfinite(far[nearest]) else self.chosen


def paint_mark(painter: QPainter, point: QPointF, *, is_infrared: bool) -> None:
    """A triangle for infrared, a circle for visible, in the painter's brush."""
    size = scaled(_MARK_PX)
    if not is_infrared:
        painter.drawEllipse(point, size, size)
        return
    up, half = 1.25 * size, 1.2 * size
    painter.drawPolygon(
        QPolygonF(
            [
                point + QPointF(0, -up),
                point + QPointF(half, 0.8 * size),
                point + QPointF(-half, 0.8 * size),
            ]
        )
    )
