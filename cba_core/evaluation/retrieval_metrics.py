"""Measures of rankings: CMC, average precision, inverse negative penalty, and chance.

A ranking is an array of booleans, best candidate first: whether the candidate at rank i + 1
shows the query's person. It holds the whole gallery, not its beginning.
"""

from collections.abc import Sequence

import numpy as np

from cba_core.domain.arrays import BoolArray, IntArray
from cba_core.domain.footage import Modality
from cba_core.domain.measurement import RANKS, RankingFigures, RetrievalScores


def average_precision(relevant: BoolArray) -> float:
    """Mean of the precision at the rank of each positive (n,).

    Raises:
        ValueError: there is no positive: that query has no score, and both zero and leaving it
            out would quietly change the mean.
    """
    hits = _hits(relevant)
    return float(np.mean(np.arange(1, hits.size + 1) / (hits + 1)))


def inverse_negative_penalty(relevant: BoolArray) -> float:
    """Positives over the rank of the last one (Ye et al., TPAMI 2021); (n,).

    Raises:
        ValueError: there is no positive.
    """
    hits = _hits(relevant)
    return float(hits.size / (hits[-1] + 1))


def is_hit_within(relevant: BoolArray, rank: int) -> bool:
    """Whether a positive stands at `rank` or before; the mean over queries is CMC at `rank`."""
    return bool(relevant[:rank].any())


def expected_average_precision(gallery: int, positives: int) -> float:
    """Mean of the average precision over all orders of a gallery.

    A given positive stands at rank i with chance 1 / gallery, and then (i - 1) of the other
    places before it hold positives with chance (positives - 1) / (gallery - 1) each.

    Raises:
        ValueError: not 1 <= positives <= gallery.
    """
    if not 1 <= positives <= gallery:
        raise ValueError(f"1 <= positives <= gallery, got {positives} of {gallery}")
    if gallery == 1:
        return 1.0
    harmonic = float(np.sum(1 / np.arange(1, gallery + 1)))
    others = (positives - 1) / (gallery - 1)
    return (harmonic + others * (gallery - harmonic)) / gallery


def retrieval_scores(rankings: Sequence[BoolArray]) -> RetrievalScores:
    """Means over the queries of some rankings, each with a positive.

    Raises:
        ValueError: there is no ranking, or one without a positive.
    """
    if not rankings:
        raise ValueError("no ranking: there is nothing to take the mean of")
    sizes = [(len(relevant), int(relevant.sum())) for relevant in rankings]
    return RetrievalScores(
        queries=len(rankings),
        cmc={
            rank: float(np.mean([is_hit_within(relevant, rank) for relevant in rankings]))
            for rank in RANKS
        },
        mean_average_precision=float(np.mean([average_precision(one) for one in rankings])),
        mean_inverse_negative_penalty=float(
            np.mean([inverse_negative_penalty(one) for one in rankings])
        ),
        chance_cmc_1=float(np.mean([positives / gallery for gallery, positives in sizes])),
        chance_mean_average_precision=float(
            np.mean([expected_average_precision(*size) for size in sizes])
        ),
    )


def ranking_figures(
    relevant: Sequence[BoolArray],
    query_modality: Modality,
    query_camera: str | None = None,
    gallery_camera: str | None = None,
) -> RankingFigures:
    """Scores of the rankings that hold a positive; the others are counted and left out.

    Args:
        relevant: a ranking a query, best candidate first.
        query_modality: of all of them.
        query_camera: of all of them; None is several.
        gallery_camera: of all that was ranked; None is several.
    """
    counted = [one for one in relevant if one.any()]
    return RankingFigures(
        query_modality=query_modality,
        query_camera=query_camera,
        gallery_camera=gallery_camera,
        without_positive=len(relevant) - len(counted),
        mean_gallery=float(np.mean([len(one) for one in counted])) if counted else None,
        scores=retrieval_scores(counted) if counted else None,
    )


def _hits(relevant: BoolArray) -> IntArray:
    """Ranks of the positives, from 0."""
    hits = np.flatnonzero(relevant).astype(np.int64)
    if hits.size == 0:
        raise ValueError("no positive: the measure is undefined")
    return hits
