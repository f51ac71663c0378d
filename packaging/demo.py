"""`make demo`: the main job on footage, step by step as a person would do it.

Makes a case, adds the footage, indexes it, chooses a person whose candidates stand out, and opens
the window on them. Without footage of yours it takes the embedded sample, whose truth is
known. Headless, it prints the candidates, measures the sample against its truth, and saves a
picture of the window. A second run goes on where the first one stopped.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

from cba_core.case import Case
from cba_core.config.search_config import Into, SearchConfig
from cba_core.domain.errors import NoVectorError
from cba_core.domain.footage import Modality
from cba_core.domain.ids import tracklet_label
from cba_core.domain.repositories import TrackletFilter
from cba_core.domain.search import SearchResult
from cba_core.store.case_folder import case_path

HERE = Path(__file__).resolve().parents[1]
SAMPLE = HERE / "resources" / "samples" / "street"
CANDIDATES_SHOWN = 10
MOST_QUERIES = 60


def main() -> int:
    """Run the demonstration; the exit code is that of the first step that fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "footage", nargs="?", default="", help="file or folder of footage; else the sample"
    )
    parser.add_argument("--case", type=Path, required=True)
    parser.add_argument("--headless", action="store_true")
    options = parser.parse_args()
    is_sample = not options.footage
    if not is_sample and not Path(options.footage).exists():
        say(f"There is no footage at {options.footage!r}. Give a folder: make demo FOOTAGE=DIR")
        return 2
    case = case_path(options.case)
    if not case.exists():
        cba("case", "create", case, "--number", "DEMO", "--examiner", "Demonstration",
            "--purpose", "To see Duskline at work", "--timezone", "UTC")  # fmt: skip
    if is_sample:
        add_sample(case)
    else:
        cba("footage", "add", case, options.footage)
    cba("index", case)
    into = into_of(case)
    query = telling_query(case, into)
    if query is None:
        say("Nobody was found in this footage.")
        return 1
    cba("search", case, query, "--into", into, "--limit", CANDIDATES_SHOWN)
    if options.headless or not has_screen():
        if is_sample:
            cba("measure", case, SAMPLE)
        return picture(case, query)
    say("Opening the window; close it to end the demonstration.")
    command = [sys.executable, "-m", "app", str(case), "--query", query]
    return subprocess.call(command, cwd=HERE)  # noqa: S603  (ours)


def add_sample(case: Path) -> None:
    """Add each recording with its camera's name and the time its recorder shows at the start."""
    truth = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))
    known = {one["name"] for one in answer("footage", "list", case)["footage"]}
    for camera in truth["cameras"]:
        if camera["clip"] not in known:
            clip, start = SAMPLE / "footage" / camera["clip"], camera["clock"]["recorder_start"]
            cba("footage", "add", case, clip, "--camera", camera["name"], "--start", start)


def telling_query(case: Path, into: Into) -> str | None:
    """The person whose first candidate stands out most among the others.

    One whose candidate would be answered with that person in return goes before all that are not;
    visible people go before infrared ones. Nothing but searches decides.
    """
    with Case.open(case, read_only=True) as opened:
        found = opened.tracklets(TrackletFilter())
        found.sort(key=lambda one: (one.modality is not Modality.VISIBLE, -one.length, one.id))
        config = SearchConfig(into=into, limit=CANDIDATES_SHOWN)
        results = []
        for tracklet in found[:MOST_QUERIES]:
            try:
                results.append(opened.search(tracklet.id, config))
            except NoVectorError:
                continue

        def stands_out(result: SearchResult) -> tuple[bool, bool, float]:
            is_visible = result.query.modality is Modality.VISIBLE
            if not result.candidates:
                return False, is_visible, -1.0
            first = result.candidates[0]
            back = opened.search(first.tracklet.id, config).candidates
            others = median(one.similarity for one in result.candidates)
            is_mutual = bool(back) and back[0].tracklet.id == result.query.id
            return is_mutual, is_visible, first.similarity - others

        best = max(results, key=stands_out, default=None)
        chosen = found[:1] if best is None else [best.query]
    return tracklet_label(chosen[0].id) if chosen else None


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


def into_of(case: Path) -> Into:
    """The other modality, where the case has both."""
    facts = answer("case", "show", case)
    return "other" if facts["tracklets_visible"] and facts["tracklets_infrared"] else "any"


def has_screen() -> bool:
    """Whether a window can be seen."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def cba(*words: object) -> None:
    """Run a command of the engine, showing it as a person would type it."""
    say(f"$ cba {shlex.join(str(word) for word in words)}")
    code = subprocess.call(engine(*words), cwd=HERE)  # noqa: S603  (ours)
    if code:
        sys.exit(code)


def answer(*words: object) -> dict[str, Any]:
    """The JSON that a command of the engine prints."""
    command = [*engine(*words), "--json"]
    output = subprocess.run(command, cwd=HERE, check=True, stdout=subprocess.PIPE).stdout  # noqa: S603  (ours)
    parsed: dict[str, Any] = json.loads(output)
    return parsed


def engine(*words: object) -> list[str]:
    """The command line of the engine in this environment."""
    return [sys.executable, "-m", "cba_core", *(str(word) for word in words)]


def say(text: str) -> None:
    """Tell the person, before what a subprocess prints."""
    print(text, flush=True)  # noqa: T201  (a program of the command line)


if __name__ == "__main__":
    sys.exit(main())
