"""What stands in a picture's place when there is none: why, what to do, and the way to do it."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.engine_link.failure_bus import Failure
from app.widgets.labels import label

_MARGIN = 10
_BETWEEN = 8
_BREAK = "\N{ZERO WIDTH SPACE}"


class PlayerProblem(QWidget):
    """Hidden until there is something to tell; its words scroll, its buttons stay in sight."""

    find_wanted = Signal()
    again_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.what = label("", "onvideo", wraps=True)
        self.remedy = label("", "onvideomuted", wraps=True)
        self.find_button = QPushButton()
        self.find_button.clicked.connect(self.find_wanted)
        self.again_button = QPushButton(self.tr("Try again"))
        self.again_button.clicked.connect(self.again_wanted)
        self._words = QWidget()
        self._lines = QVBoxLayout(self._words)
        self._scrolled = QScrollArea()
        self._arrange()
        self.show_finding(is_finding=False)
        self.hide()

    def tell(self, failure: Failure, *, offers_search: bool) -> None:
        """Tell a failure, and whether to look for the file elsewhere could help."""
        # a path has no spaces at which it could be broken
        self.what.setText(re.sub(r"[/\\_]", rf"\g<0>{_BREAK}", failure.what))
        self.remedy.setText(failure.remedy)
        self.find_button.setVisible(offers_search)
        self.setAccessibleName(f"{failure.what} {failure.remedy}")
        self.show()
        self._fit()

    @property
    def _buttons_fit(self) -> bool:
        widths = [button.sizeHint().width() for button in (self.find_button, self.again_button)]
        return sum(widths) + _BETWEEN <= self.width() - 2 * _MARGIN

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._fit()

    def show_finding(self, *, is_finding: bool) -> None:
        """Say whether files are being looked for just now."""
        self.find_button.setEnabled(not is_finding)
        self.find_button.setText(
            self.tr("Looking…") if is_finding else self.tr("Find moved files…")
        )

    def _fit(self) -> None:
        """Give the words the height they take at this width, which a scroll area does not ask.

        Where one button has room, it is the one that a click on the tile is no substitute for.
        """
        self.again_button.setVisible(self.find_button.isHidden() or self._buttons_fit)
        room = self._scrolled.maximumViewportSize()
        bar = self._scrolled.verticalScrollBar().sizeHint().width()
        self._lines.activate()
        height = self._lines.heightForWidth(room.width())
        if height > room.height():
            height = self._lines.heightForWidth(room.width() - bar)
        self._words.setFixedHeight(max(height, room.height()))

    def _arrange(self) -> None:
        lines = self._lines
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addStretch()
        for line in (self.what, self.remedy):
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            lines.addWidget(line)
        lines.addStretch()
        scrolled = self._scrolled
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.setWidget(self._words)
        buttons = QHBoxLayout()
        buttons.setSpacing(_BETWEEN)
        buttons.addWidget(self.find_button)
        buttons.addWidget(self.again_button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(8)
        layout.addWidget(scrolled, 1)
        layout.addLayout(buttons)
