"""Rank the tracklets of a case by likeness to one of them."""

from cba_core.config.search_config import SearchConfig
from cba_core.domain.errors import CbaError, ModelMismatchError
from cba_core.domain.footage import FootageState
from cba_core.domain.ids import ModelId, TrackletId
from cba_core.domain.repositories import CaseStore
from cba_core.domain.search import Candidate, Searched, SearchResult
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
        CbaError: the query has no vector of this model.
    """
    if loaded.index.model_id != model_id:
        raise ModelMismatchError(expected=loaded.index.model_id, got=model_id)
    sought = store.tracklets.get(query)
    vector = store.embeddings.vector(query, model_id)
    if vector is None:
        raise CbaError(
            f"Tracklet {sought.label} has no vector of model {model_id[:12]}",
            "Make the missing ones: cba index CASE. If it still has none, none of its pictures "
            "is good enough to compare; choose another tracklet of the person.",
        )
    footage = store.footage.all()
    rows = rows_for(
        loaded.columns, config, sought, known_cameras={entry.camera for entry in footage}
    )
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
            footage_indexed=sum(entry.state is FootageState.INDEXED for entry in footage),
            footage_total=len(footage),
            own_segment_excluded=not config.include_own_segment,
        ),
        candidates=tuple(
            Candidate(rank=line.rank, similarity=line.similarity, tracklet=tracklet)
            for line, tracklet in zip(ranking, tracklets, strict=True)
        ),
    )
