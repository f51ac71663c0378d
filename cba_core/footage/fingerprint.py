"""SHA-256 of footage: the same footage is known again wherever it lies and whatever its name."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from cba_core.domain.errors import FootageMissingError, FootageUnreadableError, JobCancelled
from cba_core.domain.progress import Progress, RateMeter, TaskContext
from cba_core.footage.opening import reason_of
from cba_core.footage.pictures import pictures_in

_BLOCK = 4 << 20


def sha256_of(path: Path, context: TaskContext, *, report_as: str = "Reading footage") -> str:
    """SHA-256 of a file; of a picture folder, over each picture's name, size and content in order.

    Args:
        path: a file, or a folder of numbered pictures.
        context: told of the bytes read; asked after every 4 MiB whether to stop.
        report_as: the step's name for people.

    Returns:
        64 hexadecimal digits.

    Raises:
        FootageMissingError: there is nothing at `path`.
        FootageUnreadableError: it cannot be read; says why.
        JobCancelled: the context asked to stop.
    """
    try:
        files = pictures_in(path) if path.is_dir() else [path]
        if not files:
            raise FootageUnreadableError(path, "the folder holds no row of numbered pictures")
        sizes = [file.stat().st_size for file in files]
        digest = hashlib.sha256()
        meter, done = RateMeter(total=sum(sizes)), 0
        for file, size in zip(files, sizes, strict=True):
            if path.is_dir():
                digest.update(os.fsencode(file.name) + b"\0" + size.to_bytes(8, "big"))
            for block in _blocks(file):
                if context.is_cancelled():
                    raise JobCancelled(report_as)
                digest.update(block)
                done += len(block)
                rate, left = meter.at(done)
                context.report(
                    Progress(report_as, done, meter.total, "bytes", path.name, rate, left)
                )
    except FileNotFoundError as error:
        raise FootageMissingError(path) from error
    except OSError as error:
        raise FootageUnreadableError(path, reason_of(error)) from error
    return digest.hexdigest()


def _blocks(file: Path) -> Iterator[memoryview]:
    with open(_open_for_reading(file), "rb", buffering=0) as raw:
        room = memoryview(bytearray(_BLOCK))
        while read := raw.readinto(room):
            yield room[:read]


def _open_for_reading(file: Path) -> int:
    """Open without touching the file's access time, where the system and its owner allow it."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0)
    try:
        return os.open(file, flags | getattr(os, "O_NOATIME", 0))
    except PermissionError:  # only the owner may ask for that
        return os.open(file, flags)
