"""Whether error figures hold alike for small, dark and flawed pictures: a report's check (E42).

Nothing is known, and nothing stored, of sex, age, skin or origin (E41), so errors are told apart
by what pictures are like: how tall people are in them, how bright, and whether they are flawed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageStat

from cba_core.domain.arrays import IntArray
from cba_core.domain.error_figures import ErrorCurve
from cba_core.domain.errors import JobCancelled
from cba_core.domain.ids import TrackletId
from cba_core.domain.progress import Progress, TaskContext
from cba_core.domain.repositories import CaseStore
from cba_core.evaluation.detection_metrics import HEIGHT_BANDS_PX

LOOKING = "Looking at pictures"
SHARE = 0.1
"""Of all pairs of a kind; groups are compared by how many of theirs reach the same likeness."""
MOST_LOOKED_AT = 2_000
"""Tracklets of one kind; more of them take minutes and say no more."""
_BRIGHTNESS: dict[str, tuple[float, float]] = {
    "dark, under 64 of 255": (0.0, 64.0),
    "64-128": (64.0, 128.0),
    "bright, from 128": (128.0, 256.0),
}

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Look:
    """What the pictures of a tracklet are like."""

    height_px: float  # median of its boxes
    brightness: float | None  # mean luma of its best picture, 0..255; None: it cannot be read
    is_flawed: bool  # its best picture is small, blurred, cut off or overlapped


def error_groups(
    store: CaseStore, curves: Sequence[ErrorCurve], context: TaskContext
) -> list[Json]:
    """How often different people of one group reach what 10 of 100 reach over all groups.

    A pair belongs where the worse of the two does: the smaller, the darker, the flawed one.

    Args:
        store: of the case.
        curves: of one case; those of single cameras and those too small are passed over.
        context: told of progress; may cancel.

    Raises:
        JobCancelled: asked to stop.
    """
    looks: dict[int, Look] = {}
    rows = []
    for curve in curves:
        if curve.kind.cameras is not None or not curve.is_measured:
            continue
        _look(store, _chosen(curve), looks, context)
        for by, group, belongs in _groups():
            rows.append(_row(curve, by, group, belongs, looks))
    return rows


def _groups() -> Iterator[tuple[str, str, Callable[[Look, Look], bool]]]:
    for name, (low, high) in HEIGHT_BANDS_PX.items():
        yield "height of the smaller, px", name, _within(low, high, lambda one: one.height_px)
    for name, (low, high) in _BRIGHTNESS.items():
        yield "brightness of the darker", name, _within(low, high, lambda one: one.brightness)
    yield "pictures", "without a flaw", lambda one, other: not (one.is_flawed or other.is_flawed)
    yield (
        "pictures",
        "one small, blurred, cut off or overlapped",
        lambda one, other: one.is_flawed or other.is_flawed,
    )


def _within(
    low: float, high: float, value: Callable[[Look], float | None]
) -> Callable[[Look, Look], bool]:
    def belongs(one: Look, other: Look) -> bool:
        values = [each for each in (value(one), value(other)) if each is not None]
        return len(values) == len((one, other)) and low <= min(values) < high

    return belongs


def _row(
    curve: ErrorCurve,
    by: str,
    group: str,
    belongs: Callable[[Look, Look], bool],
    looks: Mapping[int, Look],
) -> Json:
    rows = [
        row
        for row, (one, other) in enumerate(curve.pairs.tolist())
        if one in looks and other in looks and belongs(looks[one], looks[other])
    ]
    half = len(np.unique(curve.pairs[rows])) // 2
    part = replace(
        curve,
        similarities=curve.similarities[rows],
        pairs=curve.pairs[rows],
        tracklets=(half, half),
    )
    figure = part.at(curve.exceeded_by(SHARE))
    return {
        "modalities": [one.value for one in curve.kind.modalities],
        "by": by,
        "group": group,
        "pairs": len(rows),
        "measured": figure is not None,
        "reach": None if figure is None else round(figure.share, 4),
        "low": None if figure is None else round(figure.interval[0], 4),
        "high": None if figure is None else round(figure.interval[1], 4),
    }


def _chosen(curve: ErrorCurve) -> IntArray:
    """Its tracklets, or evenly chosen ones of them."""
    every: IntArray = np.unique(curve.pairs)
    return every[:: -(-len(every) // MOST_LOOKED_AT)]


def _look(store: CaseStore, wanted: IntArray, looks: dict[int, Look], context: TaskContext) -> None:
    for done, one in enumerate(wanted.tolist()):
        if context.is_cancelled():
            raise JobCancelled(LOOKING)
        context.report(Progress(LOOKING, done, len(wanted), unit="tracklets"))
        crops = store.tracklets.crops(TrackletId(one))
        if one in looks or not crops:
            continue
        boxes = store.tracklets.track(TrackletId(one))[0].boxes
        looks[one] = Look(
            height_px=float(np.median(boxes[:, 3] - boxes[:, 1])),
            brightness=_brightness(crops[0].path),
            is_flawed=bool(crops[0].reasons),
        )


def _brightness(path: Path) -> float | None:
    try:
        with Image.open(path) as picture:
            return float(ImageStat.Stat(picture.convert("L")).mean[0])
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None  # `cba verify` names it
