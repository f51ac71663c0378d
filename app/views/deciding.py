"""Deciding about the candidates of Search: a key, the engine, the next candidate."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QTimer

from app.engine_link.open_case import OpenCase
from app.operations.review_operations import Done, apply_edit
from app.viewmodels import wording
from app.viewmodels.case_decisions import CaseDecisions
from app.viewmodels.dwell import Dwell
from app.viewmodels.numbers import number_text
from app.viewmodels.tile_roles import TileRole
from app.views.candidate_panel import CandidatePanel
from app.views.reasons_dialog import ReasonsDialog
from app.widgets.theme import ThemeKeeper
from cba_core.domain.decisions import Because, QueryKey, Verdict
from cba_core.domain.edits import AppliedEdit, SetNobody, SetVerdict
from cba_core.domain.ids import TrackletId
from cba_core.domain.tracklets import Tracklet

_SAY_SAVING_AFTER_MS = 300


@dataclass(frozen=True, slots=True)
class _Place:
    """Where somebody stood when deciding."""

    query: QueryKey
    candidate: TrackletId
    scroll: int


class Deciding(QObject):
    """Records what is decided and leads on to the next candidate nobody decided about.

    While a decision is being written no other is taken: it would go to a candidate that nobody
    has seen yet.
    """

    def __init__(
        self,
        desk: OpenCase,
        decisions: CaseDecisions,
        panel: CandidatePanel,
        theme: ThemeKeeper,
    ) -> None:
        super().__init__(panel)
        self._desk = desk
        self._decisions = decisions
        self._panel = panel
        self.bar = bar = panel.bar
        self._theme = theme
        self._is_saving = False
        self._dwell = Dwell()
        self._looked: dict[QueryKey, set[TrackletId]] = {}
        self._places: dict[int, _Place] = {}
        self.dialog: ReasonsDialog | None = None
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SAY_SAVING_AFTER_MS)
        self._slow.timeout.connect(self._say_saving)
        bar.decided.connect(self.decide)
        bar.cleared.connect(lambda: self.decide(None))
        bar.nobody_wanted.connect(self.turn_nobody)
        bar.reasons_wanted.connect(self.ask_reasons)
        bar.again_wanted.connect(self.rank_again)
        panel.grid.selectionModel().currentChanged.connect(self._tell)
        panel.refreshed.connect(self._tell)
        panel.model.dataChanged.connect(self._on_data)
        panel.model.modelReset.connect(self._tell)
        decisions.changed.connect(self._tell)
        panel.installEventFilter(self)  # what is out of sight is not looked at
        self._tell()

    @property
    def is_saving(self) -> bool:
        """Whether a decision is on its way to the disk."""
        return self._is_saving

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list comes into sight, or goes."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._count_dwell(is_in_sight=event.type() == QEvent.Type.Show)
        return super().eventFilter(watched, event)

    def note_looked(self, tracklet: Tracklet) -> None:
        """The recordings of a candidate were shown beside the query's."""
        if self._panel.key is not None:
            self._looked.setdefault(self._panel.key, set()).add(tracklet.id)
            self._tell()

    def decide(
        self, verdict: Verdict | None, because: tuple[Because, ...] = (), note: str = ""
    ) -> None:
        """Decide about the chosen candidate and lead on; None takes the decision back."""
        panel, key = self._panel, self._panel.key
        row = self._row
        may = (
            self.bar.takes_edits and panel.isVisible()
        )  # nobody decides about what is not in sight
        if key is None or row is None or self._is_saving or not may:
            self._tell()
            return
        before = panel.model.decision(row)
        candidate = panel.model.candidate(row)
        identifier = candidate.tracklet.id
        says_nothing_new = (
            before is not None and before.verdict is verdict and not because and not note
        )
        if verdict is None and before is None:
            return
        if says_nothing_new:
            self._lead_on(key, identifier)
            return
        place = _Place(key, identifier, panel.grid.verticalScrollBar().value())

        def done(applied: AppliedEdit | None) -> None:
            self._end_saving()
            if applied is not None:
                self._places[applied.number] = place
            self._looked.setdefault(key, set()).add(identifier)
            self._dwell.begin_again()
            if verdict is not None:
                self._lead_on(key, identifier)

        self._save(
            SetVerdict(
                query=key,
                candidate=identifier,
                verdict=verdict,
                because=because,
                note=note,
                rank_shown=candidate.rank,
                dwell_s=self._dwell.seconds,
            ),
            done,
        )

    def turn_nobody(self) -> None:
        """Say that nobody of this list is the one, or take that back."""
        key = self._panel.key
        is_seen = self._panel.isVisible() and self._panel.model.rowCount() > 0
        if key is None or self._is_saving or not is_seen:
            self._tell()
            return
        stands = self._decisions.latest.nobody_of(key) is not None
        edit = SetNobody(query=key, is_nobody=not stands, shown=0 if stands else self._looked_at())
        self._save(edit, lambda _: self._end_saving())

    def ask_reasons(self) -> None:
        """Ask for a verdict with its reasons and a note."""
        row = self._row
        if row is None or self._is_saving or not self._panel.isVisible():
            return
        candidate = self._panel.model.candidate(row)
        heading = self.tr("Candidate {rank}, {label} · {camera}").format(
            rank=candidate.rank, label=candidate.tracklet.label, camera=candidate.tracklet.camera
        )
        decision = self._panel.model.decision(row)
        self.dialog = ReasonsDialog(
            self._theme, heading, decision, self._panel, keys=self._desk.keys
        )
        self.dialog.decided.connect(self.decide)
        self.dialog.finished.connect(self._end_dialog)
        self.dialog.open()

    def rank_again(self) -> None:
        """Rank with what was accepted; where that is shown already, with the query alone."""
        key = self._panel.key
        if key is not None and self._panel.isVisible():
            self._panel.rank_with_accepted(with_accepted=not self._shows_accepted(key))

    def restore(self, applied: AppliedEdit) -> bool:
        """An edit was undone or done again: stand where it was made; False if not in this list."""
        edit = applied.edit
        if not isinstance(edit, SetVerdict | SetNobody) or edit.query != self._panel.key:
            return False
        if isinstance(edit, SetVerdict):
            row = self._panel.model.row_of(edit.candidate)
            if row is None:
                return False
            place = self._places.get(applied.number)
            self._panel.go_to(row, scroll=None if place is None else place.scroll)
        self._panel.grid.setFocus()
        return True

    @property
    def _row(self) -> int | None:
        index = self._panel.grid.currentIndex()
        return index.row() if index.isValid() else None

    def _save(self, edit: SetVerdict | SetNobody, done: Done) -> None:
        self._is_saving = True
        self._slow.start()
        apply_edit(desk=self._desk, edit=edit, done=done, failed=lambda _: self._end_saving())

    def _end_saving(self) -> None:
        self._is_saving = False
        self._slow.stop()
        self._tell()

    def _end_dialog(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        QTimer.singleShot(0, self._panel.grid.setFocus)  # when the window has the keyboard again

    def _lead_on(self, key: QueryKey, decided: TrackletId) -> None:
        panel = self._panel
        row = panel.model.row_of(decided)
        if panel.key != key or row is None or self._row != row:
            return  # the person went elsewhere meanwhile
        after = panel.model.undecided_after(row, but=decided)
        if after is not None:
            panel.go_to(after)
        self._tell()

    def _on_data(self, _first: object, _last: object, roles: list[int]) -> None:
        if list(roles) != [TileRole.COVER]:  # pictures that come in decide nothing
            self._tell()

    def _shows_accepted(self, key: QueryKey) -> bool:
        """Whether the ranking that is shown was fed by all that is accepted now."""
        fed = set(self._panel.ranked_with)
        known = self._decisions.latest.tracklets
        accepted = {one for one in self._decisions.latest.accepted(key) if one in known}
        return bool(fed) and accepted <= fed

    def _looked_at(self) -> int:
        key, model = self._panel.key, self._panel.model
        looked = set() if key is None else self._looked.get(key, set())
        return sum(
            one in looked or model.decision(row) is not None for row, one in enumerate(model.ids)
        )

    def _count_dwell(self, *, is_in_sight: bool) -> None:
        key, row = self._panel.key, self._row
        shown = (
            None
            if key is None or row is None
            else (key, self._panel.model.candidate(row).tracklet.id)
        )
        self._dwell.show(shown, is_in_sight=is_in_sight)

    def _say_saving(self) -> None:
        self.bar.show_count(self.tr("Saving…"), "")

    def _tell(self) -> None:
        self._count_dwell(is_in_sight=self._panel.isVisible())
        key, row, model = self._panel.key, self._row, self._panel.model
        decision = None if row is None else model.decision(row)
        verdict = None if decision is None else decision.verdict
        self.bar.show_verdict(verdict, is_there=row is not None)
        latest = self._decisions.latest
        nobody = None if key is None else latest.nobody_of(key)
        said = ""
        if nobody is not None:
            when = wording.time_text(nobody.time, self._desk.zone)
            said = " · ".join(part for part in (nobody.actor, when, nobody.note) if part)
        total = model.rowCount()
        self.bar.show_nobody(said, stands=nobody is not None, is_there=bool(total))
        accepted = 0 if key is None else len(latest.accepted(key))
        self.bar.offer_again(accepted, is_shown=key is not None and self._shows_accepted(key))
        if self._is_saving:
            return
        if not total:
            self.bar.show_count("", "")
            return
        text = self.tr("{count} of {total} looked at").format(
            count=number_text(self._looked_at()), total=number_text(total)
        )
        self.bar.show_count(
            text if nobody is None else self.tr("{text} · nobody found").format(text=text),
            self.tr("Decided, or its recording was shown beside the query's")
            + (f"\n{self._nobody_text(said)}" if said else ""),
            short=self.tr("{count} of {total}").format(
                count=number_text(self._looked_at()), total=number_text(total)
            ),
        )

    def _nobody_text(self, said: str) -> str:
        return self.tr("Nobody on this list: {said}").format(said=said)
