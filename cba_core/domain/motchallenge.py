"""Lines of MOTChallenge text: how detections, tracks and ground truth are exchanged.

A line is `frame, id, left, top, width, height, confidence, class, visibility`: frames count
from 1, the corner is in pixels, `id` is -1 where the file holds detections only. Ground truth
uses the confidence as a flag (0: do not count this box) and a class (1: pedestrian).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cba_core.domain.arrays import FloatArray

LEAST_COLUMNS = 6
WITH_CLASS = 9
"""Columns of MOT16 and later; 2D MOT 2015 has ten, with world coordinates from the eighth on."""
PEDESTRIAN = 1
ANY_CLASS = -1
LINE_REMEDY = (
    "Correct the line: frame, id, left, top, width, height, confidence, separated by commas; "
    "frames count from 1."
)


class MotChallengeLineError(ValueError):
    """A line is no box."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


class MotChallengeLine(NamedTuple):
    """One line that is not empty."""

    number: int  # from 1
    cells: list[float]  # at least LEAST_COLUMNS, finite

    @property
    def is_counted_truth(self) -> bool:
        """Whether ground truth means it as a person to be found."""
        flag = self.cells[6] if len(self.cells) > LEAST_COLUMNS else 1.0
        kind = self.cells[7] if len(self.cells) == WITH_CLASS else ANY_CLASS
        return flag != 0 and kind in {PEDESTRIAN, ANY_CLASS}


def parse_motchallenge(text: str) -> list[MotChallengeLine]:
    """The lines of a file.

    Raises:
        MotChallengeLineError: a line has too few cells, no numbers, or an impossible frame.
    """
    return [
        MotChallengeLine(number, _cells(number, line.strip()))
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip()
    ]


def boxes_of(lines: Sequence[MotChallengeLine]) -> FloatArray:
    """(n, 4) x1 y1 x2 y2 px.

    Raises:
        MotChallengeLineError: a box is empty.
    """
    values = np.array([line.cells[2:6] for line in lines], np.float64).reshape(-1, 4)
    for line, (_, _, width, height) in zip(lines, values, strict=True):
        if width <= 0 or height <= 0:
            raise MotChallengeLineError(line.number, f"a box of {width:g} x {height:g} px is none")
    boxes = np.concatenate([values[:, :2], values[:, :2] + values[:, 2:]], axis=1)
    return boxes.astype(np.float32)


def _cells(number: int, line: str) -> list[float]:
    texts = line.split(",") if "," in line else line.split()
    if len(texts) < LEAST_COLUMNS:
        raise MotChallengeLineError(
            number, f"has {len(texts)} columns, at least {LEAST_COLUMNS} are needed"
        )
    try:
        cells = [float(text) for text in texts]
    except ValueError:
        raise MotChallengeLineError(number, f"holds something that is no number: {line}") from None
    if not np.isfinite(cells).all():
        raise MotChallengeLineError(number, "holds a number that is not finite")
    if cells[0] < 1 or cells[0] != int(cells[0]):
        raise MotChallengeLineError(number, f"frame {cells[0]:g} is not a whole number from 1")
    return cells
