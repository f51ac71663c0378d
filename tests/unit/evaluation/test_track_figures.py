"""Scores of tracks, whom they show, and sightings: worked by hand."""

import sys
from pathlib import Path

import numpy as np
import pytest

from cba_core.domain.errors import NotInstalledError
from cba_core.domain.tracklets import Track
from cba_core.evaluation.compared_frames import Persons, compare_frames
from cba_core.evaluation.tracking_metrics import TrueAndFound, score_tracks
from cba_core.evaluation.tracklet_people import mixing, purity, shown_by_tracks, sightings
from cba_core.evaluation.truth_files import TrueBoxes

ROOT = Path(__file__).resolve().parents[3]


def persons(**places: int) -> Persons:
    """`p3=100` is person 3 at 100 px."""
    return Persons(
        np.array([int(name[1:]) for name in places], np.int64),
        np.array([(x, 0, x + 40, 100) for x in places.values()], np.float32).reshape(-1, 4),
    )


def a_handover() -> list[TrueAndFound]:
    """One person, followed by track 1 for two frames, lost for one, by track 2 for the last."""
    true = persons(p7=100)
    return [
        (true, persons(t1=100)),
        (true, persons(t1=100)),
        (true, persons()),
        (true, persons(t2=100)),
    ]


def test_scores_worked_by_hand() -> None:
    pytest.importorskip("trackeval", reason="see packaging/engine-requirements-no-deps.txt")
    scores = score_tracks([a_handover()])
    assert scores.detection_accuracy == pytest.approx(3 / 4)
    # two boxes of a track with 2 of the 4, one of a track with 1 of the 4
    assert scores.association_accuracy == pytest.approx((2 * 2 / 4 + 1 * 1 / 4) / 3)
    assert scores.hota == pytest.approx((3 / 4 * 5 / 12) ** 0.5)
    assert scores.idf1 == pytest.approx(2 * 2 / (4 + 3))
    assert scores.mota == pytest.approx((3 - 0 - 1) / 4)
    # trackeval tells no break over a frame in which nobody at all was found
    assert (scores.switches, scores.fragmentations) == (1, 0)


def test_clips_are_counted_together_and_their_identities_apart() -> None:
    pytest.importorskip("trackeval", reason="see packaging/engine-requirements-no-deps.txt")
    twice = score_tracks([a_handover(), a_handover()])
    once = score_tracks([a_handover()])
    assert twice.hota == pytest.approx(once.hota)
    assert twice.idf1 == pytest.approx(once.idf1)
    assert twice.mota == pytest.approx(once.mota)
    assert twice.switches == 2


def test_without_anybody_to_follow_scores_are_undefined() -> None:
    pytest.importorskip("trackeval", reason="see packaging/engine-requirements-no-deps.txt")
    scores = score_tracks([[(persons(), persons(t1=0))]])
    assert (scores.hota, scores.idf1, scores.mota) == (None, None, None)
    missed = score_tracks([[(persons(p1=0), persons())]])
    assert (missed.hota, missed.idf1, missed.mota) == (0, 0, 0)


def test_where_trackeval_is_missing_the_remedy_is_the_tested_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "trackeval", None)
    monkeypatch.setitem(sys.modules, "trackeval.metrics", None)
    with pytest.raises(NotInstalledError, match="trackeval is not installed") as caught:
        score_tracks([a_handover()])
    (pin,) = (
        line
        for line in (ROOT / "packaging/engine-requirements-no-deps.txt").read_text().splitlines()
        if line.startswith("trackeval")
    )
    assert f"pip install --no-deps {pin}" in caught.value.remedy
    assert caught.value.remedy in str(caught.value)


def test_a_track_is_of_the_person_in_the_majority_of_its_boxes() -> None:
    true = persons(p1=0, p2=100)
    frames = [
        (true, persons(t1=0, t2=0, t3=0, t4=300)),
        (true, persons(t1=0, t2=100, t3=0, t4=300)),
        (true, persons(t1=100, t3=300)),
        (true, persons(t3=300)),
    ]
    shown = shown_by_tracks(frames)
    assert {track: one.person for track, one in shown.items()} == {1: 1, 2: None, 3: None, 4: None}
    assert {track for track, one in shown.items() if one.is_mixed} == {2, 3}
    # main boxes 2 + 1 + 2 of 3 + 2 + 4, of which 3 + 2 + 2 show anybody
    assert purity(shown.values()) == pytest.approx(5 / 9)
    assert mixing(shown.values()) == pytest.approx(1 - 5 / 7)


def test_purity_of_nothing_is_undefined() -> None:
    assert purity([]) is None
    assert mixing([]) is None


def test_sightings_end_with_a_long_gap_and_with_the_modality() -> None:
    present = [0, 1, 2, 5, 6, 20, 21]
    box = np.array([(0, 0, 40, 100)], np.float32)

    def boxes(frames: list[int]) -> np.ndarray:
        return np.repeat(box, len(frames), axis=0)

    truth = TrueBoxes(
        frames=np.array(present),
        identities=np.full(len(present), 3),
        boxes=boxes(present),
        visibility=np.ones(len(present), np.float32),
        is_counted=np.ones(len(present), np.bool_),
    )
    tracks = [
        (number, Track(number=1, frame_indices=np.array(seen), boxes=boxes(seen),
                       scores=np.ones(len(seen), np.float32)))
        for number, seen in ((8, [0, 1]), (9, [2, 5, 6]))
    ]  # fmt: skip
    frames = compare_frames(
        np.arange(25),
        truth,
        tracks,
        size_px=(640, 480),
        modality_at=lambda index: "visible" if index < 21 else "thermal",
    )
    shown = shown_by_tracks((one.true, one.found) for one in frames)
    found = sightings(frames, shown, longest_gap=3)
    assert [(one.modality, one.last_frame, one.tracks) for one in found] == [
        ("visible", 6, {8, 9}),
        ("visible", 20, set()),
        ("thermal", 21, set()),
    ]
