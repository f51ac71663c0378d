"""What a case tells of different people: curves of its index, kept until the index changes."""

from collections.abc import Sequence
from dataclasses import replace
from threading import Lock

import numpy as np

from cba_core.domain.error_figures import Apart, ErrorCurves
from cba_core.domain.ids import TrackletId
from cba_core.domain.repositories import CaseStore, TrackletFilter
from cba_core.domain.search import SearchResult
from cba_core.evaluation.free_pairs import Spans, error_curves
from cba_core.index.index_cache import LoadedIndex
from cba_core.pipelines.case_tracklets import SEEN_TOGETHER_S


class CaseErrors:
    """The curves of an open case. Safe to use from several threads."""

    def __init__(self, store: CaseStore) -> None:
        self._store = store
        self._lock = Lock()
        self._at: tuple[object, ...] | None = None
        self._curves = ErrorCurves({})

    def curves(self, loaded: LoadedIndex) -> ErrorCurves:
        """Of the vectors in an index; reckoned once for each state of the case."""
        apart = tuple(self._store.decisions.apart())
        at = (loaded.epoch, loaded.model_id, apart)
        with self._lock:
            if self._at != at:
                self._curves = self._reckoned(loaded, apart)
                self._at = at
            return self._curves

    def _reckoned(self, loaded: LoadedIndex, apart: Sequence[Apart]) -> ErrorCurves:
        embeddings = self._store.embeddings.all(loaded.model_id)
        wanted = loaded.columns.tracklet_ids
        rows = np.searchsorted(embeddings.tracklet_ids, wanted)
        if not len(wanted) or rows.max() >= len(embeddings.tracklet_ids):
            return ErrorCurves({})
        if not np.array_equal(embeddings.tracklet_ids[rows], wanted):
            return ErrorCurves({})  # a job changes the case: measured when it stands still
        return error_curves(
            embeddings.vectors[rows],
            loaded.columns,
            self._spans(wanted.tolist()),
            apart,
            shortest_s=SEEN_TOGETHER_S,
        )

    def _spans(self, wanted: Sequence[int]) -> Spans:
        found = {
            int(one.id): (one.start_s, one.end_s)
            for one in self._store.tracklets.find(TrackletFilter())
        }
        spans = np.array(
            [found.get(TrackletId(one), (0.0, 0.0)) for one in wanted], np.float32
        ).reshape(-1, 2)
        return Spans(spans[:, 0], spans[:, 1])


def with_error_figures(result: SearchResult, curves: ErrorCurves) -> SearchResult:
    """The same ranking, each candidate with how often different people score as high.

    Re-ranked lists and queries of several tracklets score in another way than pairs of tracklets
    do, so theirs are not measured.
    """
    if len(result.queries) != 1 or result.accepted:
        return result
    query = (result.query.camera, result.query.modality)
    return replace(
        result,
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
