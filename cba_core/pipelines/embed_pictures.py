"""Pictures made ready to vectors, by the encoder that searches use."""

from collections.abc import Callable

import numpy as np

from cba_core.datasets.picture_bank import PictureBank
from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.embedding import Clip, Encoder
from cba_core.domain.errors import JobCancelled
from cba_core.domain.footage import Modality
from cba_core.domain.progress import Progress, RateMeter, TaskContext

_CLIPS_AT_ONCE = 32
_STEP = "Embedding"


def embed_pictures(
    encoder: Encoder,
    bank: PictureBank,
    rows: IntArray,
    choose: Callable[[int], IntArray],
    context: TaskContext,
) -> FloatArray:
    """(n, dim) unit vectors of tracklets.

    Args:
        encoder: of any model whose size the pictures have.
        bank: of the pictures.
        rows: (n,) tracklets of the bank.
        choose: which of so many pictures of a tracklet make its clip.
        context: told of progress.

    Raises:
        JobCancelled: the context asked to stop.
    """
    meter = RateMeter(len(rows))
    parts = []
    for start in range(0, len(rows), _CLIPS_AT_ONCE):
        if context.is_cancelled():
            raise JobCancelled(_STEP)
        rate, left = meter.at(start)
        context.report(Progress(_STEP, start, len(rows), "tracklets", rate=rate, seconds_left=left))
        some = rows[start : start + _CLIPS_AT_ONCE].tolist()
        parts.append(encoder.encode([_clip(bank, row, choose) for row in some]))
    return np.concatenate(parts)


def _clip(bank: PictureBank, row: int, choose: Callable[[int], IntArray]) -> Clip:
    data = bank.training
    start, end = int(data.starts[row]), int(data.starts[row + 1])
    modality = Modality.INFRARED if data.infrared[row] else Modality.VISIBLE
    places = start + choose(end - start)
    return Clip(modality=modality, crops=tuple(np.asarray(data.pictures[one]) for one in places))
