"""When each camera recorded and saw people, on one line of time that is zoomed and narrowed."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from app.viewmodels.numbers import number_text
from app.viewmodels.timeline import Timeline, TimelineBar, TimelineRow
from app.viewmodels.timeline_ticks import label_places, tick_texts, ticks_between
from app.viewmodels.wording import time_text, zone_text
from app.widgets.text_scale import scaled
from app.widgets.theme import Colours, ThemeKeeper
from cba_core.domain.footage import FootageState, Modality

_ROW_PX = 20
_BAR_PX = 12
_AXIS_PX = 22
_NAMES_PX = 96
_LEAST_SPAN_S = 10.0
_MARGIN = 0.02  # of the whole span, on either side
_ZOOM = 1.25
_STEP = 0.2  # of what is shown, for a key
_LEAST_DRAG_PX = 4
_TICK_PX = 96


class CameraTimeline(QWidget):
    """Drag chooses a stretch of time, the wheel zooms, Shift and drag moves; keys do the same."""

    range_chosen = Signal(object, object)  # aware datetimes, or None and None

    def __init__(self, theme: ThemeKeeper, zone: tzinfo) -> None:
        super().__init__()
        self._theme = theme
        self._zone = zone
        self._timeline = Timeline(rows=(), without_time=0)
        self._from, self._to = 0.0, _LEAST_SPAN_S
        self._chosen: tuple[float, float] | None = None
        self._pressed: QPointF | None = None
        self._moved_from = (0.0, 0.0)
        self._marks: tuple[float, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Timeline of the cameras"))
        theme.changed.connect(self.update)

    @property
    def shown(self) -> tuple[float, float]:
        """Seconds since 1970 at the left and the right edge."""
        return self._from, self._to

    @property
    def chosen(self) -> tuple[float, float] | None:
        """The stretch that was chosen, in seconds since 1970."""
        return self._chosen

    def show_timeline(self, timeline: Timeline) -> None:
        """Show another state of the case; what is zoomed into stays where it is."""
        was_whole = (self._from, self._to) == self._whole or not self._timeline.rows
        self._timeline = timeline
        if was_whole:
            self._from, self._to = self._whole
        self.updateGeometry()
        self._describe()
        self.update()

    def show_range(self, earliest: datetime | None, latest: datetime | None) -> None:
        """Mark a stretch that was told elsewhere; open ends reach to the edge of the recordings."""
        if earliest is None and latest is None:
            self._chosen = None
        else:
            begin, end = self._whole
            self._chosen = (
                begin if earliest is None else earliest.timestamp(),
                end if latest is None else latest.timestamp(),
            )
        self.update()

    def show_marks(self, moments: Sequence[datetime]) -> None:
        """Point at moments, such as the query's and its candidates'."""
        self._marks = tuple(moment.timestamp() for moment in moments)
        self.update()

    def sizeHint(self) -> QSize:
        """Every camera a row, and the times below."""
        return QSize(4 * _NAMES_PX, self.height_for(len(self._timeline.rows)))

    @staticmethod
    def height_for(cameras: int) -> int:
        """Pixels that so many cameras and the times below take."""
        return scaled(_ROW_PX) * max(cameras, 1) + scaled(_AXIS_PX)

    def minimumSizeHint(self) -> QSize:
        """As high as it wants, as narrow as it must."""
        return QSize(2 * _NAMES_PX, self.sizeHint().height())

    def show_whole(self) -> None:
        """Zoom out until everything is seen."""
        self._show(*self._whole)

    def zoom(self, factor: float, at: float | None = None) -> None:
        """Show so much less time, keeping the moment `at` where it is; else the middle."""
        keep = (self._from + self._to) / 2 if at is None else at
        share = (keep - self._from) / (self._to - self._from)
        whole = self._whole[1] - self._whole[0]
        span = min(max((self._to - self._from) / factor, _LEAST_SPAN_S), whole)
        begin = keep - share * span
        self._show(begin, begin + span)

    # ---------------------------------------------------------------- events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names at the left, stretches of recording with who was seen in them, times below."""
        painter = QPainter(self)
        colours = self._theme.colours
        base = scaled(_ROW_PX) * len(self._timeline.rows)
        self._paint_axis(painter, colours, base)
        painter.save()
        painter.setClipRect(QRectF(_NAMES_PX, 0, self._width, base))
        for number, row in enumerate(self._timeline.rows):
            self._paint_row(painter, colours, row, number * scaled(_ROW_PX))
        self._paint_chosen(painter, colours, base)
        painter.restore()
        painter.setPen(QColor(colours.text))
        for number, row in enumerate(self._timeline.rows):
            area = QRectF(0, number * scaled(_ROW_PX), _NAMES_PX - 8, scaled(_ROW_PX))
            name = self.fontMetrics().elidedText(
                row.camera, Qt.TextElideMode.ElideRight, int(area.width())
            )
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, name)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom into what is under the pointer; sideways moves."""
        turned = event.angleDelta()
        if turned.x():
            self._move(-turned.x() / 120 * _STEP / 2)
        elif turned.y():
            self.zoom(_ZOOM ** (turned.y() / 120), self._time_at(event.position().x()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to choose, or to move."""
        self._pressed = event.position()
        self._moved_from = self.shown

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose or move on."""
        if self._pressed is None:
            return
        dragged = event.position().x() - self._pressed.x()
        moves = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if moves or event.buttons() & Qt.MouseButton.MiddleButton:
            begin, end = self._moved_from
            late = dragged * (end - begin) / self._width
            self._show(begin - late, end - late)
        elif abs(dragged) >= _LEAST_DRAG_PX:
            ends = sorted((self._time_at(self._pressed.x()), self._time_at(event.position().x())))
            self._chosen = (ends[0], ends[1])
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell what was chosen; a click without a drag takes the choice back."""
        pressed, self._pressed = self._pressed, None
        if pressed is None or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if abs(event.position().x() - pressed.x()) < _LEAST_DRAG_PX:
            self._chosen = None
        self._tell_chosen()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Everything again."""
        self.show_whole()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus zoom, arrows move, Home shows all, Enter chooses what is shown."""
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_ZOOM**2)
        elif key == Qt.Key.Key_Minus:
            self.zoom(_ZOOM**-2)
        elif key == Qt.Key.Key_Left:
            self._move(-_STEP)
        elif key == Qt.Key.Key_Right:
            self._move(_STEP)
        elif key == Qt.Key.Key_Home:
            self.show_whole()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._chosen = self.shown
            self._tell_chosen()
        elif key == Qt.Key.Key_Escape and self._chosen is not None:
            self._chosen = None
            self._tell_chosen()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """What is under the pointer, in words."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    # ---------------------------------------------------------------- what it knows

    @property
    def _whole(self) -> tuple[float, float]:
        begin, end = self._timeline.ends
        span = max(end - begin, _LEAST_SPAN_S)
        return begin - _MARGIN * span, begin + (1 + _MARGIN) * span

    @property
    def _width(self) -> float:
        return max(self.width() - _NAMES_PX, 1.0)

    def _time_at(self, x: float) -> float:
        return self._from + (x - _NAMES_PX) / self._width * (self._to - self._from)

    def _x_at(self, time: float) -> float:
        return _NAMES_PX + (time - self._from) / (self._to - self._from) * self._width

    def _show(self, begin: float, end: float) -> None:
        least, most = self._whole
        span = min(end - begin, most - least)
        self._from = min(max(begin, least), most - span)
        self._to = self._from + span
        self._describe()
        self.update()

    def _move(self, share: float) -> None:
        late = share * (self._to - self._from)
        self._show(self._from + late, self._to + late)

    def _tell_chosen(self) -> None:
        self.update()
        if self._chosen is None:
            self.range_chosen.emit(None, None)
            return
        self.range_chosen.emit(*(datetime.fromtimestamp(end, UTC) for end in self._chosen))

    def _describe(self) -> None:
        begin, end = (
            time_text(datetime.fromtimestamp(time, UTC), self._zone) for time in self.shown
        )
        said = self.tr("{cameras} cameras, shown from {begin} until {end}.").format(
            cameras=len(self._timeline.rows), begin=begin, end=end
        )
        if self._timeline.without_time:
            said += " " + self.tr("{count} files without a time are not on it.").format(
                count=number_text(self._timeline.without_time)
            )
        self.setAccessibleDescription(said)

    def _words_at(self, place: QPointF) -> str:
        number = int(place.y() // scaled(_ROW_PX))
        if place.x() < _NAMES_PX or not 0 <= number < len(self._timeline.rows):
            return self.accessibleDescription()
        row, time = self._timeline.rows[number], self._time_at(place.x())
        moment = time_text(datetime.fromtimestamp(time, UTC), self._zone)
        around = (self._to - self._from) / self._width * 3
        seen = row.count_between(time - around, time + around)
        lines = [f"{row.camera}, {moment}"]
        lines += [
            bar.name if bar.is_searched else f"{bar.name}: {bar.state_text}"
            for bar in row.bars
            if bar.begin <= time <= bar.end
        ]
        if len(lines) == 1:
            lines.append(self.tr("no recording"))
        elif seen:
            lines.append(self.tr("tracklets seen here: {count}").format(count=number_text(seen)))
        return "\n".join(lines)

    # ---------------------------------------------------------------- painting

    def _paint_row(self, painter: QPainter, colours: Colours, row: TimelineRow, top: int) -> None:
        middle = top + scaled(_ROW_PX) / 2
        painter.setPen(QColor(colours.hairline))
        painter.drawLine(QPointF(_NAMES_PX, middle), QPointF(_NAMES_PX + self._width, middle))
        for bar in row.bars:
            if bar.end >= self._from and bar.begin <= self._to:
                self._paint_bar(painter, colours, bar, top)
        self._paint_seen(painter, colours, row, top)

    def _paint_bar(self, painter: QPainter, colours: Colours, bar: TimelineBar, top: int) -> None:
        left, right = self._x_at(bar.begin), self._x_at(bar.end)
        area = QRectF(left, top + (scaled(_ROW_PX) - _BAR_PX) / 2, max(right - left, 2.0), _BAR_PX)
        ink, ground = colours.edge, colours.sunken
        if bar.modality is not None:
            ink, ground = colours.modality(bar.modality), colours.modality_tint(bar.modality)
        if bar.state is FootageState.FAILED:
            painter.setPen(QPen(QColor(colours.danger), 1))
            painter.setBrush(QBrush(QColor(colours.danger), Qt.BrushStyle.BDiagPattern))
        else:
            painter.setPen(QPen(QColor(ink), 1))
            is_done = bar.state is FootageState.INDEXED
            painter.setBrush(QColor(ground) if is_done else Qt.BrushStyle.NoBrush)
        painter.drawRect(area)

    def _paint_seen(self, painter: QPainter, colours: Colours, row: TimelineRow, top: int) -> None:
        """A line in each column of pixels in which somebody was first seen, longer for more."""
        for modality in Modality:
            edges = np.linspace(self._from, self._to, int(self._width) + 1)
            counts = row.counts(modality, edges)
            if not counts.any():
                continue
            painter.setPen(QPen(QColor(colours.modality(modality)), 1))
            heights = np.minimum(_BAR_PX - 2, 3 + 3 * np.log2(np.maximum(counts, 1)))
            base = top + (scaled(_ROW_PX) + _BAR_PX) / 2 - 1
            for column in np.flatnonzero(counts):
                x = _NAMES_PX + float(column) + 0.5
                painter.drawLine(QPointF(x, base), QPointF(x, base - float(heights[column])))

    def _paint_axis(self, painter: QPainter, colours: Colours, base: int) -> None:
        painter.setPen(QColor(colours.muted))
        there = datetime.fromtimestamp(self._from, UTC).astimezone(self._zone)
        zone_area = QRectF(0, base, _NAMES_PX - 8, scaled(_AXIS_PX))
        painter.drawText(zone_area, Qt.AlignmentFlag.AlignVCenter, zone_text(there))
        most = max(int(self._width // _TICK_PX), 1)
        ticks = ticks_between(self._from, self._to, most, self._zone)
        texts = tick_texts(ticks, self._zone)
        measure = painter.fontMetrics().horizontalAdvance
        begins = label_places(
            [self._x_at(time) for time in ticks], [measure(text) for text in texts], self.width()
        )
        for time, text, begin in zip(ticks, texts, begins, strict=True):
            x = self._x_at(time)
            painter.setPen(QColor(colours.hairline))
            painter.drawLine(QPointF(x, 0), QPointF(x, base + 3))
            if begin is not None:
                painter.setPen(QColor(colours.muted))
                painter.drawText(QPointF(begin, base + scaled(_AXIS_PX) - 7), text)

    def _paint_chosen(self, painter: QPainter, colours: Colours, base: int) -> None:
        if self._chosen is not None:
            left, right = (self._x_at(end) for end in self._chosen)
            veil = QColor(colours.accent)
            veil.setAlpha(40)
            painter.fillRect(QRectF(left, 0, right - left, base), veil)
            painter.setPen(QPen(QColor(colours.accent), 1))
            for x in (left, right):
                painter.drawLine(QPointF(x, 0), QPointF(x, base))
        painter.setPen(QPen(QColor(colours.accent), 2))
        for moment in self._marks:
            x = self._x_at(moment)
            painter.drawLine(QPointF(x, 0), QPointF(x, base))
