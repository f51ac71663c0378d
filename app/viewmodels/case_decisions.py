"""What was decided in the case, as it stands, for every place that shows some of it."""

from dataclasses import dataclass, field
from functools import cached_property

from PySide6.QtCore import QObject, Signal

from app.engine_link.engine import OpenedCase
from app.engine_link.open_case import OpenCase
from cba_core.domain.changes import ChangeSet
from cba_core.domain.decisions import Decision, NobodyHere, Person, QueryKey, Verdict
from cba_core.domain.edits import AppliedEdit, EditState
from cba_core.domain.errors import NotInCaseError
from cba_core.domain.ids import TrackletId
from cba_core.domain.tracklets import Tracklet

HISTORY = 500
"""Steps that the history shows; the case keeps them all."""


@dataclass(frozen=True)
class Decided:
    """One look at what was decided."""

    decisions: tuple[Decision, ...] = ()
    nobody: tuple[NobodyHere, ...] = ()
    people: tuple[Person, ...] = ()
    history: tuple[AppliedEdit, ...] = ()  # the newest first
    tracklets: dict[TrackletId, Tracklet] = field(default_factory=dict)
    """Those that are named here and that the case still has."""

    @cached_property
    def queries(self) -> tuple[QueryKey, ...]:
        """Queries about which something was decided, in the order of the first decision."""
        of_nobody = (one.query for one in self.nobody)
        return tuple(dict.fromkeys((*(one.query for one in self.decisions), *of_nobody)))

    def of(self, query: QueryKey) -> dict[TrackletId, Decision]:
        """The decisions of one query, by candidate."""
        return {one.candidate: one for one in self.decisions if one.query == query}

    def nobody_of(self, query: QueryKey) -> NobodyHere | None:
        """That nobody was found on the query's list, where somebody said so."""
        return next((one for one in self.nobody if one.query == query), None)

    def accepted(self, query: QueryKey) -> tuple[TrackletId, ...]:
        """Candidates that support the query's person, in the order of deciding."""
        return tuple(
            one.candidate
            for one in self.decisions
            if one.query == query and one.verdict is Verdict.SUPPORTS_SAME
        )

    @cached_property
    def person_of(self) -> dict[TrackletId, Person]:
        """The person each tracklet was taken for."""
        return {tracklet: one for one in self.people for tracklet in one.tracklets}

    @cached_property
    def without_person(self) -> int:
        """Accepted candidates that belong to nobody yet."""
        accepted = {one.candidate for one in self.decisions if one.verdict is Verdict.SUPPORTS_SAME}
        return len(accepted - set(self.person_of))

    @property
    def to_undo(self) -> AppliedEdit | None:
        """The last edit that stands."""
        return next((one for one in self.history if one.state is EditState.DONE), None)

    @property
    def to_redo(self) -> AppliedEdit | None:
        """The edit that was undone last."""
        undone = [one for one in self.history if one.state is EditState.UNDONE]
        return undone[-1] if undone else None


class CaseDecisions(QObject):
    """Reads them again when something was decided; `latest` is what is known now."""

    changed = Signal(Decided)

    def __init__(self, desk: OpenCase) -> None:
        super().__init__()
        self._desk = desk
        self._is_loading = False
        self._is_stale = False
        self._forgets = False
        self.latest = Decided()
        self.has_loaded = False
        desk.changes.changed.connect(self._on_change)

    @property
    def takes_edits(self) -> bool:
        """Whether anything can be decided; not in a case that is opened for reading only."""
        return self._desk.case.review.takes_edits

    def load(self) -> None:
        """Read all of it."""
        self._is_stale = True
        self._load_if_stale()

    def _on_change(self, changes: ChangeSet) -> None:
        if changes.tracklets or changes.footage:
            self._forgets = True
        if changes != ChangeSet():
            self.load()

    def _load_if_stale(self) -> None:
        if not self._is_stale or self._is_loading:
            return
        self._is_stale = False
        self._is_loading = True
        case = self._desk.case
        known = {} if self._forgets else dict(self.latest.tracklets)
        self._forgets = False
        self._desk.tasks.queries.run(lambda: _read(case, known), self._take, self._fail)

    def _take(self, decided: Decided) -> None:
        self._is_loading = False
        self.has_loaded = True
        self.latest = decided
        self.changed.emit(decided)
        self._load_if_stale()

    def _fail(self, problem: Exception) -> None:
        self._is_loading = False
        self._desk.failures.report(problem)


def _read(case: OpenedCase, known: dict[TrackletId, Tracklet]) -> Decided:
    review = case.review
    decisions, nobody, people = review.decisions(), review.nobody_here(), review.people()
    wanted = {
        *(one.candidate for one in decisions),
        *(tracklet for one in decisions for tracklet in one.query),
        *(tracklet for one in nobody for tracklet in one.query),
        *(tracklet for one in people for tracklet in one.tracklets),
    }
    tracklets = {}
    for identifier in sorted(wanted):
        if identifier in known:
            tracklets[identifier] = known[identifier]
            continue
        try:
            tracklets[identifier] = case.tracklet(identifier)
        except NotInCaseError:  # found anew under another number: the decision stays
            continue
    return Decided(
        decisions=tuple(decisions),
        nobody=tuple(nobody),
        people=tuple(people),
        history=tuple(review.history(HISTORY)),
        tracklets=tracklets,
    )
