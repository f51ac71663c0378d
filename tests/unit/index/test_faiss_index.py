import logging
from typing import Any

import numpy as np
import pytest

from cba_core.domain.embedding import Embeddings
from cba_core.domain.errors import NotInstalledError
from cba_core.index import faiss_index
from cba_core.index.backends import make_index
from cba_core.index.exact_index import ExactIndex
from cba_core.index.faiss_index import FaissIndex
from cba_core.index.index_rows import IndexRows
from cba_core.index.numpy_index import NumpyIndex
from tests.support.fakes import MODEL, unit_vectors


def embeddings_of(count: int, dim: int = 64) -> Embeddings:
    return Embeddings(
        model_id=MODEL,
        tracklet_ids=np.arange(1, count + 1),
        vectors=unit_vectors(count, dim),
    )


class RefusedRank:
    """Stands where the slow way should not be taken."""

    def rank(self, *_: Any) -> None:
        raise AssertionError("the scan was given up")


@pytest.mark.parametrize("share", [None, 0.5])
def test_a_scattered_gallery_is_ranked_by_the_scan_alone(
    monkeypatch: pytest.MonkeyPatch, share: float | None
) -> None:
    embeddings = embeddings_of(20_000)
    rows = None if share is None else np.random.default_rng(0).random(20_000) < share
    index = FaissIndex(IndexRows.of(embeddings))
    monkeypatch.setattr(index, "_numpy", RefusedRank())
    query = unit_vectors(1, 64, seed=9)[0]
    assert index.search(query, limit=60, rows=rows) == ExactIndex(embeddings).search(
        query, limit=60, rows=rows
    )


@pytest.mark.parametrize("alike", [500, 1_500])
def test_hundreds_of_vectors_too_close_for_float16_are_ranked_by_a_wider_scan(
    monkeypatch: pytest.MonkeyPatch, alike: int
) -> None:
    vectors = unit_vectors(20_000, 64)
    vectors[::13][:alike] = vectors[0] + 1e-5 * unit_vectors(alike, 64, seed=4)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    embeddings = Embeddings(model_id=MODEL, tracklet_ids=np.arange(20_000), vectors=vectors)
    index = FaissIndex(IndexRows.of(embeddings))
    monkeypatch.setattr(index, "_numpy", RefusedRank())
    assert index.search(vectors[0], limit=60) == ExactIndex(embeddings).search(vectors[0], limit=60)


def test_codes_are_rounded_as_the_stated_error_assumes() -> None:
    embeddings = embeddings_of(2_000, 33)
    stored = FaissIndex(IndexRows.of(embeddings))._codes.reconstruct_n(0, 2_000)
    sound = np.maximum(np.abs(embeddings.vectors) * 2.0**-11, 2.0**-25)
    assert (np.abs(stored - embeddings.vectors) <= sound).all()


def test_scores_beyond_the_stated_error_are_not_trusted(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    embeddings = embeddings_of(5_000)
    index = FaissIndex(IndexRows.of(embeddings))
    monkeypatch.setattr(faiss_index, "float16_error", lambda _: 1e-9)
    query = unit_vectors(1, 64, seed=9)[0]
    with caplog.at_level(logging.WARNING):
        found = index.search(query, limit=60)
    assert found == ExactIndex(embeddings).search(query, limit=60)
    assert "strays" in caplog.text


def test_without_faiss_the_numpy_index_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "faiss", None)
    assert isinstance(make_index(embeddings_of(3)), NumpyIndex)
    with pytest.raises(NotInstalledError, match="faiss is not installed"):
        make_index(embeddings_of(3), "faiss")


def test_with_faiss_it_is_taken() -> None:
    assert isinstance(make_index(embeddings_of(3)), FaissIndex)
