"""What a person decides about candidates and people; a person decides, never the program."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cba_core.domain.ids import TrackletId


class Verdict(StrEnum):
    """How far a candidate supports that it shows the person of the query, both ways (E23)."""

    SUPPORTS_SAME = "supports-same"
    WEAKLY_SUPPORTS_SAME = "weakly-supports-same"
    CANNOT_SAY = "cannot-say"
    SUPPORTS_DIFFERENT = "supports-different"
    NOT_COMPARABLE = "not-comparable"


class Because(StrEnum):
    """What a verdict rests on; none of it is sex, age, skin or face (E41)."""

    BUILD = "build"
    GAIT = "gait"
    CLOTHING_SHAPE = "clothing-shape"
    CARRIED_ITEM = "carried-item"
    TIME_FITS = "time-fits"
    TIME_EXCLUDES = "time-excludes"
    OTHER = "other"


QueryKey = tuple[TrackletId, ...]
"""The tracklets of a query, ascending and each once: the same query whatever their order."""


def query_key(tracklets: Iterable[TrackletId]) -> QueryKey:
    """The key of a query.

    Raises:
        ValueError: there is no tracklet.
    """
    key = tuple(sorted(set(tracklets)))
    if not key:
        raise ValueError("a query needs a tracklet")
    return key


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided of one candidate of a query, as it stands."""

    query: QueryKey
    candidate: TrackletId
    verdict: Verdict
    because: tuple[Because, ...]
    note: str
    rank_shown: int | None  # where it stood in the list at that time
    actor: str
    time: datetime  # aware, UTC
    dwell_s: float | None = None  # in sight until it was decided; None: not by the window


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyHere:
    """Somebody looked through a query's list and found nobody on it."""

    query: QueryKey
    note: str
    shown: int  # how many candidates were looked at
    actor: str
    time: datetime  # aware, UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Tracklets that a person took for one and the same; a finding, not an identification."""

    number: int  # never used again, also after a merge
    name: str
    tracklets: tuple[TrackletId, ...]  # ascending
