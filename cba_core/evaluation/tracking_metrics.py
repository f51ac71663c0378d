"""HOTA, IDF1 and MOTA by the package trackeval.

HOTA: Luiten et al., IJCV 2021. IDF1: Ristani et al., ECCV workshops 2016. MOTA: Bernardin and
Stiefelhagen, EURASIP JIVP 2008.
"""

import contextlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from cba_core.domain.boxes import overlaps
from cba_core.domain.errors import NotInstalledError
from cba_core.evaluation.compared_frames import Persons

TrueAndFound: TypeAlias = tuple[Persons, Persons]
"""One frame: whom it shows, and whom a tracker told."""


class TrackevalMissingError(NotInstalledError):
    """trackeval declares opencv-python, which would break the window: it comes by hand."""

    def __init__(self) -> None:
        super().__init__("trackeval", "measurement")
        self.remedy = (
            "Install it without what it declares: pip install 'duskline[measurement]' and then "
            "pip install --no-deps trackeval==1.3.0"
        )
        self.args = (self.what, self.remedy)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackScores:
    """Scores of some clips together; those in 0..1, MOTA below 1, are None without true boxes."""

    hota: float | None  # mean over overlaps from .05 to .95
    detection_accuracy: float | None  # DetA, the same mean
    association_accuracy: float | None  # AssA, the same mean
    idf1: float | None  # at overlap .5, as the rest
    mota: float | None
    switches: int
    fragmentations: int


def score_tracks(clips: Iterable[Sequence[TrueAndFound]]) -> TrackScores:
    """Score tracks, clip by clip: identities of different clips are never the same.

    Raises:
        NotInstalledError: trackeval is missing.
    """
    try:
        from trackeval.metrics import CLEAR, HOTA, Identity
    except ImportError as error:
        raise TrackevalMissingError from error
    data = [_as_trackeval(frames) for frames in clips]
    with contextlib.redirect_stdout(io.StringIO()):  # trackeval prints its configuration
        hota, clear, identity = (
            metric.combine_sequences({i: metric.eval_sequence(one) for i, one in enumerate(data)})
            for metric in (HOTA(), CLEAR(), Identity())
        )
    is_told = any(one["num_gt_dets"] for one in data)
    return TrackScores(
        hota=float(np.mean(hota["HOTA"])) if is_told else None,
        detection_accuracy=float(np.mean(hota["DetA"])) if is_told else None,
        association_accuracy=float(np.mean(hota["AssA"])) if is_told else None,
        idf1=float(identity["IDF1"]) if is_told else None,
        mota=float(clear["MOTA"]) if is_told else None,
        switches=int(clear["IDSW"]),
        fragmentations=int(clear["Frag"]),
    )


def _as_trackeval(frames: Sequence[TrueAndFound]) -> dict[str, Any]:
    """Identities counted from 0 without gaps, frame by frame, with overlaps."""
    true_rows, found_rows = (_rows_of(persons) for persons in zip(*frames, strict=True))
    true = [[true_rows[i] for i in one.identities.tolist()] for one, _ in frames]
    found = [[found_rows[i] for i in one.identities.tolist()] for _, one in frames]
    return {
        "num_timesteps": len(frames),
        "num_gt_ids": len(true_rows),
        "num_tracker_ids": len(found_rows),
        "num_gt_dets": sum(map(len, true)),
        "num_tracker_dets": sum(map(len, found)),
        "gt_ids": [np.array(ids, np.int64) for ids in true],
        "tracker_ids": [np.array(ids, np.int64) for ids in found],
        "similarity_scores": [
            overlaps(true_persons.boxes, found_persons.boxes).astype(np.float64)
            for true_persons, found_persons in frames
        ],
    }


def _rows_of(persons: Iterable[Persons]) -> dict[int, int]:
    present = {identity for one in persons for identity in one.identities.tolist()}
    return {identity: row for row, identity in enumerate(sorted(present))}
