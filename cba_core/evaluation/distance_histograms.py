"""How far apart tracklets of one person and of two lie, within a modality and across both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from cba_core.domain.arrays import BoolArray, FloatArray, IntArray
from cba_core.evaluation.picture_style import (
    INK,
    RIGHT_COLOUR,
    WRONG_COLOUR,
    add_legend,
    as_png,
    panels,
    style_axes,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Span: TypeAlias = Literal["within", "across"]
SPANS: tuple[Span, ...] = ("within", "across")

FARTHEST = 2.0
"""Cosine distance of opposite vectors."""
BINS = 1000
_DRAWN_BINS = 60
_ROWS_AT_ONCE = 512


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DistanceCounts:
    """Pairs by their cosine distance, in `BINS` equal bins from 0 to `FARTHEST`."""

    same: IntArray  # (BINS,) pairs of one person
    different: IntArray  # (BINS,) pairs of two people
    mean_same: float | None  # None: there is no such pair
    mean_different: float | None

    @property
    def overlap(self) -> float | None:
        """Area under both shares at once, 0..1: 0 is told apart, 1 is the same distribution."""
        if not self.same.sum() or not self.different.sum():
            return None
        shares = (self.same / self.same.sum(), self.different / self.different.sum())
        return float(np.minimum(*shares).sum())


def distance_counts(
    vectors: FloatArray, *, persons: IntArray, infrared: BoolArray
) -> dict[Span, DistanceCounts]:
    """Count every pair of tracklets of known people once, within a modality and across both.

    Args:
        vectors: (n, dim) unit length.
        persons: (n,); those of nobody known (negative) are left out.
        infrared: (n,).

    Raises:
        ValueError: shapes differ.
    """
    count = len(vectors)
    if persons.shape != (count,) or infrared.shape != (count,):
        raise ValueError(f"{count} vectors need one person and one modality each")
    known = persons >= 0
    vectors, persons, infrared = vectors[known], persons[known], infrared[known]
    counts = {(span, same): np.zeros(BINS, np.int64) for span in SPANS for same in (True, False)}
    sums = dict.fromkeys(counts, 0.0)
    positions = np.arange(len(vectors))
    for start in range(0, len(vectors), _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        # The rows before were paired with these already.
        distances = np.clip(1 - vectors[rows] @ vectors[start:].T, 0, FARTHEST)
        is_new = positions[rows, None] < positions[None, start:]
        is_same = persons[rows, None] == persons[None, start:]
        is_across = infrared[rows, None] != infrared[None, start:]
        for span, same in counts:
            of_kind = distances[is_new & (is_across == (span == "across")) & (is_same == same)]
            bins = np.minimum((of_kind * (BINS / FARTHEST)).astype(np.int64), BINS - 1)
            counts[span, same] += np.bincount(bins, minlength=BINS)
            sums[span, same] += float(of_kind.sum(dtype=np.float64))
    return {
        span: DistanceCounts(
            same=counts[span, True],
            different=counts[span, False],
            mean_same=_mean(sums[span, True], counts[span, True]),
            mean_different=_mean(sums[span, False], counts[span, False]),
        )
        for span in SPANS
    }


def draw_distance_histograms(
    counts: Mapping[Span, DistanceCounts], *, title: str = "Distances between tracklets"
) -> bytes:
    """Draw shares of pairs by distance, one panel within and one across modalities, as PNG.

    Raises:
        NotInstalledError: matplotlib is missing.
    """
    figure, drawn = panels(title, len(SPANS), columns=2, panel_in=(5.2, 3.5))
    words = {"within": "Within a modality", "across": "Infrared against visible"}
    for axes, span in zip(drawn, SPANS, strict=True):
        _draw(axes, counts[span])
        overlap = counts[span].overlap
        told = "" if overlap is None else f" (overlap {overlap:.0%})"
        style_axes(
            axes, title=words[span] + told, across="cosine distance", up="share of pairs a bin"
        )
    ends = [axes.get_xlim() for axes in drawn]
    for axes in drawn:
        axes.set_xlim(min(low for low, _ in ends), max(high for _, high in ends))
    return as_png(figure)


def _draw(axes: "Axes", counts: DistanceCounts) -> None:
    occupied = np.flatnonzero(counts.same + counts.different)
    if not occupied.size:
        axes.text(0.5, 0.5, "no pairs", transform=axes.transAxes, ha="center", color=INK)
        return
    merged = max(1, -(-int(occupied[-1] - occupied[0] + 1) // _DRAWN_BINS))
    first = int(occupied[0]) // merged
    last = int(occupied[-1]) // merged + 1
    edges = np.arange(first, last + 1) * merged * (FARTHEST / BINS)
    for name, pairs, mean, colour, line in (
        ("different people", counts.different, counts.mean_different, WRONG_COLOUR, "--"),
        ("same person", counts.same, counts.mean_same, RIGHT_COLOUR, "-"),
    ):
        if mean is None:
            continue
        filled = np.pad(pairs, (0, -len(pairs) % merged)).reshape(-1, merged).sum(axis=1)
        shares = filled[first:last] / filled.sum()
        label = f"{name}: {int(pairs.sum()):,} pairs, mean {mean:.2f}"
        axes.stairs(shares, edges, fill=True, color=colour, alpha=0.18)
        axes.stairs(shares, edges, color=colour, linewidth=1.6, linestyle=line, label=label)
        axes.vlines(mean, 0, shares.max(), color=colour, linewidth=1, linestyle=line)
    axes.set_ylim(bottom=0)
    add_legend(axes)


def _mean(total: float, counts: IntArray) -> float | None:
    pairs = int(counts.sum())
    return total / pairs if pairs else None
