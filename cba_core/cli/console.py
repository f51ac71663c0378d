"""What the command line prints: results to stdout, progress and errors to stderr."""

import io
import json
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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

from cba_core.domain.errors import CbaError, JobCancelled
from cba_core.domain.progress import Progress, TaskContext

_PLAIN_LINE_EVERY_S = 5.0
EXIT_FAILED = 1
EXIT_CANCELLED = 130

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")

_WIDE = 200
"""Columns of a table that goes into a file or a pipe: nothing there needs folding."""

# Names are shown as they are: "[red]" is no markup there, and ":bug:" no picture of one.
stdout = Console(
    soft_wrap=True,
    highlight=False,
    markup=False,
    emoji=False,
    width=None if sys.stdout.isatty() else _WIDE,
)
stderr = Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)


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
    sys.stdout.write(text + "\n")


def print_table(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """A table of text; numbers are given as text already."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_on_one_line(cell)) for cell in row))
    stdout.print(table)


def duration(seconds: float) -> str:
    """`95` -> `1:35`, `4000` -> `1:06:40`."""
    whole = max(0, round(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


@contextmanager
def errors_for_people() -> Iterator[None]:
    """Turn what a person can act on into two lines on stderr and an exit code.

    The process is left with `os._exit` by nobody: everything closes in order.
    """
    try:
        yield
    except CbaError as error:
        stderr.print(Text.assemble(("Error:", "bold red"), " ", _on_one_line(error.what)))
        stderr.print(Text.assemble(("Remedy:", "bold"), " ", _on_one_line(error.remedy)))
        raise typer.Exit(EXIT_FAILED) from error
    except JobCancelled as cancelled:
        stderr.print("Stopped. What was finished is kept; the same command goes on from there.")
        raise typer.Exit(EXIT_CANCELLED) from cancelled
    except BrokenPipeError:
        # the reader of our output has gone, as `| head` does: nothing is wrong with the case
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(EXIT_FAILED) from None


def _on_one_line(text: str) -> str:
    """A file name may hold line breaks, and codes that would command the terminal."""
    return _CONTROL.sub(lambda found: repr(found[0])[1:-1], text)


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
            tasks[name] = bars.add_task(_on_one_line(name), total=None, facts="")
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
