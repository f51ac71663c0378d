"""Commands that permissions of files hold for, also where the tests run as root."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.small_case import ROOT, command

# root reads everything unless it lays the capability down
PREFIX = (
    ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]
    if os.geteuid() == 0 and shutil.which("setpriv")
    else []
)


def cba_bound(
    *words: object, env: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run a command of the engine; skips the test where root cannot be bound."""
    done = subprocess.run(
        [*PREFIX, *command(*words)],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    if os.geteuid() == 0 and (not PREFIX or "setpriv" in done.stderr):
        pytest.skip(f"capabilities cannot be dropped here: {done.stderr.strip()}")
    return done


class Locked:
    """Takes rights from a file or folder and gives them back."""

    def __init__(self, path: Path, mode: int) -> None:
        self._path, self._mode = path, mode

    def __enter__(self) -> None:
        self._before = self._path.stat().st_mode
        self._path.chmod(self._mode)

    def __exit__(self, *_: object) -> None:
        self._path.chmod(self._before)
