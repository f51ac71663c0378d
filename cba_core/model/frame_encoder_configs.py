"""What a frame encoder is made of, as data: read from model files without loading torch.

A family is a kind of network with one config class; a name is a config of a family. The
builders that turn a config into a network stand in `frame_encoders`.
"""

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

Activation: TypeAlias = Literal["gelu", "quick-gelu"]
TowerColour: TypeAlias = Literal["rgb", "grey"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisionTransformerConfig:
    """A ViT image tower of CLIP's kind."""

    family: Literal["vision-transformer"] = "vision-transformer"
    name: str
    patch_px: int
    width: int
    depth: int
    heads: int
    mlp_width: int
    activation: Activation = "gelu"
    """OpenAI's weights were trained with quick-gelu."""
    norm_before_blocks: bool = True
    """CLIP's `ln_pre`."""
    pool: Literal["token", "average"] = "token"
    """The class token, or the mean of the patches with the last norm after it."""
    layer_scale: bool = False
    projection: int | None = None
    """Length of CLIP's joint space; None gives the feature before the projection."""

    @property
    def dim(self) -> int:
        """Length of a frame's feature."""
        return self.width if self.projection is None else self.projection

    @property
    def size_steps_px(self) -> tuple[int, int]:
        """Input height and width must be multiples of these."""
        return self.patch_px, self.patch_px


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipResNetConfig:
    """A ResNet image tower of CLIP's kind, averaged over the picture."""

    family: Literal["clip-resnet"] = "clip-resnet"
    name: str
    architecture: Literal["RN50", "RN101", "RN50x4", "RN50x16", "RN50x64"]

    @property
    def dim(self) -> int:
        """Length of a frame's feature."""
        return _CLIP_RESNET_WIDTH[self.architecture]

    @property
    def size_steps_px(self) -> tuple[int, int]:
        """Input height and width must be multiples of these."""
        return 32, 32


_CLIP_RESNET_WIDTH = {"RN50": 2048, "RN101": 2048, "RN50x4": 2560, "RN50x16": 3072, "RN50x64": 4096}


@dataclass(frozen=True, slots=True, kw_only=True)
class InvertedResidualConfig:
    """A light CNN of inverted residual blocks, up to one of its stages, pooled by parts.

    The picture's map is averaged over a grid of `rows` x `mirrored_columns` parts and the parts
    are joined. Left and right halves are averaged first: a person seen from the other side
    keeps the vector. One row and one column is plain average pooling.
    """

    family: Literal["inverted-residual"] = "inverted-residual"
    name: str
    architecture: Literal["efficientnet-lite0", "mobilenet-v2"]
    stages: int
    """How many of the seven stages run; 8 adds the last 1x1 convolution."""
    rows: int = 1
    mirrored_columns: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.stages <= len(_STAGE_STRIDE):
            raise ValueError(f"stages must lie in 1..{len(_STAGE_STRIDE)}, got {self.stages}")
        if self.rows < 1 or self.mirrored_columns < 1:
            raise ValueError("rows and mirrored_columns must be at least 1")

    @property
    def dim(self) -> int:
        """Length of a frame's feature."""
        channels = _STAGE_CHANNELS[self.architecture][self.stages - 1]
        return channels * self.rows * self.mirrored_columns

    @property
    def size_steps_px(self) -> tuple[int, int]:
        """Input height and width must be multiples of these, so that the parts are equal."""
        stride = _STAGE_STRIDE[self.stages - 1]
        columns = 1 if self.mirrored_columns == 1 else 2 * self.mirrored_columns
        return stride * self.rows, stride * columns


_STAGE_STRIDE = (2, 4, 8, 16, 16, 32, 32, 32)
_STAGE_CHANNELS = {
    "efficientnet-lite0": (16, 24, 40, 80, 112, 192, 320, 1280),
    "mobilenet-v2": (16, 24, 32, 64, 96, 160, 320, 1280),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TinyCnnConfig:
    """Three convolutions: for tests, and for training runs that only check the machinery."""

    family: Literal["tiny-cnn"] = "tiny-cnn"
    name: str = "tiny-cnn"
    channels: int = 8
    dim: int = 32

    @property
    def size_steps_px(self) -> tuple[int, int]:
        """Input height and width must be multiples of these."""
        return 8, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class TowerConfig:
    """One network of several that look at the same picture."""

    encoder: InvertedResidualConfig
    colour: TowerColour
    """Grey: the network's own input layer makes the luminance of the picture's colours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedTowersConfig:
    """Light CNNs side by side on one picture, their features brought together by a linear map.

    For weights that learnt something new beside those that have not forgotten the old; see
    `joined_towers` for what the linear map is.
    """

    family: Literal["joined-towers"] = "joined-towers"
    name: str
    towers: tuple[TowerConfig, ...]
    dim: int

    def __post_init__(self) -> None:
        if len(self.towers) < 2:  # noqa: PLR2004  (one is no company)
            raise ValueError(f"at least two towers can be joined, got {len(self.towers)}")
        if not 1 <= self.dim <= self.joined_dim:
            raise ValueError(f"dim must lie in 1..{self.joined_dim}, got {self.dim}")

    @property
    def joined_dim(self) -> int:
        """Length of the towers' features together, before the linear map."""
        return sum(one.encoder.dim for one in self.towers)

    @property
    def size_steps_px(self) -> tuple[int, int]:
        """Input height and width must be multiples of these."""
        steps = [one.encoder.size_steps_px for one in self.towers]
        return math.lcm(*(rows for rows, _ in steps)), math.lcm(*(columns for _, columns in steps))


FrameEncoderConfig: TypeAlias = (
    VisionTransformerConfig
    | ClipResNetConfig
    | InvertedResidualConfig
    | TinyCnnConfig
    | JoinedTowersConfig
)

FAMILIES: dict[str, type[FrameEncoderConfig]] = {
    "vision-transformer": VisionTransformerConfig,
    "clip-resnet": ClipResNetConfig,
    "inverted-residual": InvertedResidualConfig,
    "tiny-cnn": TinyCnnConfig,
    "joined-towers": JoinedTowersConfig,
}

STEMS: dict[str, tuple[str, ...]] = {
    "vision-transformer": ("patch_embed",),
    "clip-resnet": ("trunk.stem",),
    "inverted-residual": ("conv_stem", "bn1"),
    "tiny-cnn": ("layers.0",),
}
"""Of each family the modules that meet the picture first, in their order: what two streams have
twice. A family that is missing here has one stream only."""
