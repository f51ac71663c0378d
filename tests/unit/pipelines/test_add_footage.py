"""Adding goes on where a file disappears under its hands."""

from pathlib import Path

from cba_core.case import Case
from cba_core.cli.as_json import add_report_json
from cba_core.domain.progress import Progress
from tests.support.builders import some_case_facts
from tests.support.synthetic_footage import walking_boxes, write_clip, write_two_videos


class _PullsOut:
    """Removes a file as soon as adding has begun."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def report(self, progress: Progress) -> None:
        del progress
        self._file.unlink(missing_ok=True)

    def is_cancelled(self) -> bool:
        return False


def test_a_file_that_disappears_while_others_are_added_is_listed_with_the_reason(
    tmp_path: Path,
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    clips = [
        write_clip(stick / f"{name}.mp4", walking_boxes(8, seed=seed))
        for seed, name in enumerate("abc")
    ]
    with Case.create(tmp_path / "case", some_case_facts()) as case:
        report = case.add_footage([stick], context=_PullsOut(clips[1]))
    assert [one.name for one in report.added] == ["a.mp4", "c.mp4"]
    assert [(one.path, one.reason) for one in report.rejected] == [
        (clips[1], "it is no longer there")
    ]


def test_files_of_one_name_are_cameras_of_their_own(tmp_path: Path) -> None:
    """A pair of visible and infrared recorders names both files by the time."""
    paths = [
        tmp_path / "visible" / "0111_1716.mp4",
        tmp_path / "infrared" / "0111_1716.mp4",
        tmp_path / "infrared" / "0111_1716.mkv",
        tmp_path / "b" / "infrared" / "0111_1716.mp4",
    ]
    for seed, path in enumerate(paths):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_clip(path, walking_boxes(8, seed=seed))
    with Case.create(tmp_path / "case", some_case_facts()) as case:
        case.add_footage(paths[:1])
        case.add_footage(paths[1:3])
        case.add_footage(paths[3:])
        assert [one.camera for one in case.footage()] == [
            "0111_1716",
            "infrared/0111_1716",
            f"{tmp_path.name}/infrared/0111_1716",
            "b/infrared/0111_1716",
        ]


def test_two_files_of_one_name_in_one_folder_are_told_apart_by_their_whole_names(
    tmp_path: Path,
) -> None:
    paths = [write_clip(tmp_path / name, walking_boxes(8)) for name in ("a.mkv", "a.mp4")]
    with Case.create(tmp_path / "case", some_case_facts()) as case:
        added = case.add_footage(paths).added
        assert [one.camera for one in added] == ["a", "a.mp4"]


def test_a_camera_that_the_person_names_is_that_camera(tmp_path: Path) -> None:
    paths = [write_clip(tmp_path / f"{seed}.mp4", walking_boxes(8, seed=seed)) for seed in (1, 2)]
    with Case.create(tmp_path / "case", some_case_facts()) as case:
        case.add_footage(paths, camera="north")
        assert case.cameras() == ["north"]


def test_a_second_video_that_is_not_used_is_told(tmp_path: Path) -> None:
    path = write_two_videos(tmp_path / "two.mkv")
    one = write_clip(tmp_path / "one.mkv", walking_boxes(10))
    with Case.create(tmp_path / "case", some_case_facts()) as case:
        report = case.add_footage([path, one])
    assert [(told.footage.path, told.text) for told in report.warnings] == [
        (path, "it holds 2 videos, only the largest is used")
    ]
    assert add_report_json(report, {})["warnings"] == [
        {"footage": 1, "text": "it holds 2 videos, only the largest is used"}
    ]
