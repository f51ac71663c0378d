"""Leaving a case: nothing is lost, nothing is told of what nobody sees, nothing is left behind."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.engine_link.task_runner import TaskRunner
from app.main_window import MainWindow
from app.views.places import SEARCH
from cba_core.domain.changes import ChangeSet
from cba_core.domain.errors import DiskFullError
from tests.gui.conftest import is_loaded
from tests.gui.fake_case import FakeCase, FakeEngine, FakeWorker, WindowMaker, indexed_case


def slowed(function: Callable[..., Any], seconds: float) -> Callable[..., Any]:
    def slow(*args: Any, **named: Any) -> Any:
        time.sleep(seconds)
        return function(*args, **named)

    return slow


def left_threads() -> list[str]:
    return sorted(
        thread.name for thread in threading.enumerate() if thread.name.startswith("duskline")
    )


def test_answers_that_come_after_their_case_was_left_are_dropped(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    window = open_window(FakeEngine(case), case.path)
    window.case_page.go_to(SEARCH)
    monkeypatch.setattr(FakeCase, "search", slowed(FakeCase.search, 0.4))
    monkeypatch.setattr(FakeCase, "footage", slowed(FakeCase.footage, 0.4))
    page = window.case_page
    page.search.show_query_by_id(case.people[0].id)
    qtbot.wait(100)
    page.overview.load()
    del page
    window._leave_case()
    assert not case.is_closed  # it is still being asked
    qtbot.waitUntil(lambda: case.is_closed)
    qtbot.wait(200)
    assert window.case_page is None


def test_an_opened_case_leaves_no_thread_behind(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    window = open_window(FakeEngine(case))
    seen = []
    for _ in range(3):
        window.open_case(case.path)
        qtbot.waitUntil(lambda: is_loaded(window))
        window.case_page.search.show_query_by_id(case.people[0].id)
        qtbot.waitUntil(lambda: window.case_page.search.players[0].current is not None)
        window._leave_case()
        assert window.closings.finish(5)
        seen.append(left_threads())
    assert seen[0] == seen[2]
    assert not any("pictures" in name or "player" in name for name in seen[0])
    qtbot.wait(50)
    assert window._stack.count() == 1  # pages of cases that were left are gone as well


def test_edits_that_wait_are_made_before_the_case_closes(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    window = open_window(FakeEngine(case), case.path)
    monkeypatch.setattr(FakeCase, "set_footage", slowed(FakeCase.set_footage, 0.2))
    page = window.case_page
    for row, camera in enumerate(("North", "South")):
        page.evidence.table.selectRow(row)
        page.evidence.panel.camera.setEditText(camera)
        page.evidence.panel.button.click()
    del page
    window._leave_case()
    qtbot.waitUntil(lambda: case.is_closed)
    assert [footage.camera for footage in case.held[:2]] == ["North", "South"]


def test_an_edit_that_fails_after_its_case_was_left_is_told(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> ChangeSet:
        time.sleep(0.2)
        raise DiskFullError(tmp_path)

    case = indexed_case(tmp_path / "a.duskcase")
    window = open_window(FakeEngine(case), case.path, expects_failures=True)
    monkeypatch.setattr(FakeCase, "set_footage", full)
    page = window.case_page
    page.evidence.table.selectRow(0)
    page.evidence.panel.camera.setEditText("North")
    page.evidence.panel.button.click()
    del page
    window._leave_case()
    qtbot.waitUntil(lambda: window.teller.dialog is not None)
    assert "full" in window.teller.dialog.failure.what
    window.teller.dialog.reject()


def test_a_case_is_opened_again_only_when_its_worker_has_ended(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    engine = FakeEngine(case)
    window = open_window(engine, case.path)
    monkeypatch.setattr(FakeWorker, "close", slowed(FakeWorker.close, 0.4))
    opened_while_closing = []
    open_now = engine.open_case
    monkeypatch.setattr(
        engine,
        "open_case",
        lambda path: (opened_while_closing.append(not engine.workers[0].is_closed), open_now(path))[
            1
        ],
    )
    window._leave_case()
    window.open_case(case.path)
    qtbot.waitUntil(lambda: is_loaded(window))
    assert opened_while_closing == [False]


def test_what_fails_while_closing_keeps_nothing_else_open(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(worker: FakeWorker) -> None:
        raise OSError("a planted fault")

    case = indexed_case(tmp_path / "a.duskcase")
    window = open_window(FakeEngine(case), case.path, expects_failures=True)
    monkeypatch.setattr(FakeWorker, "close", fail)
    window._leave_case()
    qtbot.waitUntil(lambda: window.teller.dialog is not None)
    assert case.is_closed
    window.teller.dialog.reject()


def test_a_fault_in_making_a_page_closes_the_case(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("a planted bug")

    case = indexed_case(tmp_path / "a.duskcase")
    window = open_window(FakeEngine(case), expects_failures=True)
    import app.case_composition

    monkeypatch.setattr(app.case_composition, "player_panes", fail)
    window.open_case(case.path)
    qtbot.waitUntil(lambda: window.teller.dialog is not None)
    qtbot.waitUntil(lambda: case.is_closed)
    window.teller.dialog.reject()


def test_a_scope_ends_alone(qtbot: QtBot, qapp: object) -> None:
    problems: list[Exception] = []
    tasks = TaskRunner(problems.append)
    scope = tasks.scope()
    got: list[int] = []
    scope.queries.run(slowed(lambda: 1, 0.1), got.append)
    scope.let_go()
    scope.join()
    tasks.queries.run(lambda: 2, got.append)
    qtbot.waitUntil(lambda: got == [2])
    tasks.close()
    assert not problems


def test_a_page_is_made_where_it_is_shown(
    open_window: WindowMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Moved there with all that is in it, it would be styled a second time."""
    moved: list[Any] = []
    shown = MainWindow._show_case_page

    def watched(window: MainWindow) -> None:
        made = window._made
        assert made is not None
        stack = made.parent()
        shown(window)
        moved.extend([made] if made.parent() is not stack else [])

    monkeypatch.setattr(MainWindow, "_show_case_page", watched)
    window = open_window(FakeEngine(indexed_case(tmp_path)), tmp_path)
    assert window.case_page.isVisible()
    assert moved == []
