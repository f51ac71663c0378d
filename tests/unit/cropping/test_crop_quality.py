"""What makes a picture of a person good, worked by hand."""

import cv2
import numpy as np
import pytest

from cba_core.cropping.crop_quality import covered_share, judge_placement, sharpness_of
from cba_core.domain.arrays import FloatArray, UInt8Array
from cba_core.domain.tracklets import CropReason


def boxes(*rows: list[float]) -> FloatArray:
    return np.array(rows, np.float32).reshape(-1, 4)


@pytest.mark.parametrize(
    ("sentence", "box", "reasons"),
    [
        ("a tall person in the open is fine", [300, 100, 380, 320], ()),
        ("forty pixels are small", [300, 100, 315, 140], (CropReason.SMALL,)),
        ("cut off on the left", [0, 100, 80, 320], (CropReason.TRUNCATED,)),
        ("cut off above", [300, -4, 380, 320], (CropReason.TRUNCATED,)),
        ("cut off on the right", [560, 100, 639, 320], (CropReason.TRUNCATED,)),
        ("cut off below", [300, 260, 380, 479], (CropReason.TRUNCATED,)),
        ("a few pixels of air are enough", [6, 100, 86, 320], ()),
        ("small and cut off", [0, 100, 15, 140], (CropReason.SMALL, CropReason.TRUNCATED)),
    ],
)
def test_reasons_of_one_person(
    sentence: str, box: list[float], reasons: tuple[CropReason, ...]
) -> None:
    placement = judge_placement(boxes(box), frame_height=480, frame_width=640)
    assert placement.reasons == [reasons], sentence


def test_each_fault_costs_fitness() -> None:
    def fitness(*rows: list[float]) -> float:
        return float(judge_placement(boxes(*rows), frame_height=480, frame_width=640).fitness[0])

    best = fitness([300, 100, 380, 320])
    assert best == 1.0
    assert fitness([300, 100, 340, 200]) == pytest.approx(0.5)
    assert fitness([0, 100, 80, 320]) == pytest.approx(0.4)
    # The other covers half of the first.
    assert fitness([300, 100, 380, 320], [340, 100, 420, 320]) == pytest.approx(0.6)


def test_overlap_is_the_share_of_the_own_box() -> None:
    """The small one lies wholly within the great one, which loses a tenth only."""
    share = covered_share(boxes([0, 0, 100, 100], [0, 0, 10, 100], [500, 0, 600, 100]))
    np.testing.assert_allclose(share, [0.1, 1.0, 0.0])


def test_one_alone_and_nobody_are_covered_by_none() -> None:
    assert covered_share(boxes([0, 0, 5, 5])).tolist() == [0.0]
    assert covered_share(boxes()).shape == (0,)
    nobody = judge_placement(boxes(), frame_height=480, frame_width=640)
    assert nobody.fitness.shape == (0,)
    assert nobody.reasons == []


def test_two_of_whom_one_hides_the_other_are_overlapped() -> None:
    placement = judge_placement(
        boxes([300, 100, 380, 320], [330, 100, 410, 320]), frame_height=480, frame_width=640
    )
    assert placement.reasons == [(CropReason.OVERLAPPED,)] * 2


def a_texture(height: int, width: int, seed: int = 0) -> UInt8Array:
    noise = np.random.default_rng(seed).integers(0, 256, (height // 4, width // 4, 3), np.uint8)
    return np.asarray(cv2.resize(noise, (width, height), interpolation=cv2.INTER_NEAREST), np.uint8)


def test_blur_takes_sharpness_away() -> None:
    sharp = a_texture(256, 100)
    levels = [sharpness_of(np.asarray(cv2.GaussianBlur(sharp, (0, 0), s))) for s in (0.5, 1, 2, 4)]
    assert levels == sorted(levels, reverse=True)
    assert sharpness_of(sharp) > 10 * levels[-1]


def test_a_flat_picture_has_no_sharpness() -> None:
    assert sharpness_of(np.full((60, 30, 3), 90, np.uint8)) == 0.0


def test_a_sharp_background_beside_the_person_does_not_count() -> None:
    person = np.full((200, 100, 3), 90, np.uint8)
    person[:, :15] = a_texture(200, 100)[:, :15]
    person[:, 85:] = a_texture(200, 100)[:, 85:]
    assert sharpness_of(person) == 0.0


@pytest.mark.parametrize("size", [(2, 2), (2, 90), (90, 2), (384, 3)])
def test_odd_sizes_have_a_sharpness(size: tuple[int, int]) -> None:
    assert np.isfinite(sharpness_of(np.full((*size, 3), 90, np.uint8)))
