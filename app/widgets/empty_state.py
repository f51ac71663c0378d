"""What a place shows while it has nothing: what it is for, and how to begin."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.widgets.drawing import Drawing
from app.widgets.labels import label
from app.widgets.theme import ThemeKeeper

_MEASURE = 460
"""Width of a text that reads well, px."""


class EmptyState(QWidget):
    """An icon, a heading, a few sentences, perhaps buttons."""

    def __init__(
        self,
        theme: ThemeKeeper,
        drawing: str,
        heading: str,
        text: str,
        buttons: tuple[QPushButton, ...] = (),
    ) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(2)
        layout.addWidget(
            Drawing(drawing, theme, ink="faint", side=48), 0, Qt.AlignmentFlag.AlignHCenter
        )
        self.heading = label(heading, "heading", wraps=True)
        self.heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.heading)
        self.text = label(text, "muted", wraps=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.text.setMaximumWidth(_MEASURE)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.text, 10)
        row.addStretch()
        layout.addLayout(row)
        self._buttons = buttons
        if buttons:
            line = QHBoxLayout()
            line.setSpacing(10)
            line.addStretch()
            for button in buttons:
                line.addWidget(button)
            line.addStretch()
            layout.addSpacing(8)
            layout.addLayout(line)
        layout.addStretch(3)

    @property
    def first_button(self) -> QPushButton:
        """The button that begins."""
        return self._buttons[0]

    def tell(self, heading: str, text: str) -> None:
        """Say something else."""
        self.heading.setText(heading)
        self.text.setText(text)
