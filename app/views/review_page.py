"""Review: what was decided, the people that were found, and every step that led there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.engine_link.clip_player import ClipPlayer
from app.engine_link.open_case import OpenCase
from app.operations.blind_operations import ask_agreement, put_up
from app.operations.review_operations import apply_edit
from app.settings.keyed_actions import Where
from app.viewmodels.case_decisions import CaseDecisions
from app.viewmodels.decided import Decided
from app.viewmodels.plan_look import CasePlanLook
from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.views.agreement_page import AgreementPage
from app.views.blind_page import BlindPage
from app.views.finding_footage import FindingFootage
from app.views.person_player import person_player
from app.views.person_review import PersonReview
from app.views.query_review import QueryReview
from app.views.review_lists import Kind, ReviewLists
from app.views.step_review import StepReview
from app.widgets.empty_state import EmptyState
from app.widgets.labels import card
from app.widgets.player_pane import PlayerPane
from app.widgets.text_scale import side_px
from app.widgets.theme import ThemeKeeper
from cba_core.domain.blind_reading import BlindResult
from cba_core.domain.decisions import QueryKey, query_key
from cba_core.domain.edits import (
    AppliedEdit,
    CreatePerson,
    Edit,
    MergePeople,
    SetVerdict,
    SplitPerson,
)
from cba_core.domain.tracklets import Tracklet

if TYPE_CHECKING:
    from collections.abc import Callable

    from cba_core.domain.ids import TrackletId

translate = QCoreApplication.translate

_LET_KEYS_REST_MS = 180
_PLAYER_PX = 264
_LISTS_PX = 270
_WIDE_LISTS_PX, _WIDE_PLAYER_PX = 330, 420
_WIDE_PX = 1340


def review_panes(desk: OpenCase, theme: ThemeKeeper) -> tuple[PlayerPane, PlayerPane]:
    """The query's player and that of the chosen tracklet."""

    def pane(lane: str, name: str, empty: str) -> PlayerPane:
        return person_player(desk, theme, lane=lane, name=name, empty=empty)

    return (
        pane(
            "review-query",
            translate("ReviewPage", "Query"),
            translate("ReviewPage", "The query's recording plays here"),
        ),
        pane(
            "review",
            translate("ReviewPage", "Tracklet"),
            translate("ReviewPage", "The chosen tracklet's recording plays here"),
        ),
    )


