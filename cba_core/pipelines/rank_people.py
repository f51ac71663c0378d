"""How high tracklets of the same person rank in the other modality, for whom it is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cba_core.config.search_config import SearchConfig
from cba_core.domain.arrays import BoolArray, IntArray
from cba_core.domain.footage import Modality
from cba_core.domain.ids import TrackletId
from cba_core.domain.measurement import RankingFigures
from cba_core.domain.progress import TaskContext, checkpoints
from cba_core.domain.repositories import CaseStore
from cba_core.domain.tracklets import Tracklet
from cba_core.evaluation.retrieval_metrics import ranking_figures
from cba_core.index.filters import rows_for
from cba_core.index.index_cache import LoadedIndex

STEP = "Ranking"
_NOBODY = -1


@dataclass(frozen=True, slots=True, eq=False)
class _Ranking:
    query: Tracklet
    relevant: BoolArray  # (n,) whole gallery, best first
    cameras: IntArray  # (n,) into the index's cameras


def rank_people(
    store: CaseStore,
    loaded: LoadedIndex,
    people: Mapping[TrackletId, int | None],
    context: TaskContext,
) -> list[RankingFigures]:
    """Figures of both directions, over all cameras and for each pair of them.

    Every tracklet of a known person that has a vector is a query once, and is ranked among the
    tracklets that `cba search` would rank for it by default, to the last of them.

    Args:
        store: the case.
        loaded: its index.
        people: the person of each tracklet that takes part; None shows nobody known, which
            makes it no query but a candidate that is wrong for all. Others are left out.
        context: told of progress; may cancel.
    """
    ids = loaded.columns.tracklet_ids
    takes_part = np.array([TrackletId(one) in people for one in ids.tolist()], np.bool_)
    persons = np.array(
        [_NOBODY if (who := people.get(TrackletId(one))) is None else who for one in ids.tolist()],
        np.int64,
    )
    queries = store.tracklets.by_ids(
        [TrackletId(one) for one in ids[takes_part & (persons != _NOBODY)].tolist()]
    )
    rankings = [
        _rank(store, loaded, query, persons, takes_part)
        for query in checkpoints(queries, STEP, context)
    ]
    return [
        figures
        for modality in Modality
        for figures in _both_ways(
            [one for one in rankings if one.query.modality is modality], modality, loaded
        )
    ]


def _rank(
    store: CaseStore,
    loaded: LoadedIndex,
    query: Tracklet,
    persons: IntArray,
    takes_part: BoolArray,
) -> _Ranking:
    columns = loaded.columns
    rows = rows_for(columns, SearchConfig(into="other"), [query]) & takes_part
    vector = store.embeddings.vector(query.id, loaded.model_id)
    count = int(rows.sum())
    if vector is None or not count:
        none = np.empty(0, np.int64)
        return _Ranking(query, none.astype(np.bool_), none)
    lines = loaded.index.search(vector, limit=count, rows=rows)
    places = np.searchsorted(columns.tracklet_ids, [line.tracklet_id for line in lines])
    person = persons[np.searchsorted(columns.tracklet_ids, query.id)]
    return _Ranking(query, persons[places] == person, columns.camera_indices[places])


def _both_ways(
    rankings: Sequence[_Ranking], modality: Modality, loaded: LoadedIndex
) -> list[RankingFigures]:
    cameras = loaded.columns.cameras
    pairs = [
        ranking_figures(
            [
                one.relevant[one.cameras == into]
                for one in rankings
                if one.query.camera == camera and (one.cameras == into).any()
            ],
            modality,
            camera,
            cameras[into],
        )
        for camera in sorted({one.query.camera for one in rankings})
        for into in range(len(cameras))
    ]
    over_all = ranking_figures([one.relevant for one in rankings], modality, None, None)
    return [over_all, *(one for one in pairs if one.scores or one.without_positive)]
