"""Opening a container safely, and saying in plain words why it cannot be opened."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.container.input import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from cba_core.domain.errors import FootageMissingError, FootageUnreadableError
from cba_core.footage.truncation import cut_off

# A playlist names other files, even remote ones; evidence is one file, and nothing goes on line.
_OPTIONS = {"protocol_whitelist": "file"}
_IS_PLAYLIST = "it is a playlist, not a video"
_IS_PICTURE = "it is a picture, not a video"
_NOT_FOOTAGE = {
    "concat": _IS_PLAYLIST,
    "dash": _IS_PLAYLIST,
    "hls": _IS_PLAYLIST,
    "imf": _IS_PLAYLIST,
    "sdp": "it describes a live stream, it holds no video",
    "adf": "it is a text, not a video",
    "bin": "it is a text, not a video",
    "idf": "it is a text, not a video",
    "tty": "it is a text, not a video",
    "xbin": "it is a text, not a video",
}
_PICTURE_SIGNATURES = (
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"GIF8",
)
_NOT_VIDEO = Disposition.attached_pic | Disposition.timed_thumbnails


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Tell whatever FFmpeg or the system says while a footage file is read as that file's fault.

    Wrap nothing that touches the case: its disk fails in the same words.

    Raises:
        FootageUnreadableError: in place of FFmpeg's errors and of `OSError`.
    """
    try:
        yield
    except (av.FFmpegError, OSError) as error:
        raise FootageUnreadableError(path, reason_of(error)) from error


def check_file(path: Path) -> None:
    """Refuse what no decoder should be given.

    Raises:
        FootageMissingError: there is nothing at `path`.
        FootageUnreadableError: it is empty, no regular file, or may not be read.
    """
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise FootageUnreadableError(path, "it is not a regular file")
        if facts.st_size == 0:
            raise FootageUnreadableError(path, "the file is empty")
        with path.open("rb"):
            pass
    except FileNotFoundError as error:
        raise FootageMissingError(path) from error
    except OSError as error:
        raise FootageUnreadableError(path, reason_of(error)) from error


def open_container(path: Path) -> InputContainer:
    """Open a footage file for reading; the caller closes it.

    Raises:
        FootageMissingError: there is nothing at `path`.
        FootageUnreadableError: FFmpeg cannot open it, or it is no video.
    """
    check_file(path)
    try:
        container = av.open(
            f"file:{path.absolute()}", "r", options=dict(_OPTIONS), metadata_errors="replace"
        )
    except (av.FFmpegError, OSError) as error:
        raise FootageUnreadableError(path, _why_not_opened(path, error)) from error
    reason = _NOT_FOOTAGE.get(container.format.name)
    if reason is None and is_still(container.format.name) and not _has_two_packets(path):
        reason = _IS_PICTURE
    if reason is not None:
        container.close()
        raise FootageUnreadableError(path, reason)
    return container


def video_stream(container: InputContainer, path: Path) -> VideoStream:
    """The largest video of a container, the first of equals; cover pictures do not count.

    Raises:
        FootageUnreadableError: there is none, or FFmpeg has no decoder for it.
    """
    streams = _videos(container)
    if not streams:
        raise FootageUnreadableError(path, "it has no video stream")
    known = [s for s in streams if _has_decoder(s)]
    if not known:
        raise FootageUnreadableError(path, "its video is in a format that FFmpeg cannot decode")
    return max(known, key=lambda stream: stream.width * stream.height)


def unused_videos(path: Path) -> str | None:
    """What a container holds beside the video that is used, for people; None if nothing.

    Raises:
        FootageMissingError, FootageUnreadableError: it cannot be opened.
    """
    if path.is_dir():
        return None
    with open_container(path) as container:
        count = len(_videos(container))
    return f"it holds {count} videos, only the largest is used" if count > 1 else None


def _videos(container: InputContainer) -> list[VideoStream]:
    return [s for s in container.streams.video if not s.disposition & _NOT_VIDEO]


def is_still(format_name: str) -> bool:
    """Whether a format of FFmpeg reads pictures rather than a recording."""
    return format_name == "image2" or format_name.endswith("_pipe")


def reason_of(error: OSError | av.FFmpegError) -> str:
    """The system's or FFmpeg's reason, as the end of a sentence."""
    if isinstance(error, PermissionError):
        return "permission denied"
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]


def _why_not_opened(path: Path, error: OSError | av.FFmpegError) -> str:
    with path.open("rb") as file:
        head = file.read(12)
    if head.startswith(_PICTURE_SIGNATURES) or (head[:4], head[8:]) == (b"RIFF", b"WEBP"):
        return _IS_PICTURE
    if head.startswith(b"#EXTM3U"):
        return _IS_PLAYLIST
    cut = cut_off(path)
    if cut is not None:
        return f"it is cut off: {cut}"
    if isinstance(error, av.InvalidDataError):
        return f"it is not a video that FFmpeg knows ({reason_of(error)})"
    return reason_of(error)


def _has_decoder(stream: VideoStream) -> bool:
    decoder: object = stream.codec_context  # its stub leaves out that it may be None
    return decoder is not None


def _has_two_packets(path: Path) -> bool:
    """Motion JPEG without a container looks like one picture; only its second frame tells."""
    with av.open(f"file:{path.absolute()}", "r", options=dict(_OPTIONS)) as container:
        packets = (packet for packet in container.demux(video=0) if packet.size)
        return next(packets, None) is not None and next(packets, None) is not None
