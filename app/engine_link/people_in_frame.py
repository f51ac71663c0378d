"""Where people are in a frame, and the way one of them came, from the stored tracks."""

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np

from app.engine_link.engine import OpenedCase
from cba_core.domain.arrays import FloatArray
from cba_core.domain.footage import Modality
from cba_core.domain.ids import FootageId, TrackletId
from cba_core.domain.repositories import TrackletFilter
from cba_core.domain.tracklets import Track, Tracklet

TRAIL_S = 5.0
"""How far back the way somebody came is drawn: long enough to see where from, short of a knot."""
_TRACKS_KEPT = 64

Box = tuple[float, float, float, float]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPerson:
    """A tracklet in a frame."""

    tracklet_id: TrackletId
    label: str
    modality: Modality
    box: Box  # x1 y1 x2 y2 as parts of the picture's width and height, 0..1


@dataclass(frozen=True, slots=True, kw_only=True)
class FramePeople:
    """Everyone who is known to be in a frame."""

    selected: Box | None = None
    others: tuple[SeenPerson, ...] = ()
    trail: tuple[Point, ...] = ()  # foot points of the selected one, oldest first, as parts


class PeopleInFrame:
    """The tracks of one footage file; used on its player's thread."""

    def __init__(self, case: OpenedCase, footage_id: FootageId) -> None:
        self._case = case
        self._footage_id = footage_id
        self._selected: TrackletId | None = None
        self._tracks: OrderedDict[TrackletId, tuple[Track, FloatArray]] = OrderedDict()
        self._others: list[Tracklet] = []
        self._spans = np.empty((0, 2))

    def select(self, identifier: TrackletId) -> None:
        """Read the track of the one whose box and trail are drawn."""
        self._selected = identifier
        self._track(identifier)

    def load_others(self) -> None:
        """Read who else is seen in the file; their tracks are read as they come into sight."""
        where = TrackletFilter(footage_ids=(self._footage_id,))
        self._others = self._case.tracklets(where)
        self._spans = np.array([(one.start_s, one.end_s) for one in self._others]).reshape(-1, 2)

    def at(self, time_s: float, width_px: int, height_px: int) -> FramePeople:
        """Who is where at a time of the file."""
        scale = (width_px, height_px, width_px, height_px)

        def parts(box: Box) -> Box:
            left, top, right, bottom = (side / of for side, of in zip(box, scale, strict=True))
            return left, top, right, bottom

        selected: Box | None = None
        trail: tuple[Point, ...] = ()
        if self._selected is not None:
            track, times_s = self._track(self._selected)
            box = box_at(track, times_s, time_s)
            selected = None if box is None else parts(box)
            trail = tuple(
                (x / width_px, y / height_px) for x, y in trail_at(track, times_s, time_s)
            )
        others = []
        rounding = float(np.spacing(np.float32(time_s)))
        is_seen = (self._spans[:, 0] - rounding <= time_s) & (
            time_s <= self._spans[:, 1] + rounding
        )
        for row in np.flatnonzero(is_seen):
            one = self._others[row]
            if one.id == self._selected:
                continue
            box = box_at(*self._track(one.id), time_s)
            if box is not None:
                others.append(
                    SeenPerson(
                        tracklet_id=one.id, label=one.label, modality=one.modality, box=parts(box)
                    )
                )
        return FramePeople(selected=selected, others=tuple(others), trail=trail)

    def _track(self, identifier: TrackletId) -> tuple[Track, FloatArray]:
        held = self._tracks.get(identifier)
        if held is None:
            held = self._tracks[identifier] = self._case.track(identifier)
            while len(self._tracks) > _TRACKS_KEPT:
                self._tracks.popitem(last=False)
        self._tracks.move_to_end(identifier)
        return held


def box_at(track: Track, times_s: FloatArray, time_s: float) -> Box | None:
    """Where the person is at a time, px; between sampled frames on the straight line.

    Sought by time: behind damage a player cannot know which number a frame had while indexing.
    """
    if not len(track):
        return None
    rounding = float(np.spacing(np.float32(times_s[-1])))  # stored times are float32
    if not times_s[0] - rounding <= time_s <= times_s[-1] + rounding:
        return None
    sides = [float(np.interp(time_s, times_s, track.boxes[:, side])) for side in range(4)]
    return sides[0], sides[1], sides[2], sides[3]


def trail_at(track: Track, times_s: FloatArray, time_s: float) -> tuple[Point, ...]:
    """Where the person's feet were in the last seconds before a time, px, oldest first.

    The middle of the box's lower side stands for the feet. It ends where the box is now; of
    somebody who left more than `TRAIL_S` ago there is none.
    """
    first, last = np.searchsorted(times_s, (time_s - TRAIL_S, time_s))
    boxes = track.boxes[first:last]
    points = [((float(box[0]) + float(box[2])) / 2, float(box[3])) for box in boxes]
    here = box_at(track, times_s, time_s)
    if here is not None:
        points.append(((here[0] + here[2]) / 2, here[3]))
    return tuple(points) if len(points) > 1 else ()
