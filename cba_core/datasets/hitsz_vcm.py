"""HITSZ-VCM (Lin et al., CVPR 2022): an index of frame names, and rows that cut tracklets from it.

Three layouts are read: the text files in `info/`, beside the pictures or in `data/`; the pictures
in `Train/` and `Test/`, or all together beside `info/` or in `data/`. A frame `0001M2D3T1F7.jpg`
lies at `0001/rgb/D3/7.jpg`.
"""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cba_core.datasets.index_lines import (
    DataSetError,
    fault_in,
    lines_of,
    require_picture,
    whole_numbers,
)
from cba_core.domain.footage import Modality
from cba_core.domain.learning import Benchmark, SourceTracklet, TrackletSource

SHORTEST = 12
"""Frames; every public reader leaves shorter tracklets out, and published results rest on that."""
INDEX_FILE = "track_train_info.txt"
"""Tells the folder of the text files."""

_NAME = re.compile(
    r"(?P<person>\d{4})M(?P<modality>\d)D(?P<camera>\d+)T(?P<track>\d+)F(?P<file>\d+\.\w+)",
    re.ASCII,
)
_INFRARED, _VISIBLE = 1, 2
_COLUMNS = 5
_LAYOUT = (
    "Give the folder of HITSZ-VCM that holds info/, Train/ and Test/, or the one where the text "
    "files lie beside the folders of people."
)

_log = logging.getLogger(__name__)


def index_folder(root: Path) -> Path | None:
    """Where the text files lie; None where this is no HITSZ-VCM."""
    places = (root / "info", root, root / "data")
    return next((place for place in places if (place / INDEX_FILE).is_file()), None)


