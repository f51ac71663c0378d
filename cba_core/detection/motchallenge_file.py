"""Detections or tracks that somebody else made: a MOTChallenge text file beside the footage.

A line is `frame, id, left, top, width, height, confidence, class, visibility`: frames count
from 1, the corner is in pixels, `id` is -1 where the file holds detections only. Ground truth
uses the confidence as a flag (0: do not count this box) and a class (1: pedestrian).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cba_core.detection.backends import Backend
from cba_core.detection.suppression import in_frame
from cba_core.detection.weight_files import WeightFile
from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.detection import Detections
from cba_core.domain.errors import DetectorError
from cba_core.domain.footage import Frame, Modality

LEAST_COLUMNS = 6
PEDESTRIAN = 1
FRAMES_REMEMBERED = 64  # more than any batch
ANY_CLASS = -1  # 2D MOT 2015 fills the columns after the confidence with world coordinates

_REMEDY = (
    "Correct the line: frame, id, left, top, width, height, confidence, separated by commas; "
    "frames count from 1."
)


class MotChallengeError(DetectorError):
    """A MOTChallenge file cannot be read."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path.name}, line {line}: {reason}", _REMEDY)
        self.path = path
        self.line = line


@dataclass(frozen=True, slots=True, eq=False)
class MotChallengeRows:
    """The boxes of a file that count, in the file's order."""

    frames: IntArray  # (n,) 0-based
    numbers: IntArray  # (n,) the file's track numbers; -1 where it has none
    boxes: FloatArray  # (n, 4) x1 y1 x2 y2 px
    scores: FloatArray  # (n,) 0..1


def read_motchallenge(path: Path) -> MotChallengeRows:
    """Read a file of detections, tracks or ground truth.

    Raises:
        MotChallengeError: a line is no box, with its number.
        DetectorError: the file cannot be read as text.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DetectorError(
            f"{path.name} cannot be read as text: {error}",
            "Check the file and its permissions; MOTChallenge files are plain text.",
        ) from error
    is_truth = path.name == "gt.txt"
    rows = [
        (number, row)
        for number, line in enumerate(lines, start=1)
        if (row := _row(path, number, line)) is not None and not (is_truth and _is_left_out(row))
    ]
    values = np.array([row[:6] for _, row in rows], np.float64).reshape(-1, 6)
    for (number, _), width, height in zip(rows, values[:, 4], values[:, 5], strict=True):
        if width <= 0 or height <= 0:
            raise MotChallengeError(path, number, f"a box of {width:g} x {height:g} px is none")
    scores = np.array([_confidence(row, is_truth=is_truth) for _, row in rows], np.float64)
    boxes = np.concatenate([values[:, 2:4], values[:, 2:4] + values[:, 4:6]], axis=1)
    numbers = values[:, 1].astype(np.int64)
    return MotChallengeRows(
        frames=values[:, 0].astype(np.int64) - 1,
        numbers=np.where(numbers > 0, numbers, -1),
        boxes=boxes.astype(np.float32),
        scores=_as_probabilities(scores).astype(np.float32),
    )


def _row(path: Path, number: int, line: str) -> list[float] | None:
    text = line.strip()
    if not text:
        return None
    cells = text.split(",") if "," in text else text.split()
    if len(cells) < LEAST_COLUMNS:
        raise MotChallengeError(
            path, number, f"has {len(cells)} columns, at least {LEAST_COLUMNS} are needed"
        )
    try:
        row = [float(cell) for cell in cells]
    except ValueError:
        raise MotChallengeError(
            path, number, f"holds something that is no number: {text}"
        ) from None
    if not np.isfinite(row).all():
        raise MotChallengeError(path, number, "holds a number that is not finite")
    if row[0] < 1 or row[0] != int(row[0]):
        raise MotChallengeError(path, number, f"frame {row[0]:g} is not a whole number from 1")
    return row


def _is_left_out(row: list[float]) -> bool:
    flag = row[6] if len(row) > LEAST_COLUMNS else 1.0
    # nine columns: MOT16 and later, with a class; ten: 2D MOT 2015, with world coordinates
    kind = row[7] if len(row) == 9 else ANY_CLASS  # noqa: PLR2004  (see the line above)
    return flag == 0 or kind not in {PEDESTRIAN, ANY_CLASS}


def _confidence(row: list[float], *, is_truth: bool) -> float:
    if is_truth or len(row) <= LEAST_COLUMNS or row[6] == -1:  # -1: not told
        return 1.0
    return row[6]


def _as_probabilities(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Confidences of other scales, such as a classifier's margin, brought to 0..1 in order."""
    if len(scores) == 0 or (scores.min() >= 0 and scores.max() <= 1):
        return scores
    low, high = float(scores.min()), float(scores.max())
    if low == high:
        return np.ones_like(scores)
    return np.asarray((scores - low) / (high - low))


