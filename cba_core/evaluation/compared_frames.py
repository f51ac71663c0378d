"""The frames a detector looked at, with whom it should have found and whom it found."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.tracklets import Track
from cba_core.evaluation.box_joining import NOBODY, join_greedily, lies_on_any
from cba_core.evaluation.truth_files import TrueBoxes

MOSTLY_HIDDEN = 0.1
"""Persons of whom less can be seen are ignored: nobody could be blamed for missing them."""


@dataclass(frozen=True, slots=True, eq=False)
class Persons:
    """Boxes with identities in one frame."""

    identities: IntArray  # (n,)
    boxes: FloatArray  # (n, 4) x1 y1 x2 y2 px

    def __len__(self) -> int:
        return len(self.identities)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ComparedFrame:
    """One frame. Boxes that lie on an ignored person alone are not among `found`."""

    index: int  # 0-based
    modality: str
    true: Persons  # those that count
    visibility: FloatArray  # (n,) of `true`; NaN where it is not told
    ignored: int  # true boxes left out
    found: Persons
    joined: IntArray  # (k,) row of `true` that each of `found` is joined to, or NOBODY


TrackOf: TypeAlias = tuple[int, Track]
"""A track under the identity it is known by."""


def compare_frames(
    frames: IntArray,
    truth: TrueBoxes,
    tracks: Iterable[TrackOf],
    *,
    size_px: tuple[int, int],
    modality_at: Callable[[int], str],
) -> list[ComparedFrame]:
    """Bring truth and tracks together on the frames that were looked at, and no others.

    True boxes are clipped to the picture, as found ones are. Those with nothing inside, those
    marked as not to be counted and those mostly hidden are ignored: a found box that is joined
    to no counted person and overlaps an ignored one is left out too.

    Args:
        frames: (n,) indices, ascending.
        truth: of the whole clip.
        tracks: what the case holds of it.
        size_px: width and height of the picture.
        modality_at: the modality of a frame by its index.
    """
    boxes = truth.boxes.clip(0, np.array([*size_px, *size_px], np.float32))
    is_inside = (boxes[:, 2:] - boxes[:, :2] >= 1).all(axis=1)
    is_seen = ~(truth.visibility < MOSTLY_HIDDEN)  # NaN, not told, counts as seen
    counts = is_inside & is_seen & truth.is_counted
    found = _found_by_frame(tracks)
    return [
        _compare(
            index,
            modality_at(index),
            truth,
            boxes,
            rows=np.flatnonzero((truth.frames == index) & counts),
            ignored=np.flatnonzero((truth.frames == index) & ~counts & is_inside),
            found=found.get(index, []),
        )
        for index in frames.tolist()
    ]


def _found_by_frame(
    tracks: Iterable[TrackOf],
) -> dict[int, list[tuple[int, FloatArray, float]]]:
    found: dict[int, list[tuple[int, FloatArray, float]]] = {}
    for identity, track in tracks:
        for index, box, score in zip(
            track.frame_indices.tolist(), track.boxes, track.scores.tolist(), strict=True
        ):
            found.setdefault(index, []).append((identity, box, score))
    return found


def _compare(
    index: int,
    modality: str,
    truth: TrueBoxes,
    boxes: FloatArray,
    *,
    rows: IntArray,
    ignored: IntArray,
    found: Sequence[tuple[int, FloatArray, float]],
) -> ComparedFrame:
    identities = np.array([identity for identity, _, _ in found], np.int64)
    seen = np.array([box for _, box, _ in found], np.float32).reshape(-1, 4)
    scores = np.array([score for _, _, score in found], np.float32)
    joined = join_greedily(seen, scores, boxes[rows])
    keep = (joined != NOBODY) | ~lies_on_any(seen, boxes[ignored])
    return ComparedFrame(
        index=index,
        modality=modality,
        true=Persons(truth.identities[rows], boxes[rows]),
        visibility=truth.visibility[rows],
        ignored=len(ignored),
        found=Persons(identities[keep], seen[keep]),
        joined=joined[keep],
    )
