"""Who is taken for one person by decisions, whichever way they were put together."""

from collections.abc import Iterable, Sequence

from cba_core.domain.decisions import Decision, Person, Verdict
from cba_core.domain.ids import TrackletId

Pair = tuple[TrackletId, TrackletId]


def same_person_groups(
    decisions: Sequence[Decision], people: Sequence[Person]
) -> list[tuple[TrackletId, ...]]:
    """Tracklets that people said show one person, in groups of two or more; each tracklet once.

    A candidate that supports the same is one with every tracklet of its query, and the tracklets
    of a person are one; who is one with somebody is one with whoever that one is one with. Weak
    support, and that a query was asked with several tracklets, say nothing.
    """
    parts = [
        (*one.query, one.candidate) for one in decisions if one.verdict is Verdict.SUPPORTS_SAME
    ]
    return joined([*parts, *(person.tracklets for person in people)])


def joined(parts: Iterable[Sequence[TrackletId]]) -> list[tuple[TrackletId, ...]]:
    """Groups that share a tracklet become one; those of a single tracklet are left out.

    Returns:
        Each ascending, and in the order of their first.
    """
    group_of: dict[TrackletId, set[TrackletId]] = {}
    for part in parts:
        groups = {id(group): group for one in part if (group := group_of.get(one)) is not None}
        largest = max(groups.values(), key=len, default=set[TrackletId]())
        added = set(part).union(*(one for one in groups.values() if one is not largest))
        largest |= added
        group_of |= dict.fromkeys(added, largest)
    found = {id(group): group for group in group_of.values() if len(group) > 1}
    return sorted(tuple(sorted(group)) for group in found.values())
