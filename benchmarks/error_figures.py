"""Do the error figures tell the truth? Estimates without labels against labels (docs/science).

Run: `python -m benchmarks.error_figures CASE TRUTH [--apart-seconds 30]`. CASE is indexed from
simulated footage, TRUTH its folder. All cameras are said to lie apart in a copy of the case. For
each kind of pair that is measured, scores are taken that 50, 20, 10, 5 and 2 of 100 pairs of
truly different people reach; the figure for that score is compared with that truth, and so are
three intervals: Wilson's over the pairs, Wilson's over what is independent (the one that is
shown), and a bootstrap over tracklets.

Then the halves of tracklets, which `cba errors show --hits` tells of, against pairs of tracklets
that truly show one person: how much do they flatter?
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, combinations_with_replacement
from pathlib import Path
from statistics import NormalDist, fmean

import numpy as np

from cba_core.case import Case
from cba_core.domain.arrays import BoolArray, IntArray, RealArray
from cba_core.domain.edits import SetApart
from cba_core.domain.error_figures import ErrorCurve, PairKind
from cba_core.domain.footage import Modality
from cba_core.domain.ids import TrackletId
from cba_core.domain.progress import Unattended
from cba_core.domain.repositories import TrackletFilter
from cba_core.pipelines.measure_case import people_of_case
from cba_core.store.case_store import open_store

SHARES = (0.5, 0.2, 0.1, 0.05, 0.02)
_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure against its truth."""

    kind: PairKind
    truth: float
    estimate: float
    pairs: int
    of_one: int  # of the pairs: truly one person, against what was said of the cameras
    covered: dict[str, bool]
    width: dict[str, float]


def wilson(share: float, count: float) -> tuple[float, float]:
    """95 % for a share of that many independent observations."""
    middle = (share + _Z * _Z / (2 * count)) / (1 + _Z * _Z / count)
    spread = (share * (1 - share) / count + _Z * _Z / (4 * count * count)) ** 0.5
    half = _Z * spread / (1 + _Z * _Z / count)
    return middle - half, middle + half


def compared(curve: ErrorCurve, different: RealArray, of_one: int) -> Iterator[Compared]:
    """The figures of one kind.

    Args:
        curve: from pairs that cannot show one person.
        different: (n,) similarities of all pairs of truly different people of that kind.
        of_one: how many pairs of the curve truly show one person.
    """
    for share in SHARES:
        score = float(np.quantile(different, 1 - share))
        truth = float((different >= score).mean())
        figure = curve.at(score)
        if figure is None:
            continue
        intervals = {
            "pairs": wilson(figure.share, figure.pairs),
            "independent (shown)": figure.interval,
            "bootstrap over tracklets": bootstrap(curve.similarities >= score, curve.pairs),
        }
        yield Compared(
            kind=curve.kind,
            truth=truth,
            estimate=figure.share,
            pairs=figure.pairs,
            of_one=of_one,
            covered={name: low <= truth <= high for name, (low, high) in intervals.items()},
            width={name: high - low for name, (low, high) in intervals.items()},
        )


def bootstrap(hit: BoolArray, pairs: IntArray, draws: int = 400) -> tuple[float, float]:
    """Percentiles of the share when tracklets are drawn with replacement; fixed seed."""
    generator = np.random.default_rng(1)
    names, places = np.unique(pairs, return_inverse=True)
    places = places.reshape(-1, 2)
    shares = []
    for _ in range(draws):
        times = np.bincount(generator.integers(len(names), size=len(names)), minlength=len(names))
        weight = times[places[:, 0]] * times[places[:, 1]]
        total = weight.sum()
        if total:
            shares.append(float((weight * hit).sum() / total))
    low, high = np.percentile(shares, [2.5, 97.5])
    return float(low), float(high)


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("case", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--apart-seconds", type=float, default=0.0)
    parser.add_argument(
        "--only-true",
        action="store_true",
        help="say of no two cameras that they lie apart where they truly do not",
    )
    parser.add_argument(
        "--as-if-apart",
        action="store_true",
        help="leave pairs out that truly show one person in two cameras: as if these lay apart",
    )
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="duskline-errors-") as folder:
        copied = Path(folder) / wanted.case.name
        shutil.copytree(wanted.case, copied)
        with Case.open(copied) as case:
            for pair in combinations(case.cameras(), 2):
                case.review.apply(SetApart(cameras=pair, seconds=wanted.apart_seconds))
            known = known_people(case, wanted.truth)
            if wanted.only_true:
                for pair in sharing(case, known):
                    print(f"{pair[0]} and {pair[1]} see one person at one moment: not said apart")
                    case.review.apply(SetApart(cameras=pair, seconds=None))
            rows = list(all_compared(case, known, as_if_apart=wanted.as_if_apart))
            hits = list(halves_compared(case, known))
    print("| pairs of | n | truly of one person | truth | estimate | shown interval holds it |")
    print("|---|---:|---:|---:|---:|---|")
    for row in rows:
        kind = " / ".join(
            f"{camera} {modality}"
            for camera, modality in zip(
                row.kind.cameras or ("any", "any"), row.kind.modalities, strict=True
            )
        )
        print(
            f"| {kind} | {row.pairs} | {row.of_one} | {100 * row.truth:.1f} "
            f"| {100 * row.estimate:.1f} "
            f"| {'yes' if row.covered['independent (shown)'] else 'no'} |"
        )
    across = [row for row in rows if len(set(row.kind.modalities)) > 1]
    for title, some in (("all", rows), ("across modalities", across)):
        for name in some[0].covered if some else ():
            share = fmean(row.covered[name] for row in some)
            width = fmean(row.width[name] for row in some)
            print(
                f"{title}, {name}: {100 * share:.0f} of 100 intervals of {len(some)} hold the "
                f"truth, mean width {width:.3f}"
            )
        too_high = sum(row.estimate > row.truth for row in some)
        print(f"{title}: {too_high} of {len(some)} estimates are too high")
    print("\n| halves / true pairs of one person that reach what | n | 10 of 100 | 5 | 1 |")
    print("|---|---:|---:|---:|---:|")
    for of, halves, true, told in hits:
        print(f"| {' / '.join(of.modalities)} | {halves} / {true} | {told} |")


