"""`cba exhibit`: stills, clips and copies of footage, each with a manifest."""

from typing import Annotated

import typer

from cba_core.case import Case
from cba_core.cli.as_json import Json
from cba_core.cli.case_commands import Actor, AsJson, CasePath, Reason, author
from cba_core.cli.console import (
    EXIT_FAILED,
    errors_for_people,
    on_one_line,
    print_json,
    print_table,
    stdout,
    watched,
)
from cba_core.cli.values import MOST_FOOTAGE, MOST_FRAMES, drawn_box, tracklet_id
from cba_core.domain.exhibits import Exhibit, Stretch
from cba_core.domain.ids import FootageId, TrackletId
from cba_core.domain.time_facts import OF_COMPUTER, basis_json

exhibit_app = typer.Typer(no_args_is_help=True)

_LONGEST_S = 1e7
_NOTHING_KEPT = "nothing was left behind; the same command begins anew"

Tracklets = Annotated[
    list[str] | None, typer.Option("--tracklet", help="Tracklet, such as 3-12; may be repeated.")
]
FootageNumber = Annotated[
    int | None, typer.Option("--footage", min=1, max=MOST_FOOTAGE, help="Number of the footage.")
]
FromSecond = Annotated[
    float | None,
    typer.Option("--from", min=0, max=_LONGEST_S, help="Seconds from the first frame."),
]
ToSecond = Annotated[
    float | None, typer.Option("--to", min=0, max=_LONGEST_S, help="Seconds from the first frame.")
]
Padding = Annotated[
    float, typer.Option(min=0, max=_LONGEST_S, help="Seconds more before and after.")
]


