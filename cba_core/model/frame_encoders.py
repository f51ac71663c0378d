"""Frame encoders: config in, network out; every one maps (n, 3, h, w) to (n, dim)."""

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from itertools import pairwise
from typing import Any, Self

import torch
from torch import Tensor, nn

from cba_core.domain.errors import NotInstalledError
from cba_core.model.frame_encoder_configs import (
    ClipResNetConfig,
    FrameEncoderConfig,
    InvertedResidualConfig,
    JoinedTowersConfig,
    TinyCnnConfig,
    VisionTransformerConfig,
)
from cba_core.model.torchvision_operators import prepare_torchvision

CLIP_NORM_EPSILON = 1e-5
"""torch's own default, which CLIP was trained with; timm's ViT would take 1e-6."""

_TIMM_ARCHITECTURES = {
    "efficientnet-lite0": "tf_efficientnet_lite0",  # TensorFlow's padding and epsilon
    "mobilenet-v2": "mobilenetv2_100",
    "RN50": "resnet50_clip_gap",
    "RN101": "resnet101_clip_gap",
    "RN50x4": "resnet50x4_clip_gap",
    "RN50x16": "resnet50x16_clip_gap",
    "RN50x64": "resnet50x64_clip_gap",
}


def build_frame_encoder(config: FrameEncoderConfig, *, height_px: int, width_px: int) -> nn.Module:
    """A network of this config with random weights, for inputs of this size.

    Raises:
        NotInstalledError: it is one of timm's, and timm is missing.
    """
    return _BUILDERS[config.family](config, height_px, width_px)


class InvertedResidualEncoder(nn.Module):
    """The first stages of a light CNN, pooled over a mirrored grid of parts."""

    def __init__(self, config: InvertedResidualConfig) -> None:
        super().__init__()
        whole = _timm_model(config.architecture)
        self.conv_stem: nn.Module = whole.conv_stem
        self.bn1: nn.Module = whole.bn1  # timm's norm layers end in the activation
        self.blocks: nn.Sequential = whole.blocks[: config.stages]
        with_head = config.stages > len(whole.blocks)
        self.conv_head: nn.Module = whole.conv_head if with_head else nn.Identity()
        self.bn2: nn.Module = whole.bn2 if with_head else nn.Identity()
        self._parts = PartPooling(config.rows, config.mirrored_columns)
        self._kept: list[nn.Module] = []

    @property
    def stages(self) -> int:
        """Behind the stem."""
        return len(self.blocks)

    def keep_stages(self, count: int) -> None:
        """Leave the stem and the first stages as they are, their statistics too.

        Their maps are the largest: most of a step's time on a processor goes into their gradients.

        Raises:
            ValueError: the network has not that many stages.
        """
        if count > len(self.blocks):
            raise ValueError(f"there are {len(self.blocks)} stages, not {count}")
        self._kept = [self.conv_stem, self.bn1, *list(self.blocks)[:count]] if count else []
        for one in self._kept:
            one.requires_grad_(requires_grad=False)
        self.train(self.training)

    def train(self, mode: bool = True) -> Self:  # noqa: FBT001, FBT002  (torch's signature)
        """See `nn.Module`; kept stages stay in evaluation."""
        super().train(mode)
        for one in self._kept:
            one.eval()
        return self

    def forward(self, frames: Tensor) -> Tensor:
        """(n, 3, h, w) to (n, dim)."""
        stages = self.blocks(self.bn1(self.conv_stem(frames)))
        features: Tensor = self._parts(self.bn2(self.conv_head(stages)))
        return features


