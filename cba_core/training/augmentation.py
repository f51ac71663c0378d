"""Variations that keep a person the same and say nothing of modality: window, mirror, hiding.

They are drawn once a clip, as M3-ReID does, so that a clip stays one person in motion
(method.md, E.1); drawing anew for every frame, as VLD does, is a switch.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from cba_core.config.train_config import ClipConfig

_ERASED_SHARE = (0.02, 0.3)  # of the picture
_ERASED_ASPECT = (0.3, 3.3)  # height over width


@dataclass(frozen=True, slots=True)
class _Draw:
    mirrors: bool
    top: int
    left: int
    hole: tuple[int, int, int, int] | None  # top, bottom, left, right


def augment(clip: Tensor, config: ClipConfig, generator: np.random.Generator) -> Tensor:
    """Vary a clip (frames, 3, h, w) of values 0..1; every frame alike unless told otherwise."""
    if config.per_clip:
        return _applied(clip, config, _drawn(clip, config, generator))
    frames = [_applied(one, config, _drawn(one, config, generator)) for one in torch.split(clip, 1)]
    return torch.cat(frames)


def _drawn(clip: Tensor, config: ClipConfig, generator: np.random.Generator) -> _Draw:
    height, width = clip.shape[2:]
    margin = _margin(clip, config)
    mirrors = bool(generator.random() < config.flip)
    top, left = (int(one) for one in generator.integers(0, 2 * margin + 1, size=2))
    hole = _hole(height, width, generator) if generator.random() < config.erase else None
    return _Draw(mirrors, top, left, hole)


def _margin(clip: Tensor, config: ClipConfig) -> int:
    return round(config.crop_margin * clip.shape[2])


def _hole(height: int, width: int, generator: np.random.Generator) -> tuple[int, int, int, int]:
    area = generator.uniform(*_ERASED_SHARE) * height * width
    aspect = float(np.exp(generator.uniform(*np.log(_ERASED_ASPECT))))
    tall = int(np.clip(round((area * aspect) ** 0.5), 1, height))
    wide = int(np.clip(round((area / aspect) ** 0.5), 1, width))
    top = int(generator.integers(0, height - tall + 1))
    left = int(generator.integers(0, width - wide + 1))
    return top, top + tall, left, left + wide


def _applied(clip: Tensor, config: ClipConfig, draw: _Draw) -> Tensor:
    height, width = clip.shape[2:]
    varied = clip.flip(3) if draw.mirrors else clip
    margin = _margin(clip, config)
    if margin:
        # the border goes on instead of black, which would be a shape of its own in infrared
        padded = functional.pad(varied, (margin,) * 4, mode="replicate")
        varied = padded[:, :, draw.top : draw.top + height, draw.left : draw.left + width]
    if draw.hole is not None:
        top, bottom, left, right = draw.hole
        varied = varied.clone()
        filling = varied.mean(dim=(0, 2, 3))  # the clip's own mean: no colour from outside
        varied[:, :, top:bottom, left:right] = filling[:, None, None]
    return varied
