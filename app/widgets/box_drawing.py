"""A box that is drawn over a picture, by pointer or by keys."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

_CLICK_PX = 4.0
"""A pointer that moved no further has clicked and drawn nothing."""
_FIRST = QRectF(0.42, 0.25, 0.16, 0.5)
"""Where the keys begin: a standing person in the middle, parts of the picture."""
_STEP = 0.01
_LEAST = 0.004
"""A box does not get narrower by keys, parts of the picture."""
_DIM = QColor(0, 0, 0, 120)
_SHADE = QColor(0, 0, 0, 190)
_INK = QColor("#ffd83d")
_OFFER = QColor(255, 255, 255, 220)


class BoxDrawing(QWidget):
    """Lies over a widget that shows a picture; boxes are parts of the picture, 0..1.

    Dragging draws, a click takes one of the offers, arrow keys move the box, Shift with them
    changes its size, Space goes through the offers.
    """

    changed = Signal()
    accepted = Signal()
    given_up = Signal()

    def __init__(self, over: QWidget, picture_rect: Callable[[], QRectF]) -> None:
        super().__init__(over)
        self._over = over
        self._picture_rect = picture_rect
        self._box: QRectF | None = None
        self._offers: tuple[QRectF, ...] = ()
        self._pressed: QPointF | None = None
        self._before: QRectF | None = None
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Box on the picture"))
        self.setAccessibleDescription(
            self.tr("Arrow keys move it, Shift and arrow keys change its size, Enter takes it")
        )
        over.installEventFilter(self)
        self.hide()

    @property
    def box(self) -> QRectF | None:
        """What is drawn; None: nothing yet."""
        return self._box

    def begin(self, *, box: QRectF | None = None) -> None:
        """Let a box be drawn, beginning with one or with none."""
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.setFocus()
        self.take(box)

    def end(self) -> None:
        """Draw no more."""
        self._pressed = None
        self._offers = ()
        self.hide()

    def offer(self, boxes: Sequence[QRectF]) -> None:
        """Show boxes of which a click takes one."""
        self._offers = tuple(boxes)
        self.update()

    def take(self, box: QRectF | None) -> None:
        """Let this be the box."""
        self._box = box
        self.changed.emit()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the size of what it lies over."""
        if watched is self._over and event.type() is QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a box."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._before = event.position(), self._box

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Span the box from where the pointer was pressed."""
        if self._pressed is not None and not self._is_click(event.position()):
            spanned = QRectF(self._pressed, event.position()).normalized()
            self.take(self._parts(spanned))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the box; a click takes the offer that it met, or leaves everything as it was."""
        if self._pressed is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if self._is_click(event.position()):
            met = [one for one in self._offers if self._rect(one).contains(event.position())]
            smallest = min(met, key=lambda one: one.width() * one.height(), default=self._before)
            self.take(smallest)
        self._pressed = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that do what the pointer does."""
        ways = {
            Qt.Key.Key_Left: (-_STEP, 0.0),
            Qt.Key.Key_Right: (_STEP, 0.0),
            Qt.Key.Key_Up: (0.0, -_STEP),
            Qt.Key.Key_Down: (0.0, _STEP),
        }
        key = Qt.Key(event.key())
        if key in ways:
            grows = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._move(*ways[key], grows=grows)
        elif key is Qt.Key.Key_Space:
            self._take_next_offer()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        elif key is Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """All but the box stands back; offers are thin."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._box is not None:
            path = QPainterPath()
            path.addRect(self._picture_rect())
            hole = QPainterPath()
            hole.addRect(self._rect(self._box))
            painter.fillPath(path.subtracted(hole), _DIM)
        for one in self._offers:
            if one != self._box:
                self._frame(painter, one, _OFFER, 1.25)
        if self._box is not None:
            self._frame(painter, self._box, _INK, 2.25)
        if self.hasFocus():
            painter.setPen(QPen(_INK, 1.0, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _frame(self, painter: QPainter, box: QRectF, ink: QColor, width: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_SHADE, width + 2.25))
        painter.drawRect(self._rect(box))
        painter.setPen(QPen(ink, width))
        painter.drawRect(self._rect(box))

    def _move(self, across: float, down: float, *, grows: bool) -> None:
        if self._box is None:
            self.take(QRectF(_FIRST))
            return
        box = QRectF(self._box)
        if grows:
            box.setWidth(min(max(box.width() + across, _LEAST), 1.0 - box.left()))
            box.setHeight(min(max(box.height() + down, _LEAST), 1.0 - box.top()))
        else:
            box.moveLeft(min(max(box.left() + across, 0.0), 1.0 - box.width()))
            box.moveTop(min(max(box.top() + down, 0.0), 1.0 - box.height()))
        self.take(box)

    def _take_next_offer(self) -> None:
        if self._offers:
            held = self._offers.index(self._box) if self._box in self._offers else -1
            self.take(self._offers[(held + 1) % len(self._offers)])

    def _is_click(self, point: QPointF) -> bool:
        return self._pressed is not None and (
            (point - self._pressed).manhattanLength() <= _CLICK_PX
        )

    def _rect(self, box: QRectF) -> QRectF:
        whole = self._picture_rect()
        return QRectF(
            whole.x() + box.x() * whole.width(),
            whole.y() + box.y() * whole.height(),
            box.width() * whole.width(),
            box.height() * whole.height(),
        )

    def _parts(self, rect: QRectF) -> QRectF | None:
        whole = self._picture_rect()
        within = rect.intersected(whole)
        if within.isEmpty() or whole.isEmpty():
            return None
        return QRectF(
            (within.x() - whole.x()) / whole.width(),
            (within.y() - whole.y()) / whole.height(),
            within.width() / whole.width(),
            within.height() / whole.height(),
        )
