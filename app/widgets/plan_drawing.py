"""A plan and the cameras on it as they are painted, for editing and for routes alike."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.viewmodels.plan_look import PlanLook
from app.widgets.text_scale import scaled
from app.widgets.theme import Colours, ThemeKeeper

MARK_PX = 13
"""Radius of a camera's mark."""
_REACH_PX = 9
"""How far beside a mark still means it."""
_FRAME_PX = 10
_LABEL_GAP_PX = 5


class PlanDrawing(QWidget):
    """The picture as large as it fits, upright, and marks at fractions of it."""

    def __init__(self, theme: ThemeKeeper, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.look = PlanLook()
        self._pixmap: QPixmap | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 180)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(lambda _: self.update())

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return QSize(640, 420)

    @property
    def colours(self) -> Colours:
        """Of the theme that is on."""
        return self._theme.colours

    def show_look(self, look: PlanLook) -> None:
        """Draw another plan, or the same one as it is now."""
        if look.image is not self.look.image:
            self._pixmap = None
        self.look = look
        self.update()

    def resizeEvent(self, event: object) -> None:
        """The picture is scaled once for a size."""
        self._pixmap = None

    @property
    def place(self) -> QRectF:
        """Where the picture lies in the widget."""
        room = QRectF(self.rect()).adjusted(_FRAME_PX, _FRAME_PX, -_FRAME_PX, -_FRAME_PX)
        image = self.look.image
        if image is None or image.isNull():
            return room
        size = QSize(image.size()).scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        corner = room.center() - QPointF(size.width() / 2, size.height() / 2)
        return QRectF(corner.x(), corner.y(), size.width(), size.height())

    def point_at(self, x: float, y: float) -> QPointF:
        """Where a fraction of the picture lies in the widget."""
        place = self.place
        return QPointF(place.left() + x * place.width(), place.top() + y * place.height())

    def fraction_at(self, point: QPointF) -> tuple[float, float]:
        """The fraction of the picture at a point; beside it the nearest one."""
        place = self.place
        x = (point.x() - place.left()) / max(place.width(), 1)
        y = (point.y() - place.top()) / max(place.height(), 1)
        return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)

    def point_of(self, camera: str) -> QPointF | None:
        """Where a camera hangs; None where nobody said so."""
        place = self.look.plan.place_of(camera)
        return None if place is None else self.point_at(place.x, place.y)

    def camera_at(self, point: QPointF, cameras: Iterable[str]) -> str | None:
        """The nearest of these cameras that a point means."""
        found = []
        for camera in cameras:
            there = self.point_of(camera)
            if there is not None:
                away = (there - point).manhattanLength()
                found.append((away, camera))
        nearest = min(found, default=None)
        if nearest is None or nearest[0] > scaled(MARK_PX) + _REACH_PX:
            return None
        return nearest[1]

    def paint_ground(self, painter: QPainter) -> None:
        """The mat, the picture, and a frame where the keyboard is."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.colours.mat))
        painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
        place, image = self.place, self.look.image
        if image is not None:
            painter.drawPixmap(place.topLeft(), self._scaled(image, place))
        if self.hasFocus():
            painter.setPen(QPen(QColor(self.colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)

    def paint_label(
        self, painter: QPainter, text: str, middle: QPointF, *, ink: str, is_bold: bool = False
    ) -> QRectF:
        """Words on a ground of their own, legible on any picture, kept within the widget."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
        painter.setFont(font)
        size = painter.fontMetrics().size(0, text)
        box = QRectF(0, 0, size.width() + 12, size.height() + 4)
        box.moveCenter(middle)
        box.moveLeft(min(max(box.left(), 2), max(self.width() - box.width() - 2, 2)))
        box.moveTop(min(max(box.top(), 2), max(self.height() - box.height() - 2, 2)))
        painter.setPen(QPen(QColor(ink), 1))
        painter.setBrush(QColor(self.colours.surface))
        painter.drawRoundedRect(box, 5, 5)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        return box

    def paint_name(self, painter: QPainter, camera: str, at: QPointF, *, is_bold: bool) -> None:
        """A camera's name below its mark, or above it at the foot of the widget."""
        font_px = painter.fontMetrics().height()
        below = scaled(MARK_PX) + _LABEL_GAP_PX + font_px / 2
        is_low = at.y() + below + font_px > self.height()
        middle = QPointF(at.x(), at.y() - below if is_low else at.y() + below)
        shown = painter.fontMetrics().elidedText(camera, Qt.TextElideMode.ElideMiddle, scaled(180))
        self.paint_label(painter, shown, middle, ink=self.colours.text, is_bold=is_bold)

    def _scaled(self, image: QImage, place: QRectF) -> QPixmap:
        if self._pixmap is None:
            ratio = self.devicePixelRatioF()
            scaled_image = image.scaled(
                (place.size() * ratio).toSize(),
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._pixmap = QPixmap.fromImage(scaled_image)
            self._pixmap.setDevicePixelRatio(ratio)
        return self._pixmap
