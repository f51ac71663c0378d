"""One look at what was decided in a case."""

from dataclasses import dataclass, field
from functools import cached_property

from cba_core.domain.blind_reading import BlindProgress
from cba_core.domain.decisions import Decision, NobodyHere, Person, QueryKey, Verdict
from cba_core.domain.edits import AppliedEdit, EditState
from cba_core.domain.ids import TrackletId
from cba_core.domain.tracklets import Tracklet


@dataclass(frozen=True)
class Decided:
    """One look at what was decided."""

    decisions: tuple[Decision, ...] = ()
    nobody: tuple[NobodyHere, ...] = ()
    people: tuple[Person, ...] = ()
    history: tuple[AppliedEdit, ...] = ()  # the newest first
    tracklets: dict[TrackletId, Tracklet] = field(default_factory=dict)
    """Those that are named here and that the case still has."""
    sets: tuple[BlindProgress, ...] = ()
    reader: str = ""  # under whose name the log is written
    hidden: frozenset[QueryKey] = frozenset()
    """Queries that the reader is to read blind: nothing above tells what was decided on them."""
    hidden_steps: int = 0
    undo_is_hidden: bool = False
    redo_is_hidden: bool = False

    @cached_property
    def queries(self) -> tuple[QueryKey, ...]:
        """Queries about which something was decided, in the order of the first decision."""
        of_nobody = (one.query for one in self.nobody)
        of_sets = (one.query for one in self.sets)
        decided = (one.query for one in self.decisions)
        return tuple(dict.fromkeys((*decided, *of_nobody, *of_sets)))

    @cached_property
    def hidden_tracklets(self) -> frozenset[TrackletId]:
        """Those of the hidden queries."""
        return frozenset(one for query in self.hidden for one in query)

    def hides(self, query: QueryKey) -> bool:
        """Whether a query asks with somebody whom the reader is to read blind."""
        return not self.hidden_tracklets.isdisjoint(query)

    def sets_of(self, query: QueryKey) -> list[BlindProgress]:
        """The blind sets of a query, in the order of making."""
        return [one for one in self.sets if one.query == query]

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
        """The last edit that stands; None where the reader must not know of it."""
        if self.undo_is_hidden:
            return None
        return next((one for one in self.history if one.state is EditState.DONE), None)

    @property
    def to_redo(self) -> AppliedEdit | None:
        """The edit that was undone last; None where the reader must not know of it."""
        if self.redo_is_hidden:
            return None
        undone = [one for one in self.history if one.state is EditState.UNDONE]
        return undone[-1] if undone else None
