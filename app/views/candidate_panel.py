"""The right half of Search: the query and its candidates, with what was searched."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.engine_link.open_case import OpenCase
from app.operations.search_operations import search
from app.viewmodels.candidate_model import CandidateModel
from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.viewmodels.wording import counted
from app.views.candidate_filters import CandidateFilters
from app.views.coverage_banner import CoverageBanner
from app.views.query_card import QueryCard
from app.widgets.empty_state import EmptyState
from app.widgets.labels import label
from app.widgets.theme import ThemeKeeper
from app.widgets.tile_delegate import TileDelegate
from app.widgets.tile_grid import TileGrid
from cba_core.config.search_config import MOST_CANDIDATES, SearchConfig
from cba_core.domain.search import SearchResult
from cba_core.domain.tracklets import Tracklet

PAGE = 60
"""Candidates shown at first; more when the person asks."""


class CandidatePanel(QWidget):
    """Asks again when the query or what is searched changes; the latest question counts."""

    shown = Signal(SearchResult)
    chosen = Signal(Tracklet)

    def __init__(self, desk: OpenCase, thumbnails: ThumbnailCache, theme: ThemeKeeper) -> None:
        super().__init__()
        self._desk = desk
        self._asked = 0
        self._limit = PAGE
        self.query: Tracklet | None = None
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
        self.count = label("", "heading")
        self.more_button = QPushButton(self.tr("Show more"))
        self.more_button.setObjectName("quiet")
        self.more_button.clicked.connect(self.show_more)
        self.more_button.hide()
        self._empty = EmptyState(theme, "search", "", "")
        self._none = EmptyState(theme, "person", "", "")
        self._pages = QStackedWidget()
        self._candidates = QStackedWidget()
        self._arrange()
        self.filters.changed.connect(self.search_again)
        selection = self.grid.selectionModel()
        selection.currentChanged.connect(self._on_current)
        self.grid.chosen.connect(self._on_current)
        self.clear()

    def show_query(self, tracklet: Tracklet) -> None:
        """Rank candidates for another query."""
        self.query = tracklet
        self.card.show_tracklet(tracklet)
        self.model.clear()
        self.banner.hide()
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

    def show_more(self) -> None:
        """Show candidates further down the ranking; those above stay where they are."""
        self._limit = min(2 * self._limit, MOST_CANDIDATES)
        self.grid.setFocus()  # the button may be gone in a moment
        self._ask()

    def _ask(self) -> None:
        query = self.query
        if query is None:
            return
        self._asked += 1
        asked = self._asked
        config = self.filters.config(self._limit)

        def show(result: SearchResult) -> None:
            if asked == self._asked:
                self._show(result, config)

        def fail(problem: Exception) -> None:
            if asked == self._asked:
                self.count.setText(self.tr("The search did not succeed"))
                self.more_button.hide()
            self._desk.failures.report(problem)

        search(desk=self._desk, query=query.id, config=config, done=show, failed=fail)

    def clear(self) -> None:
        """No query."""
        self._asked += 1
        self.query = self.result = None
        self.model.clear()
        self.more_button.hide()
        self._empty.tell(
            self.tr("Choose a person at the left"),
            self.tr(
                "Duskline then ranks everyone seen in the other modality by likeness in "
                "appearance, and plays both recordings side by side. You decide."
            ),
        )
        self._pages.setCurrentIndex(0)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.count)
        head.addWidget(self.more_button)
        head.addStretch()
        head.addWidget(self.filters)
        self._candidates.addWidget(self.grid)
        self._candidates.addWidget(self._none)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addLayout(head)
        right.addWidget(self.filters.more)
        right.addWidget(self.banner)
        right.addWidget(self._candidates, 1)
        filled = QWidget()
        row = QHBoxLayout(filled)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.card)
        row.addLayout(right, 1)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(filled)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def _show(self, result: SearchResult, config: SearchConfig) -> None:
        self.result = result
        is_more = self.model.show(result)
        self.banner.show_searched(result, config)
        self.banner.show()
        self._tell_count(result)
        count = len(result.candidates)
        self._candidates.setCurrentIndex(0 if count else 1)
        if is_more:
            return
        if count:
            self.grid.selectionModel().setCurrentIndex(
                self.model.index(0), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        elif result.searched.gallery:
            self._none.tell(self.tr("No candidates"), "")
        else:
            self._none.tell(
                self.tr("There is nobody to compare with"),
                self.tr(
                    "No indexed tracklet passes these choices. Index footage of the other "
                    "modality, or search in both."
                ),
            )
        self.shown.emit(result)

    def _tell_count(self, result: SearchResult) -> None:
        shown, ranked = len(result.candidates), result.searched.gallery
        is_limited = 0 < shown < ranked
        if is_limited:
            text = self.tr("{shown} of {ranked} candidates").format(
                shown=f"{shown:,}", ranked=f"{ranked:,}"
            )
        else:
            text = counted(shown, self.tr("candidate"), self.tr("candidates")) if shown else ""
        self.count.setText(text)
        self.more_button.setVisible(is_limited and shown < MOST_CANDIDATES)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.model.tracklet(index.row()))
