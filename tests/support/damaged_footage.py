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
