"""What sensors make of what the lens sees."""

from datetime import datetime

import numpy as np
import pytest

from cba_core.simulation.sensor import BurnedInClock, ColourSensor, ThermalSensor

SIZE = (160, 120)


def test_a_thermal_picture_is_white_where_it_is_hot_and_keeps_contrast_under_a_cold_sky() -> None:
    degrees = np.full((120, 160), 9.0, np.float32)
    degrees[:40] = -18.0  # sky
    degrees[60:110, 60:70] = 16.0  # coat
    degrees[60:70, 60:70] = 31.0  # head
    picture = ThermalSensor(SIZE, np.random.default_rng(1)).record(degrees)
    sky, wall, coat, head = (
        float(picture[rows, columns, 0].mean())
        for rows, columns in (
            (slice(5, 30), slice(0, 160)),
            (slice(60, 110), slice(90, 150)),
            (slice(80, 105), slice(62, 68)),
            (slice(62, 68), slice(62, 68)),
        )
    )
    assert sky < wall < coat < head
    assert coat - wall > 30
    assert head - coat > 30


def test_thermal_gain_follows_slowly() -> None:
    sensor = ThermalSensor(SIZE, np.random.default_rng(1))
    empty = np.full((120, 160), 9.0, np.float32)
    hot = empty.copy()
    hot[40:80, 40:80] = 90.0
    before = float(sensor.record(empty)[100, 100, 0])
    after = float(sensor.record(hot)[100, 100, 0])
    for _ in range(200):
        settled = float(sensor.record(hot)[100, 100, 0])
    assert abs(after - before) < 15
    assert settled < after


@pytest.mark.parametrize("grey", [True, False])
def test_noise_is_fresh_in_every_frame_and_the_same_for_a_seed(*, grey: bool) -> None:
    flat = np.full((120, 160, 3), 100, np.uint8)

    def record() -> list[np.ndarray]:
        sensor = ColourSensor(SIZE, np.random.default_rng(7), noise=3.0, grey=grey)
        return [sensor.record(flat) for _ in range(2)]

    first, second = record()
    assert not np.array_equal(first, second)
    assert np.array_equal(first, record()[0])
    assert 1.0 < float(first.std()) < 6.0
    assert abs(float(first.mean()) - 100.0) < 1.0
    assert np.array_equal(first[..., 0], first[..., 1]) is grey


def test_the_burned_in_clock_changes_with_the_second_alone() -> None:
    clock = BurnedInClock("SIM01", SIZE)
    plain = np.full((120, 160, 3), 60, np.uint8)
    early, late, next_second = (
        clock.write(plain, datetime(2026, 3, 11, 10, 0, *when))
        for when in ((7, 0), (7, 900_000), (8, 0))
    )
    assert np.array_equal(early, late)
    assert not np.array_equal(early, next_second)
    changed = np.argwhere((early != plain).any(axis=2))
    assert changed[:, 0].max() < 20
    assert np.array_equal(plain, np.full((120, 160, 3), 60, np.uint8))
