"""Different people by the size, light and sharpness of their pictures (E42)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from cba_core.domain.arrays import BoolArray, IntArray, RealArray
from cba_core.domain.error_figures import ErrorCurve, ErrorCurves
from cba_core.domain.error_groups import COMPARED_SHARE, Aspect, ErrorGroup
from cba_core.evaluation.free_pairs import sides_of


class Bins(NamedTuple):
    """Groups of an aspect, from the worst on."""

    names: tuple[str, ...]
    edges: tuple[float, ...]  # from each of them the next group begins


_THIRD = 1 / 3
BINS = {
    Aspect.HEIGHT: Bins(("under 64 px", "64 to 127 px", "128 px and more"), (64, 128)),
    Aspect.BRIGHTNESS: Bins(
        ("under 64 of 255", "64 to 127 of 255", "128 of 255 and more"), (64, 128)
    ),
    Aspect.SHARPNESS: Bins(
        ("softest third of its camera", "middle third", "sharpest third"), (_THIRD, 2 * _THIRD)
    ),
    Aspect.QUALITY: Bins(("under 1/3", "1/3 to 2/3", "2/3 and more"), (_THIRD, 2 * _THIRD)),
}
"""Fixed ones, so that cases can be compared. Sharpness is compared within a camera alone: grain
counts as sharpness (`cropping.crop_quality.sharpness_of`)."""


class PictureFacts(NamedTuple):
    """What the best pictures of tracklets are like, in ascending id order."""

    tracklet_ids: IntArray  # (n,)
    values: dict[Aspect, RealArray]  # (n,) each; NaN where it is not known


def groups_by(
    curves: ErrorCurves, aspects: Sequence[Aspect], facts: PictureFacts
) -> list[ErrorGroup]:
    """How often different people of each group reach one and the same likeness.

    Args:
        curves: of a case; those over all cameras are split.
        aspects: by what.
        facts: of the tracklets; those without are in no group.
    """
    whole = sorted(
        (one for kind, one in curves.curves.items() if kind.cameras is None),
        key=lambda one: one.kind.modalities,
    )
    found: list[ErrorGroup] = []
    for aspect in aspects:
        if aspect is Aspect.MODALITY:
            found += _by_modality(whole)
        else:
            for curve in whole:
                found += _by_picture(curve, aspect, facts)
    return found


def places_within(groups: IntArray, values: RealArray) -> RealArray:
    """(n,) 0..1, the share of the same group that lies below; equal values get one place."""
    places = np.full(len(values), np.nan)
    for group in np.unique(groups):
        members = np.flatnonzero((groups == group) & np.isfinite(values))
        ordered = np.sort(values[members])
        low = np.searchsorted(ordered, values[members], side="left")
        high = np.searchsorted(ordered, values[members], side="right")
        places[members] = (low + high - 1) / 2 / max(len(members) - 1, 1)
    return places


def _by_modality(whole: Sequence[ErrorCurve]) -> Iterator[ErrorGroup]:
    if not whole:
        return
    everyone = np.sort(np.concatenate([one.similarities for one in whole]))
    similarity = _reached_by(everyone)
    for curve in whole:
        everywhere = np.ones(len(curve.similarities), np.bool_)
        yield _group(curve, everywhere, Aspect.MODALITY, "all", similarity)


def _by_picture(curve: ErrorCurve, aspect: Aspect, facts: PictureFacts) -> Iterator[ErrorGroup]:
    values = _values_of(curve.pairs, facts.tracklet_ids, facts.values[aspect])
    worse = np.minimum(values[:, 0], values[:, 1])  # NaN where either is not known
    known = np.isfinite(worse)
    if not known.any():
        return
    similarity = _reached_by(curve.similarities[known])
    bins = BINS[aspect]
    numbers = np.searchsorted(bins.edges, worse, side="right")
    for number, name in enumerate(bins.names):
        yield _group(curve, known & (numbers == number), aspect, name, similarity)


def _group(
    curve: ErrorCurve, which: BoolArray, aspect: Aspect, name: str, similarity: float
) -> ErrorGroup:
    pairs = curve.pairs[which]
    part = ErrorCurve(
        kind=curve.kind,
        similarities=curve.similarities[which],
        pairs=pairs,
        tracklets=sides_of(pairs, curve.kind),
        drawn_from=curve.drawn_from if which.all() else None,
    )
    return ErrorGroup(
        aspect=aspect,
        modalities=curve.kind.modalities,
        group=name,
        similarity=similarity,
        pairs=len(pairs),
        tracklets=part.tracklets,
        figure=part.at(similarity),
    )


def _reached_by(ascending: RealArray) -> float:
    """The likeness that `COMPARED_SHARE` of these reach or exceed."""
    place = len(ascending) - max(1, int(np.ceil(COMPARED_SHARE * len(ascending))))
    return float(ascending[place])


def _values_of(pairs: IntArray, ids: IntArray, values: RealArray) -> RealArray:
    if not len(ids):
        return np.full(pairs.shape, np.nan)
    rows = np.minimum(np.searchsorted(ids, pairs), len(ids) - 1)
    return np.where(ids[rows] == pairs, values[rows], np.nan)
