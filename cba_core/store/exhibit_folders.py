"""Numbered exhibit folders: whole or not there, and no number given twice."""

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock

from cba_core.domain.exhibits import Exhibit, ExhibitFault, exhibit_name
from cba_core.store.file_system import copy_no_link, flush_file, flush_folder

MANIFEST = "manifest.json"
_LAST_NUMBER = "last-number"
_LOCK = ".lock"
_NAME = re.compile(r"E([0-9]{4,9})")
_LINK = "it is a link to elsewhere"


@contextmanager
def room_for_one(root: Path) -> Iterator[Path]:
    """A new folder under a temporary name; what is left of it at the end is removed.

    Raises:
        OSError: it cannot be made.
    """
    root.mkdir(parents=True, exist_ok=True)
    partial = root / f".partial-{secrets.token_hex(6)}"
    partial.mkdir()
    try:
        yield partial
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def put_in_place(partial: Path, facts: Mapping[str, Any]) -> Exhibit:
    """Number a complete folder, write its manifest, and give it its name.

    The number is used up on disk before the folder has it, so that neither a crash nor the
    removal of an exhibit frees it.

    Raises:
        OSError: the disk refused; nothing is in place.
    """
    root = partial.parent
    files = [
        {"name": path.name, "sha256": sha256_of_file(path), "size_bytes": path.stat().st_size}
        for path in sorted(partial.iterdir())
    ]
    with FileLock(root / _LOCK):
        number = _highest(root) + 1
        _write_durably(root / f"{_LAST_NUMBER}.new", f"{number}\n".encode("ascii"))
        (root / f"{_LAST_NUMBER}.new").replace(root / _LAST_NUMBER)
        manifest = {"exhibit": exhibit_name(number), **facts, "files": files}
        _write_durably(partial / MANIFEST, manifest_bytes(manifest))
        for file in files:
            flush_file(partial / str(file["name"]))
        flush_folder(partial)
        place = root / exhibit_name(number)
        partial.rename(place)
        flush_folder(root)
    return Exhibit(number=number, folder=place, manifest=manifest)


def manifest_bytes(manifest: Mapping[str, Any]) -> bytes:
    """A manifest as it is written."""
    written = json.dumps(manifest, indent=2, ensure_ascii=True, allow_nan=False) + "\n"
    return written.encode("ascii")


def replace_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Put another manifest in the place of an exhibit's: the old or the new one is there, whole.

    Raises:
        OSError: the disk refused; the old one stands.
    """
    # Beside the exhibits, not in the folder: what a crash leaves there is no file of an exhibit.
    partial = folder.parent / f".partial-{secrets.token_hex(6)}"
    try:
        _write_durably(partial, manifest_bytes(manifest))
        partial.replace(folder / MANIFEST)
        flush_folder(folder)
    finally:
        partial.unlink(missing_ok=True)


def exhibits_in(root: Path) -> list[Exhibit]:
    """Every exhibit whose manifest can be read, by number."""
    found = []
    for number in _numbers(root):
        folder = root / exhibit_name(number)
        try:
            manifest = json.loads((folder / MANIFEST).read_bytes())
        except (OSError, ValueError, RecursionError):
            continue  # `faults_in` tells of it
        if isinstance(manifest, dict):
            found.append(Exhibit(number=number, folder=folder, manifest=manifest))
    return found


def faults_in(
    root: Path, logged: Mapping[str, str], checkpoint: Callable[[], None]
) -> list[ExhibitFault]:
    """Hash every file again and compare with the manifests, and these with the log.

    Args:
        root: the folder of exhibits.
        logged: SHA-256 of the manifest as the case's log has it, by the exhibit's name.
        checkpoint: called before each exhibit; may raise.
    """
    faults = []
    there = {exhibit_name(number) for number in _numbers(root)}
    for name in sorted(there | set(logged)):
        checkpoint()
        if name not in there:
            faults.append(
                ExhibitFault(exhibit=name, file="", reason="it is in the log and not in the folder")
            )
            continue
        faults += [
            ExhibitFault(exhibit=name, file=file, reason=reason)
            for file, reason in faults_of(root / name, logged.get(name))
        ]
    return faults


def copy_listed(folder: Path, target: Path) -> None:
    """Copy a manifest and the files it lists; a link is refused, what is not listed is left.

    What arrives is to be hashed again by the caller: `faults_in` the folder that `target` lies in.

    Raises:
        OSError: something cannot be read or written, or is a link.
        ValueError, KeyError, TypeError: the manifest is none.
    """
    target.mkdir(parents=True)
    copy_no_link(folder / MANIFEST, target / MANIFEST)
    for file in json.loads((target / MANIFEST).read_bytes())["files"]:
        name = str(file["name"])
        if Path(name).name != name:
            raise ValueError(f"{name!r} is no name of a file")
        copy_no_link(folder / name, target / name)


def faults_of(folder: Path, logged: str | None) -> Iterator[tuple[str, str]]:
    """File and reason of all that is wrong with one exhibit.

    Args:
        folder: of the exhibit.
        logged: SHA-256 of its manifest as the case's log has it; None where it has none.
    """
    for path, name in ((folder.parent, ""), (folder, ""), (folder / MANIFEST, MANIFEST)):
        if path.is_symlink():
            yield name, _LINK
            return
    try:
        content = (folder / MANIFEST).read_bytes()
        listed = {str(one["name"]): one for one in json.loads(content)["files"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        yield MANIFEST, f"it cannot be read: {error}"
        return
    if logged is None:
        yield MANIFEST, "the case's log does not know this exhibit"
    elif hashlib.sha256(content).hexdigest() != logged:
        yield MANIFEST, "it is not the one that was logged"
    for path in sorted(folder.iterdir()):
        if path.name not in listed and path.name != MANIFEST:
            yield path.name, "the manifest does not list it"
    for name, facts in listed.items():
        reason = _fault_of_file(folder, name, facts.get("sha256"))
        if reason is not None:
            yield name, reason


def _fault_of_file(folder: Path, name: str, sha256: object) -> str | None:
    path = folder / name
    if path.name == name and path.is_symlink():
        return _LINK
    if path.name != name or not path.is_file():
        return "it is missing"
    try:
        return None if sha256_of_file(path) == sha256 else "its content has changed"
    except OSError as error:
        return f"it cannot be read: {error.strerror}"


def sha256_of_file(path: Path) -> str:
    """64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _highest(root: Path) -> int:
    kept = root / _LAST_NUMBER
    last = _number_in(kept.read_bytes()) if kept.exists() else 0
    return max([last, *_numbers(root)])


def _number_in(content: bytes) -> int:
    """0 where the file is damaged: then what stands in the folder tells, and the log besides."""
    told = content.strip()
    return int(told) if re.fullmatch(rb"[0-9]{1,9}", told) else 0


def _numbers(root: Path) -> list[int]:
    if not root.is_dir():
        return []
    return sorted(int(found[1]) for path in root.iterdir() if (found := _NAME.fullmatch(path.name)))


def _write_durably(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
