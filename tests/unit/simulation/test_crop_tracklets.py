"""Which crops are kept, how far they reach, and where one tracklet ends and the next begins."""

import io
from datetime import UTC, datetime

import numpy as np
import pytest
from PIL import Image

from cba_core.simulation.cameras import Camera, CameraKind, RecorderClock
from cba_core.simulation.crop_tracklets import (
    CropRules,
    Run,
    TrackletCutter,
    crop_box,
    cut,
    jpeg,
)
from cba_core.simulation.shooting import SeenPerson, ShotFrame

SIZE = (160, 128)
BOX = (40.0, 30.0, 60.0, 90.0)


def person(
    number: int = 1, *, whole: tuple[float, float, float, float] = BOX, visibility: float = 1.0
) -> SeenPerson:
    return SeenPerson(person=number, whole=whole, visible=whole, visibility=visibility)


def shot(index: int, *seen: SeenPerson, modality: str = "visible") -> ShotFrame:
    picture = np.full((SIZE[1], SIZE[0], 3), index % 256, np.uint8)
    return ShotFrame(index=index, picture=picture, modality=modality, seen=seen)


def tracklets_of(shots: list[ShotFrame], *, most: int = 24, least: int = 2) -> list[Run]:
    cutter = TrackletCutter(CropRules(least_frames=least), most, lambda crop: (crop.tobytes(),))
    runs = [run for each in shots for run in cutter.add(each)]
    return [*runs, *cutter.end()]


def frames_of(runs: list[Run]) -> list[tuple[int, list[int]]]:
    return [(run.person, [crop.frame for crop in run.crops]) for run in runs]


@pytest.mark.parametrize(
    ("seen", "is_kept"),
    [
        (person(), True),
        (person(visibility=0.49), False),
        (person(whole=(40.0, 30.0, 60.0, 77.9)), False),  # a person of 47.9 pixels
        (person(whole=(40.0, 30.0, 60.0, 78.0)), True),
        (person(whole=(40.0, 90.0, 70.0, 170.0)), False),  # only 38 pixels are in the picture
        (person(whole=(40.0, -40.0, 70.0, 50.0)), True),
    ],
)
def test_small_and_hidden_people_are_left_out(seen: SeenPerson, is_kept: bool) -> None:
    assert CropRules().keeps(seen, SIZE) is is_kept


def test_a_crop_has_a_margin_and_ends_with_the_picture() -> None:
    assert crop_box((40.0, 30.0, 60.0, 90.0), SIZE) == (38, 28, 62, 92)
    assert crop_box((-5.0, -3.0, 30.0, 97.0), SIZE) == (0, 0, 33, 100)
    assert crop_box((130.0, 40.0, 170.0, 140.0), SIZE) == (127, 37, 160, 128)


def test_a_crop_is_what_lies_in_its_box() -> None:
    picture = np.random.default_rng(1).integers(0, 256, (128, 160, 3)).astype(np.uint8)
    crop = cut(picture, (38, 28, 62, 92))
    assert crop.shape == (64, 24, 3)
    assert np.array_equal(crop[0, 0], picture[28, 38])
    assert np.array_equal(crop[-1, -1], picture[91, 61])


def test_a_crop_s_file_shows_it_and_says_that_nobody_is_real() -> None:
    crop = np.zeros((64, 24, 3), np.uint8)
    crop[:, :, 0] = np.linspace(40, 200, 64).astype(np.uint8)[:, None]
    with Image.open(io.BytesIO(jpeg(crop))) as read:
        assert b"Nobody in it exists" in read.info["comment"]
        shown = np.asarray(read).astype(np.int16)
    assert np.abs(shown - crop).mean() < 3.0


def test_a_tracklet_ends_when_the_person_is_hidden() -> None:
    shots = [shot(4 * at, person(visibility=0.2 if at == 3 else 1.0)) for at in range(8)]
    assert frames_of(tracklets_of(shots)) == [(1, [0, 4, 8]), (1, [16, 20, 24, 28])]


def test_a_tracklet_ends_when_it_is_long_enough() -> None:
    shots = [shot(at, person()) for at in range(11)]
    assert frames_of(tracklets_of(shots, most=4)) == [
        (1, [0, 1, 2, 3]),
        (1, [4, 5, 6, 7]),
        (1, [8, 9, 10]),
    ]


def test_a_tracklet_ends_when_the_camera_changes_what_it_records() -> None:
    shots = [shot(at, person(), modality="visible") for at in range(3)]
    shots += [shot(at, person(), modality="near-infrared") for at in range(3, 6)]
    runs = tracklets_of(shots)
    assert [(run.modality, [crop.frame for crop in run.crops]) for run in runs] == [
        ("visible", [0, 1, 2]),
        ("near-infrared", [3, 4, 5]),
    ]


def test_short_tracklets_are_dropped() -> None:
    shots = [shot(at, person(1), *([person(2)] if at < 2 else [])) for at in range(5)]
    assert frames_of(tracklets_of(shots, least=3)) == [(1, [0, 1, 2, 3, 4])]


def test_people_in_one_picture_have_tracklets_of_their_own() -> None:
    other = (90.0, 20.0, 120.0, 100.0)
    shots = [shot(at, person(7), person(2, whole=other)) for at in range(3)]
    runs = {run.person: run for run in tracklets_of(shots)}
    assert set(runs) == {2, 7}
    assert {crop.box for crop in runs[7].crops} == {crop_box(BOX, SIZE)}
    assert {crop.box for crop in runs[2].crops} == {crop_box(other, SIZE)}


@pytest.mark.parametrize(("rate", "step"), [(15.0, 4), (12.5, 3), (10.0, 2), (3.0, 1)])
def test_cameras_are_sampled_about_four_times_a_second(rate: float, step: int) -> None:
    camera = Camera(
        name="SIM01",
        kind=CameraKind.VISIBLE,
        place=(0.0, 0.0, 3.0),
        looks_at=(5.0, 0.0, 1.0),
        focal_px=500.0,
        width=SIZE[0],
        height=SIZE[1],
        frame_rate=rate,
        clock=RecorderClock(
            true_start=datetime(2026, 3, 11, 14, tzinfo=UTC), offset_s=0.0, drift_s_per_hour=0.0
        ),
    )
    assert CropRules().step(camera) == step
