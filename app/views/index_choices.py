"""How footage is looked through: which detector, and how densely."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from app.engine_link.engine_texts import engine_text
from app.widgets.labels import label
from cba_core.config.index_config import IndexConfig
from cba_core.domain.overview import DetectorChoice

_AUTO, _EVERY, _NTH = range(3)
_LARGEST_STRIDE = 1000


class IndexChoices(QWidget):
    """Begins as the last run of the case was set; says what another choice would mean.

    Nothing can be chosen until detectors and last settings are known.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._last: IndexConfig | None = None
        self._is_indexed = False
        self._detectors: tuple[DetectorChoice, ...] = ()
        self.detector = QComboBox()
        self.detector.setAccessibleName(self.tr("Person detector"))
        self.detector.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.detector.setPlaceholderText(self.tr("looking for detectors…"))
        self.detector.setMinimumContentsLength(22)
        self.density = QComboBox()
        self.density.setAccessibleName(self.tr("How densely to look"))
        self.density.addItems(
            [
                self.tr("as often as tracking needs"),
                self.tr("at every frame"),
                self.tr("at every n-th frame"),
            ]
        )
        self.nth = QSpinBox()
        self.nth.setAccessibleName(self.tr("n: look at every n-th frame"))
        self.nth.setRange(2, _LARGEST_STRIDE)
        self.nth.setPrefix(self.tr("n = "))
        self.nth.lineEdit().setTextMargins(8, 0, 0, 0)
        self.sentence = label("", "muted", wraps=True)
        self.warning = label("", "failure", wraps=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(self.tr("Find people with")))
        row.addWidget(self.detector)
        row.addSpacing(12)
        row.addWidget(label(self.tr("looking")))
        row.addWidget(self.density)
        row.addWidget(self.nth)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.sentence)
        layout.addWidget(self.warning)
        for box in (self.detector, self.density):
            box.currentIndexChanged.connect(self._on_edit)
        self.nth.valueChanged.connect(self._on_edit)
        for widget in (self.detector, self.density, self.nth):
            widget.setEnabled(False)
        self._tell()

    def show_known(self, detectors: Sequence[DetectorChoice], last: IndexConfig) -> None:
        """Offer these detectors; choose what the last run had."""
        if all(choice.name != last.detector for choice in detectors):
            of_a_file = DetectorChoice(name=last.detector, title="", remedy="")
            detectors = [*detectors, of_a_file]
        self._detectors = tuple(detectors)
        self._last = last
        for widget in (self.detector, self.density, self.nth):
            widget.blockSignals(True)
        self.detector.clear()
        for choice in detectors:
            name = f"{engine_text(choice.title)} ({choice.name})" if choice.title else choice.name
            self.detector.addItem(
                name if choice.is_ready else self.tr("{name}, not ready").format(name=name)
            )
        self.detector.setCurrentIndex([choice.name for choice in detectors].index(last.detector))
        stride = last.stride
        self.density.setCurrentIndex(_AUTO if stride == "auto" else _EVERY if stride == 1 else _NTH)
        self.nth.setValue(stride if isinstance(stride, int) else 5)
        for widget in (self.detector, self.density, self.nth):
            widget.blockSignals(False)
            widget.setEnabled(True)
        self._on_edit()

    def show_indexed(self, *, is_indexed: bool) -> None:
        """Whether anything of the case is indexed: only then another choice replaces it."""
        if is_indexed != self._is_indexed:
            self._is_indexed = is_indexed
            self._tell()

    @property
    def is_known(self) -> bool:
        """Whether detectors and last settings have arrived."""
        return self._last is not None

    @property
    def is_ready(self) -> bool:
        """Whether the chosen detector can be used now."""
        chosen = self._chosen
        return chosen is None or chosen.is_ready

    @property
    def replaces_index(self) -> bool:
        """Whether a run with these choices would index indexed footage anew."""
        return self._is_indexed and self.config != self._last

    @property
    def config(self) -> IndexConfig | None:
        """The settings of a run as they are shown; None where none are known yet."""
        config = self._last
        if config is None:
            return None
        detector = config.detector if self._chosen is None else self._chosen.name
        row = self.density.currentIndex()
        stride: int | Literal["auto"] = "auto"
        if row != _AUTO:
            stride = 1 if row == _EVERY else self.nth.value()
        if detector != config.detector:
            # whether still scenes are skipped depends on what looks at them
            config = replace(
                config,
                detector=detector,
                detector_sha256=None,
                skip_still=IndexConfig().skip_still,
            )
        return replace(config, stride=stride)

    @property
    def _chosen(self) -> DetectorChoice | None:
        row = self.detector.currentIndex()
        return self._detectors[row] if 0 <= row < len(self._detectors) else None

    def _on_edit(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        row = self.density.currentIndex()
        self.nth.setVisible(row == _NTH)
        self.sentence.setText(
            {
                _AUTO: self.tr(
                    "Looks often enough to follow a walking person; the right choice unless "
                    "people rush past."
                ),
                _EVERY: self.tr(
                    "Looks at each frame: the slowest, for people who are seen for a moment only."
                ),
                _NTH: self.tr(
                    "Looks less often and is faster; people who cross the picture quickly may be "
                    "missed or cut into several tracklets."
                ),
            }[row]
        )
        chosen = self._chosen
        warning = ""
        if chosen is not None and not chosen.is_ready:
            warning = self.tr("This detector is not ready. {remedy}").format(
                remedy=engine_text(chosen.remedy)
            )
        elif self.replaces_index:
            warning = self.tr(
                "This differs from the last run: all footage is indexed anew, and its tracklets "
                "are replaced by those found then."
            )
        self.warning.setText(warning)
        self.warning.setVisible(bool(warning))
