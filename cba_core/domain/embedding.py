"""Clips, embeddings, and the ranking made from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from cba_core.domain.arrays import BoolArray, FloatArray, IntArray, UInt8Array
from cba_core.domain.footage import Modality
from cba_core.domain.ids import ModelId, TrackletId

UNIT_LENGTH_TOLERANCE = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clip:
    """The crops of one tracklet, in time order, as an encoder takes them."""

    modality: Modality
    crops: tuple[UInt8Array, ...]  # each (h, w, 3) RGB, sizes may differ

    def __post_init__(self) -> None:
        if not self.crops:
            raise ValueError("a clip needs at least one crop")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Embeddings:
    """Unit vectors of tracklets, all from one model."""

    model_id: ModelId
    tracklet_ids: IntArray  # (n,)
    vectors: FloatArray  # (n, dim)

    def __post_init__(self) -> None:
        count = len(self.tracklet_ids)
        if self.vectors.ndim != 2 or len(self.vectors) != count:  # noqa: PLR2004  (rows of vectors)
            raise ValueError(f"{count} tracklets need vectors (n, dim), got {self.vectors.shape}")
        # einsum takes the squares without a copy of what may be a gigabyte
        lengths = np.sqrt(np.einsum("ij,ij->i", self.vectors, self.vectors))
        if not np.all(np.abs(lengths - 1) <= UNIT_LENGTH_TOLERANCE):  # so that NaN is refused too
            raise ValueError("embeddings must have unit length")

    def __len__(self) -> int:
        return len(self.tracklet_ids)


@dataclass(frozen=True, slots=True)
class RankedTracklet:
    """One line of an index's answer."""

    rank: int  # from 1
    tracklet_id: TrackletId
    similarity: float  # cosine, -1..1


class Encoder(Protocol):
    """Turns clips into unit vectors."""

    @property
    def model_id(self) -> ModelId:
        """SHA-256 of the model file."""
        ...

    @property
    def dim(self) -> int:
        """Length of a vector."""
        ...

    @property
    def backend(self) -> str:
        """What runs it, for the log: "openvino", "onnxruntime", "torch-cpu", "torch-cuda"."""
        ...

    def encode(self, clips: Sequence[Clip]) -> FloatArray:
        """(n, dim), unit length; an empty sequence gives (0, dim)."""
        ...


class VectorIndex(Protocol):
    """Ranks stored tracklets by likeness to a query vector.

    Order is by similarity, then by tracklet id, so that a query gives one list for ever.
    """

    @property
    def model_id(self) -> ModelId:
        """The model all its vectors come from."""
        ...

    @property
    def tracklet_ids(self) -> IntArray:
        """(n,) in row order: row i of every mask and metadata column is tracklet_ids[i]."""
        ...

    def __len__(self) -> int: ...

    def vectors(self, rows: IntArray) -> FloatArray:
        """(m, dim) float32, unit length: those of the row numbers `rows` (m,), as they are stored.

        A copy of these rows alone; the rest stays in the file that it is mapped from.
        """
        ...

    def search(
        self, query: FloatArray, *, limit: int, rows: BoolArray | None = None
    ) -> list[RankedTracklet]:
        """The `limit` tracklets most like `query` (dim,) among `rows` (n,) set to True."""
        ...
