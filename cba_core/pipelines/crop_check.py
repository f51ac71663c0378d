"""Whether a stored crop is a whole picture, told by its ends and its header."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from cba_core.domain.asked import AskedPicture

_BEGIN = b"\xff\xd8"
_END = b"\xff\xd9"
_MOST_BYTES = 64 << 20


def fault_of_crop(path: Path) -> str | None:
    """What is wrong with a crop; None where nothing is. The picture itself is not decoded."""
    try:
        if path.is_symlink() or not path.is_file():
            return "it is missing"
        size = path.stat().st_size
        if not len(_BEGIN) + len(_END) <= size <= _MOST_BYTES:
            return f"it has {size} bytes: it was not written whole"
        with path.open("rb") as file:
            begin = file.read(len(_BEGIN))
            file.seek(-len(_END), 2)
            end = file.read()
    except OSError as error:
        return f"it cannot be read: {error.strerror}"
    if begin != _BEGIN:
        return "it is no picture"
    if end != _END:
        return "it was not written whole: its end is missing"
    return _fault_of_header(path)


def faults_of_asked(asked: AskedPicture) -> Iterator[tuple[Path, str]]:
    """What is wrong with the files of a picture that somebody asked with, each with its path."""
    for path, expected in ((asked.crop, asked.crop_sha256), (asked.picture, asked.picture_sha256)):
        if path is None:
            continue
        try:
            if path.is_symlink() or not path.is_file():
                yield path, "it is missing"
            elif hashlib.sha256(path.read_bytes()).hexdigest() != expected:
                yield path, "its content has changed since it was asked with"
        except OSError as error:
            yield path, f"it cannot be read: {error.strerror}"


def _fault_of_header(path: Path) -> str | None:
    from PIL import Image

    try:
        with Image.open(path) as picture:
            if picture.format != "JPEG" or not all(picture.size):
                return f"it is {picture.format} of {picture.size}, no crop"
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        return f"its header is damaged: {error}"
    return None
