"""Index: what will be done, how far it is, what failed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.engine_link.open_case import OpenCase
from app.operations.indexing_operations import (
    pause_or_resume,
    start_indexing,
    stop_job,
    withdraw_waiting,
)
from app.viewmodels import index_words, wording
from app.viewmodels.camera_progress import camera_progress, cameras_text
from app.viewmodels.case_overview import CaseOverview, Overview
from app.viewmodels.footage_table_model import FootageColumn, FootageTableModel
from app.views.index_choices import IndexChoices
from app.views.order_bar import OrderBar
from app.widgets.footage_table import FootageTable
from app.widgets.labels import card, label
from app.widgets.progress_delegate import ProgressDelegate
from app.widgets.theme import ThemeKeeper
from cba_core.config.index_config import IndexConfig
from cba_core.domain.footage import Footage
from cba_core.domain.overview import DetectorChoice
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
        self._has_ended_early = False
        self.heading = label("", "heading", wraps=True)
        self.text = label("", "muted", wraps=True)
        self.cameras = label("", "muted", wraps=True)
        self._of_files: dict[int, Progress] = {}
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
        self.cancel_button.clicked.connect(self._cancel)
        self.search_button = QPushButton(self.tr("Show them"))
        self.search_button.clicked.connect(self.search_wanted)
        self.choices = IndexChoices()
        self.choices.changed.connect(self._tell)
        self._is_asking = False
        self.model = FootageTableModel(desk.zone, self)
        self._progress_delegate = ProgressDelegate(theme)
        self.table = self._make_table(theme)
        self.order = OrderBar(desk, self._selected)
        self.table.selectionModel().selectionChanged.connect(self.order.tell)
        self._arrange()
        overview.changed.connect(self._on_overview)
        jobs = desk.jobs
        jobs.state_changed.connect(self._on_state)
        jobs.progressed.connect(self._on_progress)
        jobs.file_progressed.connect(self._on_file_progress)
        jobs.finished.connect(self._on_finished)
        jobs.cancelled.connect(self._on_ended_early)
        jobs.failed.connect(self._on_ended_early)
        self._on_state()

    @property
    def is_indexing(self) -> bool:
        """Whether the index job runs."""
        return isinstance(self._desk.jobs.current, IndexRequest)

    def enter(self) -> None:
        """Put the keyboard on the button that comes next."""
        if not self.choices.is_known:
            self._load_choices()
        for button in (self.start_button, self.pause_button, self.search_button, self.table):
            if button.isVisible() and button.isEnabled():
                button.setFocus()
                return

    def start(self) -> None:
        """Start with the settings that are shown, or go on where an earlier run ended."""
        latest, config = self._overview.latest, self.choices.config
        if latest is not None and config is not None and self._has_work(latest):
            self._is_start_wanted = False
            start_indexing(desk=self._desk, config=config)
            return
        self._is_start_wanted = True
        if config is None:
            self._load_choices()
        else:  # footage may have been added a moment ago
            self._overview.load()

    def _has_work(self, overview: Overview) -> bool:
        return bool(
            overview.footage
            and (overview.to_index or self.choices.replaces_index or self._has_ended_early)
        )

    def _load_choices(self) -> None:
        """Ask for detectors and last settings; fingerprinting weights takes a moment."""
        if self._is_asking:
            return
        self._is_asking = True
        case = self._desk.case

        def show(known: tuple[Sequence[DetectorChoice], IndexConfig]) -> None:
            self._is_asking = False
            self.choices.show_known(*known)
            if self._is_start_wanted:
                self.start()

        def fail(problem: Exception) -> None:
            self._is_asking = self._is_start_wanted = False
            self._desk.failures.report(problem)

        self._desk.tasks.queries.run(lambda: (case.detectors(), case.index_config()), show, fail)

    def _cancel(self) -> None:
        if self.is_indexing:
            stop_job(desk=self._desk)
        else:
            withdraw_waiting(desk=self._desk, kinds=(IndexRequest,))

    def _on_ended_early(self, request: object) -> None:
        if isinstance(request, IndexRequest):
            # files that were indexed under earlier settings and not begun anew do not show it
            self._has_ended_early = True
            self._load_choices()  # a run leaves its settings in the case when it begins
        self._overview.load()

    def _on_finished(self, request: object, result: object) -> None:
        """Remarks of a run stand beside the files until the next."""
        if isinstance(result, IndexReport):
            self._has_ended_early = False
            self.model.show_warnings(
                {
                    outcome.footage.id: outcome.warning
                    for outcome in result.outcomes
                    if outcome.warning
                }
            )
        if isinstance(request, IndexRequest):
            self._load_choices()  # what was chosen is the last run's now
        self._overview.load()

    def _make_table(self, theme: ThemeKeeper) -> FootageTable:
        table = FootageTable(
            self.model,
            theme,
            widths=_WIDTHS,
            stretched=FootageColumn.PROGRESS,
            least_px=320,
            giving_way=(FootageColumn.DURATION,),
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
        inside.addWidget(self.cameras)
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
        layout.addWidget(self.order)
        layout.addWidget(self.table, 1)

    def _on_overview(self, overview: Overview) -> None:
        self.model.show(overview.footage)
        self.model.show_turns(overview.turns, overview.put_first)
        self.order.show_overview(overview)
        config = self.choices.config
        if self._is_start_wanted and config is not None:
            self._is_start_wanted = False
            if self._has_work(overview):
                start_indexing(desk=self._desk, config=config)
        self._tell()

    def _selected(self) -> list[Footage]:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.footage(row) for row in rows]

    def _on_progress(self, progress: Progress) -> None:
        if self.is_indexing:
            self._progress = progress
            self._tell()

    def _on_file_progress(self, footage_id: int, progress: Progress) -> None:
        if self.is_indexing:
            self.model.show_progress(footage_id, progress)
            self._of_files[footage_id] = progress

    def _on_state(self) -> None:
        if self.is_indexing and self._progress is None:
            self.model.show_warnings({})
        if not self.is_indexing:
            self._progress = None
            self._of_files.clear()
            self.model.forget_progress()
        self._tell()

    def _tell(self) -> None:
        jobs, latest = self._desk.jobs, self._overview.latest
        runs = self.is_indexing
        waits = any(isinstance(job, IndexRequest) for job in jobs.waiting)
        self.pause_button.setVisible(runs)
        self.pause_button.setEnabled(not jobs.is_stopping)
        self.pause_button.setText(self.tr("Go on") if jobs.is_paused else self.tr("Pause"))
        self.cancel_button.setVisible(runs or waits)
        may_end = jobs.may_be_ended_by_force
        self.cancel_button.setEnabled(not runs or not jobs.is_stopping or may_end)
        end = self.tr("End it now") if may_end else self.tr("Cancel")
        self.cancel_button.setText(end if runs else self.tr("Do not index"))
        self._bar.setVisible(runs)
        cameras = self._of_cameras() if runs else ""
        self.cameras.setText(cameras)
        self.cameras.setVisible(bool(cameras))
        self.start_button.setVisible(not runs)
        found_before = latest is not None and latest.coverage.indexed > 0
        self.choices.show_indexed(is_indexed=found_before)
        self.choices.setVisible(not runs and latest is not None and bool(latest.footage))
        anew = self.choices.replaces_index
        self.start_button.setText(
            self.tr("Index {files} anew").format(files=wording.files_text(len(latest.footage)))
            if anew and latest is not None
            else self.tr("Start indexing")
        )
        has_work = latest is not None and self._has_work(latest)
        self.start_button.setEnabled(has_work and self.choices.is_ready and not waits)
        found = 0 if latest is None else latest.tracklets
        self.search_button.setVisible(found > 0)
        self.found.setText("" if latest is None else index_words.found_text(latest))
        self.table.setVisible(latest is not None and bool(latest.footage))
        if runs:
            self._tell_running()
        else:
            self._tell_waiting(latest, waits=waits)

    def _of_cameras(self) -> str:
        latest = self._overview.latest
        if latest is None or len(latest.cameras) < 2:  # noqa: PLR2004  (one is the whole)
            return ""
        return cameras_text(camera_progress(latest.footage, self._of_files))

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
            self.heading.setText(self.tr("Indexing begins when the running job has ended"))
            self.text.setText("")
        elif not latest.footage:
            self.heading.setText(self.tr("There is no footage to index yet"))
            self.text.setText(self.tr("Add footage under Evidence first (Ctrl+2)."))
        elif not latest.to_index:
            heading, text = index_words.done_texts(latest, has_ended_early=self._has_ended_early)
            self.heading.setText(heading)
            self.text.setText(text)
        else:
            self.heading.setText(index_words.plan_text(latest))
            self.text.setText(index_words.what_happens_text())
