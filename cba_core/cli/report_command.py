"""`cba report`: write a report of a case, and make its lists again to compare."""

from pathlib import Path
from typing import Annotated

import typer

from cba_core.case import Case
from cba_core.cli.case_commands import Actor, AsJson, CasePath, Reason, author
from cba_core.cli.console import (
    EXIT_FAILED,
    errors_for_people,
    on_one_line,
    print_json,
    stderr,
    stdout,
    watched,
)
from cba_core.domain.case_report import ReportWishes
from cba_core.domain.ids import TrackletId, tracklet_label

report_app = typer.Typer(no_args_is_help=True)


@report_app.command()
def make(
    case: CasePath,
    out: Annotated[Path, typer.Argument(help="Folder to make.")],
    *,
    title: Annotated[str, typer.Option(help="Of the report; else the case's.")] = "",
    proposition: Annotated[
        list[str] | None, typer.Option(help="One of two or more that compete; repeat it.")
    ] = None,
    leave_out: Annotated[
        list[str] | None,
        typer.Option(help="Exhibit such as E0003 that is told of and not copied; repeat it."),
    ] = None,
    with_log: Annotated[
        bool, typer.Option("--with-log", help="Put the whole log into the JSON, for disclosure.")
    ] = False,
    with_self_test: Annotated[
        bool,
        typer.Option("--self-test", help="Run the self-test first, so that its result is in it."),
    ] = False,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Write report.json, report.pdf and report.html with pictures, exhibits and a manifest."""
    if with_self_test:
        from cba_core.cli.self_test_command import run_for_report

        with errors_for_people():
            run_for_report()
    with errors_for_people(), Case.open(case, author=author(actor, reason, case)) as opened:
        with watched() as context:
            wishes = ReportWishes(
                title=title,
                propositions=tuple(proposition or ()),
                leave_out=tuple(leave_out or ()),
                with_log=with_log,
            )
            made = opened.reports.make(out, wishes, context=context)
        if as_json:
            print_json(
                {"folder": str(made.folder), "report_sha256": made.json_sha256, "head": made.head}
            )
        else:
            from cba_core.pipelines.report import read_report
            from cba_core.reporting.program_sentences import self_test_texts

            stdout.print(on_one_line(f"Report in {made.folder}"))
            stdout.print(f"SHA-256 of report.json: {made.json_sha256}")
            stdout.print(f"Log head in it: {made.head}")
            for text in self_test_texts(read_report(made.folder / "report.json")["self_test"]):
                stdout.print(on_one_line(text))


@report_app.command()
def verify(
    case: CasePath,
    report: Annotated[Path, typer.Argument(help="The report.json.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Make every list of a report again and compare it rank by rank."""
    with errors_for_people(), Case.open(case, read_only=True) as opened:
        check = opened.reports.differences(report)
    found, lists = check.differences, check.lists
    if as_json:
        print_json(
            {
                "lists": lists,
                "differences": [
                    {
                        "query": one.query,
                        "rank": one.rank,
                        "expected": one.expected,
                        "found": one.found,
                    }
                    for one in found
                ],
            }
        )
    else:
        for one in found[:20]:
            expected, got = (
                "nobody" if each is None else tracklet_label(TrackletId(each))
                for each in (one.expected, one.found)
            )
            text = f"Query {one.query}, rank {one.rank}: {expected} in the report, {got} now"
            stderr.print(on_one_line(text))
        if not found:
            stdout.print(f"{lists} lists made again, the same rank by rank")
    if found:
        if not as_json:
            stderr.print("Remedy: use the model and settings that the report names.")
        raise typer.Exit(EXIT_FAILED)
