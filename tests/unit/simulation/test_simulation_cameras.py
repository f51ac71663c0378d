"""Where things fall in a picture, and what a recorder's clock shows."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.simulation.cameras import Camera, CameraKind, RecorderClock

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)


def camera(**changes: object) -> Camera:
    facts: dict[str, object] = {
        "name": "SIM01",
        "kind": CameraKind.VISIBLE,
        "place": (0.0, 0.0, 4.0),
        "looks_at": (10.0, 0.0, 1.0),
        "focal_px": 300.0,
        "width": 320,
        "height": 240,
        "frame_rate": 10.0,
        "clock": RecorderClock(true_start=NOON, offset_s=0.0, drift_s_per_hour=0.0),
    }
    return Camera(**{**facts, **changes})  # type: ignore[arg-type]  # values of many types


def test_what_it_looks_at_is_in_the_middle() -> None:
    pixels, depth = camera().project(np.array([[10.0, 0.0, 1.0]]))
    assert pixels[0] == pytest.approx((160.0, 120.0))
    assert depth[0] == pytest.approx(np.hypot(10.0, 3.0))


def test_left_is_left_and_up_is_up() -> None:
    pixels, _ = camera().project(np.array([[10.0, 1.0, 1.0], [10.0, 0.0, 2.0]]))
    assert pixels[0, 0] < 160
    assert pixels[1, 1] < 120


@given(
    st.tuples(st.floats(2, 40), st.floats(-15, 15), st.floats(0, 6)),
    st.floats(200, 900),
)
def test_opengl_sees_a_point_where_the_calibration_says(
    point: tuple[float, float, float], focal_px: float
) -> None:
    one = camera(focal_px=focal_px)
    clip = one.view_projection @ (*point, 1.0)
    pixels, depth = one.project(np.array([point]))
    assert clip[3] == pytest.approx(depth[0])
    across = (0.5 + 0.5 * clip[0] / clip[3]) * one.width
    down = (0.5 - 0.5 * clip[1] / clip[3]) * one.height
    assert (across, down) == pytest.approx(tuple(pixels[0]), abs=1e-6)


def test_the_calibration_is_enough_to_project() -> None:
    one = camera()
    point = np.array([7.0, -1.5, 0.4])
    seen = one.intrinsics @ one.rotation @ (point - np.asarray(one.place))
    assert seen[:2] / seen[2] == pytest.approx(one.project(point[None])[0][0])


def test_what_is_behind_is_not_seen() -> None:
    assert not camera().sees(np.array([[-5.0, 0.0, 1.0]])).any()


def test_a_recorder_shows_its_offset_and_drifts() -> None:
    clock = RecorderClock(true_start=NOON, offset_s=-90.0, drift_s_per_hour=2.0)
    assert clock.shown_at(0.0) == NOON - timedelta(seconds=90)
    assert clock.shown_at(1800.0) == NOON + timedelta(seconds=1800 - 90 + 1)


@pytest.mark.parametrize(
    ("kind", "visible", "infrared"),
    [
        (CameraKind.VISIBLE, True, False),
        (CameraKind.VISIBLE_DUSK, True, False),
        (CameraKind.VISIBLE_NIGHT, True, False),
        (CameraKind.NEAR_INFRARED, False, True),
        (CameraKind.THERMAL, False, True),
        (CameraKind.SWITCHING, True, True),
    ],
)
def test_kinds_know_their_modalities(kind: CameraKind, *, visible: bool, infrared: bool) -> None:
    assert (kind.records_visible, kind.records_infrared) == (visible, infrared)
