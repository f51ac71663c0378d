"""Where feet are put down: footprints along a path, and the way of a foot from one to the next.

A foot in stance is a fixed place in the world, so it cannot slide whatever the body does.
"""

from dataclasses import dataclass

import numpy as np

from cba_core.domain.arrays import RealArray
from cba_core.simulation.paths import WalkedPath
from cba_core.simulation.turns import UP, angle_between, pitched

_STANCE_SHARE = 0.62
"""Of a stride one foot is on the ground (human walking; Perry, Gait Analysis)."""
_BEHIND_HIP = 0.045
"""Of a stride the middle of a stance lies behind the hips: heels rise before toes leave."""
_HEEL_OFF, _TOE_OFF_RAD = 0.25, 1.0
_HEEL_STRIKE, _STRIKE_RAD = -0.72, 0.28
"""Of a stance, counted from -1 to 1, until when a foot is flat, and how far it is turned then."""
_HEEL_BEHIND = 0.45
"""Of the way from ankle to toes the heel touches the ground behind the ankle."""
_BOTH_DOWN = 0.25
"""Phases this far from whole and half ones find both feet on the ground."""
_ADAPTED_OVER_M = 5.0
"""People see where they will stop and change their steps on the way there."""


@dataclass(frozen=True, slots=True)
class Foot:
    """One foot at one moment."""

    place: RealArray  # (3,) m of the ankle
    heading: float  # rad
    pitch: float  # rad, toes down is positive
    toes_pitch: float  # rad
    is_down: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FootShape:
    """What steps depend on."""

    stride_m: float
    step_width_m: float
    lift_m: float
    toe_out_rad: float
    limp: float  # 0..1: how much shorter the right foot is kept on the ground
    ankle_m: float  # above the ground
    toes_m: float  # height of the toes' joint
    foot_m: float  # from ankle to the toes' joint, over ground


class Footsteps:
    """The steps of one walk."""

    def __init__(self, path: WalkedPath, shape: FootShape) -> None:
        self._path = path
        self._shape = shape
        self._along = path.grid_m
        phases = path.unit_strides / shape.stride_m
        self._phases = phases + _adapted(path.pauses_m, self._along, phases)

    def phase_at(self, distance_m: float) -> float:
        """Strides done; a whole number is the middle of the left foot's stance."""
        inside = min(max(distance_m, 0.0), float(self._along[-1]))
        phase = float(np.interp(inside, self._along, self._phases))
        return phase + (distance_m - inside) / self._shape.stride_m

    def foot(self, phase: float, *, side: int, moving: float) -> Foot:
        """The left foot (side 1) stands around whole phases, the right one half a stride later.

        Args:
            phase: strides done.
            side: 1 left, -1 right.
            moving: 1 walks, 0 stands, with feet flat.
        """
        offset = 0.0 if side > 0 else 0.5
        stance = _STANCE_SHARE - (0.10 * self._shape.limp if side < 0 else 0.0)
        nearest = float(np.round(phase - offset))
        through = phase - offset - nearest  # -0.5 .. 0.5 around mid-stance
        half = 0.5 * stance
        if abs(through) <= half:
            return self._standing(nearest + offset, side, through / half, moving)
        before = nearest if through > 0 else nearest - 1.0
        progress = (phase - offset - before - half) / (1.0 - stance)
        start = self._standing(before + offset, side, 1.0, moving)
        end = self._standing(before + 1.0 + offset, side, -1.0, moving)
        eased = progress * progress * (3.0 - 2.0 * progress)
        place = (1.0 - eased) * start.place + eased * end.place
        lift = self._shape.lift_m * np.sin(np.pi * progress) ** 1.5
        pitch = (1.0 - eased) * start.pitch + eased * end.pitch
        return Foot(
            place + lift * UP,
            start.heading + eased * angle_between(start.heading, end.heading),
            pitch,
            (1.0 - eased) * start.toes_pitch + eased * end.toes_pitch
            + 0.5 * pitch * np.sin(np.pi * progress),
            is_down=False,
        )  # fmt: skip

    def _standing(self, phase: float, side: int, through: float, moving: float) -> Foot:
        """A foot on the ground: heel first, then flat, then rolling over the toes."""
        ankle, heading = self._footprint(phase, side)
        forward = np.array([np.cos(heading), np.sin(heading), 0.0])
        shape = self._shape
        if through > _HEEL_OFF:
            pitch = _TOE_OFF_RAD * ((through - _HEEL_OFF) / (1.0 - _HEEL_OFF)) ** 1.5 * moving
            toes = ankle + shape.foot_m * forward - (shape.ankle_m - shape.toes_m) * UP
            place = toes + pitched(ankle - toes, forward, pitch)
            return Foot(place, heading, pitch, 0.0, is_down=True)
        if through < _HEEL_STRIKE:
            pitch = -_STRIKE_RAD * (_HEEL_STRIKE - through) / (1.0 + _HEEL_STRIKE) * moving
            heel = ankle - _HEEL_BEHIND * shape.foot_m * forward - shape.ankle_m * UP
            place = heel + pitched(ankle - heel, forward, pitch)
            return Foot(place, heading, pitch, pitch, is_down=True)
        return Foot(ankle, heading, 0.0, 0.0, is_down=True)

    def _footprint(self, phase: float, side: int) -> tuple[RealArray, float]:
        distance = self._distance_of(phase - _BEHIND_HIP)
        heading = self._path.heading_at(distance)
        x, y = self._path.place_at(distance)
        aside = side * 0.5 * self._shape.step_width_m
        ankle = np.array(
            [x - aside * np.sin(heading), y + aside * np.cos(heading), self._shape.ankle_m]
        )
        return ankle, heading + side * self._shape.toe_out_rad

    def _distance_of(self, phase: float) -> float:
        """Where a footprint lies: the inverse of `phase_at`."""
        inside = min(max(phase, float(self._phases[0])), float(self._phases[-1]))
        distance = float(np.interp(inside, self._phases, self._along))
        return distance + (phase - inside) * self._shape.stride_m


def _adapted(pauses_m: RealArray, along: RealArray, phases: RealArray) -> RealArray:
    """(n,) what is added to the phases, so that nobody stops with a foot in the air."""
    knots, offsets = [0.0], [0.0]
    for pause in pauses_m:
        phase = float(np.interp(pause, along, phases))
        both_down = np.round((phase - _BOTH_DOWN) / 0.5) * 0.5 + _BOTH_DOWN
        knots += [max(knots[-1], float(pause) - _ADAPTED_OVER_M), float(pause)]
        offsets += [offsets[-1], float(both_down - phase)]
    return np.interp(along, knots, offsets)
