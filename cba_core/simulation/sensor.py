"""From what the lens sees to what a recorder gets: noise, blur, thermal gain, burned-in clock."""

from datetime import datetime

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from cba_core.domain.arrays import FloatArray, RealArray, UInt8Array

_TILES = 7
"""Noise pictures drawn once and shown shifted: fresh noise costs more than the frame."""
_THERMAL_NOISE_K = 0.09
_THERMAL_PATTERN_K = 0.05
_THERMAL_SHRINK = 2
"""Thermal sensors have fewer pixels than the picture they deliver."""
_COLD_SKY_K = 7.0
"""So much below most of the picture nothing stands on the ground."""
_LEAST_RANGE_K = 13.0


class ColourSensor:
    """Adds what a visible or near-infrared sensor adds: noise, and softness of a cheap lens."""

    def __init__(
        self, size: tuple[int, int], generator: np.random.Generator, *, noise: float, grey: bool
    ) -> None:
        width, height = size
        self._grey = grey
        self._generator = generator
        channels = 1 if grey else 3
        # neighbouring pixels share noise, as they do behind a colour filter and a denoiser
        tiles = generator.normal(0.0, 1.0, (_TILES, height + 32, width + 32, channels)).astype(
            np.float32
        )
        self._tiles = [
            np.rint(noise * 1.6 * cv2.GaussianBlur(tile, (0, 0), 0.7))
            .astype(np.int16)
            .reshape(height + 32, width + 32, channels)
            for tile in tiles
        ]

    def record(self, picture: UInt8Array) -> UInt8Array:
        """(h, w, 3) as it leaves the sensor."""
        height, width = picture.shape[:2]
        soft = cv2.GaussianBlur(picture, (0, 0), 0.55)
        if self._grey:
            soft = soft[:, :, :1]
        which, down, right = (int(v) for v in self._generator.integers((_TILES, 32, 32)))
        noise = self._tiles[which][down : down + height, right : right + width]
        noisy = np.clip(soft.reshape(noise.shape).astype(np.int16) + noise, 0, 255).astype(np.uint8)
        return np.repeat(noisy, 3, axis=2) if self._grey else noisy


class ThermalSensor:
    """Degrees to grey values: fewer pixels, noise, a pattern that drifts, and automatic gain."""

    def __init__(self, size: tuple[int, int], generator: np.random.Generator) -> None:
        self._size = size
        self._generator = generator
        self._small = (size[0] // _THERMAL_SHRINK, size[1] // _THERMAL_SHRINK)
        columns = generator.normal(0.0, _THERMAL_PATTERN_K, (1, self._small[0]))
        points = generator.normal(0.0, _THERMAL_PATTERN_K, self._small[::-1])
        self._pattern = (columns + points).astype(np.float32)
        self._drift = cv2.resize(
            generator.normal(0.0, 0.25, (4, 5)).astype(np.float32),
            self._small,
            interpolation=cv2.INTER_CUBIC,
        )
        self._range: RealArray | None = None
        self._frames = 0

    def record(self, degrees: FloatArray) -> UInt8Array:
        """(h, w, 3) grey: white is hot."""
        small = cv2.resize(degrees, self._small, interpolation=cv2.INTER_AREA)
        small = cv2.GaussianBlur(small, (0, 0), 0.6)
        phase = np.sin(2.0 * np.pi * self._frames / 900.0)
        self._frames += 1
        small = small + self._pattern * (1.0 + 0.3 * phase) + self._drift * phase
        small += self._generator.normal(0.0, _THERMAL_NOISE_K, small.shape).astype(np.float32)
        wanted = np.array(self._wanted_range(small[::3, ::3]))
        # the gain follows slowly, so that somebody who enters does not make the scene jump
        self._range = wanted if self._range is None else 0.97 * self._range + 0.03 * wanted
        low, high = self._range
        share = np.clip((small - low) / (high - low), 0.0, 1.0) ** 0.85
        grey = cv2.resize(
            np.rint(18.0 + 228.0 * share).astype(np.float32),
            self._size,
            interpolation=cv2.INTER_CUBIC,
        )
        return np.repeat(np.clip(grey, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)

    @staticmethod
    def _wanted_range(degrees: FloatArray) -> tuple[float, float]:
        """Darkest and brightest temperature; a clear sky would take all greys for itself."""
        middle = float(np.median(degrees))
        earthly = degrees[degrees > middle - _COLD_SKY_K]
        low, high = (float(v) for v in np.percentile(earthly, (1.0, 99.8)))
        return low - 1.5, max(high, low + _LEAST_RANGE_K)


class BurnedInClock:
    """Writes the recorder's time and the camera's name into the picture, as recorders do."""

    def __init__(self, name: str, size: tuple[int, int]) -> None:
        self._name = name
        self._size = size
        self._font = ImageFont.load_default(size=max(11, size[1] // 26))
        self._shown = ""
        self._strip: UInt8Array | None = None

    def write(self, picture: UInt8Array, shown: datetime) -> UInt8Array:
        """The picture with the text; drawn anew when the second changes."""
        text = f"{shown:%Y-%m-%d %H:%M:%S}"
        if text != self._shown or self._strip is None:
            self._strip = self._drawn(text)
            self._shown = text
        strip = self._strip
        out = picture.copy()
        top = out[: strip.shape[0]]
        shade = strip[:, :, 1:2] // 255
        top[:] = np.where(strip[:, :, :1] > 90, strip[:, :, :1], np.where(shade > 0, top // 3, top))
        return out

    def _drawn(self, text: str) -> UInt8Array:
        height = max(18, self._size[1] // 16)
        strip = Image.new("RGB", (self._size[0], height))
        pen = ImageDraw.Draw(strip)
        pen.text((8, 2), text, font=self._font, fill=(245, 0, 0))
        pen.text((self._size[0] - 8, 2), self._name, font=self._font, fill=(245, 0, 0), anchor="ra")
        drawn = np.array(strip)
        drawn[:, :, 1] = cv2.dilate(drawn[:, :, 0], np.ones((3, 3), np.uint8))
        drawn[:, :, 1] = np.where(drawn[:, :, 1] > 60, 255, 0)
        return drawn
