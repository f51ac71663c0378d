"""Every garment, hair and thing can be worn by everybody, and covers what it is to cover."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from cba_core.domain.arrays import RealArray
from cba_core.simulation import skeleton as sk
from cba_core.simulation.bodies import Body, make_bodies
from cba_core.simulation.body_mesh import body_mesh
from cba_core.simulation.dressing import (
    BOTTOM,
    CARRIED,
    EYES,
    HAIR,
    HEADWEAR,
    LIPS,
    SHOES,
    SKIN,
    SOLES,
    TOP,
    DressedPerson,
    dress,
)
from cba_core.simulation.fabrics import MOST_MATERIALS, SKIN_TEMPERATURE_C
from cba_core.simulation.hair_styles import HairStyle
from cba_core.simulation.people import Person, draw_people
from cba_core.simulation.wardrobe import Bottom, Carried, Headwear, Outfit, Top

AIR_C = 8.0


@cache
def models() -> list[tuple[Person, Body]]:
    """A slight woman, an average man, a heavy tall man."""
    person = draw_people(1, np.random.default_rng(2))[0]
    shapes = [
        {**person.shape, "gender": 0.95, "weight": 0.15, "height": 0.3},
        {**person.shape, "gender": 0.05, "weight": 0.5, "height": 0.5},
        {**person.shape, "gender": 0.05, "weight": 0.95, "height": 0.8, "muscle": 0.9},
    ]
    bodies = make_bodies(shapes)
    return [
        (replace(person, shape=shape), body) for shape, body in zip(shapes, bodies, strict=True)
    ]


def plain() -> Outfit:
    return replace(
        models()[0][0].outfit,
        top=Top.SHIRT,
        bottom=Bottom.TROUSERS,
        bottom_length=2.02,
        headwear=Headwear.NONE,
        carried=Carried.NOTHING,
        carries_left=True,
        looseness=1.0,
    )


@cache
def dressed(which: int, outfit: Outfit, hair: HairStyle = HairStyle.SHORT) -> DressedPerson:
    person, body = models()[which]
    return dress(replace(person, outfit=outfit, hair_style=hair), body, body_mesh())


def places(one: DressedPerson, material: int) -> RealArray:
    """What is seen of a material at the finest level."""
    used = np.unique(one.details[0])
    rows = one.vertices[used]
    return rows[(rows[:, 14] == material) & (rows[:, 15] >= 0), :3]


def check(one: DressedPerson) -> None:
    vertices = one.vertices
    assert np.isfinite(vertices).all()
    assert vertices[:, 10:14].sum(axis=1) == pytest.approx(1.0, abs=1e-5)
    assert np.all(vertices[:, 10:14] >= -1e-6)
    assert np.all(vertices[:, 13] == 0)  # the shader adds up three joints
    assert np.all((vertices[:, 6:10] >= 0) & (vertices[:, 6:10] < sk.JOINTS))
    used = np.unique(one.details[0])
    assert np.linalg.norm(vertices[used, 3:6], axis=1) == pytest.approx(1.0, abs=1e-3)
    assert vertices[:, 14].max() < len(one.materials) <= MOST_MATERIALS
    for triangles in one.details:
        assert len(triangles) > 500
        assert triangles.max() < len(vertices)
    assert len(places(one, SKIN)) > 100  # a face at least


@pytest.mark.parametrize("which", [0, 1, 2])
@pytest.mark.parametrize("top", list(Top))
def test_every_top_fits_everybody(top: Top, which: int) -> None:
    bottom, length = (Bottom.NONE, 1.2) if top is Top.DRESS else (Bottom.TROUSERS, 2.02)
    one = dressed(which, replace(plain(), top=top, bottom=bottom, bottom_length=length))
    check(one)
    body = models()[which][1]
    cloth = places(one, TOP)
    chest, hip = float(body.joints[sk.CHEST][2]), float(body.joints[sk.LEFT_THIGH][2])
    assert cloth[:, 2].max() > chest
    assert cloth[:, 2].min() < hip + 0.06


@pytest.mark.parametrize("which", [0, 1, 2])
@pytest.mark.parametrize(
    ("bottom", "length"),
    [(Bottom.TROUSERS, 2.05), (Bottom.JEANS, 2.0), (Bottom.SHORTS, 0.8), (Bottom.SKIRT, 1.1)],
)
def test_every_bottom_fits_everybody(bottom: Bottom, length: float, which: int) -> None:
    one = dressed(which, replace(plain(), bottom=bottom, bottom_length=length))
    check(one)
    body = models()[which][1]
    hip, knee, ankle = (
        float(body.joints[j][2]) for j in (sk.LEFT_THIGH, sk.LEFT_SHIN, sk.LEFT_FOOT)
    )
    reaches = float(places(one, BOTTOM)[:, 2].min())
    wanted = hip - length * (hip - knee) if length < 1 else knee - (length - 1) * (knee - ankle)
    assert reaches == pytest.approx(wanted, abs=0.07)


@pytest.mark.parametrize("which", [0, 1, 2])
@pytest.mark.parametrize("hair", list(HairStyle))
def test_every_hair_fits_everybody(hair: HairStyle, which: int) -> None:
    one = dressed(which, plain(), hair)
    check(one)
    body = models()[which][1]
    head = float(body.joints[sk.HEAD][2])
    on_scalp = places(one, HAIR)[:, 2] > head + 0.1
    assert on_scalp.any() == (hair is not HairStyle.BALD)
    falls = float(places(one, HAIR)[:, 2].min()) < head - 0.06
    assert falls == (hair in {HairStyle.BOB, HairStyle.LONG, HairStyle.PONYTAIL})


@pytest.mark.parametrize("which", [0, 2])
@pytest.mark.parametrize("hair", [HairStyle.BALD, HairStyle.FULL, HairStyle.LONG])
@pytest.mark.parametrize("wear", list(Headwear))
def test_every_headwear_fits_every_head(wear: Headwear, hair: HairStyle, which: int) -> None:
    one = dressed(which, replace(plain(), headwear=wear), hair)
    check(one)
    body = models()[which][1]
    head = body.joints[sk.HEAD]
    hat = places(one, HEADWEAR)
    assert (len(hat) > 0) == (wear in {Headwear.CAP, Headwear.HAT})
    if len(hat):
        assert hat[:, 2].max() > places(one, SKIN)[:, 2].max()
    hood = places(one, TOP)[:, 2] > head[2] + 0.1
    assert hood.any() == (wear is Headwear.HOOD)


@pytest.mark.parametrize("left", [True, False])
@pytest.mark.parametrize("which", [0, 1, 2])
@pytest.mark.parametrize("carried", list(Carried))
def test_everything_can_be_carried_by_everybody(carried: Carried, which: int, left: bool) -> None:
    one = dressed(which, replace(plain(), carried=carried, carries_left=left, top=Top.COAT))
    check(one)
    thing = places(one, CARRIED)
    if carried is Carried.NOTHING:
        assert len(thing) == 0
        return
    assert len(thing) > 100
    if carried is Carried.BACKPACK:
        back = places(one, TOP)
        near = np.abs(back[:, 2] - np.median(thing[:, 2])) < 0.05
        assert thing[:, 1].max() > back[near, 1].max() + 0.1
        assert thing[:, 0].mean() == pytest.approx(0.0, abs=0.02)
    else:
        lowest = thing[np.argmin(thing[:, 2])]
        assert (lowest[0] > 0) == left


@pytest.mark.parametrize("which", [0, 1, 2])
def test_straps_lie_on_the_clothes(which: int) -> None:
    one = dressed(which, replace(plain(), carried=Carried.SHOULDER_BAG, top=Top.JACKET))
    strap = places(one, CARRIED)
    strap = strap[strap[:, 2] > models()[which][1].joints[sk.SPINE][2] + 0.1]
    cloth = places(one, TOP)
    away = np.linalg.norm(strap[:, None] - cloth, axis=2).min(axis=1)
    assert away.max() < 0.15
    assert np.median(away) < 0.04


@pytest.mark.parametrize("which", [0, 1, 2])
def test_shoes_hide_the_toes_and_stand_on_their_soles(which: int) -> None:
    one = dressed(which, plain())
    body = models()[which][1]
    upper, soles, skin = places(one, SHOES), places(one, SOLES), places(one, SKIN)
    assert soles[:, 2].min() == pytest.approx(0.0, abs=1e-3)
    assert upper[:, 2].max() < body.joints[sk.LEFT_FOOT][2] + 0.05
    low = skin[skin[:, 2] < body.joints[sk.LEFT_FOOT][2] - 0.01]
    assert len(low) == 0 or low[:, 1].min() > body.joints[sk.LEFT_TOES][1] + 0.03
    for side in (1, -1):
        shoe = soles[side * soles[:, 0] > 0]
        assert 0.2 < np.ptp(shoe[:, 1]) < 0.37
        assert 0.06 < np.ptp(shoe[:, 0]) < 0.18


@pytest.mark.parametrize("top", [Top.T_SHIRT, Top.SHIRT, Top.JACKET, Top.COAT])
@pytest.mark.parametrize("which", [0, 1, 2])
def test_cloth_lies_outside_the_body(top: Top, which: int) -> None:
    one = dressed(which, replace(plain(), top=top))
    body = models()[which][1]
    skin = np.unique(body_mesh().triangles["body"])
    trunk = skin[np.isin(body_mesh().joints[skin, 0], (sk.SPINE, sk.WAIST, sk.CHEST))]
    height = body.vertices[trunk, 2]
    trunk = trunk[(height < body.joints[sk.CHEST][2]) & (height > body.joints[sk.LEFT_THIGH][2])]
    cloth = places(one, TOP)
    nearest = np.argmin(np.linalg.norm(body.vertices[trunk][:, None] - cloth, axis=2), axis=1)
    out = ((cloth[nearest] - body.vertices[trunk]) * body.normals[trunk]).sum(axis=1)
    assert np.mean(out > 0) > 0.995


def test_loose_trousers_are_wider_than_tight_ones() -> None:
    def width(looseness: float) -> float:
        one = dressed(1, replace(plain(), looseness=looseness))
        knee = models()[1][1].joints[sk.LEFT_SHIN]
        leg = places(one, BOTTOM)
        leg = leg[(leg[:, 0] > 0) & (np.abs(leg[:, 2] - knee[2] + 0.15) < 0.04)]
        return float(np.ptp(leg[:, 0]))

    assert width(1.8) > width(0.6) + 0.01


def test_skin_is_warmest_then_cloth_then_what_is_carried() -> None:
    outfit = replace(plain(), top=Top.COAT, carried=Carried.BACKPACK, headwear=Headwear.HAT)
    looks = dressed(1, outfit).looks(AIR_C)
    skin, coat, bag, eyes = (float(looks[row, 8]) for row in (SKIN, TOP, CARRIED, EYES))
    assert skin == pytest.approx(SKIN_TEMPERATURE_C, abs=0.1)
    assert eyes == pytest.approx(skin, abs=0.1)
    assert skin > coat + 5.0
    assert coat > bag
    assert bag == pytest.approx(AIR_C, abs=0.5)
    assert skin > float(looks[HAIR, 8]) > AIR_C


def test_lips_are_of_the_skin_they_are_in() -> None:
    one = dressed(1, plain())
    skin, lips = one.materials[SKIN], one.materials[LIPS]
    assert lips.infrared == skin.infrared
    assert lips.colour[1] < skin.colour[1]
    assert len(places(one, LIPS)) > 5
    face = models()[1][1].joints[sk.HEAD]
    assert places(one, LIPS)[:, 1].max() < face[1] - 0.05  # in front


def test_dressing_is_the_same_every_time() -> None:
    person, body = models()[1]
    first, second = (dress(person, body, body_mesh()) for _ in range(2))
    assert np.array_equal(first.vertices, second.vertices)
    assert all(np.array_equal(a, b) for a, b in zip(first.details, second.details, strict=True))
