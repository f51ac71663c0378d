"""What the engine asks of a store; SQLite answers now, PostgreSQL later.

Every method is one short transaction unless it says otherwise, is safe to call from any
thread, and returns domain objects that hold no connection. None spans model inference.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from cba_core.domain.arrays import BoolArray, FloatArray, IntArray, RealArray
from cba_core.domain.asked_repository import AskedRepository
from cba_core.domain.blind_review import BlindSet
from cba_core.domain.case_log import LogAuthor, LogEntry, LogHead, NewLogEntry
from cba_core.domain.clocks import FootageClock
from cba_core.domain.decisions import Decision, NobodyHere, Person, QueryKey
from cba_core.domain.edits import AppliedEdit, Edit
from cba_core.domain.embedding import Embeddings
from cba_core.domain.error_figures import Apart
from cba_core.domain.footage import (
    Footage,
    FootageFacts,
    FootageState,
    Modality,
    ModalitySegment,
    ToldModality,
)
from cba_core.domain.ids import FootageId, ModelId, TrackletId
from cba_core.domain.site_plan import SitePlan
from cba_core.domain.time_stamps import TimeFaultCounts, TimeStamps
from cba_core.domain.tracklets import FoundTracklet, StoredCrop, Track, Tracklet


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """Who works on what, and why."""

    number: str
    examiner: str
    purpose: str
    time_zone: str  # IANA name, such as Europe/Madrid; never taken from the host
    title: str = ""
    created: datetime | None = None  # aware, UTC; set by the store


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFootage:
    """A footage file that was probed and is to be added."""

    path: Path
    sha256: str
    size_bytes: int
    facts: FootageFacts
    camera: str
    start_time: datetime | None
    told_modality: ToldModality | None
    proposed_segments: tuple[ModalitySegment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentDone:
    """A finished work segment; what a resumed run needs to go on behind it."""

    footage_id: FootageId
    ordinal: int  # from 0
    first_frame: int
    end_frame: int  # first frame that is not in it
    frames_looked_at: int  # sampled frames that a detector saw
    end_pts: int | None  # time stamp of `end_frame`; None at the end or where there is none
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedFootage:
    """How a footage file was indexed."""

    footage_id: FootageId
    config_digest: str
    finished_segments: tuple[SegmentDone, ...]  # in order, without a gap


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackletFilter:
    """Which tracklets to list; every part must hold, empty parts hold always."""

    modality: Modality | None = None
    cameras: tuple[str, ...] = ()
    footage_ids: tuple[FootageId, ...] = ()
    earliest: datetime | None = None
    latest: datetime | None = None
    minimum_length: int = 1
    between: tuple[TrackletId, TrackletId] | None = None  # first and last id, both included


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrackletColumns:
    """The facts searches filter by, one row per tracklet, in ascending id order."""

    tracklet_ids: IntArray  # (n,)
    footage_ids: IntArray  # (n,)
    segments: IntArray  # (n,) work segment within the footage
    is_infrared: BoolArray  # (n,) by the person's word or else as proposed
    camera_indices: IntArray  # (n,) into `cameras`
    cameras: tuple[str, ...]
    start_ms: IntArray  # (n,) UTC milliseconds since 1970; NO_TIME where unknown
    end_ms: IntArray  # (n,)
    lengths: IntArray  # (n,) sampled frames


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrackletSpans:
    """When tracklets were seen within their files, one row each, in ascending id order."""

    tracklet_ids: IntArray  # (n,)
    footage_ids: IntArray  # (n,)
    start_s: RealArray  # (n,) seconds from the file's first frame
    end_s: RealArray  # (n,)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BestCrops:
    """What is stored of the best crop of tracklets, one row each, in ascending id order."""

    tracklet_ids: IntArray  # (n,)
    heights_px: RealArray  # (n,) of the person's box in the frame
    sharpness: RealArray  # (n,) see `Crop.sharpness`
    quality: RealArray  # (n,) 0..1
    paths: tuple[Path, ...]  # absolute


NO_TIME = -(2**62)
"""Stands in `TrackletColumns` for a time nobody told."""


class FootageRepository(Protocol):
    """Footage files of a case."""

    def add(self, new: NewFootage, author: LogAuthor | None = None) -> Footage:
        """Store it under the next number; where somebody does it, log that with it."""
        ...

    def all(self) -> list[Footage]:
        """In the order of adding."""
        ...

    def get(self, footage_id: FootageId) -> Footage:
        """Raises `NotInCaseError`."""
        ...

    def by_sha256(self, sha256: str) -> Footage | None:
        """The footage with this content, if the case has it."""
        ...

    def update(
        self,
        footage_ids: Sequence[FootageId],
        *,
        camera: str | None = None,
        start_time: datetime | None = None,
        told_modality: ToldModality | None = None,
        forget_start_time: bool = False,
        forget_told_modality: bool = False,
    ) -> None:
        """Set what is given on all of them; None leaves a fact as it is."""
        ...

    def set_state(
        self, footage_id: FootageId, state: FootageState, failure: str | None = None
    ) -> None:
        """How far the index has come, and why it failed."""
        ...

    def set_proposed_segments(
        self, footage_id: FootageId, segments: tuple[ModalitySegment, ...]
    ) -> None:
        """Replace the proposal; the person's word is kept apart and stays."""
        ...

    def set_path(self, footage_id: FootageId, path: Path) -> None:
        """The file was found again elsewhere."""
        ...


