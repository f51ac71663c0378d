"""Ground truth from disk: what `cba simulate` writes, or MOTChallenge folders of real footage.

Two layouts are read:

- a folder with `truth.json` and `truth/<clip stem>/gt.txt`: identities hold across clips;
- a MOTChallenge folder with `gt/gt.txt` beside one clip, or a folder of such folders:
  identities hold within a clip only.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from cba_core.domain.arrays import BoolArray, FloatArray, IntArray
from cba_core.domain.errors import CbaError
from cba_core.domain.motchallenge import (
    LINE_REMEDY,
    WITH_CLASS,
    MotChallengeLine,
    MotChallengeLineError,
    boxes_of,
    parse_motchallenge,
)

FORMAT = 1
"""Of truth.json; changes whenever older files can no longer be read."""
TRUTH_LAYOUTS = (
    "Give the folder that cba simulate wrote (it holds truth.json), a MOTChallenge folder with "
    "gt/gt.txt beside one clip, or a folder of such folders."
)
_BESIDE_CLIPS = frozenset({".txt", ".ini", ".json", ".csv", ".md", ".xml"})
_FRAME_FOLDER = "img1"
"""Where MOTChallenge keeps the frames of a clip that is no video file."""


class TruthError(CbaError):
    """A ground truth cannot be read."""


@dataclass(frozen=True, slots=True, eq=False)
class TrueBoxes:
    """Everybody in one clip, box by box."""

    frames: IntArray  # (n,) 0-based
    identities: IntArray  # (n,)
    boxes: FloatArray  # (n, 4) x1 y1 x2 y2 px of the whole person
    visibility: FloatArray  # (n,) share that can be seen, 0..1; NaN where it is not told
    is_counted: BoolArray  # (n,) False: marked as not to be counted


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueStretch:
    """Frames that a camera recorded in one modality."""

    first_frame: int  # 0-based
    end_frame: int  # first frame that is not in it
    modality: str  # "visible", "near-infrared", "thermal"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TruthClip:
    """The truth of one clip."""

    clip: Path  # where the clip lies, or would
    stem: str  # the clip's name without its suffix
    file: Path
    boxes: TrueBoxes
    stretches: tuple[TrueStretch, ...] = ()  # empty where the truth does not tell
    size_px: tuple[int, int] | None = None  # width and height that boxes are told in


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Truth:
    """The truth of some clips."""

    clips: tuple[TruthClip, ...]
    identities_hold_across_clips: bool


def read_truth(folder: Path) -> Truth:
    """Read whichever layout is at `folder`.

    Raises:
        TruthError: there is none, or a file of it cannot be read.
    """
    if (folder / "truth.json").is_file():
        return Truth(clips=_described_clips(folder), identities_hold_across_clips=True)
    folders = [folder] if (folder / "gt" / "gt.txt").is_file() else _clip_folders(folder)
    if not folders:
        raise TruthError(f"There is no ground truth in {folder}", TRUTH_LAYOUTS)
    return Truth(
        clips=tuple(_motchallenge_clip(one) for one in folders),
        identities_hold_across_clips=False,
    )


def read_true_boxes(file: Path) -> TrueBoxes:
    """Read one gt.txt.

    Raises:
        TruthError: it is missing, a line is no box, or somebody is twice in one frame.
    """
    text = _text_of(file)
    try:
        lines = parse_motchallenge(text)
        boxes = boxes_of(lines)
    except MotChallengeLineError as error:
        raise TruthError(f"{file}, line {error.line}: {error.reason}", LINE_REMEDY) from error
    values = np.array([line.cells[:2] for line in lines], np.float64).reshape(-1, 2)
    truth = TrueBoxes(
        frames=values[:, 0].astype(np.int64) - 1,
        identities=values[:, 1].astype(np.int64),
        boxes=boxes,
        visibility=np.array([_visibility(line) for line in lines], np.float32),
        is_counted=np.array([line.is_counted_truth for line in lines], np.bool_),
    )
    _require_once_a_frame(file, truth)
    return truth


def _visibility(line: MotChallengeLine) -> float:
    return line.cells[WITH_CLASS - 1] if len(line.cells) == WITH_CLASS else float("nan")


def _require_once_a_frame(file: Path, truth: TrueBoxes) -> None:
    counted = truth.is_counted
    places = np.stack([truth.frames[counted], truth.identities[counted]], axis=1)
    unique, times = np.unique(places, axis=0, return_counts=True)
    if (times > 1).any():
        frame, identity = unique[times > 1][0].tolist()
        raise TruthError(
            f"{file}: person {identity} is twice in frame {frame + 1}",
            "Remove one of the two lines, or give the other person an id of its own.",
        )


def _clip_folders(folder: Path) -> list[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise TruthError(f"{folder} cannot be read: {error.strerror}", TRUTH_LAYOUTS) from error
    return [entry for entry in entries if (entry / "gt" / "gt.txt").is_file()]


def _motchallenge_clip(folder: Path) -> TruthClip:
    beside = [
        entry
        for entry in sorted(folder.iterdir())
        if not entry.name.startswith(".")
        and (
            entry.name == _FRAME_FOLDER
            if entry.is_dir()
            else entry.suffix.lower() not in _BESIDE_CLIPS
        )
    ]
    if len(beside) > 1:
        raise TruthError(
            f"{folder} holds {len(beside)} clips and one truth",
            "Put each clip into a folder of its own, with its gt/gt.txt.",
        )
    file = folder / "gt" / "gt.txt"
    is_clip = bool(beside) and beside[0].name != _FRAME_FOLDER
    return TruthClip(
        clip=beside[0] if beside else folder / folder.resolve().name,
        stem=beside[0].stem if is_clip else folder.resolve().name,
        file=file,
        boxes=read_true_boxes(file),
    )


def _described_clips(folder: Path) -> tuple[TruthClip, ...]:
    path = folder / "truth.json"
    try:
        described = json.loads(_text_of(path))
        told = described["format"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise TruthError(f"{path} is damaged: {error}", TRUTH_LAYOUTS) from error
    if told != FORMAT:
        raise TruthError(
            f"{path} has format {told}, this program reads {FORMAT}",
            "Use the Duskline that wrote it, or a newer one.",
        )
    try:
        return tuple(_described_clip(folder, camera) for camera in described["cameras"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TruthError(f"{path} is damaged: {error!r}", TRUTH_LAYOUTS) from error


def _described_clip(folder: Path, camera: Mapping[str, Any]) -> TruthClip:
    clip = Path(camera["clip"])
    file = folder / "truth" / clip.stem / "gt.txt"
    return TruthClip(
        clip=folder / "footage" / clip.name,
        stem=clip.stem,
        file=file,
        boxes=read_true_boxes(file),
        stretches=tuple(
            TrueStretch(
                first_frame=int(part["first_frame"]),
                end_frame=int(part["end_frame"]),
                modality=str(part["modality"]),
            )
            for part in camera["modality"]
        ),
        size_px=(int(camera["width"]), int(camera["height"])),
    )


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TruthError(
            f"{file} cannot be read as text: {error}",
            "Check the file and its permissions; truth files are plain text.",
        ) from error
