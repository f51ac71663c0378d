"""Which way up a picture is shown, from the container's display matrix."""

import math
from dataclasses import dataclass
from typing import cast

import numpy as np
from av.sidedata.sidedata import SideData, Type
from av.video.frame import VideoFrame

from cba_core.domain.arrays import UInt8Array


@dataclass(frozen=True, slots=True)
class Orientation:
    """Mirror the rows if told, then turn clockwise."""

    quarter_turns: int = 0  # clockwise, 0..3
    is_mirrored: bool = False

    @property
    def degrees(self) -> int:
        """The clockwise turn: 0, 90, 180 or 270."""
        return self.quarter_turns * 90

    @property
    def swaps_sides(self) -> bool:
        """Whether width and height change places."""
        return self.quarter_turns % 2 == 1

    def upright(self, picture: UInt8Array) -> UInt8Array:
        """Turn a picture (h, w, 3); the result is contiguous."""
        if not self.quarter_turns and not self.is_mirrored:
            return picture
        if self.is_mirrored:
            picture = picture[::-1]
        return np.ascontiguousarray(np.rot90(picture, -self.quarter_turns))


def orientation_of(frame: VideoFrame) -> Orientation:
    """How the frame must be turned; angles between quarters go to the nearest one."""
    side_data = cast("dict[Type, SideData]", frame.side_data)
    if Type.DISPLAYMATRIX not in side_data:
        return Orientation()
    matrix = side_data[Type.DISPLAYMATRIX]
    across_x, across_y, _, down_x, down_y = np.frombuffer(bytes(matrix), np.int32)[:5].tolist()
    turns = round(math.degrees(math.atan2(across_y, across_x)) / 90) % 4
    return Orientation(turns, across_x * down_y - across_y * down_x < 0)
