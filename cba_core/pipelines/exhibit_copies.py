"""Copies that are encoded anew: annotated or redacted, and marked as such."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from cba_core.domain.arrays import UInt8Array
from cba_core.domain.errors import CbaError
from cba_core.domain.exhibits import BoxPath, ClockText, ExhibitKind, Moment, Stretch
from cba_core.domain.footage import Footage, Frame
from cba_core.domain.ids import TrackletId
from cba_core.domain.repositories import TrackletFilter
from cba_core.exhibits.box_paths import boxes_at
from cba_core.exhibits.encoding_copies import (
    CONTAINER_OPTIONS,
    ENCODER,
    ENCODER_OPTIONS,
    PIXEL_FORMAT,
    write_copy,
)
from cba_core.exhibits.marking import marked
from cba_core.exhibits.redaction import redacted, redaction_words
from cba_core.footage.pyav_source import open_footage
from cba_core.store.case_store import SqlCaseStore

ANNOTATION_MARK = "COPY, annotated"
REDACTION_MARK = "COPY, redacted"


def paths_of(
    store: SqlCaseStore, footage: Footage, selected: Sequence[TrackletId]
) -> list[BoxPath]:
    """The boxes of every tracklet of a footage file."""
    found = store.tracklets.find(TrackletFilter(footage_ids=(footage.id,)))
    tracks = ((one, store.tracklets.track(one.id)[0]) for one in found)
    return [
        BoxPath(one.label, track.frame_indices, np.asarray(track.boxes), one.id in selected)
        for one, track in tracks
    ]


def write_marked_copy(
    store: SqlCaseStore,
    footage: Footage,
    stretch: Stretch,
    *,
    kind: ExhibitKind,
    folder: Path,
    clock_text: ClockText,
    checkpoint: Callable[[], None],
) -> dict[str, Any]:
    """Write the copy of a stretch; gives what the manifest tells.

    Raises:
        CbaError: no frame lies in the stretch, or the footage cannot be read.
    """
    paths = paths_of(store, footage, stretch.tracklets)
    is_redacted = kind is ExhibitKind.REDACTED
    mark = REDACTION_MARK if is_redacted else ANNOTATION_MARK
    frames: list[dict[str, Any]] = []
    nobody = covered = 0

    def pictures() -> Iterator[tuple[float, UInt8Array]]:
        nonlocal nobody, covered
        for frame in _frames_of(footage, stretch, checkpoint):
            moment = Moment(frame.index, frame.pts, frame.time_s)
            frames.append({"number": frame.index, "pts": frame.pts, "time_s": frame.time_s})
            there = boxes_at(paths, frame.index, hold=is_redacted)
            nobody += not there
            others = [box for path, box in there if not path.is_selected]
            pixels = frame.pixels
            if is_redacted:
                covered += bool(others)
                pixels = redacted(pixels, others)
            lines = [f"{mark}  |  {footage.name}  |  frame {frame.index}"]
            lines += clock_text(moment)
            boxes = boxes_at(
                [path for path, _ in there if path.is_selected], frame.index, hold=False
            )
            yield frame.time_s, marked(pixels, [] if is_redacted else boxes, lines)

    write_copy(folder / f"{'redacted' if is_redacted else 'annotated'}-copy.mp4", pictures())
    if not frames:
        raise CbaError(
            f"No frame of {footage.name} lies in this stretch", "Ask for another stretch."
        )
    facts: dict[str, Any] = {
        "mark": mark,
        "filters": [
            *([redaction_words()] if is_redacted else ["boxes and labels of the tracklets"]),
            "strip with text below the picture",
        ],
        "encoder": {
            "name": ENCODER,
            "options": ENCODER_OPTIONS,
            "container": "mp4",
            "container_options": CONTAINER_OPTIONS,
            "pixel_format": PIXEL_FORMAT,
            "threads": 1,
        },
        "left_out": "sound and other streams of the source",
        "frames": frames,
        "frame_pts": [frame["pts"] for frame in frames],
        "frames_in_which_nobody_was_detected": nobody,
    }
    if is_redacted:
        facts |= {
            "frames_with_people_covered": covered,
            "reviewed": None,
            "review_needed": (
                "People whom the detector missed are not covered. A person must watch the whole "
                "copy before it is given away, and say so: cba exhibit review"
            ),
        }
    return facts


def _frames_of(
    footage: Footage, stretch: Stretch, checkpoint: Callable[[], None]
) -> Iterator[Frame]:
    with open_footage(footage.path) as source:
        for frame in source.frames():
            checkpoint()
            if frame.time_s > stretch.last_s + 1e-6:
                return
            if frame.time_s >= stretch.first_s - 1e-6:
                yield frame
