"""Overlapping tiles of a frame, for detectors that miss small people."""

from typing import NamedTuple

import numpy as np

from cba_core.domain.arrays import BoolArray, FloatArray
from cba_core.domain.detection import Detections

OVERLAP = 0.25  # of a tile's side, shared with its neighbour
BORDER_PX = 3.0  # a box this near a tile's border is cut by it
SMALL = 0.25  # of the frame's height; taller people are found in the whole frame as well
LIKELY_SCORE = 0.3
LARGE_FRAME_PX = 1280  # a longer side than this takes a third tile


class View(NamedTuple):
    """A rectangle of a frame, px."""

    x: int
    y: int
    width: int
    height: int


def tiles_of(width: int, height: int) -> list[View]:
    """Tiles that cover a frame: two by two, three along the longer side of a large frame."""
    long, wide = max(width, height) > LARGE_FRAME_PX, width >= height
    lefts, tile_width = _along(width, 3 if long and wide else 2)
    tops, tile_height = _along(height, 3 if long and not wide else 2)
    return [View(x, y, tile_width, tile_height) for y in tops for x in lefts]


def _along(length: int, count: int) -> tuple[list[int], int]:
    side = min(length, int(np.ceil(length / (count - (count - 1) * OVERLAP))))
    return [int(start) for start in np.linspace(0, length - side, count)], side


def needs_tiles(whole: Detections, width: int, height: int, *, input_side: int) -> bool:
    """Whether tiles are worth their time, from a look at the whole frame.

    They are where people are small or none is seen, and where the frame holds more detail
    than the network's input of `input_side` px takes. Depends on this frame alone, so that a
    resumed run decides alike.
    """
    if max(width, height) <= input_side:
        return False
    likely = whole.boxes[whole.scores >= LIKELY_SCORE]
    if len(likely) == 0:
        return True
    return bool(np.median(likely[:, 3] - likely[:, 1]) < SMALL * height)


def is_cut(boxes: FloatArray, tile: View, width: int, height: int) -> BoolArray:
    """(n,) whether a box ends at a border of its tile behind which the frame goes on."""
    cut = np.zeros(len(boxes), np.bool_)
    if tile.x > 0:
        cut |= boxes[:, 0] <= tile.x + BORDER_PX
    if tile.y > 0:
        cut |= boxes[:, 1] <= tile.y + BORDER_PX
    if tile.x + tile.width < width:
        cut |= boxes[:, 2] >= tile.x + tile.width - BORDER_PX
    if tile.y + tile.height < height:
        cut |= boxes[:, 3] >= tile.y + tile.height - BORDER_PX
    return cut
