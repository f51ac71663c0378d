"""Folders: what tells files of the same name apart, and which of them are cases."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path, PurePath

_CASE_ENDING = ".duskcase"
_CASE_FILE = "case.json"


def case_folder_of(path: Path) -> Path | None:
    """The case that somebody means who names its folder or the `case.json` in it; None: no case."""
    folder = path.parent if path.name == _CASE_FILE else path
    is_case = folder.suffix.lower() == _CASE_ENDING or (folder / _CASE_FILE).is_file()
    return folder if is_case else None


def telling_folders(paths: Iterable[Path]) -> dict[Path, str]:
    """For each file whose name others bear too, the least end of its folder that no other has.

    `/m3/visible/1.mp4` and `/m3/infrared/1.mp4` are told apart by `visible` and `infrared`.
    """
    of_name: dict[str, set[Path]] = defaultdict(set)
    for path in paths:
        of_name[path.name].add(path)
    told: dict[Path, str] = {}
    for namesakes in of_name.values():
        if len(namesakes) > 1:
            _tell_apart([(path, path.parts[:-1]) for path in namesakes], told)
    return told


def _tell_apart(namesakes: list[tuple[Path, tuple[str, ...]]], told: dict[Path, str]) -> None:
    """Split those that end alike folder by folder: a comparison of all with all takes minutes."""
    alike = [namesakes]
    length = 0
    while alike:
        length += 1
        still_alike = []
        for group in alike:
            of_folder: dict[str, list[tuple[Path, tuple[str, ...]]]] = defaultdict(list)
            for path, folders in group:
                if len(folders) < length:
                    told[path] = str(path.parent)
                else:
                    of_folder[folders[-length]].append((path, folders))
            for part in of_folder.values():
                if len(part) > 1:
                    still_alike.append(part)
                else:
                    ((path, folders),) = part
                    told[path] = str(PurePath(*folders[-length:]))
        alike = still_alike
