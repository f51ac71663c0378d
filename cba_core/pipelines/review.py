"""What people decide in an open case: verdicts, people, corrections; undo and redo."""

from collections.abc import Sequence

from cba_core.domain.decisions import (
    Decision,
    NobodyHere,
    Person,
    QueryKey,
    Verdict,
)
from cba_core.domain.edits import AppliedEdit, Edit
from cba_core.domain.error_figures import Apart
from cba_core.domain.ids import TrackletId
from cba_core.pipelines.blind_review import BlindReview
from cba_core.pipelines.case_log import CaseLog
from cba_core.store.case_store import SqlCaseStore


class CaseReview:
    """The decisions of an open case. Safe to use from several threads."""

    def __init__(self, store: SqlCaseStore, log: CaseLog) -> None:
        self._store = store
        self._log = log
        self.blind = BlindReview(store, log)

    @property
    def takes_edits(self) -> bool:
        """False where the case was opened for reading only: what was decided can be seen."""
        return self._log.is_kept

    def apply(self, edit: Edit) -> AppliedEdit | None:
        """Do it, log it and keep the way back, all or nothing; None: it changes nothing.

        Once this returns, the edit is on the disk (E38).

        Raises:
            NotInCaseError: it names what the case does not have.
            EditRefusedError, ChangedSinceError: it makes no sense in the case as it is.
        """
        return self._store.edits.apply(edit, self._log.author)

    def undo(self) -> AppliedEdit | None:
        """Take the last edit back that stands, whoever made it and when; None: there is none.

        Raises:
            ChangedSinceError: what it changed is not as it left it; nothing is changed.
        """
        return self._store.edits.undo(self._log.author)

    def redo(self) -> AppliedEdit | None:
        """Do the edit again that was undone last; None: there is none.

        Raises:
            ChangedSinceError: what it changed is not as it was; nothing is changed.
        """
        return self._store.edits.redo(self._log.author)

    def history(self, limit: int | None = None) -> list[AppliedEdit]:
        """The last edits, the newest first."""
        return self._store.edits.history(limit)

    def decisions(self, query: QueryKey | None = None) -> list[Decision]:
        """What was decided, of one query or of all, as it stands; in the order of deciding."""
        return self._store.decisions.decisions(query)

    def nobody_here(self) -> list[NobodyHere]:
        """Queries on whose list nobody was found."""
        return self._store.decisions.nobody_here()

    def people(self) -> list[Person]:
        """Findings: tracklets taken for one person each."""
        return self._store.decisions.people()

    def apart(self) -> list[Apart]:
        """Cameras that a person says lie apart."""
        return self._store.decisions.apart()

    def gone(self, tracklets: Sequence[TrackletId]) -> list[TrackletId]:
        """Those that the case has no more: their footage was indexed anew.

        Decisions about them stay, for the log and the report; searches cannot show them.
        """
        known = self._store.tracklets.existing(tracklets)
        return [one for one in tracklets if one not in known]


def accepted(decisions: Sequence[Decision]) -> list[TrackletId]:
    """Candidates that were decided to show the query's person, ascending."""
    return _with(decisions, Verdict.SUPPORTS_SAME)


def rejected(decisions: Sequence[Decision]) -> list[TrackletId]:
    """Candidates that were decided to show somebody else, ascending."""
    return _with(decisions, Verdict.SUPPORTS_DIFFERENT)


def _with(decisions: Sequence[Decision], verdict: Verdict) -> list[TrackletId]:
    return sorted({one.candidate for one in decisions if one.verdict is verdict})
