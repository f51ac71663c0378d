"""How many confirmed decisions does kill -9 lose? None may be lost (E38).

Run: `python -m benchmarks.killed_edits [--kills 1000]`. A process applies edits to a case and
prints the number of each once it is confirmed; it is killed at a random moment, and again, and
again. After each kill the case is opened, every confirmed edit has to be there, and the chain of
the log has to hold.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cba_core.domain.case_log import LogAuthor
from cba_core.domain.edits import CreatePerson, RenamePerson
from cba_core.domain.repositories import CaseFacts
from cba_core.pipelines.case_log import CaseLog
from cba_core.store.case_store import create_store, open_store

WHO = LogAuthor("A. Examiner")


def apply_edits(case: Path) -> None:
    """Apply edits without end; print the number of each when it is confirmed."""
    with open_store(case) as store:
        for number in range(10**9):
            edit = CreatePerson(name=f"person {number}")
            if number % 3 == 2:
                store.edits.undo(WHO)
                store.edits.redo(WHO)
            people = store.decisions.people()
            rename = RenamePerson(person=people[0].number, name=f"n{number}") if people else edit
            applied = store.edits.apply(edit if number % 2 else rename, WHO)
            if applied is not None:
                sys.stdout.write(f"{applied.number}\n")
                sys.stdout.flush()


def killed_once(case: Path, generator: random.Random) -> tuple[list[int], list[str]]:
    """Confirmed numbers of one run that was killed, and what is wrong afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-m", __spec__.name if __spec__ else __name__, "--worker", str(case)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    first = process.stdout.readline()  # begun: what follows is killed amid edits
    time.sleep(generator.uniform(0, 0.05))
    process.kill()
    rest, _ = process.communicate()
    whole = [line for line in (first + rest).split("\n")[:-1] if line]
    confirmed = [int(line) for line in whole]
    with open_store(case) as store:
        there = {one.number for one in store.edits.history()}
        wrong = [f"edit {number} is lost" for number in confirmed if number not in there]
        wrong += [fault.text for fault in CaseLog(store, WHO).verify()]
        wrong += [
            f"edit {one.number} has no row of the log"
            for one in store.edits.history(5)
            if one.log_number > store.log.head().count
        ]
    return confirmed, wrong


def lost_by(kills: int, folder: Path, *, seed: int = 1, every: int = 100) -> tuple[int, list[str]]:
    """How many edits were confirmed, and what is wrong, after that many kills.

    Args:
        kills: how often to kill.
        folder: an empty folder.
        seed: of the moments.
        every: a new case after so many, so that none grows too long.
    """
    generator = random.Random(seed)  # noqa: S311  (moments, no secrets)
    confirmed, wrong = 0, []
    case = folder / "case-0.duskcase"
    for number in range(kills):
        if number % every == 0:
            case = folder / f"case-{number}.duskcase"
            create_store(
                case, CaseFacts(number="1", examiner="A", purpose="test", time_zone="UTC")
            ).close()
        numbers, faults = killed_once(case, generator)
        confirmed += len(numbers)
        wrong += faults
    return confirmed, wrong


def main() -> None:
    """Kill and count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worker", type=Path)
    wanted = parser.parse_args()
    if wanted.worker is not None:
        apply_edits(wanted.worker)
        return
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="duskline-killed-") as folder:
        confirmed, wrong = lost_by(wanted.kills, Path(folder), seed=wanted.seed)
    minutes = (time.monotonic() - begin) / 60
    print(
        f"{wanted.kills} kills, {confirmed} confirmed edits, {len(wrong)} faults, {minutes:.1f} min"
    )
    for fault in wrong[:20]:
        print(fault)
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
