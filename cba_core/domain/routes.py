"""The way of a person from camera to camera, and what of it cannot be (product step 13).

Nothing is left out and nothing is put right: a contradiction says that a decision, a clock or a
walking time is wrong, and only a person can tell which.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from cba_core.domain.error_figures import Apart
from cba_core.domain.ids import TrackletId
from cba_core.domain.time_facts import UNKNOWN_TIME, TimeBasis, TimeFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A tracklet that was taken for a person's, with what its times rest on."""

    tracklet: TrackletId
    camera: str
    start: datetime | None  # aware; None: nobody told when the footage begins
    end: datetime | None
    time: TimeFacts = UNKNOWN_TIME  # what both rest on, and their zone
    recorder: str = ""  # as the clock names it; files of one recorder share its clock

    @property
    def is_timed(self) -> bool:
        """Whether it has a place in time."""
        return self.start is not None and self.end is not None


class LegState(StrEnum):
    """What is known of the way between two sightings."""

    ONE_CAMERA = "one-camera"  # nothing to reckon
    FITS = "fits"  # there was at least the walking time
    TWO_PLACES = "two-places"  # seen at one moment by cameras that lie apart
    TOO_FAST = "too-fast"  # there was less than the walking time
    NOT_TOLD = "not-told"  # nobody said whether the cameras lie apart


CANNOT_BE = frozenset({LegState.TWO_PLACES, LegState.TOO_FAST})
"""What impossible travel is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """The way from one sighting to a later one."""

    start: int  # place of the earlier stop in the route, from 0
    end: int  # of the later one
    gap_s: float  # from the end of the one to the start of the other; below 0: both at once
    together_s: float  # how long both lasted at once
    needed_s: float | None  # the walking time that was entered; None: nobody did
    state: LegState
    clocks_agree: bool
    """Whether the two times may be held against each other: one camera, both clocks compared with
    a right one, or both of one recorder. Else the gap is what the recorders say, no more."""

    @property
    def cannot_be(self) -> bool:
        """Whether it is impossible travel, as far as the clocks are right."""
        return self.state in CANNOT_BE


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Sightings in the order of time."""

    stops: tuple[Sighting, ...] = ()
    legs: tuple[Leg, ...] = ()  # from each stop to the next
    conflicts: tuple[Leg, ...] = ()
    """Every pair of stops that cannot be one person's, not only neighbours."""
    unanswered: tuple[Leg, ...] = ()
    """Every pair of stops at one moment of whose cameras nobody said whether they overlap."""
    untimed: tuple[Sighting, ...] = ()  # no time: they have no place in the order

    @property
    def unsure(self) -> tuple[Leg, ...]:
        """Ways between stops that follow each other, whose clocks nobody compared."""
        return tuple(one for one in self.legs if not one.clocks_agree)


def route_of(sightings: Iterable[Sighting], apart: Iterable[Apart]) -> Route:
    """Put sightings into the order of time, and say of each way what can be said.

    The order in which they are given does not matter, nor that of two cameras. Sightings of one
    tracklet count once. Spans include both their ends: two cameras that lie apart cannot show one
    person at the very same moment, even where the walking time between them is 0.

    Args:
        sightings: of one person.
        apart: least times to walk between two cameras, as a person entered them.
    """
    needed = {frozenset(one.cameras): one.seconds for one in apart}
    given = {one.tracklet: one for one in sightings}.values()
    timed = sorted(
        (one.start, one.end, one.tracklet, one)
        for one in given
        if one.start is not None and one.end is not None
    )
    stops = tuple(one for _, _, _, one in timed)
    starts = [start for start, _, _, _ in timed]
    # Beyond the last stop there is none: a way of any length must not lead out of the calendar.
    lasted = (starts[-1] - starts[0]).total_seconds() if starts else 0.0
    longest = timedelta(seconds=min(max(needed.values(), default=0.0), lasted))
    conflicts: list[Leg] = []
    unanswered: list[Leg] = []
    for early, (_, end, _, _) in enumerate(timed):
        until = bisect_right(starts, end + longest)
        legs = [_leg(stops, early, late, needed) for late in range(early + 1, until)]
        conflicts += [one for one in legs if one.cannot_be]
        unanswered += [one for one in legs if one.state is LegState.NOT_TOLD and one.gap_s <= 0]
    return Route(
        stops=stops,
        legs=tuple(_leg(stops, one, one + 1, needed) for one in range(len(stops) - 1)),
        conflicts=tuple(conflicts),
        unanswered=tuple(unanswered),
        untimed=tuple(
            sorted((one for one in given if not one.is_timed), key=lambda one: one.tracklet)
        ),
    )


def _leg(
    stops: Sequence[Sighting], early: int, late: int, needed: dict[frozenset[str], float]
) -> Leg:
    before, after = stops[early], stops[late]
    if before.end is None or after.start is None or after.end is None:
        raise ValueError("a stop has a time")
    gap_s = (after.start - before.end).total_seconds()
    needed_s = needed.get(frozenset((before.camera, after.camera)))
    if before.camera == after.camera:
        needed_s, state = None, LegState.ONE_CAMERA
    elif needed_s is None:
        state = LegState.NOT_TOLD
    elif gap_s <= 0:
        state = LegState.TWO_PLACES
    else:
        state = LegState.TOO_FAST if gap_s < needed_s else LegState.FITS
    return Leg(
        start=early,
        end=late,
        gap_s=gap_s,
        together_s=max((min(before.end, after.end) - after.start).total_seconds(), 0.0),
        needed_s=needed_s,
        state=state,
        clocks_agree=before.camera == after.camera or _share_a_clock(before, after),
    )


def _share_a_clock(one: Sighting, other: Sighting) -> bool:
    bases = {one.time.basis, other.time.basis}
    if bases == {TimeBasis.CORRECTED}:
        return True
    return bases == {TimeBasis.TOLD} and bool(one.recorder) and one.recorder == other.recorder


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRoute:
    """The route of a person as found."""

    number: int
    name: str
    route: Route
    gone: tuple[TrackletId, ...] = ()
    """Tracklets that the case has no more, since their footage was indexed anew."""
