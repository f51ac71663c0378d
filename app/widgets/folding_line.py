"""Parts beside each other, or below each other where there is no room for that."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

_SPACING = 8


class FoldingLine(QWidget):
    """As narrow as its widest part at least."""

    def __init__(self, *parts: QWidget, stretches: tuple[int, ...] = ()) -> None:
        super().__init__()
        self._parts = parts
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(_SPACING)
        for number, part in enumerate(parts):
            self._box.addWidget(part, stretches[number] if stretches else 1)

    @property
    def is_folded(self) -> bool:
        """Whether its parts stand below each other."""
        return self._box.direction() is QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        """The widest part's width: narrower lines fold."""
        widths = [part.minimumSizeHint().width() for part in self._parts]
        return QSize(max(widths), self._box.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        super().resizeEvent(event)
        self._fold()

    def refold(self) -> None:
        """A part has become wider or narrower."""
        self.updateGeometry()
        self._fold()

    def _fold(self) -> None:
        widths = [part.minimumSizeHint().width() for part in self._parts]
        needed = sum(widths) + _SPACING * (len(widths) - 1)
        self._box.setDirection(
            QBoxLayout.Direction.LeftToRight
            if needed <= self.width()
            else QBoxLayout.Direction.TopToBottom
        )
