"""Search: choose a person, look through candidates, watch both recordings."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.engine_link.clip_player import ClipPlayer
from app.engine_link.open_case import OpenCase
from app.operations.search_operations import make_ready
from app.viewmodels.case_overview import CaseOverview, Overview
from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.views.asking import Asking
from app.views.candidate_panel import CandidatePanel
from app.views.deciding import Deciding
from app.views.finding_footage import FindingFootage
from app.views.gallery_panel import GalleryPanel
from app.views.person_player import person_player
from app.views.search_arrangement import SearchArrangement
from app.widgets.player_pane import PlayerPane
from app.widgets.theme import ThemeKeeper
from app.widgets.worn_keys import wear
from cba_core.domain.decisions import QueryKey
from cba_core.domain.ids import TrackletId, is_asked
from cba_core.domain.search import SearchResult
from cba_core.domain.tracklets import Tracklet

translate = QCoreApplication.translate

_LET_KEYS_REST_MS = 180
"""Arrow keys that run through candidates open no video on their way."""


def player_panes(desk: OpenCase, theme: ThemeKeeper) -> tuple[PlayerPane, PlayerPane]:
    """The query's player and the candidate's."""

    def pane(lane: str, name: str, empty: str) -> PlayerPane:
        return person_player(desk, theme, lane=lane, name=name, empty=empty)

    return (
        pane(
            "query",
            translate("SearchPage", "Query"),
            translate("SearchPage", "The query's recording plays here"),
        ),
        pane(
            "candidate",
            translate("SearchPage", "Candidate"),
            translate("SearchPage", "The chosen candidate's recording plays here"),
        ),
    )


class SearchPage(QWidget):
    """Gallery at the left; query, candidates and two players at the right."""

    find_wanted = Signal()
    """Footage that cannot be played is to be looked for elsewhere."""

    def __init__(
        self,
        desk: OpenCase,
        overview: CaseOverview,
        *,
        thumbnails: ThumbnailCache,
        gallery: GalleryPanel,
        candidates: CandidatePanel,
        deciding: Deciding,
        panes: tuple[PlayerPane, PlayerPane],
        asking: Asking,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._wanted: Tracklet | None = None
        thumbnails.setParent(self)
        self.thumbnails = thumbnails
        self.gallery = gallery
        self.candidates = candidates
        self.deciding = deciding
        self.query_pane, self.candidate_pane = panes
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_LET_KEYS_REST_MS)
        self._rest.timeout.connect(self._play_wanted)
        self.playback_actions = self._make_actions()
        arrangement = SearchArrangement(gallery, candidates, panes, self)
        self._video = arrangement.video
        self._video.hide()
        for part in (candidates.grid, candidates.bar, self._video):  # not where one writes
            part.addActions(list(candidates.bar.actions_of_candidate))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(arrangement)
        self.gallery.chosen.connect(self.show_query)
        self.candidates.chosen.connect(self._on_candidate)
        self.candidates.shown.connect(self._on_result)
        self.candidates.refreshed.connect(self._on_refreshed)
        self.candidates.query_gone.connect(self._on_query_gone)
        overview.changed.connect(self._on_overview)
        for pane in panes:
            pane.find_wanted.connect(self.find_wanted)
            pane.query_wanted.connect(self.show_query_by_id)
        self._finding = FindingFootage(desk, panes, self)
        self.asking = asking
        self.asking.asked.connect(self.show_query_by_id)
        layout.addWidget(asking)
        gallery.add_action(asking.file_action)
        self.addAction(asking.paste_action)
        self.setAcceptDrops(True)

    @property
    def players(self) -> tuple[ClipPlayer, ClipPlayer]:
        """Query's and candidate's."""
        return self.query_pane.player, self.candidate_pane.player

    def enter(self) -> None:
        """Put the keyboard into the gallery, and make ready what the next search needs."""
        make_ready(desk=self._desk)
        (self.candidates.grid if self.candidates.query else self.gallery.grid).setFocus()

    def show_query(self, tracklet: Tracklet, others: Sequence[Tracklet] = ()) -> None:
        """Rank candidates for a tracklet, with `others` of the same person, and play it."""
        self._video.show()
        self.candidate_pane.player.clear()
        self.query_pane.player.open(self._desk.case, tracklet)
        self.candidates.show_query(tracklet, others)

    def show_query_by_id(self, identifier: TrackletId) -> None:
        """The same for a tracklet that is not in the gallery's rows yet."""

        def show(tracklet: Tracklet) -> None:
            self._mark(tracklet)
            self.show_query(tracklet)

        case = self._desk.case
        self._desk.tasks.queries.run(lambda: case.tracklet(identifier), show)

    def show_decided(self, query: QueryKey, candidate: TrackletId | None = None) -> None:
        """Show the list of a query that was decided about, at a candidate of it."""
        case = self._desk.case

        def show(tracklets: list[Tracklet]) -> None:
            self._mark(tracklets[0])
            self.candidates.wanted = candidate
            self.show_query(tracklets[0], tracklets[1:])

        if self.candidates.key == query and candidate is not None:
            row = self.candidates.model.row_of(candidate)
            if row is not None:
                self.candidates.go_to(row)
                self.candidates.grid.setFocus()
                return
        self._desk.tasks.queries.run(lambda: [case.tracklet(one) for one in query], show)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back: from players to candidates, from there to the gallery."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        if self._video.isAncestorOf(self.focusWidget()):
            self.candidates.grid.setFocus()
        elif self.candidates.isAncestorOf(self.focusWidget()):
            self.gallery.grid.setFocus()
        elif self.candidates.query is not None and self.gallery.grid.hasFocus():
            self._clear()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A picture from outside may be dropped; what is no picture is for the window."""
        if self.asking.takes(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Search with it."""
        if self.asking.take_data(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def _mark(self, tracklet: Tracklet) -> None:
        if is_asked(tracklet.id):  # the gallery shows what was found in footage
            self.gallery.grid.clearSelection()
        else:
            self.gallery.mark(tracklet)

    def let_go(self) -> None:
        """Ask nothing more of the case."""
        self._rest.stop()
        for player in self.players:
            player.let_go()

    def _clear(self) -> None:
        for player in self.players:
            player.clear()
        self.candidates.clear()
        self.gallery.grid.clearSelection()
        self._video.hide()

    def _make_actions(self) -> tuple[QAction, ...]:
        """Keys that work in both grids; players and fields have keys of their own."""
        made = []
        for text, name, act in (
            (self.tr("Play or pause both"), "both-play", self._toggle_both),
            (self.tr("Previous frame"), "both-frame-back", ClipPlayer.step_backward),
            (self.tr("Next frame"), "both-frame-forward", ClipPlayer.step_forward),
        ):
            action = wear(QAction(text, self), self._desk.keys, name)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            if act == self._toggle_both:
                action.triggered.connect(self._toggle_both)
            else:
                action.triggered.connect(lambda _=False, act=act: self._both(act))
            for grid in (self.gallery.grid, self.candidates.grid):
                grid.addAction(action)
            made.append(action)
        return tuple(made)

    def _both(self, act: object) -> None:
        if callable(act):
            for player in self.players:
                act(player)

    def _toggle_both(self) -> None:
        is_playing = any(player.is_playing for player in self.players)
        for player in self.players:
            if is_playing:
                player.pause()
            else:
                player.play()

    def _on_overview(self, overview: Overview) -> None:
        self.candidates.filters.show_cameras(overview.cameras)

    def _on_candidate(self, tracklet: Tracklet) -> None:
        self._wanted = tracklet
        self._rest.start()

    def _play_wanted(self) -> None:
        wanted, player = self._wanted, self.candidate_pane.player
        if wanted is None:
            return
        is_shown = player.tracklet is not None and player.tracklet.id == wanted.id
        if is_shown and player.is_open:
            return
        goes_on = player.is_playing
        player.open(self._desk.case, wanted)
        self.deciding.note_looked(wanted)
        if goes_on:
            player.play()

    def _on_refreshed(self) -> None:
        """Recordings whose facts were corrected are shown with those that hold now."""
        query, candidate = self.players
        row = (
            None
            if candidate.tracklet is None
            else self.candidates.model.row_of(candidate.tracklet.id)
        )
        fresh = (
            self.candidates.query,
            None if row is None else self.candidates.model.tracklet(row),
        )
        for player, held in zip((query, candidate), fresh, strict=True):
            if held is not None and player.tracklet is not None and player.tracklet != held:
                player.open(self._desk.case, held)

    def _on_query_gone(self) -> None:
        self._clear()
        self.candidates.tell_gone()

    def _on_result(self, result: SearchResult) -> None:
        if not result.candidates:
            self._wanted = None
            self.candidate_pane.player.clear()
        elif self.gallery.grid.hasFocus():
            self.candidates.grid.setFocus()
