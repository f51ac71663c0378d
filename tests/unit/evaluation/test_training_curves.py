"""Curves of a log: which there are, what stands in them, and that gaps harm nothing."""

import io
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cba_core.evaluation.training_curves import (
    _curves,
    _panels,
    _running_mean,
    draw_training_curves,
)


def full_log() -> list[dict[str, Any]]:
    log: list[dict[str, Any]] = []
    for step in range(1, 241):
        log.append(
            {"kind": "step", "step": step, "seconds": step / 2, "losses": {"a": 1 / step, "b": 2.0}}
        )
        if step % 60 == 0:
            log.append(
                {
                    "kind": "round",
                    "step": step,
                    "clusters": {"visible": 40, "infrared": 30},
                    "noise": {"visible": 0.1, "infrared": 0.2},
                    "granularity_ratio": 0.75,
                    "modality_probe": 0.9,
                    "quality": {"visible": {"purity": 0.8}, "precision": None},
                }
            )
    return [json.loads(json.dumps(entry)) for entry in log]


def size_of(picture: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(picture)).size


def titles(log: list[dict[str, Any]]) -> list[str]:
    return [panel.title for panel in _panels(log) if panel.curves]


def test_a_full_log_has_six_panels() -> None:
    assert titles(full_log()) == [
        "Losses",
        "Clusters",
        "Share of tracklets in no cluster",
        "Granularity ratio",
        "Modality probe, balanced accuracy",
        "Labels against the truth",
    ]
    width, height = size_of(draw_training_curves(full_log()))
    one_width, one_height = size_of(
        draw_training_curves([{"kind": "step", "step": 1, "losses": {"a": 1.0}}])
    )
    assert width == 2 * one_width
    assert height == pytest.approx(3 * one_height, rel=0.2)


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("clusters", "Clusters"),
        ("noise", "Share of tracklets in no cluster"),
        ("granularity_ratio", "Granularity ratio"),
        ("modality_probe", "Modality probe, balanced accuracy"),
        ("quality", "Labels against the truth"),
    ],
)
def test_what_is_never_there_has_no_panel(key: str, title: str) -> None:
    log = [{name: entry[name] for name in entry if name != key} for entry in full_log()]
    assert set(titles(full_log())) - set(titles(log)) == {title}


def test_curves_hold_what_the_log_holds() -> None:
    curves = _curves(
        [
            {"step": 1, "quality": {"visible": {"mean_purity": 0.5, "ARI": None}, "all": 1}},
            {"step": 4, "quality": {"visible": {"mean_purity": 0.75}}},
            {"step": 5, "quality": None},
            {"step": 6},
            {"quality": {"all": 3}},  # nobody knows when
        ],
        "quality",
    )
    assert set(curves) == {"visible mean purity", "all"}
    assert curves["visible mean purity"].steps.tolist() == [1, 4]
    assert curves["visible mean purity"].values.tolist() == [0.5, 0.75]
    assert curves["all"].values.tolist() == [1]


def test_a_loss_that_is_no_number_leaves_a_gap() -> None:
    log = full_log()
    for entry in log[50:80]:
        entry.get("losses", {})["a"] = float("nan")
    log.append({"kind": "step", "step": 241, "losses": {"broken": float("inf")}})
    assert "broken" not in _curves(log, "losses")
    assert np.isnan(_curves(log, "losses")["a"].values).any()
    losses = [{"step": entry["step"], "losses": entry.get("losses")} for entry in log]
    assert draw_training_curves(losses).startswith(b"\x89PNG")


def test_the_same_log_gives_the_same_bytes() -> None:
    log = full_log()[:20]
    first = draw_training_curves(log)
    assert draw_training_curves(log) == first
    log[5]["losses"]["a"] += 1
    assert draw_training_curves(log) != first


def test_many_losses_leave_room_for_curves() -> None:
    log = [
        {"step": step, "losses": {f"loss {name}": step * name for name in range(24)}}
        for step in range(3)
    ]
    assert draw_training_curves(log).startswith(b"\x89PNG")


@pytest.mark.parametrize("log", [[], [{"kind": "step", "step": 1, "losses": {}}]])
def test_an_empty_log_has_no_picture(log: list[dict[str, Any]]) -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        draw_training_curves(log)


@given(st.lists(st.floats(-5, 5) | st.just(np.nan), min_size=1, max_size=30), st.integers(1, 8))
def test_a_running_mean_is_that_of_the_last_finite_values(values: list[float], width: int) -> None:
    found = _running_mean(np.array(values), width)
    for place, mean in enumerate(found):
        last = [one for one in values[max(0, place + 1 - width) : place + 1] if not np.isnan(one)]
        assert mean == pytest.approx(np.mean(last) if last else np.nan, nan_ok=True, abs=1e-9)
