"""`cba case backups` and `cba case restore`."""

from typing import Annotated

import typer

from cba_core.case import Case
from cba_core.cli.as_json import Json
from cba_core.cli.case_commands import Actor, AsJson, CasePath, Reason, author
from cba_core.cli.console import (
    errors_for_people,
    on_one_line,
    print_json,
    print_table,
    stdout,
)
from cba_core.domain.case_log import LogAuthor
from cba_core.domain.integrity import BackupFacts
from cba_core.domain.time_facts import OF_COMPUTER, time_json
from cba_core.pipelines.case_backups import backups_of, restore_backup
from cba_core.store.case_folder import case_path


def backups(
    case: CasePath,
    *,
    now: Annotated[bool, typer.Option("--now", help="Make one first.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the backups of a case's database, newest first; each is looked through."""
    with errors_for_people():
        if now:
            with Case.open(case) as opened:
                opened.integrity.back_up()
        found = backups_of(case_path(case))
    if as_json:
        print_json({"backups": [_backup_json(one) for one in found]})
        return
    print_table(
        ("name", "made", "why", "bytes", "state"),
        [
            (
                one.name,
                one.made.isoformat(timespec="seconds"),
                one.why,
                str(one.size_bytes),
                one.faults[0] if one.faults else "sound",
            )
            for one in found
        ],
    )
    if found:
        stdout.print("Restore one: cba case restore CASE NAME")


def restore(
    case: CasePath,
    backup: Annotated[str, typer.Argument(help="Name, as `cba case backups` lists it.")],
    *,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Put a backup in the place of the database; the present one is kept aside."""
    with errors_for_people():
        report = restore_backup(case_path(case), backup, _who(actor, reason, case))
    value = {
        "backup": report.backup,
        "replaced": None if report.replaced is None else str(report.replaced),
        "head_before": report.head_before,
        "head": report.head,
    }
    if as_json:
        print_json(value)
        return
    stdout.print(on_one_line(f"{report.backup} is the database of the case now."))
    if report.replaced is not None:
        stdout.print(on_one_line(f"The former one is {report.replaced}"))
    stdout.print(f"Log head: {report.head}")


def _who(actor: str | None, reason: str, case: CasePath) -> LogAuthor | None:
    """A damaged case cannot be asked for its examiner: then whoever restores is to be named."""
    if reason and actor is None:
        raise typer.BadParameter("--reason needs --actor here: the case may be unreadable")
    return author(actor, reason, case)


def _backup_json(backup: BackupFacts) -> Json:
    return {
        "name": backup.name,
        "path": str(backup.path),
        **time_json("made", backup.made, OF_COMPUTER),
        "why": backup.why,
        "size_bytes": backup.size_bytes,
        "faults": list(backup.faults),
    }
