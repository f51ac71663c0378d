"""Footage files and picture folders among what a person pointed at."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from cba_core.domain.footage import RejectedFile
from cba_core.footage.opening import reason_of
from cba_core.footage.pictures import rows_in

_SIDECARS = frozenset(
    {
        ".bat", ".bmp", ".cfg", ".conf", ".css", ".csv", ".db", ".dll", ".doc",
        ".docx", ".exe", ".gif", ".htm", ".html", ".ini", ".jpeg", ".jpg", ".js", ".json",
        ".log", ".md", ".md5", ".ods", ".odt", ".pdf", ".png", ".py", ".rtf", ".sfv", ".sha1",
        ".sha256", ".sha512", ".srt", ".sub", ".svg", ".tif", ".tiff", ".toml", ".tsv", ".txt",
        ".url", ".vtt", ".webp", ".xls", ".xlsx", ".xml", ".yaml", ".yml",
    }
)  # fmt: skip
_PAPERS = frozenset(
    {
        "authors",
        "changelog",
        "checksums",
        "copying",
        "licence",
        "license",
        "makefile",
        "notice",
        "readme",
    }
)
_CASE_FOLDER = ".duskcase"


def find_footage(paths: Sequence[Path]) -> Iterator[Path | RejectedFile]:
    """Everything that might be footage, each once, in a stable order; nothing is opened.

    A file that is named is always given, whatever it is called. Folders are searched to any
    depth, by name; hidden files, cases, and files whose name says that they are no video are
    passed over. A folder with a row of numbered pictures is given itself, as one recording; of
    several rows the longest counts.

    Yields:
        Absolute paths, and for what cannot be reached, and for rows of pictures that do not count,
        a `RejectedFile` with the reason.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        yield from _look(path.absolute(), seen, is_named=True)


def _look(
    path: Path, seen: set[tuple[int, int]], *, is_named: bool = False
) -> Iterator[Path | RejectedFile]:
    try:
        facts = path.stat()
        is_folder = path.is_dir()
        # The same file by two ways (a link, a folder named twice, a loop of links) counts once.
        place = (facts.st_dev, facts.st_ino)
        if place in seen:
            return
        seen.add(place)
        entries = sorted(path.iterdir(), key=_by_name) if is_folder else []
        rows = rows_in(path) if is_folder else []
    except FileNotFoundError:
        yield RejectedFile(path=path, reason="there is nothing at this place")
        return
    except OSError as error:
        yield RejectedFile(path=path, reason=reason_of(error))
        return
    if not is_folder:
        if is_named or _may_be_footage(path):
            yield path
        return
    if rows:
        yield path
    for row in rows[1:]:
        yield RejectedFile(path=row[0], reason=_left_out(len(row), rows[0][0].name))
    for entry in entries:
        if not entry.name.startswith(".") and entry.suffix.lower() != _CASE_FOLDER:
            yield from _look(entry, seen)


def _left_out(count: int, taken: str) -> str:
    return (
        f"{count} numbered pictures from this one on were left out: a folder counts as one "
        f"recording, and the longest row, from {taken} on, was taken; "
        "move each row into a folder of its own and add these"
    )


def _may_be_footage(path: Path) -> bool:
    return path.suffix.lower() not in _SIDECARS and path.name.casefold() not in _PAPERS


def _by_name(path: Path) -> tuple[str, bytes]:
    return path.name.casefold(), os.fsencode(path.name)
