"""Tracklets of anybody's own: a folder of crops for each, by modality and camera.

    <root>/visible/<camera>/<tracklet>/*.jpg
    <root>/infrared/<camera>/<tracklet>/*.png
    <root>/people.csv

The crops of a tracklet are taken in the order of the numbers in their names. `people.csv` may
be left out. It has the columns `tracklet` and `person`, such as `visible/gate/0007,3`, and tells
who is who where that is known. Only measuring and the two ceilings look at it.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from cba_core.datasets.index_lines import DataSetError, fault_in, text_of, whole_numbers
from cba_core.domain.footage import Modality
from cba_core.domain.learning import SourceTracklet, TrackletSource

PEOPLE_FILE = "people.csv"
_PICTURES = frozenset({".jpg", ".jpeg", ".png"})
_COLUMNS = ["tracklet", "person"]
_LAYOUT = (
    "Put the crops of each tracklet into a folder of its own: visible/CAMERA/TRACKLET/1.jpg, or "
    "infrared/CAMERA/TRACKLET/1.jpg."
)


def is_tracklet_folder(root: Path) -> bool:
    """Whether there is a folder of at least one modality."""
    return any((root / modality).is_dir() for modality in Modality)


def read_tracklet_folder(root: Path) -> TrackletSource:
    """Read the tracklets below `root`, in the order of their names.

    Raises:
        DataSetError: pictures lie where none belong, a tracklet has none, or `people.csv` names
            what is not there.
    """
    found = [one for modality in Modality for one in _of_modality(root, modality)]
    if not found:
        raise DataSetError(f"There are no tracklets in {root}", _LAYOUT)
    people = _people(root / PEOPLE_FILE, {name for name, _, _ in found})
    return TrackletSource(
        name=root.resolve().name,
        tracklets=tuple(
            SourceTracklet(
                name=name,
                modality=modality,
                camera=name.split("/")[1],
                frames=frames,
                person=people.get(name),
            )
            for name, modality, frames in found
        ),
    )


def natural_order(name: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Sorts `9.jpg` before `10.jpg`; names that differ in zeros alone by their letters."""
    parts = re.split(r"(\d+)", name)
    # int() knows digits of every script, and \d matches no others
    key = ((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)
    return tuple(key), name


def _of_modality(
    root: Path, modality: Modality
) -> Iterator[tuple[str, Modality, tuple[Path, ...]]]:
    folder = root / modality
    if not folder.is_dir():
        return
    for camera in _folders(folder):
        for tracklet in _folders(camera):
            frames = tuple(
                entry for entry in _entries(tracklet) if entry.suffix.lower() in _PICTURES
            )
            if not frames:
                raise DataSetError(
                    f"{tracklet} holds no .jpg or .png picture",
                    "Put the crops of the tracklet there, or remove the folder.",
                )
            yield f"{modality}/{camera.name}/{tracklet.name}", modality, frames


def _folders(folder: Path) -> list[Path]:
    entries = _entries(folder)
    stray = next((entry for entry in entries if entry.suffix.lower() in _PICTURES), None)
    if stray is not None and stray.is_file():
        raise DataSetError(f"The picture {stray} lies in the folder of no tracklet", _LAYOUT)
    return [entry for entry in entries if entry.is_dir()]


def _entries(folder: Path) -> list[Path]:
    """What is in a folder, without hidden entries, in the order of names."""
    try:
        found = [entry for entry in folder.iterdir() if not entry.name.startswith(".")]
    except OSError as error:
        raise DataSetError(
            f"{folder} cannot be read: {error.strerror}", "Check that you may read it."
        ) from error
    return sorted(found, key=lambda entry: natural_order(entry.name))


def _people(file: Path, tracklets: set[str]) -> dict[str, int]:
    if not file.is_file():
        return {}
    rows = csv.reader(text_of(file).splitlines())
    header = next(rows, [])
    if [cell.strip() for cell in header] != _COLUMNS:
        raise fault_in(file, 1, f"expected the columns {','.join(_COLUMNS)}", _columns_remedy())
    people: dict[str, int] = {}
    for row in rows:
        if not row:
            continue
        if len(row) != len(_COLUMNS):
            raise fault_in(file, rows.line_num, f"expected two cells, got {len(row)}")
        name = row[0].strip().replace("\\", "/").strip("/")
        if name not in tracklets:
            raise fault_in(
                file,
                rows.line_num,
                f"there is no tracklet {name}",
                "Write the tracklet's folder as it lies below this file: visible/CAMERA/TRACKLET.",
            )
        if name in people:
            raise fault_in(
                file, rows.line_num, f"{name} has a person already", "Remove one of the two lines."
            )
        (people[name],) = whole_numbers(file, rows.line_num, [row[1].strip()])
    return people


def _columns_remedy() -> str:
    return "Let the first line be tracklet,person and each other one visible/CAMERA/TRACKLET,3."
