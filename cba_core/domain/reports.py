"""What long work tells when it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cba_core.domain.footage import Footage, RejectedFile
from cba_core.domain.ids import ModelId


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateFile:
    """A file whose content the case has already."""

    path: Path
    footage: Footage


@dataclass(frozen=True, slots=True, kw_only=True)
class AddWarning:
    """Something that a person should know of a file that was added."""

    footage: Footage
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReport:
    """What became of the files that were shown to a case."""

    added: tuple[Footage, ...]
    duplicates: tuple[DuplicateFile, ...]
    rejected: tuple[RejectedFile, ...]
    warnings: tuple[AddWarning, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FindReport:
    """What became of a case's missing footage; it is known by its content, not by its name."""

    found: tuple[Footage, ...]  # with the path where it lies now
    missing: tuple[Footage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FootageOutcome:
    """How indexing went with one footage file."""

    footage: Footage
    tracklets: int  # all it has now
    frames: int  # decoded in this run
    frames_looked_at: int  # of these, seen by the detector
    warning: str | None = None  # "the file is cut off after frame 812"
    failure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexReport:
    """How an indexing run went."""

    outcomes: tuple[FootageOutcome, ...]
    model_id: ModelId
    embedded_again: int  # tracklets of earlier runs that got a vector of this model
    without_crops: int  # tracklets that cannot be compared
    detector: str
    detector_backend: str
    encoder_backend: str
    seconds: float

    @property
    def frames_per_second(self) -> float:
        """Decoded frames per second of wall time, all files together."""
        return sum(outcome.frames for outcome in self.outcomes) / max(self.seconds, 1e-9)


@dataclass(frozen=True, slots=True, kw_only=True)
class LearntReport:
    """A model that was learnt from a case."""

    name: str
    model_id: ModelId
    tracklets: Mapping[str, int]  # by modality
    steps: int
