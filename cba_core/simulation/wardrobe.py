"""What people wear and carry."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from cba_core.simulation.fabrics import CLOTH_COLOURS, Material, Pattern, infrared_reflectance


class Top(StrEnum):
    """What covers the trunk."""

    T_SHIRT = "T-shirt"
    SHIRT = "shirt"
    SWEATER = "sweater"
    JACKET = "jacket"
    COAT = "coat"
    DRESS = "dress"
    VEST = "safety vest"


class Bottom(StrEnum):
    """What covers the legs."""

    TROUSERS = "trousers"
    JEANS = "jeans"
    SHORTS = "shorts"
    SKIRT = "skirt"
    NONE = "none"  # under a dress


class Headwear(StrEnum):
    """What covers the head."""

    NONE = "none"
    CAP = "cap"
    HAT = "knitted hat"
    HOOD = "hood"


class Carried(StrEnum):
    """What people carry."""

    NOTHING = "nothing"
    BACKPACK = "backpack"
    SHOULDER_BAG = "shoulder bag"
    HANDBAG = "handbag"
    CASE = "case"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outfit:
    """Clothes with their materials."""

    top: Top
    top_fabric: Material
    top_colour: str
    bottom: Bottom
    bottom_fabric: Material
    bottom_colour: str
    shoes: Material
    soles: Material
    headwear: Headwear
    headwear_fabric: Material
    under_vest_fabric: Material
    carried: Carried
    carried_fabric: Material
    carried_colour: str
    carries_left: bool
    looseness: float  # about 1
    bottom_length: float  # as in `Places.leg`

    @property
    def left_arm_busy(self) -> float:
        """1 where the left hand holds something."""
        return self._busy(left=True)

    @property
    def right_arm_busy(self) -> float:
        """1 where the right hand holds something."""
        return self._busy(left=False)

    def signature(self) -> tuple[object, ...]:
        """What two people must not share whole."""
        return (
            self.top, self.top_colour, self.top_fabric.pattern, self.bottom, self.bottom_colour,
            self.headwear, self.carried, self.carried_colour,
        )  # fmt: skip

    def following(self, share: float) -> "Outfit":
        """The same clothes in dyes that carry brightness beyond red, see `Material.following`."""
        return replace(
            self,
            top_fabric=self.top_fabric.following(share),
            bottom_fabric=self.bottom_fabric.following(share),
            shoes=self.shoes.following(share),
            soles=self.soles.following(share),
            headwear_fabric=self.headwear_fabric.following(share),
            under_vest_fabric=self.under_vest_fabric.following(share),
            carried_fabric=self.carried_fabric.following(share),
        )

    def facts(self) -> dict[str, object]:
        """For `truth.json`."""
        return {
            "top": f"{self.top_colour} {self.top.value}",
            "pattern": self.top_fabric.pattern.name.lower(),
            "bottom": f"{self.bottom_colour} {self.bottom.value}",
            "headwear": self.headwear.value,
            "carried": f"{self.carried_colour} {self.carried.value}"
            if self.carried is not Carried.NOTHING
            else self.carried.value,
            "near_infrared_reflectance": {
                "top": round(self.top_fabric.infrared, 3),
                "bottom": round(self.bottom_fabric.infrared, 3),
            },
        }

    def _busy(self, *, left: bool) -> float:
        holds = self.carried in {Carried.HANDBAG, Carried.CASE}
        return 0.85 if holds and self.carries_left is left else 0.0


_TOP_COLOURS = {
    "black": 20, "charcoal": 8, "grey": 9, "light grey": 6, "white": 13, "navy": 10, "blue": 7,
    "sky": 4, "red": 6, "wine": 3, "orange": 2, "yellow": 3, "green": 4, "olive": 5, "teal": 2,
    "purple": 2, "pink": 4, "beige": 6, "brown": 4, "tan": 3,
}  # fmt: skip
_BOTTOM_COLOURS = {
    "black": 26, "charcoal": 10, "grey": 9, "light grey": 3, "white": 3, "navy": 12, "denim": 20,
    "blue": 4, "olive": 4, "beige": 7, "brown": 4, "wine": 2,
}  # fmt: skip
_BAG_COLOURS = {
    "black": 10,
    "charcoal": 3,
    "navy": 3,
    "red": 2,
    "brown": 3,
    "tan": 2,
    "olive": 2,
    "teal": 1,
}
_SHOE_COLOURS = {
    "black": 42, "white": 20, "brown": 14, "charcoal": 12, "light grey": 8, "red": 4,
}  # fmt: skip
_SOLE_COLOURS = {"black": 50, "white": 30, "charcoal": 12, "tan": 8}
_TOP_INSULATION = {
    Top.T_SHIRT: 0.34, Top.SHIRT: 0.42, Top.SWEATER: 0.58, Top.JACKET: 0.74, Top.COAT: 0.82,
    Top.DRESS: 0.40, Top.VEST: 0.60,
}  # fmt: skip
_BOTTOM_INSULATION = {
    Bottom.TROUSERS: 0.52, Bottom.JEANS: 0.55, Bottom.SHORTS: 0.45, Bottom.SKIRT: 0.5,
    Bottom.NONE: 0.4,
}  # fmt: skip


def draw_outfit(
    *, is_male: bool, generator: np.random.Generator, uniform: Outfit | None = None
) -> Outfit:
    """One outfit; with `uniform` the clothes are that one's and only small things differ."""
    outfit = _draw_whole(is_male=is_male, generator=generator)
    if uniform is None or uniform.top is Top.DRESS or uniform.bottom is Bottom.SKIRT:
        return outfit
    return replace(
        outfit,
        top=uniform.top,
        top_fabric=uniform.top_fabric,
        top_colour=uniform.top_colour,
        bottom=uniform.bottom,
        bottom_fabric=uniform.bottom_fabric,
        bottom_colour=uniform.bottom_colour,
        bottom_length=uniform.bottom_length,
    )


