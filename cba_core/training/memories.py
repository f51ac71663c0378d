"""Prototypes on the device of training, and how clips move them.

`m <- momentum * m + (1 - momentum) * z`, then to unit length (Cluster Contrast, Dai et al. 2022);
momentum 0.8 keeps four fifths of the old prototype.
"""

from collections.abc import Mapping

import torch
from torch import Tensor
from torch.nn import functional

from cba_core.training.round_plan import Memory


class LiveMemory:
    """One memory of a round."""

    def __init__(self, plan: Memory, device: torch.device) -> None:
        """Put the prototypes of a plan on a device."""
        self.prototypes = torch.from_numpy(plan.prototypes.copy()).float().to(device)
        self._momentum = plan.momentum
        self._rule = plan.rule

    @torch.no_grad()
    def move(self, vectors: Tensor, aims: Tensor) -> None:
        """Let clips move the prototypes they aim at.

        Args:
            vectors: (n, dim) unit length.
            aims: (n,) rows of the memory; those below zero move nothing.
        """
        if self._momentum is None:
            return
        if self._rule == "each":
            for vector, aim in zip(vectors, aims.tolist(), strict=True):
                if aim >= 0:
                    self._towards(aim, vector)
            return
        for aim in torch.unique(aims[aims >= 0]).tolist():
            those = vectors[aims == aim]
            least_alike = torch.argmin(those @ self.prototypes[aim])
            self._towards(aim, those[least_alike])

    def _towards(self, aim: int, vector: Tensor) -> None:
        assert self._momentum is not None  # noqa: S101  (`move` asked)
        mixed = self._momentum * self.prototypes[aim] + (1.0 - self._momentum) * vector
        self.prototypes[aim] = functional.normalize(mixed, dim=0)


def live_memories(plans: Mapping[str, Memory], device: torch.device) -> dict[str, LiveMemory]:
    """All memories of a round."""
    return {name: LiveMemory(plan, device) for name, plan in plans.items()}
