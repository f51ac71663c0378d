"""Which pictures of a track are kept, chosen while the footage streams by."""

import math
from dataclasses import dataclass

import numpy as np

from cba_core.config.index_config import CroppingConfig
from cba_core.cropping.crop_picture import cut_out, to_jpeg
from cba_core.cropping.crop_quality import BLURRED_SHARE, judge_placement, sharpness_of
from cba_core.cropping.spread import choose_spread
from cba_core.domain.arrays import FloatArray, IntArray, UInt8Array
from cba_core.domain.detection import Detections
from cba_core.domain.footage import Frame
from cba_core.domain.tracklets import Crop, CropReason

WORTHWHILE_GAIN = 1.1
"""How much better a picture must promise to be before it replaces one that is there."""
LESSER_SHARE = 0.5
"""Pictures under this share of the tracklet's best are left out while there are others."""


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    frame_index: int
    box: FloatArray  # (4,) px
    picture: UInt8Array  # (h, w, 3) RGB
    sharpness: float
    fitness: float
    reasons: tuple[CropReason, ...]

    @property
    def merit(self) -> float:
        """What candidates of one track are ordered by; only ratios mean anything."""
        return self.fitness * math.sqrt(self.sharpness)


class CropCollector:
    """Keeps the best pictures of every live track in bounded memory.

    The time of a track is divided into at most twice as many bins as crops are wanted; each bin
    keeps its best picture. When the track outgrows its bins, they become twice as wide and
    neighbours are merged. Pictures stay raw, no taller than the configuration says, until
    `take`: packing every picture that a better one replaces later costs more than the memory.
    """

    def __init__(self, config: CroppingConfig) -> None:
        self._config = config
        self._tracks: dict[int, _TrackPictures] = {}
        self._frame_size: tuple[int, int] | None = None  # height and width, px

    def see(self, frame: Frame, detections: Detections, numbers: IntArray) -> None:
        """Look at one sampled frame.

        The frame's pixels are asked for only when one of its crops is worth keeping.

        Args:
            frame: Frames come in ascending order.
            detections: All persons found in it, those of no track included: they may overlap.
            numbers: (n,) track number of each detection, negative where it has none.
        """
        followed = np.flatnonzero(numbers >= 0)
        if not len(followed):
            return
        if self._frame_size is None:
            # A new track's first picture is always kept, so these pixels are needed anyway.
            self._frame_size = _size_of(frame.pixels)
        height, width = self._frame_size
        placement = judge_placement(detections.boxes, frame_height=height, frame_width=width)
        for which in followed.tolist():
            number = int(numbers[which])
            if number not in self._tracks:
                self._tracks[number] = _TrackPictures(frame.index, 2 * self._config.most)
            track = self._tracks[number]
            fitness = float(placement.fitness[which])
            if not track.wants(frame.index, fitness):
                continue
            box = detections.boxes[which].copy()
            self._frame_size = _size_of(frame.pixels)
            picture = cut_out(frame.pixels, box, most_height_px=self._config.height_px)
            if picture is None:
                continue
            track.put(
                _Candidate(
                    frame_index=frame.index,
                    box=box,
                    picture=picture,
                    sharpness=sharpness_of(picture),
                    fitness=fitness,
                    reasons=placement.reasons[which],
                )
            )

    def take(self, track_number: int) -> tuple[Crop, ...]:
        """The chosen crops of a track, best first, and forget the track.

        Empty where the track is unknown or never showed within the frame.
        """
        track = self._tracks.pop(track_number, None)
        if track is None:
            return ()
        candidates = track.in_time_order()
        merits = np.array([candidate.merit for candidate in candidates], np.float64)
        chosen = choose_spread(merits, most=self._config.most, lesser_share=LESSER_SHARE)
        crops = [self._crop(candidates[which], track.sharpest) for which in chosen]
        return tuple(sorted(crops, key=lambda crop: (-crop.quality, crop.frame_index)))

    def drop(self, track_number: int) -> None:
        """Forget a track that was not worth keeping."""
        self._tracks.pop(track_number, None)

    def _crop(self, candidate: _Candidate, sharpest: float) -> Crop:
        share = candidate.sharpness / sharpest if sharpest > 0 else 1.0
        blurred = (CropReason.BLURRED,) if share < BLURRED_SHARE else ()
        return Crop(
            frame_index=candidate.frame_index,
            box=candidate.box,
            sharpness=candidate.sharpness,
            quality=candidate.fitness * math.sqrt(share),
            reasons=candidate.reasons + blurred,
            jpeg=to_jpeg(candidate.picture, self._config.jpeg_quality),
        )


class _TrackPictures:
    """The best pictures of one track, one per bin of its time."""

    def __init__(self, first_frame: int, bins: int) -> None:
        self.sharpest = 0.0  # of all pictures looked at
        self._first_frame = first_frame
        self._bins = bins
        self._width = 1  # frames
        self._best: dict[int, _Candidate] = {}

    def in_time_order(self) -> list[_Candidate]:
        return [self._best[place] for place in sorted(self._best)]

    def wants(self, frame_index: int, fitness: float) -> bool:
        """Whether a picture of this fitness may be better than what its bin has.

        It may be as sharp as the track's sharpest: how sharp it is shows only in its pixels.
        """
        there = self._best.get((frame_index - self._first_frame) // self._width)
        if there is None:
            return True
        return fitness * math.sqrt(self.sharpest) > WORTHWHILE_GAIN * there.merit

    def put(self, candidate: _Candidate) -> None:
        """Keep it unless its bin has a better one."""
        self.sharpest = max(self.sharpest, candidate.sharpness)
        while (place := (candidate.frame_index - self._first_frame) // self._width) >= self._bins:
            self._widen()
        self._keep(place, candidate)

    def _widen(self) -> None:
        self._width *= 2
        narrow, self._best = self._best, {}
        for place in sorted(narrow):
            self._keep(place // 2, narrow[place])

    def _keep(self, place: int, candidate: _Candidate) -> None:
        there = self._best.get(place)
        if there is None or candidate.merit > there.merit:
            self._best[place] = candidate


def _size_of(pixels: UInt8Array) -> tuple[int, int]:
    return pixels.shape[0], pixels.shape[1]
