"""Clips as stream copies: the packets of the source, byte for byte, in a new container."""

import errno
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import av
from av.container.input import InputContainer
from av.video.stream import VideoStream

from cba_core.domain.errors import CbaError

_CONTAINERS = {
    "mov,mp4,m4a,3gp,3g2,mj2": ("mp4", ".mp4"),
    "matroska,webm": ("matroska", ".mkv"),
    "avi": ("avi", ".avi"),
    "mpegts": ("mpegts", ".ts"),
}
_REORDERED_AT_MOST = 64
"""Packets among which the first frame shown is; codecs reorder far fewer."""
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FALLBACK = ("matroska", ".mkv")


class ClipNotCopiedError(CbaError):
    """A stretch of footage cannot be copied without encoding it anew."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"No stream copy of {name} can be made: {reason}",
            "Keep the whole file as the exhibit, or make an annotated copy, which is encoded anew: "
            "cba exhibit annotate CASE",
        )


class PacketFacts(NamedTuple):
    """One packet of the source's video."""

    pts: int | None
    is_keyframe: bool
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class CopiedStream:
    """What was copied."""

    path: Path
    container: str
    is_container_of_source: bool
    same_headers: bool  # whether the decoder's headers are the source's, too
    packets: tuple[PacketFacts, ...]  # in decoding order, time stamps of the source
    shift: int  # taken from every time stamp, in the source's time base
    zero: int  # time stamp of the source's first frame
    time_base: Fraction  # seconds of a tick, of the source


Opened = Callable[[], tuple[InputContainer, VideoStream]]


def copy_stream(
    opened: Opened,
    name: str,
    folder: Path,
    *,
    start_s: float,
    end_s: float,
    checkpoint: Callable[[], None],
) -> CopiedStream:
    """Copy the packets from the keyframe at or before the start to the end of a stretch.

    The copy is read back: a container that stores packets in another form is not kept.

    Args:
        opened: opens the source and gives its video.
        name: the source, for people.
        folder: where the clip is written.
        start_s: seconds from the first time stamp.
        end_s: likewise.
        checkpoint: called at every packet; may raise.

    Raises:
        ClipNotCopiedError: no time stamps, no keyframe, or no container takes them as they are.
    """
    try:
        wanted = _packets_to_copy(opened, name, start_s, end_s, checkpoint)
    except av.FFmpegError as error:
        raise ClipNotCopiedError(name, str(error)) from error
    with opened()[0] as container:
        own = _CONTAINERS.get(container.format.name)
    reasons = []
    for choice in dict.fromkeys((own or _FALLBACK, _FALLBACK)):
        path = folder / f"clip{choice[1]}"
        try:
            packets, shift = _remux(
                opened, path, choice[0],
                first=wanted.first, decode_times=wanted.decode_times, checkpoint=checkpoint,
            )  # fmt: skip
            same_headers = _read_back(path, opened, packets)
        except (av.FFmpegError, ValueError) as error:
            if isinstance(error, av.FFmpegError) and error.errno in _NO_ROOM:
                raise OSError(error.errno, error.strerror) from error
            reasons.append(f"{choice[0]}: {error}")
            path.unlink(missing_ok=True)
            continue
        return CopiedStream(
            path=path,
            container=choice[0],
            is_container_of_source=choice == own,
            same_headers=same_headers,
            packets=packets,
            shift=shift,
            zero=wanted.zero,
            time_base=wanted.time_base,
        )
    raise ClipNotCopiedError(name, "; ".join(reasons))


class _Wanted(NamedTuple):
    first: int  # number of the first packet, in decoding order
    decode_times: list[int]  # of it and all others
    zero: int
    time_base: Fraction


def _packets_to_copy(
    opened: Opened, name: str, start_s: float, end_s: float, checkpoint: Callable[[], None]
) -> _Wanted:
    """Which packets a stretch needs.

    Decoding times are reckoned anew: some containers leave them out where frames are reordered.
    """
    stamps: list[tuple[int, bool]] = []
    container, stream = opened()
    with container:
        if stream.time_base is None:
            raise ClipNotCopiedError(name, "its video has no time base")
        base = stream.time_base
        for packet in container.demux(stream):
            checkpoint()
            if not packet.size:
                continue
            if packet.pts is None:
                raise ClipNotCopiedError(name, "its packets carry no time stamps")
            stamps.append((packet.pts, packet.is_keyframe))
    if not stamps:
        raise ClipNotCopiedError(name, "it holds no packets")
    zero = min(pts for pts, _ in stamps[:_REORDERED_AT_MOST])
    start, end = zero + start_s / base, zero + end_s / base
    within = [number for number, (pts, _) in enumerate(stamps) if start <= pts <= end]
    if not within:
        raise ClipNotCopiedError(name, "no frame lies in this stretch")
    first_pts = min(stamps[number][0] for number in within)
    keys = [
        n
        for n, (pts, is_key) in enumerate(stamps)
        if is_key and pts <= first_pts and n <= within[0]
    ]
    if not keys:
        raise ClipNotCopiedError(name, "no keyframe lies before this stretch")
    chosen = [pts for pts, _ in stamps[keys[-1] : within[-1] + 1]]
    in_order = sorted(chosen)
    delay = max(at - pts for at, pts in zip(in_order, chosen, strict=True))
    return _Wanted(keys[-1], [at - delay for at in in_order], zero, base)


def _remux(
    opened: Opened,
    path: Path,
    kind: str,
    *,
    first: int,
    decode_times: list[int],
    checkpoint: Callable[[], None],
) -> tuple[tuple[PacketFacts, ...], int]:
    packets: list[PacketFacts] = []
    shift = decode_times[0]
    container, stream = opened()
    options = {"fflags": "+bitexact"}
    with container, av.open(str(path), "w", format=kind, container_options=options) as target:
        copy = target.add_stream_from_template(stream)
        of_source = (packet for packet in container.demux(stream) if packet.size)
        for packet in islice(of_source, first, first + len(decode_times)):
            checkpoint()
            packets.append(_facts(packet))
            if packet.pts is None:
                raise ValueError("a packet lost its time stamp")
            packet.dts = decode_times[len(packets) - 1] - shift
            packet.pts -= shift
            packet.stream = copy
            target.mux(packet)
    return tuple(packets), shift


def _read_back(path: Path, opened: Opened, packets: tuple[PacketFacts, ...]) -> bool:
    """Whether the headers are the same, too.

    Raises:
        ValueError: the packets are not.
    """
    source, source_stream = opened()
    with source, av.open(str(path)) as container:
        stream = container.streams.video[0]
        written = [_facts(packet).sha256 for packet in container.demux(stream) if packet.size]
        if written != [packet.sha256 for packet in packets]:
            raise ValueError("it stores the packets in another form")
        return stream.codec_context.extradata == source_stream.codec_context.extradata


def _facts(packet: "av.Packet[Any]") -> PacketFacts:
    content = bytes(packet)
    return PacketFacts(
        packet.pts, packet.is_keyframe, len(content), hashlib.sha256(content).hexdigest()
    )
