"""`cba footage`: add, list, correct and find footage."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from cba_core.case import Case
from cba_core.cli.as_json import add_report_json, footage_json
from cba_core.cli.case_commands import Actor, AsJson, CasePath, Reason, author
from cba_core.cli.console import (
    EXIT_FAILED,
    duration,
    errors_for_people,
    on_one_line,
    print_json,
    print_table,
    stderr,
    stdout,
    watched,
)
from cba_core.cli.values import MODALITIES, MOST_FOOTAGE, moment, told_modality
from cba_core.domain.errors import NotInCaseError
from cba_core.domain.footage import Footage
from cba_core.domain.ids import FootageId
from cba_core.domain.time_stamps import TimeFaultCounts

footage_app = typer.Typer(no_args_is_help=True)

Modality = Annotated[str, typer.Option(help=f"One of {', '.join(MODALITIES)}.")]
Start = Annotated[
    str | None,
    typer.Option(help="Time of the first frame, ISO 8601; without offset, in the case's zone."),
]


@footage_app.command()
def add(
    case: CasePath,
    paths: Annotated[list[Path], typer.Argument(help="Files, and folders to search.")],
    *,
    camera: Annotated[
        str | None, typer.Option(help="Camera of all of them; else each file is its own.")
    ] = None,
    modality: Modality = "auto",
    start: Start = None,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Add footage; what cannot be read is listed with the reason. Nothing is written there."""
    told = told_modality(modality)
    with errors_for_people(), Case.open(case, author=author(actor, reason, case)) as opened:
        start_time = moment(start, opened.facts.time_zone) if start else None
        with watched() as context:
            report = opened.add_footage(
                paths, camera=camera, start_time=start_time, told_modality=told, context=context
            )
        if as_json:
            print_json(add_report_json(report, opened.clocks.times()))
        else:
            _print_footage(list(report.added))
            for duplicate in report.duplicates:
                known = f"{duplicate.path} (as {duplicate.footage.id})"
                stdout.print(on_one_line(f"In the case already: {known}"))
            stdout.print(f"{len(report.added)} added, {len(report.duplicates)} known already")
        for warning in report.warnings:
            stderr.print(on_one_line(f"Note: {warning.footage.path}: {warning.text}"))
        for rejected in report.rejected:
            stderr.print(on_one_line(f"Not read: {rejected.path}: {rejected.reason}"))
        if not (report.added or report.duplicates):
            if not report.rejected:
                places = ", ".join(str(path) for path in paths)
                stderr.print(on_one_line(f"Error: There is no footage in {places}"))
            stderr.print("Remedy: give video files, or folders that hold some.")
            raise typer.Exit(EXIT_FAILED)


@footage_app.command("list")
def list_footage(case: CasePath, *, as_json: AsJson = False) -> None:
    """List the footage of a case."""
    with errors_for_people(), Case.open(case, read_only=True) as opened:
        footage, stamps = opened.footage(), opened.clocks.time_fault_counts()
        if as_json:
            times = opened.clocks.times()
            print_json(
                {"footage": [footage_json(one, times, stamps.get(one.id)) for one in footage]}
            )
        else:
            _print_footage(footage, stamps)


@footage_app.command()
def show(
    case: CasePath,
    footage: Annotated[int, typer.Argument(min=1, max=MOST_FOOTAGE, help="Footage number.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Show every fact of one footage file."""
    with errors_for_people(), Case.open(case, read_only=True) as opened:
        number = FootageId(footage)
        found = next((one for one in opened.footage() if one.id == number), None)
        if found is None:
            raise NotInCaseError("footage", number, "cba footage list CASE")
        counts = opened.clocks.time_fault_counts().get(number)
        facts = footage_json(found, opened.clocks.times(), counts)
    if as_json:
        print_json(facts)
        return
    for name, fact in facts.items():
        told = gaps_text(counts) if name == "time_stamps" else fact
        stdout.print(on_one_line(f"{name.replace('_', ' ')}: {told}"))


@footage_app.command("set")
def set_facts(
    case: CasePath,
    footage: Annotated[list[int], typer.Argument(min=1, max=MOST_FOOTAGE, help="Footage numbers.")],
    *,
    camera: Annotated[str | None, typer.Option(help="Camera name.")] = None,
    modality: Annotated[
        str | None, typer.Option(help=f"One of {', '.join(MODALITIES)}; auto forgets a word.")
    ] = None,
    start: Start = None,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Correct camera, modality or start time of footage files."""
    if camera is None and modality is None and start is None:
        raise typer.BadParameter("say what to change: --camera, --modality or --start")
    with errors_for_people(), Case.open(case, author=author(actor, reason, case)) as opened:
        identifiers = [FootageId(number) for number in footage]
        opened.set_footage(
            identifiers,
            camera=camera,
            start_time=moment(start, opened.facts.time_zone) if start else None,
            told_modality=told_modality(modality) if modality else None,
            forget_told_modality=modality == "auto",
        )
        changed = [one for one in opened.footage() if one.id in identifiers]
        if as_json:
            times, stamps = opened.clocks.times(), opened.clocks.time_fault_counts()
            print_json(
                {"footage": [footage_json(one, times, stamps.get(one.id)) for one in changed]}
            )
        else:
            _print_footage(changed)
            if modality:
                stdout.print(
                    "Where this changes how people are sought, they are found anew by: "
                    f"{on_one_line(f'cba index {case}')}"
                )


@footage_app.command()
def find(
    case: CasePath,
    folder: Path,
    *,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Find moved footage again below a folder, by its content."""
    with errors_for_people(), Case.open(case, author=author(actor, reason, case)) as opened:
        with watched() as context:
            found, missing = opened.find_footage(folder, context=context)
        if as_json:
            times, stamps = opened.clocks.times(), opened.clocks.time_fault_counts()
            print_json(
                {
                    "found": [footage_json(one, times, stamps.get(one.id)) for one in found],
                    "missing": [footage_json(one, times, stamps.get(one.id)) for one in missing],
                }
            )
            return
        _print_footage(found)
        for one in missing:
            stderr.print(on_one_line(f"Still missing: {one.path}"))


def gaps_text(counts: TimeFaultCounts | None) -> str:
    """What the time stamps of a file tell, in a few words."""
    if counts is None:
        return "not read"
    told = [
        (counts.gaps, f"gaps, {counts.gap_s:.1f} s"),
        (counts.repeats, "repeats"),
        (counts.jumps_back, "jumps back"),
        (counts.without, "frames without a time"),
    ]
    return "; ".join(f"{count} {what}" for count, what in told if count) or "even"


def _print_footage(
    footage: list[Footage], stamps: Mapping[FootageId, TimeFaultCounts] | None = None
) -> None:
    if not footage:
        stdout.print("No footage.")
        return
    last = () if stamps is None else ("time stamps",)
    print_table(
        ("no.", "name", "camera", "modality", "codec", "size", "length", "start", "state", *last),
        [
            (
                str(one.id),
                one.name,
                one.camera,
                " and ".join(sorted(one.modalities)),
                one.facts.codec,
                f"{one.facts.width_px}x{one.facts.height_px}",
                "unknown" if one.facts.duration_s is None else duration(one.facts.duration_s),
                one.start_time.isoformat() if one.start_time else "not told",
                one.state + (f": {one.failure}" if one.failure else ""),
                *(() if stamps is None else (gaps_text(stamps.get(one.id)),)),
            )
            for one in footage
        ],
    )
