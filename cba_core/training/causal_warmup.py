"""Causal Intervention Warm-up (CIW): make vectors ignore modality and motion before clustering.

The structural causal model (method.md, E.2): identity C, modality M and motion V cause the
sequence X; pseudo-labels come from clusters of Z(X) and so inherit M and V. CIW samples do(M)
and do(V) on whole sequences with C fixed and asks Z to stay where it is and to tell tracklets
apart. That there is such a stage is confirmed; teacher and form of the losses are ours [I].

    L = L_mod + lambda_t L_tem + lambda_j L_joint + lambda_inv L_inv        (method.md, E.3)
"""

import copy
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from cba_core.config.train_config import WarmUpConfig
from cba_core.domain.arrays import IntArray
from cba_core.domain.learning import TrainingTracklets
from cba_core.model.network import CbaNetwork, ClipFeatures
from cba_core.training.clip_batches import ClipDrawer, ClipViews
from cba_core.training.losses import bootstrap, contrast, frame_consistency, invariance
from cba_core.training.samplers import draw_any

_UNDER_DO_M = ("modality", "both")  # views of `ClipViews`
_HIDDEN = 512  # of the predictor; BYOL has 4096 for 2048-d features of ImageNet


class Predictor(nn.Module):
    """BYOL's two-layer head: what the student adds before it is compared with the teacher."""

    def __init__(self, dim: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(dim, _HIDDEN), nn.BatchNorm1d(_HIDDEN), nn.ReLU(), nn.Linear(_HIDDEN, dim)
        )

    def forward(self, vectors: Tensor) -> Tensor:
        """(n, dim) unit length to (n, dim) unit length; begins near what comes in."""
        return functional.normalize(vectors + self.layers(vectors), dim=1)


class WarmUpState(nn.Module):
    """All that CIW keeps beside the network: teacher, predictor, bank of tracklets."""

    bank: Tensor

    def __init__(self, network: CbaNetwork, dim: int, tracklets: int) -> None:
        """Begin with a copy of the network as its own teacher and an empty bank."""
        super().__init__()
        self.teacher = copy.deepcopy(network).requires_grad_(requires_grad=False)
        self.predictor = Predictor(dim)
        self.register_buffer("bank", torch.zeros(tracklets, dim))


@dataclass(frozen=True, slots=True, eq=False)
class _Embedded:
    """One view through student and teacher, unit length."""

    vectors: Tensor
    predicted: Tensor
    keys: Tensor


def teacher_momentum(config: WarmUpConfig, step: int) -> float:
    """Rises from its beginning to 1 by a cosine over the steps of the warm-up (BYOL)."""
    share = min(1.0, step / max(1, config.steps))
    return 1.0 - (1.0 - config.teacher_momentum) * (math.cos(math.pi * share) + 1.0) / 2.0


