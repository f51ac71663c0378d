"""Views of a batch: what is changed, and what is not."""

import numpy as np
import pytest
import torch

from cba_core.config.train_config import ClipConfig, WarmUpConfig
from cba_core.domain.learning import TrainingTracklets
from cba_core.model.model_header import ImageTransforms
from cba_core.training.clip_batches import ClipDrawer

PLAIN = ImageTransforms(height_px=8, width_px=4, mean=(0.0, 0.0, 0.0), std=(1.0, 1.0, 1.0))


def numbered() -> TrainingTracklets:
    """Picture k of tracklet i is flat: red 20 i + k, no green, blue 100."""
    pictures = np.zeros((60, 8, 4, 3), np.uint8)
    pictures[..., 0] = (20 * (np.arange(60) // 10) + np.arange(60) % 10)[:, None, None]
    pictures[..., 2] = 100
    return TrainingTracklets(
        pictures=pictures,
        starts=np.arange(7, dtype=np.int64) * 10,
        infrared=np.arange(6) % 2 == 1,
    )


def drawer(transforms: ImageTransforms = PLAIN, **warm_up: tuple[str, ...]) -> ClipDrawer:
    return ClipDrawer(
        numbered(),
        clips=ClipConfig(frames=3, flip=0.0, crop_margin=0.0, erase=0.0),
        warm_up=WarmUpConfig(**warm_up),
        transforms=transforms,
        device=torch.device("cpu"),
    )


def reds(clips: torch.Tensor) -> np.ndarray:
    return np.round(255 * clips[:, :, 0, 0, 0].numpy()).astype(int)


@pytest.mark.parametrize("seed", range(5))
def test_each_view_changes_one_factor(seed: int) -> None:
    rows = np.array([0, 2, 1])
    views = drawer(modality_interventions=("luminance",), motion_interventions=("freeze",)).draw(
        rows, np.random.default_rng(seed), modality=True, motion=True
    )
    assert views.modality is not None
    assert views.motion is not None
    assert views.both is not None
    tracklets = reds(views.clean) // 20
    assert (tracklets == rows[:, None]).all()
    assert (reds(views.motion) // 20 == rows[:, None]).all()
    assert all(len(set(clip)) == 1 for clip in reds(views.motion).tolist())
    torch.testing.assert_close(views.motion[:, :, 2], views.clean[:, :, 2])  # as it was recorded
    weights = torch.tensor([0.299, 0.587, 0.114]).view(1, 1, 3, 1, 1)
    for changed, source in ((views.modality, views.clean), (views.both, views.motion)):
        grey = (source[:2] * weights).sum(dim=2, keepdim=True).expand_as(source[:2])
        torch.testing.assert_close(changed[:2], grey)  # the same pictures, without their colour
        torch.testing.assert_close(changed[2], source[2])  # luminance is nothing to infrared


def test_a_grey_network_sees_luminance_on_three_channels() -> None:
    grey = ImageTransforms(
        height_px=8, width_px=4, colour="grey", mean=(0.0, 0.0, 0.0), std=(1.0, 1.0, 1.0)
    )
    rows = np.array([0])
    seen = drawer(grey).draw(rows, np.random.default_rng(0)).clean
    torch.testing.assert_close(seen[:, :, 0], seen[:, :, 2])
    assert float(seen[0, 0, 0, 0, 0]) == pytest.approx(0.114 * 100 / 255, abs=0.02)


def test_a_batch_of_one_modality_borrows_style_from_the_other() -> None:
    rows = np.array([0, 2])
    views = drawer(modality_interventions=("sequence-adain",)).draw(
        rows, np.random.default_rng(0), modality=True
    )
    assert views.modality is not None
    assert bool(torch.isfinite(views.modality).all())
    assert not torch.equal(views.modality, views.clean)
