"""`cba log`: who did what in a case; show, export and verify it."""

import re
from pathlib import Path
from typing import Annotated

import typer

from cba_core.case import Case
from cba_core.cli.as_json import Json
from cba_core.cli.case_commands import Actor, AsJson, CasePath, Reason, author
from cba_core.cli.console import (
    EXIT_FAILED,
    errors_for_people,
    on_one_line,
    print_json,
    print_table,
    stderr,
    stdout,
    watched,
)
from cba_core.domain.case_log import LogEntry, LogHead
from cba_core.domain.time_facts import OF_COMPUTER, time_json

log_app = typer.Typer(no_args_is_help=True)

_HEAD = re.compile(r"(\d{1,12}):([0-9a-f]{64})")


def _head(text: str) -> LogHead:
    found = _HEAD.fullmatch(text.strip().lower())
    if found is None:
        raise typer.BadParameter(f"{text!r} is no head such as 12:3f…, as `cba log show` prints it")
    return LogHead(int(found[1]), found[2])


@log_app.command()
def show(
    case: CasePath,
    *,
    last: Annotated[int, typer.Option(min=1, help="How many of the last entries.")] = 30,
    as_json: AsJson = False,
) -> None:
    """Show the last entries of the log, and its head."""
    with errors_for_people(), Case.open(case, read_only=True) as opened:
        head = opened.log.head()
        entries = opened.log.entries(max(1, head.count - last + 1), last)
        if as_json:
            print_json({"head": str(head), "entries": [_entry_json(one) for one in entries]})
            return
        print_table(
            ("no.", "time", "who", "what", "to", "why"),
            [
                (
                    str(one.number),
                    one.time.isoformat(timespec="seconds"),
                    one.actor,
                    one.action.value,
                    one.object,
                    one.reason,
                )
                for one in entries
            ],
        )
        if len(entries) < head.count:
            stdout.print(f"{head.count - len(entries)} earlier entries (--last {head.count})")
        print_head(head)


@log_app.command()
def head(case: CasePath, *, as_json: AsJson = False) -> None:
    """Print the head of the log, to be kept on paper when work on a case ends."""
    with errors_for_people(), Case.open(case, read_only=True) as opened:
        now = opened.log.head()
    if as_json:
        print_json({"head": str(now), "count": now.count, "hash": now.hash})
    else:
        print_head(now)


@log_app.command()
def export(
    case: CasePath,
    out: Annotated[Path, typer.Argument(help="JSON Lines file to write.")],
    *,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Write the log as JSON Lines; resources/verify_log.py checks it without this program."""
    with errors_for_people(), Case.open(case, author=author(actor, reason, case)) as opened:
        with watched() as context:
            head = opened.log.export(out, context)
        if as_json:
            print_json({"path": str(out), "head": str(head)})
        else:
            stdout.print(on_one_line(f"{head.count} entries in {out}"))
            print_head(head)


@log_app.command()
def verify(
    case: CasePath,
    *,
    head: Annotated[
        str | None,
        typer.Option(help="Head that was printed earlier; tells whether the end was cut off."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check that no entry of the log was edited, taken out, put in or moved."""
    known = _head(head) if head else None
    with errors_for_people(), Case.open(case, read_only=True) as opened:
        faults = opened.log.verify(known)
        now = opened.log.head()
    if as_json:
        print_json(
            {
                "head": str(now),
                "compared_with": str(known) if known else None,
                "faults": [
                    {"number": one.number, "kind": one.kind, "text": one.text} for one in faults
                ],
            }
        )
    else:
        for fault in faults:
            stderr.print(on_one_line(f"Fault: {fault.text}"))
        if not faults:
            stdout.print(f"{now.count} entries, each as it was hashed and in its place")
            if known is None:
                stdout.print("Whether entries were cut off the end is told by --head alone.")
        print_head(now)
    if faults:
        if not as_json:
            stderr.print("Remedy: compare with an exported log or a backup of the case.")
        raise typer.Exit(EXIT_FAILED)


def print_head(head: LogHead) -> None:
    """The line to keep on paper."""
    stdout.print(f"Log head: {head}")


def _entry_json(entry: LogEntry) -> Json:
    return {
        "number": entry.number,
        **time_json("time", entry.time, OF_COMPUTER),
        "action": entry.action.value,
        "actor": entry.actor,
        "reason": entry.reason,
        "object": entry.object,
        "details": dict(entry.details),
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    }
