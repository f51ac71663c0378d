"""What every index promises: the list that sorting every exact similarity gives."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cba_core.domain.arrays import BoolArray, FloatArray
from cba_core.domain.embedding import Embeddings, VectorIndex
from cba_core.index.backends import INDEX_BACKENDS, make_index
from cba_core.index.exact_index import ExactIndex
from tests.support.fakes import MODEL, unit_vectors

MakeIndex = Callable[[Embeddings], VectorIndex]

MAKERS: dict[str, MakeIndex] = {
    "exact": ExactIndex,
    **{
        name: lambda embeddings, name=name: make_index(embeddings, name)  # type: ignore[misc]  # bound early
        for name in INDEX_BACKENDS
    },
}
every_index = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())


def embeddings_of(vectors: FloatArray, first_id: int = 1_000_001) -> Embeddings:
    ids = np.arange(first_id, first_id + len(vectors), dtype=np.int64)
    return Embeddings(model_id=MODEL, tracklet_ids=ids, vectors=vectors)


def by_hand(embeddings: Embeddings, query: FloatArray, rows: BoolArray, limit: int) -> list[int]:
    """The ids in order, each similarity summed without any rounding but the last."""
    lines = []
    for identifier, vector, wanted in zip(
        embeddings.tracklet_ids, embeddings.vectors, rows, strict=True
    ):
        if wanted:
            products = [float(a) * float(b) for a, b in zip(vector, query, strict=True)]
            lines.append((-math.fsum(products), int(identifier)))
    return [identifier for _, identifier in sorted(lines)][:limit]


@every_index
def test_it_ranks_three_vectors_worked_by_hand(make: MakeIndex) -> None:
    vectors = np.array([[1, 0], [0, 1], [0.6, 0.8]], np.float32)
    found = make(embeddings_of(vectors)).search(np.array([0, 1], np.float32), limit=5)
    assert [(line.rank, line.tracklet_id) for line in found] == [
        (1, 1_000_002),
        (2, 1_000_003),
        (3, 1_000_001),
    ]
    assert [line.similarity for line in found] == pytest.approx([1.0, 0.8, 0.0])


@every_index
def test_it_tells_its_model_and_rows(make: MakeIndex) -> None:
    embeddings = embeddings_of(unit_vectors(7, 4))
    index = make(embeddings)
    assert index.model_id == MODEL
    assert len(index) == 7
    assert index.tracklet_ids.tolist() == embeddings.tracklet_ids.tolist()


@every_index
def test_it_gives_the_vectors_of_rows_as_they_are_stored(make: MakeIndex) -> None:
    embeddings = embeddings_of(unit_vectors(7, 4))
    index = make(embeddings)
    rows = np.array([5, 0, 5])
    assert np.array_equal(index.vectors(rows), embeddings.vectors[rows])
    assert index.vectors(rows).dtype == np.float32
    assert index.vectors(np.empty(0, np.int64)).shape == (0, 4)
    given = index.vectors(rows)
    given[:] = 0  # a copy: what is searched stays as it is
    assert np.array_equal(index.vectors(rows), embeddings.vectors[rows])


@every_index
def test_equal_vectors_come_in_the_order_of_their_ids(make: MakeIndex) -> None:
    vectors = np.repeat(unit_vectors(1, 48), 500, axis=0)
    found = make(embeddings_of(vectors)).search(unit_vectors(1, 48, seed=1)[0], limit=20)
    assert [line.tracklet_id for line in found] == list(range(1_000_001, 1_000_021))
    assert len({line.similarity for line in found}) == 1


@every_index
def test_ids_need_not_ascend(make: MakeIndex) -> None:
    embeddings = Embeddings(
        model_id=MODEL,
        tracklet_ids=np.array([9, 4, 7], np.int64),
        vectors=np.repeat(unit_vectors(1, 4), 3, axis=0),
    )
    found = make(embeddings).search(embeddings.vectors[0], limit=3)
    assert [line.tracklet_id for line in found] == [4, 7, 9]


@every_index
def test_without_rows_nothing_is_found(make: MakeIndex) -> None:
    index = make(embeddings_of(np.empty((0, 6), np.float32)))
    assert index.search(unit_vectors(1, 6)[0], limit=5) == []
    assert index.search(unit_vectors(1, 6)[0], limit=5, rows=np.zeros(0, bool)) == []


@every_index
def test_a_mask_that_selects_none_finds_none(make: MakeIndex) -> None:
    index = make(embeddings_of(unit_vectors(300, 6)))
    assert index.search(unit_vectors(1, 6)[0], limit=5, rows=np.zeros(300, bool)) == []


@every_index
def test_a_limit_beyond_the_rows_gives_them_all(make: MakeIndex) -> None:
    index = make(embeddings_of(unit_vectors(30, 6)))
    assert len(index.search(unit_vectors(1, 6)[0], limit=2000)) == 30


@every_index
def test_a_similarity_never_leaves_its_bounds(make: MakeIndex) -> None:
    vectors = unit_vectors(200, 33) * np.float32(1.0005)
    found = make(embeddings_of(vectors)).search(vectors[3], limit=200)
    assert found[0].tracklet_id == 1_000_004
    assert found[0].similarity == 1.0
    assert all(-1 <= line.similarity <= 1 for line in found)


@every_index
@pytest.mark.parametrize(
    ("query", "limit", "rows"),
    [
        (np.ones(5, np.float32), 3, None),
        (np.ones(6, np.float32), 0, None),
        (np.ones(6, np.float32), 3, np.ones(9, bool)),
        (np.ones(6, np.float32), 3, np.ones(10, np.int64)),
        (np.full(6, np.nan, np.float32), 3, None),
    ],
    ids=["short query", "no limit", "short mask", "mask of numbers", "not a number"],
)
def test_a_question_that_does_not_fit_is_refused(
    make: MakeIndex, query: FloatArray, limit: int, rows: BoolArray | None
) -> None:
    with pytest.raises(ValueError, match="must"):
        make(embeddings_of(unit_vectors(10, 6))).search(query, limit=limit, rows=rows)


@every_index
@pytest.mark.parametrize("share", [1.0, 0.5, 0.05, 0.005])
def test_it_agrees_with_sums_by_hand_at_the_size_of_an_encoder(
    make: MakeIndex, share: float
) -> None:
    vectors = unit_vectors(3000, 128)
    vectors[1::7] = vectors[0]  # hundreds of exact ties among the best
    embeddings = embeddings_of(vectors)
    rows = np.random.default_rng(5).random(3000) < share
    found = make(embeddings).search(vectors[0], limit=60, rows=rows)
    assert [line.tracklet_id for line in found] == by_hand(embeddings, vectors[0], rows, 60)


@st.composite
def galleries(draw: st.DrawFn) -> tuple[FloatArray, FloatArray]:
    """Vectors and a query, from scattered to so close that float16 cannot tell them apart."""
    dim = draw(st.sampled_from([1, 2, 3, 17, 64, 129]))
    count = draw(st.integers(0, 400))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    centres = rng.standard_normal((draw(st.integers(1, 4)), dim))
    spread = draw(st.sampled_from([0.0, 1e-7, 1e-5, 1e-4, 1e-3, 1.0]))
    vectors = centres[rng.integers(0, len(centres), count)]
    vectors = vectors + spread * rng.standard_normal((count, dim))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    query = centres[0] + draw(st.sampled_from([0.0, 1e-5, 1.0])) * rng.standard_normal(dim)
    query *= draw(st.sampled_from([0.0, 1.0])) / np.linalg.norm(query)
    return vectors.astype(np.float32), query.astype(np.float32)


@pytest.mark.parametrize("name", INDEX_BACKENDS)
@settings(max_examples=150)
@given(gallery=galleries(), data=st.data())
def test_E19_it_agrees_with_the_exact_index(
    name: str, gallery: tuple[FloatArray, FloatArray], data: st.DataObject
) -> None:
    vectors, query = gallery
    embeddings = embeddings_of(vectors)
    limit = data.draw(st.integers(1, 500))
    share = data.draw(st.sampled_from([None, 0.0, 0.02, 0.5, 1.0]))
    rows = None if share is None else np.random.default_rng(1).random(len(vectors)) < share
    found = make_index(embeddings, name).search(query, limit=limit, rows=rows)  # type: ignore[arg-type]  # a name of the registry
    assert found == ExactIndex(embeddings).search(query, limit=limit, rows=rows)
