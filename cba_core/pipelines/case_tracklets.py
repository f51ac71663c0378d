"""The tracklets of a case as something to learn from, with the pairs that are known for free.

Two tracklets that one camera saw at the same moment show two people: nobody has to say so.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from cba_core.domain.arrays import IntArray
from cba_core.domain.decisions import Decision, Person, Verdict
from cba_core.domain.ids import TrackletId
from cba_core.domain.learning import Constraints, SourceTracklet, TrackletSource
from cba_core.domain.same_person import joined
from cba_core.domain.tracklets import StoredCrop, Tracklet

SEEN_TOGETHER_S = 0.5
"""Shorter meetings may be one person whose track was cut and taken up again beside itself."""


class DecidedPairs(NamedTuple):
    """Pairs that people decided on."""

    same: tuple[tuple[TrackletId, TrackletId], ...]
    different: tuple[tuple[TrackletId, TrackletId], ...]


def tracklets_of_case(
    name: str,
    tracklets: Sequence[Tracklet],
    crops_of: Callable[[TrackletId], Sequence[StoredCrop]],
    decided: DecidedPairs | None = None,
) -> TrackletSource:
    """Every tracklet that has crops; unlabelled, with the pairs that a person decided on.

    Args:
        name: of the case.
        tracklets: of it.
        crops_of: the stored crops of a tracklet, in any order.
        decided: what people decided in the case; a pair of theirs outranks a free one.
    """
    kept: list[Tracklet] = []
    sources: list[SourceTracklet] = []
    for tracklet in tracklets:
        crops = sorted(crops_of(tracklet.id), key=lambda crop: crop.frame_index)
        if not crops:
            continue
        kept.append(tracklet)
        sources.append(
            SourceTracklet(
                name=str(tracklet.id),
                modality=tracklet.modality,
                camera=tracklet.camera,
                frames=tuple(crop.path for crop in crops),
            )
        )
    return TrackletSource(
        name=name,
        tracklets=tuple(sources),
        constraints=_constraints(kept, decided or DecidedPairs((), ())),
    )


def decided_pairs(decisions: Sequence[Decision], people: Sequence[Person]) -> DecidedPairs:
    """What verdicts and people say of pairs; weak support and "cannot say" decide nothing.

    The tracklets of a query are one person's by the asking.
    """
    same: set[tuple[TrackletId, TrackletId]] = set()
    different: set[tuple[TrackletId, TrackletId]] = set()
    for decision in decisions:
        same.update(_chain(decision.query))
        pair = (decision.query[0], decision.candidate)
        if decision.verdict is Verdict.SUPPORTS_SAME:
            same.add(pair)
        if decision.verdict is Verdict.SUPPORTS_DIFFERENT:
            different.add(pair)
    for person in people:
        same.update(_chain(person.tracklets))
    return DecidedPairs(tuple(sorted(same)), tuple(sorted(different)))


def _chain(tracklets: Sequence[TrackletId]) -> Iterable[tuple[TrackletId, TrackletId]]:
    return pairwise(tracklets)


def _constraints(kept: Sequence[Tracklet], decided: DecidedPairs) -> Constraints:
    place = {tracklet.id: position for position, tracklet in enumerate(kept)}
    people = joined(decided.same)
    # What was decided with a picture to ask with, or with a tracklet that is gone, was decided of
    # whoever is one with it.
    place |= {
        one: place[there[0]]
        for group in people
        if (there := [one for one in group if one in place])
        for one in group
        if one not in place
    }
    same = _places(decided.same, place)
    different = _places(decided.different, place)
    one_of = {
        one: number for number, group in enumerate(people) for one in group
    }  # who is one with somebody is one with whoever that one is one with
    groups = [one_of.get(tracklet.id) for tracklet in kept]
    free = [
        (one, other)
        for one, other in seen_together(kept).tolist()
        if groups[one] is None or groups[one] != groups[other]
    ]
    return Constraints(
        must_link=same,
        cannot_link=np.unique(
            np.concatenate([np.array(free, np.int64).reshape(-1, 2), different]), axis=0
        ),
    )


def _places(
    pairs: Sequence[tuple[TrackletId, TrackletId]], place: Mapping[TrackletId, int]
) -> IntArray:
    """(n, 2) positions, the lower one first; pairs of whoever has none are left out."""
    known = {
        tuple(sorted((place[one], place[other])))
        for one, other in pairs
        if one in place and other in place and place[one] != place[other]
    }
    return np.array(sorted(known), np.int64).reshape(-1, 2)


def seen_together(tracklets: Sequence[Tracklet]) -> IntArray:
    """(n, 2) positions of tracklets that one file shows at the same moment, lower one first."""
    by_file: dict[int, list[int]] = defaultdict(list)
    for place, tracklet in enumerate(tracklets):
        by_file[int(tracklet.footage_id)].append(place)
    pairs = []
    for places in by_file.values():
        present: list[int] = []
        for place in sorted(places, key=lambda one: tracklets[one].start_s):
            start = tracklets[place].start_s
            present = [one for one in present if tracklets[one].end_s - start >= SEEN_TOGETHER_S]
            for other in present:
                until = min(tracklets[other].end_s, tracklets[place].end_s)
                if until - start >= SEEN_TOGETHER_S:
                    pairs.append(tuple(sorted((other, place))))
            present.append(place)
    return np.array(sorted(pairs), np.int64).reshape(-1, 2)
