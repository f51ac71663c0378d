"""What can be asked of the worker process, and what it answers: plain data only."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cba_core.config.index_config import IndexConfig
from cba_core.config.train_config import TrainConfig
from cba_core.domain.asked import PictureBox
from cba_core.domain.case_log import LogAuthor
from cba_core.domain.changes import ChangeSet
from cba_core.domain.footage import Modality, ToldModality
from cba_core.domain.ids import FootageId
from cba_core.domain.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class AddFootageRequest:
    """Add files and folders to a case; the answer is an `AddReport`."""

    case_path: Path
    paths: tuple[Path, ...]
    camera: str | None = None
    start_time: datetime | None = None
    told_modality: ToldModality | None = None
    author: LogAuthor | None = None  # who acts, for the log; None: the case's examiner


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRequest:
    """Find and embed the people in a case's footage; the answer is an `IndexReport`."""

    case_path: Path
    config: IndexConfig | None = None  # None: as last time in this case, else the defaults
    model: Path | None = None  # None: likewise
    author: LogAuthor | None = None  # as above


@dataclass(frozen=True, slots=True, kw_only=True)
class FindFootageRequest:
    """Look below a folder for footage that is not where it was; the answer is a `FindReport`."""

    case_path: Path
    folder: Path
    author: LogAuthor | None = None  # as above


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainModelRequest:
    """Learn from a case; the model stays in its folder. The answer is a `LearntReport`."""

    case_path: Path
    name: str  # of the model, within the case
    resume: bool = False  # go on with a run of this name that was stopped or killed
    config: TrainConfig | None = None  # None: the defaults
    init: str = "imagenet"  # what training begins with, see `starting_network`
    threads: int | None = None  # None: as many as the processor has
    author: LogAuthor | None = None  # as above


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureModelsRequest:
    """Measure models on a case without a label; the answer is a dict: model, its figures."""

    case_path: Path
    models: tuple[Path, ...]  # files, or names of packaged or added ones
    threads: int = 2
    author: LogAuthor | None = None  # as above


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawMapRequest:
    """Draw the embedding map of a case, which it keeps; the answer is an `EmbeddingMap`."""

    case_path: Path
    author: LogAuthor | None = None  # as above


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtPictureRequest:
    """Find the people in a picture from outside; the answer is a `PictureLook`."""

    case_path: Path
    picture: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRequest:
    """Ask with a picture from outside, or with a box in footage; the answer is an `AskedPicture`.

    One of `picture` and `footage_id` is given.
    """

    case_path: Path
    picture: Path | None = None
    footage_id: FootageId | None = None
    time_s: float = 0.0  # of the frame, seconds from the file's first
    box: PictureBox | None = None  # None: the whole picture; never of footage
    modality: Modality | None = None  # the person's word; None: told by the colours
    author: LogAuthor | None = None  # as above


JobRequest = (
    AddFootageRequest
    | FindFootageRequest
    | IndexRequest
    | TrainModelRequest
    | MeasureModelsRequest
    | DrawMapRequest
    | LookAtPictureRequest
    | AskRequest
)


@dataclass(frozen=True, slots=True)
class Progressed:
    """How far the whole job has come."""

    progress: Progress


@dataclass(frozen=True, slots=True)
class FileProgressed:
    """How far the job has come with one footage file."""

    footage_id: FootageId
    progress: Progress


@dataclass(frozen=True, slots=True)
class Changed:
    """The job stored something: readers may load it."""

    changes: ChangeSet


@dataclass(frozen=True, slots=True)
class Finished:
    """The job's answer."""

    result: object


@dataclass(frozen=True, slots=True)
class Failed:
    """The job ended early; `details` holds a traceback where it is a bug."""

    what: str
    remedy: str
    is_bug: bool
    details: str = ""
    kinds: tuple[str, ...] = ()  # of a `CbaError`, see there


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The job stopped because it was asked to; finished work is kept."""

    step: str


Message = Progressed | FileProgressed | Changed | Finished | Failed | Cancelled
