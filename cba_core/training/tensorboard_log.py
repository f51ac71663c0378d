"""The same curves for TensorBoard, where a person asks for them; its package is optional."""

from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from cba_core.domain.errors import NotInstalledError
from cba_core.training.run_log import RunLog

_NO_CURVES = frozenset({"seconds", "total_steps"})


class TensorBoardLog:
    """Event files in a folder; every number of a line is a curve called by its place in it."""

    def __init__(self, folder: Path) -> None:
        """Write to new event files in this folder.

        Raises:
            NotInstalledError: TensorBoard is missing.
        """
        if find_spec("tensorboard") is None:
            raise NotInstalledError("tensorboard", "tensorboard")
        self._folder = folder
        self._begin(step=0)

    def write(self, kind: str, step: int, facts: Mapping[str, Any]) -> None:
        """See `RunLog`."""
        del kind
        for name, value in curves_of(facts):
            self._writer.add_scalar(name, value, step)
        self._writer.flush()

    def forget_from(self, step: int) -> None:
        """See `RunLog`; TensorBoard hides what a stopped run wrote from this step on."""
        self._writer.close()
        self._begin(step=step)

    def _begin(self, *, step: int) -> None:
        from torch.utils.tensorboard import SummaryWriter

        self._writer = SummaryWriter(str(self._folder), purge_step=step or None)


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


def curves_of(facts: Mapping[str, Any], place: str = "") -> Iterator[tuple[str, float]]:
    """Names and values of all numbers in a line, `losses/total` for one within another."""
    for key, value in facts.items():
        if key in _NO_CURVES:
            continue
        name = f"{place}{key}"
        if isinstance(value, Mapping):
            yield from curves_of(value, f"{name}/")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield name, float(value)
