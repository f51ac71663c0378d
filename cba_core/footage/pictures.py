"""Numbered pictures of a folder, which together are one recording."""

import re
from collections import defaultdict
from pathlib import Path

FEWEST_PICTURES = 8
"""Fewer numbered pictures are snapshots, not a recording."""

_NUMBERED = re.compile(
    r"(?P<prefix>.*?)(?P<number>\d+)(?P<suffix>\.(?:jpe?g|png|bmp|tiff?))", re.IGNORECASE
)


def pictures_in(folder: Path) -> list[Path]:
    """The folder's longest row of numbered pictures in order; empty where there is none.

    A row has one prefix and one extension and at least `FEWEST_PICTURES` numbers; gaps are kept
    out of time: the next picture is the next frame. Raises `OSError` where the folder cannot be
    read.
    """
    rows: defaultdict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for entry in folder.iterdir():
        found = _NUMBERED.fullmatch(entry.name)
        if found and not entry.name.startswith(".") and entry.is_file():
            row = rows[found["prefix"], found["suffix"].lower()]
            row.append((int(found["number"]), entry.name))
    longest = max(sorted(rows.items()), key=lambda row: len(row[1]), default=(None, []))[1]
    if len(longest) < FEWEST_PICTURES:
        return []
    return [folder / name for _, name in sorted(longest)]
