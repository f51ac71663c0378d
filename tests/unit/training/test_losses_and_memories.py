"""Losses and memories, worked by hand."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from cba_core.training.losses import (
    bootstrap,
    contrast,
    frame_consistency,
    invariance,
    mean_discrepancy,
    prototype_loss,
)
from cba_core.training.memories import LiveMemory
from cba_core.training.round_plan import Memory, centres, hard_targets, soft_targets, unit
from cba_core.training.samplers import draw_any, draw_clusters

EYE = torch.eye(3)


def test_prototype_loss_of_one_clip_worked_by_hand() -> None:
    mean, each = prototype_loss(EYE[:1], EYE[:2], torch.tensor([[1.0, 0.0]]), torch.ones(1), 1.0)
    assert float(mean) == pytest.approx(math.log(1 + math.exp(-1)))
    assert float(each[0]) == pytest.approx(float(mean))


def test_soft_targets_mix_the_losses_of_hard_ones() -> None:
    hard = [
        float(prototype_loss(EYE[:1], EYE, EYE[k : k + 1], torch.ones(1), 0.5)[0]) for k in (0, 1)
    ]
    targets = torch.tensor([[0.25, 0.75, 0.0]])
    soft = float(prototype_loss(EYE[:1], EYE, targets, torch.ones(1), 0.5)[0])
    assert soft == pytest.approx(0.25 * hard[0] + 0.75 * hard[1])


def test_weights_and_empty_rows_decide_who_takes_part() -> None:
    targets = torch.tensor([[1.0, 0, 0], [0, 1.0, 0], [0, 0, 0]])
    mean, each = prototype_loss(EYE, EYE, targets, torch.tensor([3.0, 1.0, 9.0]), 1.0)
    assert float(mean) == pytest.approx(float((3 * each[0] + each[1]) / 4))
    nothing, _ = prototype_loss(EYE, EYE, torch.zeros(3, 3), torch.ones(3), 1.0)
    assert float(nothing) == 0.0


def test_contrast_leaves_the_own_row_of_the_bank_out() -> None:
    """The own tracklet's older vector is no negative, however like it is."""
    own = torch.tensor([0])
    bank = torch.stack([EYE[0], EYE[1]])
    loss = float(contrast(EYE[:1], EYE[:1], bank, own, 1.0))
    assert loss == pytest.approx(math.log(1 + math.exp(-1)))


def test_contrast_is_lower_for_the_own_key_than_for_another() -> None:
    bank = torch.stack([EYE[0], EYE[1], EYE[2]])
    own = torch.tensor([0])
    right = contrast(EYE[:1], EYE[:1], bank, own, 0.1)
    wrong = contrast(EYE[:1], EYE[1:2], bank, own, 0.1)
    assert float(right) < float(wrong)


def test_bootstrap_is_zero_for_the_same_and_four_for_the_opposite() -> None:
    assert float(bootstrap(EYE, EYE)) == pytest.approx(0.0)
    assert float(bootstrap(EYE, -EYE)) == pytest.approx(4.0)


def test_invariance_is_zero_exactly_where_nothing_changed() -> None:
    bank = EYE
    assert float(invariance(EYE[:2], EYE[:2], bank, 0.5)) == pytest.approx(0.0, abs=1e-6)
    assert float(invariance(EYE[:1], EYE[1:2], bank, 0.5)) > 0.1


def test_invariance_moves_the_changed_side_alone() -> None:
    clean, changed = (EYE[:1].clone().requires_grad_(), EYE[1:2].clone().requires_grad_())
    invariance(clean, changed, EYE, 0.5).backward()
    assert clean.grad is None
    assert changed.grad is not None


def test_frames_that_agree_with_their_clip_cost_nothing() -> None:
    frames = EYE[:1][None].expand(1, 4, 3)
    assert float(frame_consistency(frames, EYE[:1])) == pytest.approx(0.0)
    assert float(frame_consistency(-frames, EYE[:1])) == pytest.approx(2.0)


