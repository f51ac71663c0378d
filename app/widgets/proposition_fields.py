"""Two or more propositions that compete, each in a field of its own."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.widgets.icons import icon
from app.widgets.labels import label
from app.widgets.theme import Colours, ThemeKeeper

LEAST = 2
_MOST_LINES = 5
_SPARE_PX = 2


class PropositionFields(QWidget):
    """Another can be added; two stay."""

    changed = Signal()

    def __init__(self, theme: ThemeKeeper, texts: Sequence[str]) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[_Row] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self.problem = label("", "failure", wraps=True)
        self.add_button = QPushButton(self.tr("Add another"))
        self.add_button.setObjectName("quiet")
        self.add_button.setAccessibleName(self.tr("Add another proposition"))
        self.add_button.clicked.connect(self._add_empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._column)
        layout.addWidget(self.problem)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        for text in texts:
            self._add(text)
        self._on_changed()

    @property
    def texts(self) -> tuple[str, ...]:
        """What is written, each on one line."""
        texts = (" ".join(row.field.toPlainText().split()) for row in self._rows)
        return tuple(text for text in texts if text)

    @property
    def competes(self) -> bool:
        """Whether there are at least two."""
        return len(self.texts) >= LEAST

    @property
    def fields(self) -> tuple[QPlainTextEdit, ...]:
        """From above to below."""
        return tuple(row.field for row in self._rows)

    def remove(self, number: int) -> None:
        """Take a field away; two stay."""
        if len(self._rows) > LEAST:
            row = self._rows.pop(number)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
            self._rows[min(number, len(self._rows) - 1)].field.setFocus()
            self._on_changed()

    def _add_empty(self) -> None:
        self._add("").field.setFocus()
        self._on_changed()

    def _add(self, text: str) -> "_Row":
        row = _Row(self._theme, text)
        row.field.textChanged.connect(self._on_changed)
        row.remove_button.clicked.connect(lambda: self.remove(self._rows.index(row)))
        self._rows.append(row)
        self._column.addWidget(row)
        return row

    def _on_changed(self) -> None:
        for number, row in enumerate(self._rows, 1):
            row.number(number)
            row.remove_button.setVisible(len(self._rows) > LEAST)
        self.problem.setText(
            "" if self.competes else self.tr("At least two have to compete: write another.")
        )
        self.problem.setVisible(not self.competes)
        self.changed.emit()


class _Row(QWidget):
    def __init__(self, theme: ThemeKeeper, text: str) -> None:
        super().__init__()
        self._theme = theme
        self.field = _GrowingField(text)
        self.field.setPlaceholderText(self.tr("One that competes with the others"))
        self.remove_button = QToolButton()
        self.remove_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignTop)
        theme.changed.connect(self._draw_icon)
        self._draw_icon(theme.colours)

    def number(self, number: int) -> None:
        self.field.setAccessibleName(self.tr("Proposition {number}").format(number=number))
        name = self.tr("Take proposition {number} away").format(number=number)
        self.remove_button.setAccessibleName(name)
        self.remove_button.setToolTip(name)

    def _draw_icon(self, colours: Colours) -> None:
        self.remove_button.setIcon(icon("close", colours.muted))


class _GrowingField(QPlainTextEdit):
    """As high as what is written in it, up to a few lines."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other words fit into a line."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        block, whole = self.document().firstBlock(), 0.0
        while block.isValid():
            whole += self.blockBoundingRect(block).height()  # lays it out for the width
            block = block.next()
        most = _MOST_LINES * self.blockBoundingRect(self.document().firstBlock()).height()
        most /= max(self.document().firstBlock().layout().lineCount(), 1)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if whole > most else policy.ScrollBarAlwaysOff
        )
        around = self.contentsMargins().top() + self.contentsMargins().bottom()
        margins = 2 * self.document().documentMargin()
        self.setFixedHeight(ceil(min(whole, most) + margins + around) + _SPARE_PX)
