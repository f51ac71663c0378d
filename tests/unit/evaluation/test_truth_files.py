"""Ground truth in both layouts, and what is said of a damaged one."""

import json
from pathlib import Path

import numpy as np
import pytest

from cba_core.evaluation.truth_files import TrueStretch, TruthError, read_true_boxes, read_truth
from cba_core.evaluation.truth_joining import join_truth
from tests.support.builders import a_footage, some_facts
from tests.support.truth_folders import a_camera, true_row, write_described_truth, write_gt

ROWS = [true_row(0, 7, (10, 20, 40, 80), 0.4)]


def test_rows_become_boxes_with_visibility_and_frames_from_zero(tmp_path: Path) -> None:
    truth = read_true_boxes(
        write_gt(
            tmp_path / "gt.txt", [*ROWS, (3, 8, 1, 2, 3, 4, 0, 1, 1), (3, 9, 1, 2, 3, 4, 1, 3, 1)]
        )
    )
    assert truth.frames.tolist() == [0, 2, 2]
    assert truth.identities.tolist() == [7, 8, 9]
    assert truth.boxes[0].tolist() == [10, 20, 40, 80]
    assert truth.visibility.tolist() == pytest.approx([0.4, 1, 1])
    assert truth.is_counted.tolist() == [True, False, False]


def test_the_truth_of_2015_tells_no_visibility(tmp_path: Path) -> None:
    truth = read_true_boxes(write_gt(tmp_path / "gt.txt", [(1, 1, 0, 0, 9, 9, 1, -1, -1, -1)]))
    assert np.isnan(truth.visibility).all()
    assert truth.is_counted.all()


def test_a_person_twice_in_one_frame_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TruthError, match="person 7 is twice in frame 1"):
        read_true_boxes(write_gt(tmp_path / "gt.txt", [*ROWS, *ROWS]))


def test_a_bad_line_is_told_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "gt.txt").write_text("1,1,0,0,9,9\n1,2,0,0,nine,9\n")
    with pytest.raises(TruthError, match=r"gt\.txt, line 2: holds something that is no number"):
        read_true_boxes(tmp_path / "gt.txt")


def test_described_truth_tells_modality_and_size(tmp_path: Path) -> None:
    stretches = [
        {"first_frame": 0, "end_frame": 9, "modality": "visible"},
        {"first_frame": 9, "end_frame": 20, "modality": "near-infrared"},
    ]
    camera = a_camera("footage/gate.mp4", modality=stretches)
    truth = read_truth(write_described_truth(tmp_path, [camera], {"gate": ROWS}))
    assert truth.identities_hold_across_clips
    (clip,) = truth.clips
    assert clip.clip == tmp_path / "footage" / "gate.mp4"
    assert clip.size_px == (320, 240)
    assert clip.stretches[1] == TrueStretch(first_frame=9, end_frame=20, modality="near-infrared")


def test_a_motchallenge_folder_is_one_clip_and_a_folder_of_them_several(tmp_path: Path) -> None:
    for name in ("north", "south"):
        write_gt(tmp_path / name / "gt" / "gt.txt", ROWS)
    (tmp_path / "north" / "clip.avi").touch()
    (tmp_path / "north" / "seqinfo.ini").touch()
    (tmp_path / "south" / "img1").mkdir()
    truth = read_truth(tmp_path)
    assert not truth.identities_hold_across_clips
    assert [clip.stem for clip in truth.clips] == ["clip", "south"]
    assert [clip.stem for clip in read_truth(tmp_path / "north").clips] == ["clip"]


def test_two_clips_beside_one_truth_are_refused(tmp_path: Path) -> None:
    write_gt(tmp_path / "gt" / "gt.txt", ROWS)
    (tmp_path / "a.mp4").touch()
    (tmp_path / "b.mp4").touch()
    with pytest.raises(TruthError, match="2 clips and one truth"):
        read_truth(tmp_path)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "damaged"),
        ("[]", "damaged"),
        ('{"format": 2, "cameras": []}', "has format 2, this program reads 1"),
        ('{"format": 1}', "damaged"),
        ('{"format": 1, "cameras": [{"clip": "a.mp4"}]}', "cannot be read as text"),
    ],
)
def test_a_damaged_description_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "truth.json").write_text(text)
    with pytest.raises(TruthError, match=reason):
        read_truth(tmp_path)


@pytest.mark.parametrize("folder", [".", "absent"])
def test_a_folder_without_truth_is_refused_with_what_is_wanted(tmp_path: Path, folder: str) -> None:
    with pytest.raises(TruthError) as caught:
        read_truth(tmp_path / folder)
    assert "gt/gt.txt" in caught.value.remedy


def joined(tmp_path: Path, *paths: str) -> tuple[list[int], list[str]]:
    truth = read_truth(
        write_described_truth(
            tmp_path, [a_camera("gate.mp4"), a_camera("yard.mp4")], {"gate": ROWS, "yard": ROWS}
        )
    )
    facts = some_facts(width_px=320, height_px=240)
    footage = [a_footage(i, path=Path(path), facts=facts) for i, path in enumerate(paths, start=1)]
    pairs, without = join_truth(truth, footage)
    assert all(pair.footage.path.stem == pair.truth.stem for pair in pairs)
    return [pair.footage.id for pair in pairs], [one.reason for one in without]


def test_truth_is_joined_by_place_then_name_then_stem(tmp_path: Path) -> None:
    place = str(tmp_path / "footage" / "gate.mp4")
    absent = "the case has no footage file of this name"
    no_truth = "there is no truth of it"
    assert joined(tmp_path, "/a/gate.mp4", place) == ([2], [absent, no_truth])
    assert joined(tmp_path, "/a/gate.mkv", "/b/gate.mp4") == ([2], [absent, no_truth])
    assert joined(tmp_path, "/a/yard.mkv", "/b/gate.mp4") == ([1, 2], [])


def test_a_name_of_two_files_is_not_guessed(tmp_path: Path) -> None:
    ids, reasons = joined(tmp_path, "/a/gate.mp4", "/b/gate.mp4", "/b/yard.mp4")
    assert ids == [3]
    assert reasons[0] == "2 footage files of the case are called gate"


def test_truth_told_for_another_size_is_left_out(tmp_path: Path) -> None:
    write_described_truth(tmp_path, [a_camera("gate.mp4", width=640)], {"gate": ROWS})
    footage = a_footage(path=Path("/gate.mp4"), facts=some_facts(width_px=320, height_px=240))
    pairs, without = join_truth(read_truth(tmp_path), [footage])
    assert pairs == []
    assert "640 x 240 px, the footage has 320 x 240" in without[0].reason


def test_what_the_description_does_not_know_does_no_harm(tmp_path: Path) -> None:
    write_described_truth(tmp_path, [a_camera("gate.mp4", lens="wide")], {"gate": ROWS})
    path = tmp_path / "truth.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "weather": "rain"}))
    assert len(read_truth(tmp_path).clips) == 1
