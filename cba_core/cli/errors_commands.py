"""`cba errors`: how often different people look alike on these cameras, without a label."""

from typing import Annotated

import typer

from cba_core.case import Case
from cba_core.cli.as_json import Json
from cba_core.cli.case_commands import Actor, AsJson, CasePath, Reason, author
from cba_core.cli.console import errors_for_people, print_json, print_table, stdout, watched
from cba_core.cli.decide_command import print_edit
from cba_core.cli.error_checks_words import (
    GroupedBy,
    group_json,
    hits_json,
    print_groups,
    print_hits,
)
from cba_core.cli.figure_words import kind_text, pairs_text
from cba_core.domain.edits import SetApart
from cba_core.domain.error_figures import LEAST_PAIRS, LEAST_TRACKLETS, Apart, ErrorCurve

errors_app = typer.Typer(no_args_is_help=True)

SHARES = (0.1, 0.05, 0.01)
"""Of different people, for which the table tells the likeness they reach."""

Camera = Annotated[str, typer.Argument(help="Camera name.")]


@errors_app.command()
def show(
    case: CasePath,
    *,
    hits: Annotated[
        bool,
        typer.Option("--hits", help="And how often the same person scores as high; takes time."),
    ] = False,
    by: Annotated[
        GroupedBy | None,
        typer.Option(help="And the figures by what the pictures are like."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show how alike different people are for each pair of cameras, and what it rests on."""
    with errors_for_people(), Case.open(case, read_only=True) as opened:
        curves = opened.errors()
        apart = opened.review.apart()
        with watched() as context:
            found = opened.error_checks.measure_halves(context) if hits else None
            groups = opened.error_checks.groups(by.aspects, context) if by else None
    ordered = curves.ordered()
    if as_json:
        print_json(
            {
                "curves": [_curve_json(one) for one in ordered],
                "apart": [{"cameras": list(one.cameras), "seconds": one.seconds} for one in apart],
                "hits": None if found is None else hits_json(found, curves, SHARES),
                "by": None if groups is None else [group_json(one) for one in groups],
            }
        )
        return
    _print_curves(ordered)
    _print_apart(apart)
    if found is not None:
        print_hits(found, curves, SHARES)
    if groups is not None:
        print_groups(groups)


@errors_app.command()
def apart(
    case: CasePath,
    first: Camera,
    second: Camera,
    *,
    seconds: Annotated[float, typer.Option(min=0, help="Least time to walk between them.")] = 0.0,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Say that nobody can be seen by both cameras at one moment, nor within so many seconds.

    People whom both see at nearly the same time are then known to be different.
    """
    edit = SetApart(cameras=(first, second), seconds=seconds)
    with errors_for_people(), Case.open(case, author=author(actor, reason, case)) as opened:
        print_edit(opened.review.apply(edit), as_json=as_json)


@errors_app.command()
def together(
    case: CasePath,
    first: Camera,
    second: Camera,
    *,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Take back that two cameras lie apart."""
    edit = SetApart(cameras=(first, second), seconds=None)
    with errors_for_people(), Case.open(case, author=author(actor, reason, case)) as opened:
        print_edit(opened.review.apply(edit), as_json=as_json)


def _print_curves(curves: list[ErrorCurve]) -> None:
    stdout.print(
        "Likeness that different people reach, from tracklets that cannot show one person. "
        "It tells\nhow often a search shows somebody else this high, and nothing of whether a "
        "candidate is the person."
    )
    if not curves:
        stdout.print("Not measured: no camera saw two people at one moment.")
        return
    print_table(
        ("pair", "pairs", "tracklets", *(f"{100 * one:.0f} of 100 reach" for one in SHARES)),
        [
            (
                kind_text(one.kind),
                pairs_text(one),
                f"{one.tracklets[0]} and {one.tracklets[1]}",
                *(
                    f"{one.exceeded_by(share):.3f}" if one.is_measured else "not measured"
                    for share in SHARES
                ),
            )
            for one in curves
        ],
    )
    stdout.print(
        f"Measured from {LEAST_PAIRS} pairs on, of {LEAST_TRACKLETS} tracklets on either side."
    )


def _print_apart(apart: list[Apart]) -> None:
    for one in apart:
        stdout.print(f"Said to lie {one.seconds:g} s apart: {' and '.join(one.cameras)}")
    if not apart:
        stdout.print(
            "No cameras are said to lie apart (cba errors apart CASE CAMERA CAMERA --seconds S); "
            "so pairs of\ntwo cameras, and of visible and infrared, can hardly be measured."
        )


def _curve_json(curve: ErrorCurve) -> Json:
    return {
        "cameras": None if curve.kind.cameras is None else list(curve.kind.cameras),
        "modalities": list(curve.kind.modalities),
        "pairs": len(curve.similarities),
        "drawn_from": curve.drawn_from,
        "tracklets": list(curve.tracklets),
        "measured": curve.is_measured,
        "reached_by": {
            f"{share:g}": round(curve.exceeded_by(share), 6) if curve.is_measured else None
            for share in SHARES
        },
    }
