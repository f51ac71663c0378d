"""`cba clock`: what recorders showed, how far they were out, and what time it really was."""

import math
from datetime import UTC, datetime
from pathlib import Path
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
    watched,
)
from cba_core.cli.decide_command import print_edit
from cba_core.cli.values import MOST_FOOTAGE, moment
from cba_core.domain.clocks import (
    ClockFacts,
    Comparison,
    Fold,
    FootageClock,
    drift_between,
    sentence,
    zone_of,
)
from cba_core.domain.errors import CbaError, NotInCaseError
from cba_core.domain.footage import Footage
from cba_core.domain.ids import FootageId
from cba_core.domain.time_facts import OF_COMPUTER, SourceTime, TimeBasis, TimeFacts, time_json
from cba_core.domain.time_stamps import TimeStamps
from cba_core.pipelines.clocks import CaseClocks

clock_app = typer.Typer(no_args_is_help=True)

_US = 1_000_000

Numbers = Annotated[
    list[int] | None, typer.Argument(min=1, max=MOST_FOOTAGE, help="Footage numbers.")
]
Camera = Annotated[str | None, typer.Option(help="All files of this camera.")]
Folder = Annotated[Path | None, typer.Option(help="All files below this folder.")]
OfRecorder = Annotated[str | None, typer.Option(help="All files told to be of this recorder.")]
Reading = Annotated[str | None, typer.Option(help="As the recorder shows it, without a zone.")]
TrueTime = Annotated[str | None, typer.Option(help="What it was; without offset, in the zone.")]


def _reading(text: str) -> datetime:
    try:
        told = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no time such as 2026-03-01 18:00:00") from error
    if told.tzinfo is not None:
        raise typer.BadParameter(f"{text!r}: a recorder shows no zone; give it with --zone")
    return told


@clock_app.command()
def show(case: CasePath, *, as_json: AsJson = False) -> None:
    """Show the four time facts of every file: recorder time, offset, zone, corrected time."""
    with errors_for_people(), Case.open(case, read_only=True) as opened:
        sources = opened.clocks.all()
    if as_json:
        print_json({"footage": [_source_json(one) for one in sources]})
        return
    print_table(
        ("no.", "name", "camera", "recorder shows", "corrected UTC", "clock", "who"),
        [
            (
                str(one.footage.id),
                one.footage.name,
                one.footage.camera,
                _shown(one),
                _corrected(one),
                "not told" if one.clock is None else sentence(one.clock.facts),
                "" if one.clock is None else one.clock.actor,
            )
            for one in sources
        ],
    )


