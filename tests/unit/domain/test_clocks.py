"""Recorder clocks (E6, U16): exact, invertible, and never by the machine's own zone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cba_core.domain.clocks import (
    ClockFacts,
    Comparison,
    Fold,
    drift_between,
    recorder_moment,
    recorder_to_utc,
    sentence,
    utc_to_recorder,
    zone_of,
)
from cba_core.domain.errors import ConfigError

MADRID = "Europe/Madrid"
MICROSECOND = timedelta(microseconds=1)


def slow_by_six_minutes(**changes: object) -> ClockFacts:
    told = {
        "zone": MADRID,
        "comparison": Comparison(
            recorder=datetime(2026, 6, 1, 14, 3),
            true=datetime(2026, 6, 1, 12, 9, 12, tzinfo=UTC),
        ),
        **changes,
    }
    return ClockFacts(**told)  # type: ignore[arg-type]  # told by name


def test_U16_the_correction_is_a_sentence() -> None:
    assert sentence(slow_by_six_minutes()) == (
        "recorder was 00:06:12 slow; 2026-06-01 14:03:00 on screen is 2026-06-01 14:09:12 UTC+02:00"
    )
    fast = Comparison(
        recorder=datetime(2026, 1, 1, 12, 0), true=datetime(2026, 1, 1, 10, 59, 58, tzinfo=UTC)
    )
    assert sentence(slow_by_six_minutes(comparison=fast, drift_us_per_day=-1_500_000)) == (
        "recorder was 00:00:02 fast; 2026-01-01 12:00:00 on screen is "
        "2026-01-01 11:59:58 UTC+01:00; it gains 1.5 s a day"
    )
    right = Comparison(
        recorder=datetime(2026, 1, 1, 12, 0), true=datetime(2026, 1, 1, 11, 0, tzinfo=UTC)
    )
    assert sentence(slow_by_six_minutes(comparison=right)).startswith("recorder was right;")
    assert "not compared" in sentence(ClockFacts(zone=MADRID))


def test_E6_a_reading_is_corrected_by_offset_and_drift() -> None:
    facts = slow_by_six_minutes(drift_us_per_day=2_000_000)
    at = datetime(2026, 6, 1, 14, 3)
    assert recorder_to_utc(at, facts) == datetime(2026, 6, 1, 12, 9, 12, tzinfo=UTC)
    later = recorder_to_utc(at + timedelta(days=3), facts)
    assert later == datetime(2026, 6, 4, 12, 9, 18, tzinfo=UTC)
    before = recorder_to_utc(at - timedelta(days=1), facts)
    assert before == datetime(2026, 5, 31, 12, 9, 10, tzinfo=UTC)


def test_P15_a_comparison_in_summer_corrects_a_recording_in_winter() -> None:
    """The recorder was put back with all clocks of its zone; its error is the same six minutes."""
    winter = recorder_to_utc(datetime(2026, 12, 1, 14, 3), slow_by_six_minutes())
    assert winter == datetime(2026, 12, 1, 13, 9, 12, tzinfo=UTC)
    stubborn = slow_by_six_minutes(zone="UTC+02:00")  # one that follows no change of the clocks
    assert recorder_to_utc(datetime(2026, 12, 1, 14, 3), stubborn) == datetime(
        2026, 12, 1, 12, 9, 12, tzinfo=UTC
    )


def test_P15_the_doubled_hour_needs_a_word_and_the_skipped_one_is_refused() -> None:
    twice = datetime(2026, 10, 25, 2, 30)
    with pytest.raises(ConfigError, match="came twice"):
        recorder_moment(twice, ClockFacts(zone=MADRID))
    earlier, later = (recorder_moment(twice, ClockFacts(zone=MADRID, fold=fold)) for fold in Fold)
    assert (earlier, later) == (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    )
    never = datetime(2026, 3, 29, 2, 30)
    with pytest.raises(ConfigError, match=r"never was.*UTC\+01:00 or UTC\+02:00"):
        recorder_moment(never, ClockFacts(zone=MADRID))
    assert recorder_moment(never, ClockFacts(zone="UTC+01:00")) == datetime(
        2026, 3, 29, 1, 30, tzinfo=UTC
    )


@pytest.mark.parametrize("name", ["Nowhere/Else", "UTC+99:00", "", "../etc/passwd", "UTC+01:75"])
def test_a_zone_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(ConfigError, match="no zone"):
        zone_of(name)


def test_drift_comes_from_two_comparisons() -> None:
    first = Comparison(
        recorder=datetime(2026, 6, 1, 12, 0), true=datetime(2026, 6, 1, 10, 0, 10, tzinfo=UTC)
    )
    second = Comparison(
        recorder=datetime(2026, 6, 11, 12, 0), true=datetime(2026, 6, 11, 10, 0, 25, tzinfo=UTC)
    )
    assert drift_between(first, second, MADRID, None) == 1_500_000
    with pytest.raises(ConfigError, match="one moment"):
        drift_between(first, first, MADRID, None)
    set_anew = Comparison(recorder=second.recorder, true=second.true + timedelta(days=1))
    with pytest.raises(ConfigError, match="set anew"):
        drift_between(first, set_anew, MADRID, None)


ZONES = st.sampled_from([MADRID, "America/New_York", "UTC", "UTC+05:30", "UTC-03:00"])
READINGS = st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1))
DRIFTS = st.integers(-60_000_000, 60_000_000)


@given(
    READINGS, READINGS, st.integers(-(10**12), 10**12), DRIFTS,
    st.tuples(ZONES, st.sampled_from(Fold)),
)  # fmt: skip
def test_E6_there_and_back_is_the_same_within_a_microsecond(
    reading: datetime, compared: datetime, out_us: int, drift: int, place: tuple[str, Fold]
) -> None:
    zone, fold = place
    plain = ClockFacts(zone=zone, fold=fold)
    try:
        told = recorder_moment(compared, plain)
        recorder_moment(reading, plain)
    except ConfigError:
        assume(False)
    facts = ClockFacts(
        zone=zone,
        fold=fold,
        comparison=Comparison(recorder=compared, true=told + out_us * MICROSECOND),
        drift_us_per_day=drift,
    )
    moment = recorder_to_utc(reading, facts)
    back = utc_to_recorder(moment, facts)
    assert abs(back - reading) <= MICROSECOND
    if drift == 0:
        assert moment - recorder_moment(reading, plain) == out_us * MICROSECOND


@given(READINGS, st.timedeltas(timedelta(microseconds=2), timedelta(days=900)), DRIFTS)
def test_a_later_reading_is_a_later_moment(reading: datetime, later: timedelta, drift: int) -> None:
    facts = ClockFacts(
        zone="UTC",
        comparison=Comparison(
            recorder=datetime(2026, 1, 1), true=datetime(2026, 1, 1, 0, 5, tzinfo=UTC)
        ),
        drift_us_per_day=drift,
    )
    assert recorder_to_utc(reading, facts) < recorder_to_utc(reading + later, facts)
