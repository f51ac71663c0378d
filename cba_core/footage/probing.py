"""What a footage file is, told by its container and by the first frames that decode."""

from bisect import insort
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path
from statistics import median

from av.video.frame import VideoFrame

from cba_core.domain.errors import FootageUnreadableError
from cba_core.domain.footage import FootageFacts
from cba_core.footage.orientation import orientation_of
from cba_core.footage.reel import PictureReel, VideoReel, is_whole, open_reel

_PACKETS_TO_TIME = 400
_LAST_TO_IGNORE = 16  # frames that belong between these may stand behind the packets looked at
_FEWEST_TO_JUDGE = 8
_EVEN_WITHIN = 0.05  # of the usual interval
_EVEN_TICKS = 1.5  # of the time base: 30 frames a second in milliseconds are 33, 33, 34
_PAUSE = 5  # times the usual interval, beyond which nothing was recorded
_MICROSECONDS = 1_000_000


def probe(path: Path) -> FootageFacts:
    """Read a video file's facts, or those of a folder of numbered pictures.

    Raises:
        FootageMissingError: there is nothing at `path`.
        FootageUnreadableError: not a single frame of it can be decoded; says why.
    """
    reel = open_reel(path)
    try:
        picture = next(reel.pictures(), None)
        if picture is None:
            raise FootageUnreadableError(path, _why_nothing_decodes(reel))
        facts = _facts(reel, picture)
    finally:
        reel.close()
    if not facts.has_timestamps:
        return facts
    return _with_even_or_uneven_rate(path, facts)


def _facts(reel: VideoReel | PictureReel, picture: VideoFrame) -> FootageFacts:
    orientation = orientation_of(picture)
    sides = (picture.width, picture.height)
    width, height = reversed(sides) if orientation.swaps_sides else sides
    has_timestamps = reel.has_clock and picture.pts is not None
    return FootageFacts(
        container=reel.format_name,
        codec=reel.codec_name,
        width_px=width,
        height_px=height,
        rotation_deg=orientation.degrees,
        duration_s=_duration_s(reel) if has_timestamps else None,
        expected_frames=reel.expected_frames,
        frame_rate=None if reel.rate is None else float(reel.rate),
        is_variable_frame_rate=None,
        time_base=f"{reel.time_base.numerator}/{reel.time_base.denominator}",
        has_timestamps=has_timestamps,
        pixel_format=picture.format.name,
    )


def _duration_s(reel: VideoReel | PictureReel) -> float | None:
    """The video's own duration, else the container's; without time stamps FFmpeg guesses it."""
    if isinstance(reel, PictureReel):
        return None
    if reel.stream.duration:
        return float(reel.stream.duration * reel.time_base)
    return reel.container.duration / _MICROSECONDS if reel.container.duration else None


def _with_even_or_uneven_rate(path: Path, facts: FootageFacts) -> FootageFacts:
    with VideoReel(path) as reel:
        stamps = _first_time_stamps(reel)
        time_base = float(reel.time_base)
    if len(stamps) < _FEWEST_TO_JUDGE:
        return facts
    intervals = [later - earlier for earlier, later in pairwise(stamps)]
    usual = median(intervals)
    slack = max(_EVEN_TICKS, _EVEN_WITHIN * usual)
    is_variable = any(abs(interval - usual) > slack for interval in intervals)
    rate = facts.frame_rate
    # A recorder that waits for motion writes its pauses into the mean; whoever samples and
    # follows needs the rate between them.
    recorded = [interval for interval in intervals if interval <= _PAUSE * usual]
    if sum(recorded) > 0:
        while_recording = len(recorded) / (sum(recorded) * time_base)
        if rate is not None and len(stamps) > _PACKETS_TO_TIME // 2:
            # The mean of all of it tells what lies behind the packets that were looked at.
            is_variable = is_variable or abs(rate / while_recording - 1) > _EVEN_WITHIN
        if rate is None or rate * _PAUSE < while_recording:
            rate = round(while_recording, 6)  # time stamps are no finer
    return replace(facts, is_variable_frame_rate=is_variable, frame_rate=rate)


def _first_time_stamps(reel: VideoReel) -> list[int]:
    """Sorted time stamps of the first packets."""
    stamps: list[int] = []
    packets = islice((packet for packet in reel.packets() if packet.size), _PACKETS_TO_TIME)
    read = 0
    for packet in packets:
        read += 1
        stamp = packet.dts if packet.pts is None else packet.pts
        if stamp is not None and not packet.is_discard and is_whole(packet, reel.format_name):
            insort(stamps, stamp)
    has_more = read == _PACKETS_TO_TIME
    return stamps[:-_LAST_TO_IGNORE] if has_more and reel.orders_frames_anew else stamps


def _why_nothing_decodes(reel: VideoReel | PictureReel) -> str:
    if reel.cut_off is not None:
        return f"it is cut off: {reel.cut_off}"
    if reel.skipped:
        return f"none of its frames can be decoded as {reel.codec_name}"
    return "it holds no frames"
