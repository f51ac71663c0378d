"""Stages, learning rates, and the log of a run."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.config.train_config import OptimiserConfig, RoundsConfig, TrainConfig, WarmUpConfig
from cba_core.training.run_log import JsonLinesLog, read_run_log
from cba_core.training.schedule import Schedule

CONFIG = TrainConfig(
    method="cba",
    warm_up=WarmUpConfig(steps=20),
    rounds=RoundsConfig(intra=1, cross=2, steps=10),
    optimiser=OptimiserConfig(learning_rate=1.0, rising_steps=5, drop_after=0.5),
)


def test_stages_follow_one_another() -> None:
    schedule = Schedule(CONFIG)
    kinds = [
        ("warm-up" if one.is_warm_up else "intra" if one.is_intra else f"cross {one.round_number}")
        for one in map(schedule.stage_of, range(schedule.total))
    ]
    assert kinds == ["warm-up"] * 20 + ["intra"] * 10 + ["cross 0"] * 10 + ["cross 1"] * 10


@given(
    st.sampled_from(["cba", "dcl", "pgm", "ciw+pgm", "supervised"]),
    st.integers(0, 4),
    st.integers(0, 3),
    st.integers(0, 5),
)
def test_every_method_trains_equally_many_steps(
    method: str, warm: int, intra: int, cross: int
) -> None:
    config = TrainConfig(
        method=method,
        warm_up=WarmUpConfig(steps=10 * warm),
        rounds=RoundsConfig(intra=intra, cross=cross, steps=10),
    )
    assert Schedule(config).total == 10 * (warm + intra + cross) == config.total_steps


@given(st.sampled_from(["cba", "dcl"]), st.integers(0, 47), st.integers(1, 20))
def test_the_steps_told_are_those_that_are_trained(method: str, warm: int, steps: int) -> None:
    config = TrainConfig(
        method=method,
        warm_up=WarmUpConfig(steps=warm),
        rounds=RoundsConfig(intra=1, cross=2, steps=steps),
    )
    schedule = Schedule(config)
    assert schedule.stage_of(config.total_steps - 1).round_number == 1
    assert schedule.ends_round(config.total_steps)


def test_the_rate_rises_twice_and_drops_once() -> None:
    schedule = Schedule(CONFIG)
    rates = [schedule.learning_rate(step) for step in range(50)]
    assert rates[:6] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0, 1.0])
    assert rates[20:25] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])
    assert rates[34] == pytest.approx(1.0)
    assert rates[35] == pytest.approx(0.1)


def test_a_run_is_told_from_one_of_other_settings_data_or_beginning() -> None:
    schedule = Schedule(CONFIG)
    digests = {
        schedule.digest("data", "begin"),
        schedule.digest("other", "begin"),
        schedule.digest("data", "other"),
        Schedule(replace(CONFIG, seed=5)).digest("data", "begin"),
    }
    assert len(digests) == 4
    assert schedule.digest("data", "begin") == Schedule(CONFIG).digest("data", "begin")


def test_a_resumed_log_forgets_what_came_after(tmp_path: Path) -> None:
    log = JsonLinesLog(tmp_path / "run" / "log.jsonl")
    for step in range(6):
        log.write("step", step, {"losses": {"total": step / 2}})
    log.forget_from(3)
    assert [line["step"] for line in read_run_log(tmp_path / "run" / "log.jsonl")] == [0, 1, 2]


def test_a_line_that_was_cut_off_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    whole = json.dumps({"kind": "step", "step": 1})
    path.write_text(whole + "\n" + whole[:9], encoding="utf-8")
    assert read_run_log(path) == [{"kind": "step", "step": 1}]
    assert read_run_log(tmp_path / "none.jsonl") == []
