"""The door to CLIP weights, and the only file that knows open_clip.

open_clip tells how a tower is built and, when a person asks, fetches its weights. What runs is
timm's network: open_clip's own attention is several times slower outside its fast path, and its
fast path cannot be converted.
"""

import hashlib
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from cba_core import __version__
from cba_core.domain.errors import ModelFileError, NotInstalledError
from cba_core.domain.ids import ModelId
from cba_core.model.frame_encoder_configs import (
    ClipResNetConfig,
    FrameEncoderConfig,
    VisionTransformerConfig,
)
from cba_core.model.frame_encoders import build_frame_encoder
from cba_core.model.model_file import write_model_file
from cba_core.model.model_header import (
    CLIP_MEAN,
    CLIP_STD,
    ImageTransforms,
    ModelHeader,
    ParentFile,
    Provenance,
)
from cba_core.model.network import CbaNetwork, network_tensors
from cba_core.model.torchvision_operators import prepare_torchvision

REFERENCE_HEIGHT_PX = 288
"""Input height of the method's reference; the width is half of it. Both are rounded to patches."""

FRAMES_PER_CLIP = 6
"""The clip length of the method."""

_VISUAL = "visual."
_COUNTER = "num_batches_tracked"
_PLAIN_TOWER = {
    "attentional_pool": False,
    "pos_embed_type": "learnable",
    "block_type": None,
    "qk_norm": False,
    "scaled_cosine_attn": False,
    "scale_heads": False,
    "scale_attn_inner": False,
    "scale_attn": False,
    "scale_fc": False,
    "act_kwargs": None,
    "norm_kwargs": None,
}
"""Settings that change a ViT tower beyond what the network here knows, at their usual values."""

