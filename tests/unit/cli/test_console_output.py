"""Tables show what they are given; times are readable; errors become two lines and a code."""

import io
import json

import pytest
import typer
from rich.console import Console

from cba_core.cli import console
from cba_core.cli.values import moment, tracklet_id
from cba_core.domain.errors import CbaError, JobCancelled


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    into = io.StringIO()
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(console, name, Console(file=into, width=200, soft_wrap=True))
    return into


def test_a_table_shows_brackets_as_they_are(printed: io.StringIO) -> None:
    console.print_table(("what to do",), [("pip install 'duskline[torch]'",)])
    assert "duskline[torch]" in printed.getvalue()


def test_an_error_shows_brackets_as_they_are(printed: io.StringIO) -> None:
    with pytest.raises(typer.Exit) as left, console.errors_for_people():
        raise CbaError("No [thing]", "pip install 'duskline[app]'")
    assert left.value.exit_code == console.EXIT_FAILED
    assert printed.getvalue() == "Error: No [thing]\nRemedy: pip install 'duskline[app]'\n"


def test_a_stopped_run_says_that_it_goes_on(printed: io.StringIO) -> None:
    with pytest.raises(typer.Exit) as left, console.errors_for_people():
        raise JobCancelled("Finding people")
    assert left.value.exit_code == console.EXIT_CANCELLED
    assert "goes on from there" in printed.getvalue()


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (5.4, "0:05"), (95, "1:35"), (4000, "1:06:40")]
)
def test_durations_are_readable(seconds: float, text: str) -> None:
    assert console.duration(seconds) == text


def test_a_time_without_offset_is_in_the_case_s_zone_also_over_a_clock_change() -> None:
    winter = moment("2026-03-28T18:00:00", "Europe/Madrid")
    summer = moment("2026-03-29T18:00:00", "Europe/Madrid")
    assert winter.isoformat() == "2026-03-28T18:00:00+01:00"
    assert summer.isoformat() == "2026-03-29T18:00:00+02:00"
    told = moment("2026-03-28T18:00:00+05:30", "Europe/Madrid")
    assert told.isoformat() == "2026-03-28T18:00:00+05:30"


@pytest.mark.parametrize("text", ["3-12", "3000012"])
def test_a_tracklet_has_two_names(text: str) -> None:
    assert tracklet_id(text) == 3_000_012


@pytest.mark.parametrize(
    "text", ["3-1000000", "3-0", "3-", "-", "9999999999-1", "99999999999999999999999", "x", "3-1-2"]
)
def test_what_can_be_no_tracklet_is_refused_before_the_case_is_asked(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="no tracklet such as"):
        tracklet_id(text)


def test_the_real_consoles_take_names_as_they_are() -> None:
    for real in (console.stdout, console.stderr):
        with real.capture() as captured:
            real.print("a [/red] [bold]b :bug:.mp4")
        assert captured.get() == "a [/red] [bold]b :bug:.mp4\n"


def test_a_name_cannot_command_the_terminal_nor_break_a_row(printed: io.StringIO) -> None:
    console.print_table(("name",), [("a\x1b[2J\nb.mp4",)])
    assert r"a\x1b[2J\nb.mp4" in printed.getvalue()


def test_json_gives_a_name_back_that_is_not_utf_8(capsys: pytest.CaptureFixture[str]) -> None:
    console.print_json({"path": "latin\udce9 Ü.mp4"})
    assert json.loads(capsys.readouterr().out) == {"path": "latin\udce9 Ü.mp4"}


def test_the_real_consoles_send_no_codes_of_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    with console.stdout.capture() as captured:
        console.stdout.print("a\x1b[2J\x07b\nnext")
    assert captured.get() == "a\\x1b[2J\\x07b\nnext\n"


def test_a_failure_of_the_disk_that_nobody_named_is_two_lines(printed: io.StringIO) -> None:
    with pytest.raises(typer.Exit) as left, console.errors_for_people():
        raise PermissionError(13, "Permission denied", "/locked")
    assert left.value.exit_code == console.EXIT_FAILED
    first, second = printed.getvalue().splitlines()
    assert first == "Error: /locked: Permission denied"
    assert second.startswith("Remedy: ")
