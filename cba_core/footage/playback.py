"""Frames of a footage file for a player: any time, the next one, the one before."""

from collections import OrderedDict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from av.video.frame import VideoFrame

from cba_core.domain.errors import FootageUnreadableError
from cba_core.domain.footage import Frame
from cba_core.footage.opening import reading
from cba_core.footage.packet_index import PacketIndex
from cba_core.footage.pyav_source import Clock, Development
from cba_core.footage.reel import ASSUMED_RATE, Reel, VideoReel, open_reel

_CACHE_BYTES = 128 << 20
_FEWEST_CACHED = 16
_WALK_AT_MOST_S = 1.0  # decoding on beats a seek for about as long
_GROUPS_TO_TRY = (0, 1, 3)  # further back where a keyframe is damaged
_ROUNDING = 1e-6  # s; times are multiples of the time base that floats only come near


class _Shot(NamedTuple):
    number: int
    time_s: float
    picture: VideoFrame


class Playback:
    """Holds a decoder and the last decoded frames; use it from one thread at a time.

    Times are those of `PyAvSource.frames`. So are numbers, as long as every packet gives one
    frame: behind damage a seek cannot know how many frames a pass from the beginning would have
    lost, so whoever looks for what was found in a frame looks by its time. Within one player a
    number always means the same frame. A file with time stamps is entered at the keyframe before
    the wanted frame; one without is decoded from where the player stands, or from its beginning.
    """

    def __init__(self, path: Path, *, threads: int = 1) -> None:
        """Open the file.

        Raises:
            FootageMissingError, FootageUnreadableError: it cannot be opened.
        """
        self._path = path
        self._threads = threads
        self._development = Development(path)
        self._cache: OrderedDict[int, _Shot] = OrderedDict()
        self._reel: Reel = open_reel(path, threads=threads)
        self._step_s = float(1 / (self._reel.rate or ASSUMED_RATE))
        self._packets: PacketIndex | None = None
        self._shots = self._from_the_beginning(self._reel)
        self._ahead = 0  # number of the frame that the decoder gives next
        self._last: _Shot | None = None  # what was given last
        self._shown: tuple[float, float] | None = None
        if isinstance(self._reel, VideoReel) and self._reel.has_clock:
            self._packets = self._fitting_packets()

    @property
    def enters_anywhere(self) -> bool:
        """Whether a seek costs one group of pictures at most, wherever it goes."""
        return self._packets is not None and self._packets.is_usable

    @property
    def shown_range_s(self) -> tuple[float, float] | None:
        """Earliest and latest time of a frame that was given; None before the first."""
        return self._shown

    def seek(self, time_s: float) -> Frame:
        """The frame on screen at a time: the last one that begins at or before it.

        Before the first frame gives the first, after the last gives the last.

        Raises:
            FootageUnreadableError: no frame can be decoded.
        """
        index = self._index_at(time_s)
        if index is not None:
            return self._show(index)
        if not self._reel.has_clock:
            return self._show(max(int((time_s + _ROUNDING) / self._step_s), 0))
        return self._walk_to(time_s)

    def preview(self, time_s: float, *, beyond: int = -1) -> Frame | None:
        """The keyframe before a time: what can be shown of it at once.

        None where the frame that `seek` gives comes as fast, the file cannot be entered, or the
        keyframe does not lie beyond a frame's number.

        Raises:
            FootageUnreadableError: no frame can be decoded.
        """
        index, packets = self._index_at(time_s), self._packets
        if index is None or packets is None or index in self._cache or self._is_near(index):
            return None
        pts = packets.pts_of(index)
        entry = None if pts is None else packets.keyframe_before(pts)
        at = None if entry is None else packets.index_of(entry)
        return None if at is None or at == index or at <= beyond else self._show(at)

    def frame_at(self, index: int) -> Frame:
        """The frame of a number; the last one where the number lies past the end.

        Raises:
            FootageUnreadableError: no frame can be decoded.
        """
        return self._show(max(index, 0))

    def next(self) -> Frame | None:
        """The frame after the one given last, at first the first; None after the last."""
        _, shot = self._around(0 if self._last is None else self._last.number + 1)
        return None if shot is None else self._give(shot)

    def previous(self) -> Frame | None:
        """The frame before the one given last; None before the first."""
        shown = 0 if self._last is None else self._last.number
        return self._show(shown - 1) if shown > 0 else None

    def close(self) -> None:
        """Release decoder and frames; twice does nothing."""
        self._reel.close()
        if self._packets is not None:
            self._packets.close()
        self._cache.clear()
        self._last = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _fitting_packets(self) -> PacketIndex | None:
        """What the packets tell, where they begin with the frame that decoding begins with."""
        with reading(self._path):
            first = next(self._shots, None)
        if first is None:
            return None
        self._ahead = first.number + 1
        self._keep(first)
        packets = PacketIndex(self._path)
        if packets.first_pts is None or packets.first_pts != first.picture.pts:
            packets.close()
            return None
        return packets

    def _index_at(self, time_s: float) -> int | None:
        """The number of the frame on screen at a time, where time stamps tell it."""
        packets = self._packets
        if packets is None or packets.first_pts is None:
            return None
        ticks = int((time_s + _ROUNDING) / float(self._reel.time_base))
        pts = packets.pts_at_or_before(packets.first_pts + ticks)
        return packets.index_of(packets.first_pts if pts is None else pts)

    def _is_near(self, index: int) -> bool:
        """Whether decoding on from where the decoder stands beats a seek."""
        return 0 <= (index - self._ahead) * self._step_s <= _WALK_AT_MOST_S

    def _is_in_group(self, index: int) -> bool:
        """Whether a seek would lead behind the decoder, to the keyframe it has come from."""
        packets = self._packets
        if packets is None or index < self._ahead:
            return False
        pts = packets.pts_of(index)
        entry = None if pts is None else packets.keyframe_before(pts)
        at = None if entry is None else packets.index_of(entry)
        return at is not None and at < self._ahead

    def _give(self, shot: _Shot) -> Frame:
        self._last = shot
        first, last = self._shown or (shot.time_s, shot.time_s)
        self._shown = (min(first, shot.time_s), max(last, shot.time_s))
        return self._development.frame(*shot)

    def _show(self, index: int) -> Frame:
        packets = self._packets
        if packets is not None and packets.pts_of(index) is None and packets.is_usable:
            index = min(index, max(packets.last_known(), self._ahead))
        shot, _ = self._around(index)
        while shot is None and index > 0:
            # Past the end, or past what can be decoded: the last frame there is.
            index = min(index, self._ahead) - 1
            shot, _ = self._around(index)
        if shot is None:
            raise FootageUnreadableError(self._path, "none of its frames can be decoded")
        return self._give(shot)

    def _walk_to(self, time_s: float) -> Frame:
        """For files whose time stamps do not name a frame: look at all of them in turn."""
        shown = self._last
        if shown is None or shown.time_s > time_s + _ROUNDING:
            _, shown = self._around(0)
        at = 0
        while shown is not None:
            at = shown.number
            _, shown = self._around(at + 1)
            if shown is not None and shown.time_s > time_s + _ROUNDING:
                break
        return self._show(at)

    def _around(self, index: int) -> tuple[_Shot | None, _Shot | None]:
        """The last frame up to a number and the first from it on, as far as they are met.

        Both are the number's own frame where damage did not take it.
        """
        if index in self._cache:
            self._cache.move_to_end(index)
            return self._cache[index], self._cache[index]
        with reading(self._path):
            walks = self._is_near(index) or self._is_in_group(index)
            if not walks and not self._enter_before(index) and index < self._ahead:
                self._rewind()
            before: _Shot | None = None
            for shot in self._shots:
                self._ahead = shot.number + 1
                self._keep(shot)
                if shot.number >= index:
                    return (shot if shot.number == index else before), shot
                before = shot
        return before, None

    def _keep(self, shot: _Shot) -> None:
        picture = shot.picture
        size = sum(plane.buffer_size for plane in picture.planes) or 1
        self._cache[shot.number] = shot
        self._cache.move_to_end(shot.number)
        while len(self._cache) > max(_CACHE_BYTES // size, _FEWEST_CACHED):
            self._cache.popitem(last=False)

    def _rewind(self) -> None:
        self._reel.close()
        self._reel = open_reel(self._path, threads=self._threads)
        self._shots = self._from_the_beginning(self._reel)
        self._ahead = 0

    def _from_the_beginning(self, reel: Reel) -> Iterator[_Shot]:
        return self._numbered(reel.pictures(), 0, Clock(reel))

    def _enter_before(self, index: int) -> bool:
        """Stand at the keyframe before a frame, where its time stamp is known for certain."""
        if self._packets is None or not isinstance(self._reel, VideoReel):
            return False
        pts = self._packets.pts_of(index)
        if pts is None:
            return False
        for whole_groups in _GROUPS_TO_TRY:
            target = self._packets.entry_before(pts, whole_groups=whole_groups)
            if target is None or not self._reel.seek(target):
                break
            if self._enter_at_a_keyframe_up_to(index, self._reel, self._packets):
                return True
        self._rewind()
        return False

    def _enter_at_a_keyframe_up_to(self, index: int, reel: VideoReel, packets: PacketIndex) -> bool:
        clock = Clock(reel, packets.first_pts)
        pictures = reel.pictures()
        for picture in pictures:
            if picture.key_frame and picture.pts is not None:
                at = packets.index_of(picture.pts)
                if at is None or at > index or not packets.is_entered_at(reel, picture.pts):
                    return False
                self._ahead = at
                self._shots = self._numbered(chain((picture,), pictures), at, clock)
                return True
        return False

    def _numbered(
        self, pictures: Iterator[VideoFrame], number: int, clock: Clock
    ) -> Iterator[_Shot]:
        """Number pictures from `number` on as their packets are, so that damage shifts none."""
        for picture in pictures:
            if self._packets is not None and picture.pts is not None:
                known = self._packets.index_of(picture.pts)
                number = number if known is None else max(known, number)
            yield _Shot(number, clock.at(picture.pts), picture)
            number += 1
