"""How the data sets are measured across modalities: who asks, who is ranked, what is left out.

HITSZ-VCM: Lin et al., CVPR 2022, and its public evaluators. BUPTCampus: Du et al., TIFS 2024.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

import numpy as np

from cba_core.domain.arrays import BoolArray, FloatArray, IntArray
from cba_core.domain.footage import Modality
from cba_core.domain.measurement import RankingFigures
from cba_core.evaluation.retrieval_metrics import ranking_figures

BuptCampusVariant: TypeAlias = Literal["full", "official-drop"]

OFFICIAL_BATCH = 64
"""Batch of BUPTCampus's published evaluation."""
_LENGTH_TOLERANCE = 1e-3
_QUERIES_AT_ONCE = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalProtocol:
    """What a data set's evaluation does besides ranking."""

    name: str
    removes_same_camera: bool = False
    """Whether candidates of the query's person at the query's camera are taken out."""
    swaps_sets: bool = False
    """Whether visible queries are the gallery's tracklets, ranked among the query's: for data
    sets whose queries are all infrared. Else the query set holds queries of both modalities."""
    whole_batches_of: int | None = None
    """Drop the last visible tracklets of query and gallery that fill no batch of this many."""

    def __post_init__(self) -> None:
        if self.whole_batches_of is not None and self.whole_batches_of < 1:
            raise ValueError(f"a batch holds at least 1, got {self.whole_batches_of}")


HITSZ_VCM = RetrievalProtocol(name="hitsz-vcm", removes_same_camera=True, swaps_sets=True)
CASE = RetrievalProtocol(name="case")
"""Every known tracklet may ask; nothing is taken out."""


def bupt_campus(
    variant: BuptCampusVariant = "full", *, batch: int = OFFICIAL_BATCH
) -> RetrievalProtocol:
    """BUPTCampus, with all tracklets or as its published figures were made.

    The published sampler reads visible tracklets in batches and silently loses the last, broken
    one: 512 of 540 visible queries are left and 2,368 of 2,422 of the gallery, with which 14 of
    536 infrared queries lose every positive. `official-drop` is there to be compared with such
    figures. Where the count is a multiple of the batch nothing is dropped; the published slice
    would then be empty, which never happens with the data set's own counts.
    """
    if variant == "full":
        return RetrievalProtocol(name="bupt-campus")
    return RetrievalProtocol(name="bupt-campus-official-drop", whole_batches_of=batch)


PROTOCOLS = {
    one.name: one for one in (HITSZ_VCM, bupt_campus(), bupt_campus("official-drop"), CASE)
}
"""By the name they are asked for."""


class RankedQuery(NamedTuple):
    """A query and what it is answered with, by position."""

    query: int
    candidates: IntArray  # (k,) the whole ranked gallery, best first


class CrossModalityFigures(NamedTuple):
    """Both directions."""

    infrared_to_visible: RankingFigures
    visible_to_infrared: RankingFigures


def evaluate_retrieval(
    vectors: FloatArray,
    *,
    persons: IntArray,
    cameras: IntArray,
    infrared: BoolArray,
    query: IntArray,
    gallery: IntArray,
    protocol: RetrievalProtocol,
) -> CrossModalityFigures:
    """Measure both directions; arguments are those of `rank_candidates`.

    Queries without a positive have no score: they are counted apart and left out of all means.
    A direction that no query is left of has no scores at all.
    """
    return CrossModalityFigures(
        *(
            _direction_figures(
                rank_candidates(
                    vectors,
                    persons=persons,
                    cameras=cameras,
                    infrared=infrared,
                    query=query,
                    gallery=gallery,
                    protocol=protocol,
                    query_modality=modality,
                ),
                persons,
                modality,
            )
            for modality in (Modality.INFRARED, Modality.VISIBLE)
        )
    )


def rank_candidates(
    vectors: FloatArray,
    *,
    persons: IntArray,
    cameras: IntArray,
    infrared: BoolArray,
    query: IntArray,
    gallery: IntArray,
    protocol: RetrievalProtocol,
    query_modality: Modality,
) -> Iterator[RankedQuery]:
    """Rank the other modality's gallery for each query by dot product, ties by gallery position.

    At unit length the order is that of the Euclidean distance too, which BUPTCampus asks for.

    Args:
        vectors: (n, dim) unit length.
        persons: (n,); negative shows nobody known: such a tracklet is no query, and a candidate
            that is wrong for all.
        cameras: (n,).
        infrared: (n,).
        query: (q,) positions of the data set's query part.
        gallery: (g,) positions of the gallery part.
        protocol: of the data set.
        query_modality: whose queries are asked.

    Raises:
        ValueError: shapes do not fit, or a vector that takes part is not of unit length.
    """
    count = len(vectors)
    if vectors.ndim != 2 or any(one.shape != (count,) for one in (persons, cameras, infrared)):  # noqa: PLR2004  (a matrix)
        raise ValueError(
            f"vectors {vectors.shape} need one person, camera and modality each, got "
            f"{persons.shape}, {cameras.shape} and {infrared.shape}"
        )
    asking, ranked = _sides(infrared, query, gallery, protocol, query_modality)
    asking = asking[persons[asking] >= 0]
    for part in (asking, ranked):
        lengths = np.linalg.norm(vectors[part], axis=1)
        if not np.all(np.abs(lengths - 1) < _LENGTH_TOLERANCE):
            raise ValueError("vectors must have unit length")
    return _ranked(vectors, persons, cameras, asking=asking, ranked=ranked, protocol=protocol)


def _sides(
    infrared: BoolArray,
    query: IntArray,
    gallery: IntArray,
    protocol: RetrievalProtocol,
    query_modality: Modality,
) -> tuple[IntArray, IntArray]:
    """Positions of the queries and of the gallery of one direction."""
    visible_query, visible_gallery = (
        _whole_batches(part[~infrared[part]], protocol.whole_batches_of)
        for part in (query, gallery)
    )
    infrared_query, infrared_gallery = query[infrared[query]], gallery[infrared[gallery]]
    if query_modality is Modality.INFRARED:
        return infrared_query, visible_gallery
    if protocol.swaps_sets:
        return visible_gallery, infrared_query
    return visible_query, infrared_gallery


def _whole_batches(positions: IntArray, batch: int | None) -> IntArray:
    return positions if batch is None else positions[: len(positions) - len(positions) % batch]


def _ranked(
    vectors: FloatArray,
    persons: IntArray,
    cameras: IntArray,
    *,
    asking: IntArray,
    ranked: IntArray,
    protocol: RetrievalProtocol,
) -> Iterator[RankedQuery]:
    # A matrix product may round the same vector differently in different columns. Each distinct
    # vector is multiplied once, so that equal candidates are ties.
    distinct, row_of = np.unique(vectors[ranked], axis=0, return_inverse=True)
    for start in range(0, len(asking), _QUERIES_AT_ONCE):
        some = asking[start : start + _QUERIES_AT_ONCE]
        similarities = (vectors[some] @ distinct.T)[:, row_of]
        for one, similarity in zip(some.tolist(), similarities, strict=True):
            candidates = ranked[np.argsort(-similarity, kind="stable")]
            if protocol.removes_same_camera:
                is_removed = (persons[candidates] == persons[one]) & (
                    cameras[candidates] == cameras[one]
                )
                candidates = candidates[~is_removed]
            yield RankedQuery(one, candidates)


def _direction_figures(
    ranked: Iterator[RankedQuery], persons: IntArray, query_modality: Modality
) -> RankingFigures:
    rankings = [persons[candidates] == persons[query] for query, candidates in ranked]
    return ranking_figures(rankings, query_modality)
