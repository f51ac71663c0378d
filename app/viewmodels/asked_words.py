"""Pictures that somebody asks with, in words of the window; and boxes in pixels."""

from math import ceil, floor

from PySide6.QtCore import QCoreApplication, QRectF

from cba_core.domain.asked import LEAST_HEIGHT_PX, LEAST_WIDTH_PX, PictureBox
from cba_core.domain.ids import TrackletId, is_asked, is_external

translate = QCoreApplication.translate

_ROUNDING = 1e-6
"""Parts of whole pixels come only near them; no side grows by a pixel for that."""


def mark_text(identifier: TrackletId) -> str:
    """What stands beside a query that is no tracklet; nothing for a tracklet."""
    if is_external(identifier):
        return translate("asked", "external")
    return translate("asked", "drawn box") if is_asked(identifier) else ""


def notes_text(identifier: TrackletId) -> str:
    """What is not known of such a query."""
    if not is_asked(identifier):
        return ""
    one = translate("asked", "Rests on one picture.")
    if is_external(identifier):
        return translate("asked", "Not verified evidence of this case.") + " " + one
    return one


def box_in_pixels(parts: QRectF, size_px: tuple[int, int]) -> PictureBox:
    """A box of parts of a picture, 0..1, as whole pixels within it.

    Args:
        parts: of width and height.
        size_px: width and height of the picture.
    """
    width, height = size_px
    return PictureBox(
        max(floor(parts.left() * width + _ROUNDING), 0),
        max(floor(parts.top() * height + _ROUNDING), 0),
        min(ceil(parts.right() * width - _ROUNDING), width),
        min(ceil(parts.bottom() * height - _ROUNDING), height),
    )


def box_in_parts(box: PictureBox, size_px: tuple[int, int]) -> QRectF:
    """The other way."""
    width, height = size_px
    return QRectF(box.left / width, box.top / height, box.width / width, box.height / height)


def is_large_enough(box: PictureBox) -> bool:
    """Whether the engine asks with it."""
    return box.width >= LEAST_WIDTH_PX and box.height >= LEAST_HEIGHT_PX


def size_text(box: PictureBox) -> str:
    """How large a drawn box is, and whether that is enough."""
    if is_large_enough(box):
        return translate("asked", "{width} x {height} pixels").format(
            width=box.width, height=box.height
        )
    return translate(
        "asked", "{width} x {height} pixels; at least {least_width} x {least_height} are needed"
    ).format(
        width=box.width,
        height=box.height,
        least_width=LEAST_WIDTH_PX,
        least_height=LEAST_HEIGHT_PX,
    )
