"""`cba case`: make a case and show its facts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from cba_core.case import Case
from cba_core.cli.as_json import Json
from cba_core.cli.console import errors_for_people, on_one_line, print_json, stderr, stdout
from cba_core.cli.values import zone_name
from cba_core.domain.case_log import LogAuthor
from cba_core.domain.errors import CaseBusyError, CaseReadOnlyError
from cba_core.domain.repositories import CaseFacts
from cba_core.domain.time_facts import OF_COMPUTER, time_json

case_app = typer.Typer(no_args_is_help=True)

_ASKING_WAITS_S = 5.0

# Whether it can be read is told by opening it, with what to do about it.
CasePath = Annotated[
    Path, typer.Argument(metavar="CASE", help="Folder NAME.duskcase.", readable=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Actor = Annotated[str | None, typer.Option(help="Who does this; else the case's examiner. Logged.")]
Reason = Annotated[str, typer.Option(help="Why; logged.")]


def author(actor: str | None, reason: str, case: Path) -> LogAuthor | None:
    """Who acts, for the log; None where nobody was named and nothing was said.

    Raises:
        typer.BadParameter: the name is blank.
    """
    if actor is not None and not actor.strip():
        raise typer.BadParameter("--actor needs a name")
    if actor is None and not reason:
        return None
    return LogAuthor(actor if actor is not None else examiner_of(case), reason)


def examiner_of(case: Path) -> str:
    """The examiner of a case, read without a trace."""
    with errors_for_people(), Case.open(case, read_only=True) as opened:
        return opened.log.author.name


@contextmanager
def opened_to_ask(case: Path, who: LogAuthor | None) -> Iterator[Case]:
    """A case for a question that is to be logged; read only, and said so, where it cannot be."""
    try:
        opened = Case.open(case, author=who, busy_timeout_s=_ASKING_WAITS_S)
    except (CaseReadOnlyError, CaseBusyError) as error:
        stderr.print(on_one_line(f"Note: this is not logged in the case: {error}"))
        opened = Case.open(case, read_only=True, author=who)
    with opened:
        yield opened


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
    return {
        "case": str(case.path),
        "number": case.facts.number,
        "title": case.facts.title,
        "examiner": case.facts.examiner,
        "purpose": case.facts.purpose,
        "timezone": case.facts.time_zone,
        **time_json("created", case.facts.created, OF_COMPUTER),
        "footage": state.footage_total,
        "footage_indexed": state.footage_indexed,
        "footage_failed": state.footage_failed,
        "footage_missing": state.footage_missing,
        "tracklets_visible": state.tracklets_visible,
        "tracklets_infrared": state.tracklets_infrared,
        "model": state.model_id,
        "tracklets_without_vector": state.tracklets_without_vector,
        "journal": case.integrity.journal_mode,
        "damage": None if case.integrity.damage is None else case.integrity.damage.what,
    }
