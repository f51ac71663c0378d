"""Index: what will be done, how far it is, what failed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.engine_link.open_case import OpenCase
from app.operations.indexing_operations import pause_or_resume, start_indexing, stop_job
from app.viewmodels import wording
from app.viewmodels.case_overview import CaseOverview, Overview
from app.viewmodels.footage_table_model import FootageColumn, FootageTableModel
from app.views.index_choices import IndexChoices
from app.widgets.footage_table import FootageTable
from app.widgets.labels import card, label
from app.widgets.progress_delegate import ProgressDelegate
from app.widgets.theme import ThemeKeeper
from cba_core.domain.progress import Progress
from cba_core.domain.reports import IndexReport
from cba_core.jobs.requests import IndexRequest

_PARTS = 1000
_WIDTHS = {
    FootageColumn.NAME: 240,
    FootageColumn.CAMERA: 150,
    FootageColumn.MODALITY: 185,
    FootageColumn.DURATION: 110,
}


class IndexPage(QWidget):
    """A card with the next step, and the files below it."""

    search_wanted = Signal()

    def __init__(self, desk: OpenCase, overview: CaseOverview, theme: ThemeKeeper) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._overview = overview
        self._progress: Progress | None = None
        self._is_start_wanted = False
        self.heading = label("", "heading", wraps=True)
        self.text = label("", "muted", wraps=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress of the index"))
        self.found = label("", wraps=True)
        self.start_button = QPushButton(self.tr("Start indexing"))
        self.start_button.setObjectName("primary")
        self.start_button.clicked.connect(self.start)
        self.pause_button = QPushButton()
        self.pause_button.clicked.connect(lambda: pause_or_resume(desk=desk))
        self.cancel_button = QPushButton()
        self.cancel_button.clicked.connect(lambda: stop_job(desk=desk))
        self.search_button = QPushButton(self.tr("Show them"))
        self.search_button.clicked.connect(self.search_wanted)
        self.choices = IndexChoices()
        self.choices.changed.connect(self._tell)
        self._has_asked = False
        self.model = FootageTableModel(desk.zone, self)
        self._progress_delegate = ProgressDelegate(theme)
        self.table = self._make_table(theme)
        self._arrange()
        overview.changed.connect(self._on_overview)
        jobs = desk.jobs
        jobs.state_changed.connect(self._on_state)
        jobs.progressed.connect(self._on_progress)
        jobs.file_progressed.connect(self._on_file_progress)
        jobs.finished.connect(lambda _, result: self._on_finished(result))
        jobs.cancelled.connect(lambda *_: overview.load())
        jobs.failed.connect(lambda *_: overview.load())
        self._on_state()

    @property
    def is_indexing(self) -> bool:
        """Whether the index job runs."""
        return isinstance(self._desk.jobs.current, IndexRequest)

    def enter(self) -> None:
        """Put the keyboard on the button that comes next."""
        if not self._has_asked:
            self._load_choices()
        for button in (self.start_button, self.pause_button, self.search_button, self.table):
            if button.isVisible() and button.isEnabled():
                button.setFocus()
                return

    def start(self) -> None:
        """Start, or go on where an earlier run ended."""
        latest = self._overview.latest
        if latest is not None and (latest.to_index or self.choices.replaces_index):
            start_indexing(desk=self._desk, config=self.choices.config)
        else:  # footage may have been added a moment ago
            self._is_start_wanted = True
            self._overview.load()

    def _load_choices(self) -> None:
        """Ask for detectors and last settings; fingerprinting weights takes a moment."""
        self._has_asked = True
        case = self._desk.case
        self._desk.tasks.queries.run(
            lambda: (case.detectors(), case.index_config()),
            lambda known: self.choices.show_known(*known),
        )

    def _on_finished(self, result: object) -> None:
        """Remarks of a run stand beside the files until the next."""
        if isinstance(result, IndexReport):
            self.model.show_warnings(
                {
                    outcome.footage.id: outcome.warning
                    for outcome in result.outcomes
                    if outcome.warning
                }
            )
        self._load_choices()  # what was chosen is the last run's now
        self._overview.load()

    def _make_table(self, theme: ThemeKeeper) -> FootageTable:
        table = FootageTable(
            self.model, theme, widths=_WIDTHS, stretched=FootageColumn.PROGRESS, least_px=320
        )
        table.setAccessibleName(self.tr("Progress of each file"))
        table.setItemDelegateForColumn(FootageColumn.PROGRESS, self._progress_delegate)
        return table

    def _arrange(self) -> None:
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(28, 24, 28, 24)
        inside.setSpacing(10)
        inside.addWidget(self.heading)
        inside.addWidget(self.text)
        inside.addWidget(self.choices)
        inside.addWidget(self._bar)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.start_button)
        buttons.addWidget(self.pause_button)
        buttons.addWidget(self.cancel_button)
        buttons.addSpacing(12)
        buttons.addWidget(self.found, 1)
        buttons.addWidget(self.search_button)
        inside.addSpacing(6)
        inside.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        layout.addWidget(frame)
        layout.addWidget(self.table, 1)

    def _on_overview(self, overview: Overview) -> None:
        self.model.show(overview.footage)
        if self._is_start_wanted:
            self._is_start_wanted = False
            if overview.to_index:
                start_indexing(desk=self._desk, config=self.choices.config)
        self._tell()

    def _on_progress(self, progress: Progress) -> None:
        if self.is_indexing:
            self._progress = progress
            self._tell()

    def _on_file_progress(self, footage_id: int, progress: Progress) -> None:
        if self.is_indexing:
            self.model.show_progress(footage_id, progress)

    def _on_state(self) -> None:
        if self.is_indexing and self._progress is None:
            self.model.show_warnings({})
        if not self.is_indexing:
            self._progress = None
            self.model.forget_progress()
        self._tell()

    def _tell(self) -> None:
        jobs, latest = self._desk.jobs, self._overview.latest
        runs = self.is_indexing
        waits = any(isinstance(job, IndexRequest) for job in jobs.waiting)
        self.pause_button.setVisible(runs)
        self.pause_button.setEnabled(not jobs.is_stopping)
        self.pause_button.setText(self.tr("Go on") if jobs.is_paused else self.tr("Pause"))
        self.cancel_button.setVisible(runs)
        self.cancel_button.setEnabled(not jobs.is_stopping or jobs.may_be_ended_by_force)
        self.cancel_button.setText(
            self.tr("End it now") if jobs.may_be_ended_by_force else self.tr("Cancel")
        )
        self._bar.setVisible(runs)
        to_do = 0 if latest is None else len(latest.to_index)
        self.start_button.setVisible(not runs)
        found_before = latest is not None and latest.index.footage_indexed > 0
        self.choices.show_indexed(is_indexed=found_before)
        self.choices.setVisible(not runs and latest is not None and bool(latest.footage))
        anew = self.choices.replaces_index
        self.start_button.setText(
            self.tr("Index {files} anew").format(files=wording.files_text(len(latest.footage)))
            if anew and latest is not None
            else self.tr("Start indexing")
        )
        self.start_button.setEnabled(bool(to_do or anew) and self.choices.is_ready and not waits)
        found = 0 if latest is None else latest.tracklets
        self.search_button.setVisible(found > 0)
        self.found.setText("" if latest is None else self._found_text(latest))
        self.table.setVisible(latest is not None and bool(latest.footage))
        if runs:
            self._tell_running()
        else:
            self._tell_waiting(latest, waits=waits)

    def _tell_running(self) -> None:
        jobs, progress = self._desk.jobs, self._progress
        if jobs.is_stopping:
            self.heading.setText(self.tr("Stopping… finished work is kept"))
        elif jobs.is_paused:
            self.heading.setText(self.tr("Paused"))
        else:
            self.heading.setText(self.tr("Indexing"))
        if progress is None:
            self._bar.setRange(0, 0)
            self.text.setText(self.tr("Getting ready: loading the person detector and the model."))
            return
        self.text.setText(wording.progress_text(progress))
        self._bar.setRange(0, _PARTS if progress.total else 0)
        if progress.total:
            self._bar.setValue(int(_PARTS * min(progress.done / progress.total, 1.0)))

    def _tell_waiting(self, latest: Overview | None, *, waits: bool) -> None:
        if latest is None:
            self.heading.setText(self.tr("Looking at the case…"))
            self.text.setText("")
        elif waits:
            self.heading.setText(self.tr("Indexing begins when the footage has been added"))
            self.text.setText("")
        elif not latest.footage:
            self.heading.setText(self.tr("There is no footage to index yet"))
            self.text.setText(self.tr("Add footage under Evidence first (Ctrl+1)."))
        elif not latest.to_index:
            self.heading.setText(self.tr("Everything is indexed"))
            self.text.setText(
                self.tr("{files} have been looked through. Search is next (Ctrl+3).").format(
                    files=wording.files_text(len(latest.footage))
                )
            )
        else:
            self.heading.setText(self._plan_text(latest))
            self.text.setText(
                self.tr(
                    "Duskline looks for people in each file, follows each of them through the "
                    "picture, keeps the best pictures, and describes their appearance so that "
                    "they can be compared. The footage itself is only read. You can pause or "
                    "cancel at any time: finished work is kept, and the next start goes on there."
                )
            )

    def _plan_text(self, overview: Overview) -> str:
        to_do = overview.to_index
        known = [footage.facts.duration_s for footage in to_do]
        total = sum(seconds for seconds in known if seconds is not None)
        files = wording.files_text(len(to_do))
        if not total:
            return self.tr("{files} to look through").format(files=files)
        return self.tr("{files} to look through, {duration} of footage").format(
            files=files, duration=wording.duration_text(total)
        )

    def _found_text(self, overview: Overview) -> str:
        index = overview.index
        if not overview.tracklets:
            return ""
        text = self.tr("{tracklets} found: {visible} visible, {infrared} infrared").format(
            tracklets=wording.tracklets_text(overview.tracklets),
            visible=f"{index.tracklets_visible:,}",
            infrared=f"{index.tracklets_infrared:,}",
        )
        if index.tracklets_without_vector:
            text += self.tr(" · {count} cannot be compared").format(
                count=f"{index.tracklets_without_vector:,}"
            )
        return text
