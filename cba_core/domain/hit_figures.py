"""How often the same person looks as alike here: the other side of the error figures.

Nobody labels a case, so what is known of the same person is known in two ways, and both flatter:
the halves of one tracklet, and pairs that people confirmed after a search had found them. A
figure says how often *such* pairs score at least as high; never how likely a candidate is the
person.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from cba_core.domain.arrays import FloatArray
from cba_core.domain.error_figures import (
    LEAST_PAIRS,
    LEAST_TRACKLETS,
    PairKind,
    interval_of,
)
from cba_core.domain.footage import Modality


class HitSource(StrEnum):
    """How it is known that two pictures show one person."""

    HALVES = "halves"
    CONFIRMED = "confirmed"


BIAS = {
    HitSource.HALVES: "optimistic: same camera, same minute",
    HitSource.CONFIRMED: "optimistic: found by searching, so what ranks low was seldom looked at",
}
"""Why figures of a source come out too good; stands beside every one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitFigure:
    """How often pairs of the same person score at least this high."""

    source: HitSource
    kind: PairKind  # what it was measured on
    at_least: int  # pairs that score at least this high
    pairs: int
    tracklets: tuple[int, int]  # different ones on either side

    @property
    def share(self) -> float:
        """0..1."""
        return self.at_least / self.pairs

    @property
    def interval(self) -> tuple[float, float]:
        """Of 95 %; see `interval_of`. It covers chance alone, not the bias of the source."""
        return interval_of(self.share, self.pairs, self.tracklets)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HitCurve:
    """Likeness of pairs of the same person, of one source and kind."""

    source: HitSource
    kind: PairKind
    similarities: FloatArray  # (n,) ascending
    tracklets: tuple[int, int]

    @property
    def is_measured(self) -> bool:
        """Whether there are enough to speak of: as many as for different people."""
        return len(self.similarities) >= LEAST_PAIRS and min(self.tracklets) >= LEAST_TRACKLETS

    def at(self, similarity: float) -> HitFigure | None:
        """The figure for a score; None where too little was measured."""
        if not self.is_measured:
            return None
        below = int(np.searchsorted(self.similarities, similarity, side="left"))
        return HitFigure(
            source=self.source,
            kind=self.kind,
            at_least=len(self.similarities) - below,
            pairs=len(self.similarities),
            tracklets=self.tracklets,
        )


@dataclass(frozen=True, slots=True, eq=False)
class HitCurves:
    """All that a case tells of the same person, at one state of its index."""

    curves: dict[tuple[HitSource, PairKind], HitCurve]
    halves_embedded: bool  # False: nobody has measured the halves at this state of the case

    def ordered(self) -> list[HitCurve]:
        """By source, pairs of cameras before all cameras."""
        return sorted(
            self.curves.values(),
            key=lambda one: (one.source, one.kind.cameras is None, str(one.kind)),
        )

    def figure(
        self,
        source: HitSource,
        one: tuple[str, Modality],
        other: tuple[str, Modality],
        similarity: float,
    ) -> HitFigure | None:
        """Of this pair of cameras; else of all cameras of these modalities; else None.

        Sources never stand in for one another, and no modalities for others.
        """
        for kind in (PairKind.of(one, other), PairKind.of(one, other, any_camera=True)):
            curve = self.curves.get((source, kind))
            figure = None if curve is None else curve.at(similarity)
            if figure is not None:
                return figure
        return None
