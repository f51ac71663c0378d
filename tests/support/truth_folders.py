"""Ground truth as the simulator writes it, and as MOTChallenge does, for tests."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.support.synthetic_footage import walking_paths

Row = tuple[float, ...]
"""frame from 1, id, x, y, w, h, flag, class, visibility"""


def write_gt(path: Path, rows: Sequence[Row]) -> Path:
    """A MOTChallenge file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(",".join(f"{cell:g}" for cell in row) + "\n" for row in rows), "utf-8")
    return path


def true_row(frame: int, person: int, box: Sequence[float], visibility: float = 1.0) -> Row:
    """A row of a person from x1 y1 x2 y2; frames count from 0 here."""
    x1, y1, x2, y2 = box
    return (frame + 1, person, x1, y1, x2 - x1, y2 - y1, 1, 1, visibility)


def a_camera(clip: str, kind: str = "visible", **changes: Any) -> dict[str, Any]:
    """An entry of truth.json for 320 x 240 px."""
    return {
        "name": Path(clip).stem,
        "clip": clip,
        "kind": kind,
        "width": 320,
        "height": 240,
        "frame_rate": 25,
        "frames": 1000,
        "modality": [{"first_frame": 0, "end_frame": 1000, "modality": kind}],
        "clock": {},
        "calibration": {},
        **changes,
    }


def write_described_truth(
    folder: Path, cameras: Sequence[Mapping[str, Any]], rows: Mapping[str, Sequence[Row]]
) -> Path:
    """truth.json and a gt.txt for each clip; gives the folder."""
    for stem, of_clip in rows.items():
        write_gt(folder / "truth" / stem / "gt.txt", of_clip)
    described = {"format": 1, "note": "made for a test", "cameras": list(cameras), "people": []}
    (folder / "truth.json").write_text(json.dumps(described), "utf-8")
    return folder


def truth_of_walkers(folder: Path, *stems: str, frames: int, people: int = 2) -> Path:
    """The truth of clips that `footage_with_tracks` made: the same people in each."""
    rows = [
        true_row(frame, person + 1, box)
        for frame, places in enumerate(walking_paths(frames, people=people))
        for person, box in enumerate(places)
    ]
    modalities = {"night": "near-infrared"}
    return write_described_truth(
        folder,
        [a_camera(f"{stem}.mp4", modalities.get(stem, "visible")) for stem in stems],
        dict.fromkeys(stems, rows),
    )
