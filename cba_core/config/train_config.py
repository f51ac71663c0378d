"""Settings of training; every default is explained beside it.

Marks follow `docs/science`: [C] confirmed by public text about CBA, [D] deduced from it and the
same group's code, [I] ours. Light networks on a processor want other numbers than CLIP on a GPU:
where a default is for the former, the latter stands beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from cba_core.config.refinement_config import RefinementConfig
from cba_core.config.setting_checks import among, not_negative, positive, share
from cba_core.domain.errors import ConfigError

MODALITY_INTERVENTIONS = (
    "channel-copy",
    "low-frequency-swap",
    "luminance",
    "random-grey",
    "random-reflectance",
    "sequence-adain",
    "tone-curve",
)
MOTION_INTERVENTIONS = ("resample", "drop-and-repeat", "freeze", "stride", "shift")
PREFIX_OF_WARM_UP = "ciw+"
AS_SUITS = -1
"""Of kept stages: as many as suit the encoder."""
MOST_EPSILON = 0.95
"""Greatest Jaccard distance that clustering keeps: most pairs lie beyond it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkConfig:
    """Which network learns."""

    encoder: str = "efficientnet-lite0"
    """A name of `cba models list`. Reference configuration [D]: clip-vit-b-16."""
    colour: Literal["rgb", "grey"] = "rgb"
    """What the network sees of a visible crop; colour is what interventions take away [I]."""
    height_px: int = 128
    """288 for CLIP [D]."""
    width_px: int = 64
    """144 for CLIP [D]."""
    rows: int = 8
    """Parts of the body, from head to foot, that a light CNN averages over; 16 pixels of height
    each at least, so 6 for a height of 96. Other encoders have none."""
    mirrored_columns: int = 2
    """Parts from each edge to the middle, left and right averaged; 32 pixels of width each, and
    1 is the whole width, 16 of them."""
    stem: Literal["shared", "two-stream"] = "shared"
    """Shared: visible and infrared clips meet the same weights. Two-stream: the stem exists twice,
    one for each, and the rest is shared (AGW). Both begin as the parent's stem and learn, whatever
    kept_stages says, which costs time. A model file with two streams keeps them [I]."""
    kept_stages: int = AS_SUITS
    """The stem and so many first stages of a light CNN stay as they are: a step costs less. Other
    encoders have none. -1 keeps two where there are more, else none."""
    settle_statistics: bool = True
    """Count batch norm's statistics anew on the footage before the first step; kept stages keep
    theirs [I]."""
    gradient_checkpointing: bool = False
    """Less memory for more time, where the encoder can."""
    channels_last: bool = True
    """Faster on processors and on tensor cores; changes no result beyond rounding."""
    compile: bool = False
    """torch.compile; pays on a GPU for long runs."""

    def __post_init__(self) -> None:
        positive("network", self, "height_px", "width_px", "rows", "mirrored_columns")
        if self.kept_stages != AS_SUITS:
            not_negative("network", self, "kept_stages")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipConfig:
    """How a tracklet becomes a clip, and how clips are varied in training."""

    frames: int = 2
    """Drawn from equal chunks of a tracklet: a random one to train. 6 for CLIP [D]; fewer make
    more steps of the same time."""
    embedded_frames: int = 6
    """Of the clip that stands for a tracklet in clustering and search: the first of each chunk."""
    flip: float = 0.5
    """Chance to mirror a whole clip."""
    crop_margin: float = 0.08
    """A window is cut after padding by this share of the height: shifts a whole clip."""
    erase: float = 0.5
    """Chance to hide a rectangle, the same in all frames of a clip."""
    per_clip: bool = True
    """One draw a clip, as in M3-ReID; false draws anew for every frame, as in VLD."""

    def __post_init__(self) -> None:
        positive("clips", self, "frames", "embedded_frames")
        share("clips", self, "flip", "crop_margin", "erase")


