"""Between two rounds: tracklets to vectors, vectors to clusters, clusters to a plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from cba_core.clustering.cluster_health import ClusterHealth, granularity_ratio
from cba_core.config.train_config import TrainConfig
from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.footage import Modality
from cba_core.domain.learning import TrainingTracklets
from cba_core.domain.progress import TaskContext
from cba_core.model.network import CbaNetwork
from cba_core.training.clip_batches import ClipDrawer
from cba_core.training.embedding_rounds import (
    clean_clips,
    clips_of_another_modality,
    clips_of_another_motion,
    embed_rows,
)
from cba_core.training.known_pairs import with_known_pairs
from cba_core.training.methods.direct_extension import DirectExtension
from cba_core.training.pseudo_labels import ConfiguredClusterer, constrained, round_view
from cba_core.training.round_plan import Method, RoundPlan, RoundView
from cba_core.training.schedule import Stage

_PURPOSES = ("step", "plan", "perturbed", "settle")


def draws_of(
    seed: int, step: int, purpose: Literal["step", "plan", "perturbed", "settle"]
) -> np.random.Generator:
    """All that chance decides follows from these three, so a checkpoint keeps no state of it."""
    return np.random.default_rng([seed, step, _PURPOSES.index(purpose)])


@dataclass(frozen=True, slots=True, eq=False)
class PlannedRound:
    """What a method saw and what it made of it."""

    view: RoundView
    plan: RoundPlan
    health: Mapping[Modality, ClusterHealth]  # of the clusters as known pairs left them

    def facts(self, stage: Stage) -> dict[str, Any]:
        """For the log."""
        sides = {one.value: self.view.side(one) for one in Modality}
        clusters = {name: side.clusters for name, side in sides.items()}
        infrared = clusters["infrared"]
        return {
            "stage": stage.title,
            "clusters": clusters,
            "noise": {
                name: round(float(np.mean(side.labels < 0)), 4) if len(side.labels) else 0.0
                for name, side in sides.items()
            },
            "granularity_ratio": round(granularity_ratio(clusters["visible"], infrared), 4)
            if infrared
            else None,
            "silhouette": {
                one.value: None if health.silhouette is None else round(health.silhouette, 4)
                for one, health in self.health.items()
            },
            "facts": {name: round(value, 5) for name, value in self.plan.facts.items()},
        }


class RoundPlanner:
    """Embeds and clusters all tracklets and asks the method."""

    def __init__(
        self,
        config: TrainConfig,
        data: TrainingTracklets,
        network: CbaNetwork,
        *,
        drawer: ClipDrawer,
        method: Method,
        context: TaskContext,
        persons: IntArray | None,
    ) -> None:
        """Join what planning needs; `persons` is handed on to ceilings alone."""
        self._config = config
        self._data = data
        self._network = network
        self._drawer = drawer
        self._method = method
        self._context = context
        self._persons = persons
        self._clusterer = ConfiguredClusterer(config.clustering)
        self._rows = np.arange(len(data), dtype=np.int64)

    def embedded(self, stage: Stage) -> FloatArray:
        """(n, dim) vectors of the clips that stand for tracklets."""
        clean = clean_clips(self._data, self._drawer, self._config.clips.embedded_frames)
        return embed_rows(self._network, self._rows, clean, self._context, stage.title)

    def plan(
        self, stage: Stage, step: int, vectors: FloatArray, losses: FloatArray
    ) -> PlannedRound:
        """Cluster, respect known pairs, and let the method of the stage decide.

        Args:
            stage: which it is.
            step: at which it begins.
            vectors: (n, dim) as `embedded` gave them.
            losses: (n,) of the round before, NaN unseen.
        """
        method: Method = DirectExtension() if stage.is_intra else self._method
        view = round_view(
            self._data, vectors, self._clusterer,
            number=stage.round_number,
            rounds=stage.rounds,
            generator=draws_of(self._config.seed, step, "plan"),
            perturbed=self._perturbed(stage, step) if method.wants_perturbed else (),
            losses=losses,
            cameras=self._config.rounds.use_cameras or method.uses_cameras,
            persons=self._persons if method.uses_labels else None,
        )  # fmt: skip
        view = constrained(view, self._data)
        health = {
            one: self._clusterer.health(view.side(one).vectors, view.side(one).labels)
            for one in Modality
        }
        return PlannedRound(view, with_known_pairs(method.plan(view), view, self._data), health)

    def _perturbed(self, stage: Stage, step: int) -> tuple[FloatArray, ...]:
        """Vectors under do(M) and under do(V)."""
        frames = self._config.clips.embedded_frames
        generator = draws_of(self._config.seed, step, "perturbed")
        prepares = (
            clips_of_another_modality(self._data, self._drawer, frames, generator),
            clips_of_another_motion(self._drawer, frames, generator),
        )
        return tuple(
            embed_rows(self._network, self._rows, prepare, self._context, stage.title)
            for prepare in prepares
        )
