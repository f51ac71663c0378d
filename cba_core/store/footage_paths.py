"""Where a footage file lies, told twice: from the case folder, and absolutely.

A case moved together with its footage is found by the first, footage left behind by the second.
"""

import os
import stat
from pathlib import Path, PurePath
from typing import NamedTuple


class Located(NamedTuple):
    """A place, and whether something is there."""

    path: Path
    is_there: bool


def relative_to_case(footage: Path, case: Path) -> str | None:
    """The way from `case` to `footage` with forward slashes; None between Windows drives."""
    try:
        return PurePath(os.path.relpath(footage, case)).as_posix()
    except ValueError:
        return None


def absolute(path: Path) -> Path:
    """`path` made absolute; its symbolic links stay, the person knows the file by them."""
    return Path(os.path.abspath(path))  # noqa: PTH100  (resolve() follows links)


def locate(case: Path, relative: str | None, known_absolute: str, size_bytes: int) -> Located:
    """Where the file is now, or, if it is nowhere, where it was when last seen.

    A file of the right size is preferred: after a move, another file may bear the name.
    """
    places = [Path(known_absolute)]
    if relative is not None:
        places.insert(0, absolute(case / relative))
    there = [(place, facts) for place in places if (facts := _facts(place)) is not None]
    for place, facts in there:
        if stat.S_ISDIR(facts.st_mode) or facts.st_size == size_bytes:
            return Located(place, is_there=True)
    return Located(there[0][0], is_there=True) if there else Located(places[-1], is_there=False)


def _facts(place: Path) -> os.stat_result | None:
    try:
        return place.stat()
    except (OSError, ValueError):  # pulled stick, no right, no such file: it cannot be seen
        return None
