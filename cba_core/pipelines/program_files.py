"""Which program this is, by every byte of its engine, and on which processor it runs."""

import hashlib
import platform
from collections.abc import Iterator
from pathlib import Path

import cba_core

_PACKAGE = Path(cba_core.__file__).parent


def engine_sha256() -> str:
    """Of the engine's files, names and contents in order; the same wherever it is installed."""
    digest = hashlib.sha256()
    for name, path in _engine_files():
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{name}\0{content}\n".encode())
    return digest.hexdigest()


def processor_name() -> str:
    """As the system calls it; the number of its threads is not part of it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    for line in lines:
        key, _, value = line.partition(":")
        if key.strip() == "model name":
            return value.strip()
    return platform.processor() or platform.machine()


def _engine_files() -> Iterator[tuple[str, Path]]:
    paths = {path.relative_to(_PACKAGE).as_posix(): path for path in _PACKAGE.rglob("*")}
    for name, path in sorted(paths.items()):
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc":
            yield name, path
