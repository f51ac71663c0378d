"""The work that `killed_edits` kills, and what has to be true of the case after it.

Run by it: `python -m benchmarks.killed_work KIND CASE` works without end and prints, as JSON lines,
`{"do": ...}` before each step and `{"done": ...}` when it is confirmed.
"""

import hashlib
import json
import secrets
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from cba_core.case import Case
from cba_core.domain.case_log import LogAction
from cba_core.domain.edits import CreatePerson, Edit, RenamePerson, edit_from_json, edit_to_json
from cba_core.domain.ids import FootageId
from cba_core.domain.repositories import CaseFacts

People = dict[int, str]


@dataclass
class Found:
    """What a kill left."""

    confirmed: int = 0
    under_way: int = 0
    unlogged: int = 0
    wrong: list[str] = field(default_factory=list)


class Check(Protocol):
    """Compares a case with what was told of it, kill after kill."""

    def __call__(self, case: Case, told: Sequence[str]) -> Found:
        """What is there, and what is wrong."""
        ...


@dataclass(frozen=True)
class Work:
    """One kind of work."""

    prepare: Callable[[Case], None]
    work: Callable[[Case], None]
    check: Callable[[], Check]


def facts_of_a_case() -> CaseFacts:
    return CaseFacts(number="1", examiner="A. Examiner", purpose="test", time_zone="UTC")


