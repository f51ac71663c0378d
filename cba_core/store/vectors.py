"""Vectors as bytes, and the model each comes from."""

from collections.abc import Sequence

import numpy as np
from sqlalchemy import Connection, func, insert, select

from cba_core.domain.arrays import FloatArray
from cba_core.domain.embedding import UNIT_LENGTH_TOLERANCE
from cba_core.domain.ids import ModelId, TrackletId
from cba_core.store.tables import EmbeddingRow, ModelRow

VECTOR = np.dtype("<f4")


def model_number(connection: Connection, model_id: ModelId, dim: int) -> int:
    """The case's short number of a model, which is noted when it is new.

    Raises:
        ValueError: the model's vectors in the case have another length.
    """
    known = connection.execute(
        select(ModelRow.number, ModelRow.dim).where(ModelRow.sha256 == model_id)
    ).one_or_none()
    if known is not None:
        if known.dim != dim:
            raise ValueError(f"vectors of this model have length {known.dim}, got {dim}")
        return int(known.number)
    highest = connection.execute(select(func.max(ModelRow.number))).scalar_one()
    number = (highest or 0) + 1
    connection.execute(insert(ModelRow).values(number=number, sha256=model_id, dim=dim))
    return number


def has_unit_length(vector: FloatArray) -> bool:
    """Whether (dim,) is what an encoder gives; not so with a number that is none."""
    return bool(abs(np.linalg.norm(vector) - 1) <= UNIT_LENGTH_TOLERANCE)


def insert_vectors(
    connection: Connection,
    model_id: ModelId,
    tracklet_ids: Sequence[TrackletId],
    vectors: FloatArray,
) -> None:
    """Store `vectors` (n, dim) of tracklets that have none of this model yet.

    Raises:
        ValueError: they are not of unit length, or not of the model's.
    """
    if not tracklet_ids:
        return
    lengths = np.linalg.norm(vectors, axis=1)
    if not np.all(np.abs(lengths - 1) <= UNIT_LENGTH_TOLERANCE):  # also refuses NaN
        raise ValueError("embeddings must have unit length")
    number = model_number(connection, model_id, vectors.shape[1])
    packed = np.ascontiguousarray(vectors, VECTOR)
    connection.execute(
        insert(EmbeddingRow),
        [
            {"tracklet_id": int(identifier), "model_number": number, "vector": row.tobytes()}
            for identifier, row in zip(tracklet_ids, packed, strict=True)
        ],
    )
