import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cba_core.domain.footage import RejectedFile
from cba_core.footage import discovery
from cba_core.footage.discovery import find_footage
from cba_core.footage.pictures import FEWEST_PICTURES, pictures_in
from tests.support.damaged_footage import permissions_bind


def names(found: Iterable[Path | RejectedFile]) -> list[str]:
    return [(item if isinstance(item, Path) else item.path).name for item in found]


def write_pictures(folder: Path, count: int, prefix: str = "frame_") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        Image.fromarray(np.zeros((8, 8, 3), np.uint8)).save(folder / f"{prefix}{number:03d}.png")


def test_folders_are_searched_to_any_depth_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b/2.mp4", "b/1.avi", "a/deep/er/0.dav", "C.h264"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = list(find_footage([tmp_path]))
    assert names(found) == ["0.dav", "1.avi", "2.mp4", "C.h264"]
    assert all(path.is_absolute() for path in found)
    assert list(find_footage([tmp_path])) == found


def test_papers_beside_the_footage_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    kept = ("clip.mp4", "ch01", "export.bin", "archive.zip")
    passed_over = ("LICENSE", "README", "readme.txt", "gt.json", "info.XML", ".hidden.mp4", "a.ini")
    for name in kept + passed_over:
        (tmp_path / name).touch()
    assert sorted(names(find_footage([tmp_path]))) == sorted(kept)


def test_a_file_that_is_named_is_tried_whatever_it_is_called(tmp_path: Path) -> None:
    for name in ("README.txt", ".hidden", "clip.mp4"):
        (tmp_path / name).touch()
    named = [tmp_path / "README.txt", tmp_path / ".hidden", tmp_path / "clip.mp4"]
    assert list(find_footage(named)) == named


def test_the_same_file_named_twice_is_found_once(tmp_path: Path) -> None:
    (tmp_path / "clip.mp4").touch()
    assert len(list(find_footage([tmp_path / "clip.mp4", tmp_path, tmp_path]))) == 1


def test_what_is_not_there_is_told_with_a_reason(tmp_path: Path) -> None:
    (found,) = find_footage([tmp_path / "gone"])
    assert isinstance(found, RejectedFile)
    assert found.reason == "there is nothing at this place"


def test_a_row_of_numbered_pictures_is_one_recording(tmp_path: Path) -> None:
    write_pictures(tmp_path / "img1", FEWEST_PICTURES)
    write_pictures(tmp_path / "snapshots", FEWEST_PICTURES - 1)
    (tmp_path / "img1" / "more.mp4").touch()
    assert names(find_footage([tmp_path])) == ["img1", "more.mp4"]


def test_pictures_are_ordered_by_their_number_not_by_their_name(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"p{number}.jpg").touch()
    (tmp_path / "q7.jpg").touch()
    assert names(pictures_in(tmp_path)) == [f"p{number}.jpg" for number in range(12)]


def test_a_loop_of_links_comes_to_an_end(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "clip.mp4").touch()
    try:
        (inner / "back").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / "again.mp4").symlink_to(inner / "clip.mp4")
        (tmp_path / "itself").symlink_to(tmp_path / "itself")
    except OSError as error:
        pytest.skip(f"no links here: {error}")
    found = list(find_footage([tmp_path]))
    assert len([path for path in found if isinstance(path, Path)]) == 1
    assert names(item for item in found if isinstance(item, RejectedFile)) == ["itself"]


def test_a_case_is_not_searched_for_footage(tmp_path: Path) -> None:
    (tmp_path / "theft.duskcase" / "crops").mkdir(parents=True)
    (tmp_path / "theft.duskcase" / "crops" / "x.mp4").touch()
    assert list(find_footage([tmp_path])) == []


@pytest.mark.skipif(not permissions_bind(), reason="root and Windows read everything")
def test_a_folder_that_may_not_be_read_is_told_with_the_reason(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    (tmp_path / "clip.mp4").touch()
    locked.chmod(0)
    try:
        clip, rejected = find_footage([tmp_path])
    finally:
        locked.chmod(0o700)
    assert isinstance(clip, Path)
    assert rejected == RejectedFile(path=locked, reason="permission denied")


def test_a_folder_that_fails_while_it_is_read_does_not_end_the_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "good.mp4").touch()

    def fail_in_bad(folder: Path) -> list[list[Path]]:
        if folder.name == "bad":
            raise PermissionError(13, os.strerror(13), str(folder))
        return []

    monkeypatch.setattr(discovery, "rows_in", fail_in_bad)
    rejected, clip = find_footage([tmp_path])
    assert rejected == RejectedFile(path=tmp_path / "bad", reason="permission denied")
    assert clip == tmp_path / "good.mp4"
