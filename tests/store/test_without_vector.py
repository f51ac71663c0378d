"""How many tracklets cannot be compared: all without a vector, whether they have crops or not."""

from cba_core.domain.ids import TrackletId
from cba_core.store.case_store import SqlCaseStore
from tests.support.builders import (
    A_DIGEST,
    A_MODEL,
    ANOTHER_MODEL,
    a_found_tracklet,
    a_new_footage,
    a_segment,
    some_embeddings,
)


def test_a_tracklet_without_crops_cannot_be_compared(store: SqlCaseStore) -> None:
    assert store.embeddings.without_vector(A_MODEL) == 0
    known = store.footage.add(a_new_footage())
    store.tracklets.begin_footage(known.id, A_DIGEST)
    found = [a_found_tracklet(1), a_found_tracklet(2, crops=0), a_found_tracklet(3)]
    identifiers = store.tracklets.store_segment(a_segment(), found, A_MODEL)
    assert store.embeddings.missing(A_MODEL) == []
    assert store.embeddings.without_vector(A_MODEL) == 1
    assert store.embeddings.without_vector(ANOTHER_MODEL) == 3
    store.embeddings.add(some_embeddings([TrackletId(identifiers[0])], model_id=ANOTHER_MODEL))
    assert store.embeddings.without_vector(ANOTHER_MODEL) == 2
