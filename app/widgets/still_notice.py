"""What became of a still that was asked for, and the way to it."""

from PySide6.QtCore import QCoreApplication, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from app.widgets.notice_bar import NoticeBar
from cba_core.domain.exhibits import Exhibit


class StillNotice(NoticeBar):
    """Hidden until a still is asked for."""

    cancel_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(QCoreApplication.translate("StillNotice", "Cancel"))
        self._exhibit: Exhibit | None = None
        self.acted.connect(self._act)

    def tell_working(self) -> None:
        """It is being made: evidence is verified whole before anything is made of it."""
        self._exhibit = None
        self._offer(self.tr("Cancel"))
        self.tell(self.tr("Verifying the recording, then saving the still…"))

    def tell_saved(self, exhibit: Exhibit) -> None:
        """It lies in its folder."""
        self._exhibit = exhibit
        self._offer(self.tr("Open folder"))
        self.tell(self.tr("Still saved as exhibit {name}").format(name=exhibit.name))
        self.setToolTip(str(exhibit.folder))

    def tell_nothing(self) -> None:
        """It was cancelled, or failed, which is told elsewhere."""
        self._exhibit = None
        self.tell("")

    def _offer(self, action: str) -> None:
        self.setToolTip("")
        self.button.setText(action)
        self.button.setAccessibleName(action)

    def _act(self) -> None:
        if self._exhibit is None:
            self.cancel_wanted.emit()
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._exhibit.folder)))
            self.tell_nothing()
