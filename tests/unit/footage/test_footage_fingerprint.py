import hashlib
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cba_core.domain.errors import FootageMissingError, FootageUnreadableError, JobCancelled
from cba_core.domain.progress import Progress, Unattended
from cba_core.footage.fingerprint import sha256_of


class Watcher:
    def __init__(self, *, cancel_after: int | None = None) -> None:
        self.seen: list[Progress] = []
        self._cancel_after = cancel_after

    def report(self, progress: Progress) -> None:
        self.seen.append(progress)

    def is_cancelled(self) -> bool:
        return self._cancel_after is not None and len(self.seen) >= self._cancel_after


def test_the_fingerprint_is_the_plain_sha256_of_the_content(tmp_path: Path) -> None:
    content = np.random.default_rng(0).bytes((9 << 20) + 17)
    (tmp_path / "clip.mp4").write_bytes(content)
    watcher = Watcher()
    assert sha256_of(tmp_path / "clip.mp4", watcher) == hashlib.sha256(content).hexdigest()
    assert [p.done for p in watcher.seen] == sorted(p.done for p in watcher.seen)
    assert watcher.seen[-1].done == watcher.seen[-1].total == len(content)
    assert len(watcher.seen) >= 3


def test_an_empty_file_has_a_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert sha256_of(tmp_path / "empty", Unattended()) == hashlib.sha256(b"").hexdigest()


def test_reading_stops_when_asked_to(tmp_path: Path) -> None:
    (tmp_path / "clip.mp4").write_bytes(bytes(20 << 20))
    watcher = Watcher(cancel_after=1)
    with pytest.raises(JobCancelled):
        sha256_of(tmp_path / "clip.mp4", watcher)
    assert len(watcher.seen) == 1


def test_a_picture_folder_is_known_again_elsewhere_and_a_changed_picture_changes_it(
    tmp_path: Path,
) -> None:
    one = tmp_path / "one"
    one.mkdir()
    for number in range(8):
        Image.fromarray(np.full((8, 8, 3), number, np.uint8)).save(one / f"{number}.png")
    shutil.copytree(one, tmp_path / "two")
    (tmp_path / "two" / "notes.txt").touch()
    first = sha256_of(one, Unattended())
    assert sha256_of(tmp_path / "two", Unattended()) == first
    Image.fromarray(np.full((8, 8, 3), 99, np.uint8)).save(one / "3.png")
    assert sha256_of(one, Unattended()) != first


def test_what_is_missing_or_no_row_of_pictures_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FootageMissingError):
        sha256_of(tmp_path / "gone.mp4", Unattended())
    with pytest.raises(FootageUnreadableError, match="no row of numbered pictures"):
        sha256_of(tmp_path, Unattended())


def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "clip.mp4").write_bytes(b"x")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("cba_core.footage.fingerprint.os.open", refuse)
    with pytest.raises(FootageUnreadableError, match="permission denied"):
        sha256_of(tmp_path / "clip.mp4", Unattended())


def test_reading_leaves_no_trace_on_the_file(tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"evidence")
    before = clip.stat()
    sha256_of(clip, Unattended())
    after = clip.stat()
    assert (after.st_mtime_ns, after.st_size, after.st_ctime_ns) == (
        before.st_mtime_ns,
        before.st_size,
        before.st_ctime_ns,
    )
    assert [entry.name for entry in tmp_path.iterdir()] == ["clip.mp4"]
