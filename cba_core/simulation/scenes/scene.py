"""What a place where cameras hang consists of. Metres; z up."""

from dataclasses import KW_ONLY, dataclass
from enum import IntEnum, StrEnum


class SceneName(StrEnum):
    """Scenes that can be chosen."""

    STREET = "street"
    STATION = "station"
    CAR_PARK = "car-park"
    CORRIDOR = "corridor"


class Ground(IntEnum):
    """What a solid of the scene is made of; numbers are the shader's."""

    ASPHALT = 0
    PAVING = 1
    BRICK = 2
    CONCRETE = 3
    PLASTER = 4
    GLASS = 5
    METAL = 6
    WOOD = 7
    FOLIAGE = 8
    PAINT = 9
    CAR = 10
    TILES = 11
    LAMP = 12


@dataclass(frozen=True, slots=True)
class Solid:
    """A box, turned about the vertical; or an upright cylinder where it is round."""

    centre: tuple[float, float, float]
    half: tuple[float, float, float]
    made_of: Ground
    colour: tuple[float, float, float]  # linear reflectance
    _: KW_ONLY
    turn: float = 0.0  # rad
    is_round: bool = False
    is_ball: bool = False
    temperature_c: float = 0.0  # above the air


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One place, some sixty metres long: a walk through it passes several cameras in a minute."""

    name: SceneName
    solids: tuple[Solid, ...]
    ways: tuple[tuple[tuple[float, float], ...], ...]  # lines people follow, either way
    way_width_m: float  # to each side of a line
    stops: tuple[tuple[float, float], ...]  # where people stand for a while
    lamps: tuple[tuple[float, float, float], ...]
    mounts: tuple[tuple[float, float, float, float, float], ...]  # x, y, z, looks at x, y
    is_indoors: bool = False
    obstacles: tuple[tuple[float, float, float], ...] = ()  # x, y, radius: walked around
