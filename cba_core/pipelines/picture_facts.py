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
    crops = store.tracklets.best_crops([TrackletId(int(one)) for one in np.unique(tracklet_ids)])
    values: dict[Aspect, RealArray] = {
        Aspect.HEIGHT: crops.heights_px,
        Aspect.QUALITY: crops.quality,
    }
    if Aspect.SHARPNESS in wanted:
        known = np.isin(crops.tracklet_ids, columns.tracklet_ids)
        rows = np.searchsorted(columns.tracklet_ids, crops.tracklet_ids[known])
        places = np.full(len(crops.tracklet_ids), np.nan)
        groups = columns.camera_indices[rows] * 2 + columns.is_infrared[rows]
        places[known] = places_within(groups, crops.sharpness[known])
        values[Aspect.SHARPNESS] = places
    if Aspect.BRIGHTNESS in wanted:
        values[Aspect.BRIGHTNESS] = _brightness(crops.paths, context)
    return PictureFacts(crops.tracklet_ids, values)


def _brightness(paths: tuple[Path, ...], context: TaskContext) -> RealArray:
    light = np.full(len(paths), np.nan)
    for place, path in enumerate(paths):
        if not place % _AT_ONCE:
            if context.is_cancelled():
                raise JobCancelled(_STEP)
            context.report(Progress(_STEP, place, len(paths), "pictures"))
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
