"""do(M) and do(V): whole clips alike, statistics as wanted, what is where stays where it is."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from cba_core.config.train_config import MODALITY_INTERVENTIONS, MOTION_INTERVENTIONS, ClipConfig
from cba_core.domain.footage import Modality
from cba_core.model.network import CbaNetwork
from cba_core.training.augmentation import augment
from cba_core.training.clip_drawing import chunk_draws, chunk_firsts
from cba_core.training.interventions import INTERVENTIONS, intervene, restyled
from cba_core.training.motion import MOTIONS, shifted

VISIBLE, INFRARED = Modality.VISIBLE, Modality.INFRARED


def clip(seed: int = 0, frames: int = 3, *, grey: bool = False) -> Tensor:
    values = torch.rand((frames, 3, 12, 6), generator=torch.Generator().manual_seed(seed))
    return values[:, :1].expand_as(values).clone() if grey else values


def repeated(frames: int = 4) -> Tensor:
    """A clip whose frames are all the same picture."""
    return clip(1, frames=1).expand(frames, -1, -1, -1).clone()


@pytest.mark.parametrize("name", MODALITY_INTERVENTIONS)
@pytest.mark.parametrize("seed", range(5))
def test_one_draw_serves_all_frames_of_a_clip(name: str, seed: int) -> None:
    modality = next(iter(sorted(INTERVENTIONS[name].modalities)))
    changed = intervene(repeated(), modality, clip(9), [name], np.random.default_rng(seed))
    for frame in changed[1:]:
        torch.testing.assert_close(frame, changed[0])


def test_frames_differ_where_each_is_drawn_alone() -> None:
    changed = intervene(
        repeated(8), VISIBLE, clip(9), ["random-grey"], np.random.default_rng(3), per_clip=False
    )
    assert max(float((frame - changed[0]).abs().max()) for frame in changed[1:]) > 0.01


@pytest.mark.parametrize("name", ["channel-copy", "luminance", "random-grey", "random-reflectance"])
def test_grey_interventions_leave_no_colour(name: str) -> None:
    changed = intervene(clip(), VISIBLE, clip(9), [name], np.random.default_rng(0))
    torch.testing.assert_close(changed[:, 0], changed[:, 1])
    torch.testing.assert_close(changed[:, 0], changed[:, 2])
    assert float(changed.min()) >= 0.0
    assert float(changed.max()) <= 1.0 + 1e-6


def test_channel_copy_takes_one_of_the_three() -> None:
    taken = set()
    for seed in range(20):
        changed = intervene(clip(), VISIBLE, clip(9), ["channel-copy"], np.random.default_rng(seed))
        taken |= {c for c in range(3) if torch.equal(changed[:, 0], clip()[:, c])}
    assert taken == {0, 1, 2}


def test_random_reflectance_follows_no_order_of_brightness() -> None:
    """Over many draws, dark, red and white fabrics are each the brightest now and then."""
    fabrics = torch.tensor([[0.1, 0.1, 0.1], [0.8, 0.1, 0.1], [0.9, 0.9, 0.9]])
    stripes = fabrics.T.reshape(1, 3, 1, 3).repeat_interleave(12, dim=3).expand(2, -1, 12, -1)
    brightest = []
    for seed in range(60):
        changed = intervene(
            stripes, VISIBLE, clip(9), ["random-reflectance"], np.random.default_rng(seed)
        )
        brightest.append(int(changed[0, 0, 6, [6, 18, 30]].argmax()))
    shares = np.bincount(brightest, minlength=3) / 60
    assert shares.min() > 0.1


def test_random_reflectance_keeps_folds() -> None:
    wave = 0.4 + 0.05 * torch.sin(torch.arange(24) * 2.6)
    folds = wave.view(1, 1, 1, 24).expand(2, 3, 12, 24)
    for seed in range(5):
        changed = intervene(
            folds, VISIBLE, clip(9), ["random-reflectance"], np.random.default_rng(seed)
        )
        row = torch.stack([folds[0, 0, 6, 4:-4], changed[0, 0, 6, 4:-4]])
        assert float(torch.corrcoef(row)[0, 1]) > 0.6


def _smooth(row: Tensor) -> Tensor:
    """What is large of a row of pixels: means over a half of it."""
    return row.unfold(0, row.numel() // 2, 6).mean(dim=1)


@pytest.mark.parametrize("seed", range(5))
def test_low_frequency_swap_takes_what_is_large_from_the_other_clip_and_edges_from_this(
    seed: int,
) -> None:
    """A clip that falls from left to right with fine stripes, another that rises."""
    ramp = torch.linspace(0.2, 0.8, 48)
    stripes = 0.05 * torch.sin(torch.arange(48) * 2.6)
    mine = (ramp.flip(0) + stripes).view(1, 1, 1, 48).expand(3, 3, 48, 48)
    theirs = (ramp + 0.05 * torch.cos(torch.arange(48) * 2.1)).view(1, 1, 1, 48)
    changed = intervene(
        mine,
        VISIBLE,
        theirs.expand(2, 3, 48, 48),
        ["low-frequency-swap"],
        np.random.default_rng(seed),
    )
    assert changed.shape == mine.shape
    row, before = changed[0, 0, 24], mine[0, 0, 24]
    falls = float(_smooth(before)[-1] - _smooth(before)[0])
    assert float(_smooth(row)[-1] - _smooth(row)[0]) > 0.2 * falls  # much flatter, or rising
    fine = torch.stack([row.diff(), before.diff()])[:, 8:-8]
    assert float(torch.corrcoef(fine)[0, 1]) > 0.9


def test_low_frequency_swap_gives_an_infrared_clip_the_colours_of_the_other() -> None:
    colours = torch.tensor([0.8, 0.2, 0.4]).view(1, 3, 1, 1).expand(2, 3, 12, 6)
    grey = clip(5, grey=True)
    changed = intervene(grey, INFRARED, colours, ["low-frequency-swap"], np.random.default_rng(0))
    means = changed.mean(dim=(0, 2, 3))
    assert float(means[0]) > float(means[2]) > float(means[1])


def test_adain_gives_exactly_the_statistics_of_the_other_clip() -> None:
    mine, style = clip(1), clip(2) * 0.3 + 0.1
    changed = restyled(mine, style)
    for channel in range(3):
        assert float(changed[:, channel].mean()) == pytest.approx(
            float(style[:, channel].mean()), abs=1e-5
        )
        assert float(changed[:, channel].std(correction=0)) == pytest.approx(
            float(style[:, channel].std(correction=0)), abs=1e-5
        )


@given(st.integers(0, 10_000), st.integers(0, 10_000))
@settings(max_examples=30)
def test_adain_keeps_the_order_of_brightness_within_a_channel(first: int, second: int) -> None:
    mine, style = clip(first), clip(second)
    changed = restyled(mine, style)
    for channel in range(3):
        before = mine[:, channel].flatten()
        after = changed[:, channel].flatten()[before.argsort()]
        assert bool((after.diff() >= -1e-5).all())


def test_adain_of_a_flat_picture_is_finite() -> None:
    assert bool(torch.isfinite(restyled(torch.full((2, 3, 4, 4), 0.5), clip())).all())


@pytest.mark.parametrize("seed", range(5))
def test_tone_curves_rise(seed: int) -> None:
    ramp = torch.linspace(0, 1, 48).reshape(1, 1, 8, 6).expand(2, 3, -1, -1)
    changed = intervene(ramp, INFRARED, clip(9), ["tone-curve"], np.random.default_rng(seed))
    assert bool((changed[0, 0].flatten().diff() >= 0).all())
    assert float(changed.max() - changed.min()) > 0.1


def test_a_modality_without_an_intervention_stays_as_it_is() -> None:
    grey = clip(grey=True)
    assert intervene(grey, INFRARED, clip(9), ["luminance"], np.random.default_rng(0)) is grey
    assert intervene(grey, VISIBLE, clip(9), [], np.random.default_rng(0)) is grey


@given(st.integers(1, 60), st.integers(1, 12), st.integers(0, 999))
def test_chunks_stay_within_the_tracklet_and_in_order(count: int, frames: int, seed: int) -> None:
    firsts = chunk_firsts(count, frames)
    draws = chunk_draws(count, frames, np.random.default_rng(seed))
    for places in (firsts, draws):
        assert places.shape == (frames,)
        assert places.min() >= 0
        assert places.max() < count
        assert np.all(np.diff(places) >= 0)


@pytest.mark.parametrize(
    ("count", "frames", "expected"),
    [(12, 6, [0, 2, 4, 6, 8, 10]), (13, 6, [0, 3, 6, 9, 12, 12]), (2, 4, [0, 1, 1, 1])],
)
def test_first_pictures_of_chunks_worked_by_hand(
    count: int, frames: int, expected: list[int]
) -> None:
    assert chunk_firsts(count, frames).tolist() == expected


@pytest.mark.parametrize("name", MOTION_INTERVENTIONS)
@given(count=st.integers(1, 40), frames=st.integers(1, 8), seed=st.integers(0, 999))
@settings(max_examples=25)
def test_motions_choose_pictures_of_the_same_tracklet(
    name: str, count: int, frames: int, seed: int
) -> None:
    draw = np.random.default_rng(seed)
    places = MOTIONS[name].places(count, chunk_draws(count, frames, draw), draw)
    assert places.shape == (frames,)
    assert places.min() >= 0
    assert places.max() < count


def test_freezing_shows_one_picture() -> None:
    places = MOTIONS["freeze"].places(20, np.arange(6), np.random.default_rng(0))
    assert len(set(places.tolist())) == 1


def test_resampling_takes_the_other_half() -> None:
    draw = np.random.default_rng(0)
    assert MOTIONS["resample"].places(20, np.array([1, 9, 15]), draw).min() >= 10
    assert MOTIONS["resample"].places(20, np.array([12, 15, 19]), draw).max() < 10


def test_dropping_repeats_what_is_left() -> None:
    drawn = np.array([3, 8, 11, 17])
    for seed in range(20):
        places = MOTIONS["drop-and-repeat"].places(20, drawn, np.random.default_rng(seed))
        assert set(places.tolist()) < set(drawn.tolist())


def test_shifting_moves_every_frame_by_itself() -> None:
    moved = shifted(clip(3, frames=1).expand(12, -1, -1, -1), np.random.default_rng(0))
    assert moved.shape == (12, 3, 12, 6)
    assert len({frame.numpy().tobytes() for frame in moved}) > 3


class _Flat(nn.Module):
    def forward(self, frames: Tensor) -> Tensor:
        return frames.flatten(1)


def test_shuffling_frames_is_no_intervention_under_mean_pooling() -> None:
    """Why shuffling and reversing are no motion interventions here."""
    network = CbaNetwork(_Flat(), 3 * 12 * 6).eval()
    frames = clip(4, frames=6)[None]
    shuffled = frames[:, torch.tensor([3, 1, 5, 0, 2, 4])]
    torch.testing.assert_close(network.embed(frames), network.embed(shuffled))


def test_augmentation_treats_all_frames_of_a_clip_alike() -> None:
    config = ClipConfig(flip=0.5, erase=1.0)
    for seed in range(8):
        varied = augment(repeated(), config, np.random.default_rng(seed))
        assert varied.shape == repeated().shape
        for frame in varied[1:]:
            torch.testing.assert_close(frame, varied[0])


def test_augmentation_can_treat_every_frame_by_itself() -> None:
    config = ClipConfig(per_clip=False, erase=1.0)
    varied = augment(repeated(6), config, np.random.default_rng(0))
    assert max(float((frame - varied[0]).abs().max()) for frame in varied[1:]) > 0.01


def test_no_augmentation_changes_nothing() -> None:
    config = ClipConfig(flip=0.0, crop_margin=0.0, erase=0.0)
    torch.testing.assert_close(augment(clip(), config, np.random.default_rng(0)), clip())
