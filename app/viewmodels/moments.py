"""Reads the dates and times people paste, and writes them so that they are read back."""

import re
from datetime import datetime, timedelta, timezone, tzinfo

from PySide6.QtCore import QCoreApplication

from cba_core.domain.local_time import moments_of, offsets_beside

translate = QCoreApplication.translate

_TIME = (
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,6}))?)?"
)
# without separators every digit has its place, or one left out would shift all that follow
_COMPACT_TIME = r"(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}})(?: {_TIME})?",
        rf"(?P<year>[0-9]{{4}})/(?P<month>[0-9]{{1,2}})/(?P<day>[0-9]{{1,2}})(?: {_TIME})?",
        rf"(?P<day>[0-9]{{1,2}})\.(?P<month>[0-9]{{1,2}})\.(?P<year>[0-9]{{4}})(?: {_TIME})?",
        rf"(?P<year>[0-9]{{4}})(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})(?:[ _]?{_COMPACT_TIME})?",
    )
)
_OFFSET = re.compile(
    r"(?P<body>.*[0-9]) ?(?:UTC|Z|(?:UTC)?(?P<sign>[+-])(?P<hours>[0-9]{2}):?(?P<minutes>[0-9]{2})"
    r"|UTC(?P<short_sign>[+-])(?P<short_hours>[0-9]{1,2})(?::(?P<short_minutes>[0-9]{2}))?)"
)
_DATE_AND_TIME = re.compile(r"(?<=[0-9])T(?=[0-9])")
_WIDEST_OFFSET = timedelta(hours=14)


class MomentError(ValueError):
    """A text that is no date and time; its message is for people."""


def parse_moment(text: str, zone: tzinfo) -> datetime:
    """The moment `text` names, in `zone` where it carries no offset of its own.

    Day and month are never guessed: only year-first and dotted day-first forms are read. Nor is
    it guessed which of two moments is meant when clocks are put back.

    Raises:
        MomentError: it cannot be read, or is no moment or two in `zone`.
    """
    cleaned = " ".join(_DATE_AND_TIME.sub(" ", text.upper()).split())
    with_offset = _OFFSET.fullmatch(cleaned)
    offset = None if with_offset is None else _offset(with_offset)
    reading = _reading(
        cleaned if with_offset is None else with_offset["body"],
        needs_time=with_offset is not None,
    )
    if reading is None or (offset is not None and abs(offset) > _WIDEST_OFFSET):
        raise MomentError(
            translate("moments", "Write a date and time such as 2026-03-01 18:00:00.")
        )
    if offset is not None:
        return reading.replace(tzinfo=timezone(offset))
    found = moments_of(reading, zone)
    if len(found) == 1:
        return found[0]
    raise MomentError(_doubled_text(found) if found else _left_out_text(reading, zone))


def parse_reading(text: str) -> datetime:
    """What a recorder shows, naive and to the microsecond: its zone is told apart from it.

    Raises:
        MomentError: it cannot be read, or carries an offset.
    """
    cleaned = " ".join(_DATE_AND_TIME.sub(" ", text.upper()).split())
    reading = _reading(cleaned, needs_time=False)
    if reading is None:
        raise MomentError(
            translate("moments", "Write what the recorder shows, such as 2026-03-01 18:00:00.")
        )
    return reading


def reading_text(reading: datetime) -> str:
    """The form of a naive reading that is read back as the same."""
    text = f"{reading:%Y-%m-%d %H:%M:%S}"
    return text + f".{reading.microsecond:06}".rstrip("0") if reading.microsecond else text


def moment_text(moment: datetime, zone: tzinfo) -> str:
    """The form of a moment that is read back as the same moment, to its microsecond."""
    there = moment.astimezone(zone)
    reading = there.replace(tzinfo=None, fold=0)
    text = reading_text(reading)
    if len(moments_of(reading, zone)) > 1:
        text += _offset_text(there)
    return text


def _reading(body: str, *, needs_time: bool) -> datetime | None:
    for form in _FORMS:
        read = form.fullmatch(body.strip())
        if read is None:
            continue
        parts = read.groupdict()
        if needs_time and parts["hour"] is None:
            return None  # the end of a date is no offset
        fraction = (parts.get("fraction") or "").ljust(6, "0")
        try:
            return datetime(  # noqa: DTZ001  (what a clock says: its zone comes later)
                int(parts["year"]),
                int(parts["month"]),
                int(parts["day"]),
                int(parts["hour"] or 0),
                int(parts["minute"] or 0),
                int(parts["second"] or 0),
                int(fraction),
            )
        except ValueError:
            return None
    return None


def _offset(read: re.Match[str]) -> timedelta:
    sign = read["sign"] or read["short_sign"]
    hours = read["hours"] or read["short_hours"] or "0"
    minutes = read["minutes"] or read["short_minutes"] or "0"
    east = timedelta(hours=int(hours), minutes=int(minutes))
    return -east if sign == "-" else east


def _offset_text(moment: datetime) -> str:
    return moment.isoformat()[-6:]


def _doubled_text(found: tuple[datetime, ...]) -> str:
    first, second = found
    return translate(
        "moments",
        "The clocks were put back there, so this time came twice. Write which one: "
        "{reading}{first} or {reading}{second}.",
    ).format(
        reading=f"{first:%Y-%m-%d %H:%M:%S}",
        first=_offset_text(first),
        second=_offset_text(second),
    )


def _left_out_text(reading: datetime, zone: tzinfo) -> str:
    before, _ = offsets_beside(reading, zone)
    return translate(
        "moments",
        "The clocks were put forward there, so this time never was. If the recorder was not "
        "put forward, write {reading}{offset}; that is {there} there.",
    ).format(
        reading=f"{reading:%Y-%m-%d %H:%M:%S}",
        offset=_offset_text(before),
        there=f"{before.astimezone(zone):%H:%M:%S}",
    )
