"""What every index is made of, and what it checks of a question."""

from dataclasses import dataclass

import numpy as np

from cba_core.domain.arrays import BoolArray, FloatArray, IntArray
from cba_core.domain.embedding import Embeddings
from cba_core.domain.ids import ModelId


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class IndexRows:
    """Unit vectors of one model; `vectors` may be a view of a file that was checked."""

    model_id: ModelId
    tracklet_ids: IntArray  # (n,)
    vectors: FloatArray  # (n, dim)

    def __len__(self) -> int:
        return len(self.tracklet_ids)

    @staticmethod
    def of(embeddings: Embeddings) -> "IndexRows":
        """The same arrays, without a copy."""
        return IndexRows(
            model_id=embeddings.model_id,
            tracklet_ids=embeddings.tracklet_ids,
            vectors=embeddings.vectors,
        )

    def check(self, query: FloatArray, limit: int, rows: BoolArray | None) -> None:
        """Raises `ValueError` where a question does not fit these rows."""
        if limit < 1:
            raise ValueError(f"limit must be at least 1, got {limit}")
        if len(self) and query.shape != (self.vectors.shape[1],):
            raise ValueError(f"query must have shape ({self.vectors.shape[1]},), got {query.shape}")
        if not np.isfinite(query).all():
            raise ValueError("query must hold finite numbers")
        if rows is not None and (rows.shape != (len(self),) or rows.dtype != np.bool_):
            raise ValueError(
                f"rows must be booleans of shape ({len(self)},), got {rows.dtype} {rows.shape}"
            )


class IndexOverRows:
    """What every embedded `VectorIndex` has in common."""

    def __init__(self, rows: IndexRows) -> None:
        self._rows = rows

    @property
    def model_id(self) -> ModelId:
        """The model all its vectors come from."""
        return self._rows.model_id

    @property
    def tracklet_ids(self) -> IntArray:
        """(n,) in row order."""
        return self._rows.tracklet_ids

    def __len__(self) -> int:
        return len(self._rows)

    def vectors(self, rows: IntArray) -> FloatArray:
        """(m, dim) float32 of the row numbers `rows` (m,), a copy of these alone."""
        found: FloatArray = self._rows.vectors[rows]
        return found
