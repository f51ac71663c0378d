"""Whom each track shows, and into how many pieces a person's sightings fell."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cba_core.evaluation.box_joining import NOBODY, people_shown
from cba_core.evaluation.compared_frames import ComparedFrame
from cba_core.evaluation.tracking_metrics import TrueAndFound

MAJORITY = 0.5
"""A track is of the person whom more than this share of its boxes shows."""


@dataclass(slots=True)
class Shown:
    """Whom the boxes of one track show."""

    boxes: int = 0
    people: Counter[int] = field(default_factory=Counter)  # boxes by identity

    @property
    def main_boxes(self) -> int:
        """Boxes of the person it shows most."""
        return max(self.people.values(), default=0)

    @property
    def person(self) -> int | None:
        """Whom the majority of all its boxes shows, if anybody."""
        if self.main_boxes <= MAJORITY * self.boxes:
            return None
        return self.people.most_common(1)[0][0]

    @property
    def is_mixed(self) -> bool:
        """Whether it shows people and none of them in the majority of its boxes."""
        return bool(self.people) and self.person is None


@dataclass(slots=True)
class Sighting:
    """A person seen by one camera without a long break, in one modality."""

    identity: int
    modality: str
    last_frame: int
    tracks: set[int] = field(default_factory=set)  # that are of this person and show it here


def shown_by_tracks(frames: Iterable[TrueAndFound]) -> dict[int, Shown]:
    """By track: each box shows the person it overlaps most, if it overlaps one enough."""
    shown: dict[int, Shown] = {}
    for true, found in frames:
        for track, row in zip(
            found.identities.tolist(), people_shown(found.boxes, true.boxes).tolist(), strict=True
        ):
            one = shown.setdefault(track, Shown())
            one.boxes += 1
            if row != NOBODY:
                one.people[int(true.identities[row])] += 1
    return shown


def purity(shown: Iterable[Shown]) -> float | None:
    """Share of boxes that show their track's main person, over tracks that show anybody."""
    counted = [one for one in shown if one.people]
    boxes = sum(one.boxes for one in counted)
    return sum(one.main_boxes for one in counted) / boxes if boxes else None


def mixing(shown: Iterable[Shown]) -> float | None:
    """Share of another person than the track's main one, over boxes that show anybody."""
    counted = list(shown)
    boxes = sum(one.people.total() for one in counted)
    return 1 - sum(one.main_boxes for one in counted) / boxes if boxes else None


def sightings(
    frames: Sequence[ComparedFrame], shown: Mapping[int, Shown], *, longest_gap: int
) -> list[Sighting]:
    """Every sighting of every true person, with the tracks that are of that person.

    Args:
        frames: of one clip, ascending.
        shown: whom its tracks show.
        longest_gap: frames a person may be out of sight without a new sighting; as many as a
            tracker waits.
    """
    ended: list[Sighting] = []
    running: dict[int, Sighting] = {}
    for frame in frames:
        for identity in frame.true.identities.tolist():
            before = running.get(identity)
            if (
                before is None
                or before.modality != frame.modality
                or frame.index - before.last_frame > longest_gap
            ):
                running[identity] = Sighting(identity, frame.modality, frame.index)
                ended.append(running[identity])
            running[identity].last_frame = frame.index
        rows = people_shown(frame.found.boxes, frame.true.boxes).tolist()
        for track, row in zip(frame.found.identities.tolist(), rows, strict=True):
            identity = int(frame.true.identities[row]) if row != NOBODY else None
            if identity is not None and shown[track].person == identity:
                running[identity].tracks.add(track)
    return ended
