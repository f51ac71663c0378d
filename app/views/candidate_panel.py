"""The right half of Search: the query and its candidates, with what was searched."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.engine_link.engine import OpenedCase
from app.engine_link.open_case import OpenCase
from app.operations.search_operations import pending_figures, search
from app.viewmodels.candidate_model import CandidateModel
from app.viewmodels.case_decisions import CaseDecisions
from app.viewmodels.counts import counted
from app.viewmodels.numbers import number_text
from app.viewmodels.search_words import nobody_texts
from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.views.candidate_filters import CandidateFilters
from app.views.coverage_banner import CoverageBanner
from app.views.decision_bar import DecisionBar
from app.views.query_card import QueryCard
from app.widgets.empty_state import EmptyState
from app.widgets.folding_line import FoldingLine
from app.widgets.labels import label
from app.widgets.model_button import ModelButton
from app.widgets.notice_bar import NoticeBar
from app.widgets.theme import ThemeKeeper
from app.widgets.tile_delegate import TileDelegate
from app.widgets.tile_grid import TileGrid
from cba_core.config.search_config import MOST_CANDIDATES, SearchConfig
from cba_core.domain.changes import ChangeSet
from cba_core.domain.decisions import QueryKey, query_key
from cba_core.domain.errors import NotInCaseError
from cba_core.domain.ids import TrackletId
from cba_core.domain.search import SearchResult
from cba_core.domain.tracklets import Tracklet

_LEAST_PX = 100
"""In the smallest window with open filters candidates give way before the statement does."""
PAGE = 60
"""Candidates shown at first; more when the person asks."""


class CandidatePanel(QWidget):
    """Asks again when the query or what is searched changes; the latest question counts."""

    shown = Signal(SearchResult)
    chosen = Signal(Tracklet)
    refreshed = Signal()  # facts of query or candidates may be others
    query_gone = Signal()
    model_wanted = Signal()

    def __init__(
        self,
        desk: OpenCase,
        decisions: CaseDecisions,
        thumbnails: ThumbnailCache,
        theme: ThemeKeeper,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._decisions = decisions
        self._asked = 0
        self._limit = PAGE
        self._is_looking = False
        self._look_again = False
        self._is_of_job = False
        self._is_hidden = False
        self.query: Tracklet | None = None
        self._others: tuple[Tracklet, ...] = ()
        self._with_accepted = False
        self.wanted: TrackletId | None = None
        """The candidate to begin with, where it is on the list that is coming."""
        self.result: SearchResult | None = None
        self.model = CandidateModel(thumbnails, desk.zone, self)
        self.grid = TileGrid()
        self.grid.setModel(self.model)
        self.grid.setAccessibleName(self.tr("Candidates"))
        self._delegate = TileDelegate(theme)
        self.grid.setItemDelegate(self._delegate)
        self.card = QueryCard(thumbnails, theme, desk.zone)
        self.banner = CoverageBanner(theme, desk.zone)
        self.filters = CandidateFilters(desk.zone)
        self.bar = DecisionBar(theme, desk.keys, takes_edits=decisions.takes_edits)
        self.count = label("", "heading")
        self.more_button = QPushButton(self.tr("More"))
        self.more_button.setObjectName("quiet")
        self.more_button.setToolTip(self.tr("Show more candidates"))
        self.more_button.clicked.connect(self.show_more)
        self.more_button.hide()
        self.model_button = ModelButton(theme, desk.keys)
        self.model_button.clicked.connect(self.model_wanted)
        self.news = NoticeBar(self.tr("Rank again"))
        self.news.acted.connect(lambda: self._ask(keeps_place=True))
        self._empty = EmptyState(theme, "search", "", "")
        self._none = EmptyState(theme, "person", "", "")
        self._pages = QStackedWidget()
        self._candidates = QStackedWidget()
        self._arrange()
        self.filters.changed.connect(self.search_again)
        selection = self.grid.selectionModel()
        selection.currentChanged.connect(self._on_current)
        self.grid.chosen.connect(self._on_current)
        self.model.rowsRemoved.connect(self._on_removed)
        desk.changes.changed.connect(self._on_change)
        decisions.changed.connect(self._show_decisions)
        self.clear()

    @property
    def key(self) -> QueryKey | None:
        """The tracklets that are asked with."""
        return None if self.query is None else query_key(one.id for one in self._queries)

    @property
    def ranked_with(self) -> tuple[TrackletId, ...]:
        """The accepted candidates that fed the ranking that is shown."""
        return () if self.result is None else tuple(one.id for one in self.result.accepted)

    @property
    def _queries(self) -> tuple[Tracklet, ...]:
        return () if self.query is None else (self.query, *self._others)

    def show_query(self, tracklet: Tracklet, others: Sequence[Tracklet] = ()) -> None:
        """Rank candidates for another query; `others` show the same person as `tracklet`."""
        self._is_hidden = False
        self.query = tracklet
        self.result = None
        self._others = tuple(others)
        self._with_accepted = False
        if len({one.modality for one in self._queries}) > 1:
            self.filters.seek_in_both()
        self.card.show_tracklet(tracklet, more=len(others))
        self.model.clear()
        self.banner.hide()
        self.news.tell("")
        self.count.setText(self.tr("Searching…"))
        self.more_button.hide()
        self._none.tell("", "")
        self._candidates.setCurrentIndex(1)
        self._pages.setCurrentIndex(1)
        self.search_again()

    def search_again(self) -> None:
        """Ask for the candidates of the query as the choices stand now."""
        self._limit = PAGE
        self._ask()

    def rank_with_accepted(self, *, with_accepted: bool) -> None:
        """Rank anew with what was accepted for the query, or with the query alone."""
        self._with_accepted = with_accepted
        self.search_again()

    def show_more(self) -> None:
        """Show candidates further down the ranking; those above stay where they are."""
        self._limit = min(2 * self._limit, MOST_CANDIDATES)
        self.grid.setFocus()  # the button may be gone in a moment
        self._ask()

    def _ask(self, *, keeps_place: bool = False) -> None:
        key = self.key
        if key is None:
            return
        if self._decisions.latest.hides(key):
            self._hide_list()
            return
        self._asked += 1
        asked = self._asked
        config = replace(self.filters.config(self._limit), with_accepted=self._with_accepted)

        def show(result: SearchResult) -> None:
            if asked == self._asked:
                self._show(result, config, keeps_place=keeps_place)

        def fail(problem: Exception) -> None:
            if keeps_place and isinstance(problem, NotInCaseError):
                return  # a camera was renamed: the filter learns of it and asks again
            if asked == self._asked:
                self.count.setText(self.tr("The search did not succeed"))
                self.more_button.hide()
            self._desk.failures.report(problem)

        search(desk=self._desk, query=key, config=config, done=show, failed=fail)

    def _on_change(self, changes: ChangeSet) -> None:
        """An edit is shown at once; a job would move candidates under the eyes again and again."""
        moves = changes.footage or changes.tracklets or changes.embeddings
        if self.query is not None and moves:  # what was decided is shown without a new ranking
            self._is_of_job = self._desk.jobs.is_busy
            self._look()

    def _look(self) -> None:
        """Look at the facts of the query and the candidates again."""
        query = self.query
        if query is None:
            return
        if self._is_looking:
            self._look_again = True
            return
        self._is_looking = True
        case = self._desk.case
        asked_with = {one.id for one in self._queries}
        ids = {*asked_with, *self.model.ids}

        def take(fresh: dict[TrackletId, Tracklet]) -> None:
            self._end_look()
            if self.query is None or self.query.id != query.id:
                return
            if not asked_with <= fresh.keys():
                self.query_gone.emit()
                return
            self._others = tuple(fresh[one.id] for one in self._others if one.id in fresh)
            self._show_query_facts(fresh[query.id])
            self.model.refresh(fresh, asked=ids)
            if self._is_of_job:
                self.news.tell(self.tr("The case has changed since this ranking"))
            else:
                self._ask(keeps_place=True)
            self.refreshed.emit()

        def fail(problem: Exception) -> None:
            self._end_look()
            self._desk.failures.report(problem)

        self._desk.tasks.queries.run(lambda: _held(case, ids), take, fail)

    def _end_look(self) -> None:
        self._is_looking = False
        if self._look_again:
            self._look_again = False
            self._look()

    def _show_query_facts(self, query: Tracklet) -> None:
        if query != self.query:
            self.query = query
            self.card.show_tracklet(query, more=len(self._others))

    def clear(self) -> None:
        """No query."""
        self._is_hidden = False
        self._asked += 1
        self.query = self.result = None
        self._others = ()
        self.model.clear()
        self.news.tell("")
        self.more_button.hide()
        self._empty.tell(
            self.tr("Choose a person at the left"),
            self.tr(
                "Duskline then ranks everyone seen in the other modality by likeness in "
                "appearance, and plays both recordings side by side. You decide."
            ),
        )
        self._pages.setCurrentIndex(0)

    def tell_gone(self) -> None:
        """The query was found anew and has another number now."""
        self._empty.tell(
            self.tr("This tracklet is not in the case any more"),
            self.tr("Its footage was indexed anew. Choose the person at the left again."),
        )

    def _arrange(self) -> None:
        told = QWidget()
        head = QHBoxLayout(told)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(3)
        head.addWidget(self.count)
        head.addWidget(self.more_button)
        head.addWidget(self.model_button)
        head.addStretch()
        self._candidates.setMinimumHeight(_LEAST_PX)
        self._candidates.addWidget(self.grid)
        self._candidates.addWidget(self._none)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(FoldingLine(told, self.filters, stretches=(1, 0)))
        right.addWidget(self.filters.more)
        right.addWidget(self.banner)
        right.addWidget(self.news)
        right.addWidget(self._candidates, 1)
        filled = QWidget()
        lines = QVBoxLayout(filled)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.card)
        row.addLayout(right, 1)
        lines.addLayout(row, 1)
        lines.addWidget(self.bar)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(filled)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def _show(self, result: SearchResult, config: SearchConfig, *, keeps_place: bool) -> None:
        current = self.grid.currentIndex()
        before = self.model.tracklet(current.row()).id if current.isValid() else None
        self.result = result
        for one in (result.query, *result.queries):
            if self.query is not None and one.id == self.query.id:
                self._show_query_facts(one)
        is_more = self.model.show(result)
        self._show_decisions()
        self.news.tell("")
        self._show_figures(result, config)
        self.banner.show()
        self._tell_count()
        count = len(result.candidates)
        self._candidates.setCurrentIndex(0 if count else 1)
        if is_more:
            self.refreshed.emit()
            return
        if count:
            wanted, self.wanted = before if keeps_place else self.wanted, None
            row = None if wanted is None else self.model.row_of(wanted)
            self.go_to(self.model.first_undecided() if row is None else row)
        else:
            self._none.tell(*nobody_texts(result.searched, config))
        self.shown.emit(result)
        self.refreshed.emit()

    def _show_figures(self, result: SearchResult, config: SearchConfig) -> None:
        self.banner.show_searched(result, config)

        def show(figured: SearchResult) -> None:
            if self.result is result:
                self.result = figured
                self.banner.show_searched(figured, config)

        if result.figures_pending:
            pending_figures(desk=self._desk, result=result, done=show)

    def go_to(self, row: int, *, scroll: int | None = None) -> None:
        """Choose a candidate and bring it into sight; `scroll` is where the list stood."""
        index = self.model.index(row)
        self.grid.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        if scroll is not None:
            self.grid.verticalScrollBar().setValue(scroll)
        self.grid.scrollTo(index)

    def _hide_list(self) -> None:
        """The reader may read this query blind: neither ranks nor verdicts are shown."""
        self._asked += 1  # what was asked for is not shown
        self.result = None
        self.model.clear()
        self.more_button.hide()
        self._empty.tell(
            self.tr("To be read blind"),
            self.tr(
                "You may read this query a second time without knowing its list: read it under "
                "Review (Ctrl+5). When the set is finished, its candidates are shown here again."
            ),
        )
        self._pages.setCurrentIndex(0)
        self._is_hidden = True

    def _turn_hiding(self, key: QueryKey) -> None:
        """A set was put up or finished, or another person is at work."""
        if self._decisions.latest.hides(key):
            self._hide_list()
        elif self._is_hidden:
            self._is_hidden = False
            self._pages.setCurrentIndex(1)
            self.search_again()

    def _show_decisions(self) -> None:
        key = self.key
        if key is None:
            return
        self._turn_hiding(key)
        if self._decisions.has_loaded:
            self.model.show_decisions(self._decisions.latest.of(key))
        elif self.result is not None:
            told = (one.decision for one in self.result.candidates)
            self.model.show_decisions({one.candidate: one for one in told if one is not None})

    def _on_removed(self) -> None:
        self.grid.updateGeometries()
        self.grid.viewport().update()
        self._tell_count()

    def _tell_count(self) -> None:
        shown = self.model.rowCount()
        ranked = 0 if self.result is None else self.result.searched.gallery
        is_limited = 0 < shown < ranked
        if is_limited:
            text = self.tr("{shown} of {ranked} candidates").format(
                shown=number_text(shown), ranked=number_text(ranked)
            )
        else:
            text = counted(self.tr("{count} candidates", "", shown), shown) if shown else ""
        self.count.setText(text)
        self.more_button.setVisible(is_limited and shown < MOST_CANDIDATES)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.model.tracklet(index.row()))


def _held(case: OpenedCase, ids: Iterable[TrackletId]) -> dict[TrackletId, Tracklet]:
    """Those of the tracklets that the case holds still."""
    found = {}
    for identifier in ids:
        try:
            found[identifier] = case.tracklet(identifier)
        except NotInCaseError:  # found anew under another number, or not at all
            continue
    return found
