"""The losses of training, each of a batch; every vector comes in at unit length."""

import torch
from torch import Tensor
from torch.nn import functional


def prototype_loss(
    vectors: Tensor, prototypes: Tensor, targets: Tensor, weights: Tensor, temperature: float
) -> tuple[Tensor, Tensor]:
    """Cross-entropy against prototypes with hard or soft targets (ClusterNCE, Dai et al. 2022).

    Args:
        vectors: (n, dim).
        prototypes: (k, dim).
        targets: (n, k) rows that sum to 1, or of zeros: those have no part in it.
        weights: (n,) not negative.
        temperature: of the softmax.

    Returns:
        The weighted mean, 0 where nothing has weight, and the loss of each row (n,).
    """
    log_shares = functional.log_softmax(vectors @ prototypes.T / temperature, dim=1)
    each = -(targets * log_shares).sum(dim=1)
    taking_part = weights * (targets.sum(dim=1) > 0)
    total = taking_part.sum()
    mean = (each * taking_part).sum() / total.clamp_min(1e-12)
    return mean, each


def contrast(
    queries: Tensor, keys: Tensor, bank: Tensor, own: Tensor, temperature: float
) -> Tensor:
    """InfoNCE over tracklets (method.md, E.3): mean of -log of the share of the own key.

    Args:
        queries: (n, dim) of the student.
        keys: (n, dim) of the teacher, the same tracklets.
        bank: (k, dim) the teacher's last vector of each tracklet to be told from.
        own: (n,) the row of the bank that is the tracklet itself and does not count.
        temperature: of the softmax.
    """
    with_own = (queries * keys).sum(dim=1, keepdim=True)
    with_others = queries @ bank.T
    with_others = with_others.scatter(1, own[:, None], float("-inf"))
    logits = torch.cat([with_own, with_others], dim=1) / temperature
    return -functional.log_softmax(logits, dim=1)[:, 0].mean()


def bootstrap(queries: Tensor, keys: Tensor) -> Tensor:
    """BYOL's loss (Grill et al., NeurIPS 2020): 2 - 2 cos, mean over the batch."""
    return 2.0 - 2.0 * (queries * keys).sum(dim=1).mean()


def invariance(clean: Tensor, changed: Tensor, bank: Tensor, temperature: float) -> Tensor:
    """KL(P_clean || P_changed) of the shares over a bank of tracklets; the clean side is fixed."""
    wanted = functional.softmax(clean.detach() @ bank.T / temperature, dim=1)
    given = functional.log_softmax(changed @ bank.T / temperature, dim=1)
    return functional.kl_div(given, wanted, reduction="batchmean")


def frame_consistency(frames: Tensor, clips: Tensor) -> Tensor:
    """Mean of 1 - cos between each frame's feature (n, frames, dim) and its clip's (n, dim)."""
    whole = functional.normalize(clips.detach(), dim=1)[:, None]
    return 1.0 - (functional.normalize(frames, dim=2) * whole).sum(dim=2).mean()


def mean_discrepancy(visible: Tensor, infrared: Tensor) -> Tensor:
    """Squared distance of the batch means: the maximum mean discrepancy of a linear kernel."""
    return (visible.mean(dim=0) - infrared.mean(dim=0)).square().sum()
