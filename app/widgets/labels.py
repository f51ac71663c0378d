"""Texts in the few styles the program has."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy


def label(text: str = "", style: str = "", *, wraps: bool = False) -> QLabel:
    """A text; styles: title, heading, strong, muted, failure."""
    made = QLabel(text)
    made.setObjectName(style)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    if wraps:
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return made


def breakable(name: str) -> str:
    """A name of a file or a camera whose line may end behind an underscore, which Qt ends nowhere.

    For words that are shown, not for accessible names.
    """
    return name.replace("_", "_\u200b")


class ElidedLabel(QLabel):
    """A text on one line that gives way to its neighbours; whole in its tool-tip."""

    _whole = ""  # Qt asks for it while it makes the label

    def __init__(self, style: str = "") -> None:
        super().__init__()
        self.setObjectName(style)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: object) -> None:
        """Fit into the new width."""
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Words of another size take another room."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        mode = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._whole, mode, self.width()))


def rule() -> QFrame:
    """A hairline between parts."""
    made = QFrame()
    made.setObjectName("rule")
    return made


def card() -> QFrame:
    """A raised surface."""
    made = QFrame()
    made.setObjectName("card")
    return made
