"""The network that training begins with: named weights, in the size and colour asked for."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cba_core.config.train_config import NetworkConfig
from cba_core.domain.errors import ConfigError
from cba_core.model.frame_encoder_configs import InvertedResidualConfig
from cba_core.model.model_file import NECK_PREFIX, model_id_of, read_model_file
from cba_core.model.model_header import ModelHeader, ParentFile
from cba_core.pipelines.choose_model import model_file_for
from cba_core.runtimes.torch_runtime import require_torch

if TYPE_CHECKING:
    from cba_core.model.network import CbaNetwork

IMAGENET = "imagenet"
CLIP = "clip"
RANDOM = "random"


@dataclass(frozen=True, slots=True, eq=False)
class StartingNetwork:
    """What training begins with."""

    network: "CbaNetwork"
    header: ModelHeader  # of the network as it is to be trained
    parent: ParentFile | None
    model_id: str


def starting_network(init: str, config: NetworkConfig) -> StartingNetwork:
    """The network to train.

    Args:
        init: `imagenet` for the packaged weights of the configured encoder, `clip` for the added
            model of its name, `random` for weights drawn from a fixed seed (tests), a model file,
            or the name of an added model. A model file keeps its own encoder, size and colour, and
            two streams where it has them.
        config: encoder, size, colour, and how many stems.

    Raises:
        ModelFileError: there is no such model, or it does not fit.
        ConfigError: the size does not fit the encoder, or its stem cannot exist twice.
        NotInstalledError: torch, or the package of the weights, is missing.
    """
    require_torch()
    from cba_core.model.network import build_network, fill_network, network_tensors

    if init == RANDOM:
        header = resized(unfilled(config), config)
        return _with_stems(StartingNetwork(build_network(header), header, None, RANDOM), config)
    named = config.encoder if init in {IMAGENET, CLIP} else init
    path = model_file_for(Path(named))
    header, tensors = read_model_file(path)
    if init in {IMAGENET, CLIP}:
        header = resized(header, config)
    network = build_network(header)
    if init in {IMAGENET, CLIP}:  # their neck changes nothing, and has another length by now
        kept = {name: one for name, one in tensors.items() if not name.startswith(NECK_PREFIX)}
        neck = {
            name: one
            for name, one in network_tensors(network).items()
            if name.startswith(NECK_PREFIX)
        }
        tensors = {**kept, **neck}
    fill_network(network, tensors, path.name)
    model_id = model_id_of(path)
    parent = ParentFile(name=path.name, sha256=model_id)
    return _with_stems(StartingNetwork(network, header, parent, model_id), config)


def _with_stems(start: StartingNetwork, config: NetworkConfig) -> StartingNetwork:
    """The same network with its stem twice, where that is asked for and not so already."""
    from cba_core.model.two_streams import TwoStreamEncoder

    if config.stem in {"shared", start.header.stem}:
        return start
    try:
        header = replace(start.header, stem=config.stem)
        encoder = TwoStreamEncoder(start.network.frame_encoder, header.encoder)
    except ValueError as error:
        raise ConfigError("network.stem", str(error)) from error
    start.network.frame_encoder = encoder
    return replace(start, header=header)


def unfilled(config: NetworkConfig) -> ModelHeader:
    """The header of the configured encoder without weights, in its own size."""
    from cba_core.model.frame_encoder_registry import frame_encoder_entry
    from cba_core.model.model_header import Provenance

    entry = frame_encoder_entry(config.encoder)
    return ModelHeader(
        encoder=entry.config,
        transforms=entry.transforms,
        provenance=Provenance(
            licence="Apache-2.0",
            source="weights drawn from a fixed seed",
            training_data="none",
            trained_for_person_search=False,
        ),
    )


def resized(header: ModelHeader, config: NetworkConfig) -> ModelHeader:
    """The header in the configured size and colour.

    Raises:
        ConfigError: the size does not fit the encoder.
    """
    transforms = replace(
        header.transforms,
        height_px=config.height_px,
        width_px=config.width_px,
        colour=config.colour,
        contrast="none",
    )
    encoder = header.encoder
    if isinstance(encoder, InvertedResidualConfig):
        encoder = replace(encoder, rows=config.rows, mirrored_columns=config.mirrored_columns)
    try:
        return replace(header, transforms=transforms, encoder=encoder, dim=0)
    except ValueError as error:
        raise ConfigError("network.height_px", str(error)) from error
