"""Which marks of an embedding map belong together, and what they are called."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.viewmodels.counts import Counts
from app.viewmodels.wording import modality_text
from cba_core.domain.arrays import BoolArray, IntArray
from cba_core.domain.decisions import Person
from cba_core.domain.embedding_map import EmbeddingMap
from cba_core.domain.footage import Modality

translate = QCoreApplication.translate
MOST_GROUPS = 8
"""As many colours as can be told apart; the largest groups have them."""


class GroupedBy(Enum):
    """What gives a mark its colour; its shape is always its modality's."""

    MODALITY = auto()
    CAMERA = auto()
    PERSON = auto()


@dataclass(frozen=True, slots=True)
class MapGroup:
    """Marks of one colour."""

    name: str
    rows: IntArray  # (m,) row numbers of the map
    modality: Modality | None = None  # has the colour of this one
    is_rest: bool = False  # all those without a colour of their own


def groups_of(shown: EmbeddingMap, by: GroupedBy, people: Sequence[Person] = ()) -> list[MapGroup]:
    """Groups in the order they are painted and named, those without a colour first."""
    if by is GroupedBy.MODALITY:
        return [
            MapGroup(
                modality_text(one), _rows(shown.is_infrared == (one is Modality.INFRARED)), one
            )
            for one in Modality
        ]
    if by is GroupedBy.CAMERA:
        named = [
            MapGroup(camera, _rows(shown.camera_indices == number))
            for number, camera in enumerate(shown.cameras)
        ]
        rest = translate("map", "other cameras")
    else:
        named = [
            MapGroup(one.name, _rows(np.isin(shown.tracklet_ids, one.tracklets))) for one in people
        ]
        rest = translate("map", "not taken for a person")
    named = [one for one in named if len(one.rows)]
    kept = sorted(named, key=lambda one: -len(one.rows))[:MOST_GROUPS]
    has_colour = np.zeros(len(shown), np.bool_)
    for one in kept:
        has_colour[one.rows] = True
    if by is GroupedBy.PERSON and len(kept) < len(named):
        rest = translate("map", "others")
    others = [] if has_colour.all() else [MapGroup(rest, _rows(~has_colour), is_rest=True)]
    return others + [one for one in named if any(one is each for each in kept)]


def coverage_text(shown: EmbeddingMap) -> str:
    """Who is on the map, of whom."""
    if shown.is_whole:
        return translate("map", "All {tracklets} that the model could describe are on it.").format(
            tracklets=Counts.tracklets(len(shown))
        )
    parts = [
        translate("map", "{shown} of {all} {modality} tracklets").format(
            shown=shown.shown(one), all=shown.in_case[one], modality=modality_text(one)
        )
        for one in Modality
    ]
    return translate("map", "On it are {parts}, drawn by chance.").format(parts=", ".join(parts))


def about_text() -> str:
    """What the map is, and what may be read from it."""
    return translate(
        "map",
        "Each mark is a tracklet; those that the model finds alike lie near one another (t-SNE). "
        "Where the two kinds of camera lie apart, the model sees the camera before it sees the "
        "person. How far apart groups lie, and how large they are, means nothing.",
    )


def _rows(chosen: BoolArray) -> IntArray:
    rows: IntArray = np.flatnonzero(chosen)
    return rows
