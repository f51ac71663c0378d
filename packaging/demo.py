"""`make demo`: the main job on a folder of footage, step by step as a person would do it.

Makes a case, adds the footage, indexes it, searches with the person seen longest, and opens
the window. Headless, it prints the candidates and saves a picture of the window instead.
A second run goes on where the first one stopped.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

from cba_core.case import case_path

HERE = Path(__file__).resolve().parents[1]
CANDIDATES_SHOWN = "10"


def main() -> int:
    """Run the demonstration; the exit code is that of the first step that fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("footage", nargs="?", default="", help="file or folder of footage")
    parser.add_argument("--case", type=Path, required=True)
    parser.add_argument("--headless", action="store_true")
    options = parser.parse_args()
    if not options.footage or not Path(options.footage).exists():
        say(
            f"There is no footage at {options.footage!r}. Give a folder: make demo FOOTAGE=DIR\n"
            "(a rendered sample will come with the simulator)"
        )
        return 2
    case = case_path(options.case)
    if not case.exists():
        cba("case", "create", case, "--number", "DEMO", "--examiner", "Demonstration",
            "--purpose", "To see Duskline at work", "--timezone", "UTC")  # fmt: skip
    cba("footage", "add", case, options.footage)
    cba("index", case)
    query = longest_tracklet(case)
    if query is None:
        say("Nobody was found in this footage.")
        return 1
    into = "other" if has_both_modalities(case) else "any"
    cba("search", case, query, "--into", into, "--limit", CANDIDATES_SHOWN)
    if options.headless or not has_screen():
        return picture(case, query)
    say("Opening the window; close it to end the demonstration.")
    return subprocess.call([sys.executable, "-m", "app", str(case)], cwd=HERE)  # noqa: S603  (ours)


def picture(case: Path, query: str) -> int:
    """Save a picture of the real window with this query's candidates."""
    target = case.parent / "window.png"
    command = [
        sys.executable,
        "-m",
        "app.screenshot",
        str(case),
        "--query",
        query,
        "--out",
        str(target),
    ]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    code = subprocess.call(command, cwd=HERE, env=environment)  # noqa: S603  (ours)
    if code == 0:
        say(f"The window looks like this: {target}")
    return code


def longest_tracklet(case: Path) -> str | None:
    """The tracklet with the most frames, a visible one where there is any."""
    tracklets = answer("tracklets", case)["tracklets"]
    if not tracklets:
        return None
    best = max(tracklets, key=lambda one: (one["modality"] == "visible", one["length"], -one["id"]))
    return str(best["id"])


def has_both_modalities(case: Path) -> bool:
    """Whether a search into the other modality has a gallery."""
    facts = answer("case", "show", case)
    return bool(facts["tracklets_visible"] and facts["tracklets_infrared"])


def has_screen() -> bool:
    """Whether a window can be seen."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def cba(*words: str | Path) -> None:
    """Run a command of the engine, showing it as a person would type it."""
    say(f"$ cba {shlex.join(str(word) for word in words)}")
    code = subprocess.call(engine(*words), cwd=HERE)  # noqa: S603  (ours)
    if code:
        sys.exit(code)


def answer(*words: str | Path) -> dict[str, Any]:
    """The JSON that a command of the engine prints."""
    command = [*engine(*words), "--json"]
    output = subprocess.run(command, cwd=HERE, check=True, stdout=subprocess.PIPE).stdout  # noqa: S603  (ours)
    parsed: dict[str, Any] = json.loads(output)
    return parsed


def engine(*words: str | Path) -> list[str]:
    """The command line of the engine in this environment."""
    return [sys.executable, "-m", "cba_core", *(str(word) for word in words)]


def say(text: str) -> None:
    """Tell the person, before what a subprocess prints."""
    print(text, flush=True)  # noqa: T201  (a program of the command line)


if __name__ == "__main__":
    sys.exit(main())
