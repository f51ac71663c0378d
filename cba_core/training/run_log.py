"""The log of a run: one JSON object a line, so that curves can be drawn while it runs.

A resumed run forgets what was written after its checkpoint: the log reads as if nothing had
happened.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol


class RunLog(Protocol):
    """Where a run tells its facts."""

    def write(self, kind: str, step: int, facts: Mapping[str, Any]) -> None:
        """Add a line of kind "step", "round", "begun" or "finished"."""
        ...

    def forget_from(self, step: int) -> None:
        """Drop lines of this step and later ones: they are done again."""
        ...


class SilentLog:
    """Keeps nothing."""

    def write(self, kind: str, step: int, facts: Mapping[str, Any]) -> None:
        """Ignore it."""

    def forget_from(self, step: int) -> None:
        """Nothing is there."""


class JsonLinesLog:
    """A file of JSON Lines."""

    def __init__(self, path: Path) -> None:
        """Write to this file; what is there stays."""
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)

    def write(self, kind: str, step: int, facts: Mapping[str, Any]) -> None:
        """See `RunLog`."""
        line = json.dumps({"kind": kind, "step": step, **facts}, sort_keys=False)
        with self._path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(line + "\n")

    def forget_from(self, step: int) -> None:
        """See `RunLog`."""
        kept = [one for one in read_run_log(self._path) if one["step"] < step]
        text = "".join(json.dumps(one) + "\n" for one in kept)
        partial = self._path.with_name(f".{self._path.name}.partial")
        partial.write_text(text, encoding="utf-8", newline="\n")
        partial.replace(self._path)


class SeveralLogs:
    """Tells each of several logs."""

    def __init__(self, logs: Sequence[RunLog]) -> None:
        self._logs = tuple(logs)

    def write(self, kind: str, step: int, facts: Mapping[str, Any]) -> None:
        """See `RunLog`."""
        for log in self._logs:
            log.write(kind, step, facts)

    def forget_from(self, step: int) -> None:
        """See `RunLog`."""
        for log in self._logs:
            log.forget_from(step)


def read_run_log(path: Path) -> list[dict[str, Any]]:
    """The lines of a log; a last line that a killed process left half written is left out."""
    if not path.is_file():
        return []
    lines = []
    for text in path.read_text(encoding="utf-8").splitlines():
        try:
            line = json.loads(text)
        except json.JSONDecodeError:
            continue
        if isinstance(line, dict) and isinstance(line.get("step"), int):
            lines.append(line)
    return lines
