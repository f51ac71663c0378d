"""Crops to network input, in numpy and OpenCV alone: the fast backends need no torchvision."""

import cv2
import numpy as np

from cba_core.domain.arrays import FloatArray, UInt8Array
from cba_core.model.model_header import ImageTransforms


def network_input(crop: UInt8Array, transforms: ImageTransforms) -> FloatArray:
    """(h, w, 3) RGB crop to (3, height, width), as the model's header asks.

    Raises:
        ValueError: the crop is empty or not RGB.
    """
    if crop.ndim != 3 or crop.shape[2] != 3 or 0 in crop.shape:  # noqa: PLR2004  (height, width, RGB)
        raise ValueError(f"a crop must have shape (h, w, 3) and not be empty, got {crop.shape}")
    sized = _resized(crop, _fitted_size(crop, transforms))
    picture = _coloured(sized, transforms)
    mean = np.array(transforms.mean, np.float32)
    std = np.array(transforms.std, np.float32)
    values: FloatArray = (picture.astype(np.float32) / np.float32(255) - mean) / std
    if transforms.resize == "letterbox":
        values = _centred(values, transforms.height_px, transforms.width_px)
    return np.ascontiguousarray(values.transpose(2, 0, 1))


def _fitted_size(crop: UInt8Array, transforms: ImageTransforms) -> tuple[int, int]:
    height, width = transforms.height_px, transforms.width_px
    if transforms.resize == "stretch":
        return height, width
    scale = min(height / crop.shape[0], width / crop.shape[1])
    return (
        min(height, max(1, round(crop.shape[0] * scale))),
        min(width, max(1, round(crop.shape[1] * scale))),
    )


def _resized(crop: UInt8Array, size: tuple[int, int]) -> UInt8Array:
    height, width = size
    shrinks = crop.shape[0] > height  # area averaging shrinks without aliasing, but cannot grow
    method = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    picture = cv2.resize(crop, (width, height), interpolation=method)
    return np.asarray(picture, np.uint8)


def _coloured(picture: UInt8Array, transforms: ImageTransforms) -> UInt8Array:
    if transforms.colour == "rgb":
        return picture
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    if transforms.contrast == "equalise":
        grey = cv2.equalizeHist(grey)
    return np.repeat(np.asarray(grey, np.uint8)[:, :, None], 3, axis=2)


def _centred(values: FloatArray, height: int, width: int) -> FloatArray:
    """Pad with zeros, which is the mean after normalisation."""
    top, left = (height - values.shape[0]) // 2, (width - values.shape[1]) // 2
    canvas = np.zeros((height, width, 3), np.float32)
    canvas[top : top + values.shape[0], left : left + values.shape[1]] = values
    return canvas