_RESNET_BLOCKS = {
    (3, 4, 6, 3): "RN50",
    (3, 4, 23, 3): "RN101",
    (4, 6, 10, 6): "RN50x4",
    (6, 8, 18, 8): "RN50x16",
    (3, 15, 36, 10): "RN50x64",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightOrigin:
    """What a person says of the weights they bring."""

    licence: str
    source: str
    training_data: str = "unknown"


def tower_config(tower: str, *, projected: bool = False) -> FrameEncoderConfig:
    """The frame encoder that an open_clip tower is, by open_clip's name for it.

    Args:
        tower: such as "ViT-B-16", or "ViT-B-16-quickgelu" for OpenAI's weights.
        projected: take the feature after the projection into CLIP's joint space (ViT only).

    Raises:
        NotInstalledError: open_clip is missing.
        ModelFileError: open_clip has no such tower, or it is of a kind unknown here.
    """
    settings = _open_clip_config(tower)
    vision = settings["vision_cfg"]
    name = f"clip-{tower.lower()}"
    if "timm_model_name" in vision or "hf_model_name" in vision:
        raise _unsupported(tower, "it is no CLIP tower of the original design")
    layers = vision.get("layers", 12)
    if isinstance(layers, list):
        if projected:
            raise _unsupported(tower, "a ResNet is averaged and has no projection here")
        architecture: Any = _RESNET_BLOCKS.get(tuple(layers))
        if architecture is None:
            raise _unsupported(tower, f"there is no ResNet of blocks {layers}")
        return ClipResNetConfig(name=name, architecture=architecture)
    for key, usual in _PLAIN_TOWER.items():
        if vision.get(key, usual) != usual:
            raise _unsupported(tower, f"its setting {key} is {vision[key]}")
    averaged = vision.get("pool_type", "tok") == "avg"
    if averaged and not vision.get("final_ln_after_pool", False):
        raise _unsupported(tower, "it averages after the last norm")
    width = vision.get("width", 768)
    return VisionTransformerConfig(
        name=name,
        patch_px=vision.get("patch_size", 16),
        width=width,
        depth=layers,
        heads=width // vision.get("head_width", 64),
        mlp_width=int(width * vision.get("mlp_ratio", 4.0)),
        activation="quick-gelu" if settings.get("quick_gelu", False) else "gelu",
        norm_before_blocks=not vision.get("no_ln_pre", False),
        pool="average" if averaged else "token",
        layer_scale=vision.get("ls_init_value") is not None,
        projection=settings["embed_dim"] if projected else None,
    )


def reference_transforms(config: FrameEncoderConfig) -> ImageTransforms:
    """The method's input size, to the next multiple of the patch, with CLIP's normalisation."""
    rows, columns = config.size_steps_px
    return ImageTransforms(
        height_px=-(-REFERENCE_HEIGHT_PX // rows) * rows,
        width_px=-(-REFERENCE_HEIGHT_PX // 2 // columns) * columns,
        mean=CLIP_MEAN,
        std=CLIP_STD,
    )


def import_clip_weights(
    tower: str,
    checkpoint: Path,
    target: Path,
    *,
    origin: WeightOrigin,
    projected: bool = False,
    transforms: ImageTransforms | None = None,
) -> ModelId:
    """Make a model file of the image tower in a CLIP checkpoint.

    Args:
        tower: open_clip's name of the architecture.
        checkpoint: safetensors, or a checkpoint of plain tensors (.pt, .pth, .bin).
        target: the model file to write.
        origin: licence and source, which go into the header.
        projected: take the feature after the projection into CLIP's joint space.
        transforms: None takes the method's; positions are resized to the input size.

    Raises:
        ModelFileError: the checkpoint cannot be read safely, or is not of this tower.
        NotInstalledError: open_clip or timm is missing.
        DiskFullError: there is no room.
    """
    config = tower_config(tower, projected=projected)
    used = reference_transforms(config) if transforms is None else transforms
    header = ModelHeader(
        encoder=config,
        transforms=used,
        frames_per_clip=FRAMES_PER_CLIP,
        provenance=Provenance(
            licence=origin.licence,
            source=origin.source,
            training_data=origin.training_data,
            trained_for_person_search=False,
            parents=(ParentFile(name=checkpoint.name, sha256=_sha256(checkpoint)),),
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            program_version=__version__,
        ),
    )
    encoder = build_frame_encoder(config, height_px=used.height_px, width_px=used.width_px)
    fill_from_clip(encoder, config, read_checkpoint(checkpoint), checkpoint.name)
    return write_model_file(target, header, network_tensors(CbaNetwork(encoder, config.dim)))


def download_clip_checkpoint(tower: str, tag: str, *, allow_download: bool = False) -> Path:
    """Fetch the weights open_clip knows as `tag` of a tower; the only use of a network there is.

    Raises:
        ModelFileError: it was not allowed, open_clip knows no such weights, or they cannot be
            fetched.
        NotInstalledError: open_clip is missing.
    """
    if not allow_download:
        raise ModelFileError(
            f"The weights {tag} of {tower} are not here, and Duskline downloads nothing unasked",
            "Give a checkpoint file, or allow the download when you ask for these weights.",
        )
    open_clip = _open_clip()
    facts = open_clip.get_pretrained_cfg(tower, tag)
    if not facts:
        known = ", ".join(open_clip.list_pretrained_tags_by_model(tower)) or "none"
        raise ModelFileError(
            f"open_clip knows no weights {tag} of {tower}", f"It knows these: {known}."
        )
    try:
        return Path(open_clip.download_pretrained(facts, prefer_hf_hub=True))
    except Exception as error:  # whatever the network, a host or the cache's disk raises
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise ModelFileError(
            f"The weights {tag} of {tower} cannot be fetched: {reason}",
            "Check the connection and the room on the disk, or fetch them on another machine "
            "and give the file: --weights FILE",
        ) from error


def read_checkpoint(path: Path) -> dict[str, Tensor]:
    """The tensors of a checkpoint; nothing in the file is ever run.

    Raises:
        ModelFileError: it cannot be read, or only by running code from it.
    """
    if not path.is_file():
        raise ModelFileError(f"There is no checkpoint {path}", "Check the path.")
    if _is_torchscript(path):
        raise ModelFileError(
            f"{path.name} is a TorchScript program, which would be run to be read",
            "Take the same weights as safetensors or as a plain checkpoint of tensors.",
        )
    try:
        if path.suffix == ".safetensors":
            return load_file(path)
        loaded = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # the unpickler raises whatever it stumbles over
        reason = str(error).strip().partition("\n")[0]
        raise ModelFileError(
            f"{path.name} is no checkpoint of plain tensors: {reason}",
            "Take the same weights as safetensors.",
        ) from error
    tensors = loaded.get("state_dict", loaded) if isinstance(loaded, dict) else loaded
    if not isinstance(tensors, dict) or not all(isinstance(v, Tensor) for v in tensors.values()):
        raise ModelFileError(
            f"{path.name} holds no named tensors", "Take the same weights as safetensors."
        )
    return tensors


def fill_from_clip(
    encoder: nn.Module, config: FrameEncoderConfig, checkpoint: dict[str, Tensor], name: str
) -> None:
    """Put the visual tower of a CLIP checkpoint into an encoder; every tensor must be used.

    Raises:
        ModelFileError: the checkpoint holds no tower, or one of another shape.
    """
    visual = {
        key.removeprefix("module."): value.float()
        for key, value in checkpoint.items()
        if key.removeprefix("module.").startswith(_VISUAL)
    }
    if not visual:
        raise ModelFileError(
            f"{name} holds no CLIP image tower (no tensor named {_VISUAL}…)",
            "Give a checkpoint as open_clip writes it.",
        )
    if isinstance(config, VisionTransformerConfig):
        own = _transformer_tensors(encoder, config, visual)
    else:
        own = _resnet_tensors(encoder, visual)
    wanted = {key for key in encoder.state_dict() if not key.endswith(_COUNTER)}
    if odd := own.keys() ^ wanted:
        raise _other_tower(name, config, f"tensor {min(odd)}")
    try:
        encoder.load_state_dict(own, strict=False)  # batch norm's counters are not kept
    except RuntimeError as error:
        reason = str(error).strip().splitlines()[-1].strip()
        raise _other_tower(name, config, reason) from error


def _transformer_tensors(
    encoder: nn.Module, config: VisionTransformerConfig, visual: dict[str, Tensor]
) -> dict[str, Tensor]:
    from timm.models.vision_transformer import checkpoint_filter_fn

    if config.projection is None:
        visual.pop("visual.proj", None)
    own: dict[str, Tensor] = {}
    for key, value in checkpoint_filter_fn(visual, encoder).items():
        # timm's translation leaves out layer scale, and the norm that follows an average.
        renamed = key.replace(".ls_", ".ls")
        if config.pool == "average" and renamed.startswith("norm."):
            renamed = f"fc_{renamed}"
        own[renamed] = value
    if not config.norm_before_blocks:
        # timm gives the patches a bias where no norm follows; CLIP's have none.
        own["patch_embed.proj.bias"] = torch.zeros(config.width)
    return own


def _resnet_tensors(encoder: nn.Module, visual: dict[str, Tensor]) -> dict[str, Tensor]:
    from timm.models.byobnet import checkpoint_filter_fn

    translated = checkpoint_filter_fn(visual, encoder.trunk)
    return {
        f"trunk.{key}": value for key, value in translated.items() if not key.endswith(_COUNTER)
    }


def _open_clip_config(tower: str) -> dict[str, Any]:
    open_clip = _open_clip()
    known: list[str] = open_clip.list_models()
    if tower not in known:  # names with a scheme, such as hf-hub:, would reach for the network
        raise ModelFileError(
            f"open_clip has no model {tower}", "Give one such as ViT-B-16, ViT-L-14 or RN50."
        )
    settings: dict[str, Any] = open_clip.get_model_config(tower)
    return settings


def _open_clip() -> Any:  # noqa: ANN401  (open_clip has no types)
    if find_spec("open_clip") is None:
        raise NotInstalledError("open_clip_torch", "torch")
    prepare_torchvision()
    import open_clip

    return open_clip


def _is_torchscript(path: Path) -> bool:
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return any("/code/" in name for name in archive.namelist())


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelFileError(
            f"Cannot read the checkpoint {path}: {error.strerror}", "Check the path."
        ) from error


def _unsupported(tower: str, reason: str) -> ModelFileError:
    return ModelFileError(
        f"The tower {tower} cannot be used: {reason}", "Take one such as ViT-B-16 or ViT-L-14."
    )


def _other_tower(name: str, config: FrameEncoderConfig, reason: str) -> ModelFileError:
    return ModelFileError(
        f"{name} does not hold the weights of {config.name} ({reason})",
        "Name the tower these weights belong to.",
    )
