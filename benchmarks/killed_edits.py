"""How much that was confirmed does kill -9 lose? Nothing may be lost (E38).

Run: `python -m benchmarks.killed_edits [--kills 1000] [--of edits|imports|exhibits]`. A process
works on a case and prints every step once before it is taken and once when it is confirmed; it is
killed at a random moment, and again, and again. Moments lie within three times of what a first
step takes on this machine now, so that steps are confirmed on a busy one as well. After each kill
the case is opened: what was confirmed has to be there, the rows have to be what the confirmed
steps imply (with the step that was under way, or without it), and the chain of the log has to
hold.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.killed_work import WORK, facts_of_a_case
from cba_core.case import Case

KINDS = ("edits", "imports", "exhibits")
_PAUSE_S = {"edits": 0.05, "imports": 0.3, "exhibits": 0.3}
"""Kills come at least within so long."""
_STEPS = 3


@dataclass
class Losses:
    """What was counted."""

    kills: int = 0
    confirmed: int = 0
    under_way: int = 0  # kills that came amid a step, of which nothing was confirmed
    unlogged: int = 0  # exhibits complete in place whose row of the log was not yet written
    wrong: list[str] | None = None

    def __post_init__(self) -> None:
        self.wrong = self.wrong or []


def killed_once(case: Path, kind: str, generator: random.Random, longest_s: float) -> list[str]:
    """What one run told, line by line, before it was killed within `longest_s` of its begin."""
    process = _begun(case, kind)
    assert process.stdout is not None
    first = process.stdout.readline()  # begun: what follows is killed amid work
    time.sleep(generator.uniform(0, longest_s))
    return _killed(process, first)


def paced_once(case: Path, kind: str) -> tuple[list[str], float]:
    """What a run told that was killed once a step was confirmed, and how long that step took."""
    process = _begun(case, kind)
    assert process.stdout is not None
    first = process.stdout.readline()
    begin = time.monotonic()
    second = process.stdout.readline()
    return _killed(process, first + second), time.monotonic() - begin


def _begun(case: Path, kind: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.killed_work", kind, str(case)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a pipe that breaks as the kill comes
        text=True,
    )


def _killed(process: "subprocess.Popen[str]", told: str) -> list[str]:
    process.kill()
    rest, _ = process.communicate()
    return [line for line in (told + rest).split("\n")[:-1] if line]


def lost_by(
    kills: int,
    folder: Path,
    *,
    seed: int = 1,
    every: int = 100,
    kind: str = "edits",
    tell: Callable[[str], None] | None = None,
) -> tuple[int, list[str]]:
    """How many steps were confirmed, and what is wrong, after that many kills.

    Args:
        kills: how often to kill.
        folder: an empty folder.
        seed: of the moments.
        every: a new case after so many, so that none grows too long.
        kind: what is done while the kill comes: edits, imports or exhibits.
        tell: told how it stands now and then.
    """
    losses = losses_of(kills, folder, seed=seed, every=every, kind=kind, tell=tell)
    return losses.confirmed, losses.wrong or []


def losses_of(
    kills: int,
    folder: Path,
    *,
    seed: int = 1,
    every: int = 100,
    kind: str = "edits",
    tell: Callable[[str], None] | None = None,
) -> Losses:
    """As `lost_by`, with everything that was counted."""
    generator = random.Random(seed)  # noqa: S311  (moments, no secrets)
    losses = Losses()
    wrong: list[str] = []
    check = WORK[kind].check()
    case, longest_s = folder / f"{kind}-0.duskcase", _PAUSE_S[kind]
    for number in range(kills):
        is_new = number % every == 0
        if is_new:
            case = folder / f"{kind}-{number}.duskcase"
            with Case.create(case, facts_of_a_case()) as made:
                WORK[kind].prepare(made)
            check = WORK[kind].check()
        if is_new:
            told, step_s = paced_once(case, kind)
            longest_s = max(_PAUSE_S[kind], _STEPS * step_s)
        else:
            told = killed_once(case, kind, generator, longest_s)
        with Case.open(case) as opened:
            found = check(opened, told)
            wrong += [f"kill {number}: {one}" for one in found.wrong]
            wrong += [f"kill {number}: log: {one.text}" for one in opened.log.verify()]
        losses.kills += 1
        losses.confirmed += found.confirmed
        losses.under_way += found.under_way
        losses.unlogged += found.unlogged
        losses.wrong = wrong
        if tell is not None and number % 25 == 24:
            tell(f"{number + 1} kills of {kind}: {losses.confirmed} confirmed, {len(wrong)} faults")
    return losses


def main() -> None:
    """Kill and count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--of", choices=KINDS, default="edits")
    wanted = parser.parse_args()
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="duskline-killed-") as folder:
        losses = losses_of(
            wanted.kills,
            Path(folder),
            seed=wanted.seed,
            kind=wanted.of,
            tell=lambda line: print(line, flush=True),
        )
    minutes = (time.monotonic() - begin) / 60
    faults = losses.wrong or []
    print(
        f"{losses.kills} kills amid {wanted.of}: {losses.confirmed} confirmed steps, "
        f"{losses.under_way} kills amid a step, {losses.unlogged} complete and not yet logged, "
        f"{len(faults)} faults, {minutes:.1f} min"
    )
    for fault in faults[:20]:
        print(fault)
    raise SystemExit(bool(faults))


if __name__ == "__main__":
    main()