class TrackletRepository(Protocol):
    """Tracklets, their boxes and crops."""

    def begin_footage(self, footage_id: FootageId, config_digest: str) -> IndexedFootage:
        """Where to go on with a footage file.

        Finished segments of the same digest are kept; of another digest, all its tracklets,
        vectors and crops are removed first. Numbers of removed tracklets are never used again.
        """
        ...

    def store_segment(
        self,
        done: SegmentDone,
        found: Sequence[FoundTracklet],
        model_id: ModelId | None,
    ) -> list[TrackletId]:
        """Store a work segment whole or not at all, crops included.

        Crops reach the disk under a temporary name, are flushed, and are renamed into place
        before the rows are committed; what a crash leaves behind is swept at the next
        `begin_footage`. Numbers go on from the footage's highest, in the order of `found`.

        Raises:
            DiskFullError: nothing was stored.
        """
        ...

    def indexed_footage(self) -> list[IndexedFootage]:
        """Of every footage file that was begun."""
        ...

    def get(self, tracklet_id: TrackletId) -> Tracklet:
        """Raises `NotInCaseError`."""
        ...

    def find(
        self, where: TrackletFilter, *, offset: int = 0, limit: int | None = None
    ) -> list[Tracklet]:
        """In ascending id order."""
        ...

    def by_ids(self, tracklet_ids: Sequence[TrackletId]) -> list[Tracklet]:
        """In the order given; ids the case does not hold raise `NotInCaseError`."""
        ...

    def existing(self, tracklet_ids: Sequence[TrackletId]) -> set[TrackletId]:
        """Those of them that the case holds."""
        ...

    def ids(self, where: TrackletFilter) -> IntArray:
        """(n,) ids of what `find` would give without a limit, ascending."""
        ...

    def count(self, where: TrackletFilter) -> int:
        """How many `find` would give without a limit."""
        ...

    def track(self, tracklet_id: TrackletId) -> tuple[Track, FloatArray]:
        """Frames, boxes and scores, and (n,) seconds since the footage's first frame."""
        ...

    def crops(self, tracklet_id: TrackletId) -> list[StoredCrop]:
        """Best first."""
        ...

    def best_crops(self, tracklet_ids: Sequence[TrackletId]) -> BestCrops:
        """Of those that have a crop; the others are left out."""
        ...

    def columns(self) -> TrackletColumns:
        """All tracklets of the case, for filters in memory."""
        ...

    def spans(self) -> TrackletSpans:
        """Of all tracklets of the case; reads nothing else of them."""
        ...


class EmbeddingRepository(Protocol):
    """Vectors, each with the model it comes from."""

    def add(self, embeddings: Embeddings) -> None:
        """Store them; vectors these tracklets had of the same model are replaced."""
        ...

    def all(self, model_id: ModelId) -> Embeddings:
        """Every vector of one model, in ascending tracklet id order."""
        ...

    def vector(self, tracklet_id: TrackletId, model_id: ModelId) -> FloatArray | None:
        """(dim,), or None where the tracklet has none of this model."""
        ...

    def missing(self, model_id: ModelId) -> list[TrackletId]:
        """Tracklets that have crops but no vector of this model, ascending."""
        ...

    def without_vector(self, model_id: ModelId) -> int:
        """How many tracklets have no vector of this model, those without crops among them."""
        ...

    def models(self) -> dict[ModelId, int]:
        """Models with vectors in the case, and how many."""
        ...

    def epoch(self, model_id: ModelId) -> str:
        """A short text that changes whenever the answer of `all` or `columns` would."""
        ...


