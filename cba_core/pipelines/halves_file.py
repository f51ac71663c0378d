"""The file that keeps how alike halves of tracklets are."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from cba_core.domain.arrays import IntArray, RealArray
from cba_core.domain.ids import ModelId
from cba_core.index.kept_figures import KeptFigures

_KEPT = KeptFigures("halves", format_number=2)


@dataclass(frozen=True, slots=True, eq=False)
class HalfLikeness:
    """Cosine similarities of halves, one row for each tracklet that was cut."""

    tracklet_ids: IntArray  # (n,) ascending
    similarities: RealArray  # (n,)


def read_halves(folder: Path, model_id: ModelId, epoch: str) -> HalfLikeness | None:
    """What was measured of this model at this state of the case; None where nothing holds."""
    body: Any = _KEPT.read(folder, model_id, epoch)
    if body is None:
        return None
    try:
        ids, similarities = zip(*body, strict=True) if body else ((), ())
        return HalfLikeness(np.array(ids, np.int64), np.array(similarities, np.float64))
    except (ValueError, TypeError, OverflowError):
        return None


def write_halves(folder: Path, model_id: ModelId, epoch: str, halves: HalfLikeness) -> None:
    """Keep it for the next time; where that cannot be written, it is measured again."""
    body = [
        [int(one), float(alike)]
        for one, alike in zip(halves.tracklet_ids, halves.similarities, strict=True)
    ]
    _KEPT.write(folder, model_id, epoch, body)
