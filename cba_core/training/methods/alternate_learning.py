"""One modality against the memory of the other, in turns: alternate learning (Wu and Ye 2023)."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.footage import Modality
from cba_core.training.methods.intra_modality import memory_name
from cba_core.training.round_plan import RoundView, Term, View, soft_targets


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternateLearning:
    """Even rounds: visible tracklets against infrared prototypes. Odd rounds: the reverse."""

    scale: float = 0.25
    moves: bool = True
    """Whether the paying modality moves the other's prototypes, as every loss of the source does.
    """

    def payer(self, view: RoundView) -> Modality:
        """Whose tracklets pay in this round."""
        return Modality.INFRARED if view.number % 2 else Modality.VISIBLE

    def term(
        self,
        payer: Modality,
        targets: csr_array,
        *,
        clips: View,
        weights: FloatArray | None = None,
    ) -> Term:
        """The loss of `payer` against the other modality's memory.

        Args:
            payer: whose tracklets pay.
            targets: (n of the payer, clusters of the other) rows sum to 1 or are empty.
            clips: which of the payer's clips pay.
            weights: (n,) or None for 1.
        """
        return Term(
            name=f"{payer} to {payer.other}",
            memory=memory_name(payer.other),
            modality=payer,
            targets=targets,
            weights=weights,
            scale=self.scale,
            view=clips,
            moves=self.moves,
        )


def targets_by_cluster(labels: IntArray, shares: FloatArray) -> csr_array:
    """(n, m) soft targets of tracklets from those of their clusters.

    Args:
        labels: (n,) clusters of the tracklets, or NO_CLUSTER: an empty row.
        shares: (k, m) of each cluster in the other modality's; a row of zeros has no match.
    """
    rows = np.zeros((len(labels), shares.shape[1]), np.float32)
    inside = labels >= 0
    rows[inside] = shares[labels[inside]]
    return soft_targets(rows)
