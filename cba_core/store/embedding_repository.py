"""Vectors of a case, in SQL."""

from collections.abc import Sequence

import numpy as np
from sqlalchemy import Connection, Exists, delete, exists, func, select

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.embedding import Embeddings
from cba_core.domain.errors import CaseDamagedError, NotInCaseError
from cba_core.domain.ids import ModelId, TrackletId, tracklet_label
from cba_core.store.database import Database
from cba_core.store.disturbed_reads import undisturbed
from cba_core.store.epoch import change_epoch, current_epoch
from cba_core.store.id_parts import id_parts
from cba_core.store.tables import CropRow, EmbeddingRow, ModelRow, TrackletRow
from cba_core.store.vectors import VECTOR, has_unit_length, insert_vectors

LISTING = "cba tracklets CASE"
_FETCH_ROWS = 2000


class SqlEmbeddingRepository:
    """Implements `EmbeddingRepository`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, embeddings: Embeddings) -> None:
        """Store them; vectors these tracklets had of the same model are replaced.

        Raises:
            NotInCaseError: one of the tracklets was removed meanwhile; nothing was stored.
        """
        identifiers = [TrackletId(number) for number in embeddings.tracklet_ids.tolist()]
        if not identifiers:
            return
        with self._database.write() as connection:
            for part in id_parts(identifiers):
                _require_tracklets(connection, part)
                number = select(ModelRow.number).where(ModelRow.sha256 == embeddings.model_id)
                connection.execute(
                    delete(EmbeddingRow).where(
                        EmbeddingRow.tracklet_id.in_(part),
                        EmbeddingRow.model_number == number.scalar_subquery(),
                    )
                )
            insert_vectors(connection, embeddings.model_id, identifiers, embeddings.vectors)
            change_epoch(connection)

    @undisturbed
    def all(self, model_id: ModelId) -> Embeddings:
        """Every vector of one model, in ascending tracklet id order.

        Holds each vector once; the database hands them over in parts.

        Raises:
            CaseDamagedError: one is no unit vector of the model's length.
        """
        with self._database.read() as connection:
            model = connection.execute(
                select(ModelRow.number, ModelRow.dim).where(ModelRow.sha256 == model_id)
            ).one_or_none()
            if model is None:
                identifiers, vectors = np.empty(0, np.int64), np.empty((0, 0), np.float32)
            else:
                identifiers, vectors = self._read_vectors(connection, model.number, model.dim)
        try:
            return Embeddings(model_id=model_id, tracklet_ids=identifiers, vectors=vectors)
        except ValueError as error:
            row = next(row for row, vector in enumerate(vectors) if not has_unit_length(vector))
            raise self._damaged(TrackletId(int(identifiers[row]))) from error

    @undisturbed
    def vector(self, tracklet_id: TrackletId, model_id: ModelId) -> FloatArray | None:
        """(dim,), or None where the tracklet has none of this model.

        Raises:
            CaseDamagedError: it is no unit vector of the model's length.
        """
        with self._database.read() as connection:
            row = connection.execute(
                select(EmbeddingRow.vector, ModelRow.dim)
                .join(ModelRow, ModelRow.number == EmbeddingRow.model_number)
                .where(EmbeddingRow.tracklet_id == tracklet_id, ModelRow.sha256 == model_id)
            ).one_or_none()
        if row is None:
            return None
        if len(row.vector) != row.dim * VECTOR.itemsize:
            raise self._damaged(tracklet_id)
        vector = np.frombuffer(row.vector, VECTOR).astype(np.float32)
        if not has_unit_length(vector):
            raise self._damaged(tracklet_id)
        return vector

    @undisturbed
    def missing(self, model_id: ModelId) -> list[TrackletId]:
        """Tracklets that have crops but no vector of this model, ascending."""
        has_crop = exists().where(CropRow.tracklet_id == TrackletRow.id, CropRow.ordinal == 0)
        with self._database.read() as connection:
            found = connection.execute(
                select(TrackletRow.id)
                .where(has_crop, ~_has_vector(model_id))
                .order_by(TrackletRow.id)
            ).scalars()
            return [TrackletId(identifier) for identifier in found]

    @undisturbed
    def without_vector(self, model_id: ModelId) -> int:
        """How many tracklets have no vector of this model, those without crops among them."""
        with self._database.read() as connection:
            return connection.execute(
                select(func.count()).select_from(TrackletRow).where(~_has_vector(model_id))
            ).scalar_one()

    @undisturbed
    def models(self) -> dict[ModelId, int]:
        """Models with vectors in the case, and how many."""
        with self._database.read() as connection:
            rows = connection.execute(
                select(ModelRow.sha256, func.count())
                .join(EmbeddingRow, EmbeddingRow.model_number == ModelRow.number)
                .group_by(ModelRow.number, ModelRow.sha256)
                .order_by(ModelRow.number)
            ).all()
        return {ModelId(sha256): count for sha256, count in rows}

    @undisturbed
    def epoch(self, model_id: ModelId) -> str:
        """A short text that changes whenever the answer of `all` or `columns` would."""
        with self._database.read() as connection:
            return f"{current_epoch(connection)}-{model_id[:12]}"

    def _damaged(self, identifier: TrackletId) -> CaseDamagedError:
        return CaseDamagedError(
            self._database.folder.path,
            f"the vector of tracklet {tracklet_label(identifier)} is none of its model",
        )

    def _read_vectors(
        self, connection: Connection, model: int, dim: int
    ) -> tuple[IntArray, FloatArray]:
        count = connection.execute(
            select(func.count()).select_from(EmbeddingRow).where(EmbeddingRow.model_number == model)
        ).scalar_one()
        identifiers = np.empty(count, np.int64)
        vectors = np.empty((count, dim), np.float32)
        rows = connection.execute(
            select(EmbeddingRow.tracklet_id, EmbeddingRow.vector)
            .where(EmbeddingRow.model_number == model)
            .order_by(EmbeddingRow.tracklet_id)
        )
        filled = 0
        for part in rows.partitions(_FETCH_ROWS):
            end = filled + len(part)
            some_ids, packed = zip(*part, strict=True)
            for identifier, vector in zip(some_ids, packed, strict=True):
                if len(vector) != dim * VECTOR.itemsize:
                    raise self._damaged(TrackletId(identifier))
            identifiers[filled:end] = some_ids
            vectors[filled:end] = np.frombuffer(b"".join(packed), VECTOR).reshape(-1, dim)
            filled = end
        return identifiers, vectors


def _has_vector(model_id: ModelId) -> Exists:
    number = select(ModelRow.number).where(ModelRow.sha256 == model_id).scalar_subquery()
    return exists().where(
        EmbeddingRow.tracklet_id == TrackletRow.id, EmbeddingRow.model_number == number
    )


def _require_tracklets(connection: Connection, wanted: Sequence[TrackletId]) -> None:
    known = set(
        connection.execute(select(TrackletRow.id).where(TrackletRow.id.in_(wanted))).scalars()
    )
    for identifier in wanted:
        if identifier not in known:
            raise NotInCaseError("tracklet", tracklet_label(identifier), LISTING)
