"""docs/reference/cli.md and the program say the same: commands, options, keys of the JSON."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from cba_core.cli.main import app
from tests.support.small_case import CASE_FACTS, ROOT, cba, cba_json, footage_with_tracks
from tests.support.synthetic_footage import write_two_videos
from tests.support.truth_folders import truth_of_walkers

REFERENCE = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
SECTIONS = {
    match["command"]: match["text"]
    for match in re.finditer(
        r"^## `(?P<command>cba [^`]+)`\n(?P<text>.*?)(?=^## |\Z)",
        REFERENCE,
        re.MULTILINE | re.DOTALL,
    )
}
REPEATED = {"cba case create": "cba case show"}  # commands whose JSON is another's


def leaf_commands(command: Any, name: str) -> dict[str, Any]:
    """Every command that does something, by its full name."""
    if not hasattr(command, "commands"):
        return {name: command}
    return {
        full: leaf
        for short, sub in command.commands.items()
        for full, leaf in leaf_commands(sub, f"{name} {short}").items()
    }


COMMANDS = leaf_commands(typer.main.get_command(app), "cba")


def documented(command: str, kind: str) -> set[str]:
    """First cells of a section's table whose head is `kind`."""
    table = re.search(rf"^\| {kind} \|.*?(?=^\s*$|\Z)", SECTIONS[command], re.MULTILINE | re.DOTALL)
    return set() if table is None else set(re.findall(r"^\| `([^`]+)` \|", table[0], re.MULTILINE))


def test_every_command_has_its_section_and_no_section_is_of_another() -> None:
    assert set(SECTIONS) == set(COMMANDS)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_option_is_documented_and_no_other(command: str) -> None:
    options = {
        name
        for parameter in COMMANDS[command].params
        if parameter.param_type_name == "option"
        for name in [*parameter.opts, *parameter.secondary_opts]
        if name != "--help"
    }
    assert documented(command, "option") == options


def keys(value: Any, name: str = "") -> set[str]:
    """Every path to a leaf: `footage[].id`. An empty list is a leaf."""
    if isinstance(value, dict) and value:
        prefix = f"{name}." if name else ""
        return {key for part, inner in value.items() for key in keys(inner, prefix + part)}
    if isinstance(value, list):
        inner = set().union(*(keys(one, f"{name}[]") for one in value)) if value else {f"{name}[]"}
        return inner or {f"{name}[]"}
    return {name}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The keys that each command really prints, lists filled."""
    folder = tmp_path_factory.mktemp("reference")
    clips = folder / "stick"
    footage_with_tracks(clips, "day", frames=30)
    footage_with_tracks(clips, "night", colour=False, frames=30)
    (clips / "empty.mp4").touch()
    (clips / "same-as-day.mp4").write_bytes((clips / "day.mp4").read_bytes())
    case = folder / "reference.duskcase"
    printed = {"cba case create": cba_json("case", "create", case, *CASE_FACTS)}
    printed["cba footage add"] = cba_json(
        "footage", "add", case, clips, "--start", "2026-03-01T18:00:00"
    )
    second = folder / "second.duskcase"
    cba("case", "create", second, *CASE_FACTS)
    warned = cba_json("footage", "add", second, write_two_videos(folder / "two.mkv"))
    printed["cba footage add"]["warnings"] = warned["warnings"]
    printed["cba footage set"] = cba_json("footage", "set", case, 2, "--modality", "thermal")
    printed["cba index"] = cba_json("index", case, "--detector", "motchallenge", "--stride", 1)
    printed["cba case show"] = cba_json("case", "show", case)
    printed["cba footage list"] = cba_json("footage", "list", case)
    printed["cba footage find"] = cba_json("footage", "find", case, clips)
    printed["cba tracklets"] = cba_json("tracklets", case)
    printed["cba search"] = cba_json("search", case, "1-1", "--camera", "night")
    cba("search", case, "--footage", 1, "--at", 0.4, "--box", "20,20,60,120")
    printed["cba asked"] = cba_json("asked", case)
    truth = truth_of_walkers(folder, "day", "night", "elsewhere", frames=30)
    printed["cba measure"] = cba_json("measure", case, truth)
    printed["cba models list"] = cba_json("models", "list")
    printed["cba doctor"] = cba_json("doctor")
    return {command: keys(value) for command, value in printed.items()}


def test_every_key_of_the_json_is_documented_and_no_other(outputs: dict[str, set[str]]) -> None:
    listed = documented("cba footage list", "key")
    verbs = (
        "case show",
        "footage list",
        "index",
        "tracklets",
        "search",
        "asked",
        "measure",
        "doctor",
    )
    for command in (f"cba {verb}" for verb in verbs):
        printed = outputs[command]
        if command == "cba search":
            told = {key for key in printed if key.startswith("query.")}
            of_tracklets = documented("cba tracklets", "key")
            assert {key.replace("query.", "tracklets[].") for key in told} <= of_tracklets
            printed = (printed - told) | {"query.id"}
        assert documented(command, "key") == printed, command
    assert outputs["cba case create"] == outputs["cba case show"]
    added = {key for key in documented("cba footage add", "key") if key != "added[]"}
    assert added <= outputs["cba footage add"]
    for key in outputs["cba footage add"] - documented("cba footage add", "key"):
        assert key.replace("added[].", "footage[].") in listed
    assert outputs["cba footage set"] == listed


def test_models_are_listed_with_the_documented_keys(outputs: dict[str, set[str]]) -> None:
    documented_keys = {key.removesuffix("[]") for key in documented("cba models list", "key")}
    assert {key.removesuffix("[]") for key in outputs["cba models list"]} == documented_keys


@pytest.mark.parametrize("command", sorted(SECTIONS))
def test_every_command_explains_itself(command: str) -> None:
    shown = CliRunner().invoke(app, [*command.split()[1:], "--help"])
    assert shown.exit_code == 0
    assert "Usage" in shown.output


def test_the_readme_shows_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    used = re.findall(r"^cba ([a-z-]+(?: [a-z-]+)?)", readme, re.MULTILINE)
    known = {command.removeprefix("cba ") for command in COMMANDS}
    assert used
    for words in used:
        assert words in known or words.split()[0] in known, words


def test_a_case_path_may_leave_its_suffix_out(tmp_path: Path) -> None:
    made = cba_json("case", "create", tmp_path / "theft", *CASE_FACTS)
    assert made["case"] == str(tmp_path / "theft.duskcase")
    assert cba_json("case", "show", tmp_path / "theft")["number"] == "7"
