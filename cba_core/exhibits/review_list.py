"""What to look at in a redacted copy: frame by frame, who was found and what was covered (E35)."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cba_core.domain.exhibits import DrawnBox

REVIEW_LIST = "review-list.csv"
_HEAD = (
    "frame_of_copy",
    "frame_of_source",
    "seconds_of_source",
    "people_found",
    "people_covered",
    "drawn_boxes_covered",
    "look_for",
)


class FrameSeen(NamedTuple):
    """One frame of a redacted copy."""

    number: int  # in the source, 0-based
    time_s: float  # seconds from the source's first frame
    found: int  # people, the selected ones too
    covered: int  # of them
    drawn: int  # boxes of a person's, covered as well

    @property
    def is_covered(self) -> bool:
        """Whether anything in it was covered."""
        return bool(self.covered or self.drawn)

    @property
    def look_for(self) -> str:
        """What a person who watches it has to look for."""
        if not self.found:
            return "nobody was detected: look for people who were missed"
        return "covered: look for what still shows" if self.is_covered else "look for people missed"


def write_review_list(path: Path, frames: Sequence[FrameSeen]) -> None:
    """A table of every frame for whoever watches the copy; numbers and words of ours alone."""
    with path.open("w", encoding="ascii", newline="") as file:
        table = csv.writer(file)
        table.writerow(_HEAD)
        for place, one in enumerate(frames):
            counts = (one.found, one.covered, one.drawn)
            table.writerow((place, one.number, f"{one.time_s:.3f}", *counts, one.look_for))


def redaction_facts(frames: Sequence[FrameSeen], drawn: Sequence[DrawnBox]) -> dict[str, Any]:
    """What the manifest of a redacted copy tells of it; that nobody has watched it yet, too."""
    return {
        "frames_with_people_covered": sum(bool(one.covered) for one in frames),
        "drawn_boxes": [
            {
                "from_s": one.from_s,
                "to_s": one.to_s,
                "box_px": list(one.box),
                "frames": sum(one.is_at(frame.time_s) for frame in frames),
            }
            for one in drawn
        ],
        "review_list": {
            "file": REVIEW_LIST,
            "covered": runs_of(frames, lambda one: one.is_covered),
            "nobody_detected": runs_of(frames, lambda one: not one.found),
        },
        "reviewed": None,
        "review_needed": (
            "People whom the detector missed are covered only where a box was drawn. A person "
            "must watch the whole copy before it is given away, and say so: cba exhibit review"
        ),
    }


def runs_of(frames: Sequence[FrameSeen], wanted: Callable[[FrameSeen], bool]) -> list[list[int]]:
    """First and last source frame of every unbroken run of frames that are wanted."""
    runs: list[list[int]] = []
    goes_on = False
    for one in frames:
        if wanted(one):
            if goes_on:
                runs[-1][1] = one.number
            else:
                runs.append([one.number, one.number])
        goes_on = wanted(one)
    return runs
