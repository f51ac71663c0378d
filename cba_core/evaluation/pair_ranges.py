"""Very many pairs of rows, told by ranges, so that they are counted and drawn unwritten."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cba_core.domain.arrays import IntArray

_SEED = 5


@dataclass(frozen=True, slots=True, eq=False)
class PairRanges:
    """Each row `first[i]` with each of the rows `others[begin[i]:end[i]]`."""

    first: IntArray  # (n,) rows
    others: IntArray  # (m,) rows
    begin: IntArray  # (n,)
    end: IntArray  # (n,) at least `begin`
    is_turned: bool = False  # pairs are told as (other, first)

    @property
    def count(self) -> int:
        """How many pairs these are."""
        return int((self.end - self.begin).sum())

    def at(self, positions: IntArray) -> IntArray:
        """(k, 2) rows of the pairs at `positions` (k,), counted from 0 through the ranges."""
        ends = np.cumsum(self.end - self.begin)
        place = np.searchsorted(ends, positions, side="right")
        within = positions - (ends - (self.end - self.begin))[place]
        pair = (self.first[place], self.others[self.begin[place] + within])
        found: IntArray = np.stack(pair[::-1] if self.is_turned else pair, axis=1)
        return found

    def without_groups(self, groups: IntArray) -> "PairRanges":
        """The same without pairs of rows of one group, still unwritten.

        Args:
            groups: (rows,) number of the group of each row; below 0 where it is in none.
        """
        places = np.flatnonzero((groups[self.first] >= 0) & (self.end > self.begin))
        grouped = np.flatnonzero(groups[self.others] >= 0)
        gone = [np.empty((0, 2), np.int64)]
        for group in np.unique(groups[self.first[places]]):
            here = places[groups[self.first[places]] == group]
            there = grouped[groups[self.others[grouped]] == group]
            within = (there >= self.begin[here, None]) & (there < self.end[here, None])
            left, right = np.nonzero(within)
            gone.append(np.stack([here[left], there[right]], axis=1))
        return self._without(np.concatenate(gone))

    def _without(self, gone: IntArray) -> "PairRanges":
        """Without pairs (k, 2) of places in `first` and in `others`: ranges are cut around them."""
        if not len(gone):
            return self
        gone = gone[np.lexsort((gone[:, 1], gone[:, 0]))]
        pieces = 1 + np.bincount(gone[:, 0], minlength=len(self.first))
        begin, end = np.repeat(self.begin, pieces), np.repeat(self.end, pieces)
        cuts = np.arange(len(gone)) + gone[:, 0]  # each earlier place and cut left one piece more
        end[cuts], begin[cuts + 1] = gone[:, 1], gone[:, 1] + 1
        first: IntArray = np.repeat(self.first, pieces)
        return PairRanges(first, self.others, begin, end, is_turned=self.is_turned)


def drawn(parts: Sequence[PairRanges], most: int) -> IntArray:
    """(k, 2) rows: all pairs of the parts, or `most` of them, drawn evenly.

    Where there are more, they are cut into `most` runs of equal length and one is drawn of each,
    from a fixed seed: the same pairs give the same draw, and no stretch of a case is left out.
    """
    counts = [part.count for part in parts]
    total = sum(counts)
    if total <= most:
        positions = np.arange(total, dtype=np.int64)
    else:
        bounds = np.arange(most + 1, dtype=np.int64) * total // most
        shares = np.random.default_rng(_SEED).random(most)
        positions = bounds[:-1] + (shares * np.diff(bounds)).astype(np.int64)
    found, start = [np.empty((0, 2), np.int64)], 0
    for part, count in zip(parts, counts, strict=True):
        low, high = np.searchsorted(positions, (start, start + count))
        found.append(part.at(positions[low:high] - start))
        start += count
    return np.concatenate(found)
