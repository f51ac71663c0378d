"""SQL tables of a case, valid for SQLite and PostgreSQL alike.

A change here needs a migration: a test compares the two.
"""

import re

from sqlalchemy import (
    BigInteger,
    Boolean,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# What no database takes as text: NUL, and the surrogates by which Python keeps file names that
# are not UTF-8. The escape sign itself is escaped too, so that every text comes back as it was.
_UNSTORABLE = re.compile("[\x00\x1b\ud800-\udfff]")
_ESCAPED = re.compile("\x1b([0-9a-f]{4})")


# SQLite makes a column its row number only when the type is spelt INTEGER; it holds 64 bits there.
BigKey = BigInteger().with_variant(Integer, "sqlite")


class OutsideText(TypeDecorator[str]):
    """Text that the program did not make: file names, what a person typed, messages."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  (SQLAlchemy's signature)
        """Escape what a database cannot hold."""
        if value is None:
            return None
        return _UNSTORABLE.sub(lambda found: f"\x1b{ord(found[0]):04x}", value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  (SQLAlchemy's signature)
        """Undo the escape."""
        if value is None or "\x1b" not in value:
            return value
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)


class Base(DeclarativeBase):
    """All tables of a case."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)


class CaseRow(Base):
    """The case itself: one row."""

    __tablename__ = "case_facts"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    uuid: Mapped[str] = mapped_column(String(32))
    number: Mapped[str] = mapped_column(OutsideText)
    examiner: Mapped[str] = mapped_column(OutsideText)
    purpose: Mapped[str] = mapped_column(OutsideText)
    time_zone: Mapped[str] = mapped_column(OutsideText)
    title: Mapped[str] = mapped_column(OutsideText)
    created_us: Mapped[int] = mapped_column(BigInteger)
    # A new random text with every change to columns or vectors. Not a counter: a case that is
    # restored from a backup would count up to numbers that caches know already.
    epoch: Mapped[str] = mapped_column(String(32))


class SettingRow(Base):
    """Small facts kept for the person."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(OutsideText, primary_key=True)
    value: Mapped[str] = mapped_column(OutsideText)


class FootageRow(Base):
    """Footage files."""

    __tablename__ = "footage"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    path_relative: Mapped[str | None] = mapped_column(OutsideText)  # to the case folder, with /
    path_absolute: Mapped[str] = mapped_column(OutsideText)
    sha256: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    container: Mapped[str] = mapped_column(OutsideText)
    codec: Mapped[str] = mapped_column(OutsideText)
    width_px: Mapped[int] = mapped_column(Integer)
    height_px: Mapped[int] = mapped_column(Integer)
    rotation_deg: Mapped[int] = mapped_column(Integer)
    duration_s: Mapped[float | None] = mapped_column(Double)
    expected_frames: Mapped[int | None] = mapped_column(BigInteger)
    frame_rate: Mapped[float | None] = mapped_column(Double)
    is_variable_frame_rate: Mapped[bool | None] = mapped_column(Boolean)
    time_base: Mapped[str] = mapped_column(OutsideText)
    has_timestamps: Mapped[bool] = mapped_column(Boolean)
    pixel_format: Mapped[str] = mapped_column(OutsideText)
    camera: Mapped[str] = mapped_column(OutsideText)
    start_us: Mapped[int | None] = mapped_column(BigInteger)  # UTC microseconds since 1970
    start_offset_s: Mapped[int | None] = mapped_column(Integer)  # of the zone it was told in
    told_modality: Mapped[str | None] = mapped_column(String(16))
    told_kind: Mapped[str | None] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    failure: Mapped[str | None] = mapped_column(OutsideText)
    config_digest: Mapped[str | None] = mapped_column(String(64))  # NULL: never begun
    next_tracklet_number: Mapped[int] = mapped_column(BigInteger)  # only ever rises

    __table_args__ = (UniqueConstraint("sha256"),)


class ModalitySegmentRow(Base):
    """The program's proposal of what a footage file shows."""

    __tablename__ = "modality_segment"

    footage_id: Mapped[int] = mapped_column(ForeignKey("footage.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    start_s: Mapped[float] = mapped_column(Double)
    end_s: Mapped[float] = mapped_column(Double)
    modality: Mapped[str] = mapped_column(String(16))


class WorkSegmentRow(Base):
    """Finished work segments; their digest is that of the footage."""

    __tablename__ = "work_segment"

    footage_id: Mapped[int] = mapped_column(ForeignKey("footage.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    first_frame: Mapped[int] = mapped_column(BigInteger)
    end_frame: Mapped[int] = mapped_column(BigInteger)
    frames_looked_at: Mapped[int] = mapped_column(BigInteger)
    end_pts: Mapped[int | None] = mapped_column(BigInteger)
    is_last: Mapped[bool] = mapped_column(Boolean)


class TrackletRow(Base):
    """What lists and filters need of a tracklet; kept narrow, whole tables of it are read."""

    __tablename__ = "tracklet"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    footage_id: Mapped[int] = mapped_column(ForeignKey("footage.id"))
    segment: Mapped[int] = mapped_column(Integer)
    proposed_modality: Mapped[str] = mapped_column(String(16))
    start_s: Mapped[float] = mapped_column(Double)
    end_s: Mapped[float] = mapped_column(Double)
    length: Mapped[int] = mapped_column(Integer)
    mean_score: Mapped[float] = mapped_column(Double)

    __table_args__ = (Index(None, "footage_id", "segment"),)


class TrackRow(Base):
    """Boxes of a tracklet, packed as `track_blob` says; apart, because they are wide."""

    __tablename__ = "track"

    tracklet_id: Mapped[int] = mapped_column(
        BigKey, ForeignKey("tracklet.id"), primary_key=True, autoincrement=False
    )
    packed: Mapped[bytes] = mapped_column(LargeBinary)


class CropRow(Base):
    """Stored pictures; ordinal 0 is a tracklet's best."""

    __tablename__ = "crop"

    tracklet_id: Mapped[int] = mapped_column(ForeignKey("tracklet.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    frame_index: Mapped[int] = mapped_column(BigInteger)
    x1_px: Mapped[float] = mapped_column(Double)
    y1_px: Mapped[float] = mapped_column(Double)
    x2_px: Mapped[float] = mapped_column(Double)
    y2_px: Mapped[float] = mapped_column(Double)
    quality: Mapped[float] = mapped_column(Double)
    sharpness: Mapped[float] = mapped_column(Double)
    reasons: Mapped[str] = mapped_column(String(128))  # joined by commas
    path: Mapped[str] = mapped_column(String(255))  # relative to the case folder, with /


class ModelRow(Base):
    """Models that vectors of the case come from."""

    __tablename__ = "model"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(String(64))
    dim: Mapped[int] = mapped_column(Integer)

    __table_args__ = (UniqueConstraint("sha256"),)


class EmbeddingRow(Base):
    """Vectors: `dim` little-endian float32, as the model gave them."""

    __tablename__ = "embedding"

    tracklet_id: Mapped[int] = mapped_column(ForeignKey("tracklet.id"), primary_key=True)
    model_number: Mapped[int] = mapped_column(ForeignKey("model.number"), primary_key=True)
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class CaseLogRow(Base):
    """The log of a case; triggers refuse every change but the next line."""

    __tablename__ = "case_log"

    number: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    line: Mapped[str] = mapped_column(Text)  # JSON in ASCII: what is hashed is what is stored
    hash: Mapped[str] = mapped_column(String(64))


class EditRow(Base):
    """What people changed; rows are added, and only their state changes."""

    __tablename__ = "edit"

    number: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    told: Mapped[str] = mapped_column(Text)  # the edit as JSON in ASCII
    changes: Mapped[str] = mapped_column(Text)  # the rows before and after, as JSON in ASCII
    state: Mapped[str] = mapped_column(String(16))
    actor: Mapped[str] = mapped_column(OutsideText)
    time_us: Mapped[int] = mapped_column(BigInteger)
    log_number: Mapped[int] = mapped_column(BigInteger)


class VerdictRow(Base):
    """What was decided of a candidate.

    It names tracklets without a foreign key: indexing anew takes tracklets away, never decisions.
    """

    __tablename__ = "verdict"

    query: Mapped[str] = mapped_column(Text, primary_key=True)  # ids, ascending, by commas
    candidate: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    verdict: Mapped[str] = mapped_column(String(32))
    because: Mapped[str] = mapped_column(String(255))  # joined by commas
    note: Mapped[str] = mapped_column(OutsideText)
    rank_shown: Mapped[int | None] = mapped_column(Integer)
    actor: Mapped[str] = mapped_column(OutsideText)
    time_us: Mapped[int] = mapped_column(BigInteger)
    dwell_s: Mapped[float | None] = mapped_column(Double)


class NobodyRow(Base):
    """Queries on whose list nobody was found."""

    __tablename__ = "nobody"

    query: Mapped[str] = mapped_column(Text, primary_key=True)
    note: Mapped[str] = mapped_column(OutsideText)
    shown: Mapped[int] = mapped_column(Integer)
    actor: Mapped[str] = mapped_column(OutsideText)
    time_us: Mapped[int] = mapped_column(BigInteger)


class PersonRow(Base):
    """People, numbered by the edit that made them."""

    __tablename__ = "person"

    number: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(OutsideText)


class PersonTrackletRow(Base):
    """Whose a tracklet is, one person's at most; without foreign keys, as in `VerdictRow`."""

    __tablename__ = "person_tracklet"

    tracklet_id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    person_number: Mapped[int] = mapped_column(BigInteger)


class CameraApartRow(Base):
    """Cameras that a person says lie apart; names, as a file's camera is one."""

    __tablename__ = "camera_apart"

    first: Mapped[str] = mapped_column(OutsideText, primary_key=True)  # before `second`
    second: Mapped[str] = mapped_column(OutsideText, primary_key=True)
    seconds: Mapped[float] = mapped_column(Double)  # the least time to walk


class PlanPictureRow(Base):
    """The picture of the camera plan; its file lies in `plan/` of the case folder."""

    __tablename__ = "plan_picture"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)  # 1
    name: Mapped[str] = mapped_column(OutsideText)
    file: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    width_px: Mapped[int] = mapped_column(Integer)
    height_px: Mapped[int] = mapped_column(Integer)


class CameraPlaceRow(Base):
    """Where cameras hang on the plan; names, as a file's camera is one."""

    __tablename__ = "camera_place"

    camera: Mapped[str] = mapped_column(OutsideText, primary_key=True)
    x: Mapped[float] = mapped_column(Double)  # 0..1 of the picture's width
    y: Mapped[float] = mapped_column(Double)  # 0..1 of its height


class FootageClockRow(Base):
    """What is told of the recorder's clock of a footage file; `footage.start_us` follows."""

    __tablename__ = "footage_clock"

    footage_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    # Readings of a clock, as if it hung in UTC: `zone` tells where it hangs.
    recorder_start_us: Mapped[int] = mapped_column(BigInteger)
    zone: Mapped[str] = mapped_column(OutsideText)
    fold: Mapped[str | None] = mapped_column(String(8))
    compared_recorder_us: Mapped[int | None] = mapped_column(BigInteger)
    compared_true_us: Mapped[int | None] = mapped_column(BigInteger)  # UTC
    drift_us_per_day: Mapped[int] = mapped_column(BigInteger)
    corrected_start_us: Mapped[int] = mapped_column(BigInteger)  # UTC
    recorder: Mapped[str] = mapped_column(OutsideText)
    evidence: Mapped[str] = mapped_column(OutsideText)
    photo: Mapped[str] = mapped_column(OutsideText)
    photo_sha256: Mapped[str] = mapped_column(String(64))
    actor: Mapped[str] = mapped_column(OutsideText)
    time_us: Mapped[int] = mapped_column(BigInteger)


class BlindSetRow(Base):
    """Candidates put up for a second reader, numbered by the edit that made the set."""

    __tablename__ = "blind_set"

    number: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    query: Mapped[str] = mapped_column(Text)  # as in `VerdictRow`
    seed: Mapped[int] = mapped_column(BigInteger)
    maker: Mapped[str] = mapped_column(OutsideText)
    time_us: Mapped[int] = mapped_column(BigInteger)


class BlindCandidateRow(Base):
    """A place of a blind set; without foreign keys, as in `VerdictRow`.

    The second verdict stands in the row that the making wrote, so that nobody takes a set back
    that was read since.
    """

    __tablename__ = "blind_candidate"

    set_number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)  # from 1
    candidate: Mapped[int] = mapped_column(BigInteger)
    first_verdict: Mapped[str | None] = mapped_column(String(32))  # NULL: a known non-member
    first_actor: Mapped[str | None] = mapped_column(OutsideText)
    verdict: Mapped[str | None] = mapped_column(String(32))  # of the second reader; NULL: unread
    because: Mapped[str | None] = mapped_column(String(255))
    note: Mapped[str | None] = mapped_column(OutsideText)
    actor: Mapped[str | None] = mapped_column(OutsideText)
    time_us: Mapped[int | None] = mapped_column(BigInteger)


class FootageTimeStampsRow(Base):
    """What the time stamps of a footage file tell, found once by indexing."""

    __tablename__ = "footage_time_stamps"

    footage_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("footage.id"), primary_key=True, autoincrement=False
    )
    frames: Mapped[int] = mapped_column(BigInteger)
    time_base: Mapped[str] = mapped_column(String(64))
    usual_step_s: Mapped[float | None] = mapped_column(Double)
    gap_from_s: Mapped[float | None] = mapped_column(Double)
    gaps: Mapped[int] = mapped_column(BigInteger)
    gap_s: Mapped[float] = mapped_column(Double)
    repeats: Mapped[int] = mapped_column(BigInteger)
    jumps_back: Mapped[int] = mapped_column(BigInteger)
    without: Mapped[int] = mapped_column(BigInteger)


class TimeFaultRow(Base):
    """The first faults among the time stamps of a footage file."""

    __tablename__ = "time_fault"

    footage_id: Mapped[int] = mapped_column(
        BigInteger,
        ForeignKey("footage_time_stamps.footage_id"),
        primary_key=True,
        autoincrement=False,
    )
    ordinal: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(16))
    frame: Mapped[int] = mapped_column(BigInteger)
    pts: Mapped[int | None] = mapped_column(BigInteger)
    at_s: Mapped[float | None] = mapped_column(Double)
    size_s: Mapped[float] = mapped_column(Double)


class AskedPictureRow(Base):
    """Pictures that somebody asked with: boxes drawn in footage, and pictures from outside.

    Rows are added and never changed; `domain/ids.py` says how the id tells the kind.
    """

    __tablename__ = "asked_picture"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    footage_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("footage.id"))
    frame_index: Mapped[int | None] = mapped_column(BigInteger)
    pts: Mapped[int | None] = mapped_column(BigInteger)
    time_s: Mapped[float | None] = mapped_column(Double)
    name: Mapped[str] = mapped_column(OutsideText)
    picture_path: Mapped[str | None] = mapped_column(String(255))  # relative to the case folder
    picture_sha256: Mapped[str] = mapped_column(String(64))
    width_px: Mapped[int] = mapped_column(Integer)
    height_px: Mapped[int] = mapped_column(Integer)
    left_px: Mapped[int] = mapped_column(Integer)
    top_px: Mapped[int] = mapped_column(Integer)
    right_px: Mapped[int] = mapped_column(Integer)
    bottom_px: Mapped[int] = mapped_column(Integer)
    modality: Mapped[str] = mapped_column(String(16))
    is_modality_told: Mapped[bool] = mapped_column(Boolean)
    reasons: Mapped[str] = mapped_column(String(128))  # joined by commas
    crop_path: Mapped[str] = mapped_column(String(255))
    crop_sha256: Mapped[str] = mapped_column(String(64))
    actor: Mapped[str] = mapped_column(OutsideText)
    time_us: Mapped[int] = mapped_column(BigInteger)


class AskedVectorRow(Base):
    """Vectors of those pictures, as in `EmbeddingRow`; apart, for none of them is ever ranked."""

    __tablename__ = "asked_vector"

    asked_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("asked_picture.id"), primary_key=True, autoincrement=False
    )
    model_number: Mapped[int] = mapped_column(ForeignKey("model.number"), primary_key=True)
    vector: Mapped[bytes] = mapped_column(LargeBinary)
