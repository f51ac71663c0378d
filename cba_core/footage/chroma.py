"""How much colour a picture holds, and which modality that speaks for.

Infrared cameras, and day-and-night cameras after dusk, record grey. How far a picture is from
grey is its chroma energy, in steps of the 8-bit chroma planes. Measured on every fifth frame of
the development footage: infrared 0.0; visible 5.4 (a street in dense smoke) and 5.9 (one under
an overcast sky) to 57. Artificially, coded as H.264: visible streets under 60 % and 75 % of
grey fog from 2.3 and 1.6 up; grey pictures with a coloured clock and logo and with sensor noise
up to 1.0, coded so coarsely that colour smears 2.0; a simulated grey corridor with brown doors
and two people in coloured clothes from 2.2 up (1.2 to 1.8 by the quartile alone). The thresholds
lie between, and the state changes only where several looks in a row agree.

Thermal cameras that paint heat in false colours look visible to this, as does a grey picture
under a strong tint: there the person's word is needed, and it outranks every proposal.
"""

import numpy as np
from numpy.typing import NDArray

from cba_core.domain.arrays import UInt8Array
from cba_core.domain.footage import Modality, Planes

INFRARED_BELOW = 1.1
"""A frame of less chroma energy speaks for infrared."""

VISIBLE_FROM = 1.8
"""A frame of at least this chroma energy speaks for visible; between the two it keeps quiet."""

_BLOCKS = (12, 16)
_SAMPLES = (72, 96)  # chroma samples looked at, at most about twice as many each way
_QUANTILE = 0.75  # an overlay may cover nearly a quarter of the picture and change nothing
_MARGIN = 1 / 6  # of the rows, at top and at bottom: where recorders write
_MIDDLE_QUANTILE = 0.9  # between the margins an overlay may cover nearly a tenth
_MIDDLE_WEIGHT = 0.5  # noise raises this quantile to less than twice the quartile


def energy_of(planes: Planes) -> float:
    """How far a picture is from grey, in steps of its 8-bit chroma planes; 0 without chroma.

    The picture is cut into 12 x 16 blocks; a block counts by how far its mean chroma, summed
    over both planes, is from the median block's. The upper quartile of the blocks is given. So
    a burnt-in clock does not make a grey picture coloured, noise averages out, and a shift of
    the whole picture (an encoder's rounding, a slight tint) does not count.

    In a grey corridor the quartile sees grey walls only, though the doors and the people have
    colour. There half the upper tenth of the blocks between the margins is given, if it is more.
    """
    if planes.chroma is None:
        return 0.0
    deviations = _block_deviations(planes.chroma)
    margin = int(len(deviations) * _MARGIN)
    middle = deviations[margin : len(deviations) - margin]
    return max(
        _quantile_of(deviations, _QUANTILE),
        _MIDDLE_WEIGHT * _quantile_of(middle, _MIDDLE_QUANTILE),
    )


def _quantile_of(deviations: NDArray[np.float64], quantile: float) -> float:
    place = int(quantile * (deviations.size - 1))
    return float(np.partition(deviations.ravel(), place)[place])


def _block_deviations(chroma: UInt8Array) -> NDArray[np.float64]:
    """(rows, columns) of blocks from chroma (2, h, w)."""
    _, height, width = chroma.shape
    looked_at = chroma[:, :: max(height // _SAMPLES[0], 1), :: max(width // _SAMPLES[1], 1)]
    rows, columns = (
        min(most, have) for most, have in zip(_BLOCKS, looked_at.shape[1:], strict=True)
    )
    down, across = looked_at.shape[1] // rows, looked_at.shape[2] // columns
    whole = np.ascontiguousarray(looked_at[:, : rows * down, : columns * across])
    sums = whole.reshape(2, rows, down, columns * across).sum(axis=2, dtype=np.uint32)
    sums = sums.reshape(2, rows * columns, across).sum(axis=2)
    means: NDArray[np.float64] = sums / (down * across)
    deviations: NDArray[np.float64] = np.abs(means - np.median(means, axis=1, keepdims=True))
    per_block: NDArray[np.float64] = deviations.sum(axis=0).reshape(rows, columns)
    return per_block


def spoken_for(energy: float) -> Modality | None:
    """The modality that one frame's energy speaks for; None where it keeps quiet."""
    if energy < INFRARED_BELOW:
        return Modality.INFRARED
    return Modality.VISIBLE if energy >= VISIBLE_FROM else None


def likelier(energy: float) -> Modality:
    """The modality to begin with, where nothing was seen before."""
    middle = (INFRARED_BELOW + VISIBLE_FROM) / 2
    return Modality.VISIBLE if energy >= middle else Modality.INFRARED
