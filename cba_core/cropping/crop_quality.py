"""How good a picture of a person is, so that crops of one tracklet can be compared."""

from typing import NamedTuple

import cv2
import numpy as np

from cba_core.domain.arrays import FloatArray, UInt8Array
from cba_core.domain.tracklets import CropReason

GOOD_HEIGHT_PX = 200.0
"""Height from which more pixels add nothing that an encoder's input (about 256 px) could show."""
SMALL_HEIGHT_PX = 64.0
"""Under this height clothing has no pattern left."""
BORDER_SHARE = 0.01
"""A box this near the frame's border, in shares of its height, is taken to be cut off by it."""
BORDER_PX = 2.0
"""As `BORDER_SHARE`, for small boxes: detectors are no more exact than this."""
TRUNCATED_FITNESS = 0.4
"""What a truncated crop is worth beside a whole one."""
OVERLAP_COST = 0.8
"""Fitness lost by a crop that another person covers wholly."""
OVERLAPPED_SHARE = 0.3
"""Share of a box under another person's box from which it shows two people."""
BLURRED_SHARE = 0.3
"""Sharpness, in shares of the sharpest crop of the tracklet, under which a crop is blurred."""
SHARPNESS_HEIGHT_PX = 128
"""Height at which crops are compared, so that near and far count alike."""
INNER_MARGIN = (0.1, 0.2)
"""Shares of height and width left out on each side: a sharp background says nothing."""


class Placement(NamedTuple):
    """How persons stand in a frame, told by their boxes alone."""

    fitness: FloatArray  # (n,) in 0..1; sharpness is not in it
    reasons: list[tuple[CropReason, ...]]


def judge_placement(boxes: FloatArray, *, frame_height: int, frame_width: int) -> Placement:
    """Judge size, truncation and overlap of all boxes (n, 4) of a frame at once."""
    height = boxes[:, 3] - boxes[:, 1]
    near = np.maximum(BORDER_PX, BORDER_SHARE * height)
    truncated = (
        (boxes[:, 0] <= near)
        | (boxes[:, 1] <= near)
        | (boxes[:, 2] >= frame_width - near)
        | (boxes[:, 3] >= frame_height - near)
    )
    covered = covered_share(boxes)
    fitness = (
        np.clip(height / GOOD_HEIGHT_PX, 0, 1)
        * np.where(truncated, TRUNCATED_FITNESS, 1.0)
        * (1 - OVERLAP_COST * covered)
    )
    told = (
        (CropReason.SMALL, height < SMALL_HEIGHT_PX),
        (CropReason.TRUNCATED, truncated),
        (CropReason.OVERLAPPED, covered > OVERLAPPED_SHARE),
    )
    reasons = [
        tuple(reason for reason, holds in told if holds[which]) for which in range(len(boxes))
    ]
    return Placement(fitness.astype(np.float32), reasons)


def covered_share(boxes: FloatArray) -> FloatArray:
    """(n,) in 0..1: the greatest share of each box (n, 4) that lies within another one."""
    if len(boxes) < 2:  # noqa: PLR2004  (one alone is covered by none)
        return np.zeros(len(boxes), np.float32)
    common = np.minimum(boxes[:, None, 2:], boxes[None, :, 2:]) - np.maximum(
        boxes[:, None, :2], boxes[None, :, :2]
    )
    intersection = np.maximum(common, 0).prod(axis=2)
    np.fill_diagonal(intersection, 0)
    area = np.maximum((boxes[:, 2:] - boxes[:, :2]).prod(axis=1), 1.0)
    share: FloatArray = np.clip(intersection.max(axis=1) / area, 0, 1).astype(np.float32)
    return share


def sharpness_of(picture: UInt8Array) -> float:
    """Variance of the Laplacian of the luma, of the inner part of a crop (h, w, 3) RGB.

    The picture is first brought to `SHARPNESS_HEIGHT_PX`. Grain counts as sharpness, therefore
    the number may be compared between crops of one tracklet, never between cameras.
    """
    height, width = picture.shape[:2]
    scaled_width = max(1, round(width * SHARPNESS_HEIGHT_PX / height))
    shrinks = height > SHARPNESS_HEIGHT_PX
    scaled = cv2.resize(
        cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY),
        (scaled_width, SHARPNESS_HEIGHT_PX),
        interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR,
    )
    rows = int(SHARPNESS_HEIGHT_PX * INNER_MARGIN[0])
    columns = int(scaled_width * INNER_MARGIN[1])
    edges = cv2.Laplacian(scaled, cv2.CV_32F)
    return float(edges[rows : SHARPNESS_HEIGHT_PX - rows, columns : scaled_width - columns].var())
