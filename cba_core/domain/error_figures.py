"""How often different people look alike here: figures that need no labels.

Pairs of tracklets that cannot show one person are free: one camera saw both at the same moment,
or two cameras did that lie too far apart. How alike such pairs are tells how often *different*
people score at least as high as a candidate does (product.md, section 3). Nothing here says how
likely a candidate is the person.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.footage import Modality

LEAST_PAIRS = 30
"""Fewer are not called measured."""
LEAST_TRACKLETS = 10
"""On each side: thirty pairs of three people are three people."""
_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True, order=True)
class PairKind:
    """Which tracklets are compared; both orders are one kind."""

    cameras: tuple[str, str] | None  # ascending; None: any of the case
    modalities: tuple[Modality, Modality]  # of these cameras, in their order; else ascending

    @staticmethod
    def of(
        one: tuple[str, Modality], other: tuple[str, Modality], *, any_camera: bool = False
    ) -> "PairKind":
        """The kind of two tracklets, each by camera and modality."""
        first, second = sorted((one, other))
        if any_camera:
            low, high = sorted((one[1], other[1]))
            return PairKind(None, (low, high))
        return PairKind((first[0], second[0]), (first[1], second[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorFigure:
    """How often different people score at least this high."""

    kind: PairKind  # what it was measured on
    at_least: int  # pairs that score at least this high
    pairs: int
    tracklets: tuple[int, int]  # different ones on either side
    drawn_from: int | None = None
    """Pairs there are, where `pairs` of them were drawn; None: these are all."""

    @property
    def share(self) -> float:
        """0..1."""
        return self.at_least / self.pairs

    @property
    def interval(self) -> tuple[float, float]:
        """Of 95 %; see `interval_of`."""
        return interval_of(self.share, self.pairs, self.tracklets)


def interval_of(share: float, pairs: int, tracklets: tuple[int, int]) -> tuple[float, float]:
    """By Wilson's formula for 95 %, with 1/n as 1/n_one + 1/n_other tracklets.

    Wider than pairs that share tracklets ask for: pairs seen together look more alike than
    others, and a sharp interval would be sharply off (our reasoning;
    docs/science/error-figures.md has its coverage).
    """
    one, other = tracklets
    count = min(one * other / (one + other), float(pairs))
    z = NormalDist().inv_cdf(0.5 + _CONFIDENCE / 2)
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    spread = (share * (1 - share) / count + z * z / (4 * count * count)) ** 0.5
    half = z * spread / (1 + z * z / count)
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ErrorCurve:
    """Likeness of pairs of different people, of one kind."""

    kind: PairKind
    similarities: FloatArray  # (n,) ascending
    pairs: IntArray  # (n, 2) ids of the tracklets, in the order of `similarities`
    tracklets: tuple[int, int]
    drawn_from: int | None = None  # pairs there are, where these were drawn of them

    @property
    def is_measured(self) -> bool:
        """Whether there are enough to speak of."""
        return len(self.similarities) >= LEAST_PAIRS and min(self.tracklets) >= LEAST_TRACKLETS

    def at(self, similarity: float) -> ErrorFigure | None:
        """The figure for a score; None where too little was measured."""
        if not self.is_measured:
            return None
        below = int(np.searchsorted(self.similarities, similarity, side="left"))
        return ErrorFigure(
            kind=self.kind,
            at_least=len(self.similarities) - below,
            pairs=len(self.similarities),
            tracklets=self.tracklets,
            drawn_from=self.drawn_from,
        )

    def exceeded_by(self, share: float) -> float:
        """The similarity that this share of the pairs reaches or exceeds."""
        place = len(self.similarities) - max(1, math.ceil(share * len(self.similarities)))
        return float(self.similarities[place])


@dataclass(frozen=True, slots=True, eq=False)
class ErrorCurves:
    """All that a case tells of different people, at one state of its index."""

    curves: dict[PairKind, ErrorCurve]

    def ordered(self) -> list[ErrorCurve]:
        """Pairs of cameras by name, then all cameras together."""
        return sorted(
            self.curves.values(), key=lambda one: (one.kind.cameras is None, str(one.kind))
        )

    def figure(
        self, one: tuple[str, Modality], other: tuple[str, Modality], similarity: float
    ) -> ErrorFigure | None:
        """Of this pair of cameras; else of all cameras of these modalities; else None.

        Figures of one pair of modalities never stand in for those of another.
        """
        for kind in (PairKind.of(one, other), PairKind.of(one, other, any_camera=True)):
            curve = self.curves.get(kind)
            figure = None if curve is None else curve.at(similarity)
            if figure is not None:
                return figure
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Two cameras that nobody can be seen by within so many seconds, as a person says."""

    cameras: tuple[str, str]  # ascending
    seconds: float  # the least time to walk from one to the other