@dataclass(frozen=True, slots=True, kw_only=True)
class WarmUpConfig:
    """Causal Intervention Warm-up (CIW): before any cluster, and its share of later losses."""

    steps: int = 100
    """10 epochs of 200 for CLIP [I]."""
    tracklets: int = 8
    """A batch holds so many of each modality; 16 for CLIP [I]."""
    modality_interventions: tuple[str, ...] = MODALITY_INTERVENTIONS
    """Any of these; an empty list switches them all off (ablation 2)."""
    motion_interventions: tuple[str, ...] = MOTION_INTERVENTIONS
    """Any of these; an empty list switches them all off (ablation 3)."""
    per_clip: bool = True
    """One draw a clip [C: sequence-level]; false draws for every frame (ablation 4)."""
    negatives: Literal["same-modality", "both"] = "same-modality"
    """What a clip is told from; both lets the network win by modality (ablation 5) [I]."""
    loss: Literal["contrast", "bootstrap"] = "contrast"
    """InfoNCE against a bank of tracklets, or BYOL's cosine alone [I]."""
    temperature: float = 0.1
    motion_weight: float = 1.0
    """lambda_t [I]."""
    joint_weight: float = 0.5
    """lambda_j [I]."""
    invariance_weight: float = 0.5
    """lambda_inv [I]."""
    frame_weight: float = 0.1
    """lambda_fr: frames of a clip against its mean [I]."""
    teacher_momentum: float = 0.99
    """Share of itself that the teacher keeps a step; rises to 1 by a cosine. .999 for 2,000
    steps [I]; runs of some hundred steps need a quicker one."""
    later_weight: float = 0.0
    """Weight of the losses of CIW in the rounds after it; .1 to .5 for CLIP, 0 leaves them out."""

    def __post_init__(self) -> None:
        not_negative(
            "warm_up", self, "steps", "motion_weight", "joint_weight", "invariance_weight",
            "frame_weight", "later_weight",
        )  # fmt: skip
        positive("warm_up", self, "tracklets", "temperature")
        share("warm_up", self, "teacher_momentum")
        among("warm_up.modality_interventions", self.modality_interventions, MODALITY_INTERVENTIONS)
        among("warm_up.motion_interventions", self.motion_interventions, MOTION_INTERVENTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusteringConfig:
    """Tracklets to clusters, for each modality alone."""

    tracklets_per_person: float = 4.0
    """A guess: how often a person appears in one modality. 9 on HITSZ-VCM, 3.3 on BUPTCampus. What
    stands below follows from it where it is 0."""
    k1: int = 0
    """Neighbours that must be mutual; 10 for 4 tracklets a person [I]."""
    k2: int = 0
    """Neighbours whose encodings are averaged; 3 for 4 tracklets a person [I]."""
    min_samples: int = 0
    """Fewer in the radius are noise; 2 for 4 tracklets a person [I]."""
    epsilon: float = 0.0
    """Radius in Jaccard distance. 0 takes, for each modality and round, the one of .4 to .7 whose
    clusters are best separated (silhouette, noise counted as 0): no label is needed for that. .6
    on HITSZ-VCM and .5 on BUPTCampus are usual [I]."""

    def __post_init__(self) -> None:
        not_negative("clustering", self, "k1", "k2", "epsilon", "min_samples")
        if not self.tracklets_per_person >= 1:
            raise ConfigError(
                "clustering.tracklets_per_person",
                f"must be 1 at least, got {self.tracklets_per_person:g}",
            )
        if self.k1 and self.k2 > self.k1:
            raise ConfigError("clustering.k2", f"must not be above k1 = {self.k1}, got {self.k2}")
        if self.epsilon > MOST_EPSILON:
            raise ConfigError(
                "clustering.epsilon", f"must not be above {MOST_EPSILON:g}, got {self.epsilon:g}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundsConfig:
    """Rounds of clustering and training after the warm-up."""

    intra: int = 3
    """Rounds that learn within each modality alone, before the method's own."""
    cross: int = 6
    """Rounds of the method."""
    steps: int = 40
    """Steps of each; 100 to 200 for CLIP."""
    clusters: int = 8
    """P: clusters of each modality in a batch."""
    tracklets: int = 2
    """K: tracklets of each cluster in a batch; 4 on HITSZ-VCM."""
    temperature: float = 0.05
    modality_interventions: tuple[str, ...] = ("channel-copy",)
    """How perturbed views of methods that do not begin with CIW are made: the channel exchange of
    their sources. Methods that do keep CIW's interventions."""
    use_cameras: bool = False
    """Let methods see which camera took a tracklet; CBA's use of it is unknown, so off."""

    def __post_init__(self) -> None:
        not_negative("rounds", self, "intra", "cross")
        positive("rounds", self, "steps", "clusters", "tracklets", "temperature")
        among("rounds.modality_interventions", self.modality_interventions, MODALITY_INTERVENTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class OptimiserConfig:
    """AdamW and its schedule."""

    learning_rate: float = 3.5e-4
    """2.5e-5 for CLIP [D]."""
    head_factor: float = 1.0
    """Neck and predictor learn so much faster; 25 for CLIP [D]."""
    weight_decay: float = 5e-4
    """1e-4 for CLIP [D]."""
    rising_steps: int = 30
    """The rate rises linearly so long, in the warm-up and again in the rounds."""
    drop_after: float = 0.67
    """Of the rounds' steps; then the rate is a tenth [I]."""
    mixed_precision: bool = True
    """On CUDA; a processor works in single precision."""

    def __post_init__(self) -> None:
        positive("optimiser", self, "learning_rate", "head_factor")
        not_negative("optimiser", self, "weight_decay", "rising_steps")
        share("optimiser", self, "drop_after")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainConfig:
    """All of a training run but its data and its beginning."""

    method: str = "cba"
    """A name of `cba train --methods`; `ciw+NAME` puts the warm-up before another one."""
    seed: int = 1
    most_pictures: int = 24
    """Of a tracklet; evenly spread."""
    network: NetworkConfig = field(default_factory=NetworkConfig)
    clips: ClipConfig = field(default_factory=ClipConfig)
    warm_up: WarmUpConfig = field(default_factory=WarmUpConfig)
    clustering: ClusteringConfig = field(default_factory=ClusteringConfig)
    rounds: RoundsConfig = field(default_factory=RoundsConfig)
    refinement: RefinementConfig = field(default_factory=RefinementConfig)
    optimiser: OptimiserConfig = field(default_factory=OptimiserConfig)

    def __post_init__(self) -> None:
        not_negative("", self, "seed")
        positive("", self, "most_pictures")

    @property
    def warms_up(self) -> bool:
        """Whether the method begins with CIW."""
        return self.method == "cba" or self.method.startswith(PREFIX_OF_WARM_UP)

    @property
    def interventions(self) -> WarmUpConfig:
        """What do(M) and do(V) are drawn from; without CIW, do(M) is the rounds' own."""
        if self.warms_up:
            return self.warm_up
        return replace(self.warm_up, modality_interventions=self.rounds.modality_interventions)

    @property
    def cross_method(self) -> str:
        """What the rounds after the warm-up do."""
        return "pgur" if self.method == "cba" else self.method.removeprefix(PREFIX_OF_WARM_UP)

    @property
    def warm_up_steps(self) -> int:
        """Of this method."""
        return self.warm_up.steps if self.warms_up else 0

    @property
    def total_steps(self) -> int:
        """Steps of the optimiser.

        A method without the warm-up gets its steps as further rounds within each modality: the
        same number for every method where the warm-up's is a multiple of a round's.
        """
        return self.warm_up_steps + (self.intra_rounds + self.rounds.cross) * self.rounds.steps

    @property
    def intra_rounds(self) -> int:
        """Rounds within each modality, with those that stand in for a warm-up."""
        instead = 0 if self.warms_up else round(self.warm_up.steps / self.rounds.steps)
        return self.rounds.intra + instead


SECTIONS: Mapping[str, type] = {
    "network": NetworkConfig,
    "clips": ClipConfig,
    "warm_up": WarmUpConfig,
    "clustering": ClusteringConfig,
    "rounds": RoundsConfig,
    "refinement": RefinementConfig,
    "optimiser": OptimiserConfig,
}
"""Name of each section of a file, and its class."""
