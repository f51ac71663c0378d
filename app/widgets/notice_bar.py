"""A line that tells something and offers one thing to do about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.widgets.labels import label


class NoticeBar(QFrame):
    """Hidden until there is something to tell."""

    acted = Signal()

    def __init__(self, action: str) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._text = label("", "strong")
        self.button = QPushButton(action)
        self.button.setAccessibleName(action)
        self.button.clicked.connect(self.acted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 6, 6)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.button)
        self._row = layout
        self.hide()

    @property
    def text(self) -> str:
        """What it tells."""
        return self._text.text()

    def add_widget(self, widget: QWidget) -> None:
        """Put something behind the button."""
        self._row.addWidget(widget)

    def tell(self, text: str) -> None:
        """Tell something, or nothing."""
        self._text.setText(text)
        self.setVisible(bool(text))
