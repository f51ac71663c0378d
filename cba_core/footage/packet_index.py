"""Which frame has which number, told from packets alone: nothing is decoded."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self, TypeAlias

from cba_core.footage.reel import VideoReel, is_whole

if TYPE_CHECKING:
    from cba_core.footage.reel import VideoPacket

_FORMATS_WITH_A_FULL_TABLE = ("mov,mp4,m4a,3gp,3g2,mj2", "avi")
_PACKETS_TO_COMPARE = 32


Heed: TypeAlias = Callable[[int], None]
"""Told how many frames were gone through so far; what it raises ends the work."""


class _Entry(NamedTuple):
    pts: int
    dts: int
    is_keyframe: bool
    position: int | None = None  # in the file, bytes; None where a table is believed
    is_shown: bool = True  # False: an edit list hides it; it is decoded all the same


class PacketIndex:
    """Time stamps of a video's packets, read as far as they are asked for.

    A container with a full table of its frames that are stored in the order they are shown in
    (most CCTV in MP4 or AVI) is answered from the table; of others the packets are read once,
    without decoding: some 25 microseconds each, and the disk's time.

    A number is right as long as every whole packet gives one frame. Packets that no decoder can
    show, before the first keyframe and those shown before it, are not counted, nor those that an
    edit list hides. Who relies on a number compares it with one that was counted while decoding.
    """

    def __init__(self, path: Path, *, heed: Heed | None = None) -> None:
        """Open the file a second time, apart from whoever decodes it.

        Args:
            path: a video file.
            heed: called after every packet that was read.

        Raises:
            FootageMissingError, FootageUnreadableError: it cannot be opened.
        """
        self._path = path
        self._heed = heed
        self._reel = VideoReel(path)
        self._read_to: int | None = None  # decoding time of the last packet read
        self._pts: list[int] = []  # sorted; what is shown
        self._keyframes: list[int] = []  # sorted time stamps of keyframes
        self._targets: dict[int, int] = {}  # of a keyframe: where to seek to
        self._positions: dict[int, int | None] = {}  # of a keyframe: where in the file it stands
        self._first_keyframe: int | None = None
        self._begins_hidden = False  # whether an edit list hides the first keyframe
        self._is_usable = self._reel.has_clock
        self._is_complete = not self._is_usable
        self._entries = self._table() or self._packets()

    @property
    def is_usable(self) -> bool:
        """False where the file has no time stamps, or the same ones twice, as far as was read."""
        return self._is_usable

    @property
    def first_pts(self) -> int | None:
        """The time stamp of the first frame; None where the file has none."""
        if not self._pts:
            self._read_past(None, fewest=_PACKETS_TO_COMPARE)
        return self._pts[0] if self._pts else None

    def index_of(self, pts: int) -> int | None:
        """The number of the frame with exactly this time stamp; None where there is none."""
        self._read_past(pts)
        at = bisect_left(self._pts, pts)
        is_single = bisect_right(self._pts, pts) == at + 1
        return at if self._is_usable and is_single else None

    def pts_at_or_before(self, pts: int) -> int | None:
        """The time stamp of the frame that is on screen at a time; None before the first."""
        self._read_past(pts)
        at = bisect_right(self._pts, pts)
        return self._pts[at - 1] if at and self._is_usable else None

    def pts_of(self, index: int) -> int | None:
        """The time stamp of a frame; None past the end."""
        while not self._is_complete and len(self._pts) <= index:
            self._read_past(None, fewest=index + 1 - len(self._pts))
        if not self._is_usable or not 0 <= index < len(self._pts):
            return None
        self._read_past(self._pts[index])  # frames stored later may be shown earlier
        return self._pts[index]

    def last_known(self) -> int:
        """The number of the last frame that was read of; -1 before any."""
        return len(self._pts) - 1

    def keyframe_before(self, pts: int) -> int | None:
        """The time stamp of the keyframe shown last at or before a frame; None: there is none."""
        self._read_past(pts)
        at = bisect_right(self._keyframes, pts)
        return self._keyframes[at - 1] if at and self._is_usable else None

    def entry_before(self, pts: int, *, whole_groups: int) -> int | None:
        """Where to seek so that whole groups of pictures are decoded before the frame's own.

        Gives the first keyframe where there are fewer groups, None where there is none, or where
        decoding from the beginning goes through groups that are not shown. The own group is the
        one whose keyframe is shown last at or before the frame: frames that are stored after a
        keyframe and shown before it belong to the group before.
        """
        self._read_past(pts)
        at = bisect_right(self._keyframes, pts)
        if not self._is_usable or not at:
            return None
        if at - 1 < whole_groups and self._begins_hidden:
            return None
        return self._targets[self._keyframes[max(at - 1 - whole_groups, 0)]]

    def is_entered_at(self, reel: VideoReel, pts: int) -> bool:
        """Whether a seek of `reel` led to the very keyframe that has this time stamp here.

        Where a recorder's clock was set back later in the file, another keyframe bears the same
        one, and a seek that goes by time stamps may end there.
        """
        expected = self._positions.get(pts)
        return expected is None or reel.position_of(pts) == expected

    def close(self) -> None:
        """Release the file; twice does nothing."""
        self._reel.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _read_past(self, pts: int | None, *, fewest: int = 0) -> None:
        """Read until everything shown up to `pts` is known, and at least `fewest` packets."""
        if self._is_complete:
            return
        if pts is not None and self._read_to is not None and self._read_to > pts:
            return
        for count, entry in enumerate(self._entries, start=1):
            self._take(entry)
            if self._heed is not None:
                self._heed(len(self._pts))
            self._read_to = entry.dts
            # Nothing is shown before it is stored: all that follow are later than this one.
            if count >= fewest and (pts is None or entry.dts > pts):
                break
        else:
            self._is_complete = True

    def _take(self, entry: _Entry) -> None:
        if self._first_keyframe is None:
            if not entry.is_keyframe:
                return
            self._first_keyframe = entry.pts
            self._begins_hidden = not entry.is_shown
        if entry.pts < self._first_keyframe or not entry.is_shown:
            return
        insort(self._pts, entry.pts)
        if entry.is_keyframe:
            if self._keyframes and entry.pts <= self._keyframes[-1]:
                self._is_usable = False  # the recorder's clock was set back: times are not unique
            self._keyframes.append(entry.pts)
            self._targets[entry.pts] = min(entry.pts, entry.dts)
            self._positions[entry.pts] = entry.position

    def _packets(self) -> Iterator[_Entry]:
        may_lack_pts = not self._reel.orders_frames_anew
        stored_before: int | None = None
        for packet in self._reel.packets():
            dts = packet.dts
            if dts is not None:
                if stored_before is not None and dts <= stored_before:
                    # The recorder's clock was set back, if only a little: what was read so far
                    # does not tell which of two frames a later time stamp means.
                    self._is_usable = False
                    return
                stored_before = dts
            if not packet.size or not is_whole(packet, self._reel.format_name):
                continue
            pts = packet.dts if packet.pts is None and may_lack_pts else packet.pts
            if pts is None:
                self._is_usable = False
                return
            # Without a decoding time nothing tells what may follow: behave as if all might.
            if dts is None:
                dts = self._read_to if self._read_to is not None else pts - (1 << 40)
            yield _Entry(
                pts,
                min(dts, pts),
                packet.is_keyframe,
                packet.pos,
                is_shown=not packet.is_discard,
            )

    def _table(self) -> Iterator[_Entry] | None:
        reel = self._reel
        table = reel.stream.index_entries
        if (
            reel.format_name not in _FORMATS_WITH_A_FULL_TABLE
            or reel.orders_frames_anew
            or len(table) != reel.expected_frames
            or not self._agrees_with_table()
        ):
            return None
        return (
            _Entry(
                entry.timestamp,
                entry.timestamp,
                entry.is_keyframe,
                is_shown=not entry.is_discard,
            )
            for entry in table
        )

    def _agrees_with_table(self) -> bool:
        """Whether the first packets bear the table's time stamps, as stored and as shown."""
        packets: list[VideoPacket] = [
            packet for packet in islice(self._reel.packets(), _PACKETS_TO_COMPARE) if packet.size
        ]
        table = self._reel.stream.index_entries[: len(packets)]
        agrees = bool(packets) and all(
            packet.pts == packet.dts == entry.timestamp
            for packet, entry in zip(packets, table, strict=True)
        )
        if not agrees:  # read them again from the beginning
            self._reel.close()
            self._reel = VideoReel(self._path)
        return agrees
