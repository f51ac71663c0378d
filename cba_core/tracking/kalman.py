"""Where tracked boxes will be: a constant-velocity Kalman filter over many boxes at once.

Noise is told in body heights and seconds, so that neither the size of the picture nor the rate
at which it is sampled changes what the numbers mean. Position and speed of one axis form a
filter of two states; the axes do not interact, so the algebra is written out and needs no
matrix inverse. Size is smoothed but not extrapolated: an extrapolated size may turn negative.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cba_core.domain.arrays import BoolArray, FloatArray, IntArray

Float64Array: TypeAlias = NDArray[np.float64]

CENTRE_NOISE = 0.05
"""Standard deviation of a detected box's centre, in box heights."""
SIZE_NOISE = 0.07
"""Standard deviation of a detected box's width and height, in box heights."""
FIRST_SPEED = 0.6
"""Standard deviation of a new track's unknown speed, in box heights a second.

A person of 1.7 m who walks at 1.4 m/s across the view moves 0.8 heights a second.
"""
ACCELERATION = 0.5
"""Spectral density of a person's accelerations, in box heights a second per root second."""
GROWTH = 0.2
"""Drift of width and height, in box heights per root second."""


class BoxMotion:
    """The believed motion of n boxes, row by row."""

    def __init__(self) -> None:
        self.centre: Float64Array = np.empty((0, 2))  # px
        self.size: Float64Array = np.empty((0, 2))  # width and height, px
        self.velocity: Float64Array = np.empty((0, 2))  # px/s
        # Covariances, each (n, 2), of centre, of centre with velocity, of velocity, and of size.
        self._centre_var: Float64Array = np.empty((0, 2))
        self._cross_var: Float64Array = np.empty((0, 2))
        self._velocity_var: Float64Array = np.empty((0, 2))
        self._size_var: Float64Array = np.empty((0, 2))

    def __len__(self) -> int:
        return len(self.centre)

    @property
    def boxes(self) -> Float64Array:
        """(n, 4) x1 y1 x2 y2 px."""
        half = self.size / 2
        return np.concatenate([self.centre - half, self.centre + half], axis=1)

    @property
    def doubt(self) -> Float64Array:
        """(n, 2) px: how far a box may lie from where it is believed, x and y, one sigma."""
        return np.sqrt(self._centre_var)

    def add(self, boxes: FloatArray) -> None:
        """Append new rows for boxes (m, 4) whose speed is unknown."""
        centre, size = _centre_and_size(boxes)
        height = size[:, 1:]
        ones = np.ones_like(centre)
        self.centre = np.concatenate([self.centre, centre])
        self.size = np.concatenate([self.size, size])
        self.velocity = np.concatenate([self.velocity, np.zeros_like(centre)])
        self._centre_var = np.concatenate([self._centre_var, ones * (CENTRE_NOISE * height) ** 2])
        self._cross_var = np.concatenate([self._cross_var, np.zeros_like(centre)])
        self._velocity_var = np.concatenate(
            [self._velocity_var, ones * (FIRST_SPEED * height) ** 2]
        )
        self._size_var = np.concatenate([self._size_var, ones * (SIZE_NOISE * height) ** 2])

    def predict(self, elapsed_s: float) -> None:
        """Move every box on by `elapsed_s` seconds."""
        dt = elapsed_s
        density = (ACCELERATION * self.size[:, 1:]) ** 2
        self.centre = self.centre + dt * self.velocity
        self._centre_var = (
            self._centre_var
            + 2 * dt * self._cross_var
            + dt**2 * self._velocity_var
            + density * (dt**3 / 3)
        )
        self._cross_var = self._cross_var + dt * self._velocity_var + density * (dt**2 / 2)
        self._velocity_var = self._velocity_var + density * dt
        self._size_var = self._size_var + (GROWTH * self.size[:, 1:]) ** 2 * dt

    def correct(self, rows: IntArray, boxes: FloatArray) -> None:
        """Take the boxes (m, 4) seen for `rows` (m,)."""
        centre, size = _centre_and_size(boxes)
        height = size[:, 1:]
        centre_var, cross_var = self._centre_var[rows], self._cross_var[rows]
        surprise = centre - self.centre[rows]
        spread = centre_var + (CENTRE_NOISE * height) ** 2
        gain, velocity_gain = centre_var / spread, cross_var / spread
        self.centre[rows] += gain * surprise
        self.velocity[rows] += velocity_gain * surprise
        self._centre_var[rows] = (1 - gain) * centre_var
        self._cross_var[rows] = (1 - gain) * cross_var
        self._velocity_var[rows] -= velocity_gain * cross_var
        size_var = self._size_var[rows]
        size_gain = size_var / (size_var + (SIZE_NOISE * height) ** 2)
        self.size[rows] += size_gain * (size - self.size[rows])
        self._size_var[rows] = (1 - size_gain) * size_var

    def keep(self, rows: BoolArray) -> None:
        """Forget every row that is not set."""
        self.centre, self.size = self.centre[rows], self.size[rows]
        self.velocity = self.velocity[rows]
        self._centre_var, self._cross_var = self._centre_var[rows], self._cross_var[rows]
        self._velocity_var, self._size_var = self._velocity_var[rows], self._size_var[rows]


def _centre_and_size(boxes: FloatArray) -> tuple[Float64Array, Float64Array]:
    corners = np.asarray(boxes, np.float64)
    # A box without area would have no noise and divide by nothing.
    size = np.maximum(corners[:, 2:] - corners[:, :2], 1.0)
    return (corners[:, :2] + corners[:, 2:]) / 2, size