def _sha256_of(file: Path) -> str | None:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None  # reading the rows tells why


def motchallenge_file_of(footage: Path) -> Path | None:
    """The MOTChallenge file that belongs to a footage file, if there is one beside it."""
    folder = footage.parent
    beside = (
        footage.with_suffix(".txt"),
        footage.with_suffix(".det.txt"),
        folder / "det" / "det.txt",
        folder / "gt" / "gt.txt",
    )
    return next((path for path in beside if path.is_file()), None)


class MotChallengeDetector:
    """Gives what the file says; `for_footage` makes the one for a footage file."""

    def __init__(
        self, name: str, rows: MotChallengeRows | None = None, *, sha256: str | None = None
    ) -> None:
        """Without `rows` it belongs to no footage yet and cannot detect."""
        self._name = name
        self._sha256 = sha256
        self._rows = rows
        self._of_frame: dict[int, IntArray] = {}
        self._given: dict[int, IntArray] = {}  # rows of the last frames, in the order given
        if rows is not None:
            order = np.argsort(rows.frames, kind="stable")
            frames, starts = np.unique(rows.frames[order], return_index=True)
            groups = np.split(order, starts[1:]) if len(order) else []
            self._of_frame = {
                int(frame): group for frame, group in zip(frames, groups, strict=True)
            }

    @property
    def name(self) -> str:
        """The name it was made by."""
        return self._name

    @property
    def weights_sha256(self) -> str | None:
        """SHA-256 of the text file; None before it belongs to a footage."""
        return self._sha256

    @property
    def backend(self) -> str:
        """No network runs."""
        return "text file"

    def for_footage(self, path: Path) -> "MotChallengeDetector":
        """The detector that reads the file beside this footage.

        Raises:
            DetectorError: there is no such file, or it cannot be read.
        """
        file = motchallenge_file_of(path)
        if file is None:
            raise DetectorError(
                f"There is no MOTChallenge file beside {path.name}",
                f"Put {path.stem}.txt, {path.stem}.det.txt, det/det.txt or gt/gt.txt there, "
                "or choose another detector: cba models list",
            )
        # First, so that a change in between makes the rows look older than they are, never newer.
        sha256 = _sha256_of(file)
        return MotChallengeDetector(self._name, read_motchallenge(file), sha256=sha256)

    def detect(self, frames: Sequence[Frame], modalities: Sequence[Modality]) -> list[Detections]:
        """One entry per frame, clipped to it."""
        if len(frames) != len(modalities):
            raise ValueError(f"{len(frames)} frames need as many modalities, got {len(modalities)}")
        return [self._detect(frame) for frame in frames]

    @property
    def gives_tracks(self) -> bool:
        """Whether the file tells which boxes belong to one person."""
        return bool((self._require_rows().numbers > 0).any())

    def given_track_numbers(self, frame_index: int) -> IntArray:
        """The file's track number of each detection of a frame, in the order of `detect`.

        -1 where a box has none. The frame must be among the last that `detect` was given.
        """
        return self._require_rows().numbers[self._given[frame_index]]

    def _detect(self, frame: Frame) -> Detections:
        rows = self._require_rows()
        of_frame = self._of_frame.get(frame.index, np.empty(0, np.int64))
        height, width = frame.pixels.shape[:2]
        found, kept = in_frame(
            Detections(rows.boxes[of_frame], rows.scores[of_frame]), width, height
        )
        self._given[frame.index] = of_frame[kept]
        while len(self._given) > FRAMES_REMEMBERED:
            del self._given[next(iter(self._given))]
        return found

    def _require_rows(self) -> MotChallengeRows:
        if self._rows is None:
            raise ValueError("made for no footage yet: call for_footage first")
        return self._rows


def build(
    name: str, file: WeightFile | None, threads: int, backend: Backend
) -> MotChallengeDetector:
    """Make it as the registry does; it needs neither weights nor threads."""
    del file, threads, backend
    return MotChallengeDetector(name)
