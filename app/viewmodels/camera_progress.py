"""How far a run has come with each camera it is at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.viewmodels.wording import duration_text
from cba_core.domain.footage import Footage, FootageState
from cba_core.domain.progress import Progress

translate = QCoreApplication.translate

_WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraProgress:
    """Of one camera, as far as its files tell how many frames they have."""

    camera: str
    share: float  # 0..1 of the frames of its files
    seconds_left: float | None  # None: too little is known


def camera_progress(
    footage: Sequence[Footage], progress: Mapping[int, Progress]
) -> list[CameraProgress]:
    """Of the cameras of which a file is being indexed, by name.

    A camera of which a file does not tell its length is left out.
    """
    found = []
    for camera in sorted({one.camera for one in footage if one.state is FootageState.INDEXING}):
        files = [one for one in footage if one.camera == camera and _counts(one)]
        expected = [one.frames_to_expect for one in files]
        total = sum(count or 0 for count in expected)
        if not total or None in expected:
            continue
        done = sum(
            (count or 0) if one.state is FootageState.INDEXED else min(_done(one, progress), count)
            for one, count in zip(files, expected, strict=True)
            if count is not None
        )
        rate = sum(
            told.rate or 0.0
            for one in files
            if one.state is FootageState.INDEXING and (told := progress.get(one.id)) is not None
        )
        left = (total - done) / rate if rate else None
        found.append(CameraProgress(camera=camera, share=done / total, seconds_left=left))
    return found


def cameras_text(cameras: Sequence[CameraProgress]) -> str:
    """In one line: each camera, how much of it, how long still."""
    parts = []
    for one in cameras:
        text = translate("index", "{camera} {part} %")
        if one.seconds_left is not None:
            text = translate("index", "{camera} {part} %, about {duration} left")
        parts.append(
            text.format(
                camera=one.camera,
                part=int(_WHOLE * one.share),
                duration=duration_text(one.seconds_left or 0.0),
            )
        )
    return " · ".join(parts)


def _counts(footage: Footage) -> bool:
    return footage.state not in (FootageState.FAILED, FootageState.MISSING)


def _done(footage: Footage, progress: Mapping[int, Progress]) -> float:
    told = progress.get(footage.id)
    return 0.0 if told is None else told.done
