"""Cameras on a wall: where they hang, what they see, and what kind of picture they make."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

import numpy as np

from cba_core.domain.arrays import BoolArray, RealArray

_NEAR_M, _FAR_M = 0.4, 160.0
_LEAST_DEPTH_M = 1e-6


class CameraKind(StrEnum):
    """What a camera records."""

    VISIBLE = "visible"  # by day
    VISIBLE_DUSK = "visible-dusk"
    VISIBLE_NIGHT = "visible-night"  # by the light of street lamps
    NEAR_INFRARED = "near-infrared"
    THERMAL = "thermal"
    SWITCHING = "switching"  # at dusk visible, then near-infrared from the middle of the recording

    @property
    def records_visible(self) -> bool:
        """Whether some of its pictures are visible ones."""
        return self not in {CameraKind.NEAR_INFRARED, CameraKind.THERMAL}

    @property
    def records_infrared(self) -> bool:
        """Whether some of its pictures are near-infrared or thermal ones."""
        return self in {CameraKind.NEAR_INFRARED, CameraKind.THERMAL, CameraKind.SWITCHING}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecorderClock:
    """A recorder's clock: what it shows is not quite what is true."""

    true_start: datetime  # of the first frame, with zone
    offset_s: float  # recorder minus true time at the first frame
    drift_s_per_hour: float  # how much the offset grows

    def shown_at(self, seconds: float) -> datetime:
        """What the recorder burns in, so many true seconds after the first frame."""
        offset = self.offset_s + self.drift_s_per_hour * seconds / 3600.0
        return self.true_start + timedelta(seconds=seconds + offset)


@dataclass(frozen=True, kw_only=True)
class Camera:
    """A pinhole camera with square pixels."""

    name: str
    kind: CameraKind
    place: tuple[float, float, float]  # m
    looks_at: tuple[float, float, float]  # m
    focal_px: float
    width: int  # px
    height: int  # px
    frame_rate: float  # frames/s
    clock: RecorderClock
    codec: str = "libx264"
    bit_rate: int = 480_000  # bits/s
    seed: int = 0  # of its noise

    @cached_property
    def forward(self) -> RealArray:
        """(3,) unit vector into the picture."""
        ahead = np.asarray(self.looks_at) - np.asarray(self.place)
        return np.asarray(ahead / np.linalg.norm(ahead))

    @cached_property
    def rotation(self) -> RealArray:
        """(3, 3) world to camera: x right, y down, z into the picture."""
        ahead = self.forward
        right = np.cross(ahead, (0.0, 0.0, 1.0))
        right /= np.linalg.norm(right)
        return np.stack([right, np.cross(ahead, right), ahead])

    @cached_property
    def intrinsics(self) -> RealArray:
        """(3, 3) camera to pixels."""
        return np.array(
            [
                [self.focal_px, 0.0, 0.5 * self.width],
                [0.0, self.focal_px, 0.5 * self.height],
                [0.0, 0.0, 1.0],
            ]
        )

    def project(self, points: RealArray) -> tuple[RealArray, RealArray]:
        """Pixels (n, 2) and depths (n,) m of world points (n, 3); up to 0 m is behind."""
        seen = (np.asarray(points) - np.asarray(self.place)) @ self.rotation.T
        depth = seen[:, 2]
        safe = np.maximum(depth, _LEAST_DEPTH_M)
        pixels = self.focal_px * seen[:, :2] / safe[:, None] + (0.5 * self.width, 0.5 * self.height)
        return pixels, depth

    @cached_property
    def view_projection(self) -> RealArray:
        """(4, 4) world to OpenGL's clip space."""
        view = np.eye(4)
        flip = np.diag([1.0, -1.0, -1.0])
        view[:3, :3] = flip @ self.rotation
        view[:3, 3] = -view[:3, :3] @ np.asarray(self.place)
        projection = np.zeros((4, 4))
        projection[0, 0] = 2.0 * self.focal_px / self.width
        projection[1, 1] = 2.0 * self.focal_px / self.height
        projection[2, 2] = (_FAR_M + _NEAR_M) / (_NEAR_M - _FAR_M)
        projection[2, 3] = 2.0 * _FAR_M * _NEAR_M / (_NEAR_M - _FAR_M)
        projection[3, 2] = -1.0
        return projection @ view

    def sees(self, points: RealArray, margin_px: float = 0.0) -> BoolArray:
        """(n,) whether points (n, 3) fall into the picture."""
        pixels, depth = self.project(points)
        return np.asarray(
            (depth > _NEAR_M)
            & (pixels[:, 0] > -margin_px)
            & (pixels[:, 0] < self.width + margin_px)
            & (pixels[:, 1] > -margin_px)
            & (pixels[:, 1] < self.height + margin_px)
        )
