"""Where a training run keeps its log, its checkpoint and its pictures: beside the model to be.

Pictures of people from a case never go into a cache that outlives the run: they lie in the run's
folder and leave with its end. Measuring keeps them in a folder of its own that goes at once.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from cba_core.domain.errors import CbaError


class RunExistsError(CbaError):
    """A run was begun there and not finished."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"A run that was not finished lies in {folder}",
            "Go on with it: add --resume. Or begin anew elsewhere: another --out.",
        )


class ModelExistsError(CbaError):
    """A finished model would be replaced."""

    def __init__(self, out: Path) -> None:
        super().__init__(
            f"{out} is there already", "Give another --out, or move that model away first."
        )


class RunBusyError(CbaError):
    """Another program trains this model."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Another program is training in {folder}",
            "Wait until it has finished, or stop it; then give the command again.",
        )


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The folder of the run that makes a model."""

    out: Path  # the model to be

    @property
    def path(self) -> Path:
        """Named after the model."""
        return self.out.with_name(self.out.name + ".run")

    @property
    def log(self) -> Path:
        """JSON Lines; stays."""
        return self.path / "log.jsonl"

    @property
    def checkpoint(self) -> Path:
        """Goes when the model is written."""
        return self.path / "checkpoint.safetensors"

    @property
    def pictures(self) -> Path:
        """Goes when the model is written."""
        return self.path / "pictures"

    @contextmanager
    def held(self, *, resume: bool) -> Iterator[None]:
        """Keep the folder to one program.

        Raises:
            RunBusyError: another program has it.
            ModelExistsError: the model is finished.
            RunExistsError: a run was begun, and `resume` is not asked for.
        """
        if self.out.exists() and not self.checkpoint.is_file():
            raise ModelExistsError(self.out)
        if self.checkpoint.is_file() and not resume:
            raise RunExistsError(self.path)
        self.path.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.path / ".lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise RunBusyError(self.path) from error
        try:
            yield
        finally:
            lock.release()

    def clear(self) -> None:
        """Leave only the log: the model is written."""
        self.checkpoint.unlink(missing_ok=True)
        shutil.rmtree(self.pictures, ignore_errors=True)


@contextmanager
def passing_pictures(kept: Path | None) -> Iterator[Path]:
    """A folder for pictures that are looked at once; `kept` instead, which stays, where given."""
    if kept is not None:
        yield kept
        return
    with tempfile.TemporaryDirectory(
        prefix="duskline-pictures-", ignore_cleanup_errors=True
    ) as folder:  # a memory map may still be open, which Windows does not remove
        yield Path(folder)
