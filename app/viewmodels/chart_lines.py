"""What charts of a training run draw, as numbers."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from cba_core.domain.footage import Modality
from cba_core.domain.model_facts import Curve, TrainingCourse

translate = QCoreApplication.translate

CHANCE = 0.5
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_SMOOTHED = 8
"""A line of the log is written every fifth step: 40 steps, a round."""
_TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLine:
    """One line of a chart; told apart by dashes as well as by colour."""

    name: str  # empty: not named
    points: Curve
    ink: str  # name of a colour of the theme
    is_dashed: bool = False
    is_faint: bool = False


def loss_lines(course: TrainingCourse) -> list[ChartLine]:
    """The sum of the losses as logged, and its mean over a round's length."""
    total = course.losses.get(_TOTAL, ())
    if not total:
        return []
    return [
        ChartLine(name="", points=total, ink="faint", is_faint=True),
        ChartLine(
            name=translate("models", "mean of 40 steps"),
            points=smoothed(total, _SMOOTHED),
            ink="accent",
        ),
    ]


def cluster_lines(course: TrainingCourse) -> list[ChartLine]:
    """Clusters of each modality at the beginning of each round."""
    return [
        ChartLine(
            name=translate("models", "visible")
            if modality is Modality.VISIBLE
            else translate("models", "infrared"),
            points=course.clusters[modality],
            ink=modality.value,
            is_dashed=modality is Modality.INFRARED,
        )
        for modality in Modality
        if modality in course.clusters
    ]


def probe_lines(course: TrainingCourse) -> list[ChartLine]:
    """How often the modality was told right from a vector, of 100."""
    points = tuple((step, 100 * value) for step, value in course.modality_probe)
    return (
        [ChartLine(name=translate("models", "told right, of 100"), points=points, ink="text")]
        if points
        else []
    )


def smoothed(curve: Curve, width: int) -> Curve:
    """The mean of the last `width` values at every step."""
    means = []
    for place, (step, _) in enumerate(curve):
        part = curve[max(0, place + 1 - width) : place + 1]
        means.append((step, sum(value for _, value in part) / len(part)))
    return tuple(means)


def round_marks(low: float, high: float, most: int) -> list[float]:
    """At most so many round numbers, from one at or below `low` to one at or above `high`."""
    span = max(high - low, 1e-9)
    size = 10.0 ** math.floor(math.log10(span / most))
    for factor in (*_STEPS, 20.0, 50.0, 100.0):
        step = factor * size
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first + 1 <= most:
            last = max(last, first + 1)
            return [number * step for number in range(first, last + 1)]
    return [low, high]


def bounds(lines: Iterable[ChartLine]) -> tuple[float, float] | None:
    """Least and greatest value; None where there is none."""
    values = [value for line in lines for _, value in line.points]
    return (min(values), max(values)) if values else None
