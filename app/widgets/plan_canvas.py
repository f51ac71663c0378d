"""The plan on which cameras are hung: by the mouse, and by the keyboard alone."""

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)

from app.viewmodels.numbers import number_text
from app.viewmodels.plan_look import PlanLook
from app.widgets.icons import paint_icon
from app.widgets.plan_drawing import MARK_PX, PlanDrawing
from app.widgets.text_scale import scaled
from app.widgets.theme import ThemeKeeper

_LET_KEYS_REST_MS = 500
"""Several steps of the arrow keys are one edit."""
_STEP, _LONG_STEP = 0.005, 0.05
"""Of the picture, for an arrow key and for one with Shift."""
_DRAG_PX = 4


class PlanCanvas(PlanDrawing):
    """One camera is selected; it follows the mouse or the arrow keys."""

    selected = Signal(str)
    placed = Signal(str, object, object)  # camera, and fractions; None of both takes it off
    way_wanted = Signal(str)  # a camera that was double-clicked

    def __init__(self, theme: ThemeKeeper) -> None:
        super().__init__(theme, "")
        self.setAccessibleName(self.tr("Plan of the cameras"))
        self.setMouseTracking(True)
        self.takes_edits = True
        self.camera: str | None = None
        self.first_of_way: str | None = None
        self._held: str | None = None  # under the mouse button
        self._pressed = QPointF()
        self._moved: tuple[float, float] | None = None  # not said yet
        self._said: dict[str, tuple[float, float]] = {}  # and not in the case yet
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_LET_KEYS_REST_MS)
        self._rest.timeout.connect(self._say_moved)

    @property
    def drawn(self) -> list[str]:
        """Cameras of the footage that hang on the plan, in their order."""
        return [one for one in self.look.cameras if self.look.plan.place_of(one) is not None]

    def show_look(self, look: PlanLook) -> None:
        """Draw another plan; what the mouse holds stays in hand."""
        self._said.clear()
        super().show_look(look)
        self._tell_place()

    def select(self, camera: str | None) -> None:
        """Select another camera; one that was being moved is left where it is."""
        if camera == self.camera:
            return
        self._say_moved()
        self.camera = camera
        self._tell_place()
        self.update()

    def point_of(self, camera: str) -> QPointF | None:
        """Where a camera is drawn: where it is being moved to."""
        place = self._place_of(camera)
        return None if place is None else self.point_at(*place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a camera, or hang the selected one here where it hangs nowhere."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        camera = self.camera_at(event.position(), self.drawn)
        if camera is not None:
            self._choose(camera)
            self._held, self._pressed = camera, event.position()
        elif self._can_hang and self.place.contains(event.position()):
            self._moved = self.fraction_at(event.position())
            self._say_moved()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held; show what can be held."""
        away = (event.position() - self._pressed).manhattanLength()
        if self._held is not None and self.takes_edits:
            if self._moved is not None or away >= _DRAG_PX:
                self._moved = self.fraction_at(event.position())
                self.update()
            return
        can_hold = self.camera_at(event.position(), self.drawn) is not None
        shape = Qt.CursorShape.ArrowCursor
        if can_hold and self.takes_edits:
            shape = Qt.CursorShape.OpenHandCursor
        elif self._can_hang and self.place.contains(event.position()):
            shape = Qt.CursorShape.CrossCursor
        self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leave it there."""
        if self._held is not None:
            self._held = None
            self._say_moved()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two cameras, one after the other, begin and end a way."""
        camera = self.camera_at(event.position(), self.drawn)
        if camera is not None:
            self.way_wanted.emit(camera)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Page Up and Page Down select, Enter hangs up, Delete takes off."""
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        key = Qt.Key(event.key())
        if key in steps and self.takes_edits:
            is_long = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._step(*steps[key], _LONG_STEP if is_long else _STEP)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._select_next(1 if key is Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._can_hang:
            self._moved = (0.5, 0.5)
            self._say_moved()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.takes_edits:
            if self.camera in self.drawn:
                self._forget_moved()
                self.placed.emit(self.camera, None, None)
        elif key is Qt.Key.Key_Escape and self._moved is not None:
            self._forget_moved()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was moved is said before the keyboard goes elsewhere."""
        self._say_moved()
        super().focusOutEvent(event)
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        """A hidden canvas holds nothing back."""
        self._held = None
        self._say_moved()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Picture, ways, cameras; the selected one on top."""
        painter = QPainter(self)
        self.paint_ground(painter)
        for one in self.look.apart:
            self._paint_way(painter, *one.cameras, one.seconds)
        drawn = self.drawn
        for camera in sorted(drawn, key=lambda one: one == self.camera):
            at = self.point_of(camera)
            if at is not None:
                self._paint_camera(painter, camera, at)

    @property
    def _can_hang(self) -> bool:
        """Whether the selected camera waits to be hung up."""
        return (
            self.takes_edits
            and self.look.image is not None
            and self.camera in self.look.cameras
            and self.camera not in self.drawn
        )

    def _choose(self, camera: str) -> None:
        if camera != self.camera:
            self.select(camera)
            self.selected.emit(camera)

    def _select_next(self, step: int) -> None:
        cameras = self.look.cameras
        if not cameras:
            return
        before = cameras.index(self.camera) if self.camera in cameras else (-1 if step > 0 else 0)
        self._choose(cameras[(before + step) % len(cameras)])

    def _step(self, right: int, down: int, size: float) -> None:
        place = None if self.camera is None else self._place_of(self.camera)
        if place is None:
            return
        x, y = place
        ratio = self.place.width() / max(self.place.height(), 1)  # alike in both directions
        x = min(max(x + right * size, 0.0), 1.0)
        y = min(max(y + down * size * ratio, 0.0), 1.0)
        self._moved = (round(x, 4), round(y, 4))
        self._rest.start()
        self._tell_place()
        self.update()

    def _say_moved(self) -> None:
        self._rest.stop()
        moved, self._moved = self._moved, None
        if moved is None or self.camera is None:
            return
        x, y = (round(one, 4) for one in moved)
        self._said[self.camera] = (x, y)
        self.update()
        self.placed.emit(self.camera, x, y)

    def _forget_moved(self) -> None:
        self._rest.stop()
        self._held = None
        self._moved = None
        self._tell_place()
        self.update()

    def _place_of(self, camera: str) -> tuple[float, float] | None:
        """Its fractions as they are drawn: where it is being moved to, or was told to hang."""
        if camera == self.camera and self._moved is not None:
            return self._moved
        place = self.look.plan.place_of(camera)
        return self._said.get(camera) or (None if place is None else (place.x, place.y))

    def _tell_place(self) -> None:
        """In words, for whoever does not see it."""
        place = None if self.camera is None else self._place_of(self.camera)
        if self.camera is None:
            text = self.tr("No camera is selected")
        elif place is None:
            text = self.tr("{camera} is not on the plan").format(camera=self.camera)
        else:
            x, y = place
            text = self.tr("{camera}: {right} % from the left, {down} % from the top").format(
                camera=self.camera,
                right=number_text(100 * x, places=1),
                down=number_text(100 * y, places=1),
            )
        self.setAccessibleDescription(text)

    def _paint_way(self, painter: QPainter, first: str, second: str, seconds: float) -> None:
        ends = [self.point_of(one) for one in (first, second) if one in self.look.cameras]
        start, end = ends if len(ends) == 2 else (None, None)  # noqa: PLR2004  (a way has two ends)
        if start is None or end is None:
            return
        painter.setPen(QPen(QColor(self.colours.surface), 4))
        painter.drawLine(start, end)
        painter.setPen(QPen(QColor(self.colours.muted), 1.5))
        painter.drawLine(start, end)
        text = self.tr("{seconds} s").format(seconds=number_text(seconds, digits=6))
        self.paint_label(painter, text, (start + end) / 2, ink=self.colours.muted)

    def _paint_camera(self, painter: QPainter, camera: str, at: QPointF) -> None:
        is_selected = camera == self.camera
        radius = scaled(MARK_PX)
        ground, ink = (
            (self.colours.accent, self.colours.on_accent)
            if is_selected
            else (self.colours.surface, self.colours.text)
        )
        is_begun = camera == self.first_of_way
        if is_selected or is_begun:  # a ring, so that it does not rest on colour
            painter.setPen(
                QPen(
                    QColor(self.colours.accent),
                    2,
                    Qt.PenStyle.DashLine if is_begun else Qt.PenStyle.SolidLine,
                )
            )
            painter.setBrush(QColor(self.colours.surface))
            painter.drawEllipse(at, radius + 4, radius + 4)
        painter.setPen(QPen(QColor(self.colours.text), 1.5))
        painter.setBrush(QColor(ground))
        painter.drawEllipse(at, radius, radius)
        side = 1.25 * radius
        box = QRectF(0, 0, side, side)
        box.moveCenter(at)
        paint_icon(painter, "camera", ink, box)
        self.paint_name(painter, camera, at, is_bold=is_selected)
