"""The window in tests: offscreen, with a made-up engine, and no thread left behind."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, get_args

import pytest

from cba_core.jobs.requests import JobRequest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

try:
    import PySide6  # noqa: F401  (asked for, not used)
except ModuleNotFoundError:
    # the engine's tests also run where Qt is not installed; test_qt_is_installed.py says so
    collect_ignore_glob = ["test_window_*.py", "test_clip_player*.py"]


def pytest_collection_modifyitems(items: list[Any]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.gui)


PATIENCE_MS = 30_000
"""pytest-qt's own 5 s are too few on a machine that does other things; who passes waits no more."""


@pytest.fixture
def qtbot(qtbot: Any) -> Any:
    """With more patience, where a test names none of its own."""
    for name in ("waitUntil", "waitSignal", "waitSignals", "waitExposed", "waitActive"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=PATIENCE_MS))
    return qtbot


@pytest.fixture(autouse=True)
def no_thread_is_left_behind() -> Iterator[None]:
    yield
    left = [thread.name for thread in threading.enumerate() if thread.name.startswith("duskline")]
    assert not left, f"threads still run: {left}"


@pytest.fixture
def failures_expected() -> list[Any]:
    """Failures the test asked for; it takes them out again."""
    return []


@pytest.fixture
def settings(tmp_path: Path) -> Any:
    from app.settings.app_settings import AppSettings

    return AppSettings(tmp_path / "settings" / "settings.json", language="en")


@pytest.fixture
def open_window(qtbot: Any, qapp: Any, settings: Any) -> Iterator[Callable[..., Any]]:
    """Makes the real window over a made-up engine; failures nobody expects fail the test."""
    from app.composition import make_window

    hook = sys.excepthook
    windows, told = [], []

    def make(engine: Any, case_path: Path | None = None, *, expects_failures: bool = False) -> Any:
        window = make_window(qapp, engine, settings)
        sys.excepthook = hook  # pytest-qt's own catches what slots raise
        windows.append(window)
        if not expects_failures:
            window.failures.failed.connect(told.append)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        if case_path is not None:
            window.open_case(case_path)
            qtbot.waitUntil(lambda: is_loaded(window))
        return window

    yield make
    for window in windows:
        page = window.case_page
        if page is not None and page.desk.jobs.is_busy:
            page.desk.jobs.withdraw(get_args(JobRequest))
            with qtbot.waitSignal(page.desk.jobs.cancelled):
                page.desk.jobs.cancel()
        assert window.close()
        assert window.closings.finish()
        window.deleteLater()
    qapp.processEvents()
    assert not told, f"unexpected failures: {told}"


def is_loaded(window: Any) -> bool:
    page = window.case_page
    return (
        page is not None
        and page.overview.latest is not None
        and page.search.gallery.model.has_loaded
    )
