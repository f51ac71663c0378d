"""All footage of a case into tracklets, several files side by side."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass, field
from threading import Event, Lock
from time import monotonic

from cba_core.config.index_config import IndexConfig
from cba_core.domain.changes import ChangeSet
from cba_core.domain.detection import Detector
from cba_core.domain.embedding import Encoder
from cba_core.domain.errors import (
    CaseBusyError,
    CaseDamagedError,
    CaseReadOnlyError,
    CaseUnreachableError,
    CbaError,
    DiskFullError,
    JobCancelled,
)
from cba_core.domain.footage import Footage, FootageState
from cba_core.domain.ids import FootageId
from cba_core.domain.progress import Progress, RateMeter, TaskContext
from cba_core.domain.reports import FootageOutcome
from cba_core.domain.repositories import CaseStore, IndexedFootage, TrackletFilter
from cba_core.domain.tracklets import Tracker
from cba_core.footage.pyav_source import open_footage
from cba_core.pipelines.index_footage import (
    STEP,
    FramesSeen,
    IndexingTools,
    index_footage,
)
from cba_core.pipelines.note_time_stamps import note_time_stamps

OF_THE_CASE = (
    CaseBusyError,
    CaseDamagedError,
    CaseReadOnlyError,
    CaseUnreachableError,
    DiskFullError,
)
"""What no footage file is to blame for: the run ends, and no file counts as failed."""

_LISTEN_EVERY_S = 0.1
"""Python runs signal handlers in the main thread alone, and only when that thread wakes: one that
waits without end never hears a Ctrl+C that came just before it fell asleep."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolMakers:
    """How the tools of indexing are made; each thread makes its own detector."""

    detector: Callable[[Footage], Detector]
    tracker: Callable[[Footage, Detector], Tracker]
    encoder: Encoder  # shared: it does one batch at a time


def files_side_by_side() -> int:
    """How many files are worth indexing at once: one decoder and detector a core."""
    return max(
        1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )


def index_case(
    footage: Sequence[Footage],
    store: CaseStore,
    *,
    makers: ToolMakers,
    config: IndexConfig,
    context: TaskContext,
    on_change: Callable[[ChangeSet], None],
    executor: Executor | None = None,
) -> list[FootageOutcome]:
    """Index every file that is not finished; a file that fails does not stop the others.

    Args:
        footage: the files, in the order they are begun in.
        store: where results go.
        makers: what makes detectors and trackers.
        config: the settings, with the detector's SHA-256.
        context: told of each file's progress and of the whole.
        on_change: called after every stored segment, from any thread.
        executor: runs one file a task; a pool of threads where none is given.

    Raises:
        JobCancelled: asked to stop; finished segments stay stored.
        DiskFullError: the case has no more room; likewise with all `OF_THE_CASE`.
    """
    whole = _WholeProgress(context, footage)
    earlier = {begun.footage_id: begun for begun in store.tracklets.indexed_footage()}
    noted = store.time_stamps.counts().keys()
    with ExitStack() as stack:
        pool = executor or stack.enter_context(
            ThreadPoolExecutor(files_side_by_side(), thread_name_prefix="index")
        )
        tasks = {
            pool.submit(
                _index_one,
                one,
                store,
                makers=makers,
                config=config,
                earlier=earlier.get(one.id),
                is_timed=one.id in noted,
                whole=whole,
                on_change=on_change,
            ): one
            for one in footage
        }
        return _collect(tasks, whole, [one.id for one in footage])


def _collect(
    tasks: dict[Future[FootageOutcome], Footage],
    whole: "_WholeProgress",
    order: list[FootageId],
) -> list[FootageOutcome]:
    outcomes: dict[FootageId, FootageOutcome] = {}
    first_error: BaseException | None = None
    pending = set(tasks)
    while pending:
        ended, pending = wait(pending, timeout=_LISTEN_EVERY_S, return_when=FIRST_COMPLETED)
        for task in ended:
            error = task.exception()
            if error is None:
                outcomes[tasks[task].id] = task.result()
            elif first_error is None or isinstance(first_error, JobCancelled):
                first_error = error
                whole.stop()
    if first_error is not None:
        raise first_error
    return [outcomes[footage_id] for footage_id in order]


def _index_one(
    footage: Footage,
    store: CaseStore,
    *,
    makers: ToolMakers,
    config: IndexConfig,
    earlier: IndexedFootage | None,
    is_timed: bool,
    whole: "_WholeProgress",
    on_change: Callable[[ChangeSet], None],
) -> FootageOutcome:
    if whole.is_cancelled():
        raise JobCancelled(STEP)
    store.footage.set_state(footage.id, FootageState.INDEXING)
    on_change(ChangeSet(footage=True))
    warning: str | None = None
    failure: str | None = None
    seen = FramesSeen(decoded=0, detected=0)
    try:
        detector = makers.detector(footage)
        with open_footage(footage.path) as source:
            seen = index_footage(
                footage,
                source,
                IndexingTools(
                    detector=detector,
                    encoder=makers.encoder,
                    make_tracker=lambda: makers.tracker(footage, detector),
                ),
                store.tracklets,
                earlier=earlier,
                config=config,
                context=whole,
                on_change=on_change,
            )
            warning = source.warning
        if not is_timed:
            told = note_time_stamps(footage, store.time_stamps, whole, is_verified=seen.decoded > 0)
            warning = "; ".join(one for one in (warning, told) if one) or None
    except JobCancelled:
        store.footage.set_state(footage.id, FootageState.ADDED)
        raise
    except OF_THE_CASE:
        raise
    except CbaError as error:
        failure = error.what
    store.footage.set_state(
        footage.id, FootageState.FAILED if failure else FootageState.INDEXED, failure
    )
    on_change(ChangeSet(footage=True))
    whole.finished(footage)
    return FootageOutcome(
        footage=footage,
        tracklets=store.tracklets.count(TrackletFilter(footage_ids=(footage.id,))),
        frames=seen.decoded,
        frames_looked_at=seen.detected,
        warning=warning,
        failure=failure,
    )


@dataclass
class _WholeProgress:
    """Sums the files' progress up for the caller; stops all when one meets a wall."""

    caller: TaskContext
    footage: Sequence[Footage]
    _done: dict[FootageId, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _stopped: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self._expected = {one.id: one.frames_to_expect for one in self.footage}
        known = [count for count in self._expected.values() if count is not None]
        self._total = float(sum(known)) if len(known) == len(self._expected) else None
        self._meter = RateMeter(self._total)

    def report(self, progress: Progress) -> None:
        self.caller.report(progress)
        if progress.footage_id is not None:
            self._advance(progress.footage_id, progress.done)

    def finished(self, footage: Footage) -> None:
        with self._lock:
            reached = self._done.get(footage.id, 0.0)
        self._advance(footage.id, self._expected[footage.id] or reached)

    def is_cancelled(self) -> bool:
        return self._stopped.is_set() or self.caller.is_cancelled()

    def stop(self) -> None:
        self._stopped.set()

    def _advance(self, footage_id: FootageId, frames: float) -> None:
        expected = self._expected[footage_id]
        with self._lock:
            # Where the total is an estimate, one file must not use up what others need.
            self._done[footage_id] = frames if expected is None else min(frames, expected)
            done = sum(self._done.values())
            rate, left = self._meter.at(done, monotonic())
        self.caller.report(
            Progress(STEP, done, self._total, "frames", rate=rate, seconds_left=left)
        )
