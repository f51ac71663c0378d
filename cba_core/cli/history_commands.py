"""`cba undo`, `cba redo`, `cba history`: edits, one after the other, across restarts."""

from typing import Annotated

import typer

from cba_core.case import Case
from cba_core.cli.case_commands import Actor, AsJson, CasePath, Reason, author
from cba_core.cli.console import errors_for_people, print_json, print_table, stdout
from cba_core.cli.decide_command import edit_json, print_edit
from cba_core.domain.edits import Revert


def undo(
    case: CasePath,
    *,
    edit: Annotated[
        int | None, typer.Option(min=1, help="This older edit alone, where nothing builds on it.")
    ] = None,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Take the last edit back, whoever made it; the history keeps it."""
    with errors_for_people(), Case.open(case, author=author(actor, reason, case)) as opened:
        if edit is None:
            print_edit(opened.review.undo(), as_json=as_json, how="Undone")
        else:
            print_edit(opened.review.apply(Revert(number=edit)), as_json=as_json, how="Reverted")


def redo(
    case: CasePath, *, actor: Actor = None, reason: Reason = "", as_json: AsJson = False
) -> None:
    """Do the edit again that was undone last."""
    with errors_for_people(), Case.open(case, author=author(actor, reason, case)) as opened:
        print_edit(opened.review.redo(), as_json=as_json, how="Done again")


def history(
    case: CasePath,
    *,
    last: Annotated[int, typer.Option(min=1, help="How many of the last edits.")] = 30,
    as_json: AsJson = False,
) -> None:
    """List the edits of a case, the newest first."""
    with errors_for_people(), Case.open(case, read_only=True) as opened:
        edits = opened.review.history(last)
    if as_json:
        print_json({"edits": [edit_json(one) for one in edits]})
    elif not edits:
        stdout.print("No edits.")
    else:
        print_table(
            ("no.", "time", "who", "what", "state"),
            [
                (
                    str(one.number),
                    one.time.isoformat(timespec="seconds"),
                    one.actor,
                    one.edit.title,
                    one.state.value,
                )
                for one in edits
            ],
        )
