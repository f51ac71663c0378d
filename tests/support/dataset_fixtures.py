"""Small data sets in the formats of HITSZ-VCM and BUPTCampus, with the odd cases both have.

Pictures follow from who somebody is, not from what they are called: the same people can be
written under other numbers and in another order, and their files hold the same bytes.
"""

import json
import os
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

import cv2
import numpy as np

from cba_core.domain.arrays import UInt8Array
from tests.support.drawn_people import DrawnTracklet

T = TypeVar("T")

HitszLayout = Literal["split", "plain", "data"]
"""`info/` with `Train/` and `Test/`; `info/` beside people; everything in `data/`."""

HITSZ_PEOPLE = {0: 1, 1: 2, 2: 3, 3: 4, 4: 503, 5: 504, 6: 505}
"""Identity to the number it is called by; the last three are for testing."""
ONE_CAMERA_IDENTITY = 6
"""Seen in visible light only by the camera that sees it in infrared: its query has no match."""
BUPT_PEOPLE = {0: 11, 1: 12, 2: 13, 3: 14, 4: 900, 5: 901, 6: 1911, 7: 1912, 8: 1913}
"""Four to train with, two whom one camera saw, three to test with."""
BUPT_CAMERAS = ("LS3", "G25", "CQ1", "W4", "TSG1", "TSG2")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenHitsz:
    """What was written, in the order of the rows."""

    train: tuple[DrawnTracklet, ...]
    test: tuple[DrawnTracklet, ...]
    info: Path  # the folder of the text files


def hitsz_tracklets() -> list[DrawnTracklet]:
    """Rows by person, visible before infrared; one in each of somebody's modalities is short."""
    found = []
    for identity in HITSZ_PEOPLE:
        cameras = (2,) if identity == ONE_CAMERA_IDENTITY else (1, 3) if identity % 2 else (2, 12)
        for infrared in (False, True):
            lengths = [(camera, 12 + (identity + camera) % 4) for camera in cameras]
            lengths.append((cameras[0], 15))
            lengths.append((cameras[-1], 5))
            found += [
                DrawnTracklet(
                    identity=identity,
                    infrared=infrared,
                    camera=camera,
                    number=number,
                    length=length,
                )
                for number, (camera, length) in enumerate(lengths, 1)
            ]
    return found


def write_hitsz(
    root: Path,
    *,
    layout: HitszLayout = "split",
    people: Mapping[int, int] = HITSZ_PEOPLE,
    order_seed: int | None = None,
) -> WrittenHitsz:
    """Write the data set; with a seed, rows and a person's tracklet numbers are shuffled."""
    info = root / ("data" if layout == "data" else "info")
    info.mkdir(parents=True, exist_ok=True)
    drawn = hitsz_tracklets()
    parts = {}
    for part, identities in (("train", range(4)), ("test", range(4, 7))):
        rows = _shuffled([one for one in drawn if one.identity in identities], order_seed)
        folder = {"split": root / part.capitalize(), "plain": root, "data": root / "data"}[layout]
        names, lines = [], []
        numbers: Counter[tuple[int, bool]] = Counter()
        frames: Counter[tuple[int, bool, int]] = Counter()
        for one in rows:
            person, code = people[one.identity], 1 if one.infrared else 2
            kind = "ir" if one.infrared else "rgb"
            place = folder / f"{person:04d}" / kind / f"D{one.camera}"
            numbers[one.identity, one.infrared] += 1
            start = len(names) + 1
            for crop in one.crops():
                frames[one.identity, one.infrared, one.camera] += 1
                frame = frames[one.identity, one.infrared, one.camera]
                write_jpeg(place / f"{frame}.jpg", crop)
                track = numbers[one.identity, one.infrared]
                names.append(f"{person:04d}M{code}D{one.camera}T{track}F{frame}.jpg")
            lines.append(f"{code} {start} {len(names)} {person:04d} {one.camera}")
        _write_lines(info / f"{part}_name.txt", names)
        _write_lines(info / f"track_{part}_info.txt", lines)
        parts[part] = tuple(rows)
    queries = [str(row) for row, one in enumerate(parts["test"], 1) if one.infrared]
    half = len(queries) // 2  # the published file is one line; a reader takes all of several
    _write_lines(info / "query_IDX.txt", [" ".join(queries[:half]), " ".join(queries[half:])])
    return WrittenHitsz(train=parts["train"], test=parts["test"], info=info)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenBupt:
    """What was written, in the order of the lists; a pair is told by its infrared tracklet."""

    train: tuple[DrawnTracklet, ...]
    auxiliary: tuple[DrawnTracklet, ...]
    query: tuple[DrawnTracklet, ...]
    gallery: tuple[DrawnTracklet, ...]


