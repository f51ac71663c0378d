"""`cba decide`: a person's word on a candidate, or that nobody of a list is the one."""

from typing import Annotated

import typer

from cba_core.case import Case
from cba_core.cli.as_json import Json
from cba_core.cli.case_commands import Actor, AsJson, CasePath, Reason, author
from cba_core.cli.console import errors_for_people, on_one_line, print_json, stdout
from cba_core.cli.values import tracklet_id
from cba_core.domain.decisions import Because, QueryKey, Verdict, query_key
from cba_core.domain.edits import AppliedEdit, SetNobody, SetVerdict, edit_to_json
from cba_core.domain.time_facts import OF_COMPUTER, time_json

CLEAR = "clear"


def query_named(text: str) -> QueryKey:
    """`3-12`, or several by commas: `3-12,4-1`."""
    return query_key(tracklet_id(part.strip()) for part in text.split(","))


def decide(
    case: CasePath,
    query: Annotated[str, typer.Argument(help="Tracklet, or several joined by commas.")],
    candidate: Annotated[str | None, typer.Argument(help="Tracklet of its list.")] = None,
    verdict: Annotated[
        str | None, typer.Argument(help=f"One of {', '.join([*Verdict, CLEAR])}.")
    ] = None,
    *,
    nobody: Annotated[
        bool | None,
        typer.Option("--nobody/--somebody", help="Nobody of the list is the one, or take it back."),
    ] = None,
    because: Annotated[
        list[str] | None, typer.Option(help=f"What it rests on: {', '.join(Because)}.")
    ] = None,
    note: Annotated[str, typer.Option(help="A remark.")] = "",
    rank: Annotated[int | None, typer.Option(min=1, help="Its rank in the list shown.")] = None,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Say how far a candidate supports that it shows the query's person; a person decides.

    It can be undone: cba undo CASE.
    """
    asked = query_named(query)
    edit: SetVerdict | SetNobody
    if nobody is not None and candidate is None:
        edit = SetNobody(query=asked, is_nobody=nobody, note=note)
    elif nobody is None and candidate is not None and verdict is not None:
        edit = SetVerdict(
            query=asked,
            candidate=tracklet_id(candidate),
            verdict=verdict_of(verdict),
            because=because_of(because or []),
            note=note,
            rank_shown=rank,
        )
    else:
        raise typer.BadParameter("give a candidate and a verdict, or --nobody alone")
    with errors_for_people(), Case.open(case, author=author(actor, reason, case)) as opened:
        print_edit(opened.review.apply(edit), as_json=as_json)


def print_edit(applied: AppliedEdit | None, *, as_json: bool, how: str = "Done") -> None:
    """What became of an edit; None is told as nothing to do."""
    if as_json:
        print_json({"edit": None if applied is None else edit_json(applied)})
    elif applied is None:
        stdout.print("There was nothing to change.")
    else:
        stdout.print(on_one_line(f"{how}: edit {applied.number}, {applied.edit.title}"))


def edit_json(applied: AppliedEdit) -> Json:
    """An edit as it stands."""
    return {
        "number": applied.number,
        "title": applied.edit.title,
        "state": applied.state.value,
        "actor": applied.actor,
        **time_json("time", applied.time, OF_COMPUTER),
        "log": applied.log_number,
        "told": edit_to_json(applied.edit),
    }


def verdict_of(text: str) -> Verdict | None:
    """A step of the scale; `clear` is None."""
    if text == CLEAR:
        return None
    if text not in tuple(Verdict):
        raise typer.BadParameter(f"{text!r} is none of {', '.join([*Verdict, CLEAR])}")
    return Verdict(text)


def because_of(texts: list[str]) -> tuple[Because, ...]:
    """What a verdict rests on, each once."""
    for text in texts:
        if text not in tuple(Because):
            raise typer.BadParameter(f"{text!r} is none of {', '.join(Because)}")
    return tuple(Because(text) for text in dict.fromkeys(texts))
