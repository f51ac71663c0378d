"""A full disk is told, loses nothing, and the same command goes on once there is room."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.small_case import a_case, cba, footage_with_tracks, what_was_found


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2M", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"mounting is not permitted here: {mounted.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def test_a_full_disk_is_told_and_the_run_goes_on_when_there_is_room(
    small_disk: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    for number in range(3):
        footage_with_tracks(stick, f"clip{number}", frames=150, people=5)
    words = ("--detector", "motchallenge", "--stride", 1, "--segment-seconds", 2)
    roomy = a_case(tmp_path, stick)
    cba("index", roomy, *words)

    case = a_case(small_disk, stick)
    filler = small_disk / "filler"
    free = _free_bytes(small_disk)
    filler.write_bytes(b"\0" * max(0, free - 60_000))
    full = cba("index", case, *words, check=False)
    assert full.returncode == 1
    assert "is full" in full.stderr
    assert "Remedy" in full.stderr
    filler.unlink()
    subprocess.run(["mount", "-o", "remount,size=64M", small_disk], check=True)
    cba("index", case, *words)
    assert what_was_found(case) == what_was_found(roomy)


def _free_bytes(place: Path) -> int:
    import os

    facts = os.statvfs(place)
    return facts.f_bavail * facts.f_frsize
