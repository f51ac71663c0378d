"""What follows from the settings of a simulation."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cba_core.domain.errors import ConfigError
from cba_core.simulation.cameras import CameraKind
from cba_core.simulation.light import TimeOfDay
from cba_core.simulation.plan import (
    SimulationConfig,
    SimulationPlan,
    digest_of,
    plan_simulation,
)

KINDS = {
    CameraKind.VISIBLE: 1,
    CameraKind.NEAR_INFRARED: 1,
    CameraKind.THERMAL: 1,
    CameraKind.SWITCHING: 1,
}


@pytest.fixture(scope="module")
def plan() -> SimulationPlan:
    return plan_simulation(SimulationConfig(people=12, cameras=KINDS, minutes=1.0, seed=3))


def test_the_same_seed_plans_the_same(plan: SimulationPlan) -> None:
    again = plan_simulation(plan.config)
    assert [one.facts() for one in again.people] == [one.facts() for one in plan.people]
    assert again.cameras == plan.cameras
    assert again.digest == plan.digest
    for time, walks in plan.walks.items():
        assert [(one.person, one.path.start_s) for one in again.walks[time]] == [
            (one.person, one.path.start_s) for one in walks
        ]


def test_another_seed_plans_other_people_and_clocks(plan: SimulationPlan) -> None:
    other = plan_simulation(SimulationConfig(people=12, cameras=KINDS, minutes=1.0, seed=4))
    assert other.digest != plan.digest
    assert [one.facts() for one in other.people] != [one.facts() for one in plan.people]
    assert [one.clock for one in other.cameras] != [one.clock for one in plan.cameras]


def test_infrared_is_recorded_after_dark_of_the_same_day(plan: SimulationPlan) -> None:
    starts = {one.kind: one.clock.true_start for one in plan.cameras}
    assert starts[CameraKind.NEAR_INFRARED] == starts[CameraKind.THERMAL]
    assert starts[CameraKind.VISIBLE] < starts[CameraKind.SWITCHING] < starts[CameraKind.THERMAL]
    day = starts[CameraKind.THERMAL] - starts[CameraKind.VISIBLE]
    assert timedelta(hours=4) < day < timedelta(hours=12)


def test_every_clock_is_wrong_in_its_own_way(plan: SimulationPlan) -> None:
    offsets = [one.clock.offset_s for one in plan.cameras]
    assert len(set(offsets)) == len(offsets)
    assert all(abs(one) > 0.05 for one in offsets)


def test_people_walk_by_day_and_after_dark() -> None:
    plan = plan_simulation(SimulationConfig(people=60, cameras=KINDS, minutes=1.0, seed=3))
    seen = {time: {one.person for one in walks} for time, walks in plan.walks.items()}
    assert set(seen) == set(TimeOfDay)
    day, night = seen[TimeOfDay.DAY], seen[TimeOfDay.NIGHT]
    assert day | night == set(range(60))
    assert len(day & night) > 40
    assert day - night, "somebody is to be seen in visible light alone"
    assert night - day, "somebody is to be seen in infrared alone"


def test_where_all_cameras_record_at_once_nobody_stays_away() -> None:
    config = SimulationConfig(people=40, cameras={CameraKind.VISIBLE: 2}, minutes=1.0)
    plan = plan_simulation(config)
    assert {one.person for one in plan.walks[TimeOfDay.DAY]} == set(range(40))
    assert list(plan.walks) == [TimeOfDay.DAY]


def test_carried_brightness_dresses_the_same_people_in_other_dyes() -> None:
    config = SimulationConfig(people=20, cameras=KINDS, minutes=1.0)
    plain = plan_simulation(config)
    carried = plan_simulation(replace(config, carried_brightness=0.8))
    assert plain.digest != carried.digest
    for one, other in zip(plain.people, carried.people, strict=True):
        assert other.outfit.signature() == one.outfit.signature()
        assert other.outfit.top_fabric.infrared != one.outfit.top_fabric.infrared
        assert other.gait == one.gait


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"people": 0}, "people"),
        ({"cameras": {}}, "cameras"),
        ({"cameras": {CameraKind.VISIBLE: 9}}, "cameras"),
        ({"minutes": 0.0}, "minutes"),
        ({"width": 641}, "size"),
        ({"carried_brightness": 1.2}, "carried-brightness"),
    ],
)
def test_what_cannot_be_rendered_is_refused(changes: dict[str, object], named: str) -> None:
    facts: dict[str, object] = {"cameras": KINDS, **changes}
    with pytest.raises(ConfigError, match=named):
        SimulationConfig(**facts)  # type: ignore[arg-type]  # values of many types


def test_the_digest_tells_settings_apart() -> None:
    one = SimulationConfig(cameras=KINDS)
    assert digest_of(one) == digest_of(SimulationConfig(cameras=dict(reversed(KINDS.items()))))
    assert digest_of(one) != digest_of(SimulationConfig(cameras=KINDS, minutes=2.0))
