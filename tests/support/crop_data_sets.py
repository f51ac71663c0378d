"""Readers of data sets of crops, written from their published formats and not from the writers."""

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

_HITSZ_NAME = re.compile(r"^(\d{4})M(\d)D(\d+)T(\d+)F(\d+\.\w+)$")
_BUPT_MODALITIES = ("IR", "RGB")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracklet:
    """Crops of one identity before one camera in one modality, in order."""

    pid: int
    modality: str
    camera: str
    number: int
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HitszVcm:
    """HITSZ-VCM as its public readers see it, before they drop short tracklets."""

    train: list[Tracklet]
    test: list[Tracklet]
    query: list[int]  # positions in `test`, from 0


def read_hitsz_vcm(root: Path) -> HitszVcm:
    """Read the index files and check that they agree with each other."""
    info = root / "info"
    parts = {}
    for part, folder in (("train", "Train"), ("test", "Test")):
        names = (info / f"{part}_name.txt").read_text(encoding="utf-8").splitlines()
        rows = (info / f"track_{part}_info.txt").read_text(encoding="utf-8").splitlines()
        tracklets, expected = [], 1
        for row in rows:
            modality, start, end, pid, camera = (int(word) for word in row.split(" "))
            assert start == expected, row
            expected = end + 1
            tracklets.append(
                _hitsz_tracklet(root / folder, names[start - 1 : end], (modality, pid, camera))
            )
        assert expected == len(names) + 1
        parts[part] = tracklets
    words = (info / "query_IDX.txt").read_text(encoding="utf-8").split()
    return HitszVcm(
        train=parts["train"], test=parts["test"], query=[int(word) - 1 for word in words]
    )


def _hitsz_tracklet(folder: Path, names: list[str], row: tuple[int, int, int]) -> Tracklet:
    files, numbers = [], set()
    for name in names:
        found = _HITSZ_NAME.match(name)
        assert found is not None, name
        pid, modality, camera, number, file = found.groups()
        assert (int(modality), int(pid), int(camera)) == row, name
        assert file == f"{int(Path(file).stem)}.jpg", "frame numbers are not padded"
        # as the official code does it: by the first places of the letters
        assert name[name.index("D") : name.index("T")] == f"D{camera}"
        assert name[name.index("F") + 1 :] == file
        kind = "ir" if modality == "1" else "rgb"
        files.append(folder / pid / kind / f"D{camera}" / file)
        numbers.add(int(number))
    assert len(numbers) == 1, names
    modality, pid, camera = row
    assert modality in {1, 2}
    return Tracklet(
        pid=pid,
        modality="ir" if modality == 1 else "rgb",
        camera=f"D{camera}",
        number=numbers.pop(),
        files=tuple(files),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BuptCampus:
    """BUPTCampus as its public readers see it."""

    paths: dict[tuple[int, str, str, int], Tracklet]
    """Every tracklet by identity, modality (IR or RGB), camera and number."""
    train: list[tuple[Tracklet, Tracklet]]  # infrared and visible of the same moments
    auxiliary: list[tuple[Tracklet, Tracklet]]
    query: list[Tracklet]
    gallery: list[Tracklet]


def read_bupt_campus(root: Path) -> BuptCampus:
    """Read `data_paths.json` and the lists."""
    nested = json.loads((root / "data_paths.json").read_text(encoding="utf-8"))
    paths = {
        (int(pid), modality, camera, int(number)): _bupt_tracklet(
            root / "DATA", (pid, modality, camera, number), files
        )
        for pid, modalities in nested.items()
        for modality, cameras in modalities.items()
        for camera, tracklets in cameras.items()
        for number, files in tracklets.items()
    }
    lines = {
        name: [
            line.split(" ")
            for line in (root / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        ]
        for name in ("train", "train_auxiliary", "query", "gallery")
    }

    def pairs(name: str) -> list[tuple[Tracklet, Tracklet]]:
        found = []
        for pid, modality, camera, number in lines[name]:
            assert modality == "RGB/IR"
            infrared, visible = (
                paths[int(pid), one, camera, int(number)] for one in _BUPT_MODALITIES
            )
            found.append((infrared, visible))
        return found

    def singles(name: str) -> list[Tracklet]:
        return [
            paths[int(pid), modality, camera, int(number)]
            for pid, modality, camera, number in lines[name]
        ]

    return BuptCampus(
        paths=paths,
        train=pairs("train"),
        auxiliary=pairs("train_auxiliary"),
        query=singles("query"),
        gallery=singles("gallery"),
    )


def _bupt_tracklet(data: Path, key: tuple[str, str, str, str], files: list[str]) -> Tracklet:
    pid, modality, camera, number = key
    assert modality in _BUPT_MODALITIES
    assert camera in {"LS3", "G25", "CQ1", "W4", "TSG1", "TSG2"}
    for file in files:
        *folders, name = file.split("/")
        assert folders == [pid, modality, camera]
        assert re.fullmatch(rf"{pid}_{modality}_{camera}_{number}_\d+\.jpg", name), name
    return Tracklet(
        pid=int(pid),
        modality=modality,
        camera=camera,
        number=int(number),
        files=tuple(data / file for file in files),
    )


def frame_numbers(tracklet: Tracklet) -> list[int]:
    """The last number in the files' names."""
    return [int(file.stem.rsplit("_", 1)[-1]) for file in tracklet.files]


def modalities_of(tracklets: list[Tracklet]) -> dict[int, set[str]]:
    """In which modalities each identity is seen."""
    seen: dict[int, set[str]] = defaultdict(set)
    for one in tracklets:
        seen[one.pid].add(one.modality)
    return seen


def check_picture(file: Path, *, least_height: int) -> None:
    """A crop of somebody upright, in a file that says that nobody real is in it."""
    with Image.open(file) as picture:
        picture.load()
        assert picture.format == "JPEG"
        assert picture.mode == "RGB"
        assert least_height <= picture.height
        assert 4 <= picture.width <= 2 * picture.height
        assert b"no recording of real people" in picture.info["comment"]
