"""Rank the tracklets of a case by likeness to one of them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cba_core.config.search_config import SearchConfig
from cba_core.domain.coverage import FootageCoverage
from cba_core.domain.errors import ModelMismatchError, NoVectorError
from cba_core.domain.footage import Footage, FootageState
from cba_core.domain.ids import ModelId, TrackletId
from cba_core.domain.repositories import NO_TIME, CaseStore
from cba_core.domain.search import Candidate, Searched, SearchResult
from cba_core.domain.tracklets import Tracklet
from cba_core.index.filters import modalities_of, rows_for
from cba_core.index.index_cache import LoadedIndex


def rank_candidates(
    store: CaseStore,
    loaded: LoadedIndex,
    query: TrackletId,
    config: SearchConfig,
    model_id: ModelId,
) -> SearchResult:
    """The candidates for a tracklet, most similar first, and what they were sought among.

    Args:
        store: the case; gives the query's vector and the candidates' facts.
        loaded: the index of `model_id`; load it again when the case's epoch has changed.
        query: the tracklet whose like is sought.
        config: filters and limit.
        model_id: the model that compares.

    Raises:
        NotInCaseError: the case has no such tracklet or camera.
        ModelMismatchError: the index holds vectors of another model.
        NoVectorError: the query has no vector of this model.
    """
    if loaded.index.model_id != model_id:
        raise ModelMismatchError(expected=loaded.index.model_id, got=model_id)
    sought = store.tracklets.get(query)
    vector = store.embeddings.vector(query, model_id)
    if vector is None:
        raise NoVectorError(sought.label, model_id)
    footage = store.footage.all()
    cameras = {entry.camera for entry in footage}
    rows = rows_for(loaded.columns, config, sought, known_cameras=cameras)
    ranking = loaded.index.search(vector, limit=config.limit, rows=rows)
    tracklets = store.tracklets.by_ids([line.tracklet_id for line in ranking])
    return SearchResult(
        query=sought,
        model_id=model_id,
        searched=Searched(
            gallery=int(rows.sum()),
            indexed=len(loaded.index),
            without_vector=loaded.tracklets_total - len(loaded.index),
            modalities=modalities_of(config.into, sought.modality),
            cameras=config.cameras or None,
            footage=FootageCoverage.of(footage),
            footage_in_part=_in_part(loaded, footage),
            footage_without_time=_without_time(loaded, config, sought, cameras),
            own_segment_excluded=not config.include_own_segment,
        ),
        candidates=tuple(
            Candidate(rank=line.rank, similarity=line.similarity, tracklet=tracklet)
            for line, tracklet in zip(ranking, tracklets, strict=True)
        ),
    )


def _in_part(loaded: LoadedIndex, footage: Sequence[Footage]) -> int:
    """Files that are not looked through to the end and have tracklets to compare already."""
    unfinished = [one.id for one in footage if one.reached is not FootageState.INDEXED]
    if not unfinished:
        return 0
    return int(np.isin(unfinished, loaded.columns.footage_ids).sum())


def _without_time(
    loaded: LoadedIndex, config: SearchConfig, sought: Tracklet, cameras: set[str]
) -> int:
    """Files whose tracklets pass all but the time, which nobody told."""
    if config.earliest is None and config.latest is None:
        return 0
    columns = loaded.columns
    at_any_time = replace(config, earliest=None, latest=None)
    rows = rows_for(columns, at_any_time, sought, known_cameras=cameras)
    rows &= (columns.start_ms == NO_TIME) | (columns.end_ms == NO_TIME)
    return len(np.unique(columns.footage_ids[rows]))
