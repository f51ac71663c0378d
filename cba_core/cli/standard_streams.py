"""Output that has nowhere to go: closed by the shell, or on a disk that is full."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def open_missing_streams() -> None:
    """Give a program that was started without some of its streams (`>&-`) ones that lead nowhere.

    Otherwise the next file that is opened would take the free number, and what libraries print
    would go into it.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is not None:
            continue
        try:
            os.fstat(number)
        except OSError:
            _lead_nowhere(number)
            stream = open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115  (a number; open to the end)
        else:  # something else has the number by now
            stream = open(os.devnull, mode, encoding="utf-8")  # noqa: PTH123, SIM115  (open to the end)
        setattr(sys, name, stream)


class OutputError(OSError):
    """What was printed cannot be written; nothing is wrong with the case."""


@contextmanager
def printing() -> Iterator[None]:
    """Tell failures of the output from those of everything else.

    Raises:
        OutputError: the output cannot be written.
        BrokenPipeError: its reader has gone.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(error.errno, error.strerror) from error


def flush_stdout() -> None:
    """Write what is still held back, so that a failure is met while it can be told.

    Raises:
        OutputError: it cannot be written.
        BrokenPipeError: its reader has gone.
    """
    with printing():
        sys.stdout.flush()


def let_go_of_stdout() -> None:
    """Drop what stdout cannot take, so that the end of the program does not try again."""
    _lead_nowhere(sys.stdout.fileno())


def _lead_nowhere(number: int) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    if nowhere != number:
        os.dup2(nowhere, number)
        os.close(nowhere)
