"""What became of a still that was asked for, and the way to it."""

from PySide6.QtCore import QCoreApplication, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QToolButton

from app.widgets.icons import icon
from app.widgets.notice_bar import NoticeBar
from app.widgets.theme import ThemeKeeper
from cba_core.domain.exhibits import Exhibit


class StillNotice(NoticeBar):
    """Hidden until a still is asked for."""

    cancel_wanted = Signal()

    def __init__(self, theme: ThemeKeeper) -> None:
        super().__init__(QCoreApplication.translate("StillNotice", "Cancel"))
        self._exhibit: Exhibit | None = None
        self._close = QToolButton()
        self._close.setAccessibleName(self.tr("Close the notice"))
        self._close.setToolTip(self.tr("Close"))
        self._close.clicked.connect(self.tell_nothing)
        self.add_widget(self._close)
        self._theme = theme
        theme.changed.connect(self._draw)
        self._draw()
        self.acted.connect(self._act)

    def tell_working(self) -> None:
        """It is being made: evidence is verified whole before anything is made of it."""
        self._exhibit = None
        self._offer(self.tr("Cancel"))
        self._close.hide()
        self.tell(self.tr("Verifying, then saving…"))

    def tell_saved(self, exhibit: Exhibit) -> None:
        """It lies in its folder."""
        self._exhibit = exhibit
        self._offer(self.tr("Open"), self.tr("Open the folder of the exhibit"))
        self._close.show()
        self.tell(self.tr("{name} saved").format(name=exhibit.name))
        words = self.tr("The still is exhibit {name}: {folder}")
        self.setToolTip(words.format(name=exhibit.name, folder=exhibit.folder))

    def forget_saved(self) -> None:
        """What was saved was of another recording."""
        if self._exhibit is not None:
            self.tell_nothing()

    def tell_nothing(self) -> None:
        """It was cancelled, or failed, which is told elsewhere."""
        self._exhibit = None
        self.tell("")

    def _draw(self) -> None:
        self._close.setIcon(icon("close", self._theme.colours.muted))

    def _offer(self, action: str, meaning: str = "") -> None:
        self.setToolTip("")
        self.button.setText(action)
        self.button.setToolTip(meaning)
        self.button.setAccessibleName(meaning or action)

    def _act(self) -> None:
        if self._exhibit is None:
            self.cancel_wanted.emit()
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._exhibit.folder)))
            self.tell_nothing()
