"""`cba plan`: a picture as the plan of the case, where cameras hang, how far apart they lie."""

from pathlib import Path
from typing import Annotated

import typer

from cba_core.case import Case
from cba_core.cli.case_commands import Actor, AsJson, CasePath, Reason, author
from cba_core.cli.console import errors_for_people, on_one_line, print_json, print_table, stdout
from cba_core.cli.decide_command import print_edit
from cba_core.domain.edits import SetApart

plan_app = typer.Typer(no_args_is_help=True)

Camera = Annotated[str, typer.Argument(help="Camera name.")]


@plan_app.command()
def show(case: CasePath, *, as_json: AsJson = False) -> None:
    """Show the plan: its picture, where cameras hang, and least walking times."""
    with errors_for_people(), Case.open(case, read_only=True) as opened:
        plan, apart, cameras = opened.plan.get(), opened.review.apart(), opened.cameras()
    picture = plan.picture
    if as_json:
        print_json(
            {
                "picture": None
                if picture is None
                else {
                    "name": picture.name,
                    "sha256": picture.sha256,
                    "path": str(picture.path),
                    "width_px": picture.width_px,
                    "height_px": picture.height_px,
                },
                "cameras": [
                    {
                        "camera": one.camera,
                        "x": one.x,
                        "y": one.y,
                        "has_footage": one.camera in cameras,
                    }
                    for one in plan.places
                ],
                "unplaced": [one for one in cameras if plan.place_of(one) is None],
                "walking_times": [
                    {"cameras": list(one.cameras), "seconds": one.seconds} for one in apart
                ],
            }
        )
        return
    if picture is None:
        stdout.print("No plan: cba plan picture CASE FILE")
    else:
        size = f"{picture.width_px} by {picture.height_px} px"
        stdout.print(on_one_line(f"Plan: {picture.name}, {size}, SHA-256 {picture.sha256}"))
    print_table(
        ("camera", "from the left", "from the top"),
        [
            *((one.camera, f"{100 * one.x:.1f} %", f"{100 * one.y:.1f} %") for one in plan.places),
            *((one, "not on the plan", "") for one in cameras if plan.place_of(one) is None),
        ],
    )
    for one in apart:
        stdout.print(
            on_one_line(f"{' and '.join(one.cameras)}: at least {one.seconds:g} s to walk")
        )
    if not apart:
        stdout.print("No walking times: cba plan walk CASE CAMERA CAMERA --seconds S")


@plan_app.command()
def picture(
    case: CasePath,
    file: Annotated[
        Path | None, typer.Argument(help="PNG, JPEG, TIFF, BMP, GIF or WebP.", readable=False)
    ] = None,
    *,
    forget: Annotated[bool, typer.Option("--forget", help="Have no plan.")] = False,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Take a picture for the plan of the case; it is copied into the case."""
    if (file is None) is not forget:
        raise typer.BadParameter("give a picture, or --forget alone")
    with errors_for_people(), Case.open(case, author=author(actor, reason, case)) as opened:
        made = opened.plan.clear_picture() if file is None else opened.plan.set_picture(file)
        print_edit(made, as_json=as_json)


@plan_app.command()
def place(
    case: CasePath,
    camera: Camera,
    x: Annotated[
        float | None, typer.Argument(help="Fraction of the width from the left, 0 to 1.")
    ] = None,
    y: Annotated[
        float | None, typer.Argument(help="Fraction of the height from the top, 0 to 1.")
    ] = None,
    *,
    forget: Annotated[bool, typer.Option("--forget", help="Take it off the plan.")] = False,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Say where a camera hangs on the plan."""
    if (x is None or y is None) is not forget or (forget and x is not None):
        raise typer.BadParameter("give both fractions, or --forget alone")
    with errors_for_people(), Case.open(case, author=author(actor, reason, case)) as opened:
        plan = opened.plan
        made = plan.lift(camera) if x is None or y is None else plan.place(camera, x, y)
        print_edit(made, as_json=as_json)


@plan_app.command()
def walk(
    case: CasePath,
    first: Camera,
    second: Camera,
    *,
    seconds: Annotated[
        float | None,
        typer.Option(min=0, help="Least time from one to the other, at a run; 0: only apart."),
    ] = None,
    forget: Annotated[bool, typer.Option("--forget", help="Nobody knows how far.")] = False,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Say how long the way between two cameras takes at least; the same as cba errors apart."""
    if (seconds is None) is not forget:
        raise typer.BadParameter("give --seconds, or --forget alone")
    edit = SetApart(cameras=(first, second), seconds=seconds)
    with errors_for_people(), Case.open(case, author=author(actor, reason, case)) as opened:
        print_edit(opened.review.apply(edit), as_json=as_json)
