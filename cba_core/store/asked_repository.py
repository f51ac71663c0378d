"""Pictures that somebody asked with, in SQL and on disk.

    asked/external-3.png        the file from outside as it came
    asked/external-3-crop.jpg   what was cut out and compared

A file gets its name within the transaction that stores its row. What lies there already, which a
crash left or a database that was put aside for a backup still names, is never written over: the
newer file has digits of its hash in its name.
"""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from sqlalchemy import Connection, and_, exists, func, insert, select

from cba_core.domain.arrays import FloatArray
from cba_core.domain.asked import AskedPicture, NewAsked
from cba_core.domain.case_log import LogAction, LogAuthor, NewLogEntry
from cba_core.domain.errors import CaseDamagedError, NotInCaseError
from cba_core.domain.ids import (
    FIRST_EXTERNAL,
    TRACKLETS_PER_FOOTAGE,
    ModelId,
    TrackletId,
    asked_id,
    tracklet_label,
)
from cba_core.store.asked_rows import ASKED_LISTING, asked_of, read_asked
from cba_core.store.database import Database
from cba_core.store.disturbed_reads import undisturbed
from cba_core.store.file_system import flush_file, flush_folder, naming_disk_failures
from cba_core.store.log_repository import SqlLogRepository
from cba_core.store.moments import to_microseconds
from cba_core.store.tables import AskedPictureRow, AskedVectorRow, ModelRow
from cba_core.store.vectors import VECTOR, has_unit_length, model_number


class SqlAskedRepository:
    """Implements `AskedRepository`."""

    def __init__(self, database: Database, log: SqlLogRepository) -> None:
        self._database = database
        self._folder = database.folder
        self._log = log

    def add(self, new: NewAsked, model_id: ModelId, author: LogAuthor) -> AskedPicture:
        """Store it with its files and log that, unless the same was asked with before.

        Raises:
            DiskFullError: nothing was stored.
            CaseReadOnlyError: the case cannot be written.
        """
        with self._database.write(durable=True) as connection:
            known = _same(connection, new)
            if known is None:
                known = _next_id(connection, is_external=new.frame is None)
                self._insert(connection, known, new, author)
                self._log.append_within(connection, _told(known, new, author))
            _set_vector(connection, known, model_id, new.vector)
            return read_asked(connection, [known], self._folder.path)[known]

    @undisturbed
    def all(self) -> list[AskedPicture]:
        """In the order of first asking."""
        with self._database.read() as connection:
            rows = connection.execute(
                select(*AskedPictureRow.__table__.columns).order_by(
                    AskedPictureRow.time_us, AskedPictureRow.id
                )
            ).mappings()
            return [asked_of(row, self._folder.path) for row in rows]

    @undisturbed
    def get(self, identifier: TrackletId) -> AskedPicture:
        """Raises `NotInCaseError`."""
        with self._database.read() as connection:
            found = read_asked(connection, [identifier], self._folder.path)
        if identifier not in found:
            raise NotInCaseError("picture", tracklet_label(identifier), ASKED_LISTING)
        return found[identifier]

    @undisturbed
    def vector(self, identifier: TrackletId, model_id: ModelId) -> FloatArray | None:
        """(dim,), or None where the picture has none of this model.

        Raises:
            CaseDamagedError: it is no unit vector of the model's length.
        """
        with self._database.read() as connection:
            row = connection.execute(
                select(AskedVectorRow.vector, ModelRow.dim)
                .join(ModelRow, ModelRow.number == AskedVectorRow.model_number)
                .where(AskedVectorRow.asked_id == identifier, ModelRow.sha256 == model_id)
            ).one_or_none()
        if row is None:
            return None
        is_whole = len(row.vector) == row.dim * VECTOR.itemsize
        vector = np.frombuffer(row.vector if is_whole else b"", VECTOR).astype(np.float32)
        if not has_unit_length(vector):
            raise CaseDamagedError(
                self._folder.path,
                f"the vector of {tracklet_label(identifier)} is none of its model",
            )
        return vector

    def set_vector(self, identifier: TrackletId, model_id: ModelId, vector: FloatArray) -> None:
        """Store a vector (dim,) of unit length, unless there is one of the same model."""
        with self._database.write() as connection:
            _set_vector(connection, identifier, model_id, vector)

    @undisturbed
    def missing(self, model_id: ModelId) -> list[AskedPicture]:
        """Pictures without a vector of this model, by their ids."""
        number = select(ModelRow.number).where(ModelRow.sha256 == model_id).scalar_subquery()
        has_vector = exists().where(
            AskedVectorRow.asked_id == AskedPictureRow.id, AskedVectorRow.model_number == number
        )
        with self._database.read() as connection:
            rows = connection.execute(
                select(*AskedPictureRow.__table__.columns)
                .where(~has_vector)
                .order_by(AskedPictureRow.id)
            ).mappings()
            return [asked_of(row, self._folder.path) for row in rows]

    def _insert(
        self, connection: Connection, identifier: TrackletId, new: NewAsked, author: LogAuthor
    ) -> None:
        label, folder = tracklet_label(identifier), self._folder.asked
        with naming_disk_failures(self._folder.path):
            folder.mkdir(exist_ok=True)
            crop = _kept(folder, f"{label}-crop", ".jpg", new.crop)
            picture = None
            if new.picture is not None:
                picture = _kept(folder, label, new.picture_suffix, new.picture)
            flush_folder(folder)
        frame, box = new.frame, new.box
        connection.execute(
            insert(AskedPictureRow).values(
                id=identifier,
                footage_id=None if frame is None else frame.footage_id,
                frame_index=None if frame is None else frame.frame_index,
                pts=None if frame is None else frame.pts,
                time_s=None if frame is None else frame.time_s,
                name=new.name,
                picture_path=None if picture is None else f"{folder.name}/{picture}",
                picture_sha256=new.picture_sha256,
                width_px=new.width_px,
                height_px=new.height_px,
                left_px=box.left,
                top_px=box.top,
                right_px=box.right,
                bottom_px=box.bottom,
                modality=new.modality.value,
                is_modality_told=new.is_modality_told,
                reasons=",".join(one.value for one in new.reasons),
                crop_path=f"{folder.name}/{crop}",
                crop_sha256=hashlib.sha256(new.crop).hexdigest(),
                actor=author.name,
                time_us=to_microseconds(datetime.now(UTC)),
            )
        )


