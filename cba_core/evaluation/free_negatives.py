"""An error of a model that needs no labels: different people who look more alike than one does.

Two tracklets that one camera saw at the same moment show two people. Each tracklet is cut into
halves. A half should be more like the other half of its own tracklet than like the other half
of a tracklet that stood beside it (our reasoning). Halves of one tracklet share camera, light
and often pose, so this error is smaller than that of a search; it tells whether training made a
model better on the person's own cameras, not how often a search errs.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from cba_core.domain.arrays import FloatArray, IntArray

LEAST_PAIRS = 30
"""Fewer are told, and not called measured."""
_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeNegativeError:
    """How often somebody else was at least as like."""

    comparisons: int  # each pair is looked at from both of its tracklets
    pairs: int
    wrong: int

    @property
    def share(self) -> float | None:
        """0..1; None without a comparison."""
        return self.wrong / self.comparisons if self.comparisons else None

    @property
    def is_measured(self) -> bool:
        """Whether there are enough pairs to speak of it."""
        return self.pairs >= LEAST_PAIRS

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's interval of 95 %, reckoned with pairs: both looks at a pair go together."""
        if not self.pairs:
            return None
        share, count = self.wrong / self.comparisons, self.pairs
        z = NormalDist().inv_cdf(0.5 + _CONFIDENCE / 2)
        middle = (share + z * z / (2 * count)) / (1 + z * z / count)
        spread = (share * (1 - share) / count + z * z / (4 * count * count)) ** 0.5
        half = z * spread / (1 + z * z / count)
        return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def free_negative_error(
    first: FloatArray, second: FloatArray, pairs: IntArray
) -> FreeNegativeError:
    """Compare halves of tracklets that cannot show one person.

    Args:
        first: (n, dim) unit length, of the first halves.
        second: (n, dim) unit length, of the second halves.
        pairs: (m, 2) positions of tracklets that show two people.

    Raises:
        ValueError: shapes differ, or a pair is of one tracklet.
    """
    if first.shape != second.shape:
        raise ValueError(f"halves differ: {first.shape} and {second.shape}")
    if np.any(pairs[:, 0] == pairs[:, 1]):
        raise ValueError("a tracklet cannot stand beside itself")
    own = np.einsum("ij,ij->i", first, second)
    wrong = 0
    for one, other in (pairs.T, pairs[:, ::-1].T):
        across = np.einsum("ij,ij->i", first[one], second[other])
        wrong += int((across >= own[one]).sum())
    return FreeNegativeError(comparisons=2 * len(pairs), pairs=len(pairs), wrong=wrong)
