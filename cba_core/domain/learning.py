"""Tracklets to learn from and to measure with, and what training may see of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from cba_core.domain.arrays import BoolArray, IntArray, UInt8Array
from cba_core.domain.errors import CbaError
from cba_core.domain.footage import Modality

LEAST_TRACKLETS = 8
"""Of either modality; fewer hold no clusters to learn from."""


class TooLittleToLearnError(CbaError):
    """There are hardly any tracklets of a modality."""

    def __init__(self, counts: Mapping[Modality, int]) -> None:
        told = " and ".join(f"{count} {modality.value}" for modality, count in counts.items())
        least = LEAST_TRACKLETS
        super().__init__(
            f"There is too little to learn from: {told} tracklets, wanted {least} of each",
            "Index more footage of both modalities, or add another data set.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTracklet:
    """One tracklet of a data set, as files of crops."""

    name: str  # unique in its data set: for messages and reports, never for training
    modality: Modality
    camera: str
    frames: tuple[Path, ...]  # crops in time order
    person: int | None = None
    """The truth, where it is known. Measuring and the two ceilings read it, training never."""

    def __post_init__(self) -> None:
        if not self.frames:
            raise ValueError(f"tracklet {self.name} has no crops")


def _no_pairs() -> IntArray:
    return np.empty((0, 2), np.int64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Constraints:
    """Pairs of tracklets, by position, that are known to show one person or two."""

    must_link: IntArray = field(default_factory=_no_pairs)  # (n, 2) a person decided: the same
    cannot_link: IntArray = field(default_factory=_no_pairs)
    """(n, 2) decided to be different, or seen at the same moment by one camera."""

    def __post_init__(self) -> None:
        for name in ("must_link", "cannot_link"):
            pairs: IntArray = getattr(self, name)
            if pairs.ndim != 2 or pairs.shape[1] != 2:  # noqa: PLR2004  (rows of pairs)
                raise ValueError(f"{name} must be (n, 2), got {pairs.shape}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrackletSource:
    """Tracklets of one place, labelled or not: a data set's part, a case, a folder."""

    name: str
    tracklets: tuple[SourceTracklet, ...]
    constraints: Constraints = field(default_factory=Constraints)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Benchmark:
    """A data set with its division into training, queries and gallery."""

    name: str
    train: TrackletSource
    test: TrackletSource
    query: IntArray  # positions in `test`
    gallery: IntArray  # positions in `test`
    dropped: int = 0  # tracklets left out because they are too short


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrainingTracklets:
    """What training may see: pictures, modality, known pairs. Nothing in it tells who is who.

    Tracklets stand in an order that follows from their pictures alone, so neither names, nor
    places, nor the truth can reach training through the order of rows.
    """

    pictures: UInt8Array  # (pictures, h, w, 3) RGB at the network's size; may be a memory map
    starts: IntArray  # (n + 1,) the pictures of tracklet i are starts[i]:starts[i + 1]
    infrared: BoolArray  # (n,)
    cameras: IntArray | None = None
    """(n,) numbers of cameras; None where methods must do without."""
    constraints: Constraints = field(default_factory=Constraints)
    digest: str = ""  # SHA-256 of pictures, starts and modality: what a checkpoint belongs to

    def __post_init__(self) -> None:
        count = len(self.infrared)
        if len(self.starts) != count + 1 or int(self.starts[-1]) != len(self.pictures):
            raise ValueError(
                f"{count} tracklets of {len(self.pictures)} pictures need {count + 1} starts "
                f"up to {len(self.pictures)}, got {len(self.starts)} up to {self.starts[-1]}"
            )
        if np.any(np.diff(self.starts) < 1):
            raise ValueError("every tracklet needs a picture")

    def __len__(self) -> int:
        return len(self.infrared)

    def positions(self, modality: Modality) -> IntArray:
        """(m,) the tracklets of one modality."""
        wanted = self.infrared if modality is Modality.INFRARED else ~self.infrared
        return np.flatnonzero(wanted).astype(np.int64)


def chunk_firsts(count: int, frames: int) -> IntArray:
    """(frames,) the first picture of each of `frames` equal chunks of `count` pictures.

    What a tracklet is measured and clustered by, as the public readers do it (method.md, C.1).
    Too short a tracklet is thought to go on with its last picture.
    """
    step = -(-count // frames)
    firsts: IntArray = np.minimum(np.arange(frames) * step, count - 1).astype(np.int64)
    return firsts
