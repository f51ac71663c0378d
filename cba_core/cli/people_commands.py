"""`cba people`: tracklets taken for one person; findings of a person, not identifications."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from cba_core.case import Case
from cba_core.cli.case_commands import Actor, AsJson, CasePath, Reason, author
from cba_core.cli.console import errors_for_people, on_one_line, print_json, print_table, stdout
from cba_core.cli.decide_command import print_edit
from cba_core.cli.values import tracklet_id
from cba_core.domain.case_log import LogAuthor
from cba_core.domain.edits import (
    AddToPerson,
    CreatePerson,
    Edit,
    MergePeople,
    RemoveFromPerson,
    RemovePerson,
    RenamePerson,
    SplitPerson,
)
from cba_core.domain.ids import TrackletId, tracklet_label
from cba_core.pipelines.route_facts import route_json

people_app = typer.Typer(no_args_is_help=True)

Number = Annotated[int, typer.Argument(min=1, help="Number of the person, see: cba people list.")]
Tracklets = Annotated[list[str], typer.Argument(help="Tracklets, such as 3-12.")]
Name = Annotated[str, typer.Argument(help="What to call the person, such as A.")]


@people_app.command("list")
def list_people(case: CasePath, *, as_json: AsJson = False) -> None:
    """List the people of a case and their tracklets."""
    with errors_for_people(), Case.open(case, read_only=True) as opened:
        people = opened.review.people()
        gone = {one.number: opened.review.gone(one.tracklets) for one in people}
    if as_json:
        print_json(
            {
                "people": [
                    {
                        "number": one.number,
                        "name": one.name,
                        "tracklets": list(one.tracklets),
                        "gone": gone[one.number],
                    }
                    for one in people
                ]
            }
        )
    elif not people:
        stdout.print("No people.")
    else:
        print_table(
            ("no.", "name", "tracklets", "no more in the case"),
            [
                (str(one.number), one.name, _labels(one.tracklets), _labels(gone[one.number]))
                for one in people
            ],
        )


@people_app.command()
def create(
    case: CasePath,
    name: Name,
    tracklets: Annotated[list[str] | None, typer.Argument(help="Tracklets, such as 3-12.")] = None,
    *,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Take tracklets for one person."""
    edit = CreatePerson(name=name, tracklets=_ids(tracklets or []))
    _apply(case, edit, author(actor, reason, case), as_json=as_json)


@people_app.command()
def rename(
    case: CasePath,
    person: Number,
    name: Name,
    *,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Give a person another name."""
    edit = RenamePerson(person=person, name=name)
    _apply(case, edit, author(actor, reason, case), as_json=as_json)


@people_app.command()
def add(
    case: CasePath,
    person: Number,
    tracklets: Tracklets,
    *,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Take more tracklets for a person's."""
    edit = AddToPerson(person=person, tracklets=_ids(tracklets))
    _apply(case, edit, author(actor, reason, case), as_json=as_json)


@people_app.command()
def remove(
    case: CasePath,
    person: Number,
    tracklets: Tracklets,
    *,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Take tracklets away from a person; only these."""
    edit = RemoveFromPerson(person=person, tracklets=_ids(tracklets))
    _apply(case, edit, author(actor, reason, case), as_json=as_json)


@people_app.command()
def merge(
    case: CasePath,
    into: Number,
    others: Annotated[list[int], typer.Argument(min=1, help="Numbers of the people to take in.")],
    *,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Take several people for one; cba undo --edit N takes that back at any time."""
    edit = MergePeople(into=into, others=tuple(others))
    _apply(case, edit, author(actor, reason, case), as_json=as_json)


@people_app.command()
def split(
    case: CasePath,
    person: Number,
    name: Name,
    tracklets: Tracklets,
    *,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Make a person of some of another's tracklets."""
    edit = SplitPerson(person=person, name=name, tracklets=_ids(tracklets))
    _apply(case, edit, author(actor, reason, case), as_json=as_json)


@people_app.command()
def delete(
    case: CasePath,
    person: Number,
    *,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Take a person apart; the tracklets stay in the case, and the history keeps it."""
    _apply(case, RemovePerson(person=person), author(actor, reason, case), as_json=as_json)


@people_app.command()
def route(case: CasePath, person: Number, *, as_json: AsJson = False) -> None:
    """Show where a person was seen, in the order of time, and what of it cannot be."""
    with errors_for_people(), Case.open(case, read_only=True) as opened:
        found = opened.plan.route(person)
    told = route_json(found)
    if as_json:
        print_json({"person": found.number, "name": found.name, **told})
        return
    print_table(
        ("stop", "tracklet", "camera", "from", "to", "time"),
        [
            (str(number), one["tracklet"], one["camera"], one["start"], one["end"],
             one["start_basis"])
            for number, one in enumerate(told["stops"], 1)
        ],
    )  # fmt: skip
    for flag in told["flags"]:
        stdout.print(on_one_line(flag))
    if not told["flags"]:
        stdout.print("Nothing speaks against this route.")


def _apply(case: Path, edit: Edit, who: LogAuthor | None, *, as_json: bool) -> None:
    with errors_for_people(), Case.open(case, author=who) as opened:
        print_edit(opened.review.apply(edit), as_json=as_json)


def _ids(texts: Iterable[str]) -> tuple[TrackletId, ...]:
    return tuple(tracklet_id(text) for text in texts)


def _labels(tracklets: Iterable[TrackletId]) -> str:
    return " ".join(tracklet_label(one) for one in tracklets)
