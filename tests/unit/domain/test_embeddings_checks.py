"""Vectors are refused unless each has unit length."""

import numpy as np
import pytest

from cba_core.domain.embedding import Embeddings
from cba_core.domain.ids import ModelId


@pytest.mark.parametrize("wrong", [0.0, 0.9, 1.2, np.nan, np.inf])
def test_a_vector_that_is_not_of_unit_length_is_refused(wrong: float) -> None:
    vectors = np.zeros((2, 4), np.float32)
    vectors[:, 0] = (1.0, wrong)
    with pytest.raises(ValueError, match="unit length"):
        Embeddings(model_id=ModelId("m"), tracklet_ids=np.arange(2), vectors=vectors)


def test_no_vectors_at_all_are_fine() -> None:
    none = Embeddings(
        model_id=ModelId("m"),
        tracklet_ids=np.empty(0, np.int64),
        vectors=np.empty((0, 4), np.float32),
    )
    assert len(none) == 0
