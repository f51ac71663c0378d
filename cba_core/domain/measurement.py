"""What measuring a case against known truth gives; how each figure is made is in docs/reference."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cba_core.domain.footage import Modality
from cba_core.domain.ids import FootageId, ModelId, TrackletId

SAME_PERSON = 0.5
"""Intersection over union from which two boxes show one person."""
RANKS = (1, 5, 10, 20)
"""Ranks that cumulative matching characteristics are told at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredFootage:
    """A footage file that was measured."""

    id: FootageId
    name: str
    camera: str
    truth: str  # path of the truth file, or the footage file it is registered with
    frames_looked_at: int
    is_complete: bool  # False: the index has not come to its end yet
    people: int | None  # None: the truth does not tell boxes
    boxes: int | None  # true boxes that count, on the frames that were looked at
    ignored_boxes: int | None  # those mostly hidden or marked as not to be counted


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMeasured:
    """A truth or a footage file that was left out."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectionFigures:
    """How many true boxes were found; None stands for all of a kind."""

    modality: str | None
    height: str | None
    visibility: str | None
    boxes: int  # true boxes
    found: int  # of these
    false_alarms: int  # boxes of the case that lie on nobody

    @property
    def recall(self) -> float | None:
        """None where there was nothing to find."""
        return self.found / self.boxes if self.boxes else None

    @property
    def precision(self) -> float | None:
        """None where nothing was found."""
        told = self.found + self.false_alarms
        return self.found / told if told else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingFigures:
    """How well boxes were joined; the scores are None where there was nobody to follow."""

    camera: str | None  # None: all together
    boxes: int  # true
    found_boxes: int
    hota: float | None
    detection_accuracy: float | None  # DetA of HOTA
    association_accuracy: float | None  # AssA of HOTA
    idf1: float | None
    mota: float | None
    switches: int
    fragmentations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackletFigures:
    """Whom tracklets show."""

    total: int
    assigned: int  # to one person
    mixed: tuple[TrackletId, ...]  # show people, none in the majority of boxes: left out
    of_nobody: int  # show nobody the truth knows: ranked among the others
    of_ignored: int  # lie on ignored people alone: left out
    without_vector: int  # of the assigned ones
    in_wrong_modality: int | None  # None: the truth does not tell
    purity: float | None
    mixing: float | None
    sightings: int | None
    sightings_found: int | None
    tracklets_per_sighting: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalScores:
    """Means over queries, each 0..1."""

    queries: int
    cmc: Mapping[int, float]  # by rank of `RANKS`
    mean_average_precision: float
    mean_inverse_negative_penalty: float
    chance_cmc_1: float
    chance_mean_average_precision: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingFigures:
    """How high the same person ranks in the other modality."""

    query_modality: Modality
    query_camera: str | None  # None: all
    gallery_camera: str | None  # None: all
    without_positive: int  # queries whose person no ranked tracklet shows: left out
    mean_gallery: float | None  # tracklets ranked, mean over the queries that count
    scores: RetrievalScores | None  # None: no query counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """All figures of one case."""

    truth: Path | None
    registered: tuple[tuple[FootageId, FootageId], ...]
    model_id: ModelId
    footage: tuple[MeasuredFootage, ...]
    not_measured: tuple[NotMeasured, ...]
    detection: tuple[DetectionFigures, ...]
    tracking: tuple[TrackingFigures, ...]
    tracklets: TrackletFigures
    ranking: tuple[RankingFigures, ...]
