"""A person's route: worked cases, and what holds for every one."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.domain.error_figures import Apart
from cba_core.domain.ids import FootageId, tracklet_id
from cba_core.domain.routes import CANNOT_BE, LegState, Route, Sighting, route_of
from cba_core.domain.time_facts import TimeBasis, TimeFacts

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
CORRECTED = TimeFacts(basis=TimeBasis.CORRECTED, zone="UTC")
TOLD = TimeFacts(basis=TimeBasis.TOLD, zone="UTC")
CAMERAS = ("gate", "roof", "yard")


def seen(
    number: int,
    camera: str,
    start_s: float | None,
    end_s: float = 0.0,
    *,
    time: TimeFacts = CORRECTED,
    recorder: str = "",
) -> Sighting:
    return Sighting(
        tracklet=tracklet_id(FootageId(1), number),
        camera=camera,
        start=None if start_s is None else NOON + timedelta(seconds=start_s),
        end=None if start_s is None else NOON + timedelta(seconds=end_s),
        time=time,
        recorder=recorder,
    )


def apart(seconds: float, first: str = "gate", second: str = "yard") -> Apart:
    return Apart(cameras=(first, second), seconds=seconds)


@pytest.mark.parametrize(
    ("start_s", "needed", "state"),
    [
        (70.0, 60.0, LegState.FITS),
        (69.9, 60.0, LegState.TOO_FAST),
        (10.1, 60.0, LegState.TOO_FAST),
        (10.0, 60.0, LegState.TWO_PLACES),  # the very same moment
        (4.0, 60.0, LegState.TWO_PLACES),
        (4.0, 0.0, LegState.TWO_PLACES),
        (10.0, 0.0, LegState.TWO_PLACES),
        (10.1, 0.0, LegState.FITS),
        (4.0, None, LegState.NOT_TOLD),
        (70.0, None, LegState.NOT_TOLD),
    ],
)
def test_a_way_between_two_cameras(start_s: float, needed: float | None, state: LegState) -> None:
    sightings = [seen(1, "gate", 0, 10), seen(2, "yard", start_s, 100)]
    route = route_of(sightings, [] if needed is None else [apart(needed)])
    (leg,) = route.legs
    assert (leg.state, leg.needed_s) == (state, needed)
    assert leg.gap_s == pytest.approx(start_s - 10)
    assert route.conflicts == ((leg,) if state in CANNOT_BE else ())
    assert route.unanswered == ((leg,) if needed is None and start_s <= 10 else ())


def test_both_at_once_lasts_as_long_as_the_shorter_one() -> None:
    route = route_of([seen(1, "gate", 0, 100), seen(2, "yard", 40, 50)], [apart(0)])
    assert route.conflicts[0].together_s == 10
    assert route.conflicts[0].gap_s == -60


def test_a_conflict_between_stops_that_do_not_follow_each_other_is_found() -> None:
    sightings = [seen(1, "gate", 0, 100), seen(2, "gate", 10, 20), seen(3, "yard", 30, 40)]
    route = route_of(sightings, [apart(5)])
    assert [(one.start, one.end, one.state) for one in route.conflicts] == [
        (0, 2, LegState.TWO_PLACES)
    ]
    assert route.legs[1].state is LegState.FITS


def test_a_way_of_any_length_makes_a_route() -> None:
    sightings = [seen(1, "gate", 0, 10), seen(2, "yard", 70, 80)]
    for length_s in (1e12, 1e300):
        (leg,) = route_of(sightings, [apart(length_s)]).conflicts
        assert leg.state is LegState.TOO_FAST


def test_a_sighting_without_a_time_has_no_place_and_is_not_dropped() -> None:
    route = route_of([seen(1, "gate", 0, 10), seen(2, "yard", None)], [apart(1e6)])
    assert [one.camera for one in route.stops] == ["gate"]
    assert [one.camera for one in route.untimed] == ["yard"]
    assert not route.conflicts


@pytest.mark.parametrize(
    ("first", "second", "agree"),
    [
        ((CORRECTED, "A"), (CORRECTED, "B"), True),
        ((TOLD, "A"), (CORRECTED, "A"), False),  # a correction that one has and the other not
        ((TOLD, "A"), (TOLD, "B"), False),
        ((TOLD, ""), (TOLD, ""), False),
        ((TOLD, "A"), (TOLD, "A"), True),
    ],
)
def test_which_clocks_may_be_held_against_each_other(
    first: tuple[TimeFacts, str], second: tuple[TimeFacts, str], agree: bool
) -> None:
    route = route_of(
        [
            seen(1, "gate", 0, 10, time=first[0], recorder=first[1]),
            seen(2, "yard", 12, 20, time=second[0], recorder=second[1]),
        ],
        [apart(60)],
    )
    (leg,) = route.conflicts  # told all the same, with what it rests on
    assert leg.clocks_agree is agree
    assert route.unsure == (() if agree else route.legs)


SPANS = st.tuples(st.integers(0, 300), st.integers(0, 60))
SIGHTINGS = st.lists(
    st.tuples(st.sampled_from(CAMERAS), st.none() | SPANS, st.sampled_from([CORRECTED, TOLD])),
    max_size=9,
).map(
    lambda rows: [
        seen(number, camera, None if span is None else span[0], sum(span or ()), time=time)
        for number, (camera, span, time) in enumerate(rows, 1)
    ]
)
WALKS = st.dictionaries(
    st.sampled_from([("gate", "roof"), ("gate", "yard"), ("roof", "yard")]), st.integers(0, 120)
).map(lambda told: [Apart(cameras=key, seconds=float(value)) for key, value in told.items()])


def pairs(route: Route) -> set[tuple[int, int, LegState]]:
    return {
        (route.stops[one.start].tracklet, route.stops[one.end].tracklet, one.state)
        for one in route.conflicts
    }


@given(SIGHTINGS, WALKS, st.randoms())
def test_the_order_of_telling_does_not_matter(
    sightings: list[Sighting], walks: list[Apart], dice: Random
) -> None:
    mixed = [*sightings, *sightings[:2]]  # and none counts twice
    dice.shuffle(mixed)
    turned = [Apart(cameras=(one.cameras[1], one.cameras[0]), seconds=one.seconds) for one in walks]
    assert route_of(mixed, turned) == route_of(sightings, walks)


@given(SIGHTINGS, WALKS)
def test_nothing_is_hidden_and_stops_are_in_the_order_of_time(
    sightings: list[Sighting], walks: list[Apart]
) -> None:
    route = route_of(sightings, walks)
    assert sorted(one.tracklet for one in (*route.stops, *route.untimed)) == [
        one.tracklet for one in sightings
    ]
    starts = [one.start for one in route.stops if one.start is not None]
    assert starts == sorted(starts)
    assert len(route.legs) == max(len(route.stops) - 1, 0)
    assert {one for one in route.legs if one.cannot_be} <= set(route.conflicts)


@given(SIGHTINGS, WALKS)
def test_every_pair_that_a_slow_twin_finds_is_found(
    sightings: list[Sighting], walks: list[Apart]
) -> None:
    needed = {frozenset(one.cameras): one.seconds for one in walks}
    slow = set()
    for one in sightings:
        for other in sightings:
            key = frozenset((one.camera, other.camera))
            if one.start is None or other.start is None or one.end is None or key not in needed:
                continue
            if (one.start, one.end, one.tracklet) >= (other.start, other.end, other.tracklet):
                continue
            gap = (other.start - one.end).total_seconds()
            if gap <= 0:
                slow.add((one.tracklet, other.tracklet, LegState.TWO_PLACES))
            elif gap < needed[key]:
                slow.add((one.tracklet, other.tracklet, LegState.TOO_FAST))
    assert pairs(route_of(sightings, walks)) == slow


@given(SIGHTINGS, WALKS)
def test_one_camera_alone_is_never_flagged(sightings: list[Sighting], walks: list[Apart]) -> None:
    route = route_of([one for one in sightings if one.camera == "gate"], walks)
    assert not route.conflicts
    assert not route.unanswered
    assert not route.unsure


@given(SIGHTINGS, WALKS, st.integers(0, 100))
def test_a_longer_walking_time_takes_no_flag_away(
    sightings: list[Sighting], walks: list[Apart], more: int
) -> None:
    longer = [Apart(cameras=one.cameras, seconds=one.seconds + more) for one in walks]
    assert pairs(route_of(sightings, walks)) <= pairs(route_of(sightings, longer))
