"""The file of figures that were recorded for a version of the program."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cba_core
from cba_core.domain.errors import CbaError
from cba_core.self_test.fixed_set import SetName

_FORMAT = 1


class RecordedFiguresError(CbaError):
    """There are no figures to compare with."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} holds no figures to compare with: {reason}",
            "Take the file that belongs to this version; or, where you trust what this machine "
            "measures, record it: cba self-test --record FILE",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedFigure:
    """A figure and how far another machine's may lie from it."""

    expected: float | None  # None: undefined
    allowed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedSet:
    """What one set of footage gave where it was recorded."""

    source: str  # SHA-256 of the rendering's settings, or of the sample's truth
    detector: str  # SHA-256 of its weights
    model: str  # SHA-256
    footage: Mapping[str, str]  # SHA-256 by file name
    recorded_with: Mapping[str, str]  # for people
    figures: Mapping[str, ExpectedFigure]


def read_recorded(path: Path, name: SetName, plan: str) -> RecordedSet:
    """The figures of a set, recorded for this version.

    Args:
        path: the file.
        name: which set.
        plan: SHA-256 of the settings of what is rendered now.

    Raises:
        RecordedFiguresError: there are none, or they are of another version or other footage.
    """
    stored = _read(path)
    version = stored.get("version")
    if version != cba_core.__version__:
        raise RecordedFiguresError(
            path, f"they are of version {version}, this is {cba_core.__version__}"
        )
    one = stored.get("sets", {}).get(name.value)
    if one is None:
        raise RecordedFiguresError(path, f"none were recorded for the {name} footage")
    try:
        figures = {key: ExpectedFigure(**figure) for key, figure in one.pop("figures").items()}
        recorded = RecordedSet(figures=figures, **one)
    except (TypeError, KeyError, AttributeError) as error:
        raise RecordedFiguresError(path, f"it is damaged: {error}") from error
    if name is SetName.RENDERED and recorded.source != plan:
        raise RecordedFiguresError(path, "they are of other footage than is rendered now")
    return recorded


def write_recorded(path: Path, name: SetName, recorded: RecordedSet) -> None:
    """Put a set's figures into a file; the other set's stay where they are of this version."""
    sets: dict[str, Any] = {}
    if path.exists():
        stored = _read(path)
        if stored.get("version") == cba_core.__version__:
            sets = stored.get("sets", {})
    sets[name.value] = asdict(recorded)
    text = json.dumps(
        {"format": _FORMAT, "version": cba_core.__version__, "sets": dict(sorted(sets.items()))},
        indent=2,
    )
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(text + "\n", encoding="utf-8")
    partial.replace(path)


def _read(path: Path) -> dict[str, Any]:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RecordedFiguresError(path, error.strerror or str(error)) from error
    except ValueError as error:
        raise RecordedFiguresError(path, "it is no JSON") from error
    if not isinstance(stored, dict) or stored.get("format") != _FORMAT:
        raise RecordedFiguresError(path, "it is another kind of file")
    return stored
