"""Files that are not, or no longer, footage: what evidence media really carry."""

import os
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import av
import numpy as np
from PIL import Image

from tests.support.synthetic_footage import textured_ground, walking_boxes, write_clip


def write_empty_file(folder: Path) -> Path:
    """Zero bytes, as a recorder leaves them when its power fails."""
    path = folder / "empty.mp4"
    path.touch()
    return path


def write_truncated_without_moov(folder: Path) -> Path:
    """An MP4 whose table of frames stood at the end that is gone."""
    whole = write_clip(folder / "whole.mp4", walking_boxes(50))
    return cut(whole, folder / "without_moov.mp4", keep=0.6)


def write_truncated_with_moov(folder: Path, *, keep: float = 0.6) -> Path:
    """An MP4 whose table of frames stands first: its beginning can be decoded."""
    whole = write_clip(
        folder / "faststart.mp4", walking_boxes(50), container_options={"movflags": "faststart"}
    )
    return cut(whole, folder / "with_moov.mp4", keep=keep)


def write_text_as_video(folder: Path) -> Path:
    """A text that somebody renamed."""
    path = folder / "notes.mp4"
    path.write_text("nothing moves in here\n" * 40)
    return path


def write_picture_as_video(folder: Path) -> Path:
    """A JPEG that somebody renamed."""
    path = folder / "snapshot.mp4"
    Image.fromarray(textured_ground()).save(path, format="JPEG")
    return path


