"""The shapes of hair."""

from enum import StrEnum


class HairStyle(StrEnum):
    """The shape of somebody's hair."""

    BALD = "bald"
    SHORT = "short"
    FULL = "full"
    BOB = "bob"
    LONG = "long"
    PONYTAIL = "ponytail"
    BUN = "bun"
