"""Materials: what a surface gives back to a visible, a near-infrared and a thermal camera."""

import math
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from cba_core.domain.arrays import FloatArray

MOST_MATERIALS = 12
"""Materials one person may wear; the shader's table holds as many."""
ROW_VALUES = 16

SKIN_TEMPERATURE_C = 33.5


class Pattern(IntEnum):
    """What is printed on a fabric; numbers are the shader's."""

    PLAIN = 0
    HOOPS = 1
    STRIPES = 2
    CHECKS = 3
    PRINT = 4
    CAMOUFLAGE = 5
    YOKE = 6
    OPEN_FRONT = 7
    REFLECTIVE = 8
    DOTS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One surface. Reflectances are linear, 0..1."""

    colour: tuple[float, float, float]
    infrared: float
    second_colour: tuple[float, float, float] | None = None  # of the pattern; None: as the first
    second_infrared: float | None = None
    pattern: Pattern = Pattern.PLAIN
    scale_m: float = 0.1
    insulation: float = 0.0  # 0: as warm as skin, 1: as cold as the air
    relief: float = 0.3  # depth of folds, 0 is smooth
    is_alive: bool = True  # False: carried, with no warmth of its own

    def following(self, share: float) -> "Material":
        """The same surface, whose infrared reflectance lies so far towards its brightness.

        Args:
            share: 0 leaves it as it was drawn, 1 makes what is bright to the eye bright beyond red.
        """
        return replace(
            self,
            infrared=_towards(self.colour, self.infrared, share),
            second_infrared=self.second_infrared
            if self.second_infrared is None or self.pattern is Pattern.REFLECTIVE
            else _towards(self.second_colour or self.colour, self.second_infrared, share),
        )

    def row(self, ambient_c: float) -> FloatArray:
        """The (16,) numbers the shader reads, in air of `ambient_c` degrees Celsius."""
        second = self.colour if self.second_colour is None else self.second_colour
        second_infrared = self.infrared if self.second_infrared is None else self.second_infrared
        return np.array(
            [
                *self.colour, self.infrared, *second, second_infrared,
                self.temperature_c(ambient_c), float(self.pattern), self.scale_m, self.relief,
                0.0, 0.0, 0.0, 0.0,
            ],
            np.float32,
        )  # fmt: skip

    def temperature_c(self, ambient_c: float) -> float:
        """Of its outside: clothes lie between skin and air as far as they insulate."""
        if not self.is_alive:
            return ambient_c + 0.4
        return SKIN_TEMPERATURE_C + self.insulation * (ambient_c - SKIN_TEMPERATURE_C)


CLOTH_COLOURS: dict[str, tuple[float, float, float]] = {
    "black": (0.020, 0.020, 0.022),
    "charcoal": (0.055, 0.057, 0.062),
    "grey": (0.20, 0.20, 0.21),
    "light grey": (0.46, 0.46, 0.45),
    "white": (0.78, 0.78, 0.76),
    "navy": (0.020, 0.030, 0.080),
    "blue": (0.035, 0.10, 0.34),
    "denim": (0.075, 0.13, 0.24),
    "sky": (0.30, 0.48, 0.66),
    "red": (0.42, 0.030, 0.030),
    "wine": (0.14, 0.016, 0.030),
    "orange": (0.62, 0.19, 0.025),
    "yellow": (0.70, 0.52, 0.045),
    "green": (0.040, 0.20, 0.060),
    "olive": (0.12, 0.125, 0.050),
    "teal": (0.020, 0.19, 0.20),
    "purple": (0.12, 0.035, 0.21),
    "pink": (0.62, 0.26, 0.36),
    "beige": (0.52, 0.42, 0.29),
    "brown": (0.13, 0.065, 0.030),
    "tan": (0.36, 0.22, 0.11),
}
"""Linear reflectances of dyed cloth; how common each is, is the wardrobe's business."""


def _towards(colour: tuple[float, float, float], infrared: float, share: float) -> float:
    """The square root spreads dark cloth as the eye does; the range is that of what is drawn."""
    red, green, blue = colour
    seen = 0.08 + 0.72 * math.sqrt(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return (1.0 - share) * infrared + share * seen


def infrared_reflectance(generator: np.random.Generator) -> float:
    """Of a dyed fabric in near-infrared, drawn without looking at its colour.

    Most dyes are transparent beyond 800 nm, so that the fibre shows: black cotton looks bright,
    while carbon-dyed synthetics stay dark. What one sees says nothing of it.
    """
    return float(0.08 + 0.72 * generator.beta(1.6, 1.3))
