from pathlib import Path

import numpy as np
import pytest

from cba_core.detection.motchallenge_file import (
    MotChallengeDetector,
    MotChallengeError,
    motchallenge_file_of,
    read_motchallenge,
)
from cba_core.domain.arrays import UInt8Array
from cba_core.domain.errors import DetectorError
from cba_core.domain.footage import Modality
from tests.support.frames import a_frame


def black(width: int, height: int) -> UInt8Array:
    return np.zeros((height, width, 3), np.uint8)


def written(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_lines_become_boxes_with_frames_from_zero(tmp_path: Path) -> None:
    rows = read_motchallenge(written(tmp_path / "a.txt", "1,-1,10,20,30,40,0.5", "", "3,7,1,2,3,4"))
    assert rows.frames.tolist() == [0, 2]
    assert rows.boxes.tolist() == [[10, 20, 40, 60], [1, 2, 4, 6]]
    assert rows.scores.tolist() == [0.5, 1.0]
    assert rows.numbers.tolist() == [-1, 7]


def test_spaces_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeff1 , 2, 3, 4, 5, 6\r\n1 -1 3 4 5 6\r\n".encode())
    assert read_motchallenge(path).numbers.tolist() == [2, -1]


def test_ground_truth_counts_flagged_pedestrians_alone(tmp_path: Path) -> None:
    path = written(
        tmp_path / "gt" / "gt.txt",
        "1,1,0,0,9,9,1,1,0.3",
        "1,2,0,0,9,9,0,1,1.0",  # flag 0
        "1,3,0,0,9,9,1,3,1.0",  # a car
    )
    rows = read_motchallenge(path)
    assert rows.numbers.tolist() == [1]
    assert rows.scores.tolist() == [1.0]


def test_world_coordinates_of_2015_are_no_classes(tmp_path: Path) -> None:
    path = written(tmp_path / "gt" / "gt.txt", "1,1,88,99,61.08,218.56,1,4.4852,5.5016,0")
    assert len(read_motchallenge(path).frames) == 1


def test_confidences_of_another_scale_keep_their_order(tmp_path: Path) -> None:
    path = written(tmp_path / "det.txt", "1,-1,0,0,9,9,-20", "1,-1,0,0,9,9,60", "1,-1,0,0,9,9,20")
    assert read_motchallenge(path).scores.tolist() == [0, 1, 0.5]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("1,2,3,4,5", "5 columns"),
        ("1,2,3,four,5,6", "no number"),
        ("1,2,3,nan,5,6", "not finite"),
        ("0,2,3,4,5,6", "whole number from 1"),
        ("1.5,2,3,4,5,6", "whole number from 1"),
        ("1,2,3,4,0,6", "is none"),
    ],
)
def test_a_bad_line_is_told_by_its_number(tmp_path: Path, line: str, reason: str) -> None:
    path = written(tmp_path / "a.txt", "1,1,0,0,9,9,1", "", line)
    with pytest.raises(MotChallengeError, match=rf"a\.txt, line 3: .*{reason}") as caught:
        read_motchallenge(path)
    assert "frames count from 1" in caught.value.remedy


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff\xfe\x80")
    with pytest.raises(DetectorError, match="cannot be read as text"):
        read_motchallenge(path)


def test_an_empty_file_holds_no_boxes(tmp_path: Path) -> None:
    rows = read_motchallenge(written(tmp_path / "a.txt"))
    assert rows.boxes.shape == (0, 4)


@pytest.mark.parametrize("name", ["clip.txt", "clip.det.txt", "det/det.txt", "gt/gt.txt"])
def test_the_file_is_found_beside_the_footage(tmp_path: Path, name: str) -> None:
    written(tmp_path / name, "1,-1,0,0,9,9,1")
    assert motchallenge_file_of(tmp_path / "clip.mp4") == tmp_path / name


def test_footage_without_such_a_file_is_refused_with_the_names_it_may_have(tmp_path: Path) -> None:
    with pytest.raises(DetectorError, match=r"beside clip\.mp4") as caught:
        MotChallengeDetector("motchallenge").for_footage(tmp_path / "clip.mp4")
    assert "clip.det.txt" in caught.value.remedy


