"""Boxes, labels and times drawn on copies; the strip with the words lies below the picture."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from cba_core.domain.arrays import FloatArray, UInt8Array
from cba_core.domain.exhibits import BoxPath

_FONT = Path(__file__).parents[2] / "resources" / "fonts" / "DejaVuSans.ttf"
"""That of reports: names of files and cameras need more letters than Pillow brings along."""
_SELECTED = (255, 196, 0)
_OTHER = (255, 255, 255)
_DARK = (16, 18, 22)
_PALE = (240, 240, 240)


def text_size_px(width: int) -> int:
    """Height of letters that can be read at the picture's width, and do not fill it."""
    return max(12, min(32, width // 40))


def strip_height_px(width: int, lines: int) -> int:
    """Height of the strip, an even number since encoders ask for one."""
    return (round(text_size_px(width) * (1.4 * lines + 0.8)) + 1) // 2 * 2


def marked(
    pixels: UInt8Array, boxes: list[tuple[BoxPath, FloatArray]], lines: list[str]
) -> UInt8Array:
    """A picture (h, w, 3) with boxes on it and a strip of text below.

    Selected tracklets have a thick amber box and a filled label; others a thin white one: told
    apart without colour, too.
    """
    height, width = pixels.shape[:2]
    strip = strip_height_px(width, len(lines))
    even_w, even_h = (width + 1) // 2 * 2, (height + 1) // 2 * 2
    image = Image.new("RGB", (even_w, even_h + strip), _DARK)
    image.paste(Image.fromarray(np.ascontiguousarray(pixels)), (0, 0))
    draw = ImageDraw.Draw(image)
    size = text_size_px(width)
    font = ImageFont.truetype(_FONT, size)
    thick = max(2, width // 320)
    for path, box in sorted(boxes, key=lambda one: one[0].is_selected):
        _draw_box(
            draw, path, box, font,
            thick=thick if path.is_selected else 1, size=(width, height),
        )  # fmt: skip
    for number, line in enumerate(map(_printable, lines)):
        place = (size * 0.6, even_h + size * (0.4 + 1.4 * number))
        fitted = _fitted(draw, line, font, width - 1.2 * size)
        draw.text(place, line, font=fitted, fill=_SELECTED if number == 0 else _PALE)
    return np.asarray(image)


def _printable(line: str) -> str:
    """Line breaks and signs that turn the direction of writing shown as their codes."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in line)


def _fitted(
    draw: ImageDraw.ImageDraw,
    line: str,
    font: ImageFont.FreeTypeFont,
    room: float,
) -> ImageFont.FreeTypeFont:
    """A smaller font where a line would leave the picture: a time cut off is a wrong time."""
    length = draw.textlength(line, font=font)
    if length <= room:
        return font
    return ImageFont.truetype(_FONT, max(6.0, font.size * room / length))


def _draw_box(
    draw: ImageDraw.ImageDraw,
    path: BoxPath,
    box: FloatArray,
    font: ImageFont.FreeTypeFont,
    *,
    thick: int,
    size: tuple[int, int],
) -> None:
    left, top, right, bottom = (round(float(side)) for side in box)
    if right <= left or bottom <= top:
        return
    colour = _SELECTED if path.is_selected else _OTHER
    draw.rectangle((left - 1, top - 1, right + 1, bottom + 1), outline=_DARK, width=thick + 2)
    draw.rectangle((left, top, right, bottom), outline=colour, width=thick)
    x1, y1, x2, y2 = draw.textbbox((0, 0), path.label, font=font)
    wide, high = x2 - x1 + 6, y2 - y1 + 6
    at_x = min(max(0, left), max(0, size[0] - round(wide)))
    at_y = top - high if top >= high else min(bottom, size[1] - high)
    is_filled = path.is_selected
    draw.rectangle(
        (at_x, at_y, at_x + wide, at_y + high), fill=colour if is_filled else _DARK, outline=colour
    )
    draw.text(
        (at_x + 3 - x1, at_y + 3 - y1), path.label, font=font, fill=_DARK if is_filled else colour
    )
