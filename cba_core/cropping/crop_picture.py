"""Cutting a person out of a frame, and packing the picture."""

import cv2
import numpy as np

from cba_core.domain.arrays import FloatArray, UInt8Array

SMALLEST_PX = 2
"""A box that leaves fewer pixels than this within the frame has no picture."""


def cut_out(pixels: UInt8Array, box: FloatArray, *, most_height_px: int) -> UInt8Array | None:
    """The part of `pixels` (h, w, 3) within `box` (4,) x1 y1 x2 y2 px, as a copy.

    Returns:
        (h', w', 3), scaled down to `most_height_px` where it is taller; None where next to
        nothing of the box lies within the frame.
    """
    height, width = pixels.shape[:2]
    left, top = np.clip(np.floor(box[:2]), 0, (width, height)).astype(int)
    right, bottom = np.clip(np.ceil(box[2:]), 0, (width, height)).astype(int)
    if right - left < SMALLEST_PX or bottom - top < SMALLEST_PX:
        return None
    part = pixels[top:bottom, left:right]
    if len(part) <= most_height_px:
        return part.copy()
    scaled_width = max(1, round(part.shape[1] * most_height_px / len(part)))
    return np.asarray(
        cv2.resize(part, (scaled_width, most_height_px), interpolation=cv2.INTER_AREA), np.uint8
    )


def to_jpeg(picture: UInt8Array, quality: int) -> bytes:
    """Pack an RGB picture (h, w, 3).

    Colour is kept at full resolution: crops are small, and clothing is told by its colours.
    """
    options = [
        cv2.IMWRITE_JPEG_QUALITY,
        quality,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444,
    ]
    _, packed = cv2.imencode(".jpg", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), options)
    return packed.tobytes()