def _draw_whole(*, is_male: bool, generator: np.random.Generator) -> Outfit:
    tops = (Top.T_SHIRT, Top.SHIRT, Top.SWEATER, Top.JACKET, Top.COAT, Top.DRESS, Top.VEST)
    chances = (
        [0.24, 0.13, 0.15, 0.30, 0.14, 0.0, 0.04]
        if is_male
        else [0.2, 0.1, 0.15, 0.25, 0.15, 0.13, 0.02]
    )
    top = tops[int(generator.choice(len(tops), p=chances))]
    bottoms = (Bottom.TROUSERS, Bottom.JEANS, Bottom.SHORTS, Bottom.SKIRT)
    chances = [0.38, 0.46, 0.16, 0.0] if is_male else [0.30, 0.42, 0.08, 0.20]
    bottom = bottoms[int(generator.choice(len(bottoms), p=chances))]
    if top is Top.DRESS:
        bottom = Bottom.NONE
    top_colour = "orange" if top is Top.VEST else _pick(_TOP_COLOURS, generator)
    bottom_colour = top_colour if top is Top.DRESS else _pick(_BOTTOM_COLOURS, generator)
    if bottom is Bottom.JEANS:
        bottom_colour = str(
            generator.choice(["denim", "navy", "black", "grey"], p=[0.5, 0.2, 0.2, 0.1])
        )
    bag_colour = _pick(_BAG_COLOURS, generator)
    carried = (
        Carried.NOTHING, Carried.BACKPACK, Carried.SHOULDER_BAG, Carried.HANDBAG, Carried.CASE,
    )  # fmt: skip
    headwear = (Headwear.NONE, Headwear.CAP, Headwear.HAT, Headwear.HOOD)
    return Outfit(
        top=top,
        top_fabric=_top_fabric(top, top_colour, generator),
        top_colour=top_colour,
        bottom=bottom,
        bottom_fabric=_fabric(bottom_colour, _BOTTOM_INSULATION[bottom], generator, relief=0.55),
        bottom_colour=bottom_colour,
        shoes=_fabric(_pick(_SHOE_COLOURS, generator), 0.72, generator, relief=0.1),
        soles=_fabric(_pick(_SOLE_COLOURS, generator), 0.85, generator, relief=0.0),
        headwear=headwear[int(generator.choice(4, p=[0.76, 0.11, 0.07, 0.06]))],
        headwear_fabric=_fabric(_pick(_BAG_COLOURS, generator), 0.68, generator, relief=0.4),
        under_vest_fabric=_fabric(
            _pick(_BOTTOM_COLOURS, generator), _TOP_INSULATION[Top.SHIRT], generator, relief=0.5
        ),
        carried=carried[
            int(
                generator.choice(
                    5,
                    p=[0.44, 0.24, 0.13, 0.06, 0.13] if is_male else [0.3, 0.18, 0.22, 0.22, 0.08],
                )
            )
        ],
        carried_fabric=replace(_fabric(bag_colour, 1.0, generator, relief=0.15), is_alive=False),
        carried_colour=bag_colour,
        carries_left=bool(generator.random() < 0.4),  # most are right-handed
        looseness=float(np.clip(generator.normal(1.0, 0.3), 0.5, 2.0)),
        bottom_length=_length(bottom, generator),
    )


