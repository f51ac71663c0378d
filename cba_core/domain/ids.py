"""Identifiers that must not be mixed up."""

from typing import NewType

FootageId = NewType("FootageId", int)
"""Number of a footage file within its case, from 1 in the order of adding."""

TrackletId = NewType("TrackletId", int)
"""`footage id * 1_000_000 + number within the footage`: the same on every run and machine."""

ModelId = NewType("ModelId", str)
"""SHA-256 of a model file, 64 hexadecimal digits."""

TRACKLETS_PER_FOOTAGE = 1_000_000
"""Room for one tracklet a second for eleven days; keeps ids readable, `3000012` is footage 3."""

ASKED_WITH = FootageId(0)
"""Stands for the footage of pictures that somebody asked with and that are of no footage file."""

FIRST_EXTERNAL = 500_000
"""Ids below `TRACKLETS_PER_FOOTAGE` are pictures asked with: boxes first, external ones from here.

So the kind can be told from the id alone, wherever it is named.
"""


def tracklet_id(footage_id: FootageId, number: int) -> TrackletId:
    """The id of tracklet `number` (from 1) of a footage file.

    Raises:
        ValueError: `number` is outside 1..999,999.
    """
    if not 0 < number < TRACKLETS_PER_FOOTAGE:
        raise ValueError(f"tracklet number must be in 1..{TRACKLETS_PER_FOOTAGE - 1}, got {number}")
    return TrackletId(footage_id * TRACKLETS_PER_FOOTAGE + number)


def asked_id(number: int, *, is_external: bool) -> TrackletId:
    """The id of picture `number` (from 1) that somebody asked with; no footage has number 0.

    Raises:
        ValueError: `number` is outside 1..499,999.
    """
    if not 0 < number < FIRST_EXTERNAL:
        raise ValueError(f"picture number must be in 1..{FIRST_EXTERNAL - 1}, got {number}")
    return TrackletId(number + FIRST_EXTERNAL if is_external else number)


def is_asked(identifier: TrackletId) -> bool:
    """Whether it is a picture that somebody asked with, and no tracklet of the index."""
    return 0 < identifier < TRACKLETS_PER_FOOTAGE


def is_external(identifier: TrackletId) -> bool:
    """Whether it is a picture from outside the case: no verified evidence of it."""
    return FIRST_EXTERNAL < identifier < TRACKLETS_PER_FOOTAGE


def tracklet_label(identifier: TrackletId) -> str:
    """`3000012` -> `3-12`, `3` -> `box-3`, `500003` -> `external-3`."""
    if is_external(identifier):
        return f"external-{identifier - FIRST_EXTERNAL}"
    if is_asked(identifier):
        return f"box-{identifier}"
    return "{}-{}".format(*divmod(identifier, TRACKLETS_PER_FOOTAGE))


def tracklet_named(text: str) -> TrackletId:
    """`3-12`, or `3000012` -> 3000012; `box-3` -> 3, `external-3` -> 500003.

    Raises:
        ValueError: it is neither.
    """
    footage, dash, number = text.partition("-")
    if dash and footage in ("box", "external"):
        return asked_id(int(number), is_external=footage == "external")
    if not dash:
        return tracklet_id(*_parts(int(footage)))
    return tracklet_id(FootageId(int(footage)), int(number))


def _parts(identifier: int) -> tuple[FootageId, int]:
    footage, number = divmod(identifier, TRACKLETS_PER_FOOTAGE)
    return FootageId(footage), number
