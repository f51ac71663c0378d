"""Materials: near-infrared tells nothing of colour, and warmth lies between skin and air."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cba_core.domain.arrays import RealArray
from cba_core.simulation.fabrics import (
    CLOTH_COLOURS,
    ROW_VALUES,
    SKIN_TEMPERATURE_C,
    Material,
    infrared_reflectance,
)
from cba_core.simulation.wardrobe import Outfit, draw_outfit

DRAWN = 600
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
GARMENTS = ("top_fabric", "bottom_fabric", "shoes", "headwear_fabric", "carried_fabric")


@cache
def outfits() -> list[Outfit]:
    generator = np.random.default_rng(11)
    return [draw_outfit(is_male=bool(number % 2), generator=generator) for number in range(DRAWN)]


def visible_and_infrared(garment: str) -> tuple[RealArray, RealArray]:
    fabrics = [getattr(one, garment) for one in outfits()]
    seen = np.array([one.colour for one in fabrics]) @ LUMINANCE
    return seen, np.array([one.infrared for one in fabrics])


@pytest.mark.parametrize("garment", GARMENTS)
def test_near_infrared_is_independent_of_visible_brightness(garment: str) -> None:
    seen, infrared = visible_and_infrared(garment)
    assert len(seen) >= 500
    assert abs(np.corrcoef(seen, infrared)[0, 1]) < 0.2
    assert abs(np.corrcoef(np.log(seen), infrared)[0, 1]) < 0.2


@pytest.mark.parametrize("channel", [0, 1, 2])
def test_near_infrared_is_independent_of_every_colour(channel: int) -> None:
    colours = np.array([one.top_fabric.colour for one in outfits()])
    infrared = np.array([one.top_fabric.infrared for one in outfits()])
    assert abs(np.corrcoef(colours[:, channel], infrared)[0, 1]) < 0.2


def test_black_cloth_is_bright_as_often_as_white_cloth() -> None:
    def mean(colour: str) -> float:
        return float(
            np.mean([one.top_fabric.infrared for one in outfits() if one.top_colour == colour])
        )

    assert mean("black") == pytest.approx(mean("white"), abs=0.12)


def test_near_infrared_varies_as_much_as_colour_does() -> None:
    _, infrared = visible_and_infrared("top_fabric")
    assert np.quantile(infrared, 0.1) < 0.3
    assert np.quantile(infrared, 0.9) > 0.6
    assert 0.0 < infrared.min() < infrared.max() < 1.0


def materials() -> Iterator[Material]:
    for one in outfits():
        yield from (getattr(one, garment) for garment in GARMENTS)
        yield one.soles
        yield one.under_vest_fabric


def test_reflectances_are_physical() -> None:
    for one in materials():
        assert all(0.0 < part < 1.0 for part in (*one.colour, one.infrared))
        assert 0.0 <= one.insulation <= 1.0


@given(insulation=st.floats(0.05, 0.95), air=st.floats(-15.0, 32.0))
@settings(max_examples=50)
def test_cloth_is_warmer_than_the_air_and_colder_than_skin(insulation: float, air: float) -> None:
    cloth = Material(colour=(0.1, 0.1, 0.1), infrared=0.5, insulation=insulation)
    assert air < cloth.temperature_c(air) < SKIN_TEMPERATURE_C


@given(thin=st.floats(0.1, 0.5), thick=st.floats(0.55, 0.95), air=st.floats(-15.0, 30.0))
@settings(max_examples=50)
def test_thick_cloth_is_colder_outside(thin: float, thick: float, air: float) -> None:
    shirt = Material(colour=(0.1, 0.1, 0.1), infrared=0.5, insulation=thin)
    coat = Material(colour=(0.1, 0.1, 0.1), infrared=0.5, insulation=thick)
    assert coat.temperature_c(air) < shirt.temperature_c(air)


def test_the_row_of_the_shader_holds_what_the_material_is() -> None:
    one = Material(colour=(0.1, 0.2, 0.3), infrared=0.4, insulation=0.5, relief=0.6, scale_m=0.7)
    row = one.row(10.0)
    assert len(row) == ROW_VALUES
    assert row[:4] == pytest.approx([0.1, 0.2, 0.3, 0.4])
    assert row[4:8] == pytest.approx([0.1, 0.2, 0.3, 0.4])  # no pattern: the second is the first
    assert row[8] == pytest.approx(one.temperature_c(10.0))
    assert row[10:12] == pytest.approx([0.7, 0.6])


def test_reflectances_are_drawn_without_a_colour() -> None:
    drawn = [infrared_reflectance(np.random.default_rng(seed)) for seed in range(200)]
    assert len({round(one, 6) for one in drawn}) > 190
    assert all(0.0 < part < 1.0 for colour in CLOTH_COLOURS.values() for part in colour)
