"""A case: its places from left to right, each with what is left to do there."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.engine_link.open_case import OpenCase
from app.viewmodels import index_words, wording
from app.viewmodels.case_overview import CaseOverview, Overview
from app.views.evidence_page import EvidencePage
from app.views.index_page import IndexPage
from app.views.places import EVIDENCE, INDEX, RECORD, SEARCH
from app.views.record_page import RecordPage
from app.views.search_page import SearchPage
from app.widgets.place_bar import PlaceBar
from app.widgets.theme import ThemeKeeper
from cba_core.domain.case_log import LogAuthor, LogHead
from cba_core.domain.ids import TrackletId
from cba_core.domain.progress import Progress
from cba_core.jobs.requests import IndexRequest

_WHOLE = 100


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
        theme: ThemeKeeper,
    ) -> None:
        super().__init__()
        self.desk = desk
        self.overview = overview
        overview.setParent(self)
        self.record = record
        self.evidence = evidence
        self.index = index
        self.search = search
        self._bar = PlaceBar(theme)
        self.places = (
            self._bar.add_place("case", self.tr("Case"), self.tr("What was done  Ctrl+1")),
            self._bar.add_place("evidence", self.tr("Evidence"), self.tr("Footage  Ctrl+2")),
            self._bar.add_place("index", self.tr("Index"), self.tr("Find people  Ctrl+3")),
            self._bar.add_place("search", self.tr("Search"), self.tr("Compare  Ctrl+4")),
        )
        self._show_whose()
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._stack, 1)
        for page in (self.record, self.evidence, self.index, self.search):
            self._stack.addWidget(page)
        self._bar.chosen.connect(self.go_to)
        self.record.counted.connect(
            lambda count: self.places[RECORD].tell(
                wording.counted(count, self.tr("log entry"), self.tr("log entries"))
            )
        )
        self.search.find_wanted.connect(self.evidence.choose_moved)
        self.index.search_wanted.connect(lambda: self.go_to(SEARCH))
        overview.changed.connect(self._tell)
        desk.jobs.progressed.connect(self._on_progress)
        desk.jobs.state_changed.connect(self._on_state)

    @property
    def place(self) -> int:
        """Where the person is."""
        return self._stack.currentIndex()

    def load(self, *, query: TrackletId | None = None) -> None:
        """Read the case, and begin with its footage, or with the candidates of `query`."""
        self.overview.load()
        self.record.load()
        self.search.gallery.load()
        self.go_to(EVIDENCE if query is None else SEARCH)
        if query is not None:
            self.search.show_query_by_id(query)

    def go_to(self, place: int) -> None:
        """Show a place and put the keyboard into it."""
        self._stack.setCurrentIndex(place)
        self._bar.go_to(place)
        if place == RECORD:
            self.record.enter()
        elif place == EVIDENCE:
            self.evidence.enter()
        elif place == INDEX:
            self.index.enter()
        else:
            self.search.enter()
        self.place_changed.emit(place)

    def let_go(self) -> Callable[[], LogHead | None]:
        """End what belongs to the case: gives what takes seconds, for another thread."""
        self.record.let_go()
        self.search.let_go()
        return self.desk.let_go()

    def act_as(self, name: str) -> None:
        """Log from now on under this name; where it is empty, under the examiner's."""
        examiner = self.desk.case.facts.examiner.strip()
        self.desk.case.log.author = LogAuthor(name or examiner or "unnamed")
        self._show_whose()

    def _show_whose(self) -> None:
        """Whose case it is, and under whose name the log is written where that is another."""
        facts, name = self.desk.case.facts, self.desk.case.log.author.name
        text = self.tr("{examiner} · times in {zone}")
        if name != facts.examiner.strip():
            text = self.tr("{examiner} · logged as {name} · times in {zone}")
        self._bar.show_case(
            f"{facts.number}  {facts.title}".strip(),
            text.format(examiner=facts.examiner, name=name, zone=facts.time_zone),
        )

    def _tell(self, overview: Overview) -> None:
        _, evidence, _, search = self.places
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
