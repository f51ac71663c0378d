"""Who walks about: bodies, skin, hair, clothes, luggage and gaits drawn from distributions."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cba_core.domain.arrays import RealArray
from cba_core.simulation.bodies import statures_m
from cba_core.simulation.fabrics import Material
from cba_core.simulation.gait import GaitStyle
from cba_core.simulation.hair_styles import HairStyle
from cba_core.simulation.wardrobe import Outfit, draw_outfit

_FAMILIES = np.array([0.16, 0.18, 0.66])
"""How often african, asian and caucasian traits prevail; a body is a mixture of the three."""
_SKINS: tuple[tuple[float, float, float], ...] = (
    (0.045, 0.022, 0.013),
    (0.10, 0.050, 0.028),
    (0.21, 0.115, 0.068),
    (0.34, 0.205, 0.135),
    (0.46, 0.295, 0.215),
    (0.56, 0.375, 0.290),
)
"""Linear reflectances from dark to fair."""
_HAIRS: Mapping[str, tuple[float, float, float]] = {
    "black": (0.012, 0.011, 0.011),
    "dark brown": (0.030, 0.018, 0.011),
    "brown": (0.075, 0.042, 0.022),
    "fair": (0.30, 0.20, 0.095),
    "red": (0.18, 0.055, 0.018),
    "grey": (0.30, 0.30, 0.29),
    "white": (0.58, 0.57, 0.54),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Everything that makes one person look and move as they do."""

    id: int  # 1, 2, ... over all cameras
    shape: Mapping[str, float]  # phenotype of the body model, each 0..1
    height_m: float  # intended; the body comes within a centimetre
    is_male: bool
    age_years: float
    skin: Material
    hair: Material
    hair_style: HairStyle
    outfit: Outfit
    gait: GaitStyle
    speed_m_s: float

    def facts(self) -> dict[str, object]:
        """What `truth.json` tells of the person."""
        return {
            "id": self.id,
            "height_m": round(self.height_m, 3),
            "age_years": round(self.age_years),
            "sex": "male" if self.is_male else "female",
            "hair": self.hair_style.value,
            "outfit": self.outfit.facts(),
            "walking_speed_m_s": round(self.speed_m_s, 3),
            "limp": round(self.gait.limp, 2),
        }


def draw_people(
    count: int,
    generator: np.random.Generator,
    *,
    first_id: int = 1,
    apart_after: int | None = None,
) -> list[Person]:
    """Different people; about one in seven wears the uniform of another.

    No two share outfit, hair and build.

    Args:
        count: how many.
        generator: of all that chance decides.
        first_id: of the first person.
        apart_after: so many people; nobody after them wears the uniform of one of them.
    """
    people: list[Person] = []
    worn: set[tuple[object, ...]] = set()
    while len(people) < count:
        uniform = None
        is_apart = apart_after is not None and len(people) >= apart_after
        company = people[apart_after:] if is_apart else people
        if company and generator.random() < 0.14:  # colleagues
            uniform = company[int(generator.integers(len(company)))].outfit
        person = _draw_person(first_id + len(people), generator, uniform)
        signature = (person.outfit.signature(), person.hair_style, round(person.height_m, 1))
        if signature in worn:
            continue
        worn.add(signature)
        people.append(person)
    return people


def _draw_person(number: int, generator: np.random.Generator, uniform: Outfit | None) -> Person:
    is_male = bool(generator.random() < 0.52)  # a street in the evening
    age = float(np.clip(generator.gamma(6.0, 7.0) + 6.0, 15.0, 85.0))
    height = float(
        np.clip(generator.normal(1.765, 0.072), 1.56, 1.98)
        if is_male
        else np.clip(generator.normal(1.635, 0.066), 1.45, 1.82)
    ) - 0.0006 * max(0.0, age - 40.0)
    family = generator.dirichlet(4.0 * _FAMILIES)
    shape = {
        "gender": float(np.clip(generator.normal(0.08, 0.05), 0, 0.3))
        if is_male
        else float(np.clip(generator.normal(0.95, 0.04), 0.7, 1)),
        "age": float(np.interp(age, [15.0, 25.0, 90.0], [0.55, 0.667, 1.0])),
        "muscle": float(np.clip(generator.normal(0.52, 0.14), 0.1, 0.95)),
        "weight": float(np.clip(generator.normal(0.52 + 0.002 * (age - 40.0), 0.15), 0.12, 0.98)),
        "proportions": float(np.clip(generator.normal(0.5, 0.18), 0.05, 0.95)),
        "height": 0.5,
        "african": float(family[0]),
        "asian": float(family[1]),
        "caucasian": float(family[2]),
    }
    shape["height"] = _height_value(shape, height)
    hair_style, hair = _draw_hair(is_male=is_male, age=age, family=family, generator=generator)
    outfit = draw_outfit(is_male=is_male, generator=generator, uniform=uniform)
    return Person(
        id=number,
        shape=shape,
        height_m=height,
        is_male=is_male,
        age_years=age,
        skin=_draw_skin(family, generator),
        hair=hair,
        hair_style=hair_style,
        outfit=outfit,
        gait=_draw_gait(age=age, outfit=outfit, generator=generator),
        speed_m_s=float(
            np.clip(generator.normal(1.32 - 0.004 * max(0.0, age - 50.0), 0.14), 0.8, 1.8)
        ),
    )


