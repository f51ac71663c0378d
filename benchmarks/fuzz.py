"""What does damaged input do? It ends in a `CbaError` or a clean result, and in nothing else.

Run: `python -m benchmarks.fuzz [--minutes 20] [--seed 1] [--only TARGET] [--keep FOLDER]`.

Every target of `fuzz_targets` gets its share of the time, in a process of its own: inputs drawn by
hypothesis and damaged. A fault is another exception, the death of the process, no answer for
`LIMIT_S`, or a file opened, made, renamed or removed outside the target's folder.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

from benchmarks.fuzz_targets import TARGETS

LIMIT_S = 40.0
"""For one input, on a busy machine."""
_LOOK_EVERY_S = 0.5
_TO_BEGIN_S = 120.0
_WORKER = (sys.executable, "-m", "benchmarks.fuzz_targets")


@dataclass
class Tally:
    """What became of a target's inputs."""

    inputs: int = 0
    refused: int = 0  # a CbaError, or the ValueError that a parser promises
    faults: list[str] = field(default_factory=list)


def fuzzed(target: str, seconds: float, seed: int, folder: Path) -> Tally:
    """One target for so long; goes on in a new process where one died.

    Args:
        target: its name.
        seconds: how long.
        seed: of the inputs.
        folder: an empty folder; inputs that made a fault are kept in it.
    """
    tally, end = Tally(), time.monotonic() + seconds
    while time.monotonic() < end:
        room = folder / f"{target}-{seed}"
        room.mkdir(parents=True)
        left = end - time.monotonic()
        with (room / "stderr.txt").open("wb") as errors:
            process = subprocess.Popen(
                [*_WORKER, target, str(seed), str(left), str(room)],
                stderr=errors,
                stdout=errors,
            )
            died = _watched(process, room)
        told = _told(room)
        tally.inputs += told["inputs"]
        tally.refused += told["refused"]
        tally.faults += told["faults"]
        if died:
            tally.faults.append(f"{target}: {died}; the input is {room / 'current'}")
        seed += 1000
    return tally


def _watched(process: "subprocess.Popen[bytes]", room: Path) -> str:
    """Empty where the process ended by itself and well; else how it ended."""
    seen, since = -1, time.monotonic()
    while process.poll() is None:
        time.sleep(_LOOK_EVERY_S)
        now = _told(room)["inputs"]
        if now != seen:
            seen, since = now, time.monotonic()
        elif time.monotonic() - since > (LIMIT_S if seen > 0 else _TO_BEGIN_S):
            process.kill()
            process.wait()
            return f"no answer in {LIMIT_S:.0f} s"
    if process.returncode:
        return f"ended with {process.returncode}: {_end_of(room / 'stderr.txt')}"
    return ""


def _end_of(path: Path) -> str:
    return path.read_text("utf-8", "replace")[-600:]


class _Told(TypedDict):
    inputs: int
    refused: int
    faults: list[str]


def _told(room: Path) -> _Told:
    try:
        told: _Told = json.loads((room / "tally.json").read_text())
    except (OSError, ValueError):
        return {"inputs": 0, "refused": 0, "faults": []}
    return told


def main() -> None:
    """Fuzz and count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=sorted(TARGETS))
    parser.add_argument("--keep", type=Path)
    wanted = parser.parse_args()
    names = [wanted.only] if wanted.only else sorted(TARGETS)
    folder = wanted.keep or Path(tempfile.mkdtemp(prefix="duskline-fuzz-"))
    inputs = refused = 0
    faults: list[str] = []
    begin = time.monotonic()
    for number, name in enumerate(names):
        tally = fuzzed(name, wanted.minutes * 60 / len(names), wanted.seed + number, folder)
        inputs, refused = inputs + tally.inputs, refused + tally.refused
        faults += tally.faults
        print(
            f"{name}: {tally.inputs} inputs, {tally.refused} refused, {len(tally.faults)} faults",
            flush=True,
        )
        for fault in tally.faults[:10]:
            print(f"  {fault}", flush=True)
    minutes = (time.monotonic() - begin) / 60
    print(f"{inputs} inputs, {refused} refused, {len(faults)} faults, {minutes:.1f} min")
    raise SystemExit(bool(faults))


if __name__ == "__main__":
    main()
