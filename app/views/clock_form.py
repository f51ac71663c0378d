"""The fields in which a recorder's clock is told."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from app.viewmodels.clock_draft import ClockDraft, is_doubled, shared_clock
from app.viewmodels.moments import moment_text, reading_text
from app.widgets.labels import label
from app.widgets.segmented_choice import SegmentedChoice
from app.widgets.theme import ThemeKeeper
from app.widgets.zone_choice import ZoneChoice
from cba_core.domain.clocks import ClockFacts, Fold, zone_of
from cba_core.domain.time_facts import SourceTime


class ClockForm(QWidget):
    """Begins with what the files have in common; a drift that was told is kept."""

    changed = Signal()

    def __init__(self, sources: Sequence[SourceTime], zone: str, theme: ThemeKeeper) -> None:
        super().__init__()
        self._sources = tuple(sources)
        self._kept_drift = 0
        self.zone = ZoneChoice()
        self.recorder_start = QLineEdit()
        self.recorder = QLineEdit()
        self.true = QLineEdit()
        self.second_recorder = QLineEdit()
        self.second_true = QLineEdit()
        self.fold: SegmentedChoice[Fold | None] = SegmentedChoice(
            theme,
            self.tr("Which of the two is meant"),
            (
                (None, self.tr("not said"), ""),
                (Fold.EARLIER, self.tr("the earlier"), ""),
                (Fold.LATER, self.tr("the later"), ""),
            ),
        )
        self.name = QLineEdit()
        self.evidence = QLineEdit()
        self.photo = QLineEdit()
        self._which = self._make_which()
        self._arrange()
        self._fill(zone)
        self._which.hide()
        self._listen()

    @property
    def draft(self) -> ClockDraft:
        """What is written."""
        return ClockDraft(
            zone=self.zone.currentText(),
            recorder_start=self.recorder_start.text() if self._is_one else "",
            recorder=self.recorder.text(),
            true=self.true.text(),
            second_recorder=self.second_recorder.text(),
            second_true=self.second_true.text(),
            fold=self.fold.value if self._which.isVisibleTo(self) else None,
            name=self.name.text(),
            evidence=self.evidence.text(),
            photo=self.photo.text(),
            kept_drift_us_per_day=self._kept_drift,
        )

    @property
    def _is_one(self) -> bool:
        return len(self._sources) == 1

    def ask_which(self) -> None:
        """Ask which moment is meant where a reading came twice in the zone."""
        draft = self.draft
        self._which.setVisible(is_doubled(draft.readings, draft.zone))

    def _listen(self) -> None:
        for field in (
            self.recorder_start,
            self.recorder,
            self.true,
            self.second_recorder,
            self.second_true,
            self.evidence,
            self.name,
            self.photo,
        ):
            field.textChanged.connect(self.changed)
        self.zone.editTextChanged.connect(self.changed)
        self.fold.group.idToggled.connect(self.changed)

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        row = self._add_row(grid, 0, self.tr("Set to zone"), self.zone)
        if self._is_one:
            row = self._add_row(
                grid, row, self.tr("At the first frame it shows"), self.recorder_start
            )
        grid.addWidget(label(self.tr("The recorder showed"), "muted"), row, 1)
        grid.addWidget(label(self.tr("when it really was"), "muted"), row, 2)
        row += 1
        for name, left, right in (
            (self.tr("Compared with a right clock"), self.recorder, self.true),
            (self.tr("and again later, for drift"), self.second_recorder, self.second_true),
        ):
            text = label(name)
            text.setBuddy(left)
            left.setAccessibleName(self.tr("{name}: the recorder showed").format(name=name))
            right.setAccessibleName(self.tr("{name}: it really was").format(name=name))
            grid.addWidget(text, row, 0)
            grid.addWidget(left, row, 1)
            grid.addWidget(right, row, 2)
            row += 1
        row = self._add_row(grid, row, self.tr("Who compared, and how"), self.evidence)
        row = self._add_photo(grid, row)
        row = self._add_row(grid, row, self.tr("Recorder"), self.name)
        grid.addWidget(self._which, row, 0, 1, 3)
        for field, hint in (
            (self.recorder_start, self.tr("2026-03-01 18:00:00")),
            (self.recorder, self.tr("2026-03-02 14:03:00")),
            (self.true, self.tr("2026-03-02 14:09:12")),
            (self.second_recorder, self.tr("leave empty if compared once")),
            (self.evidence, self.tr("PC Moreno, speaking clock, on site")),
            (self.name, self.tr("make, model, place")),
        ):
            field.setPlaceholderText(hint)

    def _add_row(self, grid: QGridLayout, row: int, name: str, field: QWidget) -> int:
        text = label(name)
        text.setBuddy(field)
        field.setAccessibleName(name)
        grid.addWidget(text, row, 0)
        grid.addWidget(field, row, 1, 1, 2)
        return row + 1

    def _add_photo(self, grid: QGridLayout, row: int) -> int:
        line = QHBoxLayout()
        line.setSpacing(8)
        choose = QPushButton(self.tr("Choose…"))
        choose.setAccessibleName(self.tr("Choose the photograph"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose_photo)
        name = self.tr("Photograph of it")
        text = label(name)
        text.setBuddy(self.photo)
        self.photo.setAccessibleName(name)
        line.addWidget(self.photo, 1)
        line.addWidget(choose)
        grid.addWidget(text, row, 0)
        grid.addLayout(line, row, 1, 1, 2)
        return row + 1

    def _make_which(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(
            label(self.tr("Clocks were put back there, so this time came twice. Meant is")), 1
        )
        row.addWidget(self.fold)
        return made

    def _fill(self, zone: str) -> None:
        facts = shared_clock(self._sources)
        self.zone.setEditText(zone if facts is None else facts.zone)
        if self._is_one:
            self.recorder_start.setText(self._shown_start())
        if facts is None:
            return
        self._fill_facts(facts)

    def _fill_facts(self, facts: ClockFacts) -> None:
        if facts.comparison is not None:
            self.recorder.setText(reading_text(facts.comparison.recorder))
            self.true.setText(moment_text(facts.comparison.true, zone_of(facts.zone)))
        self.evidence.setText(facts.evidence)
        self.name.setText(facts.recorder)
        self.photo.setText(facts.photo)
        self.fold.choose(facts.fold)
        self._kept_drift = facts.drift_us_per_day

    def _shown_start(self) -> str:
        one = self._sources[0]
        if one.clock is not None:
            return reading_text(one.clock.recorder_start)
        start = one.footage.start_time
        return "" if start is None else reading_text(start.replace(tzinfo=None, fold=0))

    def _choose_photo(self) -> None:
        file, _ = QFileDialog.getOpenFileName(
            self, self.tr("A photograph of the recorder's screen beside a right clock")
        )
        if file:
            self.photo.setText(file)
