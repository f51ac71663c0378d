"""Small footage with known tracks, and the command line to index it: whole journeys in seconds."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.synthetic_footage import walking_boxes, walking_paths, write_clip

ROOT = Path(__file__).resolve().parents[2]
CASE_FACTS = (
    "--number", "7", "--examiner", "E. Xaminer", "--purpose", "test", "--timezone", "Europe/Madrid",
)  # fmt: skip


def footage_with_tracks(
    folder: Path,
    name: str,
    *,
    colour: bool = True,
    frames: int = 75,
    people: int = 2,
    suffix: str = ".mp4",
    seed: int = 7,
) -> Path:
    """A clip of walking boxes, and beside it a MOTChallenge file that says where they walk."""
    folder.mkdir(parents=True, exist_ok=True)
    path = write_clip(
        folder / f"{name}{suffix}", walking_boxes(frames, people=people, colour=colour, seed=seed)
    )
    rows = [
        f"{frame + 1},{person + 1},{x1:.0f},{y1:.0f},{x2 - x1:.0f},{y2 - y1:.0f},1,-1,-1,-1"
        for frame, places in enumerate(walking_paths(frames, people=people))
        for person, (x1, y1, x2, y2) in enumerate(places)
    ]
    path.with_suffix(".txt").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def cba(
    *words: object,
    check: bool = True,
    env: dict[str, str] | None = None,
    cwd: Path = ROOT,
    timeout_s: float = 280,
) -> subprocess.CompletedProcess[str]:
    """Run a command of the engine in a process of its own."""
    done = subprocess.run(
        command(*words),
        cwd=cwd,
        env={**os.environ, "PYTHONWARNINGS": "default", **(env or {})},
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout_s,
    )
    assert not check or done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return done


def cba_json(*words: object, **options: Any) -> Any:
    """The JSON document a command prints."""
    return json.loads(cba(*words, "--json", **options).stdout)


def command(*words: object) -> list[str]:
    """The command line of the engine in this environment."""
    return [sys.executable, "-m", "cba_core", *(str(word) for word in words)]


def slow_command(*words: object) -> list[str]:
    """The same, for runs that must be met in their middle: see `slow_engine`."""
    return [sys.executable, "-m", "tests.support.slow_engine", *(str(word) for word in words)]


def a_case(folder: Path, *footage: Path) -> Path:
    """A case with footage, not yet indexed."""
    case = folder / "small.duskcase"
    cba("case", "create", case, *CASE_FACTS)
    if footage:
        cba("footage", "add", case, *footage)
    return case


def stored_crops(case: Path) -> int:
    """How many crops are in place; may be asked while a run moves and removes them."""
    return sum(
        name.endswith(".jpg")
        for folder, _, names in os.walk(case / "crops")
        if not folder.endswith(".partial")
        for name in names
    )


def what_was_found(case: Path) -> list[Any]:
    """Every tracklet with all its facts, apart from where the case and the footage lie."""
    found = cba_json("tracklets", case)["tracklets"]
    for tracklet in found:
        del tracklet["path"]
        tracklet["crops"] = [
            (Path(crop).name, Path(crop).read_bytes()) for crop in tracklet["crops"]
        ]
    return sorted(found, key=lambda tracklet: tracklet["id"])
