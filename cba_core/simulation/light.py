"""What lights a scene: sun, sky and lamps at a time of day."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from cba_core.domain.arrays import FloatArray

Colour = tuple[float, float, float]


class TimeOfDay(StrEnum):
    """How light it is."""

    DAY = "day"
    DUSK = "dusk"
    NIGHT = "night"


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """Radiance in units of the frame's exposure; directions point towards the light."""

    sun_direction: tuple[float, float, float]
    sun: Colour
    sky: Colour
    ground: Colour  # what the ground throws back upwards
    lamp: Colour  # of every lamp, at one metre
    ambient_c: float  # temperature of the air


def light_at(time: TimeOfDay, *, is_indoors: bool) -> Light:
    """The light of a time of day; indoors lamps are always on and there is no sun."""
    if is_indoors:
        return Light(
            sun_direction=(0.3, 0.3, 0.9),
            sun=(0.0, 0.0, 0.0),
            sky=(0.42, 0.42, 0.40) if time is not TimeOfDay.NIGHT else (0.16, 0.16, 0.155),
            ground=(0.30, 0.29, 0.27) if time is not TimeOfDay.NIGHT else (0.11, 0.11, 0.10),
            lamp=(6.0, 5.9, 5.4) if time is not TimeOfDay.NIGHT else (2.6, 2.5, 2.3),
            ambient_c=19.0,
        )
    if time is TimeOfDay.DAY:
        return Light(
            sun_direction=_unit(-0.45, -0.50, 0.74),
            sun=(1.35, 1.26, 1.10),
            sky=(0.46, 0.53, 0.66),
            ground=(0.24, 0.22, 0.19),
            lamp=(0.0, 0.0, 0.0),
            ambient_c=15.0,
        )
    if time is TimeOfDay.DUSK:
        return Light(
            sun_direction=_unit(-0.8, 0.3, 0.25),
            sun=(0.0, 0.0, 0.0),
            sky=(0.26, 0.29, 0.40),
            ground=(0.10, 0.10, 0.11),
            lamp=(5.5, 4.2, 2.6),
            ambient_c=11.0,
        )
    return Light(
        sun_direction=_unit(-0.8, 0.3, 0.25),
        sun=(0.0, 0.0, 0.0),
        sky=(0.018, 0.020, 0.030),
        ground=(0.012, 0.011, 0.010),
        lamp=(6.5, 4.8, 2.8),
        ambient_c=8.0,
    )


def sky_directions(count: int) -> FloatArray:
    """(count, 3) directions spread evenly over the upper half of the sky, by the golden angle."""
    number = np.arange(count) + 0.5
    up = np.sqrt(number / count)  # as many as a level face sees of each part: weighted by cosine
    around = number * np.pi * (3.0 - np.sqrt(5.0))
    flat = np.sqrt(1.0 - up * up)
    return np.stack([flat * np.cos(around), flat * np.sin(around), up], axis=1)


def _unit(x: float, y: float, z: float) -> tuple[float, float, float]:
    length = float(np.sqrt(x * x + y * y + z * z))
    return x / length, y / length, z / length
