"""Whether a folder is still what it was."""

from pathlib import Path


def contents_of(folder: Path) -> dict[str, bytes | None]:
    """Every path below `folder` with the bytes of files."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }
