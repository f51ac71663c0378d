"""Which weights learn, how fast, and how they are laid out and computed."""

from collections.abc import Iterable

import torch
from torch import nn

from cba_core.config.train_config import AS_SUITS, NetworkConfig, OptimiserConfig
from cba_core.domain.errors import ConfigError
from cba_core.model.network import CbaNetwork

_KEPT = 2  # of a light CNN: its largest maps (benchmarks/training.py)


def make_optimiser(
    network: CbaNetwork, predictor: nn.Module, settings: OptimiserConfig
) -> torch.optim.Optimizer:
    """AdamW over all weights that learn; neck and predictor have a rate of their own."""
    heads = [*network.neck.parameters(), *predictor.parameters()]
    groups = [
        {"params": _learning(network.frame_encoder.parameters()), "factor": 1.0},
        {"params": _learning(heads), "factor": settings.head_factor},
    ]
    return torch.optim.AdamW(groups, lr=settings.learning_rate, weight_decay=settings.weight_decay)


def _learning(parameters: Iterable[nn.Parameter]) -> list[nn.Parameter]:
    return [one for one in parameters if one.requires_grad]


def prepare_network(network: CbaNetwork, config: NetworkConfig) -> None:
    """Which weights learn, and how they are laid out and computed.

    Raises:
        ConfigError: the encoder cannot do what is asked for.
    """
    if config.channels_last:
        network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stub lacks it
    kept = _KEPT if config.kept_stages == AS_SUITS else config.kept_stages
    if kept and (config.kept_stages != AS_SUITS or network.stages > _KEPT):
        try:
            network.keep_stages(kept)
        except ValueError as error:
            raise ConfigError("network.kept_stages", str(error)) from error
    if config.gradient_checkpointing:
        try:
            network.checkpoint_gradients(enable=True)
        except ValueError as error:
            raise ConfigError("network.gradient_checkpointing", str(error)) from error
    if config.compile:
        network.frame_encoder.compile()