def sharing(case: Case, known: "KnownPeople") -> list[tuple[str, str]]:
    """Pairs of cameras that are said to lie apart and truly see one person at one moment."""
    return [
        (curve.kind.cameras[0], curve.kind.cameras[1])
        for curve in case.errors().curves.values()
        if curve.kind.cameras is not None
        and curve.kind.cameras[0] != curve.kind.cameras[1]
        and known.of_one(curve.pairs)
    ]


@dataclass(frozen=True, slots=True, eq=False)
class KnownPeople:
    """Tracklets whose person is known, and how alike they are."""

    ids: IntArray  # (n,) ascending
    kinds: list[tuple[str, Modality]]  # camera and modality of each
    who: IntArray  # (n,)
    alike: RealArray  # (n, n)

    def are_one(self, pairs: IntArray) -> BoolArray:
        """(m,) whether (m, 2) pairs of tracklets truly show one person, where both are known."""
        of = dict(zip(self.ids.tolist(), self.who.tolist(), strict=True))
        people = [(of.get(a), of.get(b)) for a, b in pairs.tolist()]
        return np.array([a is not None and a == b for a, b in people], np.bool_)

    def of_one(self, pairs: IntArray) -> int:
        """How many of them do."""
        return int(self.are_one(pairs).sum())

    def pairs(self, kind: PairKind, *, same: bool) -> RealArray:
        """Similarities of all pairs of that kind that truly show one person, or two."""
        sides = {
            one: np.flatnonzero([each == one for each in self.kinds]) for one in set(self.kinds)
        }
        found = [np.empty(0)]
        for one, other in combinations_with_replacement(sorted(sides, key=str), 2):
            if PairKind.of(one, other, any_camera=kind.cameras is None) != kind:
                continue
            rows, columns = sides[one], sides[other]
            wanted = (self.who[rows][:, None] == self.who[columns][None]) == same
            if one == other:  # each pair once, and nobody with themselves
                wanted &= np.triu(np.ones(wanted.shape, np.bool_), 1)
            found.append(self.alike[np.ix_(rows, columns)][wanted])
        return np.concatenate(found)


def known_people(case: Case, truth: Path) -> KnownPeople:
    """Of the tracklets that have a vector."""
    model = case.model_id()
    assert model is not None
    with open_store(case.path, read_only=True) as store:
        people = people_of_case(store, truth, case.index_config(), Unattended())
        embeddings = store.embeddings.all(model)
    place = {TrackletId(int(one)): row for row, one in enumerate(embeddings.tracklet_ids)}
    known = [
        one
        for one in case.tracklets(TrackletFilter())
        if people.get(one.id) is not None and one.id in place
    ]
    vectors = embeddings.vectors[[place[one.id] for one in known]].astype(np.float64)
    return KnownPeople(
        ids=np.array([int(one.id) for one in known], np.int64),
        kinds=[(one.camera, one.modality) for one in known],
        who=np.array([people[one.id] for one in known]),
        alike=vectors @ vectors.T,
    )


def all_compared(
    case: Case, known: KnownPeople, *, as_if_apart: bool = False
) -> Iterator[Compared]:
    """Every kind of pair that the case measures."""
    cameras = {int(one.id): one.camera for one in case.tracklets(TrackletFilter())}
    for kind, curve in sorted(case.errors().curves.items(), key=lambda one: str(one[0])):
        if as_if_apart:
            across = [cameras[a] != cameras[b] for a, b in curve.pairs.tolist()]
            kept = ~(np.array(across, np.bool_) & known.are_one(curve.pairs))
            curve = replace(  # noqa: PLW2901  (the same curve, of fewer pairs)
                curve, similarities=curve.similarities[kept], pairs=curve.pairs[kept]
            )
        if curve.is_measured:
            different = known.pairs(kind, same=False)
            yield from compared(curve, different, known.of_one(curve.pairs))


def halves_compared(case: Case, known: KnownPeople) -> Iterator[tuple[PairKind, int, int, str]]:
    """Halves and true pairs of one person, where 10, 5 and 1 of 100 different people reach."""
    curves = case.errors().curves
    for one in case.error_checks.measure_halves().ordered():
        different = curves.get(one.kind)
        true = known.pairs(one.kind, same=True)
        if not one.is_measured or different is None or not different.is_measured or not len(true):
            continue
        told = []
        for share in (0.1, 0.05, 0.01):
            score = different.exceeded_by(share)
            halves = float((one.similarities >= score).mean())
            told.append(f"{100 * halves:.0f} / {100 * float((true >= score).mean()):.0f}")
        yield one.kind, len(one.similarities), len(true), " | ".join(told)


if __name__ == "__main__":
    main()
