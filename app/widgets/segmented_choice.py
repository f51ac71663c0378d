"""A few choices side by side, one of which holds."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from app.widgets.icons import icon
from app.widgets.theme import Colours, ThemeKeeper

Value = TypeVar("Value")
_BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_WORDS = Qt.ToolButtonStyle.ToolButtonTextOnly
_ICON = Qt.ToolButtonStyle.ToolButtonIconOnly
_LEVELS = ((_BESIDE, False), (_WORDS, False), (_WORDS, True), (_ICON, True))
"""What gives way one after the other where there is little room: icons, margins, words."""
_MARGIN_PX, _TIGHT_PX, _ICON_PX = 9, 3, 14
"""The first two as in the style sheet."""
_AROUND_PX, _GAP_PX = 5, 8
"""Borders, and what Qt puts between icon and words, as it reckons them."""


class SegmentedChoice(QWidget, Generic[Value]):
    """Buttons as one strip; `choices` are value, text, and the name of an icon or nothing.

    Where words give way to icons, they stand in the tool-tip.
    """

    def __init__(
        self, theme: ThemeKeeper, name: str, choices: Sequence[tuple[Value, str, str]]
    ) -> None:
        super().__init__()
        self._choices = list(choices)
        self._level = 0
        self.group = QButtonGroup(self)
        self._row = layout = QHBoxLayout(self)
        self._buttons: list[QToolButton] = []
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.setAccessibleName(name)
        for number, (_, text, _) in enumerate(choices):
            button = QToolButton()
            self._buttons.append(button)
            button.setObjectName("segment")
            button.setText(text)
            button.setAccessibleName(f"{name}: {text}")
            button.setCheckable(True)
            button.setChecked(number == 0)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setIconSize(QSize(_ICON_PX, _ICON_PX))
            last = len(choices) - 1
            place = "first" if number == 0 else "last" if number == last else "middle"
            button.setProperty("place", place)
            self.group.addButton(button, number)
            layout.addWidget(button)
        layout.addStretch()
        theme.changed.connect(self._draw_icons)
        self._draw_icons(theme.colours)
        self._take(0)

    @property
    def value(self) -> Value:
        """The choice that holds."""
        return self._choices[self.group.checkedId()][0]

    def choose(self, value: Value) -> None:
        """Let another one hold, as if it were clicked."""
        number = next(n for n, (held, _, _) in enumerate(self._choices) if held == value)
        self.group.button(number).click()

    def set_text(self, number: int, text: str) -> None:
        """Let a button say something else."""
        self._buttons[number].setText(text)
        self.updateGeometry()
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Of icons, where there are any."""
        return QSize(self._width_at(len(_LEVELS) - 1), self._row.minimumSize().height())

    def sizeHint(self) -> QSize:
        """Of icons and words."""
        return QSize(self._width_at(0), self._row.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        levels = range(len(_LEVELS))
        level = next((one for one in levels if self._width_at(one) <= self.width()), levels[-1])
        if level != self._level:
            self._take(level)

    def _width_at(self, level: int) -> int:
        """What all buttons take at a level; the bold words of the one that holds included."""
        style, is_tight = _LEVELS[level]
        width = 0
        for number, (_, _, drawing) in enumerate(self._choices):
            button = self._buttons[number]
            bold = QFont(button.font())
            bold.setWeight(QFont.Weight.DemiBold)
            metrics = QFontMetrics(bold)
            words = max(
                metrics.horizontalAdvance(button.text()),
                button.fontMetrics().horizontalAdvance(f" {button.text()} "),
            )
            has_icon = bool(drawing) and style is not _WORDS
            has_words = not (drawing and style is _ICON)
            width += 2 * (_TIGHT_PX if is_tight else _MARGIN_PX) + _AROUND_PX
            width += words if has_words else 0
            width += _ICON_PX + (_GAP_PX if has_words else 0) if has_icon else 0
        return width

    def _take(self, level: int) -> None:
        self._level = level
        style, is_tight = _LEVELS[level]
        for number, (_, _, drawing) in enumerate(self._choices):
            button = self._buttons[number]
            is_icon = bool(drawing) and style is _ICON
            button.setToolButtonStyle(style if drawing else _WORDS)
            button.setToolTip(button.text() if is_icon else "")
            if is_tight is not bool(button.property("tight")):
                button.setProperty("tight", is_tight)
                button.style().unpolish(button)
                button.style().polish(button)
                button.updateGeometry()

    def _draw_icons(self, colours: Colours) -> None:
        inks = {"visible": colours.visible, "infrared": colours.infrared}
        for number, (_, _, drawing) in enumerate(self._choices):
            if drawing:
                ink = inks.get(drawing, colours.text)
                self._buttons[number].setIcon(icon(drawing, ink, colours.faint))
