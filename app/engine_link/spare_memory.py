"""Memory that was freed and that the allocator still holds, given back to the system."""

import ctypes
import sys
from functools import cache
from typing import Any


@cache
def _trim() -> Any:  # noqa: ANN401  (a function of C)
    """glibc's; None where the allocator is another one."""
    if not sys.platform.startswith("linux"):
        return None
    return getattr(ctypes.CDLL(None), "malloc_trim", None)


def give_back() -> None:
    """Give back what is free; off the GUI thread, for it takes some milliseconds.

    glibc keeps what each thread freed for that thread: after pictures, pages and a report on many
    threads a hundred megabytes that nobody uses.
    """
    trim = _trim()
    if trim is not None:
        trim(0)
