"""A frame of footage with the people drawn on it who are known to be there."""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.engine_link.failure_bus import Failure
from app.engine_link.people_in_frame import Box
from app.engine_link.reel import ShownFrame
from app.widgets.player_problem import PlayerProblem
from app.widgets.text_scale import scaled
from app.widgets.theme import ThemeKeeper
from cba_core.domain.footage import Modality
from cba_core.domain.ids import TrackletId, tracklet_label

_RADIUS = 8.0
_BOX_GAP = 3.0
"""The box goes round the person, not over a small one."""
_SMALLEST = QSize(200, 104)
_SHADE = QColor(0, 0, 0, 150)  # under every line, so that it is seen on bright and on dark pictures
_SELECTED = {Modality.VISIBLE: "#ffc352", Modality.INFRARED: "#c9a9ff"}
_OTHERS = QColor(255, 255, 255, 190)
_CHIP_HEIGHT = 22.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlays:
    """What is drawn over the picture."""

    person: bool = True
    others: bool = True
    trail: bool = True


class FrameView(QWidget):
    """Paints the frame whole, as large as there is room for."""

    person_clicked = Signal(object)  # TrackletId

    def __init__(self, theme: ThemeKeeper) -> None:
        super().__init__()
        self._theme = theme
        self._frame: ShownFrame | None = None
        self._modality = Modality.VISIBLE
        self._tracklet: TrackletId | None = None
        self._words = ""
        self._mark = ""
        self._overlays = Overlays()
        self._pointed_at: TrackletId | None = None
        self.names_people = True
        """Whether people can be pointed at and chosen, which shows their names."""
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(_SMALLEST)
        self.problem = PlayerProblem()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.problem, 1)

    def add_notice(self, notice: QWidget) -> None:
        """Let a notice stand on the lower edge of the picture, where it takes no other's room."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101  (the one made above)
        layout.addStretch()
        layout.addWidget(notice)

    @property
    def overlays(self) -> Overlays:
        """What is drawn over the picture."""
        return self._overlays

    @property
    def words(self) -> str:
        """What stands in the place of a picture."""
        return "" if self._frame is not None else self._words

    @property
    def picture_rect(self) -> QRectF:
        """Where the picture is painted."""
        whole = QRectF(self.rect())
        if self._frame is None:
            return whole
        size = self._frame.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(whole.center())
        return target

    def show_frame(
        self, frame: ShownFrame, modality: Modality, tracklet: TrackletId | None = None
    ) -> None:
        """Paint this frame from now on; `tracklet` is whose box is the selected one."""
        self.problem.hide()
        self._frame = frame
        self._modality = modality
        self._tracklet = tracklet
        self.update()

    def show_words(self, words: str) -> None:
        """Paint no frame but a few words."""
        self.problem.hide()
        self._frame = None
        self._words = words
        self._pointed_at = None
        self.unsetCursor()
        self.update()

    def show_problem(self, failure: Failure, *, offers_search: bool) -> None:
        """Show no frame but why there is none."""
        self.show_words("")
        self.problem.tell(failure, offers_search=offers_search)

    def show_overlays(self, overlays: Overlays) -> None:
        """Draw other things over the picture."""
        self._overlays = overlays
        self.update()

    def show_mark(self, text: str) -> None:
        """Write a few words into the lower corner, such as the rate; or none."""
        if text != self._mark:
            self._mark = text
            self.update()

    def point_at(self, person: TrackletId | None) -> None:
        """Bring somebody's box out, and say what a click on it does."""
        if person != self._pointed_at:
            self._pointed_at = person
            if person is None:
                self.unsetCursor()
            else:
                self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell whom a click would choose."""
        self.point_at(self._person_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nobody is pointed at."""
        self.point_at(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a person chooses them."""
        person = self._person_at(event.position())
        if person is not None and event.button() is Qt.MouseButton.LeftButton:
            self.person_clicked.emit(person)
        else:
            super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mat, frame, people."""
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
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(whole.adjusted(12, 8, -12, -8), flags, self._words)
            return
        painter.drawImage(self.picture_rect, self._frame.image)
        self._paint_people(painter, self._frame)
        if self._mark:
            # recorders burn their time into an upper corner mostly; nothing of ours covers it
            corner = QPointF(8, self.height() - scaled(_CHIP_HEIGHT) - 8)
            self._paint_chip(painter, corner, self._mark)

    def _paint_people(self, painter: QPainter, frame: ShownFrame) -> None:
        people, ink = frame.people, QColor(_SELECTED[self._modality])
        if self._overlays.trail:
            self._paint_trail(painter, people.trail, ink)
        if self._overlays.others:
            for one in people.others:
                is_pointed_at = one.tracklet_id == self._pointed_at
                width = 2.25 if is_pointed_at else 1.25
                rect = self._paint_box(painter, one.box, _OTHERS, width)
                if is_pointed_at:
                    self._paint_label(painter, rect, one.tracklet_id)
        if self._overlays.person and people.selected is not None:
            rect = self._paint_box(painter, people.selected, ink, 2.25)
            if self._tracklet is not None and self._tracklet == self._pointed_at:
                self._paint_label(painter, rect, self._tracklet)

    def _paint_box(self, painter: QPainter, box: Box, ink: QColor, width: float) -> QRectF:
        rect = self._rect_of(box)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_SHADE, width + 2.25))
        painter.drawRoundedRect(rect, 2, 2)
        painter.setPen(QPen(ink, width))
        painter.drawRoundedRect(rect, 2, 2)
        return rect

    def _paint_trail(
        self, painter: QPainter, trail: tuple[tuple[float, float], ...], ink: QColor
    ) -> None:
        target = self.picture_rect
        points = [
            QPointF(target.x() + x * target.width(), target.y() + y * target.height())
            for x, y in trail
        ]
        if not points:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_SHADE, 4.0, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(QPolygonF(points))
        for number, (start, end) in enumerate(pairwise(points), start=1):
            faded = QColor(ink)
            faded.setAlphaF(0.25 + 0.75 * number / (len(points) - 1))  # the way it went
            painter.setPen(QPen(faded, 2.0, c=Qt.PenCapStyle.RoundCap))
            painter.drawLine(start, end)
        painter.setPen(QPen(_SHADE, 1.0))
        painter.setBrush(ink)
        painter.drawEllipse(points[-1], 3.5, 3.5)

    def _paint_label(self, painter: QPainter, box: QRectF, one: TrackletId) -> None:
        text = self.tr("{label}: click to search from here").format(label=tracklet_label(one))
        width = self.fontMetrics().horizontalAdvance(text) + 16
        left = min(max(box.left(), 4.0), max(self.width() - width - 4.0, 4.0))
        height = scaled(_CHIP_HEIGHT)
        above = box.top() - height - 4
        top = above if above > 0 else min(box.bottom() + 4, self.height() - height - 4)
        self._paint_chip(painter, QPointF(left, top), text)

    def _paint_chip(self, painter: QPainter, corner: QPointF, text: str) -> None:
        width = self.fontMetrics().horizontalAdvance(text) + 16
        rect = QRectF(corner.x(), corner.y(), width, scaled(_CHIP_HEIGHT))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(12, 14, 16, 205))
        painter.drawRoundedRect(rect, 6, 6)
        painter.setPen(QColor(self._theme.colours.on_video))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _rect_of(self, box: Box) -> QRectF:
        target = self.picture_rect
        left, top, right, bottom = box
        rect = QRectF(
            target.x() + left * target.width(),
            target.y() + top * target.height(),
            (right - left) * target.width(),
            (bottom - top) * target.height(),
        )
        return rect.adjusted(-_BOX_GAP, -_BOX_GAP, _BOX_GAP, _BOX_GAP)

    def _person_at(self, point: QPointF) -> TrackletId | None:
        """Whose box is there; of several the smallest, which lies in front of no other."""
        if self._frame is None or not self.names_people:
            return None
        people = self._frame.people
        there: list[tuple[float, TrackletId]] = []
        if self._overlays.others:
            for one in people.others:
                rect = self._rect_of(one.box)
                if rect.contains(point):
                    there.append((rect.width() * rect.height(), one.tracklet_id))
        if self._overlays.person and people.selected is not None and self._tracklet is not None:
            rect = self._rect_of(people.selected)
            if rect.contains(point):
                there.append((rect.width() * rect.height(), self._tracklet))
        return min(there)[1] if there else None
