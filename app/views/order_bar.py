"""Which of the files that wait are indexed first."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.engine_link.open_case import OpenCase
from app.operations.indexing_operations import put_back, put_first
from app.viewmodels.case_overview import Overview
from app.widgets.labels import label
from cba_core.domain.footage import Footage
from cba_core.domain.ids import FootageId


class OrderBar(QWidget):
    """Hidden unless files wait; acts on the selection that `selected` gives."""

    def __init__(self, desk: OpenCase, selected: Callable[[], Sequence[Footage]]) -> None:
        super().__init__()
        self._desk = desk
        self._selected = selected
        self._latest: Overview | None = None
        self.text = label("", "muted", wraps=True)
        self.first_button = QPushButton(self.tr("Index first"))
        self.first_button.setToolTip(
            self.tr("The selected files before all others. A run follows at its next piece.")
        )
        self.first_button.clicked.connect(lambda: self._put_first(self._chosen()))
        self.camera_button = QPushButton(self.tr("Their cameras first"))
        self.camera_button.setToolTip(self.tr("All files of the cameras of the selected files"))
        self.camera_button.clicked.connect(lambda: self._put_first(self._of_cameras()))
        self.back_button = QPushButton(self.tr("No longer first"))
        self.back_button.setToolTip(self.tr("In the order of adding again"))
        self.back_button.clicked.connect(self._put_back)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.text, 1)
        for button in (self.first_button, self.camera_button, self.back_button):
            layout.addWidget(button)
        self.hide()

    def show_overview(self, overview: Overview) -> None:
        """What waits now, and in which order."""
        self._latest = overview
        takes = self._desk.case.review.takes_edits
        self.setVisible(takes and len(overview.to_index) > 1)
        self.tell()

    def tell(self) -> None:
        """The selection has changed."""
        latest = self._latest
        if latest is None:
            return
        chosen = self._chosen()
        self.first_button.setEnabled(bool(chosen))
        self.camera_button.setEnabled(bool(chosen))
        first = {one for one in latest.put_first if one in latest.turns}
        self.back_button.setEnabled(any(one in first for one in chosen))
        self.text.setText(
            self.tr("Select files to have them, or their cameras, indexed before the others.")
            if not chosen
            else ""
        )

    def _chosen(self) -> list[FootageId]:
        """Selected files that are not indexed, in their order in the table."""
        to_do = {one.id for one in self._latest.to_index} if self._latest else set()
        return [one.id for one in self._selected() if one.id in to_do]

    def _of_cameras(self) -> list[FootageId]:
        if self._latest is None:
            return []
        cameras = {one.camera for one in self._selected()}
        return [one.id for one in self._latest.to_index if one.camera in cameras]

    def _put_first(self, files: Sequence[FootageId]) -> None:
        put_first(desk=self._desk, footage_ids=files)

    def _put_back(self) -> None:
        put_back(desk=self._desk, footage_ids=self._chosen())
