"""A notice that lies over the page for a while, so that nothing on the page moves."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.widgets.labels import label

_STAYS_MS = 9000
_FROM_BOTTOM_PX = 20
_MOST_PX = 720


class PassingNotice(QFrame):
    """At the foot of its parent; also said to screen readers; stays while the mouse is on it."""

    acted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self.setObjectName("notice")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._text = label("", "strong", wraps=True)
        self._text.setObjectName("onvideo")
        self.button = QPushButton()
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setAccessibleName(self.tr("Show"))
        self.button.clicked.connect(self._act)
        self._line = layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 9, 9, 9)
        layout.setSpacing(16)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.button)
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.setInterval(_STAYS_MS)
        self._passing.timeout.connect(self._pass)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, or said."""
        return self._text.text()

    def tell(self, text: str, action: str = "") -> None:
        """Say something, perhaps with a button."""
        self._text.setText(text)
        self.button.setText(action)
        self.button.setAccessibleName(action)
        self.button.setVisible(bool(action))
        self.show()
        self._text.ensurePolished()  # before its first paint its letters are not of their size
        self._line.invalidate()
        self._place()
        self.raise_()
        self._passing.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the parent."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        whole = self._page.rect()
        words = self._text.fontMetrics().horizontalAdvance(self._text.text())
        button = self.button.sizeHint().width() + 16 if self.button.text() else 0
        width = min(words + button + 44, _MOST_PX, whole.width() - 40)
        height = max(self._line.totalHeightForWidth(width), self._line.minimumSize().height())
        self.setGeometry(
            (whole.width() - width) // 2, whole.height() - height - _FROM_BOTTOM_PX, width, height
        )

    def _pass(self) -> None:
        if self.underMouse() or self.button.hasFocus():
            self._passing.start()
        else:
            self.hide()

    def _act(self) -> None:
        self.hide()
        self.acted.emit()