class ReviewPage(QWidget):
    """Lists at the left, what is chosen in the middle, its recording at the right."""

    find_wanted = Signal()
    search_wanted = Signal(object)  # QueryKey
    turned = Signal()  # from the lists to a second reading, or back

    def __init__(
        self,
        desk: OpenCase,
        decisions: CaseDecisions,
        thumbnails: ThumbnailCache,
        theme: ThemeKeeper,
        panes: tuple[PlayerPane, PlayerPane],
        *,
        plan_look: CasePlanLook,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._decisions = decisions
        self._wanted: Tracklet | None = None
        self._wanted_candidate: TrackletId | None = None  # undone a moment ago
        self._is_stale = False
        self._wanted_person: int | None = None  # made a moment ago, and to be shown
        self.lists = ReviewLists(thumbnails, theme, desk.zone)
        self.query = QueryReview(desk, decisions, thumbnails, theme)
        self.person = PersonReview(desk, decisions, thumbnails, theme, plan_look)
        self.step = StepReview(desk, decisions, thumbnails, theme)
        self._thumbnails = thumbnails
        self._theme = theme
        self.blind: BlindPage | None = None  # both are made when they are first wanted
        self.agreement: AgreementPage | None = None
        self.query_pane, self.pane = panes
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_LET_KEYS_REST_MS)
        self._rest.timeout.connect(self._play_wanted)
        self._middle = QStackedWidget()
        self._nothing = EmptyState(theme, "review", "", "")
        self._arrange()
        decisions.changed.connect(self._show)
        self.lists.chosen.connect(self._on_chosen)
        self.lists.opened.connect(self._on_opened)
        for part in (self.query, self.person, self.step):
            part.edit_wanted.connect(self._apply)
            part.chosen.connect(self._on_tracklet)
        for asking in (self.query, self.person):
            asking.search_wanted.connect(self.search_wanted)
        self.query.person_wanted.connect(lambda number: self.lists.choose("people", number))
        self.query.merge_wanted.connect(self._merge)
        self.query.put_up_wanted.connect(self._put_up)
        self.query.second.read_wanted.connect(self.read_blind)
        self.query.second.agreement_wanted.connect(self.show_agreement)
        for pane in panes:
            pane.find_wanted.connect(self.find_wanted)
            pane.query_wanted.connect(lambda one: self.search_wanted.emit(query_key([one])))
        self._finding = FindingFootage(desk, panes, self)

    @property
    def players(self) -> tuple[ClipPlayer, ClipPlayer]:
        """Query's and candidate's."""
        return self.query_pane.player, self.pane.player

    @property
    def deciding_actions(self) -> tuple[QAction, ...]:
        """What can be decided in what is shown, for the menu."""
        whole = self._whole.currentWidget()
        if whole is self._split:
            return self.query.bar.actions_of_candidate
        return self.blind.actions_of_candidate if whole is self.blind and self.blind else ()

    def read_blind(self, number: int) -> None:
        """Begin or go on with a blind set."""
        if self.blind is None:
            self.blind = BlindPage(self._desk, self._decisions, self._thumbnails, self._theme)
            self.blind.left_wanted.connect(self.show_lists)
            self.blind.finished.connect(self.show_agreement)
            for pane in self.blind.panes:
                pane.find_wanted.connect(self.find_wanted)
            self._finding_blind = FindingFootage(self._desk, self.blind.panes, self)
            self._whole.addWidget(self.blind)
        for player in self.players:
            player.pause()
        self._whole.setCurrentWidget(self.blind)
        self.blind.read(number)
        self.turned.emit()

    def show_agreement(self, number: int) -> None:
        """Show how far the readers of a finished set agree."""

        def show(result: BlindResult) -> None:
            if self.blind is not None:
                self.blind.leave()
            if self.agreement is None:
                self.agreement = AgreementPage()
                self.agreement.left_wanted.connect(self.show_lists)
                self._whole.addWidget(self.agreement)
            self._whole.setCurrentWidget(self.agreement)
            self.agreement.show_result(result)
            self.turned.emit()

        ask_agreement(desk=self._desk, number=number, done=show)

    def show_lists(self) -> None:
        """Leave what takes the whole page."""
        if self.blind is not None:
            self.blind.leave()
        self._whole.setCurrentWidget(self._split)
        self.turned.emit()
        if self.isVisible():
            self.enter()

    def enter(self) -> None:
        """Show what holds now, and put the keyboard into the list, or into what is read."""
        whole = self._whole.currentWidget()
        if whole is not None and whole is not self._split:
            whole.setFocus()
            return
        if self._is_stale:
            self._show(self._decisions.latest)
        self._rest.start()
        self.lists.list_shown.setFocus()

    def let_go(self) -> None:
        """Ask nothing more of the case."""
        self._rest.stop()
        self.person.route.let_go()
        for player in self.players:
            player.let_go()
        if self.blind is not None:
            self.blind.let_go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the list; the keys of both recordings are those of Search."""
        acts: dict[str, Callable[[ClipPlayer], object]] = {
            "both-frame-back": ClipPlayer.step_backward,
            "both-frame-forward": ClipPlayer.step_forward,
        }
        name = self._desk.keys.stands_for(event, Where.BOTH, Where.QUERY) or ""
        act = acts.get(name)
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.lists.list_shown.setFocus()
        elif name == "both-play":
            self._toggle()
        elif name == "query-person" and self.query.isVisible():
            if self._decisions.takes_edits:
                self.query.act_on_person()
        elif act is not None:
            for player in self._playing:
                act(player)
        else:
            super().keyPressEvent(event)

    def restore(self, applied: AppliedEdit) -> bool:
        """An edit was undone or done again: choose what it was about; False if not in sight."""
        edit = applied.edit
        query = getattr(edit, "query", None)
        if query is None:
            return True  # people and facts: all of Review shows what holds now
        if (self.lists.kind.value, query) != ("queries", self.query.query):
            return False
        if isinstance(edit, SetVerdict):
            self._wanted_candidate = edit.candidate
        return True

    def _arrange(self) -> None:
        """From the outside in: what is moved with all that is in it is styled again, whole."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        self._whole = QStackedWidget()
        layout.addWidget(self._whole)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._whole.addWidget(self._split)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(16)
        middle = QWidget()
        self._video = card()
        self._video.setMinimumWidth(_PLAYER_PX)
        for number, part in enumerate((self.lists, middle, self._video)):
            self._split.addWidget(part)
            self._split.setStretchFactor(number, int(number == 1))
        room = QHBoxLayout(middle)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self._middle)
        for part in (self._nothing, self.query, self.person, self.step):
            self._middle.addWidget(part)
        panes = QVBoxLayout(self._video)
        panes.setContentsMargins(12, 10, 12, 10)
        panes.setSpacing(10)
        panes.addWidget(self.query_pane, 1)
        panes.addWidget(self.pane, 1)
        self._video.hide()

    def resizeEvent(self, event: object) -> None:
        """Lists and player take more where there is more."""
        is_wide = self.width() >= _WIDE_PX
        self.lists.setMinimumWidth(side_px(_LISTS_PX, self.width()))
        wide = side_px(_WIDE_LISTS_PX if is_wide else _LISTS_PX, self.width())
        left = max(wide, self.lists.minimumSizeHint().width())
        right = _WIDE_PLAYER_PX if is_wide else _PLAYER_PX
        self._split.setSizes([left, max(self.width() - left - right - 64, 1), right])

    def _show(self, decided: Decided) -> None:
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return  # whoever decides in Search does not wait for what nobody sees
        self.lists.show_decided(decided)
        wanted = self._wanted_person
        if wanted is not None and any(one.number == wanted for one in decided.people):
            self._wanted_person = None
            self.lists.choose("people", wanted)
        self._on_chosen(self.lists.kind.value, self.lists.current)
        candidate, self._wanted_candidate = self._wanted_candidate, None
        if candidate is not None and self.query.isVisible():
            self.query.choose(candidate, takes_keyboard=True)

    def _on_chosen(self, kind: Kind, identity: object) -> None:
        self._video.setVisible(identity is not None)
        if identity is None:
            self._nothing.tell(*_empty_texts(kind))
            self._middle.setCurrentWidget(self._nothing)
        elif kind == "queries" and isinstance(identity, tuple):
            self._show_query_pane(identity)
            self.query.show_query(identity)
            self._show_pane(is_shown=not self._decisions.latest.hides(identity))
            self._turn_to(self.query, self.query.tracklet)
        elif kind == "people" and isinstance(identity, int):
            self.query_pane.hide()
            self._show_pane(is_shown=True)
            self.person.show_person(identity)
            self._turn_to(self.person, self.person.tracklet)
        elif isinstance(identity, int):
            self.query_pane.hide()
            self._show_pane(is_shown=True)
            self.step.show_step(identity)
            self._video.setVisible(self.step.groups.current is not None)
            self._middle.setCurrentWidget(self.step)

    def _turn_to(self, part: QWidget, tracklet: Tracklet | None) -> None:
        """Show a query or a person, and what is chosen there, be it what was chosen before."""
        if self._middle.currentWidget() is not part:
            self._middle.setCurrentWidget(part)
            if tracklet is not None:
                self._on_tracklet(tracklet)

    def _show_query_pane(self, query: tuple[int, ...]) -> None:
        held = self._decisions.latest.tracklets
        first = next((one for key, one in held.items() if key == query[0]), None)
        self.query_pane.setVisible(first is not None)
        player = self.query_pane.player
        if first is not None and self.isVisible() and player.tracklet != first:
            player.open(self._desk.case, first)

    def _show_pane(self, *, is_shown: bool) -> None:
        """What is chosen plays, unless it would tell whom somebody decided on."""
        self.pane.setVisible(is_shown)
        if not is_shown:
            self._wanted = None
            self.pane.player.clear()

    def _on_opened(self, kind: Kind, identity: object) -> None:
        if kind == "queries":
            self.search_wanted.emit(identity)
        elif kind == "people":
            self.person.enter()
        else:
            self.step.groups.focus_first()

    def _on_tracklet(self, tracklet: Tracklet) -> None:
        self._wanted = tracklet
        self._rest.start()

    def _play_wanted(self) -> None:
        wanted, player = self._wanted, self.pane.player
        if wanted is None or not self.isVisible():
            return
        if player.tracklet is not None and player.tracklet == wanted and player.is_open:
            return
        player.open(self._desk.case, wanted)

    def _toggle(self) -> None:
        players = self._playing
        is_playing = any(player.is_playing for player in players)
        for player in players:
            if is_playing:
                player.pause()
            else:
                player.play()

    @property
    def _playing(self) -> list[ClipPlayer]:
        """Players that are in sight and have something to show."""
        panes = (self.query_pane, self.pane)
        return [one.player for one in panes if one.isVisible() and one.player.is_open]

    def _merge(self, into: int, other: int) -> None:
        self.lists.choose("people", into)
        self.person.merge(other)

    def _put_up(self, query: QueryKey, non_members: int) -> None:
        put_up(desk=self._desk, query=query, non_members=non_members, done=lambda _: None)

    def _apply(self, edit: Edit) -> None:
        def done(applied: AppliedEdit | None) -> None:
            if applied is not None and isinstance(edit, CreatePerson | SplitPerson | MergePeople):
                self._wanted_person = edit.into if isinstance(edit, MergePeople) else applied.number

        apply_edit(desk=self._desk, edit=edit, done=done, failed=lambda _: None)


def _empty_texts(kind: Kind) -> tuple[str, str]:
    return {
        "queries": (
            translate("ReviewPage", "Your decisions gather here"),
            translate(
                "ReviewPage",
                "Decide about candidates in Search (Ctrl+4). Each query then stands at the left, "
                "with its candidates by verdict.",
            ),
        ),
        "people": (
            translate("ReviewPage", "People are what you found"),
            translate(
                "ReviewPage",
                "Choose a query, and make a person of it and of the candidates that support the "
                "same. A person is a finding of yours, never one of the program.",
            ),
        ),
        "history": (
            translate("ReviewPage", "Every step is kept here"),
            translate(
                "ReviewPage", "With who, when and why; each can be undone, also after a restart."
            ),
        ),
    }[kind]
