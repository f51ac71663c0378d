"""What a case tells of different people: curves of its index, kept until the index changes."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import replace
from threading import Event, Lock

import numpy as np

from cba_core.domain.error_figures import Apart, ErrorCurves
from cba_core.domain.errors import JobCancelled
from cba_core.domain.ids import TrackletId, is_asked
from cba_core.domain.repositories import CaseStore, TrackletColumns
from cba_core.domain.same_person import same_person_groups
from cba_core.domain.search import SearchResult
from cba_core.evaluation.free_pairs import FreePairs, Spans, error_curves, free_pairs
from cba_core.index.index_cache import LoadedIndex
from cba_core.pipelines.case_tracklets import SEEN_TOGETHER_S

_STEP = "Error figures"


class CaseErrors:
    """The curves of an open case. Safe to use from several threads; close it at the end.

    They are reckoned on a thread of their own, so that a search need not wait for them.
    """

    def __init__(self, store: CaseStore) -> None:
        self._store = store
        self._lock = Lock()
        self._at: tuple[object, ...] | None = None
        self._future: Future[ErrorCurves] | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._closing = Event()

    def begin(self, loaded: LoadedIndex) -> None:
        """Begin to reckon them, for whoever asks later."""
        with suppress(JobCancelled):  # the case is being closed: nobody will ask
            self._asked(loaded)

    def curves(self, loaded: LoadedIndex) -> ErrorCurves:
        """Of the vectors in an index; reckoned once for each state of the case.

        Raises:
            JobCancelled: the case was closed meanwhile.
        """
        return self._asked(loaded).result()

    def curves_within(self, loaded: LoadedIndex, patience_s: float) -> ErrorCurves | None:
        """The same; None where they are not there after so many seconds, and are under way."""
        future = self._asked(loaded)
        wait([future], timeout=patience_s)
        return future.result() if future.done() else None

    def close(self) -> None:
        """Stop what is under way and wait for its end; nothing is read of the store after that."""
        self._closing.set()
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)

    def _asked(self, loaded: LoadedIndex) -> "Future[ErrorCurves]":
        apart = tuple(self._store.decisions.apart())
        # What a person decides to be the same is no pair of different people any more.
        decisions = self._store.decisions
        groups = same_person_groups(decisions.decisions(), decisions.people())
        same = _with_free_pairs(groups, loaded.columns, apart)
        at = (loaded.epoch, loaded.model_id, apart, same)
        with self._lock:
            future = self._future
            has_failed = future is not None and future.done() and future.exception() is not None
            if future is None or self._at != at or has_failed:
                self._go_on_unless_closed()
                self._pool = self._pool or ThreadPoolExecutor(1, thread_name_prefix="errors")
                future = self._pool.submit(self._reckoned, loaded, apart, same)
                self._future, self._at = future, at
            return future

    def _reckoned(
        self,
        loaded: LoadedIndex,
        apart: tuple[Apart, ...],
        same: Sequence[tuple[TrackletId, ...]],
    ) -> ErrorCurves:
        pairs = pairs_of_case(self._store, loaded.columns, apart, same)
        return error_curves(
            loaded.index.vectors, loaded.columns, pairs, between_steps=self._go_on_unless_closed
        )

    def _go_on_unless_closed(self) -> None:
        if self._closing.is_set():
            raise JobCancelled(_STEP)


def _with_free_pairs(
    groups: Sequence[tuple[TrackletId, ...]], columns: TrackletColumns, apart: Sequence[Apart]
) -> tuple[tuple[TrackletId, ...], ...]:
    """Groups of which two could be a free pair: of one file, or of cameras that lie apart.

    What is decided of others changes no figure, so that the figures need not be reckoned again.
    """
    ids = columns.tracklet_ids
    ways = [frozenset(one.cameras) for one in apart]
    found = []
    for group in groups if len(ids) else ():
        rows = np.minimum(np.searchsorted(ids, np.array(group, np.int64)), len(ids) - 1)
        rows = rows[ids[rows] == np.array(group, np.int64)]
        files = columns.footage_ids[rows].tolist()
        cameras = {columns.cameras[one] for one in columns.camera_indices[rows].tolist()}
        if len(set(files)) < len(files) or any(way <= cameras for way in ways):
            found.append(group)
    return tuple(found)


def pairs_of_case(
    store: CaseStore,
    columns: TrackletColumns,
    apart: tuple[Apart, ...],
    same: Sequence[tuple[TrackletId, ...]] = (),
) -> FreePairs:
    """Pairs of rows that cannot show one person; a tracklet that is gone since is in none.

    Args:
        store: of the case.
        columns: of its index.
        apart: cameras that a person says lie apart.
        same: tracklets that a person decided show one person; see `same_person_groups`.
    """
    told = store.tracklets.spans()
    count = len(told.tracklet_ids)
    rows = np.minimum(np.searchsorted(told.tracklet_ids, columns.tracklet_ids), max(count - 1, 0))
    if count:
        is_there = told.tracklet_ids[rows] == columns.tracklet_ids
        spans = Spans(
            np.where(is_there, told.start_s[rows], 0.0), np.where(is_there, told.end_s[rows], -1.0)
        )
    else:
        nothing = np.zeros(len(columns.tracklet_ids))
        spans = Spans(nothing, nothing - 1)
    return free_pairs(columns, spans, apart, shortest_s=SEEN_TOGETHER_S, same_person=same)


def with_error_figures(result: SearchResult, curves: ErrorCurves | None) -> SearchResult:
    """The same ranking, each candidate with how often different people score as high.

    Re-ranked lists and queries of several tracklets score in another way than pairs of tracklets
    do, so theirs are not measured; nor is a query of one picture, for the pairs are of tracklets
    with several. Without curves, the figures are told to be under way.
    """
    if len(result.queries) != 1 or result.accepted or is_asked(result.query.id):
        return result
    if curves is None:
        return replace(result, figures_pending=True)
    query = (result.query.camera, result.query.modality)
    return replace(
        result,
        figures_pending=False,
        candidates=tuple(
            replace(
                one,
                error=curves.figure(
                    query, (one.tracklet.camera, one.tracklet.modality), one.similarity
                ),
            )
            for one in result.candidates
        ),
    )