def test_given_numbers_stand_in_the_order_of_the_detections(tmp_path: Path) -> None:
    written(
        tmp_path / "clip.txt",
        "2,5,10,10,20,20,0.4",
        "2,6,200,200,20,20,0.9",  # outside the frame
        "2,7,30,10,20,20,0.8",
        "1,5,10,10,20,20,0.4",
    )
    detector = MotChallengeDetector("motchallenge").for_footage(tmp_path / "clip.mp4")
    frames = [a_frame(index, black(100, 80)) for index in range(3)]
    first, second, third = detector.detect(frames, [Modality.VISIBLE] * 3)
    assert [len(first), len(second), len(third)] == [1, 2, 0]
    assert second.scores == pytest.approx([0.8, 0.4])
    numbers = [detector.given_track_numbers(index).tolist() for index in range(3)]
    assert detector.gives_tracks
    assert numbers == [[5], [7, 5], []]


def test_detections_without_tracks_give_no_numbers(tmp_path: Path) -> None:
    written(tmp_path / "clip.txt", "1,-1,10,10,20,20,0.4")
    detector = MotChallengeDetector("motchallenge").for_footage(tmp_path / "clip.mp4")
    detector.detect([a_frame(pixels=black(100, 80))], [Modality.VISIBLE])
    assert not detector.gives_tracks
    assert detector.given_track_numbers(0).tolist() == [-1]


def test_a_detector_that_belongs_to_no_footage_cannot_detect() -> None:
    with pytest.raises(ValueError, match="for_footage"):
        MotChallengeDetector("motchallenge").detect([a_frame()], [Modality.VISIBLE])


def test_a_file_numbered_from_zero_keeps_its_first_person(tmp_path: Path) -> None:
    lines = [f"{frame},{person},9,9,9,9,1" for frame in (1, 2) for person in (0, 1)]
    rows = read_motchallenge(written(tmp_path / "a.txt", *lines))
    assert rows.numbers.tolist() == [0, 1, 0, 1]


@pytest.mark.parametrize("identifiers", [(0, 0), (0, -1, 4), (-1, -1)])
def test_where_zero_means_nobody_it_is_no_number(
    tmp_path: Path, identifiers: tuple[int, ...]
) -> None:
    lines = [f"1,{identifier},9,9,9,9,1" for identifier in identifiers]
    rows = read_motchallenge(written(tmp_path / "a.txt", *lines))
    assert rows.numbers.tolist() == [max(one, -1) or -1 for one in identifiers]


def test_ground_truth_beside_the_footage_is_known_by_its_columns(tmp_path: Path) -> None:
    path = written(
        tmp_path / "clip.txt",
        "1,1,10,10,40,90,1,1,1",
        "1,2,200,10,40,90,0,7,1",  # flag 0
        "1,3,300,10,80,40,1,3,0.5",  # a car
    )
    rows = read_motchallenge(path)
    assert rows.numbers.tolist() == [1]
    assert rows.scores.tolist() == [1.0]


@pytest.mark.parametrize(
    "line",
    [
        "1,2,200,10,40,90,0.7,3,1",  # a confidence
        "1,2,200,10,40,90,1,-1,-1",  # no class
        "1,2,200,10,40,90,0,7.5,1",  # world coordinates
        "1,2,200,10,40,90,0,7,1,3",
        "1,-1,200,10,40,90,0,7,1",  # nobody's
    ],
)
def test_columns_that_other_files_fill_are_not_taken_for_ground_truth(
    tmp_path: Path, line: str
) -> None:
    path = written(tmp_path / "clip.txt", "1,1,10,10,40,90,1,1,1", line)
    assert len(read_motchallenge(path).frames) == 2


@pytest.mark.parametrize("name", ["det/det.txt", "gt/gt.txt"])
@pytest.mark.parametrize("other", ["cam2.mp4", "cam2.DAV", "cam2.xyz"])
def test_a_file_of_the_folder_belongs_to_no_footage_where_there_are_two(
    tmp_path: Path, name: str, other: str
) -> None:
    written(tmp_path / name, "1,-1,0,0,9,9,1")
    clip = tmp_path / ("cam1.xyz" if other.endswith("xyz") else "cam1.mp4")
    for path in (clip, tmp_path / other, tmp_path / "seqinfo.ini", tmp_path / ".hidden.mp4"):
        path.touch()
    assert motchallenge_file_of(clip) is None
    with pytest.raises(DetectorError, match="no MOTChallenge file") as caught:
        MotChallengeDetector("motchallenge").for_footage(clip)
    assert "the only footage" in caught.value.remedy
    own = written(clip.with_suffix(".txt"), "1,-1,0,0,9,9,1")
    assert motchallenge_file_of(clip) == own
    own.unlink()
    (tmp_path / other).unlink()
    assert motchallenge_file_of(clip) == tmp_path / name
