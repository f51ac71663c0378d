"""Missing footage is found by content, past everything that cannot be read."""

from pathlib import Path

import pytest

from cba_core.case import Case
from cba_core.domain.errors import ConfigError, FootageUnreadableError
from cba_core.domain.progress import TaskContext
from cba_core.footage.fingerprint import sha256_of
from cba_core.pipelines import find_footage
from tests.support.builders import some_case_facts
from tests.support.synthetic_footage import walking_boxes, write_clip


def test_a_file_that_cannot_be_read_does_not_end_the_looking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = write_clip(tmp_path / "clip.mp4", walking_boxes(8))
    place = tmp_path / "elsewhere"
    place.mkdir()
    damaged = place / "a.mp4"
    damaged.write_bytes(bytes(clip.stat().st_size))

    def read(path: Path, context: TaskContext) -> str:
        if path == damaged:
            raise FootageUnreadableError(path, "the medium has a fault")
        return sha256_of(path, context)

    monkeypatch.setattr(find_footage, "sha256_of", read)
    with Case.create(tmp_path / "case", some_case_facts()) as case:
        case.add_footage([clip])
        moved = clip.rename(place / "b.mp4")
        found, missing = case.find_footage(place)
    assert ([one.path for one in found], missing) == ([moved], [])


def test_a_camera_has_a_name(tmp_path: Path) -> None:
    with Case.create(tmp_path / "case", some_case_facts()) as case:
        added = case.add_footage([write_clip(tmp_path / "clip.mp4", walking_boxes(8))]).added
        with pytest.raises(ConfigError, match="needs a name"):
            case.set_footage([added[0].id], camera=" ")
        assert case.cameras() == ["clip"]
