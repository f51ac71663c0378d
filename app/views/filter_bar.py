"""Which tracklets the gallery shows: modality, camera, time, least length."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.viewmodels.wording import begun, modality_text
from app.widgets.length_field import LengthField
from app.widgets.moment_field import MomentField
from app.widgets.segmented_choice import SegmentedChoice
from app.widgets.span_line import span_line
from app.widgets.theme import ThemeKeeper
from cba_core.domain.footage import Modality
from cba_core.domain.repositories import TrackletFilter


class FilterBar(QWidget):
    """Every part must hold; what is left empty holds always."""

    changed = Signal()

    def __init__(self, theme: ThemeKeeper, zone: tzinfo) -> None:
        super().__init__()
        self._cameras: list[str] = []
        self.modality: SegmentedChoice[Modality | None] = SegmentedChoice(
            theme,
            self.tr("Modality"),
            (
                (None, self.tr("All"), ""),
                (Modality.VISIBLE, begun(modality_text(Modality.VISIBLE)), "visible"),
                (Modality.INFRARED, begun(modality_text(Modality.INFRARED)), "infrared"),
            ),
        )
        self.camera = QComboBox()
        self.camera.addItem(self.tr("All cameras"))
        self.camera.setAccessibleName(self.tr("Camera"))
        self.camera.setMinimumContentsLength(8)
        self.earliest = MomentField(zone, self.tr("Seen from"), "2026-03-01 18:00")
        self.latest = MomentField(zone, self.tr("Seen until"), "2026-03-01 19:00")
        self.length = LengthField()
        self.clear_button = QPushButton(self.tr("Clear"))
        self.clear_button.setObjectName("quiet")
        self.clear_button.setToolTip(self.tr("Show all tracklets"))
        self.clear_button.clicked.connect(self.clear)
        self._arrange()
        self.modality.group.idClicked.connect(self._on_edit)
        self.camera.currentIndexChanged.connect(self._on_edit)
        self.length.valueChanged.connect(self._on_edit)
        self.earliest.moment_changed.connect(self._on_edit)
        self.latest.moment_changed.connect(self._on_edit)
        self._on_edit()

    @property
    def where(self) -> TrackletFilter:
        """The filter as it is set."""
        row = self.camera.currentIndex()
        return TrackletFilter(
            modality=self.modality.value,
            cameras=(self._cameras[row - 1],) if row > 0 else (),
            earliest=self.earliest.moment,
            latest=self.latest.moment,
            minimum_length=self.length.value(),
        )

    def show_cameras(self, cameras: Sequence[str]) -> None:
        """Offer these cameras; the chosen one stays if it is still there."""
        if list(cameras) == self._cameras:
            return
        chosen = self.camera.currentText() if self.camera.currentIndex() > 0 else None
        before = self.where
        self._cameras = list(cameras)
        self.camera.blockSignals(True)
        self.camera.clear()
        self.camera.addItem(self.tr("All cameras"))
        self.camera.addItems(self._cameras)
        if chosen in self._cameras:
            self.camera.setCurrentIndex(self._cameras.index(chosen) + 1)
        self.camera.blockSignals(False)
        if self.where != before:
            self._on_edit()

    def choose_times(self, earliest: datetime | None, latest: datetime | None) -> None:
        """Show what was seen between two moments; None leaves an end open."""
        self.blockSignals(True)
        for field, moment in ((self.earliest, earliest), (self.latest, latest)):
            field.show_moment(moment if moment is None else moment.replace(microsecond=0))
        self.blockSignals(False)
        self._on_edit()

    def clear(self) -> None:
        """Show everything."""
        self.camera.setCurrentIndex(0)
        self.length.setValue(1)
        for field in (self.earliest, self.latest):
            field.clear()
            field.read()
        self.modality.choose(None)

    def _arrange(self) -> None:
        kinds = QHBoxLayout()
        kinds.addWidget(self.modality)
        kinds.addStretch()
        kinds.addWidget(self.clear_button)
        sizes = QHBoxLayout()
        sizes.setSpacing(8)
        sizes.addWidget(self.camera, 3)
        sizes.addWidget(self.length, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for row in (kinds, sizes):
            layout.addLayout(row)
        layout.addWidget(span_line(self.earliest, self.latest))

    def _on_edit(self) -> None:
        self.clear_button.setEnabled(self.where != TrackletFilter())
        self.changed.emit()