class PartPooling(nn.Module):
    """Averages a map over rows and over columns counted from its edges to the middle."""

    def __init__(self, rows: int, mirrored_columns: int) -> None:
        super().__init__()
        self._rows = rows
        self._columns = mirrored_columns

    def forward(self, features: Tensor) -> Tensor:
        """(n, c, h, w) to (n, c * rows * columns); h and half of w divide into the parts."""
        count, channels, height, width = features.shape
        cells = features.reshape(count, channels, self._rows, height // self._rows, width).mean(3)
        if self._columns == 1:
            return cells.mean(3).flatten(1)
        half = width // 2
        folded = (cells[..., :half] + cells[..., half:].flip(3)) * 0.5
        shape = (count, channels, self._rows, self._columns, half // self._columns)
        return folded.reshape(shape).mean(4).flatten(1)


class Luminance(nn.Module):
    """The luminance of RGB (ITU-R BT.601) on all three channels, as `ImageTransforms` makes it."""

    weights: Tensor

    def __init__(self) -> None:
        super().__init__()
        weights = torch.tensor([0.299, 0.587, 0.114]).reshape(1, 3, 1, 1)
        self.register_buffer("weights", weights, persistent=False)

    def forward(self, frames: Tensor) -> Tensor:
        """(n, 3, h, w) to (n, 3, h, w)."""
        return (frames * self.weights).sum(1, keepdim=True).repeat(1, 3, 1, 1)


class TowerNeck(nn.Module):
    """A scale and a shift for each number of a feature, then unit length."""

    def __init__(self, dim: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(dim))
        self.bias = nn.Parameter(torch.zeros(dim))

    def forward(self, features: Tensor) -> Tensor:
        """(n, dim) to (n, dim)."""
        return nn.functional.normalize(features * self.weight + self.bias, dim=1)


class JoinedTowers(nn.Module):
    """Light CNNs side by side on one picture, and a linear map of what they see together."""

    def __init__(self, config: JoinedTowersConfig) -> None:
        super().__init__()
        self.colours = nn.ModuleList(
            Luminance() if one.colour == "grey" else nn.Identity() for one in config.towers
        )
        self.towers = nn.ModuleList(InvertedResidualEncoder(one.encoder) for one in config.towers)
        self.necks = nn.ModuleList(TowerNeck(one.encoder.dim) for one in config.towers)
        self.join = nn.Linear(config.joined_dim, config.dim)

    @property
    def stages(self) -> int:
        """Behind the stem, of the tower that has fewest."""
        return min(one.stages for one in self._all())

    def keep_stages(self, count: int) -> None:
        """See `InvertedResidualEncoder.keep_stages`; of every tower.

        Raises:
            ValueError: a tower has not that many stages.
        """
        for one in self._all():
            one.keep_stages(count)

    def forward(self, frames: Tensor) -> Tensor:
        """(n, 3, h, w) to (n, dim)."""
        parts = zip(self.colours, self.towers, self.necks, strict=True)
        seen = [neck(tower(colour(frames))) for colour, tower, neck in parts]
        features: Tensor = self.join(torch.cat(seen, 1))
        return features

    def _all(self) -> list[InvertedResidualEncoder]:
        return [one for one in self.towers if isinstance(one, InvertedResidualEncoder)]


class ClipResNetEncoder(nn.Module):
    """CLIP's modified ResNet, averaged over the picture instead of its attention pool."""

    def __init__(self, config: ClipResNetConfig) -> None:
        super().__init__()
        self.trunk: nn.Module = _timm_model(config.architecture, num_classes=0)

    def set_grad_checkpointing(self, enable: bool) -> None:  # noqa: FBT001  (timm's signature)
        """Trade time for memory in training."""
        self.trunk.set_grad_checkpointing(enable)  # type: ignore[operator]  # timm has no types

    def forward(self, frames: Tensor) -> Tensor:
        """(n, 3, h, w) to (n, dim)."""
        features: Tensor = self.trunk(frames)
        return features


class TinyCnn(nn.Module):
    """Three strided convolutions with fixed random weights, and a grid of 2 x 1 parts."""

    def __init__(self, config: TinyCnnConfig) -> None:
        super().__init__()
        widths = (3, config.channels, config.channels * 2, config.channels * 2)
        self.layers = nn.Sequential()
        for before, after in pairwise(widths):
            self.layers.append(nn.Conv2d(before, after, 3, stride=2, padding=1))
            self.layers.append(nn.ReLU())
        self.parts = PartPooling(2, 1)
        self.head = nn.Linear(widths[-1] * 2, config.dim)
        seeded = torch.Generator().manual_seed(0)
        with torch.no_grad():
            for parameter in self.parameters():
                scale = parameter[0].numel() ** -0.5 if parameter.ndim > 1 else 0.1
                parameter.copy_(torch.randn(parameter.shape, generator=seeded) * scale)

    def forward(self, frames: Tensor) -> Tensor:
        """(n, 3, h, w) to (n, dim)."""
        features: Tensor = self.head(self.parts(self.layers(frames)))
        return features


def _prepare_timm() -> None:
    if find_spec("timm") is None:
        raise NotInstalledError("timm", "torch")
    prepare_torchvision()


def _timm_model(architecture: str, **options: object) -> Any:  # noqa: ANN401  (timm has no types)
    _prepare_timm()
    import timm

    return timm.create_model(_TIMM_ARCHITECTURES[architecture], pretrained=False, **options)


def _vision_transformer(config: VisionTransformerConfig, height: int, width: int) -> nn.Module:
    _prepare_timm()
    from timm.models.vision_transformer import VisionTransformer

    network: nn.Module = VisionTransformer(
        img_size=(height, width),
        patch_size=config.patch_px,
        embed_dim=config.width,
        depth=config.depth,
        num_heads=config.heads,
        mlp_ratio=(config.mlp_width + 0.5) / config.width,  # timm truncates the product
        pre_norm=config.norm_before_blocks,
        init_values=1.0 if config.layer_scale else None,
        global_pool="token" if config.pool == "token" else "avg",
        num_classes=config.projection or 0,
        norm_layer=partial(nn.LayerNorm, eps=CLIP_NORM_EPSILON),
        act_layer="quick_gelu" if config.activation == "quick-gelu" else "gelu",
    )
    return network


_BUILDERS: dict[str, Callable[[Any, int, int], nn.Module]] = {
    "vision-transformer": _vision_transformer,
    "clip-resnet": lambda config, _height, _width: ClipResNetEncoder(config),
    "inverted-residual": lambda config, _height, _width: InvertedResidualEncoder(config),
    "tiny-cnn": lambda config, _height, _width: TinyCnn(config),
    "joined-towers": lambda config, _height, _width: JoinedTowers(config),
}