def write_audio_only(folder: Path) -> Path:
    """Sound without pictures."""
    path = folder / "sound.m4a"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=16000)
        for block in range(20):
            samples = np.zeros((1, 1024), np.float32)
            frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
            frame.sample_rate, frame.pts = 16000, block * 1024
            frame.time_base = Fraction(1, 16000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def write_noise_as_video(folder: Path) -> Path:
    """Random bytes: an encrypted export."""
    path = folder / "encrypted.mp4"
    path.write_bytes(np.random.default_rng(3).bytes(40_000))
    return path


def write_playlist(folder: Path) -> Path:
    """A list of addresses: opening it must not go on line, nor read other files."""
    path = folder / "stream.m3u8"
    path.write_text(
        "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nhttp://192.0.2.1/a.ts\n#EXT-X-ENDLIST\n"
    )
    return path


UNREADABLE: Mapping[Callable[[Path], Path], str] = MappingProxyType(
    {
        write_empty_file: "the file is empty",
        write_truncated_without_moov: "it is cut off: ",
        write_text_as_video: "it is not a video that FFmpeg knows",
        write_picture_as_video: "it is a picture, not a video",
        write_audio_only: "it has no video stream",
        write_noise_as_video: "it is not a video that FFmpeg knows",
        write_playlist: "it is a playlist, not a video",
    }
)
"""Each way to be unreadable, with the beginning of the reason that a person is given."""


def cut(whole: Path, path: Path, *, keep: float) -> Path:
    """The first part of a file."""
    content = whole.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    return path


def spoil(path: Path, *, at: float, count: int = 64) -> Path:
    """Overwrite some bytes of a file, in place."""
    content = bytearray(path.read_bytes())
    begin = int(len(content) * at)
    content[begin : begin + count] = np.random.default_rng(5).bytes(count)
    path.write_bytes(content)
    return path


def permissions_bind() -> bool:
    """Whether a file's mode keeps this process out; root and Windows do not care."""
    return hasattr(os, "geteuid") and os.geteuid() != 0


def write_jammed_decoder(folder: Path) -> Path:
    """VP9 of 40 frames, whose frame 10 leaves FFmpeg's decoder refusing every further packet.

    Several frames in one packet, the first of them damaged: what is left of the packet stays in
    the decoder, which is told so by EAGAIN until it is emptied.
    """
    whole = write_clip(
        folder / "whole.webm",
        walking_boxes(40, width=64, height=48, people=1, box=(8, 16)),
        codec="libvpx-vp9",
        gop=10,
        options={"cpu-used": "8", "deadline": "realtime"},
    )
    path = folder / "jammed.webm"
    with av.open(str(whole)) as source, av.open(str(path), "w") as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        for number, packet in enumerate(source.demux(video=0)):
            if not packet.size:
                continue
            content = bytes(packet)
            if number == 10:
                frames = [b"\0" + content[1:]] * 3 + [content]
                marker = bytes([0b110_11_000 | (len(frames) - 1)])
                sizes = b"".join(len(frame).to_bytes(4, "little") for frame in frames)
                content = b"".join(frames) + marker + sizes + marker
            copy = av.Packet(content)
            copy.pts, copy.dts, copy.time_base = packet.pts, packet.dts, packet.time_base
            copy.is_keyframe, copy.stream = packet.is_keyframe, stream
            target.mux(copy)
    return path


def write_unopenable_decoder(folder: Path) -> Path:
    """Raw video whose pixel format is gone: FFmpeg knows the codec and cannot open it."""
    path = folder / "formatless.mkv"
    frames = walking_boxes(9, width=64, height=48, people=1, box=(8, 16))
    write_clip(path, frames, codec="rawvideo")
    path.write_bytes(path.read_bytes().replace(b"I420", bytes(4)))
    return path


def write_pictures(folder: Path, count: int = 12, *, empty: int | None = None) -> Path:
    """A folder of numbered JPEGs, of which one may have been left empty."""
    folder.mkdir(parents=True)
    for number, pixels in enumerate(walking_boxes(count, width=96, height=64, box=(10, 24))):
        Image.fromarray(pixels).save(folder / f"f{number:04d}.jpg")
    if empty is not None:
        (folder / f"f{empty:04d}.jpg").write_bytes(b"")
    return folder


def write_with_edit_list(folder: Path, *, hidden: int = 7, b_frames: int = 0) -> Path:
    """An MP4 of 80 frames, of which an edit list hides the first ones, as a lossless cut does."""
    frames = walking_boxes(80, width=96, height=64, box=(10, 24))
    whole = write_clip(folder / f"whole_{b_frames}.mp4", frames, b_frames=b_frames)
    path = folder / f"edited_{b_frames}.mp4"
    with av.open(str(whole)) as source, av.open(str(path), "w") as target:
        video = source.streams.video[0]
        stream = target.add_stream_from_template(video)
        earlier = round(hidden / 25 / (video.time_base or Fraction(1, 12800)))
        for packet in source.demux(video):
            if packet.size and packet.pts is not None and packet.dts is not None:
                packet.pts, packet.dts = packet.pts - earlier, packet.dts - earlier
                packet.stream = stream
                target.mux(packet)
    return path


def damage_packets(path: Path, numbers: range) -> Path:
    """Overwrite whole packets of a file's video, in place."""
    with av.open(str(path)) as container:
        places = [(packet.pos, packet.size) for packet in container.demux(video=0) if packet.size]
    content = bytearray(path.read_bytes())
    for number in numbers:
        at, size = places[number]
        if at is not None:
            content[at : at + size] = b"\xff" * size
    path.write_bytes(content)
    return path


def write_stepped_back(folder: Path, *, back_s: float) -> Path:
    """MPEG-TS of 120 and 150 frames, whose clock was set back between them, within a group."""
    path = folder / "stepped_back.ts"
    parts = []
    for first_s, count, seed in ((0.0, 120, 1), (120 / 25 - back_s, 150, 2)):
        frames = walking_boxes(count, width=96, height=64, box=(10, 24), seed=seed)
        whole = write_clip(folder / f"part{seed}.mp4", frames, gop=50)
        part = folder / f"part{seed}.ts"
        with av.open(str(whole)) as source, av.open(str(part), "w") as target:
            video = source.streams.video[0]
            stream = target.add_stream_from_template(video)
            for packet in source.demux(video):
                if packet.size and packet.pts is not None and packet.dts is not None:
                    later = round(first_s / (video.time_base or Fraction(1, 12800)))
                    packet.pts, packet.dts = packet.pts + later, packet.dts + later
                    packet.stream = stream
                    target.mux(packet)
        parts.append(part.read_bytes())
    path.write_bytes(b"".join(parts))
    return path


def write_cut_without_keyframes(folder: Path, *, extension: str, seconds: int = 12) -> Path:
    """The later part of a recording with intra refresh: it decodes, and holds no keyframe."""
    options = {"x264-params": "intra-refresh=1:keyint=50:repeat-headers=1:threads=1"}
    whole = write_clip(
        folder / f"refreshed.{extension}",
        walking_boxes(25 * seconds, width=64, height=48, people=1, box=(8, 16)),
        options=options,
        gop=50,
        format="h264" if extension == "h264" else None,
    )
    content = whole.read_bytes()
    if extension == "h264":
        slices = [at for at in range(len(content) - 4) if content[at : at + 4] == b"\0\0\1\x41"]
        begin = slices[30]
        head = content[: content.find(b"\0\0\1\x65")]
    else:
        begin, head = len(content) // 5 // 188 * 188, b""
    path = folder / f"cut_without_keyframes.{extension}"
    path.write_bytes(head + content[begin:])
    return path
