"""Dual contrastive learning: each modality by itself, the first stage of every method here."""

from dataclasses import dataclass, field
from typing import ClassVar

from cba_core.training.methods.intra_modality import IntraModality, sampling_by_cluster
from cba_core.training.round_plan import RoundPlan, RoundView


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectExtension:
    """Clusters of tracklets instead of images, and nothing across modalities.

    The loss is L_v + L_r of Yang et al. 2022 (ADCA, stage 1). Visible clips enter twice, as they
    are and under an intervention; the source does so with exchanged colour channels.
    """

    name: ClassVar[str] = "dcl"
    uses_labels: ClassVar[bool] = False
    uses_cameras: ClassVar[bool] = False
    wants_perturbed: ClassVar[bool] = False

    intra: IntraModality = field(default_factory=IntraModality)

    def plan(self, view: RoundView) -> RoundPlan:
        """One memory and one loss a modality."""
        return RoundPlan(
            memories=self.intra.memories(view),
            terms=self.intra.terms(view),
            sampling=sampling_by_cluster(view),
        )
