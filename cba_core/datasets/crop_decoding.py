"""Crops from files, at the network's size."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from cba_core.datasets.index_lines import DataSetError
from cba_core.domain.arrays import IntArray, UInt8Array


def spread_positions(count: int, most: int) -> IntArray:
    """(min(count, most),) ascending positions, spread evenly over `count` frames.

    Where some are left out, `most` equal stretches give their middle frame each.
    """
    if count <= most:
        return np.arange(count, dtype=np.int64)
    middles: IntArray = (2 * np.arange(most, dtype=np.int64) + 1) * count // (2 * most)
    return middles


def decode_crops(
    files: Sequence[Path], *, height_px: int, width_px: int, tracklet: str
) -> UInt8Array:
    """(files, height, width, 3) RGB; grey pictures get three equal channels.

    Args:
        files: pictures of any size.
        height_px: of all pictures that come out, whatever shape went in.
        width_px: likewise.
        tracklet: what the files belong to, for messages.

    Raises:
        DataSetError: a file is missing, or no whole picture.
    """
    pictures = np.empty((len(files), height_px, width_px, 3), np.uint8)
    for position, file in enumerate(files):
        pictures[position] = resized(_decoded(file, tracklet), height_px, width_px)
    return pictures


def resized(picture: UInt8Array, height_px: int, width_px: int) -> UInt8Array:
    """A picture (h, w, 3) at another size: averaged where no side grows, else interpolated."""
    height, width = picture.shape[:2]
    shrinks = height_px <= height and width_px <= width
    how = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, (width_px, height_px), interpolation=how), np.uint8)


def _decoded(file: Path, tracklet: str) -> UInt8Array:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise unreadable(file, tracklet, error.strerror or str(error)) from error
    picture = None
    if content:  # OpenCV raises on nothing at all
        picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR_RGB)
    if picture is None:
        raise unreadable(file, tracklet, "it is no picture, or damaged")
    return np.asarray(picture, np.uint8)


def unreadable(file: Path, tracklet: str, reason: str) -> DataSetError:
    """The error of a picture that cannot be used."""
    return DataSetError(
        f"The picture {file} of tracklet {tracklet} cannot be read: {reason}",
        "Copy it once more from where the data set came from.",
    )
