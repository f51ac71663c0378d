"""Whether the probe finds what is there, and nothing where there is nothing."""

import sys

import numpy as np
import pytest

from cba_core.domain.errors import NotInstalledError
from cba_core.evaluation.modality_probe import CHANCE, modality_probe


def vectors_with(offset: float, *, share: float = 0.5) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(4)
    infrared = np.arange(400) < 400 * share
    vectors = random.normal(size=(400, 8)).astype(np.float32)
    vectors[infrared, 2] += offset
    return vectors, infrared


def test_modalities_far_apart_are_told_apart() -> None:
    assert modality_probe(*vectors_with(10), seed=0).balanced_accuracy == 1


@pytest.mark.parametrize("share", [0.5, 0.1])
def test_alike_modalities_are_told_apart_by_chance_alone(share: float) -> None:
    found = modality_probe(*vectors_with(0, share=share), seed=0)
    assert found.balanced_accuracy == pytest.approx(CHANCE, abs=0.09)


def test_the_further_apart_the_surer() -> None:
    told = [modality_probe(*vectors_with(far), seed=0).balanced_accuracy for far in (0, 1, 2, 4)]
    assert told == sorted(told)
    # The best cut between two unit normals two apart is right with probability 0.841.
    assert told[2] == pytest.approx(0.841, abs=0.04)


def test_scale_does_not_matter() -> None:
    vectors, infrared = vectors_with(1)
    assert modality_probe(vectors * 1e-3, infrared, seed=0) == modality_probe(
        vectors, infrared, seed=0
    )


def test_vectors_all_alike_are_chance() -> None:
    infrared = np.arange(20) < 10
    assert modality_probe(np.ones((20, 4), np.float32), infrared, seed=0).balanced_accuracy == (
        CHANCE
    )


def test_the_seed_divides_and_nothing_else_is_random() -> None:
    vectors, infrared = vectors_with(0.5)
    told = {seed: modality_probe(vectors, infrared, seed=seed) for seed in range(4)}
    assert modality_probe(vectors, infrared, seed=2) == told[2]
    assert len({one.balanced_accuracy for one in told.values()}) > 1


def test_few_tracklets_make_few_folds() -> None:
    vectors, infrared = vectors_with(10)
    assert modality_probe(vectors[197:210], infrared[197:210], seed=0).folds == 3


@pytest.mark.parametrize("infrared", [0, 1])
def test_both_modalities_are_needed(infrared: int) -> None:
    with pytest.raises(ValueError, match="two vectors of each modality"):
        modality_probe(np.ones((9, 2), np.float32), np.arange(9) < infrared, seed=0)


def test_shapes_must_agree() -> None:
    with pytest.raises(ValueError, match="one modality a vector"):
        modality_probe(np.ones((9, 2), np.float32), np.ones(8, np.bool_), seed=0)


def test_a_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.linear_model", None)
    with pytest.raises(NotInstalledError, match=r"duskline\[training\]"):
        modality_probe(*vectors_with(1), seed=0)
