"""Where the user guide lies: built beside the program, else as the pages it is built of."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

_ROOT = Path(__file__).resolve().parents[2]


def guide_place(root: Path = _ROOT) -> Path | None:
    """The guide's first page (`make guide`), or the folder of its pages; None where neither is."""
    built, pages = root / "site" / "index.html", root / "docs"
    if built.is_file():
        return built
    return pages if (pages / "index.md").is_file() else None


def open_guide() -> None:
    """Show it in the program the person reads such files with; no network is used."""
    place = guide_place()
    if place is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))
