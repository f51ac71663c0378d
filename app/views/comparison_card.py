"""Before and after learning, side by side, and which of both the case goes on with."""

from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.engine_link.open_case import OpenCase
from app.operations.indexing_operations import stop_job, withdraw_waiting
from app.operations.model_operations import CaseLearning, compare_models
from app.viewmodels import model_words
from app.viewmodels.wording import progress_text
from app.widgets.interval_bar import IntervalBar
from app.widgets.labels import label
from app.widgets.text_column import TextColumn
from app.widgets.theme import ThemeKeeper
from cba_core.domain.footage import Modality
from cba_core.domain.free_negatives import FreeNegativeError
from cba_core.domain.model_facts import ModelFacts
from cba_core.domain.progress import Progress
from cba_core.jobs.requests import MeasureModelsRequest

_ROWS = ("visible", "infrared", "both")
_PARTS = 1000
_ROOM = 1.15
"""Of the greatest end of an interval: what a line of shares spans."""


class ComparisonCard(QFrame):
    """Hidden until the case has learnt a model."""

    use_wanted = Signal(object)  # ModelFacts

    def __init__(self, desk: OpenCase, theme: ThemeKeeper) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._old: ModelFacts | None = None
        self._new: ModelFacts | None = None
        self._is_new_in_use = False
        self._progress: Progress | None = None
        self._kept = ""  # SHA-256 of a new model that was looked at and not taken
        self.heading = label("", "heading", wraps=True)
        self.text = label("", wraps=True)
        self.names = (label("", "strong"), label("", "strong"))
        self.cells: dict[str, tuple[_Side, _Side]] = {
            row: (_Side(theme), _Side(theme)) for row in _ROWS
        }
        self._grid = QWidget()
        self.scale = label("", "muted", wraps=True)
        self.sample_name = label(self.tr("On the sample"), "strong")
        self.sample: dict[Modality, tuple[QLabel, QLabel]] = {
            one: (label("", wraps=True), label("", wraps=True)) for one in Modality
        }
        self._sample_grid = QWidget()
        self._titles: list[QLabel] = []  # of rows, in one column of both grids
        self.sample_note = label("", "muted", wraps=True)
        self.verdict = label("", "strong", wraps=True)
        self.caution = label(model_words.caution_text(), "muted", wraps=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the comparison"))
        self.compare_button = QPushButton(self.tr("Compare them"))
        self.compare_button.clicked.connect(self.compare)
        self.use_button = QPushButton(self.tr("Use it"))
        self.use_button.clicked.connect(self._use)
        self.keep_button = QPushButton(self.tr("Keep the old one"))
        self.keep_button.clicked.connect(self._keep)
        self.stop_button = QPushButton(self.tr("Stop"))
        self.stop_button.clicked.connect(self._stop)
        self._arrange()
        self.hide()
        desk.jobs.state_changed.connect(self._tell)
        desk.jobs.progressed.connect(self._on_progress)

    def compare(self) -> None:
        """Measure both on the case."""
        if self._old is not None and self._new is not None:
            compare_models(desk=self._desk, models=(self._old, self._new))

    def show_learning(self, learning: CaseLearning) -> None:
        """Show the newest model that was learnt here beside the one it would stand in for."""
        new, in_use = learning.newest, learning.in_use
        self._is_new_in_use = new is not None and new.is_in_use
        old = learning.before if self._is_new_in_use else in_use
        self._new, self._old = new, old
        self._tell()

    def _arrange(self) -> None:
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        for column, name in enumerate(self.names, 1):
            grid.addWidget(name, 0, column)
            grid.setColumnStretch(column, 1)
        words = {
            "visible": self.tr("visible"),
            "infrared": self.tr("infrared"),
            "both": self.tr("both together"),
        }
        for row, (kind, sides) in enumerate(self.cells.items(), 1):
            title = label(words[kind], "muted")
            self._titles.append(title)
            grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
            for column, side in enumerate(sides, 1):
                grid.addWidget(side, row, column)
        self._arrange_sample()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(8)
        above, below, last = TextColumn(), TextColumn(), TextColumn()
        above.add(self.heading)
        above.add(self.text)
        below.add(self.scale)
        below.add(self.verdict)
        below.add(self.caution)
        last.add(self.sample_note)
        for part in (above, self.bar, self._grid, below, self._sample_grid, last):
            layout.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (self.use_button, self.keep_button, self.compare_button, self.stop_button):
            buttons.addWidget(button)
        buttons.addStretch()
        layout.addSpacing(4)
        layout.addLayout(buttons)

    def _arrange_sample(self) -> None:
        grid = QGridLayout(self._sample_grid)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        grid.addWidget(self.sample_name, 0, 0, 1, 3)
        for row, (modality, sides) in enumerate(self.sample.items(), 1):
            title = label(model_words.direction_text(modality), "muted")
            self._titles.append(title)
            grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
            for column, side in enumerate(sides, 1):
                grid.addWidget(side, row, column)
                grid.setColumnStretch(column, 1)

    def _use(self) -> None:
        wanted = self._old if self._is_new_in_use else self._new
        if wanted is not None:
            self.use_wanted.emit(wanted)

    def _keep(self) -> None:
        self._kept = "" if self._new is None else self._new.model_id or ""
        self._tell()

    def _stop(self) -> None:
        if isinstance(self._desk.jobs.current, MeasureModelsRequest):
            stop_job(desk=self._desk)
        else:
            withdraw_waiting(desk=self._desk, kinds=(MeasureModelsRequest,))

    def _on_progress(self, progress: Progress) -> None:
        if not isinstance(self._desk.jobs.current, MeasureModelsRequest):
            return
        self._progress = progress
        self._tell_progress()

    def _tell_progress(self) -> None:
        progress = self._progress
        if progress is None:
            self.bar.setRange(0, 0)
            self.text.setText(self.tr("Both look at every pair of people seen together."))
            return
        self.text.setText(progress_text(progress))
        self.bar.setRange(0, _PARTS if progress.total else 0)
        if progress.total:
            self.bar.setValue(int(_PARTS * min(progress.done / progress.total, 1.0)))

    def _tell(self) -> None:
        old, new, jobs = self._old, self._new, self._desk.jobs
        self.setVisible(new is not None)
        if new is None:
            return
        runs = isinstance(jobs.current, MeasureModelsRequest)
        waits = any(isinstance(job, MeasureModelsRequest) for job in jobs.waiting)
        checks = _comparable(old, new)
        self._show_sample(old, new)
        widest = max(one.sizeHint().width() for one in self._titles)  # words may have grown
        for part in (self._grid, self._sample_grid):
            grid = part.layout()
            if isinstance(grid, QGridLayout):
                grid.setColumnMinimumWidth(0, widest)
        can_compare = old is not None and not old.remedy and not new.remedy
        self.bar.setVisible(runs)
        self._grid.setVisible(checks is not None)
        self.scale.setVisible(checks is not None)
        self.verdict.setVisible(checks is not None)
        self.caution.setVisible(checks is not None)
        self.stop_button.setVisible(runs or waits)
        self.stop_button.setText(self.tr("Stop") if runs else self.tr("Do not compare"))
        self.compare_button.setVisible(not runs and not waits and can_compare)
        self.compare_button.setText(
            self.tr("Compare them") if checks is None else self.tr("Compare again")
        )
        self.compare_button.setObjectName("primary" if checks is None else "")
        self._tell_choice(old, new, has_checks=checks is not None)
        favoured = (
            None if checks is None else model_words.favoured(*(one["both"] for one in checks))
        )
        self.use_button.setObjectName("primary" if favoured == "new" else "")
        self.keep_button.setObjectName("primary" if favoured == "old" else "")
        for button in (self.use_button, self.keep_button, self.compare_button):
            button.style().unpolish(button)
            button.style().polish(button)
        if checks is not None and old is not None:
            self._show_figures(old, new, checks)
        if runs:
            self.heading.setText(self.tr("Comparing"))
            self._tell_progress()
        else:
            self._progress = None
        if waits:
            self.text.setText(self.tr("Comparing begins when the running job has ended."))

    def _tell_choice(self, old: ModelFacts | None, new: ModelFacts, *, has_checks: bool) -> None:
        """Heading, text and the buttons that decide."""
        keeps = self._kept == new.model_id and not self._is_new_in_use
        if self._is_new_in_use:
            self.heading.setText(self.tr("{name} is in use").format(name=new.name))
            self.text.setText(
                self.tr("Going back needs no learning: the descriptions of before are kept.")
                if old is not None
                else self.tr("Take another one from the list to go back.")
            )
        elif keeps:
            self.heading.setText(self.tr("The old one is kept"))
            self.text.setText(
                self.tr("{name} stays in the list, should you want it later.").format(name=new.name)
            )
        else:
            self.heading.setText(self.tr("Before and after"))
            self.text.setText(
                self.tr("Both were measured on this case.")
                if has_checks
                else self.tr(
                    "{name} has learnt. Compare it with the one in use before you take it."
                ).format(name=new.name)
            )
        other = "" if old is None else old.name
        self.use_button.setVisible(
            old is not None and not old.remedy if self._is_new_in_use else not new.remedy
        )
        self.use_button.setText(
            self.tr("Go back to {name}").format(name=other)
            if self._is_new_in_use
            else self.tr("Use {name}").format(name=new.name)
        )
        self.use_button.setEnabled(not self._desk.jobs.is_busy)
        self.keep_button.setVisible(has_checks and not keeps and not self._is_new_in_use)
        self.keep_button.setText(self.tr("Keep {name}").format(name=other))

    def _show_sample(self, old: ModelFacts | None, new: ModelFacts) -> None:
        """Both on the embedded sample, where both were measured on the same one."""
        checks = [None if one is None or one.check is None else one.check for one in (old, new)]
        samples = [None if one is None else one.sample for one in checks]
        first, second = samples
        is_shown = (
            first is not None
            and second is not None
            and first.truth_sha256 == second.truth_sha256
            and _comparable(old, new) is not None
        )
        self._sample_grid.setVisible(is_shown)
        why = next((one.sample_left_out for one in checks if one and one.sample_left_out), "")
        self.sample_note.setText(model_words.sample_note(first if is_shown else None, why))
        self.sample_note.setVisible(bool(self.sample_note.text()))
        for modality, sides in self.sample.items():
            for side, sample in zip(sides, samples, strict=True):
                figure = None if sample is None else sample.figures.get(modality)
                side.setText(model_words.sample_text(figure))

    def _show_figures(
        self,
        old: ModelFacts,
        new: ModelFacts,
        checks: tuple[dict[str, FreeNegativeError], dict[str, FreeNegativeError]],
    ) -> None:
        self.names[0].setText(self.tr("Before: {name}").format(name=old.name))
        self.names[1].setText(self.tr("After: {name}").format(name=new.name))
        ends = [one.interval[1] for side in checks for one in side.values() if one.interval]
        most = min(ceil(_ROOM * 100 * max(ends, default=1.0)) / 100, 1.0)
        self.scale.setText(model_words.scale_text(most))
        for row, sides in self.cells.items():
            for side, figures, ink in zip(sides, checks, ("muted", "accent"), strict=True):
                side.show_error(figures.get(row), most=most, ink=ink)
        self.verdict.setText(model_words.verdict_text(checks[0]["both"], checks[1]["both"]))


class _Side(QWidget):
    """One figure: counts, interval as a line, interval in words."""

    def __init__(self, theme: ThemeKeeper) -> None:
        super().__init__()
        self.counts = QLabel()
        self._bar = IntervalBar(theme)
        self.interval = label("", "muted", wraps=True)
        self.interval.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        for part in (self.counts, self._bar, self.interval):
            layout.addWidget(part)

    def show_error(self, error: FreeNegativeError | None, *, most: float, ink: str) -> None:
        """Show another one."""
        has_any = error is not None and error.interval is not None
        self._bar.setVisible(has_any)
        self.interval.setVisible(has_any)
        if error is None or error.interval is None:
            self.counts.setText(self.tr("nobody was seen beside anybody"))
            return
        self.counts.setText(model_words.confusions_text(error))
        self.interval.setText(model_words.interval_text(error))
        self._bar.show_share(error.share, error.interval, most=most, ink=ink)


def _comparable(
    old: ModelFacts | None, new: ModelFacts
) -> tuple[dict[str, FreeNegativeError], dict[str, FreeNegativeError]] | None:
    """The figures of both, where they were measured on the same tracklets and pairs."""
    if old is None or old.check is None or new.check is None:
        return None
    if old.check.basis != new.check.basis:
        return None
    figures = (dict(old.check.figures), dict(new.check.figures))
    return figures if all("both" in one for one in figures) else None
