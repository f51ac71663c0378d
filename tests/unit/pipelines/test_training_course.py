"""A run's log as curves, also of a run that was resumed, and of one that is half written."""

import math
from typing import Any

import pytest

from cba_core.domain.footage import Modality
from cba_core.pipelines.training_course import seconds_per_step, training_course


def step(number: int, seconds: float, total: float) -> dict[str, Any]:
    losses = {"total": total, "clip": total / 2}
    return {"kind": "step", "step": number, "seconds": seconds, "losses": losses}


LINES: list[dict[str, Any]] = [
    {"kind": "begun", "step": 0, "total_steps": 40},
    step(0, 4.0, 6.0),
    step(5, 14.0, 5.0),
    {
        "kind": "round",
        "step": 10,
        "seconds": 26.0,
        "clusters": {"visible": 7, "infrared": 9},
        "modality_probe": 0.9,
    },
    step(10, 28.0, 4.0),
    step(15, 2.0, math.nan),  # resumed: seconds begin anew
    step(20, 12.0, 3.0),
]


def test_curves_hold_what_was_logged_and_leave_out_what_is_no_number() -> None:
    course = training_course("learnt-1", LINES)
    assert course.losses["total"] == ((0, 6.0), (5, 5.0), (10, 4.0), (20, 3.0))
    assert course.losses["clip"][-1] == (20, 1.5)
    assert course.clusters == {Modality.VISIBLE: ((10, 7.0),), Modality.INFRARED: ((10, 9.0),)}
    assert course.modality_probe == ((10, 0.9),)
    assert (course.last_step, course.total_steps, course.is_finished) == (20, 40, False)
    assert training_course("x", [*LINES, {"kind": "finished", "step": 40}]).is_finished


def test_the_pace_leaves_out_the_gap_between_two_sittings() -> None:
    assert seconds_per_step(LINES) == pytest.approx((10.0 + 12.0 + 2.0 + 10.0) / (5 + 5 + 0 + 5))
    assert training_course("x", LINES).seconds_per_step == seconds_per_step(LINES)


@pytest.mark.parametrize("lines", [[], LINES[:1], LINES[:2]])
def test_a_run_that_has_hardly_begun_has_no_pace(lines: list[dict[str, Any]]) -> None:
    assert seconds_per_step(lines) is None
    assert training_course("x", lines).modality_probe == ()
