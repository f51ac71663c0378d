"""A laboratory without OpenGL, or without the extra, still has a self-test."""

import pytest

from cba_core.runtimes.opengl_runtime import OpenGl
from cba_core.self_test import choose_set as choosing
from cba_core.self_test.choose_set import choose_set
from cba_core.self_test.fixed_set import FIXED_SET, SetName


@pytest.fixture(autouse=True)
def opengl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "ask_opengl", lambda: OpenGl(renderer="llvmpipe"))


def test_footage_is_rendered_where_it_can_be() -> None:
    chosen = choose_set(FIXED_SET.codec)
    assert (chosen.name, chosen.renderer) == (SetName.RENDERED, "llvmpipe")


def test_the_sample_is_taken_where_it_is_asked_for() -> None:
    chosen = choose_set(FIXED_SET.codec, wants_sample=True)
    assert chosen.name is SetName.SAMPLE
    assert "asked for" in chosen.why


@pytest.mark.parametrize("package", ["anny", "moderngl"])
def test_the_sample_stands_in_for_a_missing_extra(
    monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    monkeypatch.setattr(choosing, "find_spec", lambda name: None if name == package else object())
    chosen = choose_set(FIXED_SET.codec)
    assert chosen.name is SetName.SAMPLE
    assert package in chosen.why
    assert "duskline[simulation]" in chosen.why


def test_the_sample_stands_in_for_a_missing_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "ask_opengl", lambda: OpenGl(problem="no libEGL.so.1"))
    chosen = choose_set(FIXED_SET.codec)
    assert chosen.name is SetName.SAMPLE
    assert "no libEGL.so.1" in chosen.why


def test_the_sample_stands_in_for_a_missing_encoder() -> None:
    chosen = choose_set("libnonsense")
    assert chosen.name is SetName.SAMPLE
    assert "libnonsense" in chosen.why
