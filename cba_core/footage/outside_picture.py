"""A picture file from outside: looked at before it is decoded, so that a bad one does no harm."""

import hashlib
import io
import warnings
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

from cba_core.domain.arrays import UInt8Array
from cba_core.domain.asked import (
    MOST_PICTURE_BYTES,
    MOST_PICTURE_PIXELS,
    PictureRefusedError,
)
from cba_core.domain.footage import Frame, Modality, Planes
from cba_core.footage.chroma import energy_of, likelier

SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "BMP": ".bmp", "TIFF": ".tif", "WEBP": ".webp"}
"""What both of the libraries read that look at a picture, and how the case's copy is named."""

_REMEDY = "Give a JPEG, PNG, BMP, TIFF or WebP file; save it as one of these in a picture program."


class OutsidePicture(NamedTuple):
    """A picture as it was read, once."""

    content: bytes
    suffix: str
    sha256: str
    pixels: UInt8Array  # (h, w, 3) RGB, upright

    @property
    def modality(self) -> Modality:
        """What its chroma proposes, by the rule that footage goes by."""
        return modality_of(self.pixels)

    def frame(self) -> Frame:
        """The picture as a detector takes it."""
        return frame_of(self.pixels)


def read_picture(path: Path) -> OutsidePicture:
    """Read a picture; its orientation tag is obeyed.

    Raises:
        PictureRefusedError: there is none, or it is too large, damaged or of another kind.
    """
    content = _content(path)
    suffix = _suffix_of(content, path.name)
    try:
        decoded = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR_RGB)
    except cv2.error:  # such as of sides that it does not take
        decoded = None
    if decoded is None:
        raise PictureRefusedError(f"{path.name} is a damaged picture", "Copy it again. " + _REMEDY)
    return OutsidePicture(
        content, suffix, hashlib.sha256(content).hexdigest(), np.asarray(decoded, np.uint8)
    )


def shown_picture(path: Path, most_side_px: int) -> tuple[UInt8Array, tuple[int, int]]:
    """A picture as people are to see it, and its width and height in pixels before it was shrunk.

    It is what will be asked with: another library may turn it otherwise or see other colours, and
    a box drawn over that would be round somebody else.

    Args:
        path: the file.
        most_side_px: neither side of what is given is longer.

    Returns:
        (h, w, 3) RGB, and the size.

    Raises:
        PictureRefusedError: as `read_picture`.
    """
    pixels = read_picture(path).pixels
    height, width = pixels.shape[:2]
    scale = most_side_px / max(height, width)
    if scale < 1:
        size = (max(round(width * scale), 1), max(round(height * scale), 1))
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    return pixels, (width, height)


def modality_of(pixels: UInt8Array) -> Modality:
    """What the chroma of one picture (h, w, 3) RGB proposes."""
    return likelier(energy_of(_planes(pixels)))


def frame_of(pixels: UInt8Array) -> Frame:
    """A picture (h, w, 3) RGB as the only frame of a recording."""
    return Frame(index=0, time_s=0.0, render=lambda: pixels, see=lambda: _planes(pixels))


def _planes(pixels: UInt8Array) -> Planes:
    yuv = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2YCrCb), np.uint8)
    return Planes(yuv[..., 0], np.ascontiguousarray(yuv[..., 1:].transpose(2, 0, 1)))


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise PictureRefusedError(f"There is no picture at {path}", "Check the path.")
        size = path.stat().st_size
        if size > MOST_PICTURE_BYTES:
            raise PictureRefusedError(
                f"{path.name} has {size >> 20} MB; a picture to ask with has "
                f"{MOST_PICTURE_BYTES >> 20} MB at most",
                "Cut the person out in a picture program and ask with that part.",
            )
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise PictureRefusedError(
            f"{path.name} cannot be read: {reason}", "Check that you may read it."
        ) from error


def _suffix_of(content: bytes, name: str) -> str:
    """The kind, told by the header alone; nothing is decoded before its size is known."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=list(SUFFIXES)) as picture:
                kind, (width, height) = str(picture.format), picture.size
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(name) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise PictureRefusedError(f"{name} is not a picture", _REMEDY) from error
    if width * height > MOST_PICTURE_PIXELS:
        raise _too_large(name)
    return SUFFIXES.get(kind, ".jpg")  # MPO, which many cameras write, begins as a JPEG


def _too_large(name: str) -> PictureRefusedError:
    return PictureRefusedError(
        f"{name} has more than {MOST_PICTURE_PIXELS // 1_000_000} million pixels",
        "Cut the person out in a picture program and ask with that part.",
    )
