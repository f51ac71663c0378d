"""What was decided in the case, as it stands, for every place that shows some of it.

What a second reader must not know is taken out here, once for all of them.
"""

from PySide6.QtCore import QObject, Signal

from app.engine_link.engine import OpenedCase
from app.engine_link.open_case import OpenCase
from app.viewmodels.blind_hiding import without_first_verdicts
from app.viewmodels.decided import Decided
from cba_core.domain.changes import ChangeSet
from cba_core.domain.errors import NotInCaseError
from cba_core.domain.ids import TrackletId
from cba_core.domain.tracklets import Tracklet

HISTORY = 500
"""Steps that the history shows; the case keeps them all."""


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
    sets, reader = review.blind.sets(), case.log.author.name
    wanted = {
        *(tracklet for one in sets for tracklet in one.query),
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
    decided = Decided(
        decisions=tuple(decisions),
        nobody=tuple(nobody),
        people=tuple(people),
        history=tuple(review.history(HISTORY)),
        tracklets=tracklets,
    )
    return without_first_verdicts(decided, sets, reader)
