"""The same curves for TensorBoard, where a person asks for them; its package is optional."""

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cba_core.domain.errors import NotInstalledError

if TYPE_CHECKING:
    from torch.utils.tensorboard import SummaryWriter

_NO_CURVES = frozenset({"seconds", "total_steps"})


class TensorBoardLog:
    """Event files in a folder; every number of a line is a curve called by its place in it."""

    def __init__(self, folder: Path) -> None:
        """Write to new event files in this folder.

        Raises:
            NotInstalledError: TensorBoard is missing.
        """
        require_tensorboard()
        self._folder = folder
        self._writer: SummaryWriter | None = None

    def write(self, kind: str, step: int, facts: Mapping[str, Any]) -> None:
        """See `RunLog`."""
        del kind
        writer = self._writer or self._begun(step=0)
        for name, value in curves_of(facts):
            writer.add_scalar(name, value, step)
        writer.flush()

    def forget_from(self, step: int) -> None:
        """See `RunLog`; TensorBoard hides what an earlier run wrote from this step on."""
        if self._writer is not None:
            self._writer.close()
        self._begun(step=step)

    def _begun(self, *, step: int) -> "SummaryWriter":
        from torch.utils.tensorboard import SummaryWriter

        self._writer = SummaryWriter(str(self._folder), purge_step=step)
        return self._writer


def require_tensorboard() -> None:
    """Make sure that it is there.

    Raises:
        NotInstalledError: it is not.
    """
    if find_spec("tensorboard") is None:
        raise NotInstalledError("tensorboard", "tensorboard")


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
