"""What untouched exhibits are made of: a frame's picture, and a file's packets."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from av.container.input import InputContainer
from av.video.stream import VideoStream
from PIL import Image

from cba_core.domain.arrays import UInt8Array
from cba_core.domain.errors import CbaError
from cba_core.domain.exhibits import ClockText, Moment, Stretch
from cba_core.domain.footage import Footage, ResumePoint
from cba_core.domain.ids import TrackletId
from cba_core.exhibits.box_paths import boxes_at
from cba_core.exhibits.marking import marked
from cba_core.exhibits.stream_copy import ClipNotCopiedError, copy_stream
from cba_core.footage.opening import open_container, video_stream
from cba_core.footage.pyav_source import open_footage
from cba_core.pipelines.exhibit_copies import ANNOTATION_MARK, paths_of
from cba_core.store.case_store import SqlCaseStore


def write_still(
    store: SqlCaseStore,
    footage: Footage,
    number: int,
    *,
    pts: int | None = None,
    tracklets: Sequence[TrackletId],
    folder: Path,
    clock_text: ClockText,
    checkpoint: Callable[[], None],
    annotated: bool,
) -> dict[str, Any]:
    """Write `still.png` and perhaps `still-annotated-copy.png`; gives what the manifest tells.

    Raises:
        CbaError: there is no such frame, or the footage cannot be read.
    """
    pixels, moment = _frame_of(footage, number, pts, checkpoint)
    _write_png(folder / "still.png", pixels)
    facts: dict[str, Any] = {
        "frame": {
            "number": moment.frame,
            "pts": moment.pts,
            "time_s": moment.time_s,
            "time_base": footage.facts.time_base,
            "width_px": pixels.shape[1],
            "height_px": pixels.shape[0],
            "turned_deg": footage.facts.rotation_deg,
            "rgb_sha256": hashlib.sha256(np.ascontiguousarray(pixels).tobytes()).hexdigest(),
        }
    }
    if annotated:
        paths = [one for one in paths_of(store, footage, tracklets) if one.is_selected]
        boxes = boxes_at(paths, moment.frame, hold=False)
        lines = [
            f"{ANNOTATION_MARK}  |  {footage.name}  |  frame {moment.frame}",
            *clock_text(moment),
        ]
        _write_png(folder / "still-annotated-copy.png", marked(pixels, boxes, lines))
        facts["filters"] = [
            "boxes and labels of the tracklets",
            "strip with text below the picture",
        ]
        facts["text"] = lines
    return facts


def _frame_of(
    footage: Footage, number: int, pts: int | None, checkpoint: Callable[[], None]
) -> tuple[UInt8Array, Moment]:
    """Pixels and place of a frame; where its time stamp is known, that decides."""

    def heed(_: int) -> None:
        checkpoint()

    with open_footage(footage.path) as source:
        frame = next(source.frames(ResumePoint(number, pts), heed=heed), None)
        if frame is not None and frame.index == number and pts in (None, frame.pts):
            return frame.pixels.copy(), Moment(frame.index, frame.pts, frame.time_s)
    if pts is not None:  # frames were lost before it: a pass counts fewer than a player does
        with open_footage(footage.path) as source:
            for frame in source.frames():
                checkpoint()
                if frame.pts == pts:
                    return frame.pixels.copy(), Moment(frame.index, frame.pts, frame.time_s)
    raise CbaError(f"Footage {footage.name} has no frame {number}", "Frames are counted from 0.")


def write_clip(
    footage: Footage, stretch: Stretch, folder: Path, checkpoint: Callable[[], None]
) -> dict[str, Any]:
    """Write `clip.*` as a stream copy; gives what the manifest tells.

    Raises:
        ClipNotCopiedError: it cannot be copied without encoding it anew.
        CbaError: the footage cannot be read.
    """
    if footage.path.is_dir():
        raise ClipNotCopiedError(footage.name, "it is a folder of pictures")

    def opened() -> tuple[InputContainer, VideoStream]:
        container = open_container(footage.path)
        return container, video_stream(container, footage.path)

    copy = copy_stream(
        opened, footage.name, folder,
        start_s=stretch.first_s, end_s=stretch.last_s, checkpoint=checkpoint,
    )  # fmt: skip
    stamps = [packet.pts for packet in copy.packets if packet.pts is not None]
    first, last = stretch.first_s, stretch.last_s
    seconds = {pts: float((pts - copy.zero) * copy.time_base) for pts in stamps}
    return {
        "container": copy.container,
        "container_is_the_sources": copy.is_container_of_source,
        "decoder_headers_are_the_sources": copy.same_headers,
        "left_out": "sound and other streams of the source",
        "time_stamps_moved_by": -copy.shift,
        "packets": [
            {"pts": one.pts, "keyframe": one.is_keyframe, "size": one.size, "sha256": one.sha256}
            for one in copy.packets
        ],
        "frame_pts": sorted(stamps),
        "frame_pts_before_the_start": sorted(pts for pts in stamps if seconds[pts] < first),
        "frame_pts_behind_the_end": sorted(pts for pts in stamps if seconds[pts] > last),
        "note": (
            "Frames before the start are there because a decoder has to begin at a keyframe; "
            "frames behind the end because others refer to them."
        ),
    }


def _write_png(path: Path, pixels: UInt8Array) -> None:
    Image.fromarray(np.ascontiguousarray(pixels)).save(path, format="PNG")
