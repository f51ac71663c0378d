"""All footage of a case into tracklets, several files side by side."""

import os
from collections.abc import Callable, Mapping, Sequence
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
from cba_core.pipelines.index_order import put_first_of
from cba_core.pipelines.index_queue import IndexQueue
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
    at_once: int | None = None,
) -> list[FootageOutcome]:
    """Index every file that is not finished; a file that fails does not stop the others.

    What a person puts first meanwhile is begun when a thread is free, or as soon as a file that is
    behind it has finished a piece: that file waits then, and is gone on with behind that piece.

    Args:
        footage: the files, in the order they are begun in unless some are put first.
        store: where results go, and what tells which files are first.
        makers: what makes detectors and trackers.
        config: the settings, with the detector's SHA-256.
        context: told of each file's progress and of the whole.
        on_change: called after every stored segment, from any thread.
        executor: runs one file a task; a pool of threads where none is given.
        at_once: files that are worked on at a time; as many as there are cores where None.

    Raises:
        JobCancelled: asked to stop; finished segments stay stored.
        DiskFullError: the case has no more room; likewise with all `OF_THE_CASE`.
    """
    at_once = at_once or files_side_by_side()
    run = _Run(
        store=store,
        makers=makers,
        config=config,
        whole=_WholeProgress(context, footage),
        on_change=on_change,
        queue=IndexQueue(footage, lambda: put_first_of(store)),
        earlier={begun.footage_id: begun for begun in store.tracklets.indexed_footage()},
        timed=frozenset(store.time_stamps.counts()),
    )
    with ExitStack() as stack:
        pool = executor or stack.enter_context(
            ThreadPoolExecutor(at_once, thread_name_prefix="index")
        )
        outcomes = _collect(run, pool, at_once)
    return [outcomes[one.id] for one in footage]


def _collect(run: "_Run", pool: Executor, at_once: int) -> dict[FootageId, FootageOutcome]:
    outcomes: dict[FootageId, FootageOutcome] = {}
    first_error: BaseException | None = None
    running: dict[Future[FootageOutcome | None], Footage] = {}
    while True:
        while first_error is None and len(running) < at_once:
            footage = run.queue.take()
            if footage is None:
                break
            running[pool.submit(run.index, footage)] = footage
        if not running:
            break
        ended, _ = wait(running, timeout=_LISTEN_EVERY_S, return_when=FIRST_COMPLETED)
        for task in ended:
            footage, error = running.pop(task), task.exception()
            if error is not None:
                if first_error is None or isinstance(first_error, JobCancelled):
                    first_error = error
                    run.whole.stop()
                continue
            outcome = task.result()
            if outcome is None:
                run.queue.put_back(footage)
            else:
                outcomes[footage.id] = outcome
    if first_error is not None:
        raise first_error
    return outcomes


@dataclass(kw_only=True)
class _Run:
    """What all files of one run share."""

    store: CaseStore
    makers: ToolMakers
    config: IndexConfig
    whole: "_WholeProgress"
    on_change: Callable[[ChangeSet], None]
    queue: IndexQueue
    earlier: Mapping[FootageId, IndexedFootage]
    timed: frozenset[FootageId]  # whose time stamps were noted by an earlier run
    _seen: dict[FootageId, FramesSeen] = field(default_factory=dict)  # of files that gave way
    _checked: dict[FootageId, tuple[int, int]] = field(default_factory=dict)  # and their stamps

    def index(self, footage: Footage) -> FootageOutcome | None:
        """Index one file; None where it gave way to another and is to be gone on with."""
        if self.whole.is_cancelled():
            raise JobCancelled(STEP)
        store = self.store
        store.footage.set_state(footage.id, FootageState.INDEXING)
        self.on_change(ChangeSet(footage=True))
        warning: str | None = None
        failure: str | None = None
        seen = self._seen.get(footage.id, FramesSeen(decoded=0, detected=0))
        try:
            now, warning = self._find_people(footage)
            seen = self._seen[footage.id] = seen + now
            if seen.gave_way:
                store.footage.set_state(footage.id, FootageState.ADDED)
                self.on_change(ChangeSet(footage=True))
                return None
            if footage.id not in self.timed:
                told = note_time_stamps(
                    footage, store.time_stamps, self.whole, is_verified=seen.decoded > 0
                )
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
        self.on_change(ChangeSet(footage=True))
        self.whole.finished(footage)
        return FootageOutcome(
            footage=footage,
            tracklets=store.tracklets.count(TrackletFilter(footage_ids=(footage.id,))),
            frames=seen.decoded,
            frames_looked_at=seen.detected,
            warning=warning,
            failure=failure,
        )

    def _find_people(self, footage: Footage) -> tuple[FramesSeen, str | None]:
        """How many frames were gone through, and what the file's decoder remarked."""
        detector = self.makers.detector(footage)
        with open_footage(footage.path) as source:
            # Taken before a byte is compared: what changes the file later changes it, too.
            stamp = _stamp(footage)
            checked = self._checked.get(footage.id)
            seen = index_footage(
                footage,
                source,
                IndexingTools(
                    detector=detector,
                    encoder=self.makers.encoder,
                    make_tracker=lambda: self.makers.tracker(footage, detector),
                ),
                self.store.tracklets,
                earlier=self.earlier.get(footage.id),
                config=self.config,
                context=self.whole,
                on_change=self.on_change,
                gives_way=lambda: self.queue.is_overtaken(footage),
                is_checked=checked is not None and checked == stamp,
            )
            if seen.gave_way:
                self._checked[footage.id] = stamp
            return seen, source.warning


def _stamp(footage: Footage) -> tuple[int, int]:
    """Size and time of the last change: what tells a file from one that was written since."""
    told = footage.path.stat()
    return told.st_size, told.st_mtime_ns


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
