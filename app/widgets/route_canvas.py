"""A person's route on the plan: numbered stops, ways between them, flags in words."""

import math
from collections import Counter
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)

from app.viewmodels.route_words import leg_text, short_flag
from app.widgets.plan_drawing import MARK_PX, PlanDrawing
from app.widgets.text_scale import scaled
from app.widgets.theme import ThemeKeeper
from cba_core.domain.routes import Leg, Route

_BEND_PX = 26
"""How far a way is bent beside the straight line, so that a way back is another line."""
_ARROW_PX = 9
_LABEL_PX = 14
_MOST_NUMBERS = 4
"""Of stops that one mark names; beyond, it names the first and the last."""


_MOST_WAYS = 6
"""Between two cameras, side by side; further ones lie on these, for the plan has an end."""


@dataclass
class _Ways:
    """What of the ways is painted."""

    between: Counter[frozenset[str]] = field(default_factory=Counter)
    labels: dict[tuple[str, str, str], QPointF] = field(default_factory=dict)
    looks: set[tuple[str, str, int, str, bool]] = field(default_factory=set)


def _is_next(leg: Leg) -> bool:
    """Whether it leads from one stop to the next, as those of `Route.legs` do."""
    return leg.end == leg.start + 1


class RouteCanvas(PlanDrawing):
    """Left and Right go from stop to stop; a click goes through the stops of a camera."""

    chosen = Signal(int)  # number of a stop, from 0

    def __init__(self, theme: ThemeKeeper) -> None:
        super().__init__(theme, "")
        self.setAccessibleName(self.tr("Route on the plan"))
        self._route = Route()
        self.stop = -1

    def show_route(self, route: Route) -> None:
        """Draw another route."""
        self._route = route
        self.stop = min(self.stop, len(route.stops) - 1)
        self.update()

    def select(self, stop: int) -> None:
        """Bring another stop out; -1 is none."""
        self.stop = stop
        if 0 <= stop < len(self._route.stops):
            way = next((one for one in self._route.legs if one.end == stop), None)
            self.setAccessibleDescription(
                self.tr("Stop {number}, {camera}. {way}").format(
                    number=stop + 1,
                    camera=self._route.stops[stop].camera,
                    way="" if way is None else leg_text(way),
                )
            )
        self.update()

    @property
    def drawn(self) -> list[str]:
        """Cameras of stops that hang on the plan."""
        cameras = dict.fromkeys(one.camera for one in self._route.stops)
        return [one for one in cameras if self.point_of(one) is not None]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a stop there; again, the next one there."""
        camera = self.camera_at(event.position(), self.drawn)
        stops = [] if camera is None else self._stops_of(camera)
        if stops:
            self.chosen.emit(next((one for one in stops if one > self.stop), stops[0]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right, Home and End."""
        last = len(self._route.stops) - 1
        wanted = {
            Qt.Key.Key_Left: max(self.stop - 1, 0),
            Qt.Key.Key_Right: min(self.stop + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if wanted is None or last < 0 or event.modifiers():
            super().keyPressEvent(event)
        else:
            self.chosen.emit(wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Picture, ways, stops; words of flags on top of all."""
        painter = QPainter(self)
        self.paint_ground(painter)
        ways = _Ways()
        beyond = [one for one in self._route.conflicts if not _is_next(one)]
        for leg in (*self._route.legs, *beyond):
            self._paint_leg(painter, leg, ways)
        for camera in self.drawn:
            self._paint_stops(painter, camera)
        for (_, _, text), middle in ways.labels.items():
            self.paint_label(painter, text, middle, ink=self.colours.danger, is_bold=True)

    def _paint_leg(self, painter: QPainter, leg: Leg, ways: "_Ways") -> None:
        first, second = self._route.stops[leg.start].camera, self._route.stops[leg.end].camera
        flag = short_flag(leg)
        upper, lower = sorted((first, second))
        key = (upper, lower, flag)
        if flag and not _is_next(leg) and key in ways.labels:
            return  # it is told in the list; one line and one word on the plan are enough
        start, end = self.point_of(first), self.point_of(second)
        if first == second or start is None or end is None:
            return
        pair = frozenset((first, second))
        place = ways.between[pair] % _MOST_WAYS
        ways.between[pair] += 1
        look = (first, second, place, flag, leg.clocks_agree)
        if look in ways.looks:
            return  # the very same line
        ways.looks.add(look)
        way = end - start
        length = max(math.hypot(way.x(), way.y()), 1.0)
        side = QPointF(-way.y() / length, way.x() / length)
        bend = side * (2 * _BEND_PX * (place // 2 + 1 if place else 0.5))
        if place % 2 and first == upper:
            bend = -bend  # a further one in the same direction lies on the other side
        control = (start + end) / 2 + bend
        path = QPainterPath(start)
        path.quadTo(control, end)
        ink = self.colours.danger if flag else self.colours.accent
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self.colours.surface), 6))
        painter.drawPath(path)
        style = Qt.PenStyle.SolidLine
        if flag:
            style = Qt.PenStyle.DashLine
        elif not leg.clocks_agree:
            style = Qt.PenStyle.DotLine
        painter.setPen(QPen(QColor(ink), 3 if flag else 2, style))
        painter.drawPath(path)
        self._paint_arrow(painter, path, ink, self._reach_of(painter, second, way))
        if flag:
            beside = math.hypot(bend.x(), bend.y())
            ways.labels.setdefault(key, path.pointAtPercent(0.5) + bend * (_LABEL_PX / beside))

    def _reach_of(self, painter: QPainter, camera: str, way: QPointF) -> float:
        """How far a camera's mark reaches in the direction of a way, px."""
        half = self._mark_width(painter, self._text_of(camera)) / 2
        upright = abs(way.y()) > abs(way.x())
        return (scaled(MARK_PX) if upright else half) + 5

    def _paint_arrow(self, painter: QPainter, path: QPainterPath, ink: str, reach: float) -> None:
        """Where the way leads, before the mark of its end."""
        at = path.percentAtLength(max(path.length() - reach, path.length() / 2))
        tip = path.pointAtPercent(at)
        back = path.pointAtPercent(path.percentAtLength(max(path.length() - reach - 8, 0)))
        angle = math.atan2(tip.y() - back.y(), tip.x() - back.x())
        wings = [
            tip - QPointF(math.cos(angle + turn), math.sin(angle + turn)) * _ARROW_PX
            for turn in (-0.5, 0.5)
        ]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink))
        painter.drawPolygon(QPolygonF([tip, *wings]))

    def _stops_of(self, camera: str) -> list[int]:
        return [n for n, one in enumerate(self._route.stops) if one.camera == camera]

    def _text_of(self, camera: str) -> str:
        """Numbers of the stops of a camera; the one that plays is told apart in words."""
        stops = self._stops_of(camera)
        numbers = [str(one + 1) for one in stops]
        if len(numbers) > _MOST_NUMBERS:
            numbers = [numbers[0], "…", numbers[-1]]
        text = ", ".join(numbers)
        if self.stop not in stops or len(stops) == 1:
            return text
        return self.tr("{number} of {numbers}").format(number=self.stop + 1, numbers=text)

    def _mark_width(self, painter: QPainter, text: str) -> int:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        return max(2 * scaled(MARK_PX), painter.fontMetrics().horizontalAdvance(text) + 16)

    def _paint_stops(self, painter: QPainter, camera: str) -> None:
        at = self.point_of(camera)
        if at is None:
            return
        text = self._text_of(camera)
        is_chosen = self.stop in self._stops_of(camera)
        height = 2 * scaled(MARK_PX)
        width = self._mark_width(painter, text)
        left, top = round(at.x() - width / 2), round(at.y() - height / 2)
        if is_chosen:
            painter.setPen(QPen(QColor(self.colours.accent), 2))
            painter.setBrush(QColor(self.colours.surface))
            painter.drawRoundedRect(
                left - 4, top - 4, width + 8, height + 8, height / 2 + 4, height / 2 + 4
            )
        painter.setPen(QPen(QColor(self.colours.surface), 2))
        painter.setBrush(QColor(self.colours.accent))
        painter.drawRoundedRect(left, top, width, height, height / 2, height / 2)
        painter.setPen(QColor(self.colours.on_accent))
        painter.drawText(left, top, width, height, Qt.AlignmentFlag.AlignCenter, text)
        self.paint_name(painter, camera, at, is_bold=is_chosen)
