"""A camera that is renamed keeps its place on the plan and its walking times, and undo too."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cba_core.case import Case
from cba_core.domain.edits import SetApart
from cba_core.domain.ids import FootageId
from cba_core.store.case_store import create_store
from tests.support.builders import a_new_footage, some_case_facts

CAMERAS = ("gate", "yard", "hall", "gate")


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    """Two files of "gate", which hangs at (0.1, 0.2), 20 s from the yard and 30 s from the hall."""
    path = tmp_path / "Station.duskcase"
    with create_store(path, some_case_facts()) as store:
        for number, camera in enumerate(CAMERAS, start=1):
            store.footage.add(a_new_footage(f"/e/{number}.mp4", camera=camera))
    with Case.open(path) as opened:
        opened.plan.place("gate", 0.1, 0.2)
        opened.review.apply(SetApart(cameras=("gate", "yard"), seconds=20.0))
        opened.review.apply(SetApart(cameras=("hall", "gate"), seconds=30.0))
        yield opened


def places(case: Case) -> dict[str, tuple[float, float]]:
    return {one.camera: (one.x, one.y) for one in case.plan.get().places}


def ways(case: Case) -> dict[tuple[str, ...], float]:
    return {one.cameras: one.seconds for one in case.review.apart()}


def rows(case: Case) -> list[Any]:
    with closing(sqlite3.connect(case.path / "case.sqlite")) as database:
        return [
            database.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in ("camera_place", "camera_apart")
        ]


def rename(case: Case, camera: str, *footage: int) -> Any:
    return case.set_footage([FootageId(one) for one in footage], camera=camera)


def test_place_and_walking_times_go_along_in_one_edit_and_come_back(case: Case) -> None:
    before, edits = rows(case), len(case.review.history())
    changes = rename(case, "North gate", 1, 4)
    assert (changes.plan, changes.footage, changes.decisions) == (True, True, True)
    assert len(case.review.history()) == edits + 1
    assert places(case) == {"North gate": (0.1, 0.2)}
    assert ways(case) == {("North gate", "yard"): 20.0, ("North gate", "hall"): 30.0}
    after = rows(case)
    case.review.undo()
    assert rows(case) == before
    assert case.cameras() == ["gate", "hall", "yard"]
    case.review.redo()
    assert rows(case) == after


def test_names_stay_in_order_whichever_side_the_new_one_falls_on(case: Case) -> None:
    rename(case, "zoo", 1, 4)
    assert ways(case) == {("yard", "zoo"): 20.0, ("hall", "zoo"): 30.0}


def test_a_camera_of_which_only_some_files_are_renamed_keeps_what_it_has(case: Case) -> None:
    before = rows(case)
    rename(case, "North gate", 4)
    assert rows(case) == before


def test_what_the_new_name_has_is_not_overwritten(case: Case) -> None:
    case.plan.place("hall", 0.8, 0.9)
    case.review.apply(SetApart(cameras=("hall", "yard"), seconds=5.0))
    before = rows(case)
    rename(case, "hall", 1, 4)
    assert rows(case) == before


def test_the_new_name_takes_what_it_lacks(case: Case) -> None:
    rename(case, "hall", 1, 4)
    assert places(case) == {"hall": (0.1, 0.2)}
    assert ways(case)["hall", "yard"] == 20.0
    assert ("gate", "hall") in ways(case)  # of one camera to itself there is no way


def test_of_two_cameras_that_become_one_neither_is_taken_for_right(case: Case) -> None:
    case.plan.place("yard", 0.5, 0.5)
    before = rows(case)
    rename(case, "entrance", 1, 2, 4)
    assert rows(case) == before


def test_a_rename_can_be_reverted_later_and_a_second_one_carries_on(case: Case) -> None:
    rename(case, "North gate", 1, 4)
    rename(case, "N", 1, 4)
    assert places(case) == {"N": (0.1, 0.2)}
    rename(case, "gate", 1, 4)
    assert places(case) == {"gate": (0.1, 0.2)}
    assert ways(case) == {("gate", "yard"): 20.0, ("gate", "hall"): 30.0}


def test_a_name_that_stays_moves_nothing(case: Case) -> None:
    before = rows(case)
    rename(case, "gate", 1, 4)
    assert rows(case) == before
