"""A case: its places from left to right, each with what is left to do there."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.engine_link.open_case import OpenCase
from app.engine_link.spare_memory import give_back_soon
from app.viewmodels import index_words, report_words, review_entries, wording
from app.viewmodels.case_decisions import CaseDecisions
from app.viewmodels.case_overview import CaseOverview, Overview
from app.viewmodels.counts import counted
from app.viewmodels.decided import Decided
from app.views.edit_steps import EditSteps
from app.views.evidence_page import EvidencePage
from app.views.index_page import IndexPage
from app.views.models_page import ModelsPage
from app.views.places import EVIDENCE, INDEX, MODELS, RECORD, REPORT, REVIEW, SEARCH
from app.views.record_page import RecordPage
from app.views.recording_window import Watching
from app.views.report_page import ReportPage
from app.views.review_page import ReviewPage
from app.views.search_page import SearchPage
from app.widgets.passing_notice import PassingNotice
from app.widgets.place_bar import PlaceBar
from app.widgets.player_drawing import DrawnBox
from app.widgets.theme import ThemeKeeper
from cba_core.domain.case_log import LogAuthor, LogHead
from cba_core.domain.case_report import LackKind, ReportLack
from cba_core.domain.decisions import QueryKey
from cba_core.domain.edits import AppliedEdit, SetNobody, SetVerdict
from cba_core.domain.ids import TrackletId
from cba_core.domain.progress import Progress
from cba_core.jobs.requests import IndexRequest

_WHOLE = 100
_KEYS_OF_PLACES = (
    "go-case",
    "go-evidence",
    "go-index",
    "go-search",
    "go-review",
    "go-report",
    "go-models",
)
_MENDED_IN = {
    LackKind.NOT_SEARCHED: INDEX,
    LackKind.NOT_THERE: EVIDENCE,
    LackKind.CLOCK_NOT_TOLD: EVIDENCE,
    LackKind.NOT_COMPARED: RECORD,
    LackKind.FAULTS_FOUND: RECORD,
    LackKind.NOTHING_DECIDED: SEARCH,
    LackKind.NO_SECOND_READING: REVIEW,
    LackKind.SELF_TEST_NOT_RUN: REPORT,
    LackKind.FIGURES_NOT_MEASURED: EVIDENCE,
}


class CasePage(QWidget):
    """Owns the pages of one case; closing it ends its threads and its job."""

    place_changed = Signal(int)

    def __init__(
        self,
        desk: OpenCase,
        overview: CaseOverview,
        *,
        record: RecordPage,
        evidence: EvidencePage,
        index: IndexPage,
        search: SearchPage,
        review: ReviewPage,
        models: ModelsPage,
        report: ReportPage,
        decisions: CaseDecisions,
        steps: EditSteps,
        theme: ThemeKeeper,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.overview = overview
        overview.setParent(self)
        self.record = record
        self.evidence = evidence
        self.index = index
        self.search = search
        self.review = review
        self.models = models
        self.report = report
        self.decisions = decisions
        self.steps = steps
        for kept in (decisions, steps):
            kept.setParent(self)
        self._bar = PlaceBar(theme)
        self.places = (
            self._bar.add_place("case", self.tr("Case"), self.tr("What was done")),
            self._bar.add_place("evidence", self.tr("Evidence"), self.tr("Footage")),
            self._bar.add_place("index", self.tr("Index"), self.tr("Find people")),
            self._bar.add_place("search", self.tr("Search"), self.tr("Compare")),
            self._bar.add_place("review", self.tr("Review"), self.tr("What was decided")),
            self._bar.add_place("report", self.tr("Report"), self.tr("What is told")),
            self._bar.add_place("models", self.tr("Models"), self.tr("Learn and compare")),
        )
        for name, place in zip(_KEYS_OF_PLACES, self.places, strict=True):
            place.wear_key(desk.keys, name)
        self._show_whose()
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._stack, 1)
        self._pages = (record, evidence, index, search, review, report, models)
        for page in self._pages:
            self._stack.addWidget(page)
        self.notice = PassingNotice(self)
        self.notice.acted.connect(self._act_on_notice)
        self._to_show: SetVerdict | SetNobody | None = None
        steps.turned.connect(self._on_turned)
        self._stack.setCurrentIndex(EVIDENCE)
        self._bar.chosen.connect(self.go_to)
        self.record.counted.connect(
            lambda count: self.places[RECORD].tell(
                counted(self.tr("{count} log entries", "", count), count)
            )
        )
        self.watching = Watching(desk, theme, self)
        self._connect_pages()
        self.index.search_wanted.connect(lambda: self.go_to(SEARCH))
        overview.changed.connect(self._tell)
        desk.jobs.progressed.connect(self._on_progress)
        desk.jobs.state_changed.connect(self._on_state)

    def _connect_pages(self) -> None:
        self.evidence.watch_wanted.connect(self.watching.watch)
        self.watching.query_wanted.connect(self._search_from_recording)
        self.watching.box_drawn.connect(self._search_with_box)
        for playing in (self.search, self.review, self.watching):
            playing.find_wanted.connect(self.evidence.choose_moved)
        self.review.search_wanted.connect(self._search_with)
        self.review.turned.connect(lambda: self.place_changed.emit(self.place))
        self.decisions.changed.connect(self._tell_review)
        self.search.candidates.model_wanted.connect(lambda: self.go_to(MODELS))
        self.models.map.search_wanted.connect(lambda tracklet: self._search_with((tracklet,)))
        self.models.told.connect(self.places[MODELS].tell)
        self.decisions.changed.connect(self._tell_report)
        self.report.outlook.lacks_changed.connect(self._tell_report)
        self.report.jump_wanted.connect(self._mend)
        self.report.making.ended.connect(self.record.load)  # it stands in the log

    @property
    def place(self) -> int:
        """Where the person is."""
        return self._stack.currentIndex()

    @property
    def edit_actions(self) -> tuple[QAction, ...]:
        """Of the menu that changes the case, as far as they do something in this place."""
        deciding: tuple[QAction, ...] = ()
        if self.place == SEARCH:
            asking = self.search.asking
            deciding = self.search.candidates.bar.actions_of_candidate
            if self.decisions.takes_edits:  # asking with a picture takes it into the case
                deciding = (*deciding, asking.file_action, asking.paste_action)
        elif self.place == REVIEW:
            deciding = self.review.deciding_actions
        return (self.steps.undo_action, self.steps.redo_action, *deciding)

    def load(self, *, query: TrackletId | None = None) -> None:
        """Read the case, and begin with its footage, or with the candidates of `query`.

        What is worked with first is read first.
        """
        self.overview.load()
        self.search.gallery.load()
        self.decisions.load()
        self.record.load()
        self.report.outlook.load()
        self.models.look_for_stopped_run()
        self.go_to(EVIDENCE if query is None else SEARCH)
        if query is not None:
            self.search.show_query_by_id(query)

    def go_to(self, place: int) -> None:
        """Show a place and put the keyboard into it."""
        if place != self.place:
            self.notice.hide()  # it told of the place that is left, and would lie over this one
            give_back_soon(self.desk.tasks)  # what that place has freed
        self._stack.setCurrentIndex(place)
        self._bar.go_to(place)
        self._pages[place].enter()
        self.place_changed.emit(place)

    def let_go(self) -> Callable[[], LogHead | None]:
        """End what belongs to the case: gives what takes seconds, for another thread."""
        self.record.let_go()
        self.search.let_go()
        self.watching.let_go()
        self.review.let_go()
        self.report.let_go()
        return self.desk.let_go()

    def act_as(self, name: str) -> None:
        """Log from now on under this name; where it is empty, under the examiner's."""
        examiner = self.desk.case.facts.examiner.strip()
        self.desk.case.log.author = LogAuthor(name or examiner or "unnamed")
        self.decisions.load()  # what a second reader must not see depends on who they are
        self.record.load()
        self._show_whose()

    def _show_whose(self) -> None:
        """Whose case it is, and under whose name the log is written where that is another."""
        facts, name = self.desk.case.facts, self.desk.case.log.author.name
        text = self.tr("{examiner} · times in {zone}")
        if name != facts.examiner.strip():
            text = self.tr("logged as {name} · {examiner} · times in {zone}")  # cut from behind
        self._bar.show_case(
            f"{facts.number}  {facts.title}".strip(),
            text.format(examiner=facts.examiner, name=name, zone=facts.time_zone)
            + ("" if self.decisions.takes_edits else self.tr(" · open for reading only")),
        )

    def _on_turned(self, applied: AppliedEdit, said: str) -> None:
        """Say what was undone, and stand where it was done or offer to."""
        self._to_show = None
        edit = applied.edit
        is_shown = (self.place == SEARCH and self.search.deciding.restore(applied)) or (
            self.place == REVIEW and self.review.restore(applied)
        )
        if not is_shown and isinstance(edit, SetVerdict | SetNobody):
            self._to_show = edit
        self.notice.tell(said, self.tr("Show") if self._to_show is not None else "")

    def _act_on_notice(self) -> None:
        edit, self._to_show = self._to_show, None
        if edit is not None:
            self.go_to(SEARCH)
            candidate = edit.candidate if isinstance(edit, SetVerdict) else None
            self.search.show_decided(edit.query, candidate)

    def search_with_tracklet(self, query: TrackletId) -> None:
        """Show the candidates of a tracklet."""
        self.go_to(SEARCH)
        self.search.show_query_by_id(query)

    def _search_with(self, query: QueryKey) -> None:
        self.go_to(SEARCH)
        self.search.show_decided(query)

    def _search_from_recording(self, tracklet: TrackletId) -> None:
        self._search_with((tracklet,))
        self.window().activateWindow()

    def _search_with_box(self, drawn: DrawnBox) -> None:
        self.go_to(SEARCH)
        self.search.asking.ask_with_box(drawn)
        self.window().activateWindow()

    def _tell_review(self, decided: Decided) -> None:
        self.places[REVIEW].tell(review_entries.left_text(decided))

    def _tell_report(self) -> None:
        outlook, decided = self.report.outlook, self.decisions.latest
        left = report_words.left_text(decided, outlook.lacks, knows_all=outlook.knows_all)
        self.places[REPORT].tell(left)

    def _mend(self, lack: ReportLack) -> None:
        """Go where something that the report lacks is done, with the keyboard at it."""
        self.go_to(_MENDED_IN[lack.kind] if lack.total else EVIDENCE)
        if lack.kind is LackKind.NOT_THERE:
            self.evidence.missing.button.setFocus()
        elif lack.kind is LackKind.CLOCK_NOT_TOLD:
            self.evidence.select(lack.footage)
        elif lack.kind is LackKind.SELF_TEST_NOT_RUN:
            QGuiApplication.clipboard().setText(report_words.SELF_TEST_COMMAND)
            self.notice.tell(
                self.tr("{command} was copied").format(command=report_words.SELF_TEST_COMMAND), ""
            )
        elif lack.kind in (LackKind.NOT_COMPARED, LackKind.FAULTS_FOUND):
            self.record.integrity.whole_button.setFocus()

    def _tell(self, overview: Overview) -> None:
        evidence, search = self.places[EVIDENCE], self.places[SEARCH]
        files = len(overview.footage)
        evidence.tell(
            self.tr("{files}, {count} without a time").format(
                files=wording.files_text(files), count=overview.without_start_time
            )
            if overview.without_start_time
            else (wording.files_text(files) if files else self.tr("no footage yet"))
        )
        search.tell(
            wording.tracklets_text(overview.tracklets)
            if overview.tracklets
            else self.tr("nobody yet")
        )
        if not self.index.is_indexing:
            self._tell_index(overview)

    def _tell_index(self, overview: Overview) -> None:
        self.places[INDEX].tell(index_words.left_text(overview))

    def _on_progress(self, progress: Progress) -> None:
        if isinstance(self.desk.jobs.current, IndexRequest) and progress.total:
            part = int(_WHOLE * min(progress.done / progress.total, 1.0))
            left = wording.rate_parts(progress)[-1:] if progress.seconds_left else []
            self.places[INDEX].tell(" · ".join([f"{part} %", *left]))

    def _on_state(self) -> None:
        jobs = self.desk.jobs
        if not self.index.is_indexing:
            if self.overview.latest is not None:
                self._tell_index(self.overview.latest)
        elif jobs.is_paused:
            self.places[INDEX].tell(self.tr("paused"))
