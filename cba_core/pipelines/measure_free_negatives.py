"""A model on a person's own tracklets, without a label: do halves find each other?"""

from pathlib import Path

import numpy as np

from cba_core.datasets.picture_bank import PictureBank, training_pictures
from cba_core.datasets.picture_file import PictureRules
from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.embedding import Clip, Encoder
from cba_core.domain.errors import CbaError, JobCancelled
from cba_core.domain.footage import Modality
from cba_core.domain.learning import TrackletSource
from cba_core.domain.progress import Progress, TaskContext
from cba_core.encoding.cba_encoder import make_encoder
from cba_core.evaluation.free_negatives import FreeNegativeError, free_negative_error
from cba_core.model.model_file import read_header
from cba_core.pipelines.choose_model import model_file_for
from cba_core.pipelines.train_model import cache_folder

_LEAST_PICTURES = 4
"""Of a tracklet: two in each half."""
_CLIPS_AT_ONCE = 32
PUBLIC_NAMES = {"imagenet": "efficientnet-lite0", "clip": "clip-vit-b-16"}
"""What the command line calls models that begin a training."""


class NoFreePairsError(CbaError):
    """Nobody stood beside anybody."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"In {name} no camera saw two people at one moment for long enough",
            "Index footage with more people, or measure on a data set of known people.",
        )


def measure_free_negatives(
    model: str, source: TrackletSource, context: TaskContext, *, threads: int = 1
) -> dict[str, FreeNegativeError]:
    """The error of a model for each modality, and for both together under `both`.

    Args:
        model: `imagenet`, `clip`, a file, or the name of an added model.
        source: tracklets with pairs that cannot show one person.
        context: told of progress; may cancel.
        threads: of the processor.

    Raises:
        NoFreePairsError, ModelFileError, NotInstalledError, JobCancelled.
    """
    path = model_file_for(Path(PUBLIC_NAMES.get(model, model)))
    header = read_header(path)
    rules = PictureRules(height_px=header.transforms.height_px, width_px=header.transforms.width_px)
    bank = training_pictures([source], rules, cache_folder(), context)
    pairs = _usable(bank)
    if not len(pairs):
        raise NoFreePairsError(source.name)
    rows = np.unique(pairs)
    encoder = make_encoder(path, threads=threads)
    halves = [_embedded(encoder, bank, rows, which, context) for which in (0, 1)]
    places = np.searchsorted(rows, pairs)
    infrared = bank.training.infrared[pairs[:, 0]]
    chosen = {"visible": ~infrared, "infrared": infrared, "both": np.ones(len(pairs), bool)}
    return {
        name: free_negative_error(halves[0], halves[1], places[those])
        for name, those in chosen.items()
    }


def _usable(bank: PictureBank) -> IntArray:
    """Pairs of one modality whose tracklets can be cut into halves."""
    data = bank.training
    pairs = data.constraints.cannot_link
    long_enough = np.diff(data.starts) >= _LEAST_PICTURES
    alike = data.infrared[pairs[:, 0]] == data.infrared[pairs[:, 1]]
    kept: IntArray = pairs[long_enough[pairs].all(axis=1) & alike]
    return kept


def _embedded(
    encoder: Encoder, bank: PictureBank, rows: IntArray, which: int, context: TaskContext
) -> FloatArray:
    parts = []
    for start in range(0, len(rows), _CLIPS_AT_ONCE):
        if context.is_cancelled():
            raise JobCancelled("Embedding halves")
        context.report(Progress("Embedding halves", start, len(rows), "tracklets"))
        some = rows[start : start + _CLIPS_AT_ONCE].tolist()
        parts.append(encoder.encode([_half(bank, row, which) for row in some]))
    return np.concatenate(parts)


def _half(bank: PictureBank, row: int, which: int) -> Clip:
    data = bank.training
    start, end = int(data.starts[row]), int(data.starts[row + 1])
    middle = (start + end) // 2
    places = range(start, middle) if which == 0 else range(middle, end)
    modality = Modality.INFRARED if data.infrared[row] else Modality.VISIBLE
    return Clip(modality=modality, crops=tuple(np.asarray(data.pictures[one]) for one in places))
