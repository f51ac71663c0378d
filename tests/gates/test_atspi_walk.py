"""P9: a screen reader finds a name for every control, and Tab comes to each, in every place.

The window stands on a virtual screen with a session bus of its own; keys come from xdotool, and
the tree from AT-SPI, read by the system's Python (atspi_walk.py).
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.small_case import ROOT

SYSTEM_PYTHON = "/usr/bin/python3"
PLACES = {
    "": "ctrl+7,ctrl+6,ctrl+5",  # what is read when a place is first shown changes names
    "case": "ctrl+1",
    "evidence": "ctrl+2,Home",
    "index": "ctrl+3",
    "search": "ctrl+4",
    "candidates": "ctrl+4,Home,Return",
    "review": "ctrl+5",
    "report": "ctrl+6",
    "models": "ctrl+7",
}
BUS = """
read -r line; export DISPLAY="$line"
exec dbus-run-session -- bash -c 'echo "$DBUS_SESSION_BUS_ADDRESS"; cat >/dev/null'
"""


def needed() -> list[str]:
    """Tools and bindings that are not there."""
    tools = ("Xvfb", "xdotool", "dbus-run-session", SYSTEM_PYTHON)
    missing = [tool for tool in tools if shutil.which(tool) is None]
    asks = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    if (
        not missing
        and subprocess.run([SYSTEM_PYTHON, "-c", asks], check=False, capture_output=True).returncode
    ):
        missing.append("gir1.2-atspi-2.0")
    return missing


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Of a virtual screen and a session bus; without them the gate fails, it is not left out."""
    missing = needed()
    assert not missing, f"not installed: {', '.join(missing)} (make system-packages-test)"
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        display = f":{told.readline().strip()}"
    bus = subprocess.Popen(
        ["bash", "-c", BUS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert bus.stdin is not None
    assert bus.stdout is not None
    bus.stdin.write(f"{display}\n")
    bus.stdin.flush()
    home = str(tmp_path_factory.mktemp("home"))
    try:
        yield {
            **os.environ,
            "DISPLAY": display,
            "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip(),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "NO_AT_BRIDGE": "0",
            "XDG_CONFIG_HOME": home,
            "XDG_STATE_HOME": home,
            "XDG_RUNTIME_DIR": home,
            "PYTHONPATH": str(ROOT),
        }
    finally:
        bus.stdin.close()
        bus.stdout.close()
        bus.wait(timeout=20)
        screen.terminate()
        screen.wait(timeout=20)


@contextmanager
def shown(environment: dict[str, str], *options: str) -> Iterator[subprocess.Popen[str]]:
    """The window, once its case is shown."""
    window = subprocess.Popen(
        [sys.executable, "-m", "tests.gates.shown_window", *options],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert window.stdin is not None
    assert window.stdout is not None
    try:
        assert window.stdout.readline().strip() == "shown"
        yield window
    finally:
        window.stdin.close()
        window.stdout.close()
        window.wait(timeout=40)


def walked(environment: dict[str, str], places: Mapping[str, str]) -> dict[str, Any]:
    """What the walk tells of each place."""
    done = subprocess.run(
        [SYSTEM_PYTHON, str(Path(__file__).with_name("atspi_walk.py")),
         *(f"{name}={keys}" for name, keys in places.items())],
        env={key: value for key, value in environment.items() if key != "PYTHONPATH"},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def faults(told: Mapping[str, Mapping[str, Sequence[str]]], kind: str) -> dict[str, Sequence[str]]:
    return {place: one[kind] for place, one in told.items() if one[kind]}


@pytest.fixture(scope="module")
def told(environment: dict[str, str]) -> dict[str, Any]:
    with shown(environment):
        return walked(environment, PLACES)


def test_P9_every_control_has_a_name(told: dict[str, Any]) -> None:
    assert faults(told, "nameless") == {}


def test_P9_tab_comes_to_every_control(told: dict[str, Any]) -> None:
    assert faults(told, "unreached") == {}


@pytest.mark.parametrize(("place", "least"), [("case", 12), ("candidates", 40), ("report", 15)])
def test_the_walk_was_in_every_place(place: str, least: int, told: dict[str, Any]) -> None:
    assert set(told) == set(PLACES) - {""}
    assert len(told[place]["controls"]) >= least
    assert len({tuple(one["controls"]) for one in told.values()}) == len(told)


def test_P9_the_start_page_too_and_a_control_without_a_name_fails(
    environment: dict[str, str],
) -> None:
    """What the walk is there to find is added, and found."""
    with shown(environment, "--without-case") as window:
        before = walked(environment, {"start": ""})
        assert faults(before, "nameless") == {}
        assert faults(before, "unreached") == {}
        assert window.stdin is not None
        window.stdin.write("add\n")
        window.stdin.flush()
        told = walked(environment, {"start": ""})
        assert faults(told, "nameless") == {"start": ["text ''"]}
