"""What a run did, in `logs/` of the case: one file a run, one JSON object a line.

The logs are for whoever asks later what was done with which settings. Nothing reads them, and a
log that cannot be written stops no run.
"""

import json
import logging
import os
import platform
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any, TextIO

from cba_core import __version__
from cba_core.domain.errors import CbaError, JobCancelled
from cba_core.store.case_folder import CaseFolder

MOST_LOGS = 200
"""The oldest are removed beyond it."""
MOST_BYTES = 2_000_000
"""Of one log, apart from its last lines."""
SUFFIX = ".jsonl"

_log = logging.getLogger(__name__)


class RunLog:
    """The log of one run; made by `run_log`."""

    def __init__(self, path: Path | None) -> None:
        """`path` is None where nothing is to be written."""
        self._began = monotonic()
        self._file: TextIO | None = None
        self._written = 0
        self._is_cut = False
        if path is None:
            return
        try:
            path.parent.mkdir(exist_ok=True)
            _remove_oldest(path.parent)
            self._file = path.open("x", encoding="utf-8")
        except OSError as error:
            self._give_up(error)

    def note(self, event: str, **facts: object) -> None:
        """Write one line, unless the log has grown too long."""
        if self._written < MOST_BYTES:
            self._write(event, facts)
        elif not self._is_cut:
            self._is_cut = True
            self._write("cut", {"why": f"the log is longer than {MOST_BYTES} bytes"})

    def end(self, outcome: str, **facts: object) -> None:
        """Write the last line, whatever the length."""
        self._write(
            "end", {"outcome": outcome, "seconds": round(monotonic() - self._began, 3), **facts}
        )
        if self._file is not None:
            with suppress(OSError):
                self._file.close()

    def _write(self, event: str, facts: dict[str, Any]) -> None:
        if self._file is None:
            return
        moment = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"time": moment, "event": event, **facts}, default=str) + "\n"
        try:
            self._file.write(line)
            self._file.flush()  # a killed run leaves what it came to
        except OSError as error:
            self._give_up(error)
        self._written += len(line)

    def _give_up(self, error: OSError) -> None:
        _log.warning("the log of this run cannot be written: %s", error.strerror or error)
        self._file = None


@contextmanager
def run_log(folder: CaseFolder, run: str, *, write: bool = True) -> Iterator[RunLog]:
    """A log that begins with what runs here, and ends with how it went.

    Args:
        folder: the case.
        run: one word for what is done: "index".
        write: False where nothing may be written into the case.
    """
    now = datetime.now(UTC)
    name = f"{now:%Y%m%dT%H%M%S%f}Z-{os.getpid()}-{run}{SUFFIX}"
    log = RunLog(folder.logs / name if write else None)
    log.note(
        "start",
        run=run,
        version=__version__,
        python=platform.python_version(),
        platform=f"{platform.system()} {platform.machine()}",
        process=os.getpid(),
    )
    try:
        yield log
    except (JobCancelled, KeyboardInterrupt) as stopped:
        log.end("stopped", why=getattr(stopped, "step", type(stopped).__name__))
        raise
    except CbaError as error:
        log.end("failed", why=error.what)
        raise
    except BaseException as error:
        log.end("fault", why=f"{type(error).__name__}: {error}", details=traceback.format_exc())
        raise
    log.end("done")


def _remove_oldest(folder: Path) -> None:
    """Make room for one more; their names begin with the time."""
    logs = sorted(path for path in folder.iterdir() if path.suffix == SUFFIX)
    for path in logs[: max(0, len(logs) - MOST_LOGS + 1)]:
        path.unlink(missing_ok=True)
