"""What the command line prints: results to stdout, progress and errors to stderr."""

import io
import json
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock
from time import monotonic
from types import FrameType
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn
from rich.progress import Progress as Bars
from rich.table import Table
from rich.text import Text

from cba_core.cli.standard_streams import (
    OutputError,
    flush_stdout,
    let_go_of_stdout,
    printing,
)
from cba_core.domain.errors import CbaError, JobCancelled
from cba_core.domain.progress import Progress, TaskContext

_PLAIN_LINE_EVERY_S = 5.0
EXIT_FAILED = 1
EXIT_CANCELLED = 130

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_CONTROL_BUT_LINES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")

_WIDE = 200
"""Columns of a table that goes into a file or a pipe: nothing there needs folding."""


class _PlainConsole(Console):
    """Shows text as it is: no code within a name reaches the terminal.

    "[red]" is no markup there, and ":bug:" no picture of one.
    """

    def __init__(self, *, stderr: bool = False, width: int | None = None) -> None:
        super().__init__(
            stderr=stderr, width=width, soft_wrap=True, highlight=False, markup=False, emoji=False
        )

    def print(self, *objects: Any, **options: Any) -> None:  # noqa: ANN401  (whatever rich prints)
        """As rich does, with the codes of plain strings shown instead of sent."""
        shown = (_shown(one) if isinstance(one, str) else one for one in objects)
        with printing():
            super().print(*shown, **options)


def _shown(text: str) -> str:
    return _CONTROL_BUT_LINES.sub(_code_of, text)


def on_one_line(text: str) -> str:
    """A file name may hold line breaks, and codes that would command the terminal."""
    return _CONTROL.sub(_code_of, text)


def _code_of(found: re.Match[str]) -> str:
    return repr(found[0])[1:-1]


# Asked of the system: a program that was started without a stdout has no `sys.stdout` either.
stdout = _PlainConsole(width=None if os.isatty(1) else _WIDE)
stderr = _PlainConsole(stderr=True)


def show_any_name() -> None:
    """Let no file name end a command: what the terminal cannot show is shown as its code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def print_json(value: Any) -> None:  # noqa: ANN401  (whatever JSON can hold)
    """One JSON document on stdout, whatever the width of the terminal.

    Names that are no text of the terminal's encoding, such as those that are not UTF-8, are
    escaped as JSON does it; reading the document gives the very name back.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, ensure_ascii=True, indent=2, allow_nan=False)
    with printing():
        sys.stdout.write(text + "\n")


def print_table(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """A table of text; numbers are given as text already."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(on_one_line(cell)) for cell in row))
    stdout.print(table)


def duration(seconds: float) -> str:
    """`95` -> `1:35`, `4000` -> `1:06:40`."""
    whole = max(0, round(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


@contextmanager
def errors_for_people(*, goes_on: str = "the same command goes on from there") -> Iterator[None]:
    """Turn what a person can act on into two lines on stderr and an exit code.

    The process is left with `os._exit` by nobody: everything closes in order.

    Args:
        goes_on: how work goes on that was stopped, told after Ctrl+C.
    """
    try:
        try:
            yield
        finally:
            flush_stdout()
    except CbaError as error:
        _tell(error)
        raise typer.Exit(EXIT_FAILED) from error
    except JobCancelled as cancelled:
        stderr.print(f"Stopped. What was finished is kept; {goes_on}.")
        raise typer.Exit(EXIT_CANCELLED) from cancelled
    except BrokenPipeError:
        # the reader of our output has gone, as `| head` does: nothing is wrong with the case
        let_go_of_stdout()
        raise typer.Exit(EXIT_FAILED) from None
    except OutputError as error:
        let_go_of_stdout()
        with suppress(OSError):  # perhaps stderr is what cannot be written
            _tell(
                CbaError(
                    f"The output cannot be written: {error.strerror}",
                    "Free some space there, or send it somewhere else.",
                )
            )
        raise typer.Exit(EXIT_FAILED) from error
    except OSError as error:
        _tell(_words_of(error))
        raise typer.Exit(EXIT_FAILED) from error


def _tell(error: CbaError) -> None:
    stderr.print(Text.assemble(("Error:", "bold red"), " ", on_one_line(error.what)))
    stderr.print(Text.assemble(("Remedy:", "bold"), " ", on_one_line(error.remedy)))


def _words_of(error: OSError) -> CbaError:
    """What no part of the program has named better."""
    reason = error.strerror or str(error) or type(error).__name__
    where = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
    return CbaError(
        f"{where}{reason}",
        "Check that its disk is plugged in and has room and that you may read and write it, "
        "then run the same command again.",
    )


class _Watched:
    """Shows progress, and hears Ctrl+C."""

    def __init__(self, show: Callable[[Progress], None]) -> None:
        self._show = show
        self._asked = Event()
        self._lock = Lock()

    def report(self, progress: Progress) -> None:
        with self._lock:
            self._show(progress)

    def is_cancelled(self) -> bool:
        return self._asked.is_set()

    def ask(self, _number: int, _frame: FrameType | None) -> None:
        """First Ctrl+C asks to stop at the next checkpoint, the second ends at once."""
        if self._asked.is_set():
            raise KeyboardInterrupt
        self._asked.set()


@contextmanager
def watched() -> Iterator[TaskContext]:
    """A context for long work: bars on a terminal, a line now and then elsewhere."""
    with _bars() if stderr.is_terminal else _lines() as show:
        context = _Watched(show)
        before = signal.signal(signal.SIGINT, context.ask)
        try:
            yield context
        finally:
            signal.signal(signal.SIGINT, before)


@contextmanager
def _bars() -> Iterator[Callable[[Progress], None]]:
    bars = Bars(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[facts]}", markup=False),
        console=stderr,
        transient=True,
    )
    tasks: dict[str, TaskID] = {}

    def show(progress: Progress) -> None:
        name = progress.item or progress.step
        if name not in tasks:
            tasks[name] = bars.add_task(on_one_line(name), total=None, facts="")
        finished = progress.total is not None and progress.done >= progress.total
        bars.update(
            tasks[name],
            completed=progress.done,
            total=progress.total,
            facts=_facts(progress),
            visible=not (progress.item and finished),
        )

    with bars:
        yield show


@contextmanager
def _lines() -> Iterator[Callable[[Progress], None]]:
    last = -_PLAIN_LINE_EVERY_S

    def show(progress: Progress) -> None:
        nonlocal last
        if progress.footage_id is not None or monotonic() - last < _PLAIN_LINE_EVERY_S:
            return
        last = monotonic()
        stderr.print(f"{progress.step}: {_facts(progress)}")

    yield show


def _facts(progress: Progress) -> str:
    parts = []
    if progress.total:
        parts.append(f"{progress.done:.0f} of {progress.total:.0f} {progress.unit}".rstrip())
    else:
        parts.append(f"{progress.done:.0f} {progress.unit}".rstrip())
    if progress.rate is not None:
        parts.append(f"{progress.rate:.0f}/s")
    if progress.seconds_left is not None:
        parts.append(f"{duration(progress.seconds_left)} left")
    return ", ".join(parts)
