"""Truth for nothing: two recordings whose pictures lie on one another, frame by frame.

The same frame number and an overlapping box mean the same person, whatever the modality.
"""

from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from cba_core.domain.arrays import FloatArray
from cba_core.domain.boxes import areas
from cba_core.domain.measurement import SAME_PERSON
from cba_core.domain.tracklets import Track
from cba_core.evaluation.tracklet_people import MAJORITY

LEAST_FRAMES = 3
"""Fewer frames that both tracks have tell nothing: people pass each other."""


@dataclass(frozen=True, slots=True)
class RegisteredPeople:
    """Whom the tracks of two registered recordings show."""

    person: Mapping[int, int]  # by joined track: a number for each person, from 0
    mixed: frozenset[int]  # show one person after another, or are joined to such tracks alone

    def is_joined(self, track: int) -> bool:
        """Whether another track shows the same person."""
        return track in self.person


@dataclass(slots=True)
class _Pairs:
    """By pair of tracks, smaller number first."""

    joined: set[tuple[int, int]] = field(default_factory=set)
    beside: set[tuple[int, int]] = field(default_factory=set)  # in one frame, never overlapping
    overlapping: Counter[tuple[int, int]] = field(default_factory=Counter)  # frames
    common: Counter[tuple[int, int]] = field(default_factory=Counter)  # frames

    def strength(self, pair: tuple[int, int]) -> tuple[int, float]:
        """Frames in which a pair overlaps, and their share of the frames both have."""
        return self.overlapping[pair], self.overlapping[pair] / self.common[pair]


def registered_people(tracks: Mapping[int, Track]) -> RegisteredPeople:
    """Join tracks that show one person.

    Two tracks are joined where they have at least `LEAST_FRAMES` frames in common and overlap
    enough in the majority of them. Where two tracks joined to a third stand side by side in one
    frame, the weaker of the two joins is given up. People are what hangs together then. A track
    that was joined is mixed where

    - no more than half of its overlaps with others are with its person's tracks,
    - its person's tracks still stand side by side, or
    - nothing is joined to it any more.

    So in doubt a track is mixed, and nothing is told of it.

    Args:
        tracks: of both recordings, by a number unique among them.
    """
    pairs = _pairs(tracks)
    kept = set(pairs.joined)
    while (weakest := _weakest_in_conflict(kept, pairs)) is not None:
        kept.remove(weakest)
    members = set(tracks)
    while (astray := _most_astray(kept, members, pairs.overlapping)) is not None:
        members.remove(astray)
    person: dict[int, int] = {}
    for group in _groups(kept, members):
        couples = combinations(sorted(group), 2)
        if len(group) > 1 and not any(couple in pairs.beside for couple in couples):
            person |= dict.fromkeys(group, min(group))
    mixed = {one for pair in pairs.joined for one in pair if one not in person}
    numbers = {first: number for number, first in enumerate(sorted(set(person.values())))}
    return RegisteredPeople(
        person={one: numbers[first] for one, first in person.items()}, mixed=frozenset(mixed)
    )


def _weakest_in_conflict(
    joined: AbstractSet[tuple[int, int]], pairs: _Pairs
) -> tuple[int, int] | None:
    """The join over the fewest frames of those that make one person stand in two places."""
    partners: dict[int, set[int]] = {}
    for first, second in joined:
        partners.setdefault(first, set()).add(second)
        partners.setdefault(second, set()).add(first)
    in_conflict = {
        (min(one, other), max(one, other))
        for one, others in partners.items()
        for couple in combinations(sorted(others), 2)
        if couple in pairs.beside
        for other in couple
    }
    return min(in_conflict, key=lambda pair: (*pairs.strength(pair), pair), default=None)


def _most_astray(
    joined: AbstractSet[tuple[int, int]],
    members: AbstractSet[int],
    overlapping: Mapping[tuple[int, int], int],
) -> int | None:
    """The joined track with the least share of its overlaps in its own group, if at most half.

    One at a time, as the overlaps with a track that goes astray tell nothing of the others.
    """
    counts: dict[int, Counter[int]] = {one: Counter() for one in members}
    for (first, second), frames in overlapping.items():
        if first in members and second in members:
            counts[first][second] += frames
            counts[second][first] += frames
    shares = {
        one: sum(counts[one][other] for other in group) / counts[one].total()
        for group in _groups(joined, members)
        for one in group
        if len(group) > 1
    }
    worst = min(shares, key=lambda one: (shares[one], one), default=None)
    return None if worst is None or shares[worst] > MAJORITY else worst


def _pairs(tracks: Mapping[int, Track]) -> _Pairs:
    pairs = _Pairs()
    for first, second in combinations(sorted(tracks), 2):
        one, other = tracks[first], tracks[second]
        if (
            one.frame_indices[-1] < other.frame_indices[0]
            or other.frame_indices[-1] < one.frame_indices[0]
        ):
            continue
        frames, here, there = np.intersect1d(
            one.frame_indices, other.frame_indices, assume_unique=True, return_indices=True
        )
        if not len(frames):
            continue
        overlapping = int((_overlap(one.boxes[here], other.boxes[there]) >= SAME_PERSON).sum())
        if overlapping:
            pairs.overlapping[first, second] = overlapping
            pairs.common[first, second] = len(frames)
        else:
            pairs.beside.add((first, second))
        if len(frames) >= LEAST_FRAMES and overlapping > MAJORITY * len(frames):
            pairs.joined.add((first, second))
    return pairs


def _overlap(ones: FloatArray, others: FloatArray) -> FloatArray:
    """(n,) intersection over union of row i of (n, 4) with row i."""
    low, high = np.maximum(ones[:, :2], others[:, :2]), np.minimum(ones[:, 2:], others[:, 2:])
    shared = areas(np.concatenate([low, high], axis=1))
    union = areas(ones) + areas(others) - shared
    return np.asarray(shared / np.maximum(union, np.finfo(np.float32).tiny), np.float32)


def _groups(joined: AbstractSet[tuple[int, int]], members: AbstractSet[int]) -> list[set[int]]:
    groups = {one: {one} for one in sorted(members)}
    for first, second in sorted(joined):
        if first in groups and second in groups and groups[first] is not groups[second]:
            groups[first] |= groups[second]
            for one in groups[second]:
                groups[one] = groups[first]
    return list({id(group): group for group in groups.values()}.values())