def _height_value(shape: Mapping[str, float], height_m: float) -> float:
    """The phenotype's height that gives this stature: bodies grow evenly with it."""
    low, high = statures_m([{**shape, "height": share} for share in (0.2, 0.8)])
    return float(np.clip(0.2 + 0.6 * (height_m - low) / (high - low), 0.0, 1.0))


def _draw_skin(family: RealArray, generator: np.random.Generator) -> Material:
    darkness = float(
        np.clip(family[0] * 1.25 + 0.35 * family[1] + generator.normal(0.02, 0.08), 0, 1)
    )
    place = (1.0 - darkness) * (len(_SKINS) - 1)
    below = int(place)
    above = min(below + 1, len(_SKINS) - 1)
    colour = np.asarray(_SKINS[below]) * (1 - place + below) + np.asarray(_SKINS[above]) * (
        place - below
    )
    red, green, blue = (float(one) for one in colour)
    # melanin hardly absorbs beyond 800 nm: skins differ little there
    return Material(colour=(red, green, blue), infrared=0.42 + 0.10 * (1 - darkness), relief=0.05)


def _draw_hair(
    *, is_male: bool, age: float, family: RealArray, generator: np.random.Generator
) -> tuple[HairStyle, Material]:
    styles = tuple(HairStyle)
    bald = 0.02 + (0.004 * max(0.0, age - 25.0) if is_male else 0.0)
    chances = np.array(
        [bald, 0.62, 0.25, 0.02, 0.03, 0.01, 0.01]
        if is_male
        else [0.0, 0.10, 0.18, 0.20, 0.28, 0.15, 0.09]
    )
    style = styles[int(generator.choice(len(styles), p=chances / chances.sum()))]
    if generator.random() < np.clip((age - 42.0) / 40.0, 0.0, 0.9):
        name = "grey" if generator.random() < 0.65 else "white"
    elif generator.random() < family[0] + family[1]:
        name = "black"
    else:
        name = str(
            generator.choice(["dark brown", "brown", "fair", "red"], p=[0.38, 0.36, 0.21, 0.05])
        )
    infrared = {"white": 0.7, "grey": 0.55, "fair": 0.5}.get(name, 0.0)
    return style, Material(
        colour=_HAIRS[name],
        infrared=infrared or float(generator.uniform(0.12, 0.4)),
        insulation=0.55,
        relief=1.2,
    )


def _draw_gait(*, age: float, outfit: Outfit, generator: np.random.Generator) -> GaitStyle:
    old = max(0.0, age - 60.0) / 25.0
    return GaitStyle(
        stride_share=float(np.clip(generator.normal(0.83 - 0.10 * old, 0.04), 0.6, 0.95)),
        step_width_m=float(np.clip(generator.normal(0.11 + 0.03 * old, 0.025), 0.04, 0.2)),
        lift_m=float(np.clip(generator.normal(0.085 - 0.02 * old, 0.015), 0.04, 0.13)),
        arm_swing_rad=float(np.clip(generator.normal(0.34, 0.10), 0.08, 0.6)),
        elbow_rad=float(np.clip(generator.normal(0.28, 0.10), 0.06, 0.6)),
        lean_rad=float(np.clip(generator.normal(0.03 + 0.05 * old, 0.02), -0.02, 0.14)),
        sway_m=float(np.clip(generator.normal(0.02, 0.008), 0.0, 0.05)),
        toe_out_rad=float(np.clip(generator.normal(0.12, 0.07), -0.08, 0.35)),
        limp=float(generator.uniform(0.4, 1.0)) if generator.random() < 0.05 + 0.1 * old else 0.0,
        stoop_rad=float(np.clip(generator.normal(0.05 + 0.10 * old, 0.03), 0.0, 0.25)),
        left_arm_busy=outfit.left_arm_busy,
        right_arm_busy=outfit.right_arm_busy,
    )
