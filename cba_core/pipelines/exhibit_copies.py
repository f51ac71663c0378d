"""Copies that are encoded anew: annotated or redacted, and marked as such."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from cba_core.domain.arrays import UInt8Array
from cba_core.domain.errors import CbaError
from cba_core.domain.exhibits import (
    TIME_EPSILON_S,
    BoxPath,
    ClockText,
    DrawnBox,
    ExhibitKind,
    Moment,
    Stretch,
)
from cba_core.domain.footage import Footage, Frame
from cba_core.domain.ids import TrackletId, is_asked
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
from cba_core.exhibits.review_list import (
    REVIEW_LIST,
    FrameSeen,
    redaction_facts,
    write_review_list,
)
from cba_core.footage.pyav_source import open_footage
from cba_core.store.case_store import SqlCaseStore

ANNOTATION_MARK = "COPY, annotated"
REDACTION_MARK = "COPY, redacted"


def paths_of(
    store: SqlCaseStore, footage: Footage, selected: Sequence[TrackletId]
) -> list[BoxPath]:
    """The boxes of every tracklet of a footage file, and those that were drawn to ask with.

    Of the latter only what is selected: a drawn box tells where a person looked, not who is there.
    """
    found = store.tracklets.find(TrackletFilter(footage_ids=(footage.id,)))
    drawn = [one for one in dict.fromkeys(selected) if is_asked(one)]
    found += [one for one in store.tracklets.by_ids(drawn) if one.footage_id == footage.id]
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
    drawn: Sequence[DrawnBox] = (),
) -> dict[str, Any]:
    """Write the copy of a stretch; gives what the manifest tells.

    Args:
        store: of the case.
        footage: the source.
        stretch: of it, and who stays visible.
        kind: annotated or redacted.
        folder: where the copy is written, and beside a redacted one the list to watch it by.
        clock_text: the lines that tell a frame's time.
        checkpoint: called before each frame; may raise.
        drawn: what a redacted copy covers besides.

    Raises:
        CbaError: no frame lies in the stretch, a drawn box lies outside of it or of the picture,
            or the footage cannot be read.
    """
    _require_within(drawn, stretch)
    is_redacted = kind is ExhibitKind.REDACTED
    shown = [one for one in stretch.tracklets if not (is_redacted and is_asked(one))]
    paths = paths_of(store, footage, shown)  # nobody was detected in a drawn box
    mark = REDACTION_MARK if is_redacted else ANNOTATION_MARK
    frames: list[dict[str, Any]] = []
    seen: list[FrameSeen] = []

    def pictures() -> Iterator[tuple[float, UInt8Array]]:
        for frame in _frames_of(footage, stretch, checkpoint):
            moment = Moment(frame.index, frame.pts, frame.time_s)
            frames.append({"number": frame.index, "pts": frame.pts, "time_s": frame.time_s})
            there = boxes_at(paths, frame.index, hold=is_redacted)
            others = [box for path, box in there if not path.is_selected]
            by_hand = [np.array(one.box) for one in drawn if one.is_at(frame.time_s)]
            seen.append(FrameSeen(frame.index, frame.time_s, len(there), len(others), len(by_hand)))
            pixels = frame.pixels
            if is_redacted:
                if len(frames) == 1:
                    _require_in_picture(drawn, width=pixels.shape[1], height=pixels.shape[0])
                pixels = redacted(pixels, [*others, *by_hand])
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
    filters = ["boxes and labels of the tracklets"]
    if is_redacted:
        filters = [redaction_words()]
        if drawn:
            filters.append("boxes that a person drew, covered in the same way")
    facts: dict[str, Any] = {
        "mark": mark,
        "filters": [*filters, "strip with text below the picture"],
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
        "frames_in_which_nobody_was_detected": sum(not one.found for one in seen),
    }
    if is_redacted:
        write_review_list(folder / REVIEW_LIST, seen)
        facts |= redaction_facts(seen, drawn)
    return facts


def _require_within(drawn: Sequence[DrawnBox], stretch: Stretch) -> None:
    for one in drawn:
        if one.to_s < stretch.first_s or one.from_s > stretch.last_s:
            raise CbaError(
                f"The box drawn from {one.from_s:g} to {one.to_s:g} s lies outside of the stretch, "
                f"which is from {stretch.first_s:g} to {stretch.last_s:g} s",
                "Count from the first frame of the footage, or leave that box out.",
            )


def _require_in_picture(drawn: Sequence[DrawnBox], *, width: int, height: int) -> None:
    for one in drawn:
        if one.box[0] >= width or one.box[1] >= height:
            told = ",".join(f"{side:g}" for side in one.box)
            raise CbaError(
                f"The drawn box {told} lies outside of the picture, which is {width} x {height}",
                "Give left, top, right and bottom in pixels of the picture as it is shown upright.",
            )


def _frames_of(
    footage: Footage, stretch: Stretch, checkpoint: Callable[[], None]
) -> Iterator[Frame]:
    with open_footage(footage.path) as source:
        for frame in source.frames():
            checkpoint()
            if frame.time_s > stretch.last_s + TIME_EPSILON_S:
                return
            if frame.time_s >= stretch.first_s - TIME_EPSILON_S:
                yield frame