def _length(bottom: Bottom, generator: np.random.Generator) -> float:
    if bottom is Bottom.SHORTS:
        return float(generator.uniform(0.65, 1.05))
    if bottom in {Bottom.SKIRT, Bottom.NONE}:
        return float(generator.uniform(0.75, 1.6))
    return float(generator.uniform(1.99, 2.09))


def _top_fabric(top: Top, colour: str, generator: np.random.Generator) -> Material:
    relief = {Top.T_SHIRT: 0.45, Top.SHIRT: 0.5, Top.SWEATER: 0.4, Top.JACKET: 0.7, Top.COAT: 0.6}
    fabric = _fabric(colour, _TOP_INSULATION[top], generator, relief=relief.get(top, 0.45))
    if top is Top.VEST:
        return replace(
            fabric,
            pattern=Pattern.REFLECTIVE,
            second_colour=(0.85, 0.85, 0.82),
            second_infrared=0.95,
        )
    if generator.random() < {Top.JACKET: 0.45, Top.COAT: 0.2}.get(top, 0.4):
        patterns = (
            [Pattern.YOKE, Pattern.OPEN_FRONT, Pattern.OPEN_FRONT, Pattern.CAMOUFLAGE]
            if top in {Top.JACKET, Top.COAT}
            else [
                Pattern.HOOPS,
                Pattern.CHECKS,
                Pattern.PRINT,
                Pattern.PRINT,
                Pattern.STRIPES,
                Pattern.DOTS,
            ]
        )
        pattern = patterns[int(generator.integers(len(patterns)))]
        other = _pick(_TOP_COLOURS, generator)
        scale = {
            Pattern.YOKE: float(generator.uniform(1.2, 1.36)),
            Pattern.OPEN_FRONT: float(generator.uniform(0.015, 0.09)),
            Pattern.HOOPS: float(generator.uniform(0.05, 0.16)),
            Pattern.DOTS: float(generator.uniform(0.05, 0.1)),
        }.get(pattern, float(generator.uniform(0.05, 0.12)))
        # prints often reflect in infrared as the cloth below: the dye differs, the fibre does not
        infrared = fabric.infrared if generator.random() < 0.5 else infrared_reflectance(generator)
        return replace(
            fabric,
            pattern=pattern,
            second_colour=CLOTH_COLOURS[other],
            second_infrared=infrared,
            scale_m=scale,
        )
    return fabric


def _fabric(
    colour: str, insulation: float, generator: np.random.Generator, *, relief: float
) -> Material:
    base = np.asarray(CLOTH_COLOURS[colour]) * generator.uniform(0.85, 1.18, 3)
    red, green, blue = (float(one) for one in np.clip(base, 0.005, 0.9))
    return Material(
        colour=(red, green, blue),
        infrared=infrared_reflectance(generator),
        insulation=float(np.clip(insulation + generator.normal(0, 0.05), 0.1, 0.95)),
        relief=relief,
    )


def _pick(weights: dict[str, int], generator: np.random.Generator) -> str:
    names = list(weights)
    shares = np.array(list(weights.values()), np.float64)
    return names[int(generator.choice(len(names), p=shares / shares.sum()))]
