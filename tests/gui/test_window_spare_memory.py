"""Freed memory goes back to the system when a place is left and when a report was drawn."""

import ctypes
import sys
from pathlib import Path
from threading import current_thread, main_thread

import pytest
from pytestqt.qtbot import QtBot

from app.engine_link import spare_memory
from app.engine_link.spare_memory import give_back, give_back_soon
from app.engine_link.task_runner import TaskRunner
from app.viewmodels import report_outlook
from app.views import case_page
from app.views.places import EVIDENCE, REPORT
from tests.gui.fake_case import FakeEngine, WindowMaker, indexed_case


@pytest.fixture
def given_back(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """By whom it was asked for, in order."""
    asked: list[str] = []
    monkeypatch.setattr(case_page, "give_back_soon", lambda _: asked.append("page"))
    monkeypatch.setattr(report_outlook, "give_back_soon", lambda _: asked.append("report"))
    return asked


def test_leaving_a_place_and_drawing_a_report_give_back(
    open_window: WindowMaker, tmp_path: Path, qtbot: QtBot, given_back: list[str]
) -> None:
    window = open_window(FakeEngine(indexed_case(tmp_path)), tmp_path)
    page = window.case_page
    page.go_to(EVIDENCE)
    given_back.clear()
    page.go_to(EVIDENCE)
    assert given_back == []
    page.go_to(REPORT)
    qtbot.waitUntil(lambda: page.report.is_shown, timeout=20_000)
    qtbot.waitUntil(lambda: "report" in given_back)
    assert given_back[0] == "page"


def test_what_only_holds_itself_is_freed_first_and_on_the_gui_thread(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Circle:
        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            done.append(("freed", current_thread() is main_thread()))

    done: list[tuple[str, bool]] = []
    monkeypatch.setattr(
        spare_memory,
        "give_back",
        lambda: done.append(("given back", current_thread() is main_thread())),
    )
    tasks = TaskRunner(lambda problem: pytest.fail(str(problem)))
    Circle()
    give_back_soon(tasks)
    assert done == []
    qtbot.waitUntil(lambda: len(done) == 2)
    tasks.close()
    assert done == [("freed", True), ("given back", False)]


def _own_bytes() -> int:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(one.split()[1]) * 1024 for one in lines if one.startswith("RssAnon"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="of glibc")
def test_what_is_free_between_what_is_used_goes_back_to_the_system() -> None:
    c = ctypes.CDLL(None)
    if not hasattr(c, "malloc_trim"):
        pytest.skip("another allocator")
    c.malloc.restype, c.malloc.argtypes, c.free.argtypes = (
        ctypes.c_void_p, [ctypes.c_size_t], [ctypes.c_void_p],
    )  # fmt: skip
    size, count = 60_000, 1000  # below the size from which each is mapped by itself
    held = [c.malloc(size) for _ in range(count)]
    for one in held:
        ctypes.memset(one, 1, size)
    for one in held[:-1]:  # the last one keeps the top of the heap in use
        c.free(one)
    before = _own_bytes()
    give_back()
    c.free(held[-1])
    assert before - _own_bytes() > size * count / 2


def test_another_allocator_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spare_memory.sys, "platform", "win32")
    spare_memory._trim.cache_clear()
    give_back()
    assert spare_memory._trim() is None
    spare_memory._trim.cache_clear()
