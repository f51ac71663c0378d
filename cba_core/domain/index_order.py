"""In which order footage files are indexed."""

from collections.abc import Sequence

from cba_core.domain.ids import FootageId


def in_order(footage: Sequence[FootageId], first: Sequence[FootageId]) -> list[FootageId]:
    """`footage` with those of `first` in front, in the order given there."""
    waiting = set(footage)
    ahead = [one for one in dict.fromkeys(first) if one in waiting]
    return ahead + [one for one in footage if one not in set(ahead)]
