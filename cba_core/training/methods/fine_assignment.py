"""PGUR, fine step: each tracklet chooses a prototype, clusters split and merge, doubts count.

p_ik = softmax over k in V(j) of cos(z_i, c_k) / tau_a, smoothed once over mutual neighbours;
u_i = H(p_i) / log |V(j)|; nu_i = how often another choice is made under intervention;
w_i = exp(-beta u_i) (1 - nu_i); target = (1 - u_i) onehot + u_i p_i (method.md, E.5) [I].
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.special import logsumexp

from cba_core.clustering.nearest_neighbours import nearest_neighbours
from cba_core.config.refinement_config import RefinementConfig
from cba_core.domain.arrays import BoolArray, FloatArray, IntArray
from cba_core.training.round_plan import NO_CLUSTER

_NEIGHBOURS = 5  # mutual ones that a tracklet's shares are smoothed over at most
_ONE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class FineAssignment:
    """Whom each tracklet of the refined side is taken to show, and with what doubt."""

    labels: IntArray  # (n,) prototype of the guiding side, or NO_CLUSTER
    shares: FloatArray  # (n, k) p, rows sum to 1 or are zero
    uncertainty: FloatArray  # (n,) u, 0..1
    disagreement: FloatArray  # (n,) nu, 0..1
    weights: FloatArray  # (n,) w, 0..1; 0 without a label
    targets: FloatArray  # (n, k) rows sum to 1 or are zero


def allowed_of_tracklets(
    labels: IntArray, allowed: BoolArray, similarity: FloatArray, noise: int
) -> BoolArray:
    """(n, k) what each tracklet may choose: its cluster's candidates.

    A tracklet of no cluster chooses among its nearest prototypes.

    Args:
        labels: (n,) clusters of the refined side, or NO_CLUSTER.
        allowed: (clusters, k) candidates of each cluster.
        similarity: (n, k).
        noise: how many prototypes a tracklet of no cluster chooses from.
    """
    choices = np.zeros(similarity.shape, bool)
    inside = labels > NO_CLUSTER
    choices[inside] = allowed[labels[inside]]
    outside = np.flatnonzero(~inside)
    nearest = similarity[outside].argsort(axis=1, kind="stable")[:, ::-1][:, :noise]
    choices[outside[:, None], nearest] = True
    return choices


def assign(
    vectors: FloatArray,
    labels: IntArray,
    prototypes: FloatArray,
    choices: BoolArray,
    *,
    perturbed: Sequence[FloatArray],
    settings: RefinementConfig,
) -> FineAssignment:
    """Choose a prototype for every tracklet that has a choice.

    Args:
        vectors: (n, dim) unit length, of the side to refine, offset removed.
        labels: (n,) its clusters, or NO_CLUSTER.
        prototypes: (k, dim) unit length.
        choices: (n, k) what each may choose.
        perturbed: each (n, dim): the same tracklets under interventions.
        settings: of the refinement.
    """
    shares = _shares(vectors @ prototypes.T, choices, settings.assignment_temperature)
    shares = _smoothed(shares, vectors, choices)
    chosen = np.where(choices.any(axis=1), shares.argmax(axis=1), NO_CLUSTER).astype(np.int64)
    chosen = _regrouped(chosen, labels, settings.smallest_group)
    uncertainty = _uncertainty(shares, choices, vectors, prototypes)
    disagreement = _disagreement(chosen, choices, prototypes, perturbed)
    rows = np.flatnonzero(chosen > NO_CLUSTER)
    targets = np.zeros_like(shares)
    targets[rows, chosen[rows]] = 1.0
    weights = np.zeros(len(chosen), np.float32)
    weights[rows] = 1.0
    if settings.uncertainty:
        doubt = uncertainty[:, None]
        targets[rows] = ((1.0 - doubt) * targets + doubt * shares)[rows]
        sure = np.exp(-settings.entropy_sharpness * uncertainty) * (1.0 - disagreement)
        weights[rows] = sure[rows]
    return FineAssignment(
        labels=chosen,
        shares=shares,
        uncertainty=uncertainty,
        disagreement=disagreement,
        weights=weights,
        targets=targets,
    )


def only_guided(found: FineAssignment, guides: BoolArray) -> FineAssignment:
    """Whoever chose a prototype that does not guide has no label: the own cluster stays."""
    lost = (found.labels > NO_CLUSTER) & ~guides[found.labels]
    labels, weights, targets = found.labels.copy(), found.weights.copy(), found.targets.copy()
    labels[lost], weights[lost], targets[lost] = NO_CLUSTER, 0.0, 0.0
    return replace(found, labels=labels, weights=weights, targets=targets)


def _shares(similarity: FloatArray, choices: BoolArray, temperature: float) -> FloatArray:
    """(n, k) softmax over what may be chosen; rows without a choice are zero."""
    logits = np.where(choices, similarity.astype(np.float64) / temperature, -np.inf)
    some = choices.any(axis=1)
    shares = np.zeros(similarity.shape, np.float32)
    shares[some] = np.exp(logits[some] - logsumexp(logits[some], axis=1, keepdims=True))
    return shares


def _smoothed(shares: FloatArray, vectors: FloatArray, choices: BoolArray) -> FloatArray:
    """Half its own shares, half those of mutual neighbours, weighted by likeness.

    Neighbours keep the evidence of the refined side: what lies together tends to stay together.
    """
    count = len(vectors)
    near = min(_NEIGHBOURS, count - 1)
    if near < 1:
        return shares
    neighbours = nearest_neighbours(vectors, near + 1)[:, 1:]
    rows, columns = np.repeat(np.arange(count), near), neighbours.ravel()
    is_near = csr_array((np.ones(len(rows), np.float32), (rows, columns)), shape=(count, count))
    mutual = coo_array(is_near * is_near.T)
    likeness = np.einsum("ij,ij->i", vectors[mutual.row], vectors[mutual.col])
    weights = csr_array((np.maximum(likeness, 0.0), (mutual.row, mutual.col)), shape=(count, count))
    totals = weights.sum(axis=1)[:, None]
    of_neighbours = np.divide(weights @ shares, totals, out=np.zeros_like(shares), where=totals > 0)
    mixed = np.where(choices, 0.5 * shares + 0.5 * of_neighbours, 0.0)
    sums = mixed.sum(axis=1, keepdims=True)
    smoothed: FloatArray = np.divide(mixed, sums, out=np.zeros_like(shares), where=sums > 0)
    return smoothed


def _regrouped(chosen: IntArray, labels: IntArray, smallest: int) -> IntArray:
    """Give groups that are too small back to their cluster's largest, or to noise.

    What several clusters send to one prototype counts together: there they merge.
    """
    regrouped = chosen.copy()
    sizes = np.bincount(chosen[chosen > NO_CLUSTER], minlength=1)
    is_small = np.zeros(len(chosen), bool)
    with_label = chosen > NO_CLUSTER
    is_small[with_label] = sizes[chosen[with_label]] < smallest
    for row in np.flatnonzero(is_small):
        mates = chosen[(labels == labels[row]) & with_label & ~is_small]
        if labels[row] > NO_CLUSTER and len(mates):
            regrouped[row] = int(np.bincount(mates).argmax())
        else:
            regrouped[row] = NO_CLUSTER
    return regrouped


def _uncertainty(
    shares: FloatArray, choices: BoolArray, vectors: FloatArray, prototypes: FloatArray
) -> FloatArray:
    """(n,) entropy of the shares over its greatest possible.

    Who has one choice gets 1 - rank of the likeness among all that have one.
    """
    count = choices.sum(axis=1)
    entropy = -(shares * np.log(np.maximum(shares, _ONE))).sum(axis=1)
    uncertainty = np.ones(len(shares), np.float32)
    several = count > 1
    uncertainty[several] = entropy[several] / np.log(count[several])
    single = np.flatnonzero(count == 1)
    if len(single):
        best = (vectors[single] * prototypes[choices[single].argmax(axis=1)]).sum(axis=1)
        ranks = best.argsort(kind="stable").argsort(kind="stable")
        uncertainty[single] = 1.0 - (ranks + 1) / len(single)
    return np.clip(uncertainty, 0.0, 1.0).astype(np.float32)


def _disagreement(
    chosen: IntArray,
    choices: BoolArray,
    prototypes: FloatArray,
    perturbed: Sequence[FloatArray],
) -> FloatArray:
    """(n,) share of the interventions under which another prototype is the likeliest."""
    if not perturbed:
        return np.zeros(len(chosen), np.float32)
    others = np.zeros(len(chosen), np.float32)
    for vectors in perturbed:
        similarity = np.where(choices, vectors @ prototypes.T, -np.inf)
        others += similarity.argmax(axis=1) != chosen
    return (others / len(perturbed)).astype(np.float32)
