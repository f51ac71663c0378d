"""Rank the tracklets of a case by likeness to one of them, or to several of one person."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cba_core.config.search_config import SearchConfig
from cba_core.domain.arrays import BoolArray, FloatArray
from cba_core.domain.asked import NO_SEGMENT
from cba_core.domain.coverage import FootageCoverage, RecordingGaps
from cba_core.domain.decisions import Decision, QueryKey
from cba_core.domain.embedding import RankedTracklet
from cba_core.domain.errors import ConfigError, ModelMismatchError, NoVectorError
from cba_core.domain.footage import Footage, FootageState
from cba_core.domain.ids import ModelId, TrackletId, is_asked
from cba_core.domain.repositories import NO_TIME, CaseStore
from cba_core.domain.search import Candidate, Searched, SearchResult
from cba_core.domain.tracklets import Tracklet
from cba_core.index.filters import modalities_of, rows_for
from cba_core.index.index_cache import LoadedIndex
from cba_core.pipelines.review import accepted, rejected

FEEDBACK_WEIGHT = 0.75
"""Of the accepted candidates' mean beside the query's: Rocchio's usual beta for an alpha of 1.

Rejected ones move nothing (gamma 0): people who were rejected have no direction in common.
"""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query as the case has it now."""

    queries: tuple[Tracklet, ...]
    vector: FloatArray  # (dim,) unit length
    decisions: dict[TrackletId, Decision]
    accepted: tuple[Tracklet, ...]
    rejected: list[TrackletId]


def rank_candidates(
    store: CaseStore,
    loaded: LoadedIndex,
    query: QueryKey,
    config: SearchConfig,
    model_id: ModelId,
) -> SearchResult:
    """The candidates for a query, most similar first, and what they were sought among.

    Several tracklets are asked with as the mean of their unit vectors. With
    `config.with_accepted`, candidates accepted for the query move it by Rocchio's rule, and each
    candidate keeps the rank it has without them. Rejected ones stay away unless asked for.

    Args:
        store: the case; gives the query's vector and the candidates' facts.
        loaded: the index of `model_id`; load it again when the case's epoch has changed.
        query: the tracklets whose like is sought.
        config: filters and limit.
        model_id: the model that compares.

    Raises:
        NotInCaseError: the case has no such tracklet or camera.
        ModelMismatchError: the index holds vectors of another model.
        NoVectorError: a tracklet of the query has no vector of this model.
        ConfigError: the query is of both modalities, and none was named to search in.
    """
    if loaded.index.model_id != model_id:
        raise ModelMismatchError(expected=loaded.index.model_id, got=model_id)
    asked = _asked(store, query, config, model_id)
    footage = store.footage.all()
    cameras = {entry.camera for entry in footage}
    rows = rows_for(loaded.columns, config, asked.queries, known_cameras=cameras)
    rows, left_out = _without_rejected(loaded, rows, asked, config)
    moved = _moved(store, asked, model_id)
    ranking = loaded.index.search(moved, limit=config.limit, rows=rows)
    before = _ranks_before(loaded, asked, rows) if asked.accepted else {}
    tracklets = store.tracklets.by_ids([line.tracklet_id for line in ranking])
    first = asked.queries[0]
    return SearchResult(
        query=first,
        queries=asked.queries,
        accepted=asked.accepted,
        nobody_here=next(
            (one for one in store.decisions.nobody_here() if one.query == query), None
        ),
        model_id=model_id,
        searched=Searched(
            gallery=int(rows.sum()),
            indexed=len(loaded.index),
            without_vector=loaded.tracklets_total - len(loaded.index),
            modalities=modalities_of(config.into, first.modality),
            cameras=config.cameras or None,
            footage=FootageCoverage.of(footage),
            footage_in_part=_in_part(loaded, footage),
            footage_without_time=_without_time(loaded, config, asked.queries, cameras),
            # A picture from outside has none, nor has a box where nothing was indexed.
            own_segment_excluded=not config.include_own_segment
            and any(one.segment != NO_SEGMENT for one in asked.queries),
            rejected_left_out=left_out,
            gaps=RecordingGaps.of(
                (one for one in footage if not config.cameras or one.camera in config.cameras),
                store.time_stamps.counts(),
            ),
        ),
        candidates=tuple(
            _candidate(line, tracklet, asked, before)
            for line, tracklet in zip(ranking, tracklets, strict=True)
        ),
    )


