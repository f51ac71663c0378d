"""Tiny tracklets of invented people in two modalities, as arrays: for learning in seconds.

A person is a pattern of luminance in blocks, which both modalities share, and colours, which
only the visible one has. Infrared remaps luminance by a rising curve a clip and adds noise.
"""

import hashlib

import numpy as np

from cba_core.domain.arrays import IntArray, UInt8Array
from cba_core.domain.learning import TrainingTracklets

HEIGHT, WIDTH = 64, 32
_BLOCKS = (8, 2)


def synthetic_tracklets(
    people: int = 6,
    tracklets: int = 4,
    pictures: int = 4,
    seed: int = 0,
    noise: float = 6.0,
) -> tuple[TrainingTracklets, IntArray]:
    """`tracklets` of each person in each modality, and (n,) who they show."""
    draw = np.random.default_rng(seed)
    patterns = draw.uniform(30, 220, size=(people, *_BLOCKS))
    colours = draw.uniform(0.7, 1.3, size=(people, *_BLOCKS, 3))
    clips: list[UInt8Array] = []
    persons: list[int] = []
    infrared: list[bool] = []
    for person in range(people):
        for _ in range(tracklets):
            for is_infrared in (False, True):
                clips.append(
                    _clip(
                        patterns[person], colours[person], draw,
                        is_infrared=is_infrared, pictures=pictures, noise=noise,
                    )
                )  # fmt: skip
                persons.append(person)
                infrared.append(is_infrared)
    stacked = np.concatenate(clips)
    starts = np.arange(len(clips) + 1, dtype=np.int64) * pictures
    digest = hashlib.sha256(stacked.tobytes()).hexdigest()
    data = TrainingTracklets(
        pictures=stacked, starts=starts, infrared=np.array(infrared), digest=digest
    )
    return data, np.array(persons, np.int64)


def _clip(
    pattern: np.ndarray,
    colour: np.ndarray,
    draw: np.random.Generator,
    *,
    is_infrared: bool,
    pictures: int,
    noise: float,
) -> UInt8Array:
    gain, gamma = draw.uniform(0.8, 1.2), float(np.exp(draw.uniform(-0.3, 0.3)))
    frames = []
    for _ in range(pictures):
        blocks = pattern[..., None] * (np.ones(3) if is_infrared else colour)
        if is_infrared:
            blocks = 255 * (np.clip(blocks / 255, 0, 1) ** gamma)
        picture = np.kron(gain * blocks, np.ones((HEIGHT // _BLOCKS[0], WIDTH // _BLOCKS[1], 1)))
        picture = np.roll(picture, int(draw.integers(-2, 3)), axis=1)
        grain = draw.normal(0, noise, size=(*picture.shape[:2], 1 if is_infrared else 3))
        frames.append(np.clip(picture + grain, 0, 255).astype(np.uint8))
    return np.stack(frames)
