"""Every time tells what it rests on and its zone, and an offset that is that zone's then (U15)."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from cba_core.domain.clocks import ClockFacts, Comparison, FootageClock
from cba_core.domain.ids import FootageId
from cba_core.domain.time_facts import (
    OF_COMPUTER,
    UNKNOWN_TIME,
    TimeBasis,
    TimeFacts,
    basis_json,
    time_facts_of,
    time_json,
)

PLUS_ONE = timezone(timedelta(hours=1))
START = datetime(2026, 3, 1, 18, 0, tzinfo=PLUS_ONE)


def a_clock(*, compared: bool) -> FootageClock:
    reading, true = datetime(2026, 3, 1, 17, 0), datetime(2026, 3, 1, 17, 0, 4, tzinfo=UTC)
    comparison = Comparison(recorder=reading, true=true) if compared else None
    return FootageClock(
        footage_id=FootageId(1),
        recorder_start=reading,
        facts=ClockFacts(zone="Europe/London", comparison=comparison),
        corrected_start=true,
        actor="A",
        time=true,
    )


@pytest.mark.parametrize(
    ("start", "clock", "basis", "zone"),
    [
        (None, None, TimeBasis.UNKNOWN, None),
        (START, None, TimeBasis.TOLD, "Europe/Madrid"),
        (START.replace(tzinfo=timezone(timedelta(hours=5.5))), None, TimeBasis.TOLD, "UTC+05:30"),
        (START.astimezone(UTC), None, TimeBasis.TOLD, "UTC"),
        (START, a_clock(compared=False), TimeBasis.TOLD, "Europe/London"),
        (START, a_clock(compared=True), TimeBasis.CORRECTED, "Europe/London"),
    ],
)
def test_what_the_times_of_a_file_rest_on(
    start: datetime | None, clock: FootageClock | None, basis: TimeBasis, zone: str | None
) -> None:
    assert time_facts_of(start, clock, "Europe/Madrid") == TimeFacts(basis=basis, zone=zone)


def test_a_case_of_a_zone_that_this_machine_does_not_know_tells_the_offset() -> None:
    assert time_facts_of(START, None, "Mars/Olympus").zone == "UTC+01:00"
    facts = TimeFacts(basis=TimeBasis.TOLD, zone="Mars/Olympus")
    assert time_json("start", START, facts)["start"] == START.isoformat()


def test_three_keys_stand_beside_one_another() -> None:
    facts = TimeFacts(basis=TimeBasis.TOLD, zone="Europe/Madrid")
    assert time_json("start", START, facts) == {
        "start": "2026-03-01T18:00:00+01:00",
        "start_basis": "told",
        "start_zone": "Europe/Madrid",
    }
    assert time_json("end", None, facts) == {"end": None, **basis_json("end", UNKNOWN_TIME)}
    assert basis_json("made", OF_COMPUTER) == {"made_basis": "computer", "made_zone": "UTC"}


def test_behind_a_change_of_the_clocks_the_offset_is_that_of_the_zone() -> None:
    """A file that began before: its start has one offset, its end has another."""
    facts = TimeFacts(basis=TimeBasis.CORRECTED, zone="Europe/Madrid")
    end = datetime(2026, 3, 29, 1, 30, tzinfo=PLUS_ONE) + timedelta(hours=1)
    assert time_json("end", end, facts)["end"] == "2026-03-29T03:30:00+02:00"
