"""Whatever a driver does, the program that asks about it lives."""

import os
import sys
from pathlib import Path

import pytest

from cba_core.runtimes import opengl_runtime
from cba_core.runtimes.opengl_runtime import ask_opengl


def a_moderngl(folder: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Put a package of that name in front of the real one."""
    (folder / "moderngl.py").write_text(code, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), *sys.path]))


def test_who_draws_is_named() -> None:
    answer = ask_opengl()
    assert answer.draws, answer.problem
    assert "OpenGL" in answer.renderer


def test_why_nothing_can_be_drawn_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_moderngl(
        tmp_path, monkeypatch, "def create_context(**_): raise RuntimeError('no libEGL.so.1')"
    )
    answer = ask_opengl()
    assert not answer.draws
    assert "no libEGL.so.1" in answer.problem


@pytest.mark.skipif(sys.platform == "win32", reason="signals of a POSIX system")
def test_a_driver_that_crashes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_moderngl(tmp_path, monkeypatch, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    assert "crashed (signal 9)" in ask_opengl().problem


def test_a_driver_that_hangs_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_moderngl(tmp_path, monkeypatch, "import time\ntime.sleep(60)")
    monkeypatch.setattr(opengl_runtime, "_PATIENCE_S", 0.2)
    assert "no answer" in ask_opengl().problem
