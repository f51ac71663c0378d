from datetime import UTC, datetime

import pytest
import typer

from cba_core.cli.values import moment

MADRID = "Europe/Madrid"


@pytest.mark.parametrize(
    "text",
    ["2026-03-01T18:05", "2026-03-01 18:05:00", "20260301T180500", "2026-03-01T17:05:00Z",
     "2026-W09-7T18:05"],
)  # fmt: skip
def test_times_are_in_the_zone_of_the_case_unless_they_say_another(text: str) -> None:
    assert moment(text, MADRID) == datetime(2026, 3, 1, 17, 5, tzinfo=UTC)


def test_a_time_that_never_was_is_refused_with_a_way_out() -> None:
    with pytest.raises(typer.BadParameter, match="never was in Europe/Madrid") as caught:
        moment("2026-03-29T02:30", MADRID)
    assert "say 2026-03-29T02:30:00+01:00" in str(caught.value)
    told = moment("2026-03-29T02:30:00+01:00", MADRID)
    assert told.astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_a_time_that_came_twice_is_refused_until_it_says_which() -> None:
    with pytest.raises(typer.BadParameter, match="came twice in Europe/Madrid") as caught:
        moment("2026-10-25T02:30", MADRID)
    assert "2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00" in str(caught.value)


@pytest.mark.parametrize("text", ["2026030110805", "202603011805", "18:05", "2026-03-01x18:05"])
def test_no_digit_of_a_time_is_taken_for_what_parts_it_from_the_date(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="is no time such as"):
        moment(text, MADRID)