class CausalWarmUp:
    """Losses of CIW, and the teacher's way."""

    def __init__(
        self,
        config: WarmUpConfig,
        data: TrainingTracklets,
        drawer: ClipDrawer,
        network: CbaNetwork,
        state: WarmUpState,
    ) -> None:
        """Join what the losses need; `state.bank` must hold a vector of every tracklet."""
        self._config = config
        self._data = data
        self._drawer = drawer
        self._network = network
        self._state = state

    def losses(self, generator: np.random.Generator) -> tuple[Tensor, dict[str, Tensor]]:
        """The loss of a batch that is drawn here, and its parts and guards by name."""
        views = self._drawer.draw(
            self._batch(generator),
            generator,
            modality=bool(self._config.modality_interventions),
            motion=bool(self._config.motion_interventions),
        )
        names = [
            name
            for name in ("clean", "modality", "motion", "both")
            if getattr(views, name) is not None
        ]
        clips = torch.cat([getattr(views, name) for name in names])
        infrared = torch.cat(
            [self._drawer.streams(views.tracklets, changed=name in _UNDER_DO_M) for name in names]
        )
        student: ClipFeatures = self._network(clips, infrared)
        with torch.no_grad():
            self._state.teacher.train()
            keys = functional.normalize(self._state.teacher(clips, infrared).neck, dim=1)
        vectors = functional.normalize(student.neck, dim=1)
        predicted = self._state.predictor(vectors)
        count = len(views.tracklets)
        embedded = {
            name: _Embedded(
                *(part[at * count : (at + 1) * count] for part in (vectors, predicted, keys))
            )
            for at, name in enumerate(names)
        }
        parts = self._parts(views, embedded)
        parts["frames"] = frame_consistency(student.frames, student.pooled)
        total = self._weighed(parts)
        self._remember(views.tracklets, embedded["clean"].keys)
        return total, {**parts, **self._guards(views.tracklets, embedded["clean"])}

    @torch.no_grad()
    def follow(self, step: int) -> None:
        """Let the teacher follow the network: its weights and its counted statistics."""
        kept = teacher_momentum(self._config, step)
        pairs = zip(
            self._state.teacher.state_dict().values(),
            self._network.state_dict().values(),
            strict=True,
        )
        for mine, theirs in pairs:
            if mine.dtype.is_floating_point:
                mine.mul_(kept).add_(theirs, alpha=1.0 - kept)
            else:
                mine.copy_(theirs)

    def _batch(self, generator: np.random.Generator) -> IntArray:
        drawn = []
        for is_infrared in (False, True):
            rows = np.flatnonzero(self._data.infrared == is_infrared)
            drawn.append(rows[draw_any(len(rows), self._config.tracklets, generator)])
        return np.concatenate(drawn).astype(np.int64)

    def _parts(self, views: ClipViews, seen: Mapping[str, _Embedded]) -> dict[str, Tensor]:
        clean = seen["clean"]
        parts: dict[str, Tensor] = {}
        if (changed := seen.get("modality")) is not None:
            parts["modality"] = self._both_ways(views.tracklets, changed, clean)
        if (moved := seen.get("motion")) is not None:
            parts["motion"] = self._both_ways(views.tracklets, moved, clean)
        if (joint := seen.get("both")) is not None:
            parts["joint"] = self._alike(views.tracklets, joint.predicted, clean.keys)
        if not parts:  # every intervention is switched off: augmentation alone
            parts["modality"] = self._alike(views.tracklets, clean.predicted, clean.keys)
        if self._config.invariance_weight and len(seen) > 1:
            parts["invariance"] = self._invariance(views.tracklets, seen)
        return parts

    def _both_ways(self, rows: IntArray, one: _Embedded, other: _Embedded) -> Tensor:
        """The student sees one and the teacher the other, and the reverse."""
        return 0.5 * (
            self._alike(rows, one.predicted, other.keys)
            + self._alike(rows, other.predicted, one.keys)
        )

    def _alike(self, rows: IntArray, queries: Tensor, keys: Tensor) -> Tensor:
        if self._config.loss == "bootstrap":
            return bootstrap(queries, keys)
        if self._config.negatives == "both":
            own = torch.from_numpy(rows).to(queries.device)
            bank = self._state.bank.clone()  # it is written to before the backward pass
            return contrast(queries, keys, bank, own, self._config.temperature)
        losses, counts = [], []
        for is_infrared in (False, True):
            mine = np.flatnonzero(self._data.infrared[rows] == is_infrared)
            if not len(mine):
                continue
            bank_rows = np.flatnonzero(self._data.infrared == is_infrared)
            own = torch.from_numpy(np.searchsorted(bank_rows, rows[mine])).to(queries.device)
            losses.append(
                contrast(
                    queries[mine],
                    keys[mine],
                    self._state.bank[bank_rows],
                    own,
                    self._config.temperature,
                )
            )
            counts.append(len(mine))
        weights = torch.tensor(counts, dtype=queries.dtype, device=queries.device)
        return (torch.stack(losses) * weights).sum() / weights.sum()

    def _invariance(self, rows: IntArray, seen: Mapping[str, _Embedded]) -> Tensor:
        """Shares over the bank of the own modality stay where they are."""
        total = torch.zeros((), device=self._state.bank.device)
        clean = seen["clean"].vectors
        for is_infrared in (False, True):
            mine = np.flatnonzero(self._data.infrared[rows] == is_infrared)
            if not len(mine):
                continue
            bank = self._state.bank[np.flatnonzero(self._data.infrared == is_infrared)]
            for name, one in seen.items():
                if name != "clean":
                    total = total + len(mine) / len(rows) * invariance(
                        clean[mine], one.vectors[mine], bank, self._config.temperature
                    )
        return total

    def _weighed(self, parts: Mapping[str, Tensor]) -> Tensor:
        weights = {
            "modality": 1.0,
            "motion": self._config.motion_weight,
            "joint": self._config.joint_weight,
            "invariance": self._config.invariance_weight,
            "frames": self._config.frame_weight * self._config.motion_weight,
        }
        return torch.stack([weights[name] * loss for name, loss in parts.items()]).sum()

    @torch.no_grad()
    def _remember(self, rows: IntArray, keys: Tensor) -> None:
        self._state.bank[torch.from_numpy(rows).to(self._state.bank.device)] = keys

    @torch.no_grad()
    def _guards(self, rows: IntArray, clean: _Embedded) -> dict[str, Tensor]:
        """Signs of collapse: all vectors alike, no spread, the teacher not found again."""
        likeness = clean.vectors @ clean.vectors.T
        off_diagonal = ~torch.eye(len(likeness), dtype=torch.bool, device=likeness.device)
        found = (clean.predicted @ clean.keys.T).argmax(dim=1)
        own = torch.arange(len(rows), device=found.device)
        return {
            "guard/mean cosine": likeness[off_diagonal].mean(),
            "guard/spread": clean.vectors.std(dim=0).mean() * math.sqrt(clean.vectors.shape[1]),
            "guard/teacher found": (found == own).float().mean(),
        }
