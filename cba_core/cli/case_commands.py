"""`cba case`: make a case and show its facts."""

from pathlib import Path
from typing import Annotated

import typer

from cba_core.case import Case
from cba_core.cli.as_json import Json
from cba_core.cli.console import errors_for_people, on_one_line, print_json, stdout
from cba_core.cli.values import zone_name
from cba_core.domain.repositories import CaseFacts

case_app = typer.Typer(no_args_is_help=True)

# Whether it can be read is told by opening it, with what to do about it.
CasePath = Annotated[
    Path, typer.Argument(metavar="CASE", help="Folder NAME.duskcase.", readable=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


@case_app.command()
def create(
    case: CasePath,
    *,
    number: Annotated[str, typer.Option(help="Case number.")],
    examiner: Annotated[str, typer.Option(help="Who works on it.")],
    purpose: Annotated[str, typer.Option(help="Why people are searched for.")],
    timezone: Annotated[
        str, typer.Option(parser=zone_name, help="IANA zone, such as Europe/Madrid.")
    ],
    title: Annotated[str, typer.Option(help="A few words.")] = "",
    as_json: AsJson = False,
) -> None:
    """Make an empty case."""
    facts = CaseFacts(
        number=number, examiner=examiner, purpose=purpose, time_zone=timezone, title=title
    )
    with errors_for_people(), Case.create(case, facts) as made:
        if as_json:
            print_json(_case_json(made))
        else:
            stdout.print(on_one_line(f"Made {made.path}"))
            stdout.print(on_one_line(f"Next: cba footage add {made.path} FILE_OR_FOLDER..."))


@case_app.command()
def show(case: CasePath, *, as_json: AsJson = False) -> None:
    """Show the facts of a case and how far its index has come."""
    with errors_for_people(), Case.open(case, read_only=True) as opened:
        value = _case_json(opened)
        if as_json:
            print_json(value)
            return
        for key, fact in value.items():
            stdout.print(on_one_line(f"{key.replace('_', ' ')}: {fact}"))


def _case_json(case: Case) -> Json:
    state = case.index_state()
    created = case.facts.created
    return {
        "case": str(case.path),
        "number": case.facts.number,
        "title": case.facts.title,
        "examiner": case.facts.examiner,
        "purpose": case.facts.purpose,
        "timezone": case.facts.time_zone,
        "created": created.isoformat() if created else None,
        "footage": state.footage_total,
        "footage_indexed": state.footage_indexed,
        "footage_failed": state.footage_failed,
        "footage_missing": state.footage_missing,
        "tracklets_visible": state.tracklets_visible,
        "tracklets_infrared": state.tracklets_infrared,
        "model": state.model_id,
        "tracklets_without_vector": state.tracklets_without_vector,
    }
