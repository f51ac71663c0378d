"""How often somebody else was at least as like: an error of a model that needs no labels.

`evaluation/free_negatives.py` says how it is measured.
"""

from dataclasses import dataclass
from statistics import NormalDist

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
