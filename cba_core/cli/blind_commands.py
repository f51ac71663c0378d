"""`cba blind`: a second reading without sight of the first, and how far the readers agree."""

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
from cba_core.cli.decide_command import CLEAR, because_of, print_edit, query_named, verdict_of
from cba_core.domain.blind_reading import (
    BlindProgress,
    BlindQuestion,
    BlindResult,
    BlindSubject,
)
from cba_core.domain.decisions import Because, Verdict
from cba_core.domain.ids import tracklet_label
from cba_core.pipelines.blind_review import MOST_SEED
from cba_core.pipelines.report_second_reading import second_reading_facts

blind_app = typer.Typer(no_args_is_help=True)

SetNumber = Annotated[int, typer.Argument(metavar="SET", min=1, help="Number of the blind set.")]


@blind_app.command()
def make(
    case: CasePath,
    query: Annotated[str, typer.Argument(help="Tracklet, or several joined by commas.")],
    *,
    non_members: Annotated[
        int | None,
        typer.Option(min=0, help="Known non-members at most; else as many as were decided on."),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(min=0, max=MOST_SEED, help="Members and order follow; else a new one."),
    ] = None,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Put the decided candidates of a query up for a second reader, among known non-members."""
    asked = query_named(query)
    with errors_for_people(), Case.open(case, author=author(actor, reason, case)) as opened:
        made = opened.review.blind.make(asked, non_members=non_members, seed=seed)
    if as_json:
        print_json(_progress_json(made))
    else:
        stdout.print(f"Blind set {made.number}: {made.places} candidates to read")
        stdout.print(f"Next, by another person: cba blind next CASE {made.number} --actor NAME")


@blind_app.command("list")
def list_sets(case: CasePath, *, as_json: AsJson = False) -> None:
    """List the blind sets of a case and how far each has been read; nothing of what was said."""
    with errors_for_people(), Case.open(case, read_only=True) as opened:
        sets = opened.review.blind.sets()
    if as_json:
        print_json({"sets": [_progress_json(one) for one in sets]})
    elif not sets:
        stdout.print("No blind sets.")
    else:
        print_table(
            ("set", "query", "made by", "read by", "read", "of", "state"),
            [
                (
                    str(one.number),
                    ", ".join(tracklet_label(each) for each in one.query),
                    one.maker,
                    one.reader or "",
                    str(one.read),
                    str(one.places),
                    "finished" if one.is_finished else "to be read",
                )
                for one in sets
            ],
        )


@blind_app.command("next")
def next_place(
    case: CasePath,
    number: SetNumber,
    *,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Show the next place to read: pictures alone, no score, rank, name or first verdict."""
    with (
        errors_for_people(),
        Case.open(case, read_only=True, author=author(actor, reason, case)) as opened,
    ):
        question = opened.review.blind.next(number)
    if as_json:
        print_json({"question": None if question is None else _question_json(question)})
    elif question is None:
        stdout.print("Everything is read.")
        stdout.print(f"Next: cba blind result CASE {number}")
    else:
        stdout.print(f"Place {question.place}; the set has {question.places}")
        for name, subjects in (("Query", question.query), ("Candidate", (question.candidate,))):
            for one in subjects:
                stdout.print(f"{name} {one.label}")
                for picture in one.pictures:
                    stdout.print(on_one_line(f"  {picture}"))
        stdout.print(f"Then: cba blind decide CASE {number} {question.place} VERDICT --actor NAME")


@blind_app.command()
def decide(
    case: CasePath,
    number: SetNumber,
    place: Annotated[int, typer.Argument(min=1, help="Place within the set.")],
    verdict: Annotated[str, typer.Argument(help=f"One of {', '.join([*Verdict, CLEAR])}.")],
    *,
    because: Annotated[
        list[str] | None, typer.Option(help=f"What it rests on: {', '.join(Because)}.")
    ] = None,
    note: Annotated[str, typer.Option(help="A remark.")] = "",
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Say how far a place supports that it shows the query's person; cba undo takes it back."""
    told, why = verdict_of(verdict), because_of(because or [])
    with errors_for_people(), Case.open(case, author=author(actor, reason, case)) as opened:
        applied = opened.review.blind.decide(number, place, told, because=why, note=note)
        print_edit(applied, as_json=as_json)


@blind_app.command()
def result(case: CasePath, number: SetNumber, *, as_json: AsJson = False) -> None:
    """Tell how far the two readers agree; only once the set is finished."""
    with errors_for_people(), Case.open(case, read_only=True) as opened:
        found = opened.review.blind.result(number)
    if as_json:
        print_json(second_reading_facts(found))
    else:
        _print_result(found)


def _print_result(found: BlindResult) -> None:
    agreement = found.agreement
    first = ", ".join(found.blind_set.first_readers)
    stdout.print(on_one_line(f"First: {first}. Second: {found.blind_set.second_reader}."))
    kappa = "not defined" if agreement.kappa is None else f"{agreement.kappa:.2f}"
    stdout.print(
        f"{agreement.agreed} of {agreement.pairs} candidates were given the same verdict; "
        f"Cohen's kappa {kappa}"
    )
    print_table(
        ("first", "second", "candidates"),
        [(one.value, other.value, str(count)) for (one, other), count in agreement.counts.items()],
    )
    told = ", ".join(f"{verdict.value} {count}" for verdict, count in found.non_members.items())
    count = sum(found.non_members.values())
    stdout.print(f"Known non-members: {count}" + (f", of them {told}" if told else ""))
    if found.unlike:
        stdout.print(f"{found.unlike} of them are of another kind of camera, which shows")
    if found.gone:
        stdout.print(f"{found.gone} candidates are no more in the case and were not read")


def _progress_json(one: BlindProgress) -> Json:
    return {
        "set": one.number,
        "query": [tracklet_label(each) for each in one.query],
        "made_by": one.maker,
        "second_reader": one.reader,
        "read": one.read,
        "places": one.places,
        "finished": one.is_finished,
    }


def _question_json(question: BlindQuestion) -> Json:
    return {
        "set": question.number,
        "place": question.place,
        "places": question.places,
        "query": [_subject_json(one) for one in question.query],
        "candidate": _subject_json(question.candidate),
    }


def _subject_json(one: BlindSubject) -> Json:
    return {
        "tracklet": one.id,
        "label": one.label,
        "pictures": [str(path) for path in one.pictures],
    }
