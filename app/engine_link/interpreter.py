"""How the interpreter is shared out, so that work on other threads does not hold the window up."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

HAND_OVER_S = 0.0005
"""How long a thread that computes may keep the interpreter from one that asks for it.

The GUI thread asks after every call of Qt: at Python's own 5 ms a page that is painted while others
compute takes many frames.
"""


def hand_over_soon() -> None:
    """Let the GUI thread have the interpreter soon after it asks."""
    sys.setswitchinterval(HAND_OVER_S)


@contextmanager
def loading() -> Iterator[None]:
    """Load modules without looking for garbage among them, now or later.

    What was loaded lives as long as the process. A look through all of it takes the interpreter
    70 ms, and would come again and again while a case is open.
    """
    before = len(sys.modules)
    gc.disable()
    try:
        yield
    finally:
        if len(sys.modules) > before:
            gc.freeze()
        gc.enable()