def test_mean_discrepancy_is_the_squared_distance_of_means() -> None:
    assert float(mean_discrepancy(EYE[:1], EYE[1:2])) == pytest.approx(2.0)


def memory(**settings: object) -> LiveMemory:
    return LiveMemory(
        Memory(prototypes=np.eye(3, dtype=np.float32), **settings), torch.device("cpu")
    )


def test_a_memory_keeps_a_tenth_and_has_unit_length() -> None:
    live = memory(momentum=0.1)
    live.move(EYE[1:2], torch.tensor([0]))
    expected = np.array([0.1, 0.9, 0.0]) / np.hypot(0.1, 0.9)
    np.testing.assert_allclose(live.prototypes[0].numpy(), expected, rtol=1e-6)
    torch.testing.assert_close(live.prototypes[1:], EYE[1:])


def test_clips_move_a_prototype_one_after_another() -> None:
    live = memory(momentum=0.5)
    live.move(torch.stack([EYE[1], EYE[2]]), torch.tensor([0, 0]))
    first = unit(np.array([[0.5, 0.5, 0]], np.float32))[0]
    expected = unit((0.5 * first + 0.5 * np.array([0, 0, 1]))[None].astype(np.float32))[0]
    np.testing.assert_allclose(live.prototypes[0].numpy(), expected, rtol=1e-5)


def test_the_hardest_rule_takes_the_least_similar_clip() -> None:
    live = memory(momentum=0.0, rule="hardest")
    near = torch.tensor([[0.9, 0.1, 0.0]])
    live.move(torch.cat([near, EYE[2:3]]), torch.tensor([0, 0]))
    torch.testing.assert_close(live.prototypes[0], EYE[2])


@pytest.mark.parametrize("momentum", [None, 0.1])
def test_nobody_moves_a_fixed_memory_nor_one_they_do_not_aim_at(momentum: float | None) -> None:
    live = memory(momentum=momentum)
    live.move(EYE[1:2], torch.tensor([0 if momentum is None else -1]))
    torch.testing.assert_close(live.prototypes, EYE)


def test_centres_leave_noise_out_and_give_zeros_to_nobody() -> None:
    vectors = np.array([[1, 0], [0, 1], [0, 1], [1, 0]], np.float32)
    found = centres(vectors, np.array([0, 0, -1, 2]))
    np.testing.assert_allclose(found[0], [np.sqrt(0.5)] * 2, rtol=1e-6)
    np.testing.assert_array_equal(found[1:], [[0, 0], [1, 0]])


def test_targets_of_labels_and_of_shares() -> None:
    np.testing.assert_array_equal(hard_targets(np.array([1, -1]), 2).toarray(), [[0, 1], [0, 0]])
    shares = np.array([[1, 3], [0, 0]], np.float32)
    np.testing.assert_allclose(soft_targets(shares).toarray(), [[0.25, 0.75], [0, 0]])


@given(st.integers(1, 30), st.integers(1, 40), st.integers(0, 99))
def test_draws_repeat_nobody_while_there_are_enough(count: int, wanted: int, seed: int) -> None:
    drawn = draw_any(count, wanted, np.random.default_rng(seed))
    assert len(drawn) == wanted
    assert len(set(drawn.tolist())) == min(count, wanted)


@given(
    st.lists(st.integers(-1, 6), min_size=1, max_size=40),
    st.integers(1, 5),
    st.integers(1, 4),
    st.integers(0, 99),
)
def test_batches_hold_whole_clusters_and_no_noise(
    labels: list[int], clusters: int, tracklets: int, seed: int
) -> None:
    array = np.array(labels, np.int64)
    drawn = draw_clusters(array, clusters, tracklets, np.random.default_rng(seed))
    present = {one for one in labels if one >= 0}
    assert len(drawn) == tracklets * min(clusters, len(present))
    counts = np.unique(array[drawn], return_counts=True)
    assert -1 not in counts[0]
    assert all(count == tracklets for count in counts[1].tolist())
