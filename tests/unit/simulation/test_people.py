"""People differ, look like people, and are the same for the same seed."""

from functools import cache

import numpy as np
import pytest

from cba_core.simulation.hair_styles import HairStyle
from cba_core.simulation.people import Person, draw_people

MANY = 150


@cache
def crowd() -> list[Person]:
    return draw_people(MANY, np.random.default_rng(3))


def test_the_same_seed_draws_the_same_people() -> None:
    again = draw_people(20, np.random.default_rng(3))
    assert again == crowd()[:20]


def test_another_seed_draws_others() -> None:
    others = draw_people(20, np.random.default_rng(4))
    assert [one.facts() for one in others] != [one.facts() for one in crowd()[:20]]


def test_ids_count_from_the_first() -> None:
    assert [one.id for one in crowd()] == list(range(1, MANY + 1))
    assert [one.id for one in draw_people(3, np.random.default_rng(1), first_id=41)] == [41, 42, 43]


def test_no_two_share_outfit_hair_and_build() -> None:
    looks = [(one.outfit.signature(), one.hair_style, round(one.height_m, 1)) for one in crowd()]
    assert len(set(looks)) == MANY


@pytest.mark.parametrize("seed", range(4))
def test_people_apart_wear_no_uniform_of_the_others(seed: int) -> None:
    apart = 60
    people = draw_people(90, np.random.default_rng(seed), apart_after=apart)
    for fabric in ("top_fabric", "bottom_fabric"):
        worn = [repr(getattr(one.outfit, fabric)) for one in people]
        assert not set(worn[:apart]) & set(worn[apart:])
        assert len(set(worn[:apart])) < apart  # among themselves they do


def test_some_wear_the_uniform_of_another() -> None:
    fabrics = [(one.outfit.top_fabric, one.outfit.bottom_fabric) for one in crowd()]
    shared = MANY - len(set(fabrics))
    assert 0.04 * MANY < shared < 0.3 * MANY


def test_colleagues_differ_in_what_is_no_uniform() -> None:
    for number, one in enumerate(crowd()):
        for other in crowd()[:number]:
            if one.outfit.top_fabric == other.outfit.top_fabric:
                assert one.shape != other.shape
                assert one.outfit.carried_fabric != other.outfit.carried_fabric


def test_statures_are_those_of_adults() -> None:
    men = np.array([one.height_m for one in crowd() if one.is_male])
    women = np.array([one.height_m for one in crowd() if not one.is_male])
    assert 0.3 < len(men) / MANY < 0.7
    assert men.mean() == pytest.approx(1.76, abs=0.03)
    assert women.mean() == pytest.approx(1.63, abs=0.03)
    assert women.min() > 1.4
    assert men.max() < 2.0


def test_ages_hair_skin_and_builds_vary() -> None:
    people = crowd()
    assert {one.hair_style for one in people} == set(HairStyle)
    assert np.std([one.age_years for one in people]) > 8
    assert np.ptp([one.skin.colour[0] for one in people]) > 0.3
    for part in ("weight", "muscle", "proportions"):
        assert np.std([one.shape[part] for one in people]) > 0.08
    assert all(0.0 <= value <= 1.0 for one in people for value in one.shape.values())


def test_skin_differs_less_in_near_infrared_than_to_the_eye() -> None:
    seen = np.array([one.skin.colour[0] for one in crowd()])
    infrared = np.array([one.skin.infrared for one in crowd()])
    assert infrared.max() / infrared.min() < 1.4 < seen.max() / seen.min()


def test_gaits_are_walks_of_people() -> None:
    for one in crowd():
        assert 0.8 <= one.speed_m_s <= 1.8
        steps_a_second = 2.0 * one.speed_m_s / (one.gait.stride_share * one.height_m)
        assert 0.9 < steps_a_second < 3.2
    assert any(one.gait.limp > 0 for one in crowd())
    assert sum(one.gait.limp > 0 for one in crowd()) < 0.2 * MANY


def test_facts_are_told_as_they_are() -> None:
    one = crowd()[0]
    facts = one.facts()
    assert facts["id"] == one.id
    assert facts["hair"] == one.hair_style.value
    assert facts["sex"] == ("male" if one.is_male else "female")
    assert facts["height_m"] == pytest.approx(one.height_m, abs=1e-3)
