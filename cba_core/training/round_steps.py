"""One step of a round: clips by pseudo-labels, every loss of the plan, memories that move."""

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from cba_core.config.train_config import RoundsConfig
from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.footage import Modality
from cba_core.domain.learning import TrainingTracklets
from cba_core.model.network import CbaNetwork, ClipFeatures
from cba_core.training.clip_batches import ClipDrawer
from cba_core.training.losses import mean_discrepancy, prototype_loss
from cba_core.training.memories import LiveMemory
from cba_core.training.round_plan import RoundPlan, Term
from cba_core.training.samplers import draw_clusters

_VIEWS = ("clean", "perturbed")


class LossLedger:
    """What each tracklet's own-cluster loss was in a round."""

    def __init__(self, tracklets: int) -> None:
        """Nothing is seen yet."""
        self.sums = np.zeros(tracklets, np.float64)
        self.counts = np.zeros(tracklets, np.int64)

    def add(self, rows: IntArray, losses: FloatArray) -> None:
        """Count losses (n,) of rows (n,)."""
        np.add.at(self.sums, rows, losses.astype(np.float64))
        np.add.at(self.counts, rows, 1)

    def means(self) -> FloatArray:
        """(n,) NaN where nothing was seen."""
        means = np.full(len(self.sums), np.nan, np.float32)
        seen = self.counts > 0
        means[seen] = self.sums[seen] / self.counts[seen]
        return means


class RoundSteps:
    """The losses of a round's steps."""

    def __init__(
        self,
        plan: RoundPlan,
        memories: Mapping[str, LiveMemory],
        *,
        rounds: RoundsConfig,
        data: TrainingTracklets,
        drawer: ClipDrawer,
        network: CbaNetwork,
        ledger: LossLedger,
    ) -> None:
        """Join what the steps need."""
        self._plan = plan
        self._memories = memories
        self._rounds = rounds
        self._drawer = drawer
        self._network = network
        self._ledger = ledger
        self._rows = {modality: data.positions(modality) for modality in Modality}
        self._needs_perturbed = any(term.view != "clean" for term in plan.terms)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to learn from: no cluster in either modality."""
        return not self._plan.terms or not any(
            (labels >= 0).any() for labels in self._plan.sampling.values()
        )

    def losses(self, generator: np.random.Generator) -> tuple[Tensor, dict[str, Tensor]]:
        """The loss of a batch that is drawn here, and its parts by name; moves the memories."""
        places = {
            modality: draw_clusters(
                self._plan.sampling[modality],
                self._rounds.clusters,
                self._rounds.tracklets,
                generator,
            )
            for modality in Modality
            if modality in self._plan.sampling
        }
        places = {modality: drawn for modality, drawn in places.items() if len(drawn)}
        rows = np.concatenate([self._rows[modality][drawn] for modality, drawn in places.items()])
        views = self._drawer.draw(rows, generator, modality=self._needs_perturbed)
        clips = [views.clean] if views.modality is None else [views.clean, views.modality]
        streams = [self._drawer.streams(rows, changed=one > 0) for one in range(len(clips))]
        features: ClipFeatures = self._network(torch.cat(clips), torch.cat(streams))
        vectors = torch.split(functional.normalize(features.neck, dim=1), len(rows))
        seen = dict(zip(_VIEWS, vectors, strict=False))
        parts = self._parts(places, seen)
        if self._plan.mean_discrepancy and len(places) == len(Modality):
            first = len(next(iter(places.values())))
            clean = seen["clean"]
            parts["mean discrepancy"] = self._plan.mean_discrepancy * mean_discrepancy(
                clean[:first], clean[first:]
            )
        total = torch.stack(list(parts.values())).sum()
        self._move(places, seen["clean"].detach())
        return total, parts

    def _parts(
        self, places: Mapping[Modality, IntArray], seen: Mapping[str, Tensor]
    ) -> dict[str, Tensor]:
        parts: dict[str, Tensor] = {}
        for term in self._plan.terms:
            if term.modality not in places:
                continue
            drawn = places[term.modality]
            span = _span(places, term.modality)
            views = _VIEWS if term.view == "both" else (term.view,)
            losses = []
            for view in views:
                if view not in seen:
                    continue
                mean, each = self._loss(term, drawn, seen[view][span])
                losses.append(mean)
                if view == "clean" and term.moves:
                    rows = self._rows[term.modality][drawn]
                    self._ledger.add(rows, each.detach().cpu().numpy())
            if losses:
                parts[term.name] = term.scale * torch.stack(losses).sum()
        return parts

    def _loss(self, term: Term, drawn: IntArray, vectors: Tensor) -> tuple[Tensor, Tensor]:
        device = vectors.device
        targets = torch.from_numpy(term.targets[drawn].toarray()).float().to(device)
        weights = (
            torch.ones(len(drawn), device=device)
            if term.weights is None
            else torch.from_numpy(term.weights[drawn]).float().to(device)
        )
        # a copy: `move` changes the memory in place before the backward pass
        prototypes = self._memories[term.memory].prototypes.clone()
        return prototype_loss(vectors, prototypes, targets, weights, self._rounds.temperature)

    def _move(self, places: Mapping[Modality, IntArray], vectors: Tensor) -> None:
        for term in self._plan.terms:
            if not term.moves or term.modality not in places:
                continue
            targets = term.targets[places[term.modality]].toarray()
            aims = np.where(targets.sum(axis=1) > 0, targets.argmax(axis=1), -1)
            self._memories[term.memory].move(
                vectors[_span(places, term.modality)], torch.from_numpy(aims)
            )


def _span(places: Mapping[Modality, IntArray], wanted: Modality) -> slice:
    """Where a modality's clips stand in the batch."""
    start = 0
    for modality, drawn in places.items():
        if modality is wanted:
            return slice(start, start + len(drawn))
        start += len(drawn)
    raise KeyError(wanted)
