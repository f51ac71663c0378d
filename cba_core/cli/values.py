"""Text of the command line to domain values, with errors that show the right form."""

import re
from datetime import datetime, tzinfo
from zoneinfo import available_timezones

import typer

from cba_core.domain.clocks import zone_of
from cba_core.domain.errors import CbaError, ConfigError
from cba_core.domain.exhibits import DrawnBox
from cba_core.domain.footage import InfraredKind, Modality, ToldModality
from cba_core.domain.ids import TRACKLETS_PER_FOOTAGE, TrackletId, tracklet_named
from cba_core.domain.local_time import moments_of, offsets_beside

MOST_FOOTAGE = 2**31 - 1
"""No case has a footage number above this; it keeps tracklet ids within 64 bits."""
MOST_FRAMES = 2**31 - 1
"""No footage has more frames; it keeps numbers within what the database can hold."""
MODALITIES = ("auto", "visible", "infrared", "near-infrared", "thermal")

_ISO_DATE = re.compile(r"[0-9]{4}-?(?:[0-9]{2}-?[0-9]{2}|W[0-9]{2}(?:-?[1-7])?)(?:[T ]|$)")
"""Python takes any character between date and time, also a digit of the time."""


def told_modality(text: str) -> ToldModality | None:
    """`auto` is None; `thermal` and `near-infrared` are infrared of a known kind."""
    if text == "auto":
        return None
    if text in (Modality.VISIBLE, Modality.INFRARED):
        return ToldModality(modality=Modality(text))
    if text in tuple(InfraredKind):
        return ToldModality(modality=Modality.INFRARED, kind=InfraredKind(text))
    raise typer.BadParameter(f"{text!r} is none of {', '.join(MODALITIES)}")


def modality_of(text: str) -> Modality:
    """One of the two that a tracklet can have."""
    if text not in tuple(Modality):
        raise typer.BadParameter(f"{text!r} is none of {', '.join(Modality)}")
    return Modality(text)


def moment(text: str, zone: str | None = None) -> datetime:
    """An aware time from ISO 8601; without an offset it is in the case's `zone`.

    There it is refused where clocks were put forward past it, or back so that it came twice.
    """
    parsed = _parsed(text)
    if parsed is None:
        raise typer.BadParameter(f"{text!r} is no time such as 2026-03-01T18:00:00+01:00")
    if parsed.tzinfo is not None:
        return parsed
    if zone is None:
        raise typer.BadParameter(f"{text!r} needs a zone, such as {text}+01:00")
    place = _zone(zone)
    found = moments_of(parsed, place)
    if len(found) == 1:
        return found[0]
    before, behind = (moment.isoformat() for moment in offsets_beside(parsed, place))
    if found:
        raise typer.BadParameter(
            f"{text!r} came twice in {zone}, where clocks were put back: say {before} or {behind}"
        )
    raise typer.BadParameter(
        f"{text!r} never was in {zone}, where clocks were put forward: say {before} if the "
        "recorder was not"
    )


def _zone(name: str) -> tzinfo:
    """The zone of a case, which may come from a machine that knew more of them."""
    try:
        return zone_of(name)
    except ConfigError as error:
        raise CbaError(
            f"This machine does not know the time zone of the case, {name}",
            "Give times with their offset, such as 2026-03-01T18:00:00+01:00, or install newer "
            "zones: pip install --upgrade tzdata",
        ) from error


def _parsed(text: str) -> datetime | None:
    if not _ISO_DATE.match(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def zone_name(text: str) -> str:
    """An IANA zone name, or UTC."""
    if text not in available_timezones():
        raise typer.BadParameter(f"{text!r} is no zone name such as Europe/Madrid or UTC")
    return text


def tracklet_id(text: str) -> TrackletId:
    """`3000012` or its short name `3-12`; `box-3` and `external-3` are pictures asked with."""
    try:
        found = tracklet_named(text)
    except ValueError:
        found = None
    if found is None or found // TRACKLETS_PER_FOOTAGE > MOST_FOOTAGE:
        raise typer.BadParameter(
            f"{text!r} is no tracklet such as 3000012 or 3-12; see: cba tracklets CASE"
        )
    return found


def drawn_box(text: str) -> DrawnBox:
    """`12-15.5:100,50,180,300`: seconds from and to; left, top, right and bottom in pixels."""
    try:
        span, _, sides = text.partition(":")
        from_s, to_s = (float(one) for one in span.split("-"))
        left, top, right, bottom = (float(one) for one in sides.split(","))
        return DrawnBox(from_s=from_s, to_s=to_s, box=(left, top, right, bottom))
    except ValueError as error:
        raise typer.BadParameter(
            f"{text!r} is no box such as 12-15.5:100,50,180,300 (seconds from and to; left, top, "
            "right and bottom in pixels)"
        ) from error
