"""Settings of Prototype-Guided Uncertainty Refinement; marks as in `train_config`."""

from dataclasses import dataclass
from typing import Literal

from cba_core.config.setting_checks import not_negative, positive, share


@dataclass(frozen=True, slots=True, kw_only=True)
class RefinementConfig:
    """Prototype-Guided Uncertainty Refinement (PGUR)."""

    coarse_rounds: int = 2
    """E_c: rounds that only pull a cluster towards its group of prototypes; 5 of 20 for CLIP."""
    reliable_share: float = 0.8
    """Of the visible prototypes, those with the best reliability; 1 takes all (ablation 11)."""
    smallest_group: int = 2
    """Smaller groups of a split cluster are given back; 3 on HITSZ-VCM, 2 on BUPTCampus."""
    candidates: int = 2
    """Nearest prototypes that are added to those the transport plan gives a cluster."""
    candidates_of_noise: int = 5
    """Nearest prototypes that a tracklet of no cluster may choose from."""
    dropped_below: float = 2.0
    """Standard deviations below the mean likeness from which a pair of cluster and prototype is
    dropped. One of them, as method.md has it, drops every sixth right pair and split no blob of
    three people in the tests. Negative: only pairs so far above the mean stay, and every other
    infrared cluster keeps its private label [I]."""
    transport_regularisation: float = 0.05
    assignment_temperature: float = 0.05
    """tau_a."""
    uncertainty: bool = True
    """Weigh by entropy and by agreement under intervention; false weighs all alike and takes the
    likeliest prototype as a hard label (ablation 10)."""
    entropy_sharpness: float = 2.0
    """beta: weight = exp(-beta u)."""
    remove_offset: bool = True
    """Take the mean difference of the modalities away before they are compared."""
    regroup: bool = True
    """The refined side takes the labels it chose for its own terms as well; false keeps its own
    clusters there, so that doubtful pairs do not undo them [I]."""
    fine: bool = True
    """False stays with the coarse step (ablation 9)."""
    coarse: bool = True
    """False lets every tracklet choose among all prototypes from the first round on (9)."""
    forward_weight: float = 0.5
    """lambda_f: refined side to the guiding prototypes."""
    backward_weight: float = 0.25
    """lambda_b: guiding side to the refined prototypes."""
    shared_weight: float = 0.5
    """lambda_h: both sides to shared prototypes."""
    guide: Literal["visible", "infrared", "finer"] = "finer"
    """Whose prototypes guide; the paper's is visible [C], and it is the finer side there."""

    def __post_init__(self) -> None:
        not_negative(
            "refinement", self, "coarse_rounds", "candidates", "entropy_sharpness",
            "forward_weight", "backward_weight", "shared_weight",
        )  # fmt: skip
        positive(
            "refinement", self, "smallest_group", "candidates_of_noise",
            "transport_regularisation", "assignment_temperature", "reliable_share",
        )  # fmt: skip
        share("refinement", self, "reliable_share")
