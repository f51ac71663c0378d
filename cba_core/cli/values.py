"""Text of the command line to domain values, with errors that show the right form."""

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

import typer

from cba_core.domain.footage import InfraredKind, Modality, ToldModality
from cba_core.domain.ids import TRACKLETS_PER_FOOTAGE, FootageId, TrackletId
from cba_core.domain.ids import tracklet_id as domain_tracklet_id

MOST_FOOTAGE = 2**31 - 1
"""No case has a footage number above this; it keeps tracklet ids within 64 bits."""
MODALITIES = ("auto", "visible", "infrared", "near-infrared", "thermal")


def told_modality(text: str) -> ToldModality | None:
    """`auto` is None; `thermal` and `near-infrared` are infrared of a known kind."""
    if text == "auto":
        return None
    if text in (Modality.VISIBLE, Modality.INFRARED):
        return ToldModality(modality=Modality(text))
    if text in tuple(InfraredKind):
        return ToldModality(modality=Modality.INFRARED, kind=InfraredKind(text))
    raise typer.BadParameter(f"{text!r} is none of {', '.join(MODALITIES)}")


def moment(text: str, zone: str | None = None) -> datetime:
    """An aware time from ISO 8601; without an offset it is in the case's `zone`."""
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no time such as 2026-03-01T18:00:00+01:00") from None
    if parsed.tzinfo is not None:
        return parsed
    if zone is None:
        raise typer.BadParameter(f"{text!r} needs a zone, such as {text}+01:00")
    return parsed.replace(tzinfo=ZoneInfo(zone))


def zone_name(text: str) -> str:
    """An IANA zone name, or UTC."""
    if text not in available_timezones():
        raise typer.BadParameter(f"{text!r} is no zone name such as Europe/Madrid or UTC")
    return text


def tracklet_id(text: str) -> TrackletId:
    """`3000012` or its short name `3-12`."""
    try:
        found = _tracklet_id(*text.split("-"))
    except (ValueError, TypeError):
        found = None
    if found is None or found // TRACKLETS_PER_FOOTAGE > MOST_FOOTAGE:
        raise typer.BadParameter(
            f"{text!r} is no tracklet such as 3000012 or 3-12; see: cba tracklets CASE"
        )
    return found


def _tracklet_id(identifier_or_footage: str, number: str | None = None) -> TrackletId:
    first = int(identifier_or_footage)
    if number is None:
        return domain_tracklet_id(
            FootageId(first // TRACKLETS_PER_FOOTAGE), first % TRACKLETS_PER_FOOTAGE
        )
    return domain_tracklet_id(FootageId(first), int(number))
