"""The facts of the whole case that several places show."""

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine_link.open_case import OpenCase
from cba_core.domain.changes import ChangeSet
from cba_core.domain.coverage import FootageCoverage
from cba_core.domain.footage import Footage, FootageState
from cba_core.domain.ids import FootageId
from cba_core.domain.index_order import in_order
from cba_core.domain.overview import IndexState
from cba_core.domain.time_facts import SourceTime

AT_MOST_EVERY_MS = 400
"""A running job says every few moments that something changed."""


@dataclass(frozen=True)
class Overview:
    """One look at the case."""

    footage: tuple[Footage, ...]
    cameras: tuple[str, ...]
    index: IndexState
    sources: tuple[SourceTime, ...] = ()
    put_first: tuple[FootageId, ...] = ()  # what is indexed before all else, in this order

    @property
    def without_start_time(self) -> int:
        """Files nobody told the recorder's time of."""
        return sum(footage.start_time is None for footage in self.footage)

    @property
    def to_index(self) -> tuple[Footage, ...]:
        """Files that an indexing run would work on: those that wait, and those that failed."""
        done = (FootageState.INDEXED, FootageState.MISSING)
        return tuple(footage for footage in self.footage if footage.state not in done)

    @cached_property
    def turns(self) -> dict[FootageId, int]:
        """When it is the turn of each file that waits, from 1."""
        waiting = [one.id for one in self.to_index if one.state is not FootageState.INDEXING]
        return {one: turn for turn, one in enumerate(in_order(waiting, self.put_first), 1)}

    @cached_property
    def coverage(self) -> FootageCoverage:
        """How many files were looked through, failed, are missing or wait; each counts once."""
        return FootageCoverage.of(self.footage)

    @property
    def missing(self) -> int:
        """Files that are not where they were."""
        return sum(footage.state is FootageState.MISSING for footage in self.footage)

    @property
    def tracklets(self) -> int:
        """All tracklets."""
        return self.index.tracklets_visible + self.index.tracklets_infrared


class CaseOverview(QObject):
    """Loads the overview anew when something changed."""

    changed = Signal(Overview)

    def __init__(self, desk: OpenCase) -> None:
        super().__init__()
        self._desk = desk
        self._is_loading = False
        self._is_stale = False
        self.latest: Overview | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(AT_MOST_EVERY_MS)
        self._pause.timeout.connect(self._load_if_stale)
        desk.changes.changed.connect(self._on_change)

    def load(self) -> None:
        """Look at the case again, soon."""
        self._is_stale = True
        if not self._pause.isActive():
            self._load_if_stale()

    def _on_change(self, changes: ChangeSet) -> None:
        if changes != ChangeSet():
            self.load()

    def _load_if_stale(self) -> None:
        if not self._is_stale or self._is_loading:
            return
        self._is_stale = False
        self._is_loading = True
        case = self._desk.case

        def work() -> Overview:
            sources = tuple(case.clocks.all())
            return Overview(
                tuple(one.footage for one in sources),
                tuple(case.cameras()),
                case.index_state(),
                sources,
                tuple(case.index_order.first()),
            )

        self._desk.tasks.queries.run(work, self._take, self._fail)

    def _take(self, overview: Overview) -> None:
        self._is_loading = False
        self.latest = overview
        self._pause.start()
        self.changed.emit(overview)

    def _fail(self, problem: Exception) -> None:
        self._is_loading = False
        self._desk.failures.report(problem)
