"""The main job in a real window on a virtual screen, with the real engine and real keys."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.support.small_case import ROOT, a_case, cba, cba_json, footage_with_tracks

pytest.importorskip("PySide6", reason="the window needs PySide6")
pytestmark = [pytest.mark.gui, pytest.mark.slow]
MISSING = [tool for tool in ("Xvfb", "xdotool", "ffmpeg") if shutil.which(tool) is None]
SCREEN = (1600, 1000)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("window")
    footage_with_tracks(folder / "stick", "day")
    footage_with_tracks(folder / "stick", "night", colour=False)
    made = a_case(folder, folder / "stick")
    cba("index", made, "--detector", "motchallenge", "--stride", 1)
    return made


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a virtual screen."""
    if MISSING:
        pytest.skip(f"not installed: {', '.join(MISSING)} (make system-packages-test)")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{SCREEN[0]}x{SCREEN[1]}x24"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    home = tmp_path_factory.mktemp("home")
    try:
        yield {
            **os.environ,
            "DISPLAY": f":{number}",
            "QT_QPA_PLATFORM": "xcb",
            "XDG_CONFIG_HOME": str(home),
            "XDG_STATE_HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),  # a window of somebody else takes nothing
        }
    finally:
        server.terminate()
        server.wait(timeout=20)


def grab(screen: dict[str, str], to: Path) -> np.ndarray:
    """What the screen shows, (h, w, 3)."""
    size = f"{SCREEN[0]}x{SCREEN[1]}"
    subprocess.run(
        ["ffmpeg", "-loglevel", "error", "-y", "-f", "x11grab", "-video_size", size,
         "-i", screen["DISPLAY"], "-frames:v", "1", str(to)],
        check=True,
        env=screen,
    )  # fmt: skip
    picture = cv2.imread(str(to))
    assert picture is not None
    return picture


def keys(screen: dict[str, str], *names: str) -> None:
    subprocess.run(["xdotool", "key", "--delay", "120", *names], check=True, env=screen)


def until_it_changes(screen: dict[str, str], before: np.ndarray, to: Path) -> np.ndarray:
    """The screen once at least one pixel in a hundred is another."""
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        now = grab(screen, to)
        if (now != before).any(axis=2).mean() > 0.01:
            return now
        time.sleep(0.3)
    raise AssertionError(f"the screen did not change; see {to}")


def test_the_picture_of_a_search_is_taken_from_a_real_window(
    case: Path, screen: dict[str, str], tmp_path: Path
) -> None:
    query = str(cba_json("tracklets", case)["tracklets"][0]["id"])
    target = tmp_path / "window.png"
    done = subprocess.run(
        [sys.executable, "-m", "app.screenshot", str(case), "--query", query, "--out", str(target)],
        cwd=ROOT,
        env=screen,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    picture = cv2.imread(str(target))
    assert picture is not None
    assert picture.shape[0] >= 700
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) > 1000  # pictures, not only surfaces


def test_a_case_is_opened_searched_and_closed_by_keys_alone(
    case: Path, screen: dict[str, str], tmp_path: Path
) -> None:
    window = subprocess.Popen(
        [sys.executable, "-m", "app", str(case)],
        cwd=ROOT,
        env=screen,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "Duskline"]
        found = subprocess.run(
            search, env=screen, capture_output=True, text=True, check=True, timeout=60
        )
        identifier = found.stdout.split()[0]
        subprocess.run(["xdotool", "windowfocus", "--sync", identifier], env=screen, check=True)
        time.sleep(2)
        evidence = grab(screen, tmp_path / "evidence.png")
        keys(screen, "ctrl+3")
        index = until_it_changes(screen, evidence, tmp_path / "index.png")
        keys(screen, "ctrl+4")
        gallery = until_it_changes(screen, index, tmp_path / "gallery.png")
        time.sleep(1)
        gallery = grab(screen, tmp_path / "gallery.png")
        keys(screen, "Home", "Return")
        until_it_changes(screen, gallery, tmp_path / "candidates.png")
        time.sleep(2)
        still = grab(screen, tmp_path / "still.png")
        keys(screen, "space")
        until_it_changes(screen, still, tmp_path / "playing.png")
        keys(screen, "ctrl+q")
        told, _ = window.communicate(timeout=60)
    finally:
        window.kill()
    assert window.returncode == 0, told
    assert "Traceback" not in told
