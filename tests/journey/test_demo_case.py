"""`make demo` goes on with the case that an earlier run made, however it was named."""

import runpy
import sys
from pathlib import Path

import pytest

from tests.support.small_case import ROOT


@pytest.mark.parametrize("name", ["foo", "foo.duskcase"])
def test_a_second_run_makes_no_second_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    made: list[str] = []
    module = runpy.run_path(str(ROOT / "packaging" / "demo.py"))

    def pretend(*words: str | Path) -> None:
        if words[:2] == ("case", "create"):
            made.append(str(words[2]))
            (tmp_path / "foo.duskcase").mkdir()

    main = module["main"]
    monkeypatch.setitem(main.__globals__, "cba", pretend)
    monkeypatch.setitem(main.__globals__, "longest_tracklet", lambda _case: None)
    monkeypatch.setattr(sys, "argv", ["demo.py", "--case", str(tmp_path / name), str(tmp_path)])
    for _ in range(2):
        assert main() == 1
    assert len(made) == 1
