"""How far a run has come with a camera, out of how far it has come with files."""

from typing import Any

import pytest

from app.viewmodels.camera_progress import camera_progress, cameras_text
from cba_core.domain.footage import FootageState
from cba_core.domain.progress import Progress
from tests.support.builders import a_footage, some_facts

INDEXING, INDEXED, ADDED = FootageState.INDEXING, FootageState.INDEXED, FootageState.ADDED


def a_file(number: int, camera: str, state: FootageState, frames: int | None = 1000) -> Any:
    facts = some_facts(expected_frames=frames, duration_s=None if frames is None else frames / 25)
    return a_footage(number, camera=camera, state=state, facts=facts)


def told(done: float, rate: float | None = 50.0) -> Progress:
    return Progress("Finding people", done, 1000, "frames", rate=rate)


def test_files_of_a_camera_add_up_and_only_those_in_work_go_on() -> None:
    footage = [
        a_file(1, "North", INDEXED),
        a_file(2, "North", INDEXING),
        a_file(3, "North", ADDED),  # it gave way after 250 frames
        a_file(4, "South", ADDED),
        a_file(5, "North", FootageState.FAILED),
    ]
    (north,) = camera_progress(footage, {2: told(500), 3: told(250, rate=999.0)})
    assert north.share == pytest.approx(1750 / 3000)
    assert north.seconds_left == pytest.approx(1250 / 50)
    assert cameras_text([north]) == "North 58 %, about 25 s left"


def test_nothing_is_promised_that_is_not_known() -> None:
    (north,) = camera_progress([a_file(1, "North", INDEXING)], {1: told(0, rate=None)})
    assert north.seconds_left is None
    assert cameras_text([north]) == "North 0 %"
    unknown = [a_file(1, "North", INDEXING, frames=None), a_file(2, "North", ADDED)]
    assert camera_progress(unknown, {1: told(10)}) == []
