"""Review of one query: what was decided, by verdict, and the person it leads to."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.engine_link.open_case import OpenCase
from app.viewmodels import blind_words, review_entries, review_words, wording
from app.viewmodels.case_decisions import CaseDecisions
from app.viewmodels.counts import Counts
from app.viewmodels.decided import Decided
from app.viewmodels.decided_model import DecidedModel
from app.viewmodels.dwell import Dwell
from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.views.decision_bar import DecisionBar
from app.views.person_dialogs import NameDialog, next_name
from app.views.query_card import QueryCard
from app.views.reasons_dialog import ReasonsDialog
from app.views.second_readings import PutUpDialog, SecondReadings
from app.widgets.folding_line import FoldingLine
from app.widgets.labels import label
from app.widgets.theme import ThemeKeeper
from app.widgets.tile_groups import TileGroups
from app.widgets.whole_button import WholeButton
from app.widgets.worn_keys import hinted
from cba_core.domain.decisions import Because, Decision, Person, QueryKey, Verdict
from cba_core.domain.edits import AddToPerson, CreatePerson, Edit, SetNobody, SetVerdict
from cba_core.domain.ids import TrackletId, is_external
from cba_core.domain.tracklets import Tracklet

_CARD_FROM_PX = 560
"""Where the query's card leaves room for three tiles beside it."""


_CARD_PX = 430
"""Higher it would be mat."""


