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


SELDOM = 100
"""Looks at what is younger for each look through all that lives; Python's own number is 10.

A look through all takes the interpreter 30 to 100 ms, while a report is drawn several times, and
found some tens of objects each time: what is in no cycle goes without it.
"""


def put_the_window_first() -> None:
    """Let the GUI thread have the interpreter soon after it asks, and look for garbage seldom."""
    sys.setswitchinterval(HAND_OVER_S)
    youngest, younger, _ = gc.get_threshold()
    gc.set_threshold(youngest, younger, SELDOM)


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
