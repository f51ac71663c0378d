"""BUPTCampus (Du et al., TIFS 2023): paths in `data_paths.json`, tracklets in four lists.

A training line `1746 RGB/IR TSG2 1` tells of two tracklets that show the same moments. Knowing
that would be knowing who is who across modalities, so the two are read as tracklets of their own
and nothing that is handed on says which belong together.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from cba_core.datasets.index_lines import (
    COMPARE,
    DataSetError,
    fault_in,
    lines_of,
    require_picture,
    text_of,
    whole_numbers,
)
from cba_core.domain.footage import Modality
from cba_core.domain.learning import Benchmark, SourceTracklet, TrackletSource

INDEX_FILE = "data_paths.json"
_PAIR = "RGB/IR"
_MODALITIES = {"RGB": Modality.VISIBLE, "IR": Modality.INFRARED}
_AUXILIARY_FILES = ("train_auxiliary.txt", "train_aux.txt")
_COLUMNS = 4


def read_bupt_campus(root: Path, *, auxiliary: bool = False, shortest: int = 1) -> Benchmark:
    """Read the division into training, queries and gallery.

    The first and the last picture of every tracklet are looked for. A list may be empty: few
    people may leave nobody to ask for.

    Args:
        root: the data set's folder.
        auxiliary: whether people whom a single camera saw are for training, too.
        shortest: tracklets of fewer frames are left out and counted.

    Raises:
        DataSetError: a file is missing, or a line of one is wrong.
    """
    if shortest < 1:
        raise ValueError(f"a tracklet has at least one frame, got {shortest}")
    index = _Index(root)
    lists = [root / "train.txt", *([_auxiliary_list(root)] if auxiliary else [])]
    train = {one.name: one for file in lists for one in index.listed(file, pairs=True)}
    # the lists stand by person, and a pair's two tracklets by one another
    shuffled = sorted(train.values(), key=lambda one: hashlib.sha256(one.name.encode()).digest())
    query = index.listed(root / "query.txt")
    gallery = index.listed(root / "gallery.txt")
    test = {one.name: one for one in [*query, *gallery]}
    kept_test = [one for one in test.values() if len(one.frames) >= shortest]
    kept_train = [one for one in shuffled if len(one.frames) >= shortest]
    positions = {one.name: position for position, one in enumerate(kept_test)}

    def places(listed: list[SourceTracklet]) -> list[int]:
        return [positions[one.name] for one in listed if one.name in positions]

    return Benchmark(
        name="BUPTCampus",
        train=TrackletSource(name="BUPTCampus train", tracklets=tuple(kept_train)),
        test=TrackletSource(name="BUPTCampus test", tracklets=tuple(kept_test)),
        query=np.array(places(query), np.int64),
        gallery=np.array(places(gallery), np.int64),
        dropped=len(train) + len(test) - len(kept_train) - len(kept_test),
    )


def _auxiliary_list(root: Path) -> Path:
    files = [root / name for name in _AUXILIARY_FILES]
    return next((file for file in files if file.is_file()), files[0])


@dataclass(frozen=True, slots=True)
class _Line:
    """What a line of a list asks for."""

    file: Path
    number: int
    person: str
    modality: str
    camera: str
    tracklet: str


class _Index:
    """`data_paths.json`: by person, modality, camera and tracklet."""

    def __init__(self, root: Path) -> None:
        self._file = root / INDEX_FILE
        self._data = root / "DATA"
        try:
            self._paths: Any = json.loads(text_of(self._file))
        except json.JSONDecodeError as error:
            raise fault_in(self._file, error.lineno, f"no JSON: {error.msg}", COMPARE) from error

    def listed(self, file: Path, *, pairs: bool = False) -> list[SourceTracklet]:
        """The tracklets of a list; both of each pair, where it may hold pairs."""
        lines: dict[str, int] = {}
        found = []
        for number, text in enumerate(lines_of(file), 1):
            for line in _asked_for(file, number, text, pairs=pairs):
                tracklet = self._tracklet(line)
                if tracklet.name in lines:
                    told = lines[tracklet.name]
                    raise fault_in(file, number, f"{text!r} stands in line {told} already")
                lines[tracklet.name] = number
                found.append(tracklet)
        return found

    def _tracklet(self, line: _Line) -> SourceTracklet:
        listed: Any = self._paths
        for key in (line.person, line.modality, line.camera, line.tracklet):
            listed = listed.get(key) if isinstance(listed, dict) else None
        key = f"{line.person} {line.modality} {line.camera} {line.tracklet}"
        if not isinstance(listed, list) or not listed:
            raise fault_in(line.file, line.number, f"{self._file} has no pictures of {key}")
        if not all(isinstance(path, str) for path in listed):
            raise DataSetError(f"{self._file}: the pictures of {key} are no paths", COMPARE)
        frames = tuple(self._data / path for path in listed)
        for picture in (frames[0], frames[-1]):
            require_picture(picture, line.file, line.number)
        return SourceTracklet(
            name=key,
            modality=_MODALITIES[line.modality],
            camera=line.camera,
            frames=frames,
            person=int(line.person),
        )


def _asked_for(file: Path, number: int, text: str, *, pairs: bool) -> list[_Line]:
    words = text.split()
    if len(words) != _COLUMNS:
        raise fault_in(
            file, number, f"expected person, modality, camera and tracklet, got {text!r}"
        )
    person, modality, camera, tracklet = words
    whole_numbers(file, number, [person, tracklet])
    allowed = [*_MODALITIES, *([_PAIR] if pairs else [])]
    if modality not in allowed:
        raise fault_in(file, number, f"modality is {' or '.join(allowed)}, got {modality}")
    return [_Line(file, number, person, one, camera, tracklet) for one in modality.split("/")]
