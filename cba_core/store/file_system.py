"""What the store needs to know of disks: flushing, fullness, and who may hold a WAL."""

import errno
import os
import re
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cba_core.domain.errors import (
    CaseReadOnlyError,
    CaseUnreachableError,
    CbaError,
    DiskFullError,
)

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
NOT_WRITABLE = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
UNREACHABLE = frozenset(
    {
        errno.EIO,
        errno.ELOOP,
        errno.ENAMETOOLONG,
        errno.ENODEV,
        errno.ENOENT,
        errno.ENOTDIR,
        errno.ENXIO,
        errno.ESTALE,
    }
)

# SQLite's write-ahead log needs memory shared between processes and honest locks. Network file
# systems share no memory between hosts, and exFAT and FAT have lost databases in the field. Of
# what FUSE mounts from a disk the kernel says `fuseblk`, be it exFAT or NTFS, and of what has not
# named itself `fuse`: neither is known to be fit.
UNFIT_FOR_WAL = re.compile(
    r"nfs|nfs4|cifs|smb\w*|9p|afs|ncpfs|ceph|lustre|glusterfs|exfat|vfat|msdos"
    r"|fuse|fuseblk|fuse\.(fusefat|sshfs|glusterfs|rclone|exfat|davfs|s3fs)|vboxsf|vmhgfs|fuse\.vmhgfs-fuse"
)
MOUNT_TABLE = Path("/proc/self/mountinfo")
_WINDOWS_REMOTE_DRIVE = 4


def flush_file(path: Path) -> None:
    """Make the content of a file durable."""
    with path.open("r+b") as file:  # Windows flushes only what is open for writing
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Make names within `folder` durable; Windows does so by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def naming_disk_failures(case: Path) -> Iterator[None]:
    """Turn what the disk refuses into errors that a person can act on."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFullError(case) from error
        if error.errno in NOT_WRITABLE:
            raise CaseReadOnlyError(case, error.strerror or str(error)) from error
        if error.errno in UNREACHABLE:
            raise CaseUnreachableError(case, error.strerror or str(error)) from error
        raise


@contextmanager
def written_whole(target: Path) -> Iterator[BinaryIO]:
    """A new file that is there once it is complete and durable, and not before.

    Raises:
        CbaError: there is something at `target`, or it cannot be written.
    """
    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
    try:
        if os.path.lexists(target):
            raise CbaError(f"There is something at {target} already", "Name another file.")
        with partial.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.rename(target)
        flush_folder(target.parent)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CbaError(f"{target} cannot be written: {reason}", "Name another place.") from error
    finally:
        partial.unlink(missing_ok=True)


def can_hold_wal(folder: Path) -> bool:
    """Whether the file system of `folder` is known to be fit for SQLite's write-ahead log."""
    if sys.platform == "win32":
        return _windows_drive_type(folder) != _WINDOWS_REMOTE_DRIVE
    kind = file_system_of(folder)
    return kind is None or UNFIT_FOR_WAL.fullmatch(kind) is None


def file_system_of(folder: Path, mount_table: Path = MOUNT_TABLE) -> str | None:
    """The kind of file system as the kernel names it; None where nothing tells."""
    if not mount_table.exists():
        return None
    wanted = folder.resolve()
    best, kind = -1, None
    for line in mount_table.read_text("utf-8", "surrogateescape").splitlines():
        before, _, after = line.partition(" - ")
        mount_point = Path(_unescape(before.split()[4]))
        if wanted.is_relative_to(mount_point) and len(mount_point.parts) >= best:
            best, kind = len(mount_point.parts), after.split()[0]
    return kind


def _unescape(path: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), path)


if sys.platform == "win32":

    def _windows_drive_type(folder: Path) -> int:
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(folder.resolve().anchor))


def copy_no_link(source: Path, target: Path) -> None:
    """Copy a file's content; a link at its place is refused, so that nothing from elsewhere goes.

    Raises:
        OSError: one cannot be read, the other not made, or `source` is a link (ELOOP).
    """
    if source.is_symlink():  # where the system cannot refuse it while opening
        raise OSError(errno.ELOOP, "it is a link to elsewhere", str(source))
    descriptor = os.open(
        source, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    )
    with os.fdopen(descriptor, "rb") as read, target.open("xb") as written:
        shutil.copyfileobj(read, written)
