"""`cba asked`: pictures that were asked with; and how `cba search` is told of a new one."""

from pathlib import Path

import typer

from cba_core.case import Case
from cba_core.cli.as_json import Json
from cba_core.cli.case_commands import AsJson, CasePath
from cba_core.cli.console import errors_for_people, print_json, print_table, stderr, stdout
from cba_core.domain.asked import (
    AskedPicture,
    PictureBox,
    notes_of,
    origin_text,
)
from cba_core.domain.errors import CbaError
from cba_core.domain.footage import Modality
from cba_core.domain.ids import FootageId
from cba_core.domain.time_facts import OF_COMPUTER, time_json

_SIDES = 4


def asked(case: CasePath, *, as_json: AsJson = False) -> None:
    """List pictures that were asked with: boxes drawn in footage, and external ones."""
    with errors_for_people(), Case.open(case, read_only=True) as opened:
        found = opened.asking.all()
        if as_json:
            print_json({"asked": [asked_json(one) for one in found]})
            return
        if not found:
            stdout.print("Nobody asked with a picture. See: cba search --help")
            return
        print_table(
            ("name", "origin", "modality", "box", "SHA-256 of the picture"),
            [
                (one.label, origin_text(one), one.modality, str(one.box), one.picture_sha256)
                for one in found
            ],
        )


def asked_json(one: AskedPicture) -> Json:
    """A picture that was asked with, and what it rests on."""
    frame = one.frame
    return {
        "id": one.id,
        "label": one.label,
        "external": one.is_external,
        "origin": origin_text(one),
        "name": one.name,
        "footage": None if frame is None else frame.footage_id,
        "frame": None if frame is None else frame.frame_index,
        "pts": None if frame is None else frame.pts,
        "at_s": None if frame is None else round(frame.time_s, 6),
        "picture": None if one.picture is None else str(one.picture),
        "picture_sha256": one.picture_sha256,
        "width": one.width_px,
        "height": one.height_px,
        "box": [one.box.left, one.box.top, one.box.width, one.box.height],
        "modality": one.modality,
        "modality_told": one.is_modality_told,
        "quality": [reason.value for reason in one.reasons],
        "crop": str(one.crop),
        "crop_sha256": one.crop_sha256,
        "actor": one.actor,
        **time_json("time", one.time, OF_COMPUTER),
        "notes": notes_of(one),
    }


def box_told(text: str) -> PictureBox:
    """`X,Y,W,H` in pixels."""
    try:
        left, top, width, height = (int(part) for part in text.split(",", _SIDES - 1))
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no box such as 640,200,60,150") from error
    return PictureBox(left, top, left + width, top + height)


def newly_asked(
    opened: Case,
    *,
    picture: Path | None,
    whole: bool,
    footage: int | None,
    at: float | None,
    box: str | None,
    modality: Modality | None,
) -> AskedPicture:
    """The query that the options of `cba search` tell of.

    Raises:
        typer.BadParameter: they do not go together.
        CbaError: it cannot be asked with; where several people are in a picture, their boxes.
    """
    told = None if box is None else box_told(box)
    if picture is not None:
        if footage is not None or at is not None:
            raise typer.BadParameter("--picture goes with --box, not with --footage and --at")
        if told is None and not whole:
            told = _only_person(opened, picture)
        return opened.asking.with_picture(picture, box=told, modality=modality)
    if footage is None or at is None or told is None:
        raise typer.BadParameter("a box in footage needs --footage, --at and --box")
    return opened.asking.with_box(FootageId(footage), at, told, modality=modality)


def _only_person(opened: Case, picture: Path) -> PictureBox | None:
    """The one whom the detector finds; None where it finds nobody."""
    opened.asking.require_indexed()
    look = opened.asking.look_at(picture)
    if len(look.people) > 1:
        boxes = "; ".join(f"--box {one}" for one in look.people)
        raise CbaError(
            f"There are {len(look.people)} people in {picture.name}",
            f"Say who is meant: {boxes}; or --whole",
        )
    if look.people:
        stderr.print(f"One person is found in the picture: --box {look.people[0]}")
        return look.people[0]
    return None
