"""What an open case tells beside the error figures: the same person, and groups of pictures."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from cba_core.domain.arrays import IntArray, RealArray
from cba_core.domain.decisions import Decision, Person, Verdict
from cba_core.domain.error_figures import PairKind
from cba_core.domain.error_groups import Aspect, ErrorGroup
from cba_core.domain.footage import Modality
from cba_core.domain.hit_figures import HitCurve, HitCurves, HitSource
from cba_core.domain.ids import ModelId, TrackletId
from cba_core.domain.progress import TaskContext, Unattended
from cba_core.domain.repositories import TrackletColumns
from cba_core.domain.search import SearchResult
from cba_core.evaluation.error_grouping import groups_by
from cba_core.evaluation.free_pairs import likeness, sides_of
from cba_core.index.index_cache import LoadedIndex
from cba_core.pipelines.case_ranking import CaseRanking
from cba_core.pipelines.halves_file import HalfLikeness, read_halves, write_halves
from cba_core.store.case_store import SqlCaseStore

End = tuple[str, Modality]
"""Camera and modality of one side of a pair."""


class CaseErrorChecks:
    """The error checks of an open case. Safe to use from several threads."""

    def __init__(
        self,
        store: SqlCaseStore,
        ranking: CaseRanking,
        model_id: Callable[[], ModelId],
        model_file: Callable[[], Path | None],
    ) -> None:
        self._store = store
        self._ranking = ranking
        self._model_id = model_id
        self._model_file = model_file

    def figures_of(self, result: SearchResult) -> SearchResult:
        """A list whose error figures were pending, with the figures; waits for them."""
        return self._ranking.with_figures(result)

    def hits(self) -> HitCurves:
        """How alike the same person is here, as far as it is known without embedding anything.

        Pairs that people confirmed, and halves where `measure_halves` has measured them at this
        state of the case.

        Raises:
            NotIndexedError: the case is not indexed.
        """
        loaded = self._loaded()
        folder = self._store.folder.index
        return self._hits(loaded, read_halves(folder, loaded.model_id, loaded.epoch))

    def measure_halves(self, context: TaskContext | None = None) -> HitCurves:
        """The same with the halves, which are embedded by the case's model and kept.

        Raises:
            NotIndexedError: the case is not indexed.
            ModelFileError: the case's model is not at hand.
            NotInstalledError: what runs it is not installed.
            JobCancelled: asked to stop; nothing is kept.
        """
        loaded = self._loaded()
        folder = self._store.folder.index
        halves = read_halves(folder, loaded.model_id, loaded.epoch)
        if halves is None:
            halves = self._measured(loaded, context or Unattended())
            write_halves(folder, loaded.model_id, loaded.epoch, halves)
        return self._hits(loaded, halves)

    def groups(
        self, aspects: Sequence[Aspect] = tuple(Aspect), context: TaskContext | None = None
    ) -> list[ErrorGroup]:
        """Error figures by modalities and by what the pictures are like (E42).

        Raises:
            NotIndexedError: the case is not indexed.
            JobCancelled: asked to stop.
        """
        from cba_core.pipelines.picture_facts import picture_facts

        loaded = self._loaded()
        curves = self._ranking.errors(loaded.model_id)
        ids = [np.unique(one.pairs) for kind, one in curves.curves.items() if kind.cameras is None]
        wanted: IntArray = np.unique(np.concatenate([np.empty(0, np.int64), *ids]))
        facts = picture_facts(self._store, loaded.columns, wanted, aspects, context or Unattended())
        return groups_by(curves, aspects, facts)

    def _loaded(self) -> LoadedIndex:
        return self._ranking.loaded(self._model_id())

    def _measured(self, loaded: LoadedIndex, context: TaskContext) -> HalfLikeness:
        from cba_core.encoding.cba_encoder import make_encoder
        from cba_core.pipelines.choose_model import model_file_for
        from cba_core.pipelines.half_likeness import measure_halves

        encoder = make_encoder(model_file_for(self._model_file()))
        return measure_halves(self._store, loaded.columns, encoder, context)

    def _hits(self, loaded: LoadedIndex, halves: HalfLikeness | None) -> HitCurves:
        decisions = self._store.decisions
        confirmed = confirmed_pairs(decisions.decisions(), decisions.people())
        rows = _rows_of(loaded.columns, np.array(confirmed, np.int64).reshape(-1, 2))
        curves = _curves(
            HitSource.CONFIRMED, loaded.columns, rows, likeness(loaded.index.vectors, rows)
        )
        if halves is not None:
            is_there = np.isin(halves.tracklet_ids, loaded.columns.tracklet_ids)
            ids = halves.tracklet_ids[is_there]
            rows = _rows_of(loaded.columns, np.stack([ids, ids], axis=1))
            alike = halves.similarities[is_there]
            curves += _curves(HitSource.HALVES, loaded.columns, rows, alike)
        return HitCurves(
            {(one.source, one.kind): one for one in curves}, halves_embedded=halves is not None
        )


def confirmed_pairs(
    decisions: Sequence[Decision], people: Sequence[Person]
) -> list[tuple[TrackletId, TrackletId]]:
    """Pairs that people said show one person, the lower id first; each once.

    A candidate that supports the same counts with each tracklet of its query, and all tracklets of
    a person with one another. Weak support, and that a query was asked with several tracklets,
    confirm nothing. A pair that somebody decided to be different is none.
    """
    same: set[tuple[TrackletId, TrackletId]] = set()
    different: set[tuple[TrackletId, TrackletId]] = set()
    for one in decisions:
        pairs = {_ascending(asked, one.candidate) for asked in one.query}
        if one.verdict is Verdict.SUPPORTS_SAME:
            same |= pairs
        elif one.verdict is Verdict.SUPPORTS_DIFFERENT:
            different |= pairs
    for person in people:
        same |= {_ascending(one, other) for one, other in combinations(person.tracklets, 2)}
    return sorted((one, other) for one, other in same - different if one != other)


def _ascending(one: TrackletId, other: TrackletId) -> tuple[TrackletId, TrackletId]:
    return (one, other) if one <= other else (other, one)


def _rows_of(columns: TrackletColumns, ids: IntArray) -> IntArray:
    """(m, 2) rows of pairs of ids (n, 2); pairs of a tracklet without a vector are left out."""
    if not len(columns.tracklet_ids):
        return np.empty((0, 2), np.int64)
    rows = np.searchsorted(columns.tracklet_ids, ids)
    rows = np.minimum(rows, len(columns.tracklet_ids) - 1)
    found: IntArray = rows[(columns.tracklet_ids[rows] == ids).all(axis=1)]
    return found


def _curves(
    source: HitSource, columns: TrackletColumns, rows: IntArray, alike: RealArray
) -> list[HitCurve]:
    """One curve for each pair of cameras and modalities, and for all cameras."""
    members: dict[PairKind, list[int]] = defaultdict(list)
    turned = np.array(rows, np.int64)
    for place, (one, other) in enumerate(rows.tolist()):
        ends = _end(columns, one), _end(columns, other)
        if ends[1] < ends[0]:
            turned[place] = (other, one)
        members[PairKind.of(*ends)].append(place)
        members[PairKind.of(*ends, any_camera=True)].append(place)
    return list(_filled(source, members, turned, alike))


def _filled(
    source: HitSource, members: dict[PairKind, list[int]], rows: IntArray, alike: RealArray
) -> Iterator[HitCurve]:
    for kind, places in members.items():
        pairs = rows[places]
        count = len(pairs)
        yield HitCurve(
            source=source,
            kind=kind,
            similarities=np.sort(alike[places]),
            # A half of either side comes from each tracklet: they do not share any.
            tracklets=(count, count) if source is HitSource.HALVES else sides_of(pairs, kind),
        )


def _end(columns: TrackletColumns, row: int) -> End:
    camera = columns.cameras[columns.camera_indices[row]]
    return camera, Modality.INFRARED if columns.is_infrared[row] else Modality.VISIBLE
