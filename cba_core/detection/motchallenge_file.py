"""Detections or tracks that somebody else made: a MOTChallenge text file beside the footage.

What a line holds stands in `domain/motchallenge.py`.
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
from cba_core.domain.motchallenge import (
    LEAST_COLUMNS,
    LINE_REMEDY,
    WITH_CLASS,
    MotChallengeLine,
    MotChallengeLineError,
    boxes_of,
    parse_motchallenge,
)

FRAMES_REMEMBERED = 64  # more than any batch
_VIDEO_SUFFIXES = frozenset(
    {
        ".264", ".265", ".3gp", ".asf", ".avi", ".dav", ".flv", ".h264", ".h265", ".hevc",
        ".m2ts", ".m4v", ".mjpeg", ".mjpg", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".mts",
        ".ts", ".vob", ".webm", ".wmv",
    }
)  # fmt: skip


class MotChallengeError(DetectorError):
    """A MOTChallenge file cannot be read."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path.name}, line {line}: {reason}", LINE_REMEDY)
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
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DetectorError(
            f"{path.name} cannot be read as text: {error}",
            "Check the file and its permissions; MOTChallenge files are plain text.",
        ) from error
    try:
        lines = parse_motchallenge(text)
        is_truth = path.name == "gt.txt" or _has_columns_of_truth(lines)
        if is_truth:
            lines = [line for line in lines if line.is_counted_truth]
        boxes = boxes_of(lines)
    except MotChallengeLineError as error:
        raise MotChallengeError(path, error.line, error.reason) from error
    values = np.array([line.cells[:2] for line in lines], np.float64).reshape(-1, 2)
    scores = np.array([_confidence(line.cells, is_truth=is_truth) for line in lines], np.float64)
    numbers = values[:, 1].astype(np.int64)
    return MotChallengeRows(
        frames=values[:, 0].astype(np.int64) - 1,
        numbers=np.where(numbers >= _lowest_number(numbers), numbers, -1),
        boxes=boxes,
        scores=_as_probabilities(scores).astype(np.float32),
    )


def _has_columns_of_truth(lines: Sequence[MotChallengeLine]) -> bool:
    """Whether every line tells flag, class and visibility of somebody, as in ground truth."""
    return bool(lines) and all(
        len(line.cells) == WITH_CLASS
        and line.cells[1] >= 0
        and line.cells[6] in {0, 1}
        and line.cells[7] >= 1
        and line.cells[7] == int(line.cells[7])
        and 0 <= line.cells[8] <= 1
        for line in lines
    )


def _lowest_number(numbers: IntArray) -> int:
    """0 is a person where others are numbered too and nobody is marked as nobody."""
    is_from_zero = len(numbers) and numbers.min() == 0 and numbers.max() > 0
    return 0 if is_from_zero else 1


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
    """The MOTChallenge file that belongs to a footage file, if there is one beside it.

    What stands in the folders `det` and `gt` belongs to the only footage beside them.
    """
    folder = footage.parent
    own = (footage.with_suffix(".txt"), footage.with_suffix(".det.txt"))
    of_folder = (folder / "det" / "det.txt", folder / "gt" / "gt.txt")
    found = next((path for path in (*own, *of_folder) if path.is_file()), None)
    return None if found in of_folder and _is_beside_others(footage) else found


def _is_beside_others(footage: Path) -> bool:
    """Whether its folder holds other footage, as far as names tell."""
    suffixes = {*_VIDEO_SUFFIXES, footage.suffix.lower()}
    try:
        return any(
            entry.suffix.lower() in suffixes and entry.name != footage.name and entry.is_file()
            for entry in footage.parent.iterdir()
            if not entry.name.startswith(".")
        )
    except OSError:
        return False  # reading the rows tells why


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
                f"Put {path.stem}.txt or {path.stem}.det.txt there, or det/det.txt or gt/gt.txt "
                "where it is the only footage, or choose another detector: cba models list",
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
