"""`cba verify`: whether a case and its evidence are what they were."""

from typing import Annotated

import typer

from cba_core.cli.as_json import Json
from cba_core.cli.case_commands import Actor, AsJson, CasePath, Reason, author, opened_to_ask
from cba_core.cli.console import (
    EXIT_FAILED,
    errors_for_people,
    on_one_line,
    print_json,
    stderr,
    stdout,
    watched,
)
from cba_core.domain.integrity import CasePart, IntegrityFault, IntegrityReport


def verify(
    case: CasePath,
    *,
    quick: Annotated[
        bool, typer.Option("--quick", help="Read no content of footage; minutes become seconds.")
    ] = False,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Check evidence, database, log, crops, index, exhibits and backups of a case."""
    with errors_for_people(), opened_to_ask(case, author(actor, reason, case)) as opened:
        with watched() as context:
            report = opened.integrity.verify(opened.model_id(), is_quick=quick, context=context)
        head = str(opened.log.head())
    if as_json:
        print_json(_report_json(report, head))
    else:
        _print(report, head)
    if report.faults:
        raise typer.Exit(EXIT_FAILED)


def _print(report: IntegrityReport, head: str) -> None:
    for fault in report.faults:
        _print_fault("Fault", fault, stderr.print)
    for note in report.notes:
        _print_fault("Note", note, stdout.print)
    told = ", ".join(f"{part.value} {count}" for part, count in report.looked_at.items())
    stdout.print(f"Looked at: {told}")
    stdout.print(f"Journal of the database: {report.journal}")
    if report.is_quick:
        stdout.print("The content of the footage was not read (--quick).")
    if report.last_good_backup is not None:
        stdout.print(f"Last good backup: {report.last_good_backup}")
    if not report.faults:
        stdout.print("Nothing is damaged.")
    stdout.print(f"Log head: {head}")


def _print_fault(kind: str, fault: IntegrityFault, show: object) -> None:
    lines = (
        f"{kind}: {fault.part.value}: {fault.object}: {fault.text}",
        f"  Still possible: {fault.still}",
        f"  Remedy: {fault.remedy}",
    )
    if callable(show):
        for line in lines:
            show(on_one_line(line))


def _report_json(report: IntegrityReport, head: str) -> Json:
    return {
        "quick": report.is_quick,
        "looked_at": {part.value: report.looked_at.get(part, 0) for part in CasePart},
        "faults": [_fault_json(one) for one in report.faults],
        "notes": [_fault_json(one) for one in report.notes],
        "journal": report.journal,
        "last_good_backup": report.last_good_backup,
        "head": head,
    }


def _fault_json(fault: IntegrityFault) -> Json:
    return {
        "part": fault.part.value,
        "object": fault.object,
        "text": fault.text,
        "still": fault.still,
        "remedy": fault.remedy,
    }
