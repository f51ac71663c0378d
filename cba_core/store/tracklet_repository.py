"""Tracklets, their boxes and crops, in SQL and on disk."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, delete, func, select, update

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.asked import AskedPicture
from cba_core.domain.errors import CaseDamagedError, NotInCaseError
from cba_core.domain.ids import (
    TRACKLETS_PER_FOOTAGE,
    FootageId,
    ModelId,
    TrackletId,
    is_asked,
    tracklet_label,
)
from cba_core.domain.repositories import (
    BestCrops,
    IndexedFootage,
    SegmentDone,
    TrackletColumns,
    TrackletFilter,
    TrackletSpans,
)
from cba_core.domain.tracklets import CropReason, FoundTracklet, StoredCrop, Track, Tracklet
from cba_core.store.asked_rows import (
    ASKED_LISTING,
    as_tracklet,
    asked_crop,
    asked_track,
    existing_asked,
    read_asked,
)
from cba_core.store.crop_files import crops_on_disk, remove_crops_of_segment, sweep_crops
from cba_core.store.database import Database
from cba_core.store.disturbed_reads import undisturbed
from cba_core.store.epoch import change_epoch
from cba_core.store.footage_repository import LISTING as FOOTAGE_LISTING
from cba_core.store.id_parts import id_parts
from cba_core.store.row_checks import require_crop_path
from cba_core.store.segment_rows import rows_of_segment
from cba_core.store.tables import (
    CropRow,
    EmbeddingRow,
    FootageRow,
    TrackletRow,
    TrackRow,
    WorkSegmentRow,
)
from cba_core.store.track_blob import unpack_track
from cba_core.store.tracklet_columns import (
    read_best_crops,
    read_columns,
    read_ids,
    read_spans,
)
from cba_core.store.tracklet_rows import TRACKLETS, conditions, tracklet_of

LISTING = "cba tracklets CASE"


class SqlTrackletRepository:
    """Implements `TrackletRepository`.

    Two runs must not index one footage file at a time; see `case_job_lock`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._folder = database.folder

    # ------------------------------------------------------------------ writing

    def begin_footage(self, footage_id: FootageId, config_digest: str) -> IndexedFootage:
        """Where to go on with a footage file; removes what is stale and what a crash left."""
        with self._database.write() as connection:
            footage = connection.execute(
                select(FootageRow.config_digest).where(FootageRow.id == footage_id)
            ).one_or_none()
            if footage is None:
                raise NotInCaseError("footage", footage_id, FOOTAGE_LISTING)
            if footage.config_digest != config_digest:
                _remove_tracklets(connection, footage_id)
                connection.execute(
                    update(FootageRow)
                    .where(FootageRow.id == footage_id)
                    .values(config_digest=config_digest)
                )
            finished = _finished_segments(connection, footage_id).get(footage_id, ())
        sweep_crops(self._folder, footage_id, keep={str(done.ordinal) for done in finished})
        return IndexedFootage(
            footage_id=footage_id, config_digest=config_digest, finished_segments=finished
        )

    def store_segment(
        self,
        done: SegmentDone,
        found: Sequence[FoundTracklet],
        model_id: ModelId | None,
    ) -> list[TrackletId]:
        """Store a work segment whole or not at all, crops included.

        Raises:
            DiskFullError: nothing was stored.
            ValueError: it is not the footage's next segment, or `found` is not consistent.
        """
        with self._database.read() as connection:
            first_number = _next_number(connection, done)
        rows = rows_of_segment(self._folder, done, found, model_id, first_number=first_number)
        with crops_on_disk(self._folder, done, rows.tracklet_ids, found) as crops:
            try:
                with self._database.write() as connection:
                    _require_next(connection, done, first_number)
                    crops.put_in_place()
                    rows.insert(connection)
                    change_epoch(connection)
            except BaseException:
                self._withdraw_crops(done)
                raise
        return rows.tracklet_ids

    def _withdraw_crops(self, done: SegmentDone) -> None:
        # Ctrl+C may strike right after the commit, so the database is asked what holds. Within a
        # write transaction nobody else is between putting crops in place and storing their rows.
        with self._database.write() as connection:
            stored = _finished_segments(connection, done.footage_id).get(done.footage_id, ())
            if all(one.ordinal != done.ordinal for one in stored):
                remove_crops_of_segment(self._folder, done)

    # ------------------------------------------------------------------ reading

    @undisturbed
    def indexed_footage(self) -> list[IndexedFootage]:
        """Of every footage file that was begun."""
        with self._database.read() as connection:
            finished = _finished_segments(connection)
            begun = connection.execute(
                select(FootageRow.id, FootageRow.config_digest)
                .where(FootageRow.config_digest.is_not(None))
                .order_by(FootageRow.id)
            ).all()
        return [
            IndexedFootage(
                footage_id=FootageId(footage_id),
                config_digest=digest or "",
                finished_segments=finished.get(FootageId(footage_id), ()),
            )
            for footage_id, digest in begun
        ]

    def get(self, tracklet_id: TrackletId) -> Tracklet:
        """Raises `NotInCaseError`."""
        return self.by_ids([tracklet_id])[0]

    @undisturbed
    def find(
        self, where: TrackletFilter, *, offset: int = 0, limit: int | None = None
    ) -> list[Tracklet]:
        """In ascending id order."""
        statement = TRACKLETS.where(*conditions(where)).order_by(TrackletRow.id)
        if limit is not None:
            statement = statement.limit(limit)
        if offset:
            statement = statement.offset(offset)
        with self._database.read() as connection:
            rows = connection.execute(statement).mappings()
            return [tracklet_of(row, self._folder.path) for row in rows]

    @undisturbed
    def by_ids(self, tracklet_ids: Sequence[TrackletId]) -> list[Tracklet]:
        """In the order given; ids the case does not hold raise `NotInCaseError`."""
        found: dict[TrackletId, Tracklet] = {}
        with self._database.read() as connection:
            for part in id_parts(tracklet_ids):
                rows = connection.execute(TRACKLETS.where(TrackletRow.id.in_(part))).mappings()
                for tracklet in (tracklet_of(row, self._folder.path) for row in rows):
                    found[tracklet.id] = tracklet
            for asked in read_asked(connection, tracklet_ids, self._folder.path).values():
                found[asked.id] = as_tracklet(connection, asked)
        for identifier in tracklet_ids:
            if identifier not in found:
                raise NotInCaseError("tracklet", tracklet_label(identifier), LISTING)
        return [found[identifier] for identifier in tracklet_ids]

    @undisturbed
    def existing(self, tracklet_ids: Sequence[TrackletId]) -> set[TrackletId]:
        """Those of them that the case holds."""
        with self._database.read() as connection:
            found = {
                TrackletId(one)
                for part in id_parts(tracklet_ids)
                for one in connection.execute(
                    select(TrackletRow.id).where(TrackletRow.id.in_(part))
                ).scalars()
            }
            return found | {TrackletId(one) for one in existing_asked(connection, tracklet_ids)}

    @undisturbed
    def count(self, where: TrackletFilter) -> int:
        """How many `find` would give without a limit."""
        with self._database.read() as connection:
            return connection.execute(
                select(func.count())
                .select_from(TrackletRow)
                .join(FootageRow, FootageRow.id == TrackletRow.footage_id)
                .where(*conditions(where))
            ).scalar_one()

    @undisturbed
    def ids(self, where: TrackletFilter) -> IntArray:
        """(n,) ids of what `find` would give without a limit, ascending."""
        with self._database.read() as connection:
            return read_ids(connection, *conditions(where))

    @undisturbed
    def track(self, tracklet_id: TrackletId) -> tuple[Track, FloatArray]:
        """Frames, boxes and scores, and (n,) seconds since the footage's first frame."""
        if is_asked(tracklet_id):
            return asked_track(self._asked(tracklet_id))
        with self._database.read() as connection:
            packed = connection.execute(
                select(TrackRow.packed).where(TrackRow.tracklet_id == tracklet_id)
            ).scalar_one_or_none()
        if packed is None:
            raise NotInCaseError("tracklet", tracklet_label(tracklet_id), LISTING)
        try:
            track = unpack_track(packed)
        except ValueError as error:
            raise CaseDamagedError(self._folder.path, str(error)) from error
        return (
            Track(
                number=tracklet_id % TRACKLETS_PER_FOOTAGE,
                frame_indices=track.frame_indices,
                boxes=track.boxes,
                scores=track.scores,
            ),
            track.times_s,
        )

    @undisturbed
    def crops(self, tracklet_id: TrackletId) -> list[StoredCrop]:
        """Best first."""
        if is_asked(tracklet_id):
            return [asked_crop(self._asked(tracklet_id))]
        with self._database.read() as connection:
            rows = connection.execute(
                select(CropRow.path, CropRow.frame_index, CropRow.quality, CropRow.reasons)
                .where(CropRow.tracklet_id == tracklet_id)
                .order_by(CropRow.ordinal)
            ).all()
            if not rows and not _holds(connection, tracklet_id):
                raise NotInCaseError("tracklet", tracklet_label(tracklet_id), LISTING)
        return [
            StoredCrop(
                path=self._place_of(row.path),
                frame_index=row.frame_index,
                quality=row.quality,
                reasons=tuple(CropReason(name) for name in row.reasons.split(",") if name),
            )
            for row in rows
        ]

    def _asked(self, identifier: TrackletId) -> AskedPicture:
        with self._database.read() as connection:
            found = read_asked(connection, [identifier], self._folder.path)
        if identifier not in found:
            raise NotInCaseError("picture", tracklet_label(identifier), ASKED_LISTING)
        return found[identifier]

    def _place_of(self, told: str) -> Path:
        try:
            require_crop_path(told)
        except ValueError as error:  # a made-up case must not show files from elsewhere
            raise CaseDamagedError(self._folder.path, str(error)) from error
        return self._folder.path / told

    @undisturbed
    def columns(self) -> TrackletColumns:
        """All tracklets of the case, for filters in memory."""
        with self._database.read() as connection:
            return read_columns(connection)

    @undisturbed
    def spans(self) -> TrackletSpans:
        """Of all tracklets of the case; reads nothing else of them."""
        with self._database.read() as connection:
            return read_spans(connection)

    @undisturbed
    def best_crops(self, tracklet_ids: Sequence[TrackletId]) -> BestCrops:
        """Of those that have a crop; the others are left out."""
        with self._database.read() as connection:
            return read_best_crops(connection, tracklet_ids, self._place_of)


