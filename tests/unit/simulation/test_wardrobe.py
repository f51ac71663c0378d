"""Outfits: what goes together, how often, and what is told of it."""

import math
from functools import cache

import numpy as np
import pytest

from cba_core.simulation.fabrics import Pattern
from cba_core.simulation.wardrobe import (
    Bottom,
    Carried,
    Headwear,
    Outfit,
    Top,
    draw_outfit,
)

DRAWN = 600


@cache
def outfits(is_male: bool) -> list[Outfit]:
    generator = np.random.default_rng(5)
    return [draw_outfit(is_male=is_male, generator=generator) for _ in range(DRAWN)]


def test_everything_is_worn_by_somebody() -> None:
    everybody = outfits(True) + outfits(False)
    assert {one.top for one in everybody} == set(Top)
    assert {one.bottom for one in everybody} == set(Bottom)
    assert {one.headwear for one in everybody} == set(Headwear)
    assert {one.carried for one in everybody} == set(Carried)
    assert {one.top_fabric.pattern for one in everybody} == set(Pattern)


def test_only_dresses_go_without_something_below() -> None:
    for one in outfits(True) + outfits(False):
        assert (one.bottom is Bottom.NONE) == (one.top is Top.DRESS)


def test_the_same_generator_draws_the_same() -> None:
    first = draw_outfit(is_male=True, generator=np.random.default_rng(9))
    assert draw_outfit(is_male=True, generator=np.random.default_rng(9)) == first
    assert draw_outfit(is_male=True, generator=np.random.default_rng(10)) != first


def test_a_uniform_is_the_same_cloth_with_other_small_things() -> None:
    uniform = next(one for one in outfits(True) if one.top is Top.JACKET)
    worn = [
        draw_outfit(is_male=True, generator=np.random.default_rng(seed), uniform=uniform)
        for seed in range(20)
    ]
    assert all(one.top_fabric == uniform.top_fabric for one in worn)
    assert all(one.bottom_fabric == uniform.bottom_fabric for one in worn)
    assert len({one.carried for one in worn}) > 1
    assert len({one.shoes for one in worn}) > 1


def test_carried_brightness_changes_nothing_but_infrared() -> None:
    for one in outfits(True)[:80]:
        assert one.following(0.0) == one
        followed = one.following(1.0)
        assert followed.signature() == one.signature()
        assert followed.top_fabric.colour == one.top_fabric.colour
        assert followed.top_fabric.row(10.0)[8:].tolist() == one.top_fabric.row(10.0)[8:].tolist()


@pytest.mark.parametrize(("share", "at_least", "at_most"), [(0.0, -0.15, 0.15), (0.7, 0.6, 0.95)])
def test_near_infrared_follows_brightness_as_far_as_asked(
    share: float, at_least: float, at_most: float
) -> None:
    fabrics = [one.following(share).top_fabric for one in outfits(True)]
    brightness = [math.sqrt(np.dot(one.colour, (0.2126, 0.7152, 0.0722))) for one in fabrics]
    correlation = np.corrcoef(brightness, [one.infrared for one in fabrics])[0, 1]
    assert at_least <= correlation <= at_most


def test_what_throws_light_back_does_so_in_any_dye() -> None:
    vest = next(one for one in outfits(True) if one.top is Top.VEST)
    assert vest.following(1.0).top_fabric.second_infrared == vest.top_fabric.second_infrared


def test_dresses_are_no_uniform() -> None:
    dress = next(one for one in outfits(False) if one.top is Top.DRESS)
    other = draw_outfit(is_male=True, generator=np.random.default_rng(1), uniform=dress)
    assert other.top is not Top.DRESS


def test_hands_are_busy_with_what_they_hold() -> None:
    for one in outfits(True):
        holds = one.carried in {Carried.HANDBAG, Carried.CASE}
        assert (one.left_arm_busy > 0) == (holds and one.carries_left)
        assert (one.right_arm_busy > 0) == (holds and not one.carries_left)


def test_vests_reflect_and_are_told_from_the_shirt_below() -> None:
    vests = [one for one in outfits(True) if one.top is Top.VEST]
    assert all(one.top_fabric.pattern is Pattern.REFLECTIVE for one in vests)
    assert all((one.top_fabric.second_infrared or 0) > 0.9 for one in vests)
    assert all(one.under_vest_fabric != one.top_fabric for one in vests)


@pytest.mark.parametrize("air", [-5.0, 8.0, 19.0])
def test_skin_is_warmer_than_shirts_and_these_than_coats_and_bags(air: float) -> None:
    def mean(top: Top) -> float:
        return float(
            np.mean([one.top_fabric.temperature_c(air) for one in outfits(True) if one.top is top])
        )

    assert 33.5 > mean(Top.T_SHIRT) > mean(Top.SWEATER) > mean(Top.COAT)
    for one in outfits(True):
        assert one.carried_fabric.temperature_c(air) == pytest.approx(air, abs=0.5)
        assert one.top_fabric.temperature_c(air) > one.carried_fabric.temperature_c(air)


def test_facts_name_colours_and_near_infrared() -> None:
    one = next(one for one in outfits(True) if one.carried is Carried.BACKPACK)
    facts = one.facts()
    assert facts["top"] == f"{one.top_colour} {one.top.value}"
    assert facts["carried"] == f"{one.carried_colour} backpack"
    assert facts["near_infrared_reflectance"] == {
        "top": round(one.top_fabric.infrared, 3),
        "bottom": round(one.bottom_fabric.infrared, 3),
    }
