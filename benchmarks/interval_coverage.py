"""Does the interval of an error figure hold what it should, where nothing else is wrong?

Run: `python -m benchmarks.interval_coverage [--cases 400]`. People are drawn as directions,
tracklets as those with noise; tracklets of one moment are free pairs, as in a case. The truth is
the share among very many pairs of different people. So there is no bias here, only the
dependence of pairs that share tracklets and people: how often does each interval of 95 % hold the
truth, and how wide is it?
"""

import argparse
from statistics import fmean

import numpy as np

from benchmarks.error_figures import bootstrap, wilson
from cba_core.domain.arrays import IntArray, RealArray
from cba_core.domain.error_figures import ErrorCurve, PairKind
from cba_core.domain.footage import Modality

DIMENSIONS = 24
NOISE = 0.6
SHARES = (0.2, 0.05, 0.01)


def tracklets_of(
    people: IntArray, directions: RealArray, generator: np.random.Generator
) -> RealArray:
    """(n, dim) unit vectors, one for each entry of `people`."""
    drawn = directions[people] + NOISE * generator.normal(size=(len(people), DIMENSIONS))
    unit: RealArray = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return unit


def free_pairs(
    moments: int, present: int, people: int, generator: np.random.Generator
) -> tuple[IntArray, IntArray]:
    """Whom each tracklet shows, and pairs that were there at one moment: all different people."""
    who: list[int] = []
    pairs: list[tuple[int, int]] = []
    for _ in range(moments):
        there = generator.choice(people, size=min(present, people), replace=False)
        first = len(who)
        who += there.tolist()
        pairs += [
            (first + a, first + b) for a in range(len(there)) for b in range(a + 1, len(there))
        ]
    return np.array(who), np.array(pairs)


def main() -> None:
    """Draw cases and count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=400)
    wanted = parser.parse_args()
    generator = np.random.default_rng(7)
    print("| people | tracklets | pairs | share | interval | holds the truth | mean width |")
    print("|---:|---:|---:|---:|---|---:|---:|")
    for people, moments, present in ((20, 12, 4), (60, 30, 4), (200, 100, 5)):
        directions = generator.normal(size=(4000, DIMENSIONS))
        crowd = tracklets_of(np.arange(4000), directions, generator)
        alike = (crowd @ crowd.T)[np.triu_indices(4000, 1)]
        for share in SHARES:
            score = float(np.quantile(alike, 1 - share))
            held: dict[str, list[bool]] = {}
            widths: dict[str, list[float]] = {}
            for _ in range(wanted.cases):
                chosen = generator.normal(size=(people, DIMENSIONS))
                who, pairs = free_pairs(moments, present, people, generator)
                vectors = tracklets_of(who, chosen, generator)
                similar = np.einsum("ij,ij->i", vectors[pairs[:, 0]], vectors[pairs[:, 1]])
                order = np.argsort(similar)
                half = len(np.unique(pairs)) // 2
                curve = ErrorCurve(
                    kind=PairKind(None, (Modality.VISIBLE, Modality.VISIBLE)),
                    similarities=similar[order], pairs=pairs[order], tracklets=(half, half),
                )  # fmt: skip
                figure = curve.at(score)
                if figure is None:
                    continue
                for name, (low, high) in {
                    "pairs": wilson(figure.share, figure.pairs),
                    "shown": figure.interval,
                    "bootstrap": bootstrap(curve.similarities >= score, curve.pairs, draws=200),
                }.items():
                    held.setdefault(name, []).append(low <= share <= high)
                    widths.setdefault(name, []).append(high - low)
            for name, which in held.items():
                print(
                    f"| {people} | {moments * present} | {len(pairs)} | {share} | {name} | "
                    f"{100 * fmean(which):.0f} of 100 | {fmean(widths[name]):.3f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