def read_hitsz_vcm(root: Path, *, shortest: int = SHORTEST) -> Benchmark:
    """Read the division into training, queries and gallery.

    Queries are the rows that `query_IDX.txt` names, infrared in the published data; the gallery
    is the test tracklets of the other modality. The first and the last picture of every tracklet
    are looked for.

    Args:
        root: the data set's folder.
        shortest: tracklets of fewer frames are left out and counted.

    Raises:
        DataSetError: a file is missing, or a line of one is wrong.
    """
    if shortest < 1:
        raise ValueError(f"a tracklet has at least one frame, got {shortest}")
    info = index_folder(root)
    if info is None:
        raise DataSetError(f"There is no {INDEX_FILE} in {root}, its info/ or its data/", _LAYOUT)
    train_rows, test_rows = _rows(info, "train"), _rows(info, "test")
    queries = _query_rows(info / "query_IDX.txt", test_rows)
    train = [row for row in train_rows if len(row.names) >= shortest]
    test = [row for row in test_rows if len(row.names) >= shortest]
    asked = test_rows[queries[0] - 1].modality if queries else Modality.INFRARED
    positions = {row.line: position for position, row in enumerate(test)}
    return Benchmark(
        name="HITSZ-VCM",
        train=_source(root, info, "train", train),
        test=_source(root, info, "test", test),
        query=np.array([positions[line] for line in queries if line in positions], np.int64),
        gallery=np.array(
            [position for position, row in enumerate(test) if row.modality is asked.other], np.int64
        ),
        dropped=len(train_rows) + len(test_rows) - len(train) - len(test),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One line of a `track_..._info.txt`, and the frame names it cuts out."""

    line: int
    modality: Modality
    person: int
    camera: int
    start: int  # line of its first name
    names: tuple[re.Match[str], ...]


def _rows(info: Path, part: str) -> list[_Row]:
    name_file, row_file = info / f"{part}_name.txt", info / f"track_{part}_info.txt"
    names = lines_of(name_file)
    rows = [
        _row(row_file, line, text, name_file, names)
        for line, text in enumerate(lines_of(row_file), 1)
    ]
    mixed = [row.line for row in rows if not all(_is_of(name, row) for name in row.names)]
    if mixed:
        # published results were measured with these frames in, so they stay
        _log.warning(
            "%s: %d tracklets hold frames that are named for another tracklet, the first in "
            "line %d; they are read as published",
            row_file,
            len(mixed),
            mixed[0],
        )
    return rows


def _row(file: Path, line: int, text: str, name_file: Path, names: Sequence[str]) -> _Row:
    words = text.split()
    if len(words) != _COLUMNS:
        raise fault_in(
            file, line, f"expected modality, start, end, person and camera, got {text!r}"
        )
    code, start, end, person, camera = whole_numbers(file, line, words)
    if code not in (_INFRARED, _VISIBLE):
        raise fault_in(file, line, f"modality is 1 (infrared) or 2 (visible), got {code}")
    if not 1 <= start <= end <= len(names):
        raise fault_in(
            file, line, f"frames {start} to {end} are not among the {len(names)} of {name_file}"
        )
    found = []
    for number, name in enumerate(names[start - 1 : end], start):
        match = _NAME.fullmatch(name)
        if match is None:
            raise fault_in(name_file, number, f"{name!r} is no frame such as 0001M2D3T1F1.jpg")
        found.append(match)
    row = _Row(
        line=line,
        modality=_modality(code),
        person=person,
        camera=camera,
        start=start,
        names=tuple(found),
    )
    if not any(
        int(name["person"]) == person and _modality(int(name["modality"])) is row.modality
        for name in found
    ):
        raise fault_in(
            file,
            line,
            f"no frame from {start} to {end} of {name_file} is of person {person} in "
            f"{row.modality}: {names[start - 1]}",
        )
    return row


def _modality(code: int) -> Modality:
    return Modality.INFRARED if code == _INFRARED else Modality.VISIBLE


def _is_of(name: re.Match[str], row: _Row) -> bool:
    told = (int(name["person"]), _modality(int(name["modality"])), int(name["camera"]))
    return told == (row.person, row.modality, row.camera)


def _query_rows(file: Path, rows: Sequence[_Row]) -> list[int]:
    """Lines of the test rows, in the order in which they are asked for."""
    found: dict[int, None] = {}
    for line, text in enumerate(lines_of(file), 1):
        for number in whole_numbers(file, line, text.split()):
            if not 1 <= number <= len(rows):
                raise fault_in(file, line, f"row {number} is not among the {len(rows)} test rows")
            if number in found:
                raise fault_in(file, line, f"row {number} is a query already")
            found[number] = None
            if rows[number - 1].modality is not rows[next(iter(found)) - 1].modality:
                raise fault_in(file, line, f"row {number} is of another modality than the others")
    return list(found)


def _source(root: Path, info: Path, part: str, rows: Sequence[_Row]) -> TrackletSource:
    folder = _picture_folder(root, part, rows)
    return TrackletSource(
        name=f"HITSZ-VCM {part}",
        tracklets=tuple(_tracklet(folder, info / f"{part}_name.txt", part, row) for row in rows),
    )


def _picture_folder(root: Path, part: str, rows: Sequence[_Row]) -> Path:
    places = (root / part.capitalize(), root, root / "data")
    people = [row.names[0]["person"] for row in rows]
    found = next((place for place in places if people and (place / people[0]).is_dir()), None)
    if people and found is None:
        looked = ", ".join(str(place / people[0]) for place in places)
        raise DataSetError(f"The pictures of the {part} part are not there: no {looked}", _LAYOUT)
    return found or root


def _tracklet(folder: Path, name_file: Path, part: str, row: _Row) -> SourceTracklet:
    frames = tuple(_picture(folder, name) for name in row.names)
    for position in (0, len(frames) - 1):
        require_picture(frames[position], name_file, row.start + position)
    stem = row.names[0][0].partition("F")[0]
    return SourceTracklet(
        name=f"{part} row {row.line} ({stem})",
        modality=row.modality,
        camera=f"D{row.camera}",
        frames=frames,
        person=row.person,
    )


def _picture(folder: Path, name: re.Match[str]) -> Path:
    kind = "ir" if int(name["modality"]) == _INFRARED else "rgb"
    return folder / name["person"] / kind / f"D{name['camera']}" / name["file"]
