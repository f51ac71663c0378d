"""What a search goes into: the modality at hand, camera, time and length folded away."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.widgets.labels import label
from app.widgets.length_field import LengthField
from app.widgets.moment_field import MomentField
from app.widgets.span_line import span_line
from cba_core.config.search_config import Into, SearchConfig

_INTO: tuple[Into, ...] = ("other", "visible", "infrared", "any")


class CandidateFilters(QWidget):
    """The first line; `more` holds the others, shown when it is wanted."""

    changed = Signal()

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self.into = QComboBox()
        self.into.setAccessibleName(self.tr("Search in"))
        self.into.addItems(
            [
                self.tr("Other modality"),
                self.tr("Visible"),
                self.tr("Infrared"),
                self.tr("Both modalities"),
            ]
        )
        self.camera = QComboBox()
        self.camera.setAccessibleName(self.tr("Camera of the candidates"))
        self.camera.setMinimumContentsLength(10)
        self.camera.addItem(self.tr("All cameras"))
        self.fold = QPushButton(self.tr("Filter"))
        self.fold.setObjectName("fold")
        self.fold.setCheckable(True)
        self.fold.setToolTip(
            self.tr("Candidates of one camera, of a certain time, or seen often enough")
        )
        self.earliest = MomentField(zone, self.tr("Candidates seen from"), "2026-03-01 18:00")
        self.latest = MomentField(zone, self.tr("Candidates seen until"), "2026-03-01 19:00")
        self.length = LengthField()
        self.clear_button = QPushButton(self.tr("Clear"))
        self.clear_button.setObjectName("quiet")
        self.clear_button.setToolTip(self.tr("Any camera, time and length"))
        self.more = QWidget()
        self._arrange()
        self.fold.toggled.connect(self.more.setVisible)
        self.more.hide()
        self.clear_button.clicked.connect(self.clear)
        self.into.currentIndexChanged.connect(self._on_edit)
        self.camera.currentIndexChanged.connect(self._on_edit)
        self.length.valueChanged.connect(self._on_edit)
        self.earliest.moment_changed.connect(self._on_edit)
        self.latest.moment_changed.connect(self._on_edit)
        self._tell_fold()

    def config(self, limit: int) -> SearchConfig:
        """The settings of a search as they are chosen."""
        row = self.camera.currentIndex()
        return SearchConfig(
            into=_INTO[self.into.currentIndex()],
            cameras=(self.camera.itemText(row),) if row > 0 else (),
            earliest=self.earliest.moment,
            latest=self.latest.moment,
            minimum_length=self.length.value(),
            limit=limit,
        )

    def show_cameras(self, cameras: Sequence[str]) -> None:
        """Offer these cameras; the chosen one stays if it is still there."""
        known = [self.camera.itemText(row) for row in range(1, self.camera.count())]
        if known == list(cameras):
            return
        chosen = self.camera.currentText() if self.camera.currentIndex() > 0 else None
        self.camera.blockSignals(True)
        while self.camera.count() > 1:
            self.camera.removeItem(1)
        self.camera.addItems(list(cameras))
        if chosen is not None and chosen in cameras:
            self.camera.setCurrentIndex(list(cameras).index(chosen) + 1)
        self.camera.blockSignals(False)
        if chosen is not None and chosen not in cameras:
            self._on_edit()

    def seek_in_both(self) -> None:
        """A query of both modalities has no other one; nobody is told, for a search follows."""
        self.into.blockSignals(True)
        self.into.setCurrentIndex(_INTO.index("any"))
        self.into.blockSignals(False)

    def clear(self) -> None:
        """Any camera, time and length."""
        self.camera.setCurrentIndex(0)
        self.length.setValue(1)
        for field in (self.earliest, self.latest):
            field.clear()
            field.read()

    def _arrange(self) -> None:
        first = QHBoxLayout(self)
        first.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(8)
        first.addWidget(label(self.tr("in"), "muted"))
        first.addWidget(self.into, 1)
        first.addWidget(self.fold)
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(label(self.tr("of"), "muted"))
        where.addWidget(self.camera, 3)
        where.addWidget(self.length, 2)
        where.addWidget(self.clear_button)
        folded = QVBoxLayout(self.more)
        folded.setContentsMargins(0, 0, 0, 0)
        folded.setSpacing(8)
        folded.addLayout(where)
        folded.addWidget(span_line(self.earliest, self.latest))

    def _on_edit(self) -> None:
        self._tell_fold()
        self.changed.emit()

    def _tell_fold(self) -> None:
        count = sum(
            (
                self.camera.currentIndex() > 0,
                self.earliest.moment is not None,
                self.latest.moment is not None,
                self.length.value() > 1,
            )
        )
        text = self.tr("Filter")
        self.fold.setText(f"{text} ({count})" if count else text)
        self.clear_button.setEnabled(bool(count))