class SettingsRepository(Protocol):
    """Small facts of the case that the program keeps for the person."""

    def get(self, key: str) -> str | None:
        """The text stored under `key`."""
        ...

    def set(self, key: str, value: str) -> None:
        """Store `value` under `key`."""
        ...


class DecisionRepository(Protocol):
    """What was decided, as it stands; edits alone change it."""

    def decisions(self, query: QueryKey | None = None) -> list[Decision]:
        """Of one query or of all, in the order of deciding."""
        ...

    def nobody_here(self) -> list[NobodyHere]:
        """Queries on whose list nobody was found, in the order of saying so."""
        ...

    def apart(self) -> list[Apart]:
        """Cameras that a person says lie apart, by their names."""
        ...

    def people(self) -> list[Person]:
        """By their numbers."""
        ...


class BlindSetRepository(Protocol):
    """Second readings; edits alone change them."""

    def all(self) -> list[BlindSet]:
        """Every set, in the order of making."""
        ...


class ClockRepository(Protocol):
    """Recorder clocks; edits alone change them."""

    def all(self) -> dict[FootageId, FootageClock]:
        """Of every file whose clock was told."""
        ...


class PlanRepository(Protocol):
    """The camera plan; edits alone change it."""

    def get(self) -> SitePlan:
        """The plan as it stands."""
        ...


class TimeStampRepository(Protocol):
    """What the time stamps of footage files tell; found once a file, since its content stays."""

    def counts(self) -> dict[FootageId, TimeFaultCounts]:
        """Of every file whose time stamps were read."""
        ...

    def get(self, footage_id: FootageId) -> TimeStamps | None:
        """With the faults that were kept; None where they were not read yet."""
        ...

    def set(self, footage_id: FootageId, found: TimeStamps) -> None:
        """Keep them in the place of what was kept before.

        Raises:
            NotInCaseError: there is no such footage.
        """
        ...


class EditRepository(Protocol):
    """What people change; each is one transaction with its record and its row of the log."""

    def apply(self, edit: Edit, author: LogAuthor) -> AppliedEdit | None:
        """Do it; None: it changes nothing."""
        ...

    def undo(self, author: LogAuthor) -> AppliedEdit | None:
        """Take the last edit back that stands; None where there is none."""
        ...

    def redo(self, author: LogAuthor) -> AppliedEdit | None:
        """Do the edit again that was undone last; None where there is none."""
        ...

    def history(self, limit: int | None = None) -> list[AppliedEdit]:
        """The last edits, the newest first."""
        ...


class LogRepository(Protocol):
    """The log of a case: entries are added, never changed."""

    def append(self, new: NewLogEntry) -> LogEntry:
        """Log it in a transaction of its own."""
        ...

    def entries(self, first: int = 1, limit: int | None = None) -> list[LogEntry]:
        """Entries from number `first` on."""
        ...

    def head(self) -> LogHead:
        """How many entries there are, and the hash of the last."""
        ...


class CaseStore(Protocol):
    """An opened store; a context manager."""

    @property
    def facts(self) -> CaseFacts:
        """The case's own facts."""
        ...

    @property
    def footage(self) -> FootageRepository:
        """Footage files."""
        ...

    @property
    def tracklets(self) -> TrackletRepository:
        """Tracklets, boxes and crops."""
        ...

    @property
    def asked(self) -> AskedRepository:
        """Pictures that somebody asked with."""
        ...

    @property
    def embeddings(self) -> EmbeddingRepository:
        """Vectors."""
        ...

    @property
    def settings(self) -> SettingsRepository:
        """Small facts kept for the person."""
        ...

    @property
    def clocks(self) -> ClockRepository:
        """Recorder clocks."""
        ...

    @property
    def plan(self) -> PlanRepository:
        """The camera plan."""
        ...

    @property
    def time_stamps(self) -> TimeStampRepository:
        """Gaps and other faults of recordings' time stamps."""
        ...

    @property
    def edits(self) -> EditRepository:
        """What people changed, with the way back."""
        ...

    @property
    def decisions(self) -> DecisionRepository:
        """What was decided, as it stands."""
        ...

    @property
    def blind_sets(self) -> BlindSetRepository:
        """Second readings."""
        ...

    @property
    def log(self) -> LogRepository:
        """Who did what."""
        ...

    def close(self) -> None:
        """Release the database; calling it twice does nothing."""
        ...
