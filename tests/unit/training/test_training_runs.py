"""Whole runs on a tiny network: every method, resuming, and nothing that depends on who is who."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cba_core.domain.errors import ConfigError
from cba_core.domain.learning import Constraints
from cba_core.domain.progress import Progress
from cba_core.training.checkpoints import CheckpointError
from cba_core.training.methods.registry import METHODS
from cba_core.training.run_log import read_run_log
from cba_core.training.trainer import TrainingDivergedError
from tests.unit.training.small_runs import (
    few_people,
    same_weights,
    small_config,
    small_run,
    stopped,
)

TRAINED = ["cba", *(name for name, entry in METHODS.items() if entry.trains), "ciw+dcl"]


@pytest.mark.parametrize("method", TRAINED)
def test_every_method_trains_end_to_end(method: str, tmp_path: Path) -> None:
    data, persons = few_people()
    config = small_config(method)
    before = small_run(replace(config, rounds=replace(config.rounds, intra=0, cross=0),
                               warm_up=replace(config.warm_up, steps=0)), data)  # fmt: skip
    after = small_run(config, data, folder=tmp_path, persons=persons)
    assert all(np.isfinite(one).all() for one in after.values())
    assert not same_weights(before, after)
    log = read_run_log(tmp_path / "log.jsonl")
    rounds = [line for line in log if line["kind"] == "round"]
    assert len(rounds) == config.intra_rounds + config.rounds.cross
    assert all(set(line["clusters"]) == {"visible", "infrared"} for line in rounds)
    assert log[-1]["kind"] == "finished"
    assert log[-1]["step"] == config.total_steps


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ({"gradient_checkpointing": True}, "network.gradient_checkpointing"),
        ({"kept_stages": 1}, "network.kept_stages"),
    ],
)
def test_what_an_encoder_cannot_do_names_its_setting(asked: dict[str, Any], key: str) -> None:
    config = small_config()
    with pytest.raises(ConfigError, match=key):
        small_run(replace(config, network=replace(config.network, **asked)), few_people()[0])


def test_the_same_seed_trains_alike_and_another_one_does_not() -> None:
    data, _ = few_people()
    first = small_run(small_config(), data)
    assert same_weights(first, small_run(small_config(), data))
    assert not same_weights(first, small_run(small_config(seed=2), data))


@pytest.mark.parametrize("step", [1, 4, 6, 8, 11, 15])
def test_a_stopped_run_goes_on_bit_by_bit(step: int, tmp_path: Path) -> None:
    """In the warm-up, between stages, within a round, between rounds."""
    data, _ = few_people()
    config = small_config()
    whole = small_run(config, data, folder=tmp_path / "whole")
    stopped(config, data, tmp_path / "parts", step)
    assert (tmp_path / "parts" / "checkpoint.safetensors").is_file()
    assert same_weights(whole, small_run(config, data, folder=tmp_path / "parts"))
    for folder in ("whole", "parts"):
        log = read_run_log(tmp_path / folder / "log.jsonl")
        steps = [line["step"] for line in log if line["kind"] == "step"]
        assert steps == list(range(0, config.total_steps, 5))


class _DiesAt:
    """A process that is killed: nothing is saved on the way out."""

    def __init__(self, step: int) -> None:
        self._step = step

    def report(self, progress: Progress) -> None:
        if progress.unit == "steps" and progress.done >= self._step:
            raise KeyboardInterrupt

    def is_cancelled(self) -> bool:
        return False


@pytest.mark.parametrize("step", [3, 9, 11, 16])
def test_a_killed_run_leaves_no_line_twice(step: int, tmp_path: Path) -> None:
    data, _ = few_people()
    config = small_config()
    whole = small_run(config, data, folder=tmp_path / "whole")
    with pytest.raises(KeyboardInterrupt):
        small_run(config, data, folder=tmp_path / "parts", context=_DiesAt(step))
    assert same_weights(whole, small_run(config, data, folder=tmp_path / "parts"))
    logs = [
        [
            {key: value for key, value in line.items() if key != "seconds"}
            for line in read_run_log(tmp_path / name / "log.jsonl")
        ]
        for name in ("whole", "parts")
    ]
    assert logs[0] == logs[1]


def test_a_run_begun_anew_forgets_the_log_of_the_one_before(tmp_path: Path) -> None:
    data, _ = few_people()
    small_run(small_config(), data, folder=tmp_path)
    (tmp_path / "checkpoint.safetensors").unlink()
    first = read_run_log(tmp_path / "log.jsonl")
    small_run(small_config(), data, folder=tmp_path)
    again = read_run_log(tmp_path / "log.jsonl")
    assert [line["kind"] for line in again] == [line["kind"] for line in first]


def test_a_run_may_be_stopped_again_and_again(tmp_path: Path) -> None:
    data, _ = few_people()
    config = small_config("pgm")
    whole = small_run(config, data)
    for step in range(2, config.total_steps, 3):
        stopped(config, data, tmp_path, step)
    assert same_weights(whole, small_run(config, data, folder=tmp_path))


def test_a_checkpoint_of_other_settings_is_refused(tmp_path: Path) -> None:
    data, _ = few_people()
    stopped(small_config(), data, tmp_path, 3)
    with pytest.raises(CheckpointError, match="not those it was made with"):
        small_run(small_config(seed=9), data, folder=tmp_path)


def test_a_damaged_checkpoint_is_named(tmp_path: Path) -> None:
    data, _ = few_people()
    stopped(small_config(), data, tmp_path, 3)
    (tmp_path / "checkpoint.safetensors").write_bytes(b"nothing")
    with pytest.raises(CheckpointError, match=r"checkpoint\.safetensors.*damaged"):
        small_run(small_config(), data, folder=tmp_path)


@pytest.mark.parametrize("method", ["cba", "hitpro", "mmm"])
def test_who_is_who_cannot_reach_an_unsupervised_method(method: str) -> None:
    data, persons = few_people()
    config = small_config(method)
    others = np.random.default_rng(0).permutation(persons) + 100
    assert same_weights(
        small_run(config, data, persons=persons), small_run(config, data, persons=others)
    )


def test_ceilings_do_read_the_truth() -> None:
    data, persons = few_people()
    config = small_config("supervised")
    others = np.random.default_rng(0).permutation(persons)
    assert not same_weights(
        small_run(config, data, persons=persons), small_run(config, data, persons=others)
    )


def test_pairs_that_cannot_be_one_person_change_the_clusters(tmp_path: Path) -> None:
    data, persons = few_people()
    first = np.flatnonzero((persons == 0) & ~data.infrared)
    pairs = np.array([[first[0], one] for one in first[1:]])
    told = replace(data, constraints=Constraints(cannot_link=pairs))
    small_run(small_config("dcl"), data, folder=tmp_path / "free")
    small_run(small_config("dcl"), told, folder=tmp_path / "told")
    clusters = [
        [line["clusters"]["visible"] for line in read_run_log(tmp_path / name / "log.jsonl")
         if line["kind"] == "round"]
        for name in ("free", "told")
    ]  # fmt: skip
    assert clusters[0] != clusters[1]


def test_a_loss_that_is_no_number_ends_the_run_with_a_remedy() -> None:
    data, _ = few_people()
    config = small_config("dcl")
    config = replace(config, optimiser=replace(config.optimiser, learning_rate=1e30))
    with pytest.raises(TrainingDivergedError) as caught:
        small_run(replace(config, rounds=replace(config.rounds, steps=20)), data)
    assert "learning_rate" in caught.value.remedy


def test_consistency_may_go_on_after_the_warm_up(tmp_path: Path) -> None:
    data, _ = few_people()
    config = small_config()
    config = replace(config, warm_up=replace(config.warm_up, later_weight=0.2))
    small_run(config, data, folder=tmp_path)
    log = read_run_log(tmp_path / "log.jsonl")
    later = [line for line in log if line["kind"] == "step" and line["step"] >= 4]
    assert all("later consistency" in line["losses"] for line in later)


@pytest.mark.parametrize(
    "changes",
    [
        {"modality_interventions": ()},
        {"motion_interventions": ()},
        {"modality_interventions": (), "motion_interventions": ()},
        {"negatives": "both"},
        {"loss": "bootstrap"},
        {"per_clip": False},
        {"invariance_weight": 0.0},
    ],
)
def test_every_switch_of_the_warm_up_trains(changes: dict[str, object]) -> None:
    data, _ = few_people()
    config = small_config("ciw+dcl")
    config = replace(config, warm_up=replace(config.warm_up, **changes))
    weights = small_run(config, data)
    assert all(np.isfinite(one).all() for one in weights.values())
