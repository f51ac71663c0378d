"""How the window shares the interpreter with what computes beside it."""

import gc
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engine_link.interpreter import HAND_OVER_S, SELDOM, loading
from tests.gui.fake_case import FakeEngine, WindowMaker


@pytest.fixture
def as_before() -> Iterator[None]:
    """Neither the interval nor what is frozen outlives a test."""
    interval, threshold = sys.getswitchinterval(), gc.get_threshold()
    yield
    sys.setswitchinterval(interval)
    gc.set_threshold(*threshold)
    gc.unfreeze()
    assert gc.isenabled()


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a module that nobody has loaded."""
    (tmp_path / "loaded_by_a_test.py").write_text("ROWS = [[] for _ in range(100)]\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield "loaded_by_a_test"
    sys.modules.pop("loaded_by_a_test", None)


def test_a_window_gets_the_interpreter_soon_and_looks_for_garbage_seldom(
    open_window: WindowMaker, as_before: None
) -> None:
    sys.setswitchinterval(0.005)
    gc.set_threshold(700, 10, 10)
    open_window(FakeEngine())
    assert sys.getswitchinterval() == pytest.approx(HAND_OVER_S)
    assert gc.get_threshold() == (700, 10, SELDOM)


def test_what_is_loaded_is_not_looked_through_for_garbage(module: str, as_before: None) -> None:
    gc.unfreeze()
    with loading():
        assert not gc.isenabled()
        rows = __import__(module).ROWS
    assert gc.isenabled()
    assert gc.get_freeze_count() > len(rows)
    seen = {id(one) for one in gc.get_objects()}
    assert not any(id(one) in seen for one in rows)


def test_where_nothing_is_loaded_nothing_is_kept_from_being_collected(as_before: None) -> None:
    gc.unfreeze()
    with loading():
        import json  # noqa: F401  (was loaded long before)
    assert gc.get_freeze_count() == 0


def test_what_cannot_be_loaded_leaves_the_collector_at_work(as_before: None) -> None:
    with pytest.raises(ImportError), loading():
        __import__("there_is_no_such_module")
    assert gc.isenabled()