def _kept(folder: Path, stem: str, suffix: str, content: bytes) -> str:
    """Write a file durably under a name that no other content has, and give that name."""
    digits = hashlib.sha256(content).hexdigest()
    for name in (f"{stem}{suffix}", f"{stem}-{digits[:16]}{suffix}", f"{stem}-{digits}{suffix}"):
        path = folder / name
        if path.is_file() and not path.is_symlink() and path.read_bytes() == content:
            flush_file(path)
            return name
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            continue
        flush_file(path)
        return name
    path.unlink()  # under its whole hash lies what a crash cut off: nobody names that
    path.write_bytes(content)
    flush_file(path)
    return name


def _same(connection: Connection, new: NewAsked) -> TrackletId | None:
    """The id under which the same part of the same picture was asked with as the same kind."""
    frame = new.frame
    same = [
        AskedPictureRow.picture_sha256 == new.picture_sha256,
        AskedPictureRow.crop_sha256 == hashlib.sha256(new.crop).hexdigest(),
        AskedPictureRow.left_px == new.box.left,
        AskedPictureRow.top_px == new.box.top,
        AskedPictureRow.right_px == new.box.right,
        AskedPictureRow.bottom_px == new.box.bottom,
        AskedPictureRow.modality == new.modality.value,
        AskedPictureRow.footage_id.is_(None)
        if frame is None
        else and_(
            AskedPictureRow.footage_id == frame.footage_id,
            AskedPictureRow.frame_index == frame.frame_index,
        ),
    ]
    found = connection.execute(
        select(AskedPictureRow.id).where(*same).order_by(AskedPictureRow.id).limit(1)
    ).scalar_one_or_none()
    return None if found is None else TrackletId(found)


def _next_id(connection: Connection, *, is_external: bool) -> TrackletId:
    first, last = (FIRST_EXTERNAL, TRACKLETS_PER_FOOTAGE) if is_external else (0, FIRST_EXTERNAL)
    highest = connection.execute(
        select(func.max(AskedPictureRow.id)).where(
            AskedPictureRow.id > first, AskedPictureRow.id < last
        )
    ).scalar_one()
    return asked_id((highest or first) - first + 1, is_external=is_external)


def _set_vector(
    connection: Connection, identifier: TrackletId, model_id: ModelId, vector: FloatArray
) -> None:
    if not has_unit_length(vector):
        raise ValueError("embeddings must have unit length")
    number = model_number(connection, model_id, len(vector))
    key = {"asked_id": int(identifier), "model_number": number}
    there = connection.execute(
        select(AskedVectorRow.asked_id).filter_by(**key)
    ).scalar_one_or_none()
    if there is None:  # one model gives one vector of one crop
        packed = np.ascontiguousarray(vector, VECTOR).tobytes()
        connection.execute(insert(AskedVectorRow).values(**key, vector=packed))


def _told(identifier: TrackletId, new: NewAsked, author: LogAuthor) -> NewLogEntry:
    frame = new.frame
    return NewLogEntry(
        action=LogAction.IMPORT,
        author=author,
        object=f"picture {tracklet_label(identifier)}",
        details={
            "kind": "external" if frame is None else "box",
            "name": new.name,
            "footage": None if frame is None else frame.footage_id,
            "frame": None if frame is None else frame.frame_index,
            "pts": None if frame is None else frame.pts,
            "time_s": None if frame is None else frame.time_s,
            "picture_sha256": new.picture_sha256,
            "size_px": [new.width_px, new.height_px],
            "box": str(new.box),
            "crop_sha256": hashlib.sha256(new.crop).hexdigest(),
            "modality": new.modality.value,
            "modality_told": new.is_modality_told,
        },
    )
