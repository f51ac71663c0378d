"""Memory that was freed and that the allocator still holds, given back to the system."""

import ctypes
import gc
import sys
from functools import cache
from typing import Any

from PySide6.QtCore import QTimer

from app.engine_link.task_runner import TaskRunner


@cache
def _trim() -> Any:  # noqa: ANN401  (a function of C)
    """glibc's; None where the allocator is another one."""
    if not sys.platform.startswith("linux"):
        return None
    return getattr(ctypes.CDLL(None), "malloc_trim", None)


def give_back_soon(tasks: TaskRunner) -> None:
    """Free what only holds itself, and give back what is free, when the event loop comes round.

    The collector is told to look seldom (see `interpreter`), and pages of a report and players
    hold pictures in cycles. It looks on the GUI thread: what it drops may be a widget.
    """

    def collect() -> None:
        gc.collect()
        tasks.queries.run_unwatched(give_back)

    QTimer.singleShot(0, collect)


def give_back() -> None:
    """Give back what is free; off the GUI thread, for it takes some milliseconds.

    glibc keeps what each thread freed for that thread: after pictures, pages and a report on many
    threads a hundred megabytes that nobody uses.
    """
    trim = _trim()
    if trim is not None:
        trim(0)