class QueryReview(QWidget):
    """The keys of Search decide again here; a tile then goes into the group of its verdict."""

    edit_wanted = Signal(object)  # Edit
    chosen = Signal(object)  # Tracklet
    search_wanted = Signal(object)  # QueryKey
    person_wanted = Signal(int)
    merge_wanted = Signal(int, int)
    put_up_wanted = Signal(object, int)  # QueryKey, known non-members at most

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
        self._theme = theme
        self._dwell = Dwell()
        self.query: QueryKey | None = None
        self.dialog: ReasonsDialog | NameDialog | PutUpDialog | None = None
        self.card = QueryCard(thumbnails, theme, desk.zone)
        self.heading = label("", "heading")
        self.facts = label("", "muted", wraps=True)
        self.person_button = WholeButton(self.tr("New person…"))
        self.person_button.clicked.connect(self.act_on_person)
        self.search_button = WholeButton(self.tr("Open in Search"))
        self.search_button.setToolTip(self.tr("The query's whole list  Enter"))
        self.search_button.clicked.connect(self._open)
        self.second_button = WholeButton(self.tr("Second reader…"))
        self.second_button.setToolTip(
            self.tr("Put it up for another person, who sees neither ranks nor your verdicts")
        )
        self.second_button.clicked.connect(self._ask_to_put_up)
        self.second = SecondReadings()
        groups = []
        for one in Verdict:
            model = DecidedModel(thumbnails, desk.zone, self)
            groups.append((model, review_words.verdict_text(one), one.value))
        self.groups = TileGroups(theme, groups)
        self._nothing = self.tr("Nothing is decided about single candidates.")
        self.none = label(self._nothing, "muted", wraps=True)
        self._room = QWidget()  # in the place of what is hidden
        self.bar = DecisionBar(theme, desk.keys, takes_edits=decisions.takes_edits)
        self._arrange()
        self.groups.chosen.connect(self._on_chosen)
        self.bar.decided.connect(self._decide)
        self.bar.cleared.connect(lambda: self._decide(None))
        self.bar.reasons_wanted.connect(self._ask_reasons)
        self.bar.nobody_wanted.connect(self._turn_nobody)
        self.bar.again.setVisible(False)  # ranking is Search's
        self.groups.addActions(list(self.bar.actions_of_candidate))
        self.bar.addActions(list(self.bar.actions_of_candidate))

    def show_query(self, query: QueryKey) -> None:
        """Show another query, or the same one as it is now."""
        is_other = query != self.query
        self.query = query
        decided = self._decisions.latest
        first = next((decided.tracklets[one] for one in query if one in decided.tracklets), None)
        self.card.setVisible(first is not None and self.width() >= _CARD_FROM_PX)
        if first is not None:
            self.card.show_tracklet(first, more=len(query) - 1)
        current = None if is_other else self._current
        has_keyboard = self.groups.has_keyboard
        self._show_groups(decided)
        if current is not None:
            self.choose(current.candidate, takes_keyboard=has_keyboard)
        else:
            self.groups.choose_first()
        self._tell(decided)

    def choose(self, candidate: TrackletId, *, takes_keyboard: bool) -> None:
        """Choose a candidate that was decided about; else what stood in its place goes first."""
        for number, model in enumerate(self.groups.models):
            row = model.row_of(candidate)
            if row is not None:
                self.groups.choose(number, row, takes_keyboard=takes_keyboard)
                return
        self.groups.choose_first()
        if takes_keyboard:
            self.groups.focus_first()

    @property
    def shown(self) -> TrackletId | None:
        """The candidate that is chosen."""
        current = self._current
        return None if current is None else current.candidate

    @property
    def tracklet(self) -> Tracklet | None:
        """That candidate's tracklet."""
        current = self.groups.current
        return None if current is None else current[0].tracklet(current[1])

    def resizeEvent(self, event: object) -> None:
        """The card gives way where there is little room."""
        self.card.setVisible(self.query is not None and self.width() >= _CARD_FROM_PX)

    def minimumSizeHint(self) -> QSize:
        """Without the card."""
        return QSize(320, super().minimumSizeHint().height())

    @property
    def _current(self) -> Decision | None:
        current = self.groups.current
        return None if current is None else current[0].decision(current[1])

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(FoldingLine(self.heading, self.second_button, stretches=(1, 0)))
        right.addWidget(self.facts)
        if self._decisions.takes_edits:
            buttons = (self.person_button, self.search_button, QWidget())
            self._acts = FoldingLine(*buttons, stretches=(0, 0, 1))
            right.addWidget(self._acts)
        else:
            right.addWidget(self.search_button, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.second)
        right.addWidget(self.none)
        right.addWidget(self.groups, 1)
        right.addWidget(self._room, 1)
        line = QHBoxLayout()
        line.setSpacing(16)
        self.card.setMaximumHeight(_CARD_PX)
        line.addWidget(self.card, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(line, 1)
        layout.addWidget(self.bar)

    def _show_groups(self, decided: Decided) -> None:
        query = self.query
        of_query = {} if query is None else decided.of(query)
        for verdict, model in zip(Verdict, self.groups.models, strict=True):
            held = [
                decided.tracklets[one.candidate]
                for one in of_query.values()
                if one.verdict is verdict and one.candidate in decided.tracklets
            ]
            model.show(held, of_query)
        self.groups.fit()
        is_hidden = query is not None and decided.hides(query)
        self.none.setText(blind_words.to_be_read_text() if is_hidden else self._nothing)
        self.none.setVisible(not of_query)
        self.groups.setVisible(bool(of_query))
        self._room.setVisible(not of_query)
        self.bar.setVisible(not is_hidden)
        self.search_button.setVisible(not is_hidden)
        for button in (self.person_button, self.second_button):
            button.setVisible(not is_hidden and self._decisions.takes_edits)

    def _tell(self, decided: Decided) -> None:
        query = self.query
        if query is None:
            return
        of_query = decided.of(query)
        count = Counts.decisions(len(of_query))
        if decided.hides(query):
            count = self.tr("to be read blind")
        self.heading.setText(
            self.tr("Query {labels}, {count}").format(
                labels=review_words.labels_text(query),
                count=count,
            )
        )
        nobody = decided.nobody_of(query)
        said = []
        who = ""
        if nobody is not None:
            when = wording.time_text(nobody.time, self._desk.zone)
            who = " · ".join(part for part in (nobody.actor, when, nobody.note) if part)
            said.append(
                self.tr("Nobody was found on its list: {who}; {count} looked at.").format(
                    who=who, count=nobody.shown
                )
            )
        self.search_button.setEnabled(all(one in decided.tracklets for one in query))
        gone = sum(one not in decided.tracklets for one in (*of_query, *query))
        if gone:
            said.append(review_entries.gone_text(gone) + ".")
        self.facts.setText(" ".join(said))
        self.facts.setVisible(bool(said))
        self.bar.show_nobody(who, stands=nobody is not None, is_there=True)
        self._tell_person(decided, query)
        held = sum(one in decided.tracklets for one in of_query)
        self.second_button.setEnabled(held > 0 and query[0] in decided.tracklets)
        takes_edits = self._decisions.takes_edits
        self.second.show_sets(decided.sets_of(query), decided.reader, takes_edits=takes_edits)
        if self._decisions.takes_edits:
            self._acts.refold()
        self._tell_current()

    def _tell_person(self, decided: Decided, query: QueryKey) -> None:
        accepted = [one for one in decided.accepted(query) if one in decided.tracklets]
        owners, without = self._owners(decided, query)
        button = self.person_button
        button.setEnabled(bool(accepted) or bool(owners))
        if not accepted and not owners:
            button.setText(self.tr("No candidate is accepted"))
        elif not owners:
            tracklets = wording.tracklets_text(len(without))
            button.setText(self.tr("New person of {tracklets}…").format(tracklets=tracklets))
        elif len(owners) > 1:
            button.setText(
                self.tr("Merge {other} into {name}…").format(
                    other=owners[1].name, name=owners[0].name
                )
            )
        elif without:
            tracklets = wording.tracklets_text(len(without))
            button.setText(
                self.tr("Add {tracklets} to {name}").format(
                    tracklets=tracklets, name=owners[0].name
                )
            )
        else:
            button.setText(self.tr("Show person {name}").format(name=owners[0].name))
        hint = self.tr("The query and what supports the same person: {labels}").format(
            labels=review_words.labels_text([*query, *accepted])
        )
        button.setToolTip(hinted(hint, self._desk.keys, "query-person"))

    def _owners(
        self, decided: Decided, query: QueryKey
    ) -> tuple[list[Person], tuple[TrackletId, ...]]:
        """People of the query and of what was accepted for it; and tracklets of nobody.

        A picture from outside is no sighting in this case, so it is of nobody here.
        """
        asked = [one for one in query if not is_external(one)]
        accepted = decided.accepted(query)
        all_of_it = [one for one in (*asked, *accepted) if one in decided.tracklets]
        owners = {
            decided.person_of[one].number: decided.person_of[one]
            for one in all_of_it
            if one in decided.person_of
        }
        without = tuple(one for one in all_of_it if one not in decided.person_of)
        return list(owners.values()), without

    def act_on_person(self) -> None:
        """Make a person of what was accepted; or add to, merge or show the one there is."""
        if self.query is None or not self.person_button.isEnabled():
            return
        decided = self._decisions.latest
        owners, without = self._owners(decided, self.query)
        if not owners:
            self._name_person(decided, without)
        elif len(owners) > 1:
            self.merge_wanted.emit(owners[0].number, owners[1].number)
        elif without:
            self._ask(AddToPerson(person=owners[0].number, tracklets=without))
        else:
            self.person_wanted.emit(owners[0].number)

    def _name_person(self, decided: Decided, tracklets: tuple[TrackletId, ...]) -> None:
        said = self.tr("A finding of yours, not an identification: {labels}").format(
            labels=review_words.labels_text(tracklets)
        )
        dialog = NameDialog(
            self.tr("New person"),
            said,
            next_name(decided.people),
            self.tr("Make of {tracklets}").format(tracklets=wording.tracklets_text(len(tracklets))),
            self,
        )
        dialog.named.connect(lambda name: self._ask(CreatePerson(name=name, tracklets=tracklets)))
        self._open_dialog(dialog)

    def _ask_to_put_up(self) -> None:
        query = self.query
        if query is None:
            return
        decided = self._decisions.latest
        held = sum(one in decided.tracklets for one in decided.of(query))
        dialog = PutUpDialog(held, self)
        dialog.put_up.connect(lambda count: self.put_up_wanted.emit(query, count))
        self._open_dialog(dialog)

    def _open_dialog(self, dialog: NameDialog | ReasonsDialog | PutUpDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _decide(
        self, verdict: Verdict | None, because: tuple[Because, ...] = (), note: str = ""
    ) -> None:
        current = self._current
        if current is None:
            return
        if verdict is current.verdict and not because and not note:
            self._tell_current()
            return
        self._ask(
            SetVerdict(
                query=current.query,
                candidate=current.candidate,
                verdict=verdict,
                because=because,
                note=note,
                rank_shown=current.rank_shown,
                dwell_s=self._dwell.seconds,
            )
        )
        self._dwell.begin_again()

    def _ask_reasons(self) -> None:
        current = self._current
        if current is None:
            return
        heading = review_words.labels_text([current.candidate])
        dialog = ReasonsDialog(self._theme, heading, current, self, keys=self._desk.keys)
        dialog.decided.connect(self._decide)
        self._open_dialog(dialog)

    def _turn_nobody(self) -> None:
        if self.query is not None:
            stands = self._decisions.latest.nobody_of(self.query)
            shown = 0 if stands is not None else len(self._decisions.latest.of(self.query))
            self._ask(SetNobody(query=self.query, is_nobody=stands is None, shown=shown))

    def _ask(self, edit: Edit) -> None:
        self.edit_wanted.emit(edit)
        self._tell_current()

    def _open(self) -> None:
        if self.query is not None:
            self.search_wanted.emit(self.query)

    def _on_chosen(self, model: DecidedModel, row: int) -> None:
        self._tell_current()
        self.chosen.emit(model.tracklet(row))

    def showEvent(self, event: QShowEvent) -> None:
        """What is decided here is looked at from now on."""
        super().showEvent(event)
        self._tell_current()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is out of sight is not looked at."""
        super().hideEvent(event)
        self._tell_current()

    def _tell_current(self) -> None:
        current = self._current
        shown = None if current is None else (current.query, current.candidate)
        self._dwell.show(shown, is_in_sight=self.isVisible())
        self.bar.show_verdict(
            None if current is None else current.verdict, is_there=current is not None
        )
        said = "" if current is None else review_words.why_text(current.because, current.note)
        who = "" if current is None else current.actor
        self.bar.show_count(" · ".join(part for part in (who, said) if part), "")