def _asked(store: CaseStore, query: QueryKey, config: SearchConfig, model_id: ModelId) -> _Asked:
    queries = tuple(store.tracklets.by_ids(query))
    if config.into == "other" and len({one.modality for one in queries}) > 1:
        raise ConfigError(
            "into", "these tracklets are visible and infrared: name the modality to search in"
        )
    decisions = store.decisions.decisions(query)
    known = store.tracklets.existing(accepted(decisions)) if config.with_accepted else set()
    return _Asked(
        queries=queries,
        vector=_mean([_vector(store, one, model_id) for one in queries]),
        decisions={one.candidate: one for one in decisions},
        accepted=tuple(store.tracklets.by_ids(sorted(known))),
        rejected=[] if config.show_rejected else rejected(decisions),
    )


def _candidate(
    line: RankedTracklet, tracklet: Tracklet, asked: _Asked, before: dict[TrackletId, int]
) -> Candidate:
    return Candidate(
        rank=line.rank,
        similarity=line.similarity,
        tracklet=tracklet,
        decision=asked.decisions.get(tracklet.id),
        original_rank=before.get(tracklet.id),
    )


def _without_rejected(
    loaded: LoadedIndex, rows: BoolArray, asked: _Asked, config: SearchConfig
) -> tuple[BoolArray, int]:
    if config.show_rejected or not asked.rejected:
        return rows, 0
    stays = ~np.isin(loaded.columns.tracklet_ids, asked.rejected)
    return rows & stays, int((rows & ~stays).sum())


def _moved(store: CaseStore, asked: _Asked, model_id: ModelId) -> FloatArray:
    """The query's vector, moved towards what was accepted; those without a vector move nothing."""
    vectors = [store.embeddings.vector(one.id, model_id) for one in asked.accepted]
    fed = [one for one in vectors if one is not None]
    if not fed:
        return asked.vector
    return _unit(asked.vector + np.float32(FEEDBACK_WEIGHT) * np.mean(fed, axis=0))


def _ranks_before(loaded: LoadedIndex, asked: _Asked, rows: BoolArray) -> dict[TrackletId, int]:
    everyone = loaded.index.search(asked.vector, limit=max(int(rows.sum()), 1), rows=rows)
    return {line.tracklet_id: line.rank for line in everyone}


def _vector(store: CaseStore, tracklet: Tracklet, model_id: ModelId) -> FloatArray:
    of = store.asked if is_asked(tracklet.id) else store.embeddings
    vector = of.vector(tracklet.id, model_id)
    if vector is None:
        raise NoVectorError(tracklet.label, model_id)
    return vector


def _mean(vectors: Sequence[FloatArray]) -> FloatArray:
    return vectors[0] if len(vectors) == 1 else _unit(np.mean(vectors, axis=0))


def _unit(vector: FloatArray) -> FloatArray:
    length = float(np.linalg.norm(vector))
    if length < np.finfo(np.float32).eps:
        raise ConfigError("query", "these tracklets cancel each other out: ask with fewer of them")
    unit: FloatArray = (vector / length).astype(np.float32)
    return unit


def _in_part(loaded: LoadedIndex, footage: Sequence[Footage]) -> int:
    """Files that are not looked through to the end and have tracklets to compare already."""
    unfinished = [one.id for one in footage if one.reached is not FootageState.INDEXED]
    if not unfinished:
        return 0
    return int(np.isin(unfinished, loaded.columns.footage_ids).sum())


def _without_time(
    loaded: LoadedIndex, config: SearchConfig, queries: Sequence[Tracklet], cameras: set[str]
) -> int:
    """Files whose tracklets pass all but the time, which nobody told."""
    if config.earliest is None and config.latest is None:
        return 0
    columns = loaded.columns
    at_any_time = replace(config, earliest=None, latest=None)
    rows = rows_for(columns, at_any_time, queries, known_cameras=cameras)
    rows &= (columns.start_ms == NO_TIME) | (columns.end_ms == NO_TIME)
    return len(np.unique(columns.footage_ids[rows]))
