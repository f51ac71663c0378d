"""Data sets made ready to learn from, so that nothing but pictures reaches training.

Rows of data sets stand by person, and folders and files are named after people. Training gets
none of it: tracklets stand by the SHA-256 of their pictures, cameras are numbered as they appear
in that order, and people and names are kept in another object. Renaming people, or putting rows
in another order, leaves every array as it was, bit for bit (method.md C.4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cba_core.datasets.crop_decoding import spread_positions
from cba_core.datasets.index_lines import DataSetError
from cba_core.datasets.picture_file import CropRow, PictureRules, picture_file, starts_of
from cba_core.domain.arrays import IntArray
from cba_core.domain.footage import Modality
from cba_core.domain.learning import (
    Benchmark,
    Constraints,
    SourceTracklet,
    TrackletSource,
    TrainingTracklets,
)
from cba_core.domain.progress import TaskContext

UNKNOWN = -1
"""In place of a person whom nobody told."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PictureBank:
    """What training may see, and beside it, in the same order, what only measuring may."""

    training: TrainingTracklets
    persons: IntArray  # (n,) the truth; `UNKNOWN` where it is not told
    names: tuple[str, ...]  # (n,) unique in its source
    sources: tuple[str, ...]  # (n,) the name of the source it comes from


def training_pictures(
    sources: Sequence[TrackletSource], rules: PictureRules, cache: Path, context: TaskContext
) -> PictureBank:
    """Make tracklets of one or several places ready to train on, in the order of their content.

    Equal numbers in two sources are neither one person nor one camera: the persons of a later
    source are counted on from those of the earlier ones. Constraints follow their tracklets.

    Args:
        sources: places with at least one tracklet between them.
        rules: size and number of pictures.
        cache: a folder for the pictures, which are used again.
        context: told of progress, asked whether to go on.

    Raises:
        DataSetError: there are no tracklets, a picture is missing or damaged, or the cache cannot
            be used.
        DiskFullError: there is no room left in the cache.
        JobCancelled: asked to stop.
    """
    return _bank(sources, rules, cache, context, by_content=True)


def benchmark_pictures(
    benchmark: Benchmark, rules: PictureRules, cache: Path, context: TaskContext
) -> PictureBank:
    """Make the test tracklets ready to measure with, in the benchmark's own order.

    Its queries and its gallery are therefore positions in the bank. Raises as
    `training_pictures` does.
    """
    return _bank([benchmark.test], rules, cache, context, by_content=False)


def _bank(
    sources: Sequence[TrackletSource],
    rules: PictureRules,
    cache: Path,
    context: TaskContext,
    *,
    by_content: bool,
) -> PictureBank:
    tracklets = [one for source in sources for one in source.tracklets]
    if not tracklets:
        searched = ", ".join(source.name for source in sources) or "nothing"
        raise DataSetError(
            f"There are no tracklets in {searched}",
            "Give a data set that has some; too short ones do not count.",
        )
    rows = [_row(one, rules) for one in tracklets]
    file = picture_file(rows, rules, cache, context, by_content=by_content)
    order: list[int] = file.order.tolist()
    places = [source.name for source in sources for _ in source.tracklets]
    training = TrainingTracklets(
        pictures=file.pictures,
        starts=starts_of([len(rows[position].files) for position in order]),
        infrared=np.array([rows[position].infrared for position in order], np.bool_),
        cameras=_cameras(sources, order),
        constraints=_constraints(sources, file.order),
        digest=file.digest,
    )
    return PictureBank(
        training=training,
        persons=_persons(sources)[file.order],
        names=tuple(tracklets[position].name for position in order),
        sources=tuple(places[position] for position in order),
    )


def _row(tracklet: SourceTracklet, rules: PictureRules) -> CropRow:
    frames = tracklet.frames
    kept = spread_positions(len(frames), rules.most_pictures)
    return CropRow(
        name=tracklet.name,
        files=tuple(frames[position] for position in kept),
        infrared=tracklet.modality is Modality.INFRARED,
    )


def _cameras(sources: Sequence[TrackletSource], order: Sequence[int]) -> IntArray:
    """(n,) cameras numbered as they appear: their names may tell of places, numbers do not."""
    cameras = [
        (place, one.camera) for place, source in enumerate(sources) for one in source.tracklets
    ]
    numbers: dict[tuple[int, str], int] = {}
    found = [numbers.setdefault(cameras[position], len(numbers)) for position in order]
    return np.array(found, np.int64)


def _persons(sources: Sequence[TrackletSource]) -> IntArray:
    """(n,) the truth of all sources after one another, with numbers that do not meet."""
    persons: list[int] = []
    first = 0
    for source in sources:
        told = [one.person for one in source.tracklets]
        persons += [UNKNOWN if person is None else first + person for person in told]
        first = max([first, *(person + 1 for person in persons)])
    return np.array(persons, np.int64)


def _constraints(sources: Sequence[TrackletSource], order: IntArray) -> Constraints:
    """Pairs of the sources at the places where their tracklets stand now.

    Pairs, and the two of each, are sorted, so that their order tells nothing either.
    """
    places = np.argsort(order)
    starts = starts_of([len(source.tracklets) for source in sources])
    return Constraints(
        must_link=_moved([source.constraints.must_link for source in sources], starts, places),
        cannot_link=_moved([source.constraints.cannot_link for source in sources], starts, places),
    )


def _moved(pairs: Sequence[IntArray], starts: IntArray, places: IntArray) -> IntArray:
    moved = [np.empty((0, 2), np.int64)]
    for start, end, of_source in zip(starts[:-1], starts[1:], pairs, strict=True):
        if of_source.size and not 0 <= of_source.min() <= of_source.max() < end - start:
            raise ValueError(f"pairs of {end - start} tracklets hold {of_source.max()}")
        moved.append(places[of_source + start])
    return np.unique(np.sort(np.concatenate(moved), axis=1), axis=0)