def _holds(connection: Connection, tracklet_id: TrackletId) -> bool:
    statement = select(TrackletRow.id).where(TrackletRow.id == tracklet_id)
    return connection.execute(statement).scalar_one_or_none() is not None


def _next_number(connection: Connection, done: SegmentDone) -> int:
    """The number of the first tracklet of `done`, which must be the footage's next segment."""
    number = connection.execute(
        select(FootageRow.next_tracklet_number).where(
            FootageRow.id == done.footage_id, FootageRow.config_digest.is_not(None)
        )
    ).scalar_one_or_none()
    if number is None:
        raise ValueError(f"footage {done.footage_id} was not begun")
    finished = _finished_segments(connection, done.footage_id).get(done.footage_id, ())
    if done.ordinal != len(finished):
        raise ValueError(f"segment {len(finished)} is the next one to store, got {done.ordinal}")
    if finished and (finished[-1].is_last or done.first_frame < finished[-1].end_frame):
        raise ValueError(f"segment {done.ordinal} does not lie behind the one before it")
    return number


def _require_next(connection: Connection, done: SegmentDone, number: int) -> None:
    if _next_number(connection, done) != number:
        raise ValueError(f"two runs index footage {done.footage_id} at a time")


def _finished_segments(
    connection: Connection, footage_id: FootageId | None = None
) -> dict[FootageId, tuple[SegmentDone, ...]]:
    """Stored segments in order, of one footage file or of all."""
    statement = select(
        WorkSegmentRow.footage_id,
        WorkSegmentRow.ordinal,
        WorkSegmentRow.first_frame,
        WorkSegmentRow.end_frame,
        WorkSegmentRow.frames_looked_at,
        WorkSegmentRow.end_pts,
        WorkSegmentRow.is_last,
    ).order_by(WorkSegmentRow.footage_id, WorkSegmentRow.ordinal)
    if footage_id is not None:
        statement = statement.where(WorkSegmentRow.footage_id == footage_id)
    found: dict[FootageId, tuple[SegmentDone, ...]] = {}
    for row in connection.execute(statement):
        owner = FootageId(row.footage_id)
        done = SegmentDone(
            footage_id=owner,
            ordinal=row.ordinal,
            first_frame=row.first_frame,
            end_frame=row.end_frame,
            frames_looked_at=row.frames_looked_at,
            end_pts=row.end_pts,
            is_last=row.is_last,
        )
        found[owner] = (*found.get(owner, ()), done)
    return found


def _remove_tracklets(connection: Connection, footage_id: FootageId) -> None:
    """Remove all rows the index made of a footage file; its numbers stay used."""
    first = footage_id * TRACKLETS_PER_FOOTAGE
    last = first + TRACKLETS_PER_FOOTAGE - 1
    removed = 0
    for column in (
        EmbeddingRow.tracklet_id,
        CropRow.tracklet_id,
        TrackRow.tracklet_id,
        TrackletRow.id,
    ):
        removed += connection.execute(
            delete(column.class_).where(column.between(first, last))
        ).rowcount
    connection.execute(delete(WorkSegmentRow).where(WorkSegmentRow.footage_id == footage_id))
    if removed:
        change_epoch(connection)
