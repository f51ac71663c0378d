"""Turns of limbs. People at rest face -y with z up; headings count from the x axis towards y."""

import math

import numpy as np

from cba_core.domain.arrays import RealArray

UP = np.array([0.0, 0.0, 1.0])


def yaw(heading: float) -> RealArray:
    """(3, 3) about the vertical, making somebody at rest face `heading`."""
    angle = heading + 0.5 * np.pi
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def tilt(forward: float) -> RealArray:
    """(3, 3) lean to the front of somebody at rest; of a foot: toes down."""
    c, s = np.cos(forward), np.sin(forward)
    return np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])


def roll(angle: float) -> RealArray:
    """(3, 3) lean to the left of somebody at rest."""
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])


def pitched(arm: RealArray, forward: RealArray, pitch: float) -> RealArray:
    """`arm` (3,) turned about the horizontal axis across `forward`; toes down is positive."""
    c, s = np.cos(pitch), np.sin(pitch)
    along = float(arm @ forward)
    up = float(arm[2])
    return np.asarray(
        arm + ((c - 1.0) * along + s * up) * forward + ((c - 1.0) * up - s * along) * UP
    )


def frame(axis: RealArray, ahead: RealArray) -> RealArray:
    """(3, 3) columns: along `axis`, to where `ahead` points across it, and to the side of both."""
    x, y, z = (float(one) for one in axis)
    long = math.sqrt(x * x + y * y + z * z)
    x, y, z = x / long, y / long, z / long
    u, v, w = (float(one) for one in ahead)
    along = x * u + y * v + z * w
    u, v, w = u - along * x, v - along * y, w - along * z
    long = math.sqrt(u * u + v * v + w * w)
    u, v, w = u / long, v / long, w / long
    side = (y * w - z * v, z * u - x * w, x * v - y * u)
    return np.array([[x, u, side[0]], [y, v, side[1]], [z, w, side[2]]])


def angle_between(start: float, end: float) -> float:
    """The shorter way from one heading to another, rad."""
    return float((end - start + np.pi) % (2.0 * np.pi) - np.pi)
