from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.domain.arrays import UInt8Array
from cba_core.domain.footage import Frame, Planes
from cba_core.footage.pyav_source import open_footage
from cba_core.footage.still_scene import MotionGate
from tests.support.real_footage import DATA, needs_real_footage
from tests.support.synthetic_footage import textured_ground, walking_boxes, write_clip

GROUND = textured_ground(640, 480, colour=False)[..., 0]


def frame(luma: UInt8Array, index: int = 0) -> Frame:
    planes = Planes(luma, None)
    return Frame(index=index, time_s=index / 5, render=lambda: luma, see=lambda: planes)


def stillness(lumas: Iterable[UInt8Array]) -> list[bool]:
    gate = MotionGate()
    return [gate.is_still(frame(luma)) for luma in lumas]


def noisy(luma: UInt8Array, sigma: float, seed: int) -> UInt8Array:
    grain = np.random.default_rng(seed).normal(0, sigma, luma.shape)
    return np.clip(np.round(luma + grain), 0, 255).astype(np.uint8)


def with_person(luma: UInt8Array, left: int, top: int, contrast: int = 25) -> UInt8Array:
    """A person 10 px wide and 24 px high: the smallest worth finding."""
    seen = luma.astype(int)
    seen[top : top + 24, max(left, 0) : max(left + 10, 0)] += contrast
    return np.clip(seen, 0, 255).astype(np.uint8)


def test_the_first_frame_is_always_looked_at() -> None:
    assert stillness([GROUND, GROUND, GROUND]) == [False, True, True]


@pytest.mark.parametrize("sigma", [1, 3, 5, 7])
def test_sensor_noise_alone_is_still(sigma: float) -> None:
    assert stillness(noisy(GROUND, sigma, seed) for seed in range(6))[1:] == [True] * 5


def test_a_change_of_brightness_alone_is_still() -> None:
    assert stillness([GROUND, GROUND + np.uint8(6)]) == [False, True]


@given(left=st.integers(0, 620), top=st.integers(0, 450), contrast=st.sampled_from([-20, 20, 40]))
def test_a_small_person_who_appears_is_caught_on_that_very_frame(
    left: int, top: int, contrast: int
) -> None:
    calm = np.full((480, 640), 100, np.uint8)
    entered = with_person(calm, left, top, contrast)
    assert stillness([calm, calm, entered]) == [False, True, False]


@pytest.mark.parametrize("sigma", [0, 3, 6])
def test_a_small_person_is_caught_entering_through_noise(sigma: float) -> None:
    before = [noisy(GROUND, sigma, seed) for seed in range(4)]
    entering = noisy(with_person(GROUND, -4, 200, 40), sigma, 9)
    assert stillness([*before, entering]) == [False, True, True, True, False]


def test_slow_drift_adds_up_until_it_is_motion() -> None:
    """A person who walks away so slowly that no two frames differ by much."""
    frames = [with_person(GROUND, 300 + step // 4, 200, 20) for step in range(64)]
    still = stillness(frames)
    looked_at = [at for at, is_still in enumerate(still) if not is_still]
    assert len(looked_at) >= 3
    assert max(np.diff([*looked_at, len(frames)])) <= 32  # 8 px at most are missed


def test_a_person_who_leaves_is_motion_too() -> None:
    assert stillness([with_person(GROUND, 300, 200), GROUND, GROUND]) == [False, False, True]


def test_a_moving_camera_and_smoke_are_never_still() -> None:
    panned = [np.roll(GROUND, 3 * step, axis=1) for step in range(4)]
    assert stillness(panned) == [False] * 4
    dice = np.random.default_rng(0)
    smoke = [
        np.clip(GROUND + np.kron(dice.normal(0, 4, (15, 20)), np.ones((32, 32))), 0, 255)
        for _ in range(4)
    ]
    assert stillness(luma.astype(np.uint8) for luma in smoke) == [False] * 4


@pytest.mark.parametrize("size", [(1080, 1920), (288, 352), (97, 61), (24, 32)])
def test_any_size_will_do_and_a_change_of_size_is_motion(size: tuple[int, int]) -> None:
    luma = np.full(size, 90, np.uint8)
    changed = luma.copy()
    changed[: size[0] // 4, : size[1] // 4] = 160
    assert stillness([luma, luma, changed, GROUND, GROUND]) == [False, True, False, False, True]


def test_an_encoded_still_scene_is_still_and_walkers_are_not(tmp_path: Path) -> None:
    ground = textured_ground(320, 240)
    still = write_clip(tmp_path / "still.mp4", [ground] * 40)
    walk = write_clip(tmp_path / "walk.mp4", walking_boxes(40))
    for clip, least, most in ((still, 1, 4), (walk, 20, 20)):
        gate = MotionGate()
        with open_footage(clip) as source:
            looked = [not gate.is_still(f) for f in source.frames() if f.index % 2 == 0]
        assert least <= sum(looked) <= most


@needs_real_footage
@pytest.mark.parametrize(
    "clip",
    [
        "mot15/TUD-Campus/TUD-Campus.mp4",
        "mot15/TUD-Stadtmitte/TUD-Stadtmitte.mp4",
        "m3svd/infrared/0111_1716.mp4",
        "m3svd/visible/0111_1716.mp4",
        "m3svd/infrared/1208_1654.mp4",
    ],
)
def test_no_frame_of_a_busy_street_is_skipped(clip: str) -> None:
    gate = MotionGate()
    with open_footage(DATA / clip) as source:
        still = [f.index for f in source.frames() if f.index % 3 == 0 and gate.is_still(f)]
    assert still == []


@needs_real_footage
def test_empty_stretches_of_real_footage_are_skipped() -> None:
    """Nobody is in the first 5.5 s of this clip; at 20 s somebody is at the table."""
    gate = MotionGate()
    with open_footage(DATA / "intel/one-by-one-person-detection.mp4") as source:
        still = {f.index for f in source.frames() if f.index % 2 == 0 and gate.is_still(f)}
    assert len(still & set(range(54))) >= 15
    assert not still & set(range(60, 124))


@pytest.mark.parametrize(("width", "height"), [(2, 2), (640, 2), (2, 480), (3, 1)])
def test_a_picture_smaller_than_a_block_is_compared_all_the_same(width: int, height: int) -> None:
    gate = MotionGate()
    dark = np.full((height, width), 20, np.uint8)
    assert not gate.is_still(frame(dark))
    assert gate.is_still(frame(dark, 1))
    if max(width, height) > 100:
        light = dark.copy()
        light[:4, :4] = 250
        assert not gate.is_still(frame(light, 2))
