"""Small pictures of drawn people, whom both modalities can tell apart by the same pattern.

Clothes have colours, which the infrared pictures lack, and brightness, which they have: brighter
in one is brighter in the other, but by how much differs from tracklet to tracklet.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from cba_core.domain.arrays import FloatArray, UInt8Array


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnTracklet:
    """One passage of one person before one camera."""

    identity: int
    infrared: bool
    camera: int
    number: int  # among the person's
    length: int  # frames

    def crops(self, height: int = 32, width: int = 16) -> list[UInt8Array]:
        """`length` pictures: (h, w, 3) RGB of visible light, (h, w) of infrared."""
        chance = np.random.default_rng(
            [self.identity, int(self.infrared), self.camera, self.number, 7]
        )
        curve = np.sort(chance.uniform(0, 255, 8))  # brightness to brightness, never falling
        gain, offset = 0.8 + 0.05 * (self.camera % 5), 4.0 * (self.camera % 3)
        start = chance.uniform(0, 2 * np.pi)
        crops = []
        for frame in range(self.length):
            sway = round(1.5 * np.sin(start + 0.7 * frame))
            person = np.roll(_drawn(self.identity, height, width), sway, axis=1)
            if self.infrared:
                brightness = person @ np.array([0.299, 0.587, 0.114])
                person = np.interp(brightness, np.linspace(0, 255, len(curve)), curve)
            noisy = gain * person + offset + chance.normal(0, 3, person.shape)
            crops.append(np.clip(noisy, 0, 255).astype(np.uint8))
        return crops


def _drawn(identity: int, height: int, width: int) -> FloatArray:
    """(h, w, 3) head, coat with a pattern, trousers and shoes before a grey wall."""
    chance = np.random.default_rng([identity, 3])
    picture = np.full((height, width, 3), 90.0, np.float32)
    edges = (np.array([0.05, 0.2, 0.55, 0.9, 1.0]) * height).round().astype(int)
    for top, bottom in pairwise(edges):
        picture[top:bottom, width // 4 : width - width // 4] = chance.uniform(20, 235, 3)
    stripes = chance.integers(0, 2, (edges[2] - edges[1], width // 2))
    coat = picture[edges[1] : edges[2], width // 4 : width // 4 + width // 2]
    coat *= 0.6 + 0.4 * stripes[..., None]
    return picture
