from collections.abc import Callable

import numpy as np
import pytest

from cba_core.domain.errors import NotInCaseError
from cba_core.domain.footage import FootageState, Modality, ToldModality
from cba_core.domain.ids import FootageId, TrackletId
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

IDS = [1_000_001, 1_000_002, 1_000_003]


@pytest.fixture
def filled(store: SqlCaseStore) -> SqlCaseStore:
    """Two tracklets with crops, one without; none with a vector."""
    known = store.footage.add(a_new_footage())
    store.tracklets.begin_footage(known.id, A_DIGEST)
    found = [
        a_found_tracklet(n, with_vector=False, crops=crops) for n, crops in enumerate((2, 2, 0))
    ]
    assert store.tracklets.store_segment(a_segment(), found, None) == IDS
    return store


def test_vectors_come_back_in_ascending_order_bit_for_bit(filled: SqlCaseStore) -> None:
    given = some_embeddings([IDS[1], IDS[0]])
    filled.embeddings.add(given)
    found = filled.embeddings.all(A_MODEL)
    assert found.tracklet_ids.tolist() == IDS[:2]
    assert np.array_equal(found.vectors, given.vectors[::-1])
    assert (found.vectors.dtype, found.vectors.flags.writeable) == (np.float32, True)
    vector = filled.embeddings.vector(TrackletId(IDS[1]), A_MODEL)
    assert vector is not None
    assert np.array_equal(vector, given.vectors[0])


def test_vectors_of_a_model_are_replaced_and_of_another_kept(filled: SqlCaseStore) -> None:
    other = some_embeddings(IDS, model_id=ANOTHER_MODEL, dim=4)
    filled.embeddings.add(some_embeddings(IDS, seed=1))
    filled.embeddings.add(other)
    newer = some_embeddings(IDS[:1], seed=2)
    filled.embeddings.add(newer)
    assert np.array_equal(filled.embeddings.all(A_MODEL).vectors[0], newer.vectors[0])
    assert np.array_equal(filled.embeddings.all(ANOTHER_MODEL).vectors, other.vectors)
    assert filled.embeddings.models() == {A_MODEL: 3, ANOTHER_MODEL: 3}


def test_an_unknown_model_has_no_vectors(filled: SqlCaseStore) -> None:
    found = filled.embeddings.all(A_MODEL)
    assert (len(found), found.vectors.ndim) == (0, 2)
    assert filled.embeddings.vector(TrackletId(IDS[0]), A_MODEL) is None
    assert filled.embeddings.models() == {}


def test_missing_lists_tracklets_with_crops_and_without_a_vector(filled: SqlCaseStore) -> None:
    assert filled.embeddings.missing(A_MODEL) == IDS[:2]
    filled.embeddings.add(some_embeddings(IDS[:1]))
    assert filled.embeddings.missing(A_MODEL) == IDS[1:2]
    assert filled.embeddings.missing(ANOTHER_MODEL) == IDS[:2]


def test_vectors_of_a_tracklet_that_is_gone_are_refused_together(filled: SqlCaseStore) -> None:
    with pytest.raises(NotInCaseError, match="2-5"):
        filled.embeddings.add(some_embeddings([IDS[0], 2_000_005]))
    assert filled.embeddings.models() == {}


def test_a_model_has_vectors_of_one_length(filled: SqlCaseStore) -> None:
    filled.embeddings.add(some_embeddings(IDS[:1], dim=8))
    with pytest.raises(ValueError, match="length 8, got 9"):
        filled.embeddings.add(some_embeddings(IDS[:1], dim=9))
    assert len(filled.embeddings.all(A_MODEL)) == 1


def test_adding_nothing_changes_nothing(filled: SqlCaseStore) -> None:
    epoch = filled.embeddings.epoch(A_MODEL)
    filled.embeddings.add(some_embeddings([]))
    assert filled.embeddings.epoch(A_MODEL) == epoch


def begin_with_other_settings(store: SqlCaseStore) -> None:
    store.tracklets.begin_footage(FootageId(1), "e" * 64)


CHANGES: list[Callable[[SqlCaseStore], object]] = [
    lambda store: store.embeddings.add(some_embeddings(IDS[:1])),
    lambda store: store.tracklets.store_segment(a_segment(1, 1), [a_found_tracklet()], A_MODEL),
    lambda store: store.footage.update([FootageId(1)], camera="gate"),
    lambda store: store.footage.update([FootageId(1)], forget_start_time=True),
    lambda store: store.footage.update(
        [FootageId(1)], told_modality=ToldModality(modality=Modality.INFRARED)
    ),
    lambda store: store.footage.add(a_new_footage("/e/2.mp4", camera="another")),
    begin_with_other_settings,
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_epoch_changes_with_columns_and_vectors(
    filled: SqlCaseStore, change: Callable[[SqlCaseStore], object]
) -> None:
    before = filled.embeddings.epoch(A_MODEL)
    assert before == filled.embeddings.epoch(A_MODEL)
    change(filled)
    assert filled.embeddings.epoch(A_MODEL) != before


def test_the_epoch_stays_when_neither_columns_nor_vectors_change(filled: SqlCaseStore) -> None:
    before = filled.embeddings.epoch(A_MODEL)
    filled.footage.set_state(FootageId(1), FootageState.INDEXED)
    filled.settings.set("key", "value")
    filled.tracklets.begin_footage(FootageId(1), A_DIGEST)
    assert filled.embeddings.epoch(A_MODEL) == before
