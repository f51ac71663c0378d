"""What a case that was closed leaves to write down: the head of its log (E12)."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from app.widgets.labels import ElidedLabel

SHOWN_MS = 60_000


class ClosedCaseNotice(QFrame):
    """A line under everything else; it asks nothing, and is gone after a minute or when copied."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._text = ElidedLabel("muted")
        self._head = ""
        self.copy_button = QPushButton(self.tr("Copy"))
        self.copy_button.setAccessibleName(self.tr("Copy the head of the log"))
        self.copy_button.clicked.connect(self._copy)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 4, 6, 4)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.copy_button)
        self.hide()

    @property
    def text(self) -> str:
        """The whole of it, whatever there is room for."""
        return self._text.toolTip()

    def tell(self, number: str, head: str) -> None:
        """Show the head of the log of a case.

        Args:
            number: of the case.
            head: as it was when the case was closed.
        """
        self._head = head
        self._text.show_text(
            self.tr("Case {number} is closed. Log head to keep on paper: {head}").format(
                number=number, head=head
            )
        )
        self.show()
        self._timer.start()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._head)
        self.hide()
