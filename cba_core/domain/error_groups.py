"""Error figures by what pictures are like: whom a search errs on more often (E42)."""

from dataclasses import dataclass
from enum import StrEnum

from cba_core.domain.error_figures import ErrorFigure
from cba_core.domain.footage import Modality

COMPARED_SHARE = 0.05
"""Groups are compared at the likeness that so many of all different people reach."""


class Aspect(StrEnum):
    """What tracklets are told apart by; of their best picture."""

    MODALITY = "modality"
    HEIGHT = "height"  # px of the person in the frame
    BRIGHTNESS = "brightness"  # mean luma, 0..255
    SHARPNESS = "sharpness"  # by its place among the tracklets of its camera and modality
    QUALITY = "quality"  # what crops of one tracklet are compared by, 0..1


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorGroup:
    """Different people of one group, at a likeness that is the same for all groups beside it."""

    aspect: Aspect
    modalities: tuple[Modality, Modality]
    group: str  # in words; of the worse of the two pictures
    similarity: float  # that `COMPARED_SHARE` of all pairs beside it reach
    pairs: int
    tracklets: tuple[int, int]
    figure: ErrorFigure | None  # None: too few to be called measured
