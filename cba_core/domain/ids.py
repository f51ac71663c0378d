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


def tracklet_id(footage_id: FootageId, number: int) -> TrackletId:
    """The id of tracklet `number` (from 1) of a footage file.

    Raises:
        ValueError: `number` is outside 1..999,999.
    """
    if not 0 < number < TRACKLETS_PER_FOOTAGE:
        raise ValueError(f"tracklet number must be in 1..{TRACKLETS_PER_FOOTAGE - 1}, got {number}")
    return TrackletId(footage_id * TRACKLETS_PER_FOOTAGE + number)


def tracklet_label(identifier: TrackletId) -> str:
    """`3000012` -> `3-12`."""
    return "{}-{}".format(*divmod(identifier, TRACKLETS_PER_FOOTAGE))


def tracklet_named(text: str) -> TrackletId:
    """`3-12`, or `3000012` -> 3000012.

    Raises:
        ValueError: it is neither.
    """
    footage, dash, number = text.partition("-")
    if not dash:
        return tracklet_id(*_parts(int(footage)))
    return tracklet_id(FootageId(int(footage)), int(number))


def _parts(identifier: int) -> tuple[FootageId, int]:
    footage, number = divmod(identifier, TRACKLETS_PER_FOOTAGE)
    return FootageId(footage), number
