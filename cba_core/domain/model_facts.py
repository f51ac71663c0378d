"""What is told of models, of learning from a case, and of what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from cba_core.domain.footage import Modality
from cba_core.domain.free_negatives import FreeNegativeError
from cba_core.domain.ids import ModelId

ModelOrigin = Literal["built-in", "package", "added", "case", "file"]
"""Made by us, carried by a package, added by the person, learnt from this case, or a mere file."""

WEAK_SPOTS = (
    "Same clothing: people in like clothes look alike to it, and other clothing hides who is one.",
    "Thermal pictures are hardly comparable with visible ones; learning brought nothing there.",
    "Crowds and people half hidden make lists worse.",
    "Low light and small pictures make lists worse.",
    "Children were never measured, nor was real near-infrared footage of many people.",
)
"""What no encoder here is good at, as every card says (E26)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredFigure:
    """Something that was measured of a model when it was made."""

    name: str
    value: float
    count: int
    """Queries, pairs or people that it is the mean of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFigure:
    """How queries of one modality of the embedded sample fared in the other."""

    queries: int
    first: int  # of them: the same person stood first
    mean_average_precision: float  # 0..1
    chance_first: float  # 0..1: the share that stands first by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCheck:
    """A model measured on the embedded sample, whose people are known."""

    truth_sha256: str  # only checks of one truth can be compared
    figures: Mapping[Modality, SampleFigure]  # by the modality of the queries


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCheck:
    """A model measured on the tracklets of a case, without a label."""

    time: datetime  # aware
    figures: Mapping[str, FreeNegativeError]  # "visible", "infrared", "both"
    basis: tuple[str, int]
    """Which tracklets and how many known pairs: only checks of one basis can be compared."""
    sample: SampleCheck | None = None  # None: not measured on the sample
    sample_left_out: str = ""  # why not, where it was tried


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFacts:
    """The card of an encoder that a case can be searched with."""

    name: str
    origin: ModelOrigin
    file: Path
    """What indexing takes as its model: a file, or the name of a packaged one."""
    model_id: ModelId | None  # None: it is not there
    licence: str
    source: str
    learnt_from: str
    trained_for_person_search: bool = False
    made: str | None = None  # ISO 8601
    method: str | None = None
    steps: int | None = None
    figures: tuple[MeasuredFigure, ...] = ()
    notes: str = ""
    is_in_use: bool = False
    was_in_use: bool = False  # the last one before that in use
    remedy: str = ""  # empty: it can be used
    check: ModelCheck | None = None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why nothing can be learnt now, and what to do about it."""

    what: str
    remedy: str
    kinds: tuple[str, ...] = ()  # of the `CbaError` it would be, see there


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfinishedRun:
    """A training run that was stopped or killed."""

    name: str  # of the model to be
    steps_done: int
    steps_total: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningOutlook:
    """What learning from a case would take, and whether it can be begun."""

    tracklets: Mapping[Modality, int]
    steps: int
    seconds_per_step: float | None  # of runs in this case; None: there was none
    next_name: str  # of the model that would be made
    obstacles: tuple[Obstacle, ...] = ()
    unfinished: UnfinishedRun | None = None


Curve = tuple[tuple[int, float], ...]
"""Values with the steps they belong to, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingCourse:
    """How a training run went so far."""

    name: str  # of the model
    last_step: int = 0
    total_steps: int | None = None
    losses: Mapping[str, Curve] = field(default_factory=dict)
    clusters: Mapping[Modality, Curve] = field(default_factory=dict)
    modality_probe: Curve = ()
    """Balanced accuracy of telling the modality from a vector; .5 is chance."""
    is_finished: bool = False
    seconds_per_step: float | None = None