def tell(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def read(told: Sequence[str]) -> tuple[list[tuple[Any, Any]], Any]:
    """(step, result) of what was confirmed, and the step under way or None."""
    lines = [json.loads(line) for line in told]
    steps = [line["do"] for line in lines if "do" in line]
    results = [line["done"] for line in lines if "done" in line]
    return list(zip(steps, results, strict=False)), (
        steps[-1] if len(steps) > len(results) else None
    )


# what edits leave


def edit_without_end(case: Case) -> None:
    for number in range(10**9):
        people = case.review.people()
        edit: Edit = CreatePerson(name=f"person {number}")
        if people and number % 2 == 0:
            name = f"n{number}-{secrets.token_hex(3)}"
            edit = RenamePerson(person=people[number % len(people)].number, name=name)
        tell(do=edit_to_json(edit))
        applied = case.review.apply(edit)
        tell(done=applied.number if applied else None)
        if number % 3 == 2:
            tell(do="undo")
            case.review.undo()
            tell(done=0)
            if number % 2:
                tell(do="redo")
                case.review.redo()
                tell(done=0)


class _PeopleCheck:
    """People as the confirmed edits imply them: one state after another, undo goes back."""

    def __init__(self) -> None:
        self._states: list[People] = [{}]
        self._at = 0
        self._edits: dict[int, Any] = {}

    def __call__(self, case: Case, told: Sequence[str]) -> Found:
        steps, under_way = read(told)
        found = Found(confirmed=len(steps), under_way=under_way is not None)
        for step, number in steps:
            self._take(step, number)
        without = self._states[self._at]
        there = {one.number: one.name for one in case.review.people()}
        history = {one.number: one for one in case.review.history()}
        if there != without and under_way is not None:
            self._take(under_way, max(history))
        if there != self._states[self._at]:
            found.wrong.append(f"people are {there}, confirmed edits imply {without}")
            self._states, self._at = [there], 0
        for number, step in self._edits.items():
            kept = history.get(number)
            if kept is None or edit_to_json(kept.edit) != step:
                found.wrong.append(f"edit {number} is lost or another")
        longest = case.log.head().count
        found.wrong += [
            f"edit {one.number} has no row of the log"
            for one in history.values()
            if one.log_number > longest
        ]
        return found

    def _take(self, step: dict[str, Any] | str, number: int | None) -> None:
        if step == "undo":
            self._at = max(0, self._at - 1)
        elif step == "redo":
            self._at = min(len(self._states) - 1, self._at + 1)
        elif number is not None and isinstance(step, dict):
            self._edits[number] = step
            edit, people = edit_from_json(step), dict(self._states[self._at])
            if isinstance(edit, CreatePerson):
                people[number] = edit.name
            elif isinstance(edit, RenamePerson):
                people[edit.person] = edit.name
            self._states[self._at + 1 :] = [people]
            self._at += 1


# what imports leave


def _stick(case: Case) -> Path:
    return case.path.with_name(f"{case.path.stem}-stick")


def write_a_clip(case: Case) -> None:
    from tests.support.synthetic_footage import write_clip

    _stick(case).mkdir()
    pictures = np.random.default_rng(1).integers(0, 255, (8, 96, 128, 3), dtype=np.uint8)
    write_clip(_stick(case) / "first.mp4", pictures)


def import_without_end(case: Case) -> None:
    content = (_stick(case) / "first.mp4").read_bytes()
    while True:
        # A box that players pass over makes it another file.
        another = content + b"\x00\x00\x00\x18free" + secrets.token_bytes(16)
        path = _stick(case) / f"{secrets.token_hex(6)}.mp4"
        path.write_bytes(another)
        tell(do=hashlib.sha256(another).hexdigest())
        report = case.add_footage([path])
        tell(done=report.added[0].id)


class _ImportsCheck:
    def __init__(self) -> None:
        self._confirmed: dict[int, str] = {}

    def __call__(self, case: Case, told: Sequence[str]) -> Found:
        steps, under_way = read(told)
        found = Found(confirmed=len(steps), under_way=under_way is not None)
        self._confirmed |= {number: sha256 for sha256, number in steps}
        footage = {int(one.id): one for one in case.footage()}
        logged = {
            one.object: one.details.get("sha256")
            for one in case.log.entries()
            if one.action is LogAction.IMPORT
        }
        for number, sha256 in self._confirmed.items():
            if number not in footage or footage[number].sha256 != sha256:
                found.wrong.append(f"footage {number} is lost or another")
        for number, one in footage.items():
            if logged.get(f"footage {number}") != one.sha256:
                found.wrong.append(f"footage {number} is not logged as it is stored")
            if hashlib.sha256(one.path.read_bytes()).hexdigest() != one.sha256:
                found.wrong.append(f"the evidence of footage {number} was changed")
        if len(logged) > len(footage):
            found.wrong.append("an import is logged that is not stored")
        return found


# what exhibits leave


def import_a_clip(case: Case) -> None:
    write_a_clip(case)
    case.add_footage([_stick(case)])


def export_without_end(case: Case) -> None:
    for number in range(10**9):
        tell(do=number)
        tell(done=case.exhibits.still(FootageId(1), number % 8).name)


class _ExhibitsCheck:
    def __init__(self) -> None:
        self._confirmed: set[str] = set()
        self._unlogged: set[str] = set()

    def __call__(self, case: Case, told: Sequence[str]) -> Found:
        steps, under_way = read(told)
        found = Found(confirmed=len(steps), under_way=under_way is not None)
        self._confirmed |= {name for _, name in steps}
        there = {one.name for one in case.exhibits.exhibits()}
        found.wrong += [f"exhibit {name} is lost" for name in self._confirmed - there]
        for fault in case.exhibits.verify():
            if fault.exhibit not in self._confirmed and "log does not know" in fault.reason:
                found.unlogged += fault.exhibit not in self._unlogged
                self._unlogged.add(fault.exhibit)
            else:
                found.wrong.append(f"{fault.exhibit} {fault.file}: {fault.reason}")
        source = case.footage()[0]
        if hashlib.sha256(source.path.read_bytes()).hexdigest() != source.sha256:
            found.wrong.append("the evidence was changed")
        return found


WORK = {
    "edits": Work(lambda _: None, edit_without_end, _PeopleCheck),
    "imports": Work(write_a_clip, import_without_end, _ImportsCheck),
    "exhibits": Work(import_a_clip, export_without_end, _ExhibitsCheck),
}


if __name__ == "__main__":
    with Case.open(Path(sys.argv[2])) as opened:
        WORK[sys.argv[1]].work(opened)
