"""A model on a person's own tracklets, without a label: do halves find each other?"""

from functools import partial
from pathlib import Path

import numpy as np

from cba_core.datasets.picture_bank import PictureBank, training_pictures
from cba_core.datasets.picture_file import PictureRules
from cba_core.domain.arrays import IntArray
from cba_core.domain.errors import CbaError
from cba_core.domain.free_negatives import FreeNegativeError
from cba_core.domain.learning import TrackletSource
from cba_core.domain.progress import TaskContext
from cba_core.encoding.cba_encoder import make_encoder
from cba_core.evaluation.free_negatives import free_negative_error
from cba_core.model.model_file import read_header
from cba_core.pipelines.choose_model import PUBLIC_NAMES, model_file_for
from cba_core.pipelines.embed_pictures import embed_pictures
from cba_core.pipelines.run_folder import passing_pictures

_LEAST_PICTURES = 4
"""Of a tracklet: two in each half."""


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
    with passing_pictures(None) as folder:
        bank = training_pictures([source], rules, folder, context)
        pairs = _usable(bank)
        if not len(pairs):
            raise NoFreePairsError(source.name)
        rows = np.unique(pairs)
        encoder = make_encoder(path, threads=threads)
        halves = [
            embed_pictures(encoder, bank, rows, partial(_half, which=which), context)
            for which in (0, 1)
        ]
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


def _half(count: int, which: int) -> IntArray:
    """Places of the pictures in one half of a tracklet."""
    middle = count // 2
    return np.arange(middle) if which == 0 else np.arange(middle, count)
