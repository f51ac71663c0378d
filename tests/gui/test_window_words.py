from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.settings.app_settings import AppSettings, RecentCase
from app.viewmodels.folders import telling_folders
from app.viewmodels.moments import MomentError, moment_text, parse_moment
from app.viewmodels.wording import duration_text, offset_text, size_text, time_text, zone_text

MADRID = ZoneInfo("Europe/Madrid")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, "unknown"), (0, "0 s"), (59.4, "59 s"), (60, "1 min"), (250, "4 min 10 s"),
     (7980, "2 h 13 min"), (3600, "1 h 00 min")],
)  # fmt: skip
def test_durations_in_words(seconds: float | None, text: str) -> None:
    assert duration_text(seconds) == text


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 B"), (999, "999 B"), (572_000, "572 kB"), (1_940_000, "1.9 MB")]
)
def test_sizes_in_words(size: int, text: str) -> None:
    assert size_text(size) == text


def test_offsets_keep_their_milliseconds_when_asked() -> None:
    assert offset_text(3725.48) == "1:02:05"
    assert offset_text(1.5, precise=True) == "0:00:01.500"


def test_every_time_names_its_zone_in_summer_and_in_winter() -> None:
    assert time_text(datetime(2026, 7, 1, tzinfo=UTC), MADRID) == "2026-07-01 02:00:00 UTC+2"
    assert time_text(datetime(2026, 1, 1, tzinfo=UTC), MADRID) == "2026-01-01 01:00:00 UTC+1"
    newfoundland = datetime(2026, 1, 1, tzinfo=ZoneInfo("America/St_Johns"))
    assert zone_text(newfoundland) == "UTC-3:30"


@pytest.mark.parametrize(
    "text",
    ["2026-03-01 18:05", "2026-03-01T18:05:00", "01.03.2026 18:05", "2026/03/01 18:05:00",
     "20260301180500", "20260301_180500", "202603011805", "20260301T180500+0100", "1.3.2026 18:05",
     "2026-03-01T17:05:00+00:00", "2026-03-01 17:05Z", "2026-03-01 18:05:00 UTC+1",
     "2026-03-01 17:05:00 UTC", "2026-03-01t18:05:00.000"],
)  # fmt: skip
def test_moments_are_read_in_every_form_that_cannot_be_misread(text: str) -> None:
    assert parse_moment(text, MADRID) == datetime(2026, 3, 1, 17, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["03/04/2026 18:00", "yesterday", "2026-13-01", "18:00", "2026030118050", "2026030110805",
     "20260301-1805", "2026030118", "2026-03-01 18:05+19:00", "", "T"],
)  # fmt: skip
def test_moments_that_could_be_misread_are_refused(text: str) -> None:
    with pytest.raises(MomentError, match="2026-03-01"):
        parse_moment(text, MADRID)


def test_a_time_that_clocks_were_put_forward_past_is_refused_with_a_way_out() -> None:
    with pytest.raises(MomentError, match="never was") as caught:
        parse_moment("2026-03-29 02:30", MADRID)
    assert "write 2026-03-29 02:30:00+01:00; that is 03:30:00 there" in str(caught.value)
    told = parse_moment("2026-03-29 02:30:00+01:00", MADRID)
    assert told == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_a_time_that_came_twice_is_refused_until_it_says_which() -> None:
    with pytest.raises(MomentError, match="came twice") as caught:
        parse_moment("20261025023000", MADRID)
    assert "2026-10-25 02:30:00+02:00 or 2026-10-25 02:30:00+01:00" in str(caught.value)
    second = parse_moment("2026-10-25 02:30:00+01:00", MADRID)
    assert second == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "moment",
    [datetime(2026, 10, 25, 1, 30, 0, 480_000, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC),
     datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, 5, 7, tzinfo=UTC)],
)  # fmt: skip
def test_a_moment_that_is_written_is_read_back_as_it_was(moment: datetime) -> None:
    assert parse_moment(moment_text(moment, MADRID), MADRID).astimezone(UTC) == moment


def test_settings_come_back_and_damage_costs_the_settings_only(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "deep" / "settings.json"
    settings = AppSettings.load(file)
    settings.theme = "dark"
    for number in range(12):
        settings.remember_case(RecentCase(f"/c/{number}", str(number), "p"))
    again = AppSettings.load(file)
    assert again.theme == "dark"
    assert [case.number for case in again.recent_cases] == [
        "11",
        "10",
        "9",
        "8",
        "7",
        "6",
        "5",
        "4",
    ]
    file.write_text("[{")
    assert AppSettings.load(file).recent_cases == []
    assert "not used" in caplog.text


def test_folders_are_told_as_far_as_they_tell_files_apart() -> None:
    visible, infrared = Path("/m3/visible/1.mp4"), Path("/m3/infrared/1.mp4")
    assert telling_folders([visible, infrared, Path("/m3/visible/2.mp4")]) == {
        visible: "visible",
        infrared: "infrared",
    }
    deep = [Path("/a/north/day/1.mp4"), Path("/a/south/day/1.mp4"), Path("/day/1.mp4")]
    assert telling_folders(deep) == {
        deep[0]: str(Path("north/day")),
        deep[1]: str(Path("south/day")),
        deep[2]: str(Path("/day")),
    }
