"""The CBA network: shared frame encoder, mean over a clip's frames, BN neck, unit length."""

import math
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from cba_core.domain.arrays import FloatArray
from cba_core.domain.errors import ModelFileError
from cba_core.model.frame_encoders import build_frame_encoder
from cba_core.model.model_file import read_model_file
from cba_core.model.model_header import NECK_EPSILON, ModelHeader
from cba_core.model.two_streams import TwoStreamEncoder, shared_part

_COUNTER = "num_batches_tracked"  # of batch norm; means nothing outside a training run


class ClipFeatures(NamedTuple):
    """What the network makes of a batch of clips."""

    frames: Tensor  # (clips, frames, dim) each frame's feature, for what a clip's frames share
    pooled: Tensor  # (clips, dim) mean of the frames' features, for losses on distances
    neck: Tensor  # (clips, dim) after the BN neck, for losses on directions; not of unit length


class CbaNetwork(nn.Module):
    """One encoder for both modalities; what tells them apart is left to training to remove.

    With a `TwoStreamEncoder` the stem exists twice and the rest is shared.
    """

    def __init__(self, frame_encoder: nn.Module, dim: int) -> None:
        """Wrap an encoder of (n, 3, h, w) to (n, dim); the neck begins as no change at all."""
        super().__init__()
        self.frame_encoder = frame_encoder
        self.neck = nn.BatchNorm1d(dim, eps=NECK_EPSILON)
        self.neck.bias.requires_grad_(False)  # a shift would move the origin of the cosine

    def forward(self, clips: Tensor, infrared: Tensor | None = None) -> ClipFeatures:
        """Clips to features; pooling and neck are float32 under autocast.

        Args:
            clips: (clips, frames, 3, h, w).
            infrared: (clips,) bool, the stream of each; only a network of two streams reads it.

        Raises:
            ValueError: there are two streams, and nothing says which.
        """
        count, frames = clips.shape[:2]
        pictures = clips.flatten(0, 1)
        if not isinstance(self.frame_encoder, TwoStreamEncoder):
            features = self.frame_encoder(pictures)
        elif infrared is None:
            raise ValueError("a network of two streams must be told the modality of its clips")
        else:
            features = self.frame_encoder(pictures, infrared.repeat_interleave(frames))
        with torch.autocast(features.device.type, enabled=False):
            apart = features.float().unflatten(0, (count, frames))
            pooled = apart.mean(1)
            return ClipFeatures(frames=apart, pooled=pooled, neck=self.neck(pooled))

    def embed(self, clips: Tensor, infrared: Tensor | None = None) -> Tensor:
        """(clips, frames, 3, h, w) and (clips,) bool to unit vectors (clips, dim)."""
        return functional.normalize(self.forward(clips, infrared).neck, dim=1)

    def checkpoint_gradients(self, *, enable: bool) -> None:
        """Recompute activations in the backward pass: less memory for more time.

        Raises:
            ValueError: the frame encoder cannot do it.
        """
        shared = shared_part(self.frame_encoder)
        switch = getattr(shared, "set_grad_checkpointing", None)
        if switch is None:
            name = type(shared).__name__
            raise ValueError(f"{name} cannot recompute its activations")
        switch(enable)

    @property
    def stages(self) -> int:
        """Of the frame encoder behind its stem; 0 where it is not built of stages."""
        return int(getattr(shared_part(self.frame_encoder), "stages", 0))

    def keep_stages(self, count: int) -> None:
        """Train all but the frame encoder's stem and first stages; their statistics stay, too.

        Of two streams the stems learn all the same: kept, they would stay equal for ever.

        Raises:
            ValueError: the frame encoder has no stages, or fewer.
        """
        shared = shared_part(self.frame_encoder)
        keep = getattr(shared, "keep_stages", None)
        if keep is None:
            raise ValueError(f"{type(shared).__name__} is not built of stages")
        keep(count)


def build_network(header: ModelHeader) -> CbaNetwork:
    """A network as the header describes it, with random weights and a neck that changes nothing."""
    transforms = header.transforms
    encoder = build_frame_encoder(
        header.encoder, height_px=transforms.height_px, width_px=transforms.width_px
    )
    if header.stem == "two-stream":
        encoder = TwoStreamEncoder(encoder, header.encoder)
    return CbaNetwork(encoder, header.dim)


def load_network(path: Path) -> tuple[ModelHeader, CbaNetwork]:
    """The network of a model file, in evaluation mode.

    Raises:
        ModelFileError: the file cannot be read, or its tensors are not those of its encoder.
    """
    header, tensors = read_model_file(path)
    network = build_network(header)
    fill_network(network, tensors, path.name)
    return header, network.eval()


def require_vectors(path: Path) -> None:
    """Make sure that the network of a model file gives a picture a direction.

    Raises:
        ModelFileError: the file cannot be read, its tensors are not those of its encoder, or
            its vectors have no length, or one that is no number.
    """
    header, network = load_network(path)
    shape = (1, 1, 3, header.transforms.height_px, header.transforms.width_px)
    picture = torch.linspace(-2, 2, math.prod(shape)).reshape(shape)
    both = torch.tensor([False, True])
    with torch.inference_mode():
        lengths = network(picture.repeat(2, 1, 1, 1, 1), both).neck.norm(dim=1).tolist()
    wrong = [one for one in lengths if not (math.isfinite(one) and one > 0)]
    if wrong:
        raise ModelFileError(
            f"The vectors of {path.name} have no direction (their length is {wrong[0]})",
            "Its weights are damaged or empty: copy the file again from where it came.",
        )


def fill_network(network: CbaNetwork, tensors: dict[str, FloatArray], name: str) -> None:
    """Put the tensors of a model file into a network; every one must fit.

    Raises:
        ModelFileError: one is missing, left over, or of another shape.
    """
    remedy = "Copy the file again from where it came, or choose another model: cba models list"
    wanted = {key: tuple(value.shape) for key, value in _state(network).items()}
    if missing := wanted.keys() - tensors.keys():
        raise ModelFileError(f"{name} has no tensor {min(missing)}", remedy)
    if unknown := tensors.keys() - wanted.keys():
        raise ModelFileError(f"{name} has an unknown tensor {min(unknown)}", remedy)
    for key, shape in wanted.items():
        if tensors[key].shape != shape:
            raise ModelFileError(
                f"Tensor {key} of {name} has shape {list(tensors[key].shape)}, "
                f"wanted {list(shape)}",
                remedy,
            )
    network.load_state_dict(
        {key: torch.from_numpy(value) for key, value in tensors.items()}, strict=False
    )


def network_tensors(network: CbaNetwork) -> dict[str, FloatArray]:
    """The network's weights as a model file keeps them."""
    return {
        key: value.detach().cpu().float().contiguous().numpy()
        for key, value in _state(network).items()
    }


def _state(network: CbaNetwork) -> dict[str, Tensor]:
    state: dict[str, Tensor] = network.state_dict()
    return {key: value for key, value in state.items() if not key.endswith(_COUNTER)}
