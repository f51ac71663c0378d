"""A few choices side by side, one of which holds."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from app.widgets.icons import icon
from app.widgets.theme import Colours, ThemeKeeper

Value = TypeVar("Value")


class SegmentedChoice(QWidget, Generic[Value]):
    """Buttons as one strip; `choices` are value, text, and the name of an icon or nothing."""

    def __init__(
        self, theme: ThemeKeeper, name: str, choices: Sequence[tuple[Value, str, str]]
    ) -> None:
        super().__init__()
        self._choices = list(choices)
        self.group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.setAccessibleName(name)
        for number, (_, text, drawing) in enumerate(choices):
            button = QToolButton()
            button.setObjectName("segment")
            button.setText(text)
            button.setAccessibleName(f"{name}: {text}")
            button.setCheckable(True)
            button.setChecked(number == 0)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setIconSize(QSize(14, 14))
            if drawing:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            last = len(choices) - 1
            place = "first" if number == 0 else "last" if number == last else "middle"
            button.setProperty("place", place)
            self.group.addButton(button, number)
            layout.addWidget(button)
        theme.changed.connect(self._draw_icons)
        self._draw_icons(theme.colours)

    @property
    def value(self) -> Value:
        """The choice that holds."""
        return self._choices[self.group.checkedId()][0]

    def choose(self, value: Value) -> None:
        """Let another one hold, as if it were clicked."""
        number = next(n for n, (held, _, _) in enumerate(self._choices) if held == value)
        self.group.button(number).click()

    def _draw_icons(self, colours: Colours) -> None:
        inks = {"visible": colours.visible, "infrared": colours.infrared}
        for number, (_, _, drawing) in enumerate(self._choices):
            if drawing:
                ink = inks.get(drawing, colours.text)
                self.group.button(number).setIcon(icon(drawing, ink, colours.faint))
