"""Where a run stands, in one safetensors file: written whole or not at all, read without pickle.

Random draws follow from the seed and the number of the step, so weights, the optimiser's
moments, the bank, the plan of the running round and its memories are all there is to keep: a
resumed run goes on bit by bit as an unbroken one on the same processor and thread count.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from scipy.sparse import csr_array
from torch import Tensor, nn

from cba_core.domain.errors import CbaError
from cba_core.domain.footage import Modality
from cba_core.model.model_file import write_whole
from cba_core.training.memories import LiveMemory, live_memories
from cba_core.training.round_plan import Memory, RoundPlan, Term

_KEY = "duskline-checkpoint"
_VERSION = 1


class CheckpointError(CbaError):
    """A run cannot go on from its checkpoint."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"Cannot resume from {path}: {reason}",
            "Train without --resume to begin anew; what was trained so far is lost then.",
        )


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """What a run needs to go on."""

    step: int  # so many are done
    belongs_to: str  # digest of configuration, data and beginning
    tensors: Mapping[str, Tensor]
    facts: Mapping[str, Any]


def write_checkpoint(path: Path, checkpoint: Checkpoint) -> None:
    """Replace the checkpoint of a run.

    Raises:
        DiskFullError: there is no room.
        FolderUnusableError: it cannot be written there.
    """
    header = {
        "version": _VERSION,
        "step": checkpoint.step,
        "belongs_to": checkpoint.belongs_to,
        "facts": checkpoint.facts,
    }
    tensors = {
        name: tensor.detach().cpu().contiguous().clone()
        for name, tensor in checkpoint.tensors.items()
    }
    write_whole(path, save(tensors, metadata={_KEY: json.dumps(header)}))


def read_checkpoint(path: Path, belongs_to: str) -> Checkpoint | None:
    """The checkpoint of a run; None where there is none.

    Raises:
        CheckpointError: it is damaged, or of another configuration, data or beginning.
    """
    if not path.is_file():
        return None
    try:
        with safe_open(path, framework="pt") as file:
            header = json.loads((file.metadata() or {}).get(_KEY, "{}"))
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118  (no mapping)
    except (SafetensorError, OSError, json.JSONDecodeError) as error:
        raise CheckpointError(path, f"it is damaged ({error})") from error
    if header.get("version") != _VERSION:
        raise CheckpointError(path, "it was written by another version of Duskline")
    if header["belongs_to"] != belongs_to:
        raise CheckpointError(path, "settings, data or beginning are not those it was made with")
    return Checkpoint(
        step=header["step"], belongs_to=belongs_to, tensors=tensors, facts=header["facts"]
    )


def module_tensors(prefix: str, module: nn.Module) -> dict[str, Tensor]:
    """Weights and buffers, named below a prefix."""
    return {f"{prefix}.{name}": tensor for name, tensor in module.state_dict().items()}


def fill_module(prefix: str, module: nn.Module, tensors: Mapping[str, Tensor]) -> None:
    """Put back what `module_tensors` gave."""
    start = prefix + "."
    mine = {
        name.removeprefix(start): one for name, one in tensors.items() if name.startswith(start)
    }
    module.load_state_dict(mine)


def optimiser_tensors(optimiser: torch.optim.Optimizer) -> dict[str, Tensor]:
    """The moments of every parameter, by its place in the optimiser."""
    tensors = {}
    for place, moments in optimiser.state_dict()["state"].items():
        for name, value in moments.items():
            tensors[f"optimiser.{place}.{name}"] = torch.as_tensor(value)
    return tensors


def fill_optimiser(optimiser: torch.optim.Optimizer, tensors: Mapping[str, Tensor]) -> None:
    """Put back what `optimiser_tensors` gave."""
    state = optimiser.state_dict()
    moments: dict[int, dict[str, Tensor]] = {}
    for name, tensor in tensors.items():
        if name.startswith("optimiser."):
            _, place, moment = name.split(".", 2)
            moments.setdefault(int(place), {})[moment] = tensor
    state["state"] = moments
    optimiser.load_state_dict(state)


def plan_tensors(plan: RoundPlan, memories: Mapping[str, LiveMemory]) -> dict[str, Tensor]:
    """A round's plan, with its memories as they are by now."""
    tensors: dict[str, Tensor] = {}
    for name, memory in memories.items():
        tensors[f"memory/{name}"] = memory.prototypes
    for term in plan.terms:
        targets = term.targets
        tensors[f"term/{term.name}/values"] = torch.from_numpy(targets.data.astype(np.float32))
        tensors[f"term/{term.name}/columns"] = torch.from_numpy(targets.indices.astype(np.int64))
        tensors[f"term/{term.name}/rows"] = torch.from_numpy(targets.indptr.astype(np.int64))
        if term.weights is not None:
            tensors[f"term/{term.name}/weights"] = torch.from_numpy(term.weights)
    for modality, labels in plan.sampling.items():
        tensors[f"sampling/{modality.value}"] = torch.from_numpy(labels)
    return tensors


def plan_facts(plan: RoundPlan) -> dict[str, Any]:
    """What of a plan is no array."""
    return {
        "memories": {
            name: {"momentum": one.momentum, "rule": one.rule}
            for name, one in plan.memories.items()
        },
        "terms": [
            {
                "name": term.name,
                "memory": term.memory,
                "modality": term.modality.value,
                "scale": term.scale,
                "view": term.view,
                "moves": term.moves,
                "shape": list(term.targets.shape),
            }
            for term in plan.terms
        ],
        "mean_discrepancy": plan.mean_discrepancy,
    }


def plan_of(
    facts: Mapping[str, Any], tensors: Mapping[str, Tensor], device: torch.device
) -> tuple[RoundPlan, dict[str, LiveMemory]]:
    """The plan and the memories that `plan_facts` and `plan_tensors` kept."""
    memories = {
        name: Memory(prototypes=tensors[f"memory/{name}"].float().numpy(), **one)
        for name, one in facts["memories"].items()
    }
    terms = []
    for one in facts["terms"]:
        prefix = f"term/{one['name']}/"
        weights = tensors.get(prefix + "weights")
        targets = csr_array(
            (
                tensors[prefix + "values"].numpy(),
                tensors[prefix + "columns"].numpy(),
                tensors[prefix + "rows"].numpy(),
            ),
            shape=tuple(one["shape"]),
        )
        terms.append(
            Term(
                name=one["name"],
                memory=one["memory"],
                modality=Modality(one["modality"]),
                targets=targets,
                weights=None if weights is None else weights.numpy(),
                scale=one["scale"],
                view=one["view"],
                moves=one["moves"],
            )
        )
    plan = RoundPlan(
        memories=memories,
        terms=tuple(terms),
        sampling={
            modality: tensors[f"sampling/{modality.value}"].numpy()
            for modality in Modality
            if f"sampling/{modality.value}" in tensors
        },
        mean_discrepancy=facts["mean_discrepancy"],
    )
    return plan, live_memories(memories, device)
