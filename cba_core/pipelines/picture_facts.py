"""What the best pictures of tracklets are like: size, light, sharpness, quality."""

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np

from cba_core.cropping.crop_quality import INNER_MARGIN
from cba_core.domain.arrays import IntArray, RealArray
from cba_core.domain.error_groups import Aspect
from cba_core.domain.errors import JobCancelled
from cba_core.domain.ids import TrackletId
from cba_core.domain.progress import Progress, TaskContext
from cba_core.domain.repositories import CaseStore, TrackletColumns
from cba_core.evaluation.error_grouping import PictureFacts, places_within

_STEP = "Looking at pictures"
_AT_ONCE = 64
_READ_AT_ONCE = 1000


def picture_facts(
    store: CaseStore,
    columns: TrackletColumns,
    tracklet_ids: IntArray,
    aspects: Iterable[Aspect],
    context: TaskContext,
) -> PictureFacts:
    """Facts of the best crop of tracklets, as stored; brightness is read from the crop itself.

    Sharpness is told as its place among those of the same camera and modality that were asked for.

    Args:
        store: the case.
        columns: camera and modality of all tracklets.
        tracklet_ids: (n,) those that are wanted.
        aspects: what is wanted of them.
        context: told of progress.

    Raises:
        JobCancelled: while pictures were looked at.
    """
    wanted = set(aspects)
    asked = [TrackletId(one) for one in np.unique(tracklet_ids).tolist()]
    ids, heights, quality, sharpness, light = [], [], [], [], []
    for start in range(0, len(asked), _READ_AT_ONCE):  # the paths of all take much room
        crops = store.tracklets.best_crops(asked[start : start + _READ_AT_ONCE])
        ids.append(crops.tracklet_ids)
        heights.append(crops.heights_px)
        quality.append(crops.quality)
        sharpness.append(crops.sharpness)
        if Aspect.BRIGHTNESS in wanted:
            light.append(_brightness(crops.paths, context, before=start, total=len(asked)))
    found = np.concatenate([np.empty(0, np.int64), *ids])
    values = {Aspect.HEIGHT: _joined(heights), Aspect.QUALITY: _joined(quality)}
    if Aspect.SHARPNESS in wanted:
        known = np.isin(found, columns.tracklet_ids)
        rows = np.searchsorted(columns.tracklet_ids, found[known])
        places = np.full(len(found), np.nan)
        groups = columns.camera_indices[rows] * 2 + columns.is_infrared[rows]
        places[known] = places_within(groups, _joined(sharpness)[known])
        values[Aspect.SHARPNESS] = places
    if Aspect.BRIGHTNESS in wanted:
        values[Aspect.BRIGHTNESS] = _joined(light)
    return PictureFacts(found, values)


def _joined(parts: list[RealArray]) -> RealArray:
    return np.concatenate([np.empty(0, np.float64), *parts])


def _brightness(
    paths: tuple[Path, ...], context: TaskContext, *, before: int, total: int
) -> RealArray:
    light = np.full(len(paths), np.nan)
    for place, path in enumerate(paths):
        if not place % _AT_ONCE:
            if context.is_cancelled():
                raise JobCancelled(_STEP)
            context.report(Progress(_STEP, before + place, total, "pictures"))
        light[place] = brightness_of(path)
    return light


def brightness_of(path: Path) -> float:
    """Mean luma, 0..255, of the inner part of a crop; NaN where it cannot be read."""
    try:
        packed = np.frombuffer(path.read_bytes(), np.uint8)
        # An eighth of the size is enough for a mean, and decodes many times faster.
        picture = cv2.imdecode(packed, cv2.IMREAD_REDUCED_GRAYSCALE_8) if len(packed) else None
    except OSError:
        picture = None
    if picture is None:
        return float("nan")
    height, width = picture.shape[:2]
    rows, columns = int(height * INNER_MARGIN[0]), int(width * INNER_MARGIN[1])
    return float(picture[rows : height - rows, columns : width - columns].mean())
