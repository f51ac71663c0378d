"""Visible or infrared: each frame's modality while indexing, and a file's while adding it.

Modality belongs to a stretch of footage, not to a file: a day-and-night camera switches at dusk.
What counts as grey, and where that fails, stands in `chroma`.
"""

from collections.abc import Iterable, Iterator
from statistics import median

from cba_core.domain.footage import Frame, Modality
from cba_core.footage.chroma import energy_of, likelier, spoken_for
from cba_core.footage.survey import propose_segments

__all__ = ["CONFIRMING_FRAMES", "chroma_energy", "label_modality", "propose_segments"]

CONFIRMING_FRAMES = 6
"""Sampled frames in a row that must agree before the modality changes: a flash is shorter."""


def chroma_energy(frame: Frame) -> float:
    """How far a frame is from grey, in steps of its 8-bit chroma planes; 0 without chroma."""
    return energy_of(frame.planes())


def label_modality(
    frames: Iterable[Frame], *, before: Modality | None = None
) -> Iterator[tuple[Frame, Modality]]:
    """Give every frame its modality, in order, holding back at most `CONFIRMING_FRAMES`.

    The modality changes where `CONFIRMING_FRAMES` frames in a row speak for the other one, and
    those frames have the new one already. At the end fewer do not change it.

    Args:
        frames: sampled frames of one footage file, in order.
        before: what the frame before the first one had, when work goes on in the middle; without
            it the first frames decide.
    """
    stream = iter(frames)
    modality = before
    held: list[Frame] = []
    if modality is None:
        energies = []
        for frame in stream:
            held.append(frame)
            energies.append(chroma_energy(frame))
            if len(held) == CONFIRMING_FRAMES:
                break
        if not held:
            return
        modality = likelier(median(energies))
        # What was measured is looked at again below: the change may lie within these frames.
        pending = list(zip(held, energies, strict=True))
        held = []
    else:
        pending = []
    for frame, energy in _measured(pending, stream):
        held.append(frame)
        if spoken_for(energy) is not modality.other:
            yield from ((waiting, modality) for waiting in held)
            held = []
        elif len(held) == CONFIRMING_FRAMES:
            modality = modality.other
            yield from ((waiting, modality) for waiting in held)
            held = []
    yield from ((waiting, modality) for waiting in held)


def _measured(
    pending: list[tuple[Frame, float]], stream: Iterator[Frame]
) -> Iterator[tuple[Frame, float]]:
    yield from pending
    for frame in stream:
        yield frame, chroma_energy(frame)
