"""kill -9 amid edits loses none that was confirmed (E38); benchmarks/killed_edits.py kills more."""

import sys
from pathlib import Path

import pytest

from benchmarks.killed_edits import lost_by

_MOST_ROUNDS = 10
"""On a busy machine a kill comes before anything was confirmed; then it is killed again."""


def confirmed_of(folder: Path, kind: str, *, kills: int, least: int, every: int = 100) -> int:
    """Kill until so many steps were confirmed; none of them may be lost."""
    confirmed = 0
    for seed in range(1, _MOST_ROUNDS + 1):
        (folder / str(seed)).mkdir()
        more, wrong = lost_by(kills, folder / str(seed), seed=seed, every=every, kind=kind)
        assert wrong == []
        confirmed += more
        if confirmed >= least:
            break
    return confirmed


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_E38_a_killed_program_loses_no_confirmed_edit(tmp_path: Path) -> None:
    assert confirmed_of(tmp_path, "edits", kills=8, least=8, every=4) >= 8


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("kind", ["imports", "exhibits"])
def test_E38_nor_does_it_lose_an_import_or_an_exhibit(tmp_path: Path, kind: str) -> None:
    pytest.importorskip("av")
    assert confirmed_of(tmp_path, kind, kills=3, least=1) >= 1
