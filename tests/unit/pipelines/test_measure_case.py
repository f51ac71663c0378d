"""A case of two cameras and three people whose every figure is worked by hand."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from cba_core.case import Case
from cba_core.config.index_config import IndexConfig
from cba_core.config.loading import index_config_to_json
from cba_core.domain.arrays import FloatArray
from cba_core.domain.errors import CbaError, NotInCaseError
from cba_core.domain.footage import Modality
from cba_core.domain.ids import FootageId
from cba_core.domain.measurement import Measurement, RankingFigures
from cba_core.domain.tracklets import Track
from cba_core.store.case_store import SqlCaseStore, create_store
from tests.support.builders import (
    A_MODEL,
    a_found_tracklet,
    a_modality_segment,
    a_new_footage,
    a_segment,
    some_case_facts,
    some_facts,
)
from tests.support.truth_folders import a_camera, true_row, write_described_truth

pytest.importorskip("trackeval", reason="see packaging/engine-requirements-no-deps.txt")

FRAMES = 50
STRIDE = 5
SETTINGS = IndexConfig(stride=STRIDE)
FIRST = (100, 100, 140, 200)  # px; 100 tall, seen whole
SECOND = (300, 100, 340, 300)  # 200 tall, 0.3 of it seen
HIDDEN = (500, 100, 560, 250)  # hardly seen
NOWHERE = (200, 300, 240, 400)
VISIBLE, INFRARED = Modality.VISIBLE, Modality.INFRARED

Piece = tuple[tuple[int, int, int, int], range]
"""A box, and the looked-at frames it is seen in, counted in samples."""


def towards(degrees: float) -> FloatArray:
    angle = np.deg2rad(degrees)
    return np.array([np.cos(angle), np.sin(angle)], np.float32)


def put(
    store: SqlCaseStore,
    name: str,
    modality: Modality,
    found: Sequence[tuple[float, Sequence[Piece]]],
) -> FootageId:
    """Footage with its tracklets: the direction of each vector, and where it was seen."""
    footage = store.footage.add(
        a_new_footage(
            f"/evidence/{name}.mp4",
            camera=name,
            facts=some_facts(expected_frames=FRAMES),
            proposed_segments=(a_modality_segment(modality=modality),),
        )
    )
    store.tracklets.begin_footage(footage.id, SETTINGS.digest)
    tracklets = []
    for number, (degrees, pieces) in enumerate(found, start=1):
        frames = STRIDE * np.array([sample for _, samples in pieces for sample in samples])
        boxes = np.array([box for box, samples in pieces for _ in samples], np.float32)
        track = Track(
            number=number,
            frame_indices=frames.astype(np.int64),
            boxes=boxes,
            scores=np.full(len(frames), 0.9, np.float32),
        )
        tracklets.append(
            a_found_tracklet(
                number,
                track=track,
                times_s=(frames / 25).astype(np.float32),
                modality=modality,
                vector=towards(degrees),
            )
        )
    done = a_segment(footage.id, frames=FRAMES, is_last=True)
    store.tracklets.store_segment(done, tracklets, A_MODEL)
    return footage.id


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "hand.duskcase"
    with create_store(path, some_case_facts()) as store:
        store.settings.set("index_config", index_config_to_json(SETTINGS))
        store.settings.set("model_id", A_MODEL)
        put(
            store,
            "day",
            VISIBLE,
            [
                (10, [(FIRST, range(10))]),
                (80, [(SECOND, range(5))]),
                (20, [(SECOND, range(6, 10))]),
                (0, [(HIDDEN, range(3))]),
                (5, [(NOWHERE, range(4))]),
            ],
        )
        put(
            store,
            "night",
            INFRARED,
            [
                (0, [(FIRST, range(5, 10))]),
                (0, [(FIRST, range(5)), (SECOND, range(5, 10))]),
                (90, [(SECOND, range(5))]),
            ],
        )
    return path


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    people = [
        row
        for frame in range(FRAMES)
        for row in (true_row(frame, 1, FIRST), true_row(frame, 2, SECOND, 0.3))
    ]
    hidden = [true_row(frame, 3, HIDDEN, 0.05) for frame in range(FRAMES)]
    size = {"width": 640, "height": 480}
    (tmp_path / "truth").mkdir()
    return write_described_truth(
        tmp_path,
        [
            a_camera("day.mp4", **size),
            a_camera("night.mp4", "near-infrared", **size),
            a_camera("roof.mp4", **size),
        ],
        {"day": people + hidden, "night": people, "roof": people},
    )


@pytest.fixture
def measured(case: Path, truth: Path) -> Measurement:
    with Case.open(case, read_only=True) as opened:
        return opened.measure(truth)


def test_what_was_measured_and_what_was_not(measured: Measurement, truth: Path) -> None:
    day, night = measured.footage
    assert (day.frames_looked_at, day.people, day.boxes, day.ignored_boxes) == (10, 2, 20, 10)
    assert (night.frames_looked_at, night.people, night.boxes, night.ignored_boxes) == (
        10,
        2,
        20,
        0,
    )
    assert day.is_complete
    (absent,) = measured.not_measured
    assert absent.name == str(truth / "truth" / "roof" / "gt.txt")


def test_detection(measured: Measurement) -> None:
    told = {
        (one.modality, one.height, one.visibility): (one.boxes, one.found, one.false_alarms)
        for one in measured.detection
    }
    assert told[None, None, None] == (40, 39, 4)
    assert told["visible", None, None] == (20, 19, 4)
    assert told["visible", "80-160", None] == (10, 10, 4)
    assert told["visible", "from 160", None] == (10, 9, 0)
    assert told["visible", None, "over 0.5"] == (10, 10, 4)
    assert told["visible", None, "0.1-0.5"] == (10, 9, 4)
    assert told["near-infrared", None, None] == (20, 20, 0)


def test_tracking(measured: Measurement) -> None:
    day, night, both = measured.tracking
    assert (day.camera, night.camera, both.camera) == ("day", "night", None)
    assert day.detection_accuracy == pytest.approx(19 / 24)
    assert day.association_accuracy == pytest.approx((10 * 1 + 5 * 5 / 10 + 4 * 4 / 10) / 19)
    assert day.hota == pytest.approx((14.1 / 24) ** 0.5)
    assert day.idf1 == pytest.approx(2 * 15 / (20 + 23))
    assert day.mota == pytest.approx((20 - 1 - 4 - 1) / 20)
    assert (day.boxes, day.found_boxes, day.switches, day.fragmentations) == (20, 23, 1, 1)
    assert night.hota == pytest.approx((5 / 12) ** 0.5)
    assert night.idf1 == pytest.approx(1 / 2)
    assert night.mota == pytest.approx((20 - 2) / 20)
    assert both.mota == pytest.approx((40 - 1 - 4 - 3) / 40)


def test_tracklets(measured: Measurement) -> None:
    figures = measured.tracklets
    assert (figures.total, figures.assigned, figures.mixed) == (8, 5, (2_000_002,))
    assert (figures.of_nobody, figures.of_ignored) == (1, 1)
    assert (figures.without_vector, figures.in_wrong_modality) == (0, 0)
    assert figures.purity == pytest.approx(34 / 39)
    assert figures.mixing == pytest.approx(5 / 39)
    assert (figures.sightings, figures.sightings_found) == (4, 4)
    assert figures.tracklets_per_sighting == pytest.approx(5 / 4)


def overall(measured: Measurement, modality: Modality) -> RankingFigures:
    (figures,) = (
        one
        for one in measured.ranking
        if one.query_modality is modality and one.query_camera is None
    )
    return figures


def test_ranking_from_visible_into_infrared(measured: Measurement) -> None:
    figures = overall(measured, VISIBLE)
    scores = figures.scores
    assert scores is not None
    assert (scores.queries, figures.without_positive, figures.mean_gallery) == (3, 0, 2)
    assert scores.cmc == pytest.approx({1: 2 / 3, 5: 1, 10: 1, 20: 1})
    assert scores.mean_average_precision == pytest.approx((1 + 1 + 1 / 2) / 3)
    assert scores.mean_inverse_negative_penalty == pytest.approx((1 + 1 + 1 / 2) / 3)
    assert scores.chance_cmc_1 == pytest.approx(1 / 2)
    assert scores.chance_mean_average_precision == pytest.approx((1 + 1 / 2) / 2)


def test_ranking_from_infrared_into_visible_among_those_who_are_nobody(
    measured: Measurement,
) -> None:
    figures = overall(measured, INFRARED)
    scores = figures.scores
    assert scores is not None
    assert (scores.queries, figures.mean_gallery) == (2, 4)
    assert scores.cmc == pytest.approx({1: 1 / 2, 5: 1, 10: 1, 20: 1})
    assert scores.mean_average_precision == pytest.approx((1 / 2 + 1) / 2)
    assert scores.chance_cmc_1 == pytest.approx((1 / 4 + 2 / 4) / 2)
    harmonic_of_four = 25 / 12
    assert scores.chance_mean_average_precision == pytest.approx(
        (harmonic_of_four / 4 + (harmonic_of_four + (4 - harmonic_of_four) / 3) / 4) / 2
    )


def test_pairs_of_cameras_are_told_apart(measured: Measurement) -> None:
    pairs = {
        (one.query_camera, one.gallery_camera): one.scores
        for one in measured.ranking
        if one.query_camera
    }
    assert set(pairs) == {("day", "night"), ("night", "day")}
    assert pairs["day", "night"] == overall(measured, VISIBLE).scores


def test_identities_of_motchallenge_folders_do_not_hold_across_clips(
    case: Path, truth: Path
) -> None:
    for name in ("day", "night"):
        (truth / "real" / name / "gt").mkdir(parents=True)
        (truth / "truth" / name / "gt.txt").rename(truth / "real" / name / "gt" / "gt.txt")
    with Case.open(case, read_only=True) as opened:
        measured = opened.measure(truth / "real")
    assert overall(measured, VISIBLE).scores is None
    assert overall(measured, VISIBLE).without_positive == 3
    assert {one.modality for one in measured.detection} == {None, "visible", "infrared"}


def test_registered_footage_needs_no_truth(case: Path) -> None:
    with Case.open(case, read_only=True) as opened:
        measured = opened.measure(registered=[(FootageId(1), FootageId(2))])
    figures = measured.tracklets
    # the night's second tracklet shows two people, and the day's third hangs on it alone
    assert figures.mixed == (1_000_003, 2_000_002)
    assert (figures.total, figures.assigned, figures.of_nobody) == (8, 4, 2)
    scores = overall(measured, VISIBLE).scores
    assert scores is not None
    assert scores.queries == 2
    assert measured.detection == measured.tracking == ()
    assert {one.truth for one in measured.footage} == {
        "footage 1 (day.mp4)",
        "footage 2 (night.mp4)",
    }


def test_footage_of_other_settings_is_not_measured(case: Path, truth: Path) -> None:
    with create_store_again(case) as store:
        store.settings.set("index_config", index_config_to_json(IndexConfig(stride=3)))
    with Case.open(case, read_only=True) as opened:
        with pytest.raises(CbaError, match="nobody knows which of its frames"):
            opened.measure(truth)
        with pytest.raises(CbaError, match="cannot be measured"):
            opened.measure(registered=[(FootageId(1), FootageId(2))])


def create_store_again(path: Path) -> SqlCaseStore:
    from cba_core.store.case_store import open_store

    return open_store(path)


def test_what_cannot_be_measured_says_why(case: Path, tmp_path: Path) -> None:
    with Case.open(case, read_only=True) as opened:
        with pytest.raises(ValueError, match="not both"):
            opened.measure()
        with pytest.raises(CbaError, match="cannot be read"):
            opened.measure(tmp_path / "absent")
        with pytest.raises(CbaError, match="one file"):
            opened.measure(registered=[(FootageId(1), FootageId(1))])
        with pytest.raises(NotInCaseError):
            opened.measure(registered=[(FootageId(1), FootageId(9))])
