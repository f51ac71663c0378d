"""The report of the embedded sample, as docs/report shows it: case, clocks, decisions, report.

Run: `python packaging/sample_report.py FOLDER [--case CASE]`. One script does what a person would:
makes a case of the sample, sets a clock, indexes, searches, decides, undoes, makes exhibits, has
the decisions read a second time, verifies all and makes a report; then the lists are made again
and compared, and a second program, which needs nothing but Python, checks hashes, log and lists.
CASE is gone on with where it is there already.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[1]
SAMPLE = HERE / "resources" / "samples" / "street"
WHO = ("--actor", "A. Examiner")
SECOND = ("--actor", "B. Reader")


def cba(*words: object) -> str:
    """Run a command of the engine; its failure is ours."""
    command = [sys.executable, "-m", "cba_core", *map(str, words)]
    return subprocess.run(  # noqa: S603  (ours)
        command, cwd=HERE, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def answer(*words: object) -> Any:  # noqa: ANN401  (whatever JSON can hold)
    """The JSON that a command prints."""
    return json.loads(cba(*words, "--json"))


def main() -> None:
    """Make it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--case", type=Path, required=True)
    wanted = parser.parse_args()
    case = wanted.case.absolute()
    if not case.exists():
        _make_case(case)
    if not answer("history", case)["edits"]:
        _decide(case)
    if not answer("blind", "list", case)["sets"]:
        _read_blind(case)
    cba("verify", case, *WHO)
    cba("report", "make", case, wanted.folder, "--self-test",
        "--title", "A person on Sample Street", *WHO,
        "--proposition", "The candidate shows the person whom camera SIM01 saw.",
        "--proposition", "The candidate shows another person of similar appearance.")  # fmt: skip
    made = wanted.folder / "report.json"
    sys.stdout.write(cba("report", "verify", case, made))
    verifier = HERE / "resources" / "verify_report.py"
    subprocess.run(  # noqa: S603  (ours)
        [sys.executable, verifier, wanted.folder, case], check=True
    )


def _make_case(case: Path) -> None:
    cba("case", "create", case, "--number", "SAMPLE", "--examiner", "A. Examiner",
        "--purpose", "To show what a report looks like", "--timezone", "Europe/Madrid",
        "--title", "Sample Street")  # fmt: skip
    truth = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))
    for camera in truth["cameras"]:
        clip, start = SAMPLE / "footage" / camera["clip"], camera["clock"]["recorder_start"]
        cba("footage", "add", case, clip, "--camera", camera["name"], "--start", start, *WHO)
    cba("index", case, *WHO)


def _decide(case: Path) -> None:
    cba("clock", "set", case, 1, "--zone", "UTC", "--recorder", "NVR 1",
        "--recorder-time", "2026-03-02 09:00:00", "--true-time", "2026-03-02 09:00:04+00:00",
        "--evidence", "the recorder's screen beside a radio clock", *WHO)  # fmt: skip
    cameras = sorted({one["camera"] for one in answer("footage", "list", case)["footage"]})
    for place, camera in enumerate(cameras):
        for other in cameras[place + 1 :]:
            cba("errors", "apart", case, camera, other, "--seconds", 5, *WHO)
    seen = answer("tracklets", case, "--modality", "visible")["tracklets"]
    longest = sorted(seen, key=lambda one: (-one["length"], one["id"]))
    first, second = longest[0]["label"], longest[1]["label"]
    found = [one["label"] for one in answer("search", case, first)["candidates"]]
    for place, verdict, because in (
        (0, "weakly-supports-same", ("gait", "clothing-shape")),
        (1, "supports-different", ("build",)),
        (2, "cannot-say", ()),
        (3, "not-comparable", ()),
    ):
        words = [word for one in because for word in ("--because", one)]
        cba("decide", case, first, found[place], verdict, "--rank", place + 1, *words, *WHO)
    cba("undo", case, *WHO)
    cba("redo", case, *WHO)
    cba("decide", case, second, "--nobody", "--note", "looked at all that were shown", *WHO)
    cba("people", "create", case, "A", first, found[0], *WHO)
    cba("exhibit", "still", case, "--tracklet", first, "--annotated", *WHO)
    cba("exhibit", "clip", case, "--tracklet", first, *WHO)


def _read_blind(case: Path) -> None:
    """What a second reader does, by rote: the verdicts are made up, as those of the first are."""
    asked = [one["told"] for one in answer("history", case)["edits"] if one["state"] == "done"]
    first = next(one for one in reversed(asked) if one["edit"] == "SetVerdict")
    made = answer("blind", "make", case, first["query"][0], "--seed", 7, *WHO)
    verdicts = {first["candidate"]: ("weakly-supports-same", "gait")}
    while (place := answer("blind", "next", case, made["set"], *SECOND)["question"]) is not None:
        told = verdicts.get(place["candidate"]["tracklet"], ("supports-different", "build"))
        words = (place["place"], told[0], "--because", told[1])
        cba("blind", "decide", case, made["set"], *words, *SECOND)


if __name__ == "__main__":
    main()
