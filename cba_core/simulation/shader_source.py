"""The shaders, with their parts put in."""

from functools import cache
from importlib.resources import files

_INCLUDE = "//#include "


@cache
def shader(name: str) -> str:
    """The text of a shader; lines `//#include NAME` are replaced by that file."""
    folder = files("cba_core.simulation") / "shaders"
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return "\n".join(
        shader(line.removeprefix(_INCLUDE).strip()) if line.startswith(_INCLUDE) else line
        for line in lines
    )
