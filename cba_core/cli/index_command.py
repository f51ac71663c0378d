"""`cba index`: find and embed the people in a case's footage."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import typer

from cba_core.case import Case
from cba_core.cli.as_json import index_report_json
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
from cba_core.cli.log_command import print_head
from cba_core.config.index_config import ONNX_SUFFIX, IndexConfig
from cba_core.domain.reports import IndexReport


def _stride(text: str) -> str:
    if text != "auto" and not (text.isdigit() and int(text) >= 1):
        raise typer.BadParameter(f"{text!r} is neither auto nor a whole number from 1")
    return text


def index(
    case: CasePath,
    *,
    detector: Annotated[
        str | None, typer.Option(help="Person detector, see: cba models list.")
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="Model file, or the name of an added one.")
    ] = None,
    stride: Annotated[
        str | None,
        typer.Option(parser=_stride, help="Look at every n-th frame, or auto."),
    ] = None,
    skip_still: Annotated[
        bool | None,
        typer.Option("--skip-still/--no-skip-still", help="Skip scenes where nothing moves."),
    ] = None,
    segment_seconds: Annotated[
        float | None,
        typer.Option(min=1, help="Seconds of footage that are finished as one piece."),
    ] = None,
    first: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE|CAMERA", help="What is indexed first; more than once for an order."
        ),
    ] = None,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Find and embed the people in all footage that is not finished.

    Files that are put first go before all others, in the order given, now and in later runs; a run
    in another process follows at its next piece. Options that are not given stay as they were in
    the last run of this case. Other detection settings index the footage anew; another model only
    embeds the stored crops again.
    """
    with errors_for_people(), Case.open(case, author=author(actor, reason, case)) as opened:
        config = _changed(
            opened.index_config(),
            detector=detector,
            stride=stride,
            skip_still=skip_still,
            segment_s=segment_seconds,
        )
        order = opened.index_order
        if first:
            order.put_first([one for text in first for one in order.named(text)])
        with watched() as context:
            report = opened.index(
                config=config, model=Path(model) if model else None, context=context
            )
        if as_json:
            print_json(index_report_json(report))
        else:
            _print_report(report)
            print_head(opened.log.head())
        failed = [outcome for outcome in report.outcomes if outcome.failure]
        for outcome in failed:
            stderr.print(on_one_line(f"Failed: {outcome.footage.path}: {outcome.failure}"))
        if failed and len(failed) == len(report.outcomes):
            stderr.print("Remedy: see `cba footage list`; play the files in a video player.")
            raise typer.Exit(EXIT_FAILED)


def _changed(
    config: IndexConfig,
    *,
    detector: str | None,
    stride: str | None,
    skip_still: bool | None,
    segment_s: float | None,
) -> IndexConfig:
    if detector is not None:
        if detector.lower().endswith(ONNX_SUFFIX):  # a path; the next run may stand elsewhere
            detector = str(Path(detector).resolve())
        config = replace(config, detector=detector, detector_sha256=None)
    if stride is not None:
        every: int | Literal["auto"] = "auto" if stride == "auto" else int(stride)
        config = replace(config, stride=every)
    if skip_still is not None:
        config = replace(config, skip_still=skip_still)
    if segment_s is not None:
        config = replace(config, segment_s=segment_s)
    return config


def _print_report(report: IndexReport) -> None:
    print_table(
        ("no.", "name", "tracklets", "frames", "looked at", "remark"),
        [
            (
                str(outcome.footage.id),
                outcome.footage.name,
                str(outcome.tracklets),
                str(outcome.frames),
                str(outcome.frames_looked_at),
                outcome.failure or outcome.warning or "",
            )
            for outcome in report.outcomes
        ],
    )
    stdout.print(
        f"{sum(outcome.tracklets for outcome in report.outcomes)} tracklets in "
        f"{duration(report.seconds)}, {report.frames_per_second:.0f} frames/s, "
        f"detector {report.detector} on {report.detector_backend}, "
        f"encoder on {report.encoder_backend}"
    )
    if report.embedded_again:
        stdout.print(f"{report.embedded_again} earlier tracklets embedded with this model")
    if report.without_crops:
        stdout.print(f"{report.without_crops} tracklets cannot be compared: no usable crop")
