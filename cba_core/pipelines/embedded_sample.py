"""The embedded sample: footage of people who do not exist, with its truth."""

import hashlib
from pathlib import Path

from cba_core.domain.errors import CbaError

_RESOURCES = Path(__file__).parents[2] / "resources"


def sample_folder() -> Path:
    """`footage/`, `truth/` and `truth.json`.

    Raises:
        CbaError: it was left out of this installation.
    """
    folder = _RESOURCES / "samples" / "street"
    if not (folder / "truth.json").is_file():
        raise CbaError(
            f"The embedded sample is not at {folder}",
            "Install Duskline again, with its folder resources/.",
        )
    return folder


def truth_sha256(folder: Path) -> str:
    """SHA-256 of all files of a truth, names and contents in order."""
    digest = hashlib.sha256()
    files = [folder / "truth.json", *(folder / "truth").rglob("*")]
    for name, path in sorted((path.relative_to(folder).as_posix(), path) for path in files):
        if path.is_file():
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{name}\0{content}\n".encode())
    return digest.hexdigest()
