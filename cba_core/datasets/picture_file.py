"""Pictures of many tracklets in one memory-mapped file, made once and kept in a cache.

A kept folder holds `pictures.npy` and `order.json`. It appears whole or not at all: it is written
under another name and renamed. Its name follows from the crops' files and the rules, so changed
crops are decoded anew.

Where tracklets are to stand by content, all are decoded twice: once to learn the order and once to
write them. Writing them first and moving them afterwards would need twice the disk, which is what
runs out: the training part of HITSZ-VCM takes 28 GB at 288 x 144.
"""

import errno
import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np
from filelock import FileLock, Timeout

from cba_core.datasets.crop_decoding import decode_crops, unreadable
from cba_core.datasets.index_lines import DataSetError
from cba_core.datasets.side_by_side import worked_side_by_side
from cba_core.domain.arrays import IntArray, UInt8Array
from cba_core.domain.errors import DiskFullError, JobCancelled
from cba_core.domain.progress import TaskContext

FORMAT = 1
"""Raised when the same crops give another file."""
_STEP_ORDER, _STEP_STORE = "Comparing pictures", "Storing pictures"
_FULL_DISK = (errno.ENOSPC, errno.EDQUOT)
_GIGABYTE = 1e9

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRules:
    """How crops become pictures to learn from."""

    height_px: int = 288  # the size that the paper's group uses (method.md section 0)
    width_px: int = 144
    most_pictures: int = 24  # of a tracklet

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if value < 1:
                raise ValueError(f"{name} must be at least 1, got {value}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CropRow:
    """The crops of one tracklet that are taken."""

    name: str  # for messages alone
    files: tuple[Path, ...]
    infrared: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PictureFile:
    """Pictures ready to learn from."""

    pictures: UInt8Array  # (pictures, h, w, 3) RGB, a memory map
    order: IntArray  # (n,) which of the rows stands at each place
    digest: str  # SHA-256 of pictures, starts and modality


def starts_of(lengths: Sequence[int]) -> IntArray:
    """(n + 1,) where each stretch starts, and where the last one ends."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(np.asarray(lengths, np.int64))])


def picture_file(
    rows: Sequence[CropRow],
    rules: PictureRules,
    cache: Path,
    context: TaskContext,
    *,
    by_content: bool,
) -> PictureFile:
    """The pictures of some tracklets; decodes them unless the cache has them whole.

    Two processes may ask at once: one decodes, the other waits for it.

    Args:
        rows: the tracklets, at least one.
        rules: size and number of pictures.
        cache: a folder for the pictures; it is made.
        context: told of progress, asked whether to go on.
        by_content: order tracklets by the SHA-256 of their pictures, and equal ones by modality;
            else they stand as given. Equal ones of one modality keep their given order.

    Raises:
        DataSetError: a picture is missing or damaged, or the cache cannot be used.
        DiskFullError: there is no room left in the cache.
        JobCancelled: asked to stop; what is unfinished is removed.
    """
    key = _key(rows, rules, by_content=by_content)
    count = sum(len(row.files) for row in rows)
    shape = (count, rules.height_px, rules.width_px, 3)
    with _naming_cache_failures(cache):
        cache.mkdir(parents=True, exist_ok=True)
        with _held(FileLock(cache / f".{key}.lock", thread_local=False), context):
            folder = cache / key
            found = _stored(folder, shape, len(rows))
            if found is None:
                shutil.rmtree(folder, ignore_errors=True)
                _require_room(cache, int(np.prod(shape)))
                _make(rows, rules, folder, context, by_content=by_content)
                found = _stored(folder, shape, len(rows))
            if found is None:
                raise DataSetError(
                    f"The pictures in {folder} cannot be read back",
                    "Check that the disk is sound, or give another folder for the pictures.",
                )
            return found


def _key(rows: Sequence[CropRow], rules: PictureRules, *, by_content: bool) -> str:
    told = hashlib.sha256()
    # another OpenCV may decode the same file to other pixels
    facts = {"format": FORMAT, "opencv": cv2.__version__, "by_content": by_content}
    told.update(json.dumps({**facts, **asdict(rules)}).encode())
    for row in rows:
        told.update(b"\nIR" if row.infrared else b"\nRGB")
        for file in row.files:
            try:
                status = file.stat()
            except OSError as error:
                raise unreadable(file, row.name, error.strerror or str(error)) from error
            entry = (str(file.absolute()), status.st_size, status.st_mtime_ns)
            told.update(json.dumps(entry).encode())
    return told.hexdigest()[:32]


@contextmanager
def _naming_cache_failures(cache: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL_DISK:
            raise DiskFullError(cache) from error
        raise DataSetError(
            f"Pictures cannot be kept in {cache}: {error.strerror or error}",
            "Ask for the right to write there, or give another folder for the pictures.",
        ) from error


@contextmanager
def _held(lock: FileLock, context: TaskContext) -> Iterator[None]:
    while True:
        if context.is_cancelled():
            raise JobCancelled(_STEP_STORE)
        try:
            lock.acquire(timeout=0.5)
            break
        except Timeout:
            continue
    try:
        yield
    finally:
        lock.release()


def _require_room(cache: Path, needed: int) -> None:
    free = shutil.disk_usage(cache).free
    if needed > free:
        raise DataSetError(
            f"The pictures take {needed / _GIGABYTE:.1f} GB and {cache} has "
            f"{free / _GIGABYTE:.1f} GB left",
            "Free some space, give another folder for the pictures, or take fewer or smaller "
            "pictures of each tracklet.",
        )


def _stored(folder: Path, shape: tuple[int, ...], rows: int) -> PictureFile | None:
    """What the cache has, unless it is missing or torn."""
    try:
        note = json.loads((folder / "order.json").read_bytes())
        order, digest = np.array(note["order"], np.int64), str(note["digest"])
        pictures = np.load(folder / "pictures.npy", mmap_mode="r")
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError, EOFError):
        _log.warning("the pictures in %s are damaged and are made again", folder)
        return None
    if pictures.shape != shape or not np.array_equal(np.sort(order), np.arange(rows)):
        _log.warning("the pictures in %s are not what was asked for and are made again", folder)
        return None
    return PictureFile(pictures=pictures, order=order, digest=digest)


def _make(
    rows: Sequence[CropRow],
    rules: PictureRules,
    folder: Path,
    context: TaskContext,
    *,
    by_content: bool,
) -> None:
    partial = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)  # of a process that was killed
    try:
        partial.mkdir()
        hashes: list[bytes] | None = None
        order = list(range(len(rows)))
        if by_content:
            hashes = list(
                worked_side_by_side(
                    lambda row: _hash(_pictures(row, rules)),
                    rows,
                    context,
                    step=_STEP_ORDER,
                    unit="pictures",
                    size=_size,
                )
            )
            found = hashes
            order.sort(key=lambda position: (found[position], rows[position].infrared))
        digest = _write_pictures(
            partial / "pictures.npy", [rows[position] for position in order], rules, context
        )
        if hashes is not None and digest.hashes != [hashes[position] for position in order]:
            raise DataSetError(
                "Pictures changed while they were read",
                "Wait until whatever writes them has finished, and try again.",
            )
        note = json.dumps({"order": order, "digest": digest.of_all})
        with (partial / "order.json").open("x", encoding="utf-8") as file:
            file.write(note)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Digest:
    of_all: str
    hashes: list[bytes]  # of each tracklet, in the order written


def _write_pictures(
    path: Path, rows: Sequence[CropRow], rules: PictureRules, context: TaskContext
) -> _Digest:
    starts = starts_of([len(row.files) for row in rows])
    shape = (int(starts[-1]), rules.height_px, rules.width_px, 3)
    told, hashes = hashlib.sha256(np.array(shape, np.int64).tobytes()), []

    def work(row: CropRow) -> tuple[bytes, UInt8Array]:
        pictures = _pictures(row, rules)
        return _hash(pictures), pictures

    # a full disk is an error for `write`, and the end of the process for a memory map
    with path.open("xb") as file:
        np.lib.format.write_array_header_1_0(
            file, {"descr": "|u1", "fortran_order": False, "shape": shape}
        )
        for hashed, pictures in worked_side_by_side(
            work, rows, context, step=_STEP_STORE, unit="pictures", size=_size
        ):
            hashes.append(hashed)
            told.update(pictures.data)
            file.write(pictures.data)
        file.flush()
        os.fsync(file.fileno())
    told.update(starts.tobytes())
    told.update(np.array([row.infrared for row in rows], np.bool_).tobytes())
    return _Digest(told.hexdigest(), hashes)


def _pictures(row: CropRow, rules: PictureRules) -> UInt8Array:
    return decode_crops(
        row.files, height_px=rules.height_px, width_px=rules.width_px, tracklet=row.name
    )


def _hash(pictures: UInt8Array) -> bytes:
    return hashlib.sha256(pictures.data).digest()


def _size(row: CropRow) -> int:
    return len(row.files)
