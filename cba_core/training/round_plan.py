"""What a method makes of one round's embeddings: memories, and who pays which loss to them.

A round embeds all tracklets, clusters each modality, and trains for some steps. A method turns
the clusters into a `RoundPlan`; the training loop knows nothing else of it. Every loss is a
cross-entropy between a clip and the prototypes of one memory (ClusterNCE, Dai et al. 2022), with
hard or soft targets and a weight a tracklet:

    loss = scale * sum_i w_i * CE(softmax(z_i . M / temperature), target_i) / sum_i w_i
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeAlias

import numpy as np
from scipy.sparse import csr_array

from cba_core.clustering.dbscan import NOISE
from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.footage import Modality

View = Literal["clean", "perturbed", "both"]
UpdateRule = Literal["each", "hardest"]

NO_CLUSTER = NOISE
"""Label of a tracklet that belongs to no cluster."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SideView:
    """One modality in one round."""

    vectors: FloatArray  # (n, dim) unit length, of clean clips
    labels: IntArray  # (n,) cluster of each tracklet, 0.. without gaps, or NO_CLUSTER
    cameras: IntArray | None = None  # (n,) None where methods must do without
    perturbed: tuple[FloatArray, ...] = ()
    """Each (n, dim) unit length: the same tracklets under interventions; given on request."""
    losses: FloatArray | None = None
    """(n,) mean loss of each tracklet against its own cluster in the last round; NaN unseen."""
    persons: IntArray | None = None  # (n,) the truth; only for methods that say they use it

    @property
    def clusters(self) -> int:
        """How many there are."""
        return int(self.labels.max(initial=NO_CLUSTER)) + 1


class Clusterer(Protocol):
    """Clusters vectors as the configuration says."""

    def __call__(self, vectors: FloatArray, *, epsilon: float | None = None) -> IntArray:
        """(n, dim) unit length to (n,) labels, 0.. without gaps, or NO_CLUSTER.

        Args:
            vectors: of one modality.
            epsilon: another neighbourhood radius than the configuration's, in Jaccard distance.
        """
        ...

    def epsilon_for(self, vectors: FloatArray, *, clusters: int) -> float:
        """The radius at which the number of clusters comes nearest to `clusters`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoundView:
    """What a method decides on."""

    number: int  # of the round, from 0, within the method's stage
    rounds: int  # of the stage
    visible: SideView
    infrared: SideView
    cluster: Clusterer
    generator: np.random.Generator

    def side(self, modality: Modality) -> SideView:
        """One modality of it."""
        return self.infrared if modality is Modality.INFRARED else self.visible


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Memory:
    """Prototypes that clips are compared with."""

    prototypes: FloatArray  # (k, dim) unit length
    momentum: float | None = 0.8
    """Share of the old prototype that an update keeps; None leaves the memory as it is. .1 is usual
    with 16 tracklets of a cluster in a batch and long runs; with 2 of them a prototype would be
    its last clip, under whatever augmentation that had [I]."""
    rule: UpdateRule = "each"
    """Every clip moves its prototype in turn, or only the least similar one of the batch."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Term:
    """One loss: the tracklets of a modality against a memory."""

    name: str  # unique in its plan; what curves are called
    memory: str
    modality: Modality  # whose tracklets pay
    targets: csr_array  # (n, k) rows sum to 1; an empty row has no part in it
    weights: FloatArray | None = None  # (n,) not negative; None is 1 for all
    scale: float = 1.0
    view: View = "both"
    moves: bool = False
    """Whether its clips move the prototype they aim at most; only clean views do."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoundPlan:
    """How a round trains."""

    memories: Mapping[str, Memory]
    terms: tuple[Term, ...]
    sampling: Mapping[Modality, IntArray]
    """(n,) labels by which batches are drawn; NO_CLUSTER is not drawn."""
    matches: IntArray | None = None
    """(infrared,) the visible label, as `sampling` has it, that each infrared tracklet is taken to
    be of, or NO_CLUSTER: what cross-modality label precision is measured on. None: nothing is
    matched."""
    mean_discrepancy: float = 0.0
    """Weight of the squared distance between the batch means of both modalities (linear MMD)."""
    facts: Mapping[str, float] = field(default_factory=dict)
    """What the method wants to be seen in the curves."""


Judge: TypeAlias = Callable[[RoundView, RoundPlan], Mapping[str, Any]]
"""Measures a round where the truth is known; what it says is logged and never learnt from."""


class Method(Protocol):
    """Turns a round's clusters into supervision."""

    @property
    def name(self) -> str:
        """What it is asked for by."""
        ...

    @property
    def uses_labels(self) -> bool:
        """Whether it reads the truth: a ceiling, no method for unlabelled footage."""
        ...

    @property
    def uses_cameras(self) -> bool:
        """Whether it reads which camera saw a tracklet."""
        ...

    @property
    def wants_perturbed(self) -> bool:
        """Whether it reads embeddings under interventions."""
        ...

    def plan(self, view: RoundView) -> RoundPlan:
        """Decide how a round trains."""
        ...


def hard_targets(labels: IntArray, count: int) -> csr_array:
    """(n, count) one target a tracklet; labels below zero get an empty row."""
    rows = np.flatnonzero(labels >= 0)
    values = np.ones(len(rows), np.float32)
    return csr_array((values, (rows, labels[rows])), shape=(len(labels), count))


def soft_targets(shares: FloatArray) -> csr_array:
    """(n, k) dense shares, not negative, to rows that sum to 1; rows of zeros stay empty."""
    totals = shares.sum(axis=1, keepdims=True)
    scaled = np.divide(shares, totals, out=np.zeros_like(shares), where=totals > 0)
    return csr_array(scaled.astype(np.float32))


def unit(vectors: FloatArray) -> FloatArray:
    """Rows at unit length; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: FloatArray = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return scaled


def centres(vectors: FloatArray, labels: IntArray, count: int | None = None) -> FloatArray:
    """(k, dim) mean direction of each cluster; a cluster of nobody gets zeros."""
    total = int(labels.max(initial=NO_CLUSTER)) + 1 if count is None else count
    sums = np.zeros((total, vectors.shape[1]), np.float32)
    inside = labels >= 0
    np.add.at(sums, labels[inside], vectors[inside])
    return unit(sums)
