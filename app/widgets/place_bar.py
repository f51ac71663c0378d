"""The places of a case, from left to right as the work goes, each with what is left there."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout

from app.settings.keys import Keys
from app.widgets.icons import paint_icon
from app.widgets.labels import ElidedLabel
from app.widgets.text_scale import scaled
from app.widgets.theme import ThemeKeeper
from app.widgets.worn_keys import WornKeys, hinted

_HEIGHT = 58
_SMALL = 0.88
_NARROWEST = 184
"""Wide enough for what a running job says, so that nothing moves while it counts."""
_STEP_PX = 16
"""Where there is less, widths follow the words in steps, for the same reason."""
_ROOMY, _TIGHT = (18, 52, 16), (10, 39, 6)
"""Left of the icon, left of the words, right of them."""


_MARGINS = (8, 0, 16, 0)
_NAME_PX = 190
"""What the case's name keeps for itself where the places have all they need."""


class PlaceButton(QAbstractButton):
    """A place: icon, name, what is left."""

    told = Signal()

    def __init__(self, theme: ThemeKeeper, drawing: str, name: str, hint: str) -> None:
        super().__init__()
        self._theme = theme
        self._drawing = drawing
        self._left = ""
        self.setText(name)
        self._hint = self._hint_alone = hint
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.tell("")

    @property
    def left(self) -> str:
        """What is left to do there."""
        return self._left

    def wear_key(self, keys: Keys, name: str) -> None:
        """Name the key that leads here behind the hint."""

        def show() -> None:
            self._hint = hinted(self._hint_alone, keys, name)
            self.tell(self._left)

        WornKeys(keys, name, self, show)

    def tell(self, left: str) -> None:
        """Say what is left to do there."""
        self._left = left
        self.setAccessibleName(f"{self.text()}: {left}" if left else self.text())
        self.setToolTip(f"{self._hint}\n{left}" if left else self._hint)
        self.updateGeometry()
        self.update()
        self.told.emit()

    def sizeHint(self) -> QSize:
        """Icon and two lines, as wide as is good to look at."""
        return QSize(max(self._words_px + _ROOMY[1] + _ROOMY[2], _NARROWEST), scaled(_HEIGHT))

    @property
    def least_px(self) -> int:
        """Wide enough for all of its words, and no more."""
        return -(-(self._words_px + _TIGHT[1] + _TIGHT[2]) // _STEP_PX) * _STEP_PX

    @property
    def _words_px(self) -> int:
        """The small line is never wider than its measure here."""
        measure = self.fontMetrics().horizontalAdvance
        return max(measure(self.text()) + 20, measure(self._left))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Underlined where the person is."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(3, 5, -3, -7)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QColor(colours.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hover) if self.underMouse() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 8, 8)
        is_here = self.isChecked()
        ink = colours.accent if is_here else colours.muted
        before, indent, behind = _ROOMY if self.width() >= self.sizeHint().width() else _TIGHT
        paint_icon(painter, self._drawing, ink, QRectF(before, self.height() / 2 - 12, 22, 22))
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold if is_here else QFont.Weight.Normal)
        painter.setFont(bold)
        painter.setPen(QColor(colours.text))
        words = QRectF(indent, scaled(9), self.width() - indent - behind, scaled(20))
        if not self._left:
            words.moveTop((self.height() - words.height() - 2) / 2)
        _draw_within(painter, words, self.text())
        small = QFont(self.font())
        small.setPointSizeF(self.font().pointSizeF() * _SMALL)
        painter.setFont(small)
        painter.setPen(QColor(colours.muted))
        _draw_within(painter, words.translated(0, scaled(19)), self._left)
        if is_here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            line = QRectF(before - 2, self.height() - 4, self.width() - 2 * before + 4, 3)
            painter.drawRoundedRect(line, 1.5, 1.5)


def _draw_within(painter: QPainter, area: QRectF, text: str) -> None:
    """A line that says that it goes on where there is no room for all of it."""
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)


class PlaceBar(QFrame):
    """Buttons of the places; the case's name stands at the right."""

    chosen = Signal(int)

    def __init__(self, theme: ThemeKeeper) -> None:
        super().__init__()
        self.setObjectName("places")
        self._theme = theme
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        self._buttons: list[PlaceButton] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(2)
        self._name = ElidedLabel("strong")
        self._facts = ElidedLabel("muted")
        for line in (self._name, self._facts):
            line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self._name)
        words.addWidget(self._facts)
        words.addStretch()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(*_MARGINS)
        layout.addLayout(self._row)
        layout.addLayout(words, 1)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """As high as its words are."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(scaled(_HEIGHT) + 1)

    def add_place(self, drawing: str, name: str, hint: str) -> PlaceButton:
        """Put another place at the right."""
        button = PlaceButton(self._theme, drawing, name, hint)
        self._group.addButton(button, len(self._buttons))
        self._buttons.append(button)
        self._row.addWidget(button)
        button.told.connect(self._share)
        return button

    def show_case(self, name: str, facts: str) -> None:
        """Say whose places these are."""
        self._name.show_text(name)
        self._facts.show_text(facts)

    def go_to(self, place: int) -> None:
        """Mark where the person is."""
        self._buttons[place].setChecked(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give every place what it needs."""
        self._share()

    def _share(self) -> None:
        """As wide as is good; where there is less, the longest words give way first."""
        left, _, right, _ = _MARGINS
        room = self.width() - left - right - self._row.spacing() * (len(self._buttons) - 1)
        needed = [button.least_px for button in self._buttons]
        room -= min(_NAME_PX, max(room - sum(needed), 0))
        wanted = [button.sizeHint().width() for button in self._buttons]
        if sum(wanted) > room:
            wanted = _shared(room, needed)
        for button, width in zip(self._buttons, wanted, strict=True):
            button.setFixedWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right lead from place to place."""
        steps: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(event.key())
        here = next((n for n, button in enumerate(self._buttons) if button.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        self._buttons[(here + step) % len(self._buttons)].setFocus()


def _shared(room: int, needed: list[int]) -> list[int]:
    """Widths that fill `room`: all that is needed and a share of the rest, or a common limit."""
    spare = room - sum(needed)
    if spare >= 0:
        return [width + spare // len(needed) for width in needed]
    limits = sorted(needed)
    for number, width in enumerate(limits):
        share = room // (len(limits) - number)
        if width > share:
            return [min(one, share) for one in needed]
        room -= width
    return needed
