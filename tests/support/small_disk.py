"""A disk with little room, for what happens when it is full."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SIZE_BYTES = 2 << 20


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Mount a file system of 2 MB at `folder`; skips the test where that is not permitted."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs Linux and root")
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={SIZE_BYTES}", "tmpfs", str(folder)]
    mounted = subprocess.run(["mount", *options], capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"mounting a small disk is not permitted here: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def filled_up(folder: Path, leave_bytes: int = 0) -> Iterator[None]:
    """Fill the disk of `folder` until `leave_bytes` are left; free it again at the end."""
    filler = folder / "filler"
    facts = os.statvfs(folder)
    with filler.open("wb") as file:
        file.write(b"\0" * max(facts.f_bavail * facts.f_frsize - leave_bytes, 0))
    try:
        yield
    finally:
        filler.unlink()
