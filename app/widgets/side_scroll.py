"""A panel at a page's side that is scrolled where the window is too low for it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class SideScroll(QScrollArea):
    """As wide as the panel, and as its scroll bar where there is one."""

    def __init__(self, panel: QWidget) -> None:
        super().__init__()
        self._panel = panel
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(panel)
        self.verticalScrollBar().rangeChanged.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Take the width of the panel, which may have changed."""
        bar = self.verticalScrollBar()
        is_scrolled = bar.maximum() > bar.minimum()
        self.setFixedWidth(
            self._panel.minimumWidth() + (bar.sizeHint().width() if is_scrolled else 0)
        )
