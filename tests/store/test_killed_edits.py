"""kill -9 amid edits loses none that was confirmed (E38); benchmarks/killed_edits.py kills more."""

import sys
from pathlib import Path

import pytest

from benchmarks.killed_edits import lost_by


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_E38_a_killed_program_loses_no_confirmed_edit(tmp_path: Path) -> None:
    confirmed, wrong = lost_by(8, tmp_path, every=4)
    assert wrong == []
    assert confirmed >= 8


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("kind", ["imports", "exhibits"])
def test_E38_nor_does_it_lose_an_import_or_an_exhibit(tmp_path: Path, kind: str) -> None:
    pytest.importorskip("av")
    confirmed, wrong = lost_by(3, tmp_path, kind=kind)
    assert wrong == []
    assert confirmed >= 1
