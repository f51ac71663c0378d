"""People, undo, redo and history by the command line, each command a process of its own (U8)."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from cba_core.domain.repositories import CaseFacts
from cba_core.store.case_store import create_store


def cba(*words: str) -> Any:
    run = subprocess.run(
        [sys.executable, "-m", "cba_core", *words, "--json"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return json.loads(run.stdout)


def test_U8_undo_and_redo_work_across_restarts(tmp_path: Path) -> None:
    case = tmp_path / "night.duskcase"
    create_store(case, CaseFacts(number="1", examiner="A", purpose="test", time_zone="UTC")).close()

    assert cba("people", "create", str(case), "Anna")["edit"]["state"] == "done"
    cba("people", "rename", str(case), "1", "Bea")
    assert "Bea" in json.dumps(cba("people", "list", str(case)))
    cba("undo", str(case))
    assert "Anna" in json.dumps(cba("people", "list", str(case)))
    assert "undone" in json.dumps(cba("history", str(case)))
    cba("redo", str(case))
    assert "Bea" in json.dumps(cba("people", "list", str(case)))
    assert "undone" not in json.dumps(cba("history", str(case)))
