"""What of their folders tells files of the same name apart."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path


def telling_folders(paths: Iterable[Path]) -> dict[Path, str]:
    """For each file whose name others bear too, the least end of its folder that no other has.

    `/m3/visible/1.mp4` and `/m3/infrared/1.mp4` are told apart by `visible` and `infrared`.
    """
    of_name: dict[str, set[Path]] = defaultdict(set)
    for path in paths:
        of_name[path.name].add(path)
    return {
        path: _telling(path, namesakes)
        for namesakes in of_name.values()
        if len(namesakes) > 1
        for path in namesakes
    }


def _telling(path: Path, namesakes: set[Path]) -> str:
    folders = path.parent.parts
    others = [other.parent.parts for other in namesakes if other != path]
    for length in range(1, len(folders) + 1):
        end = folders[-length:]
        if all(other[-length:] != end for other in others):
            return str(Path(*end))
    return str(path.parent)
