"""Jobs run with the settings that are shown, and none is lost unsaid."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.views.places import INDEX
from cba_core.domain.changes import ChangeSet
from cba_core.domain.ids import FootageId
from cba_core.domain.progress import Progress
from cba_core.jobs.requests import (
    AddFootageRequest,
    Changed,
    FileProgressed,
    FindFootageRequest,
    IndexRequest,
    Message,
    Progressed,
)
from tests.gui.fake_case import FakeEngine, WindowMaker, added_case, indexed_case
from tests.gui.test_window_journey import drop

EVERY_FRAME = 1  # row of the choice


def test_a_run_has_the_settings_that_are_shown_also_after_one_was_cancelled(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = added_case(tmp_path / "a.duskcase", files=1)
    engine = FakeEngine(case)
    window = open_window(engine, case.path)
    page = window.case_page
    page.go_to(INDEX)
    choices, jobs, worker = page.index.choices, page.desk.jobs, engine.workers[0]
    qtbot.waitUntil(lambda: choices.is_known)
    worker.holds = True
    choices.density.setCurrentIndex(EVERY_FRAME)
    page.index.start()
    with qtbot.waitSignal(jobs.cancelled):
        jobs.cancel()
    qtbot.waitUntil(lambda: choices.detector.isEnabled() and not jobs.is_busy)
    choices.density.setCurrentIndex(0)
    page.index.start()
    qtbot.waitUntil(lambda: len(worker.requests) == 2)
    assert worker.requests[1].config == replace(case.last_config, stride="auto")


def test_a_run_that_was_stopped_can_be_gone_on_with_though_no_file_shows_it(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase", files=1)
    engine = FakeEngine(case)
    window = open_window(engine, case.path)
    page = window.case_page
    page.go_to(INDEX)
    choices, jobs, worker = page.index.choices, page.desk.jobs, engine.workers[0]
    qtbot.waitUntil(lambda: choices.is_known)
    worker.holds = True
    choices.density.setCurrentIndex(EVERY_FRAME)
    page.index.start()
    with qtbot.waitSignal(jobs.cancelled):
        jobs.cancel()
    qtbot.waitUntil(lambda: page.index.heading.text() == "The last run did not come to its end")
    assert page.index.start_button.isEnabled()


def test_a_choice_stays_when_footage_is_added(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = added_case(tmp_path / "a.duskcase", files=1)
    engine = FakeEngine(case)
    window = open_window(engine, case.path)
    page = window.case_page
    page.go_to(INDEX)
    choices = page.index.choices
    qtbot.waitUntil(lambda: choices.is_known)
    choices.density.setCurrentIndex(EVERY_FRAME)
    drop(page.evidence, tmp_path / "late.mp4")
    qtbot.waitUntil(lambda: page.evidence.model.rowCount() == 2 and not page.desk.jobs.is_busy)
    qtbot.wait(100)  # an answer that nobody should have asked for may be under way
    assert choices.density.currentIndex() == EVERY_FRAME
    page.index.start()
    qtbot.waitUntil(lambda: len(engine.workers[0].requests) == 2)
    assert engine.workers[0].requests[1].config.stride == 1


def test_indexing_that_is_started_before_the_settings_are_known_waits_for_them(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = added_case(tmp_path / "a.duskcase", files=1)
    case.last_config = replace(case.last_config, stride=7)
    engine = FakeEngine(case)
    window = open_window(engine, case.path)
    assert not window.case_page.index.choices.density.isEnabled()
    window.case_page.index.start()
    qtbot.waitUntil(lambda: bool(engine.workers[0].requests))
    assert engine.workers[0].requests[0].config == case.last_config


def test_cancelling_a_job_leaves_those_that_wait(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = added_case(tmp_path / "a.duskcase", files=1)
    engine = FakeEngine(case)
    window = open_window(engine, case.path)
    page = window.case_page
    jobs, worker = page.desk.jobs, engine.workers[0]
    worker.holds = True
    page.index.start()
    qtbot.waitUntil(lambda: jobs.is_busy)
    drop(page.evidence, tmp_path / "late.mp4")
    with qtbot.waitSignal(jobs.cancelled):
        jobs.cancel()
    qtbot.waitUntil(lambda: page.evidence.model.rowCount() == 2)


def test_footage_that_waits_need_not_be_added(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = added_case(tmp_path / "a.duskcase", files=1)
    engine = FakeEngine(case)
    window = open_window(engine, case.path)
    page = window.case_page
    jobs, strip = page.desk.jobs, page.evidence._job
    engine.workers[0].holds = True
    page.index.start()
    qtbot.waitUntil(lambda: jobs.is_busy)
    drop(page.evidence, tmp_path / "late.mp4")
    assert strip.withdraw_button.isVisible()
    assert strip.withdraw_button.text() == "Do not add"
    assert not strip.stop_button.isVisible()
    qtbot.mouseClick(strip.withdraw_button, Qt.MouseButton.LeftButton)
    assert jobs.waiting == ()
    assert isinstance(jobs.current, IndexRequest)
    assert not strip.isVisible()


def test_the_strip_tells_of_what_runs_and_of_what_waits(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = added_case(tmp_path / "a.duskcase", files=1)
    engine = FakeEngine(case)
    window = open_window(engine, case.path)
    page = window.case_page
    engine.workers[0].holds = True
    drop(page.evidence, tmp_path / "one.mp4")
    page.evidence.find_moved(tmp_path)
    strip = page.evidence._job
    qtbot.waitUntil(lambda: strip.text.startswith("Reading · 1 of 2 files"))
    assert strip.text.endswith("1 more waiting")
    assert strip.withdraw_button.text() == "Do not look for them"
    qtbot.mouseClick(strip.withdraw_button, Qt.MouseButton.LeftButton)
    assert "waiting" not in strip.text
    page.desk.jobs.withdraw((AddFootageRequest, FindFootageRequest))
    assert isinstance(page.desk.jobs.current, AddFootageRequest)


def test_indexing_that_waits_can_be_taken_back(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = added_case(tmp_path / "a.duskcase", files=1)
    engine = FakeEngine(case)
    window = open_window(engine, case.path)
    page = window.case_page
    page.go_to(INDEX)
    qtbot.waitUntil(lambda: page.index.choices.is_known)
    engine.workers[0].holds = True
    drop(page.evidence, tmp_path / "one.mp4")
    page.index.start()
    qtbot.waitUntil(lambda: len(page.desk.jobs.waiting) == 1)
    assert page.index.cancel_button.text() == "Do not index"
    qtbot.mouseClick(page.index.cancel_button, Qt.MouseButton.LeftButton)
    assert page.desk.jobs.waiting == ()
    assert isinstance(page.desk.jobs.current, AddFootageRequest)


def test_of_how_far_a_job_has_come_the_last_word_alone_is_shown(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = added_case(tmp_path / "a.duskcase", files=2)
    engine = FakeEngine(case)
    jobs = open_window(engine, case.path).case_page.desk.jobs
    steps = [Progress(step="Finding people", done=done, total=9, unit="frames") for done in (1, 2)]
    told: list[Message] = [
        Progressed(steps[0]),
        FileProgressed(FootageId(1), steps[0]),
        Changed(ChangeSet(footage=True)),
        FileProgressed(FootageId(2), steps[0]),
        FileProgressed(FootageId(1), steps[1]),
        Progressed(steps[1]),
    ]
    monkeypatch.setattr(engine.workers[0], "poll", lambda: told)
    whole: list[Progress] = []
    files: list[tuple[int, Progress]] = []
    jobs.progressed.connect(whole.append)
    jobs.file_progressed.connect(lambda footage, progress: files.append((footage, progress)))
    with qtbot.waitSignal(jobs._changes.changed):
        jobs._poll()
    assert whole == [steps[1]]
    assert files == [(2, steps[0]), (1, steps[1])]
