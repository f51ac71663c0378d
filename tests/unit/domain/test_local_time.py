from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from cba_core.domain.local_time import moments_of, offsets_beside

MADRID = ZoneInfo("Europe/Madrid")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")  # puts its clocks on by half an hour


@pytest.mark.parametrize(
    ("reading", "zone", "moments"),
    [
        (datetime(2026, 7, 1, 12), MADRID, [datetime(2026, 7, 1, 10)]),
        (datetime(2026, 3, 29, 1, 59, 59), MADRID, [datetime(2026, 3, 29, 0, 59, 59)]),
        (datetime(2026, 3, 29, 2), MADRID, []),
        (datetime(2026, 3, 29, 2, 59, 59), MADRID, []),
        (datetime(2026, 3, 29, 3), MADRID, [datetime(2026, 3, 29, 1)]),
        (datetime(2026, 10, 25, 2), MADRID, [datetime(2026, 10, 25, 0), datetime(2026, 10, 25, 1)]),
        (datetime(2026, 10, 25, 3), MADRID, [datetime(2026, 10, 25, 2)]),
        (datetime(2026, 10, 4, 2, 15), LORD_HOWE, []),
        (datetime(2026, 10, 4, 2, 30), LORD_HOWE, [datetime(2026, 10, 3, 15, 30)]),
        (datetime(2026, 7, 1, 12), UTC, [datetime(2026, 7, 1, 12)]),
    ],
)
def test_a_reading_is_one_moment_none_or_two(
    reading: datetime, zone: ZoneInfo, moments: list[datetime]
) -> None:
    found = moments_of(reading, zone)
    assert [moment.astimezone(UTC).replace(tzinfo=None) for moment in found] == moments


def test_moments_of_a_doubled_hour_are_equal_to_themselves_in_every_zone() -> None:
    first, second = moments_of(datetime(2026, 10, 25, 2, 30), MADRID)
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_reading_in_the_gap_has_the_offset_of_either_side() -> None:
    before, behind = offsets_beside(datetime(2026, 3, 29, 2, 30), MADRID)
    assert before.isoformat() == "2026-03-29T02:30:00+01:00"
    assert behind.isoformat() == "2026-03-29T02:30:00+02:00"
