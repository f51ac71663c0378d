"""A button that is never narrower than its words."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton


class WholeButton(QPushButton):
    """Qt lets a styled button shrink until its words are cut; a line folds before that."""

    def minimumSizeHint(self) -> QSize:
        """All of its words."""
        return self.sizeHint()