@clock_app.command("set")
def set_clock(
    case: CasePath,
    footage: Numbers = None,
    *,
    camera: Camera = None,
    folder: Folder = None,
    of_recorder: OfRecorder = None,
    zone: Annotated[
        str, typer.Option(help="Of the recorder: IANA name, or UTC+01:00 where it never switches.")
    ],
    recorder_time: Reading = None,
    true_time: TrueTime = None,
    second_recorder_time: Reading = None,
    second_true_time: TrueTime = None,
    drift_seconds_per_day: Annotated[
        float | None, typer.Option(help="How far it falls behind each day; negative: it gains.")
    ] = None,
    fold: Annotated[
        Fold | None, typer.Option(help="Which is meant where clocks put back show a time twice.")
    ] = None,
    recorder_start: Annotated[
        str | None, typer.Option(help="What the recorder shows at the first frame; of one file.")
    ] = None,
    recorder: Annotated[
        str | None, typer.Option(help="The recorder's name; else the one it had.")
    ] = None,
    evidence: Annotated[str, typer.Option(help="Who compared the clocks, and how.")] = "",
    photo: Annotated[Path | None, typer.Option(help="Photograph of the comparison.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be.")] = False,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Tell a recorder's clock for files, a folder, a camera or a recorder; cba undo takes it back.

    Without a comparison the clock is taken as right, and said not to be compared.
    """
    if (recorder_time is None) != (true_time is None):
        raise typer.BadParameter("give --recorder-time and --true-time together")
    if (second_recorder_time is None) != (second_true_time is None):
        raise typer.BadParameter("give --second-recorder-time and --second-true-time together")
    if recorder_time is None and (second_true_time or drift_seconds_per_day is not None):
        raise typer.BadParameter("drift needs a first comparison: --recorder-time, --true-time")
    if second_true_time is not None and drift_seconds_per_day is not None:
        raise typer.BadParameter("give a drift or a second comparison that tells it, not both")
    if drift_seconds_per_day is not None and not math.isfinite(drift_seconds_per_day):
        raise typer.BadParameter("a drift is a number of seconds")
    with errors_for_people(), Case.open(case, author=author(actor, reason, case)) as opened:
        chosen = _chosen(opened, footage, camera, folder, of_recorder)
        first = _comparison(recorder_time, true_time, zone)
        name = _recorder_name(opened, chosen, recorder, is_compared=first is not None)
        second = _comparison(second_recorder_time, second_true_time, zone)
        drift = round((drift_seconds_per_day or 0.0) * _US)
        if first is not None and second is not None:
            drift = drift_between(first, second, zone, fold)
        facts = ClockFacts(
            zone=zone,
            comparison=first,
            drift_us_per_day=drift,
            fold=fold,
            recorder=name,
            evidence=evidence,
        )
        facts = facts if photo is None else CaseClocks.with_photo(facts, photo)
        start = None if recorder_start is None else _reading(recorder_start)
        if start is not None and len(chosen) > 1:
            raise typer.BadParameter("--recorder-start is of one file")
        if dry_run:
            _print_planned(opened, chosen, facts, start, as_json=as_json)
            return
        applied = opened.clocks.set(chosen, facts, start)
        if not as_json:
            stdout.print(on_one_line(sentence(facts)[:1].upper() + sentence(facts)[1:] + "."))
        print_edit(applied, as_json=as_json)


@clock_app.command()
def clear(
    case: CasePath,
    footage: Numbers = None,
    *,
    camera: Camera = None,
    folder: Folder = None,
    of_recorder: OfRecorder = None,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Forget what was told of the clock; the start stays as it is, as a told one."""
    with errors_for_people(), Case.open(case, author=author(actor, reason, case)) as opened:
        chosen = _chosen(opened, footage, camera, folder, of_recorder)
        print_edit(opened.clocks.forget(chosen), as_json=as_json)


@clock_app.command()
def gaps(
    case: CasePath,
    footage: Numbers = None,
    *,
    as_json: AsJson = False,
) -> None:
    """List gaps, repeats and backward jumps among the time stamps of recordings."""
    with errors_for_people(), Case.open(case, read_only=True) as opened:
        every = {one.id: one for one in opened.footage()}
        for number in footage or []:
            if number not in every:
                raise NotInCaseError("footage", number, "cba footage list CASE")
        chosen = [one for one in every.values() if not footage or one.id in footage]
        found: list[tuple[Footage, TimeStamps | None, str | None]] = []
        with watched() as context:
            for one in chosen:
                try:
                    found.append((one, opened.clocks.time_stamps(one.id, context), None))
                except CbaError as error:
                    found.append((one, None, error.what))
    if as_json:
        print_json({"footage": [_gaps_json(one, stamps, why) for one, stamps, why in found]})
        return
    for one, stamps, why in found:
        name = on_one_line(f"{one.id} ({one.name})")
        if stamps is None:
            stdout.print(f"{name}: not read: {why}")
        elif not stamps.faults:
            stdout.print(f"{name}: {stamps.frames} frames, no gap, repeat or jump")
        else:
            step = f"{stamps.usual_step_s:.4f}" if stamps.usual_step_s else "?"
            gap = f"{stamps.gap_from_s:.3f}" if stamps.gap_from_s else "?"
            stdout.print(
                f"{name}: {stamps.frames} frames {step} s apart as a rule; a gap is {gap} s or more"
            )
            print_table(
                ("kind", "frame", "time stamp", "at s", "seconds"),
                [
                    (
                        fault.kind.value,
                        str(fault.frame),
                        "" if fault.pts is None else str(fault.pts),
                        "" if fault.at_s is None else f"{fault.at_s:.3f}",
                        f"{fault.size_s:.3f}",
                    )
                    for fault in stamps.faults
                ],
            )


def _recorder_name(
    case: Case, chosen: list[FootageId], told: str | None, *, is_compared: bool
) -> str:
    """The name that was told, or the one that these files have in common.

    Raises:
        CbaError: a comparison of theirs would be lost without a word, or names differ.
    """
    told_of = (one.clock for one in case.clocks.all() if one.footage.id in chosen)
    clocks = [clock.facts for clock in told_of if clock is not None]
    if not is_compared and any(facts.comparison is not None for facts in clocks):
        raise CbaError(
            "These clocks were compared before, and no comparison is given",
            "Give it again with --recorder-time and --true-time, or forget it: cba clock clear",
        )
    names = {facts.recorder for facts in clocks if facts.recorder}
    if told is None and len(names) > 1:
        raise CbaError(
            f"These files are of several recorders: {', '.join(sorted(names))}",
            "Set each recorder's clock by itself, or name one with --recorder.",
        )
    return told if told is not None else next(iter(names), "")


def _comparison(recorder: str | None, true: str | None, zone: str) -> Comparison | None:
    if recorder is None or true is None:
        return None
    zone_of(zone)  # says what a zone is; `moment` would speak of the case's
    return Comparison(recorder=_reading(recorder), true=moment(true, zone))


def _chosen(
    case: Case,
    numbers: list[int] | None,
    camera: str | None,
    folder: Path | None,
    recorder: str | None,
) -> list[FootageId]:
    """The files that were named; each way of naming adds to the others."""
    if not numbers and camera is None and folder is None and recorder is None:
        raise typer.BadParameter("say which files: numbers, --camera, --folder or --of-recorder")
    place = None if folder is None else folder.absolute()
    chosen = [FootageId(number) for number in numbers or []]
    for one in case.clocks.all():
        told = "" if one.clock is None else one.clock.facts.recorder
        if (
            (camera is not None and one.footage.camera == camera)
            or (place is not None and one.footage.path.is_relative_to(place))
            or (recorder is not None and told == recorder)
        ):
            chosen.append(one.footage.id)
    if not chosen:
        raise CbaError("No footage is meant by that", "See what the case has: cba footage list")
    return list(dict.fromkeys(chosen))


def _print_planned(
    case: Case,
    chosen: list[FootageId],
    facts: ClockFacts,
    start: datetime | None,
    *,
    as_json: bool,
) -> None:
    planned = case.clocks.planned(chosen, facts, start)
    if as_json:
        basis = TimeBasis.TOLD if facts.comparison is None else TimeBasis.CORRECTED
        print_json(
            {
                "sentence": sentence(facts),
                "planned": [
                    {
                        "footage": number,
                        "recorder_start": reading.isoformat(),
                        **time_json("corrected_start", corrected, _in_utc(basis)),
                    }
                    for number, reading, corrected in planned
                ],
            }
        )
        return
    stdout.print(on_one_line(sentence(facts)))
    print_table(
        ("no.", "recorder shows", "corrected UTC"),
        [
            (str(number), reading.isoformat(" "), corrected.isoformat(" "))
            for number, reading, corrected in planned
        ],
    )


def _shown(source: SourceTime) -> str:
    if source.clock is not None:
        return source.clock.recorder_start.isoformat(" ")
    start = source.footage.start_time
    return "not told" if start is None else f"{start.replace(tzinfo=None).isoformat(' ')}, as told"


def _corrected(source: SourceTime) -> str:
    if source.basis == "corrected" and source.clock is not None:
        return source.clock.corrected_start.isoformat(" ")
    start = source.footage.start_time
    return "" if start is None else f"{start.astimezone(UTC).isoformat(' ')}, not corrected"


def _source_json(source: SourceTime) -> Json:
    clock = source.clock
    return {
        "id": source.footage.id,
        "camera": source.footage.camera,
        "basis": source.basis,
        **time_json("start", source.footage.start_time, source.time),
        "clock": None if clock is None else _clock_json(clock, source.time.basis),
    }


def _clock_json(clock: FootageClock, basis: TimeBasis) -> Json:
    compared = clock.facts.comparison
    return {
        "recorder": clock.facts.recorder,
        "recorder_start": clock.recorder_start.isoformat(),
        "zone": clock.facts.zone,
        "fold": None if clock.facts.fold is None else clock.facts.fold.value,
        "offset_s": clock.offset.total_seconds(),
        "drift_s_per_day": clock.facts.drift_us_per_day / _US,
        "compared_recorder": None if compared is None else compared.recorder.isoformat(),
        **time_json(
            "compared_true", None if compared is None else compared.true, _in_utc(TimeBasis.TOLD)
        ),
        **time_json("corrected_start", clock.corrected_start, _in_utc(basis)),
        "sentence": sentence(clock.facts),
        "evidence": clock.facts.evidence,
        "photo": clock.facts.photo,
        "photo_sha256": clock.facts.photo_sha256,
        "actor": clock.actor,
        **time_json("time", clock.time, OF_COMPUTER),
    }


def _in_utc(basis: TimeBasis) -> TimeFacts:
    return TimeFacts(basis=basis, zone="UTC")


def _gaps_json(footage: Footage, stamps: TimeStamps | None, why: str | None) -> Json:
    return {
        "id": footage.id,
        "failure": why,
        "frames": None if stamps is None else stamps.frames,
        "time_base": None if stamps is None else stamps.time_base,
        "usual_step_s": None if stamps is None else stamps.usual_step_s,
        "gap_from_s": None if stamps is None else stamps.gap_from_s,
        "faults": []
        if stamps is None
        else [
            {
                "kind": fault.kind.value,
                "frame": fault.frame,
                "pts": fault.pts,
                "at_s": fault.at_s,
                "size_s": fault.size_s,
            }
            for fault in stamps.faults
        ],
    }