@exhibit_app.command()
def still(
    case: CasePath,
    *,
    tracklet: Tracklets = None,
    footage: FootageNumber = None,
    frame: Annotated[
        int | None, typer.Option(min=0, max=MOST_FRAMES, help="Frame number, from 0.")
    ] = None,
    annotated: Annotated[
        bool, typer.Option("--annotated", help="Also a marked copy with boxes and times.")
    ] = False,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """One exact frame as PNG; of a tracklet without a frame, its best picture's."""
    tracklets = _ids(tracklet)
    if footage is None and not tracklets:
        raise typer.BadParameter("give --tracklet, or --footage and --frame")
    if footage is not None and frame is None:
        raise typer.BadParameter("--footage needs --frame")
    with (
        errors_for_people(goes_on=_NOTHING_KEPT),
        Case.open(case, author=author(actor, reason, case)) as opened,
        watched() as context,
    ):
        if footage is not None and frame is not None:
            where = FootageId(footage), frame
        else:
            of_tracklet, best = opened.exhibits.still_frame_of(tracklets[0])
            where = of_tracklet, best if frame is None else frame
        made = opened.exhibits.still(
            *where, tracklets=tracklets, annotated=annotated, context=context
        )
        _print_made(made, as_json=as_json)


@exhibit_app.command()
def clip(
    case: CasePath,
    *,
    tracklet: Tracklets = None,
    footage: FootageNumber = None,
    from_second: FromSecond = None,
    to_second: ToSecond = None,
    padding: Padding = 0.0,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """A stretch of footage, packets as they are: nothing is encoded anew."""
    with (
        errors_for_people(goes_on=_NOTHING_KEPT),
        Case.open(case, author=author(actor, reason, case)) as opened,
        watched() as context,
    ):
        stretch = _stretch(opened, tracklet, footage, from_second, to_second, padding=padding)
        _print_made(opened.exhibits.clip(stretch, context=context), as_json=as_json)


@exhibit_app.command()
def annotate(
    case: CasePath,
    *,
    tracklet: Tracklets = None,
    footage: FootageNumber = None,
    from_second: FromSecond = None,
    to_second: ToSecond = None,
    padding: Padding = 0.0,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """A marked copy with the boxes of these tracklets and the times."""
    with (
        errors_for_people(goes_on=_NOTHING_KEPT),
        Case.open(case, author=author(actor, reason, case)) as opened,
        watched() as context,
    ):
        stretch = _stretch(opened, tracklet, footage, from_second, to_second, padding=padding)
        _print_made(opened.exhibits.annotate(stretch, context=context), as_json=as_json)


@exhibit_app.command()
def redact(
    case: CasePath,
    *,
    tracklet: Tracklets = None,
    footage: FootageNumber = None,
    from_second: FromSecond = None,
    to_second: ToSecond = None,
    padding: Padding = 0.0,
    cover: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FROM-TO:LEFT,TOP,RIGHT,BOTTOM",
            help="Cover this box, too: seconds from the first frame, and pixels; repeat it.",
        ),
    ] = None,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """A marked copy in which everyone found but these tracklets is covered."""
    drawn = tuple(drawn_box(text) for text in cover or ())
    with (
        errors_for_people(goes_on=_NOTHING_KEPT),
        Case.open(case, author=author(actor, reason, case)) as opened,
        watched() as context,
    ):
        stretch = _stretch(opened, tracklet, footage, from_second, to_second, padding=padding)
        made = opened.exhibits.redact(stretch, drawn=drawn, context=context)
        _print_made(made, as_json=as_json)
        if not as_json:
            nobody = made.manifest["frames_in_which_nobody_was_detected"]
            stdout.print(
                f"Nobody was detected in {nobody} of {len(made.manifest['frames'])} frames. "
                "People whom the detector missed are covered only where you drew a box "
                "(--cover):\nwatch the whole copy by its "
                f"{made.manifest['review_list']['file']}, then: "
                f"cba exhibit review CASE {made.number} --actor NAME"
            )


@exhibit_app.command()
def review(
    case: CasePath,
    number: Annotated[int, typer.Argument(min=1, help="Number of the exhibit.")],
    *,
    leaks: Annotated[
        int, typer.Option(min=0, help="Frames in which somebody shows who should not.")
    ] = 0,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Say that you watched a redacted copy whole."""
    with errors_for_people(), Case.open(case, author=author(actor, reason, case)) as opened:
        opened.exhibits.review(number, leaks=leaks)
        name, by = f"E{number:04}", opened.log.author.name
    if as_json:
        print_json({"exhibit": name, "by": by, "frames_with_leaks": leaks})
    else:
        stdout.print(on_one_line(f"{name} was watched by {by}; frames with leaks: {leaks}"))


@exhibit_app.command("list")
def list_exhibits(case: CasePath, *, as_json: AsJson = False) -> None:
    """List the exhibits of a case."""
    with errors_for_people(), Case.open(case, read_only=True) as opened:
        exhibits, reviews = opened.exhibits.exhibits(), opened.exhibits.reviews()
    if as_json:
        print_json(
            {
                "exhibits": [
                    _exhibit_json(one) | {"reviewed": reviews.get(one.name)} for one in exhibits
                ]
            }
        )
    elif not exhibits:
        stdout.print("No exhibits.")
    else:
        print_table(
            ("exhibit", "kind", "footage", "made by", "made", "watched by"),
            [
                (
                    one.name,
                    str(one.manifest["kind"]),
                    str(one.manifest["source"]["footage"]),
                    str(one.manifest["made_by"]),
                    str(one.manifest["made"]),
                    reviews[one.name]["by"] if one.name in reviews else "",
                )
                for one in exhibits
            ],
        )


@exhibit_app.command()
def verify(
    case: CasePath, *, actor: Actor = None, reason: Reason = "", as_json: AsJson = False
) -> None:
    """Hash every file of every exhibit again; the exit code is 1 where something has changed."""
    with (
        errors_for_people(),
        Case.open(case, author=author(actor, reason, case)) as opened,
        watched() as context,
    ):
        faults = opened.exhibits.verify(context=context)
        count = len(opened.exhibits.exhibits())
    if as_json:
        print_json(
            {
                "exhibits": count,
                "faults": [
                    {"exhibit": one.exhibit, "file": one.file, "reason": one.reason}
                    for one in faults
                ],
            }
        )
    else:
        for one in faults:
            stdout.print(on_one_line(f"{one.exhibit} {one.file}: {one.reason}"))
        stdout.print(f"{count} exhibits, {len(faults)} faults")
    if faults:
        raise typer.Exit(EXIT_FAILED)


def _stretch(
    case: Case,
    tracklets: list[str] | None,
    footage: int | None,
    from_second: float | None,
    to_second: float | None,
    *,
    padding: float,
) -> Stretch:
    chosen = _ids(tracklets)
    if footage is None:
        if not chosen or from_second is not None or to_second is not None:
            raise typer.BadParameter("give --tracklet, or --footage with --from and --to")
        return case.exhibits.stretch_of(chosen, padding_s=padding)
    if from_second is None or to_second is None or to_second < from_second:
        raise typer.BadParameter("--footage needs --from and --to, and --to not before --from")
    return Stretch(
        footage_id=FootageId(footage),
        start_s=from_second,
        end_s=to_second,
        padding_s=padding,
        tracklets=chosen,
    )


def _ids(texts: list[str] | None) -> tuple[TrackletId, ...]:
    return tuple(tracklet_id(text) for text in texts or ())


def _exhibit_json(exhibit: Exhibit) -> Json:
    return {
        "number": exhibit.number,
        "name": exhibit.name,
        "folder": str(exhibit.folder),
        "kind": exhibit.manifest["kind"],
        "footage": exhibit.manifest["source"]["footage"],
        "source_sha256": exhibit.manifest["source"]["sha256"],
        "tracklets": exhibit.manifest["tracklets"],
        "made_by": exhibit.manifest["made_by"],
        "made": exhibit.manifest["made"],
        **basis_json("made", OF_COMPUTER),
        "files": exhibit.manifest["files"],
    }


def _print_made(made: Exhibit, *, as_json: bool) -> None:
    if as_json:
        print_json(_exhibit_json(made))
    else:
        stdout.print(on_one_line(f"Made {made.name}, {made.manifest['kind']}: {made.folder}"))
