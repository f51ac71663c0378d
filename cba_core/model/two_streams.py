"""A frame encoder whose stem exists twice, for visible and for infrared frames (AGW style).

What lies behind the stem is shared, so both modalities end in one space. The stem's modules leave
the shared network and stand in front of it, once for each stream; the shared network has
identities in their place and is otherwise run as ever.
"""

import copy

import torch
from torch import Tensor, nn

from cba_core.domain.footage import Modality
from cba_core.model.frame_encoder_configs import STEMS, FrameEncoderConfig


class TwoStreamEncoder(nn.Module):
    """(n, 3, h, w) frames of either modality to (n, dim) features, each through its own stem."""

    def __init__(self, frame_encoder: nn.Module, config: FrameEncoderConfig) -> None:
        """Take a network apart; both stems begin as what its own stem is.

        Args:
            frame_encoder: of `config`; it becomes the shared part.
            config: names the family, which says what the stem is.

        Raises:
            ValueError: this family has no stem that can be told from the rest.
        """
        super().__init__()
        if config.family not in STEMS:
            raise ValueError(f"{config.name} has no stem that can exist twice")
        stem = nn.Sequential()
        for name in STEMS[config.family]:
            stem.append(frame_encoder.get_submodule(name))
            frame_encoder.set_submodule(name, nn.Identity())
        self.visible = stem
        self.infrared = copy.deepcopy(stem)
        self.shared = frame_encoder

    def stem_of(self, modality: Modality) -> nn.Module:
        """The part that frames of this modality alone go through."""
        return self.infrared if modality is Modality.INFRARED else self.visible

    def forward(self, frames: Tensor, infrared: Tensor) -> Tensor:
        """(n, 3, h, w) and (n,) bool to (n, dim); a stem that no frame needs does not run."""
        rows = [torch.nonzero(chosen).flatten() for chosen in (~infrared, infrared)]
        stems = (self.visible, self.infrared)
        parts = [stem(frames[one]) for stem, one in zip(stems, rows, strict=True) if len(one)]
        order = torch.cat(rows).argsort()
        features: Tensor = self.shared(torch.cat(parts)[order])
        return features


def stream_of(frame_encoder: nn.Module, modality: Modality) -> nn.Module:
    """What maps frames (n, 3, h, w) of one modality to (n, dim): all of a shared encoder."""
    if not isinstance(frame_encoder, TwoStreamEncoder):
        return frame_encoder
    return nn.Sequential(frame_encoder.stem_of(modality), frame_encoder.shared)


def shared_part(frame_encoder: nn.Module) -> nn.Module:
    """What frames of both modalities go through."""
    if isinstance(frame_encoder, TwoStreamEncoder):
        return frame_encoder.shared
    return frame_encoder
