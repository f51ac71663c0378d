"""P7, P8, P17, P22: the whole way through the window by real keys and a real mouse.

    python -m pytest tests/gates/test_driven_journey.py -s

takes ten minutes on two cores, most of it indexing; with DUSKLINE_INDEXED naming a case of the
sample whose index is made it begins there. DUSKLINE_PICTURES names a folder that keeps what was
seen: each step, and each place in every theme, language and scale.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.gates.guide_pictures import GUIDE_PICTURES
from tests.support.small_case import ROOT

pytest.importorskip("PySide6", reason="the window needs PySide6")
pytestmark = [pytest.mark.gui, pytest.mark.slow, pytest.mark.timeout(3600)]
MISSING = [tool for tool in ("Xvfb", "xvfb-run", "xauth", "xdotool") if shutil.which(tool) is None]
MOST_MS = 100
VARIANTS = (
    ("light", "en", 1),
    ("dark", "en", 1),
    ("contrast", "en", 1),
    ("light", "en", 2),
    ("dark", "en", 2),
    ("light", "de", 1),
    ("dark", "de", 2),
    ("light", "pseudo", 1),
    ("light", "en", 1.5),
    ("dark", "de", 1.5),
)
"""Theme, language, scale."""
PICTURES_OF_PLACES = 8
"""The start page and seven places."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the journey's case, report and pictures are kept."""
    if MISSING:
        pytest.skip(f"not installed: {', '.join(MISSING)} (make system-packages-test)")
    folder = tmp_path_factory.mktemp("journey")
    (folder / "home").mkdir(mode=0o700)
    yield folder
    kept = os.environ.get("DUSKLINE_PICTURES")
    if kept:
        shutil.copytree(folder / "pictures", kept, dirs_exist_ok=True)


def on_a_screen(place: Path, scale: float, *words: object) -> str:
    """Run a program of the tests on a screen of its own; gives what it printed."""
    width, height = round(1600 * scale), round(1000 * scale)
    home = str(place / "home")
    done = subprocess.run(
        ["xvfb-run", "-a", "-s", f"-screen 0 {width}x{height}x24", sys.executable, "-m",
         *map(str, words)],
        cwd=ROOT,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "xcb",
            "QT_SCALE_FACTOR": str(scale),
            "XDG_CONFIG_HOME": home,
            "XDG_STATE_HOME": home,
            "XDG_RUNTIME_DIR": home,
            "XDG_CACHE_HOME": f"{home}/cache",
        },
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def journey(place: Path) -> dict[str, Any]:
    """What the journey saw and made."""
    words: list[object] = ["tests.gates.drive", "--out", place / "desk"]
    words += ["--pictures", place / "pictures"]
    indexed = os.environ.get("DUSKLINE_INDEXED")
    if indexed:
        words += ["--indexed", indexed]
    sys.stdout.write(on_a_screen(place, 1, *words))
    seen: dict[str, Any] = json.loads((place / "desk" / "journey.json").read_text("utf-8"))
    return seen


def test_P7_the_journey_ends_in_a_report_that_a_second_program_confirms(
    journey: dict[str, Any],
) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "resources" / "verify_report.py", journey["report"],
         journey["case"]],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads((Path(journey["report"]) / "report.json").read_text("ascii"))
    assert told["second_readings"]


def test_P17_no_step_holds_the_window_up(journey: dict[str, Any]) -> None:
    # "start" is the program's own, before anybody can do anything: P1 has a budget for it
    stalls = [one for one in journey["stalls"] if one["step"] != "start"]
    worst = stalls[0]
    sys.stdout.write(f"the longest turn of the event loop: {worst}\n")
    assert worst["busy_ms"] < MOST_MS, stalls


def test_P22_every_picture_of_the_guide_was_taken(journey: dict[str, Any], place: Path) -> None:
    wanted = set(GUIDE_PICTURES)
    if os.environ.get("DUSKLINE_INDEXED"):  # what comes before the index was not seen
        wanted -= {"new-case", "evidence", "clock", "indexing"}
    assert wanted <= set(journey["pictures"])
    for name in wanted:
        with Image.open(place / "pictures" / f"{name}.png") as picture:
            assert picture.size == (1440, 900)


@pytest.mark.parametrize(("theme", "language", "scale"), VARIANTS)
def test_P8_every_place_is_drawn(
    journey: dict[str, Any], place: Path, theme: str, language: str, scale: float
) -> None:
    name, folder = f"{theme}-{language}-{scale}x", place / "pictures" / "places"
    on_a_screen(
        place, scale, "tests.gates.renderings", journey["case"], folder, "--theme", theme,
        "--language", language, "--name", name,
    )  # fmt: skip
    made = sorted(folder.glob(f"*-{name}.png"))
    assert len(made) == PICTURES_OF_PLACES
    for file in made:
        with Image.open(file) as picture:
            assert picture.size == (round(1440 * scale), round(900 * scale))
            assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 16