def write_bupt(
    root: Path,
    *,
    people: Mapping[int, int] = BUPT_PEOPLE,
    order_seed: int | None = None,
    auxiliary_file: str = "train_auxiliary.txt",
) -> WrittenBupt:
    """Write the data set; with a seed, lists and tracklet numbers are shuffled."""
    pairs = {
        (identity, camera): DrawnTracklet(
            identity=identity,
            infrared=True,
            camera=camera,
            number=1 + place,
            length=1 if (identity, place) == (3, 1) else 10 + (identity + place) % 5,
        )
        for identity in BUPT_PEOPLE
        for place, camera in enumerate(_bupt_cameras(identity))
    }
    train = _shuffled([one for one in pairs.values() if one.identity < 4], order_seed)
    auxiliary = _shuffled([one for one in pairs.values() if one.identity in (4, 5)], order_seed)
    query, gallery = [], []
    for identity in (6, 7, 8):
        held_out, *others = _bupt_cameras(identity)
        query.append(_seen(pairs[identity, held_out], infrared=identity % 2 == 0))
        for infrared in (False, True):
            gallery += [_seen(pairs[identity, camera], infrared=infrared) for camera in others]
    query, gallery = _shuffled(query, order_seed), _shuffled(gallery, order_seed)
    called = dict(zip(pairs.values(), _shuffled(range(1, len(pairs) + 1), order_seed), strict=True))
    paths: dict[str, dict[str, dict[str, dict[str, list[str]]]]] = {}
    for pair, number in called.items():
        person, camera = people[pair.identity], BUPT_CAMERAS[pair.camera]
        for modality in ("IR", "RGB"):
            seen = _seen(pair, infrared=modality == "IR")
            files = [
                f"{person}/{modality}/{camera}/{person}_{modality}_{camera}_{number}_{frame}.jpg"
                for frame in range(8535, 8535 + 3 * seen.length, 3)
            ]
            for file, crop in zip(files, seen.crops(), strict=True):
                write_jpeg(root / "DATA" / file, crop)
            by_camera = paths.setdefault(str(person), {}).setdefault(modality, {})
            by_camera.setdefault(camera, {})[str(number)] = files
    (root / "data_paths.json").write_text(json.dumps(paths, indent=1), "utf-8")

    def line(one: DrawnTracklet, modality: str | None = None) -> str:
        told = modality or ("IR" if one.infrared else "RGB")
        number = called[_seen(one, infrared=True)]
        return f"{people[one.identity]} {told} {BUPT_CAMERAS[one.camera]} {number}"

    _write_lines(root / "train.txt", [line(one, "RGB/IR") for one in train])
    _write_lines(root / auxiliary_file, [line(one, "RGB/IR") for one in auxiliary])
    _write_lines(root / "query.txt", [line(one) for one in query])
    _write_lines(root / "gallery.txt", [line(one) for one in gallery])
    return WrittenBupt(
        train=tuple(train), auxiliary=tuple(auxiliary), query=tuple(query), gallery=tuple(gallery)
    )


def write_jpeg(path: Path, crop: UInt8Array) -> Path:
    """A picture (h, w, 3) RGB or (h, w)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = cv2.cvtColor(crop, cv2.COLOR_RGB2BGR) if crop.ndim == 3 else crop
    assert cv2.imwrite(str(path), pixels, [cv2.IMWRITE_JPEG_QUALITY, 95])
    return path


def copy_of(root: Path, place: Path) -> Path:
    """A data set to damage: pictures may be removed and other files changed."""

    def brought(source: str, target: str) -> None:
        (os.link if source.endswith(".jpg") else shutil.copyfile)(source, target)

    return Path(shutil.copytree(root, place, copy_function=brought))


def _bupt_cameras(identity: int) -> tuple[int, ...]:
    if identity in (4, 5):
        return (identity,)
    first = identity % 6
    return (first, (first + 2) % 6) if identity < 4 else (first, (first + 1) % 6, (first + 3) % 6)


def _seen(pair: DrawnTracklet, *, infrared: bool) -> DrawnTracklet:
    return DrawnTracklet(
        identity=pair.identity,
        infrared=infrared,
        camera=pair.camera,
        number=pair.number,
        length=pair.length,
    )


def _shuffled(items: Sequence[T], seed: int | None) -> list[T]:
    if seed is None:
        return list(items)
    return [items[place] for place in np.random.default_rng(seed).permutation(len(items))]


def _write_lines(path: Path, lines: Sequence[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")
