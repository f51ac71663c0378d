"""A plan as a page shows it: upright, opaque, eight bits a colour, and no larger than it needs."""

import io
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from cba_core.domain.errors import CbaError

MOST_SIDE_PX = 1600
_ORIENTATION = 0x0112  # of Exif
_BITS_BEYOND = 8
"""Of a grey value of sixteen bits, that a page cannot show."""
_GREYS = 255


class PagePictureError(CbaError):
    """A picture that was a plan cannot be drawn any more."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, "Choose another picture for the plan.")


@lru_cache(maxsize=2)
def page_picture(path: Path, sha256: str) -> bytes:
    """A picture as PNG; the last are kept, for each preview of a report draws them again.

    Args:
        path: a picture that was looked at when it became the plan.
        sha256: of its content, by which it is kept.

    Raises:
        PagePictureError: it cannot be decoded here.
    """
    del sha256  # the key of what is kept
    try:
        with Image.open(path) as opened:
            small = _opaque(_small(opened))
            upright = ImageOps.exif_transpose(_with_orientation(small, opened))
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise PagePictureError(f"it cannot be decoded ({type(error).__name__})") from error
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)  # without what its file said of colours, orientation and makers
    written = io.BytesIO()
    clean.save(written, "PNG")
    return written.getvalue()


def _small(opened: Image.Image) -> Image.Image:
    """In a kind that holds its greys and its transparency, and small from here on."""
    opened.draft("RGB", (MOST_SIDE_PX, MOST_SIDE_PX))  # a JPEG is decoded small
    if opened.mode in {"I", "F"} or opened.mode.startswith("I;16"):
        picture = Image.fromarray(_eight_bits(np.asarray(opened)))
    elif opened.mode == "P" or "transparency" in opened.info:
        picture = opened.convert("RGBA")
    elif opened.mode == "1":
        picture = opened.convert("L")
    else:
        picture = opened.copy()
    picture.thumbnail((MOST_SIDE_PX, MOST_SIDE_PX))
    return picture


def _eight_bits(
    grey: "np.ndarray[tuple[int, ...], np.dtype[np.generic]]",
) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    """Whole numbers of sixteen bits by their upper ones, others between their least and most."""
    if grey.dtype == np.uint16:
        return (grey.astype(np.uint16) >> _BITS_BEYOND).astype(np.uint8)
    values = np.nan_to_num(grey.astype(np.float64))
    low, high = float(values.min()), float(values.max())
    if low >= 0 and high <= _GREYS and grey.dtype.kind in "iu":
        return values.astype(np.uint8)
    return (_GREYS * (values - low) / ((high - low) or 1.0)).astype(np.uint8)


def _opaque(picture: Image.Image) -> Image.Image:
    """On white, which is what a drawing on a transparent ground is meant for."""
    if picture.mode in {"RGBA", "LA", "PA", "La", "RGBa"}:
        over = picture.convert("RGBA")
        ground = Image.new("RGBA", over.size, "white")
        return Image.alpha_composite(ground, over).convert("RGB")
    return picture.convert("RGB")


def _with_orientation(picture: Image.Image, opened: Image.Image) -> Image.Image:
    """Conversion loses how a picture is held."""
    orientation = opened.getexif().get(_ORIENTATION)
    if orientation:
        picture.getexif()[_ORIENTATION] = orientation
    return picture
