"""Reads the dates and times people paste."""

from datetime import datetime, tzinfo

from PySide6.QtCore import QCoreApplication

_PATTERNS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
    "%Y%m%d%H%M%S",
    "%Y%m%d_%H%M%S",
)


class MomentError(ValueError):
    """A text that is no date and time; its message is for people."""


def parse_moment(text: str, zone: tzinfo) -> datetime:
    """The moment `text` names, in `zone` where it carries no zone of its own.

    Day and month are never guessed: only year-first and dotted day-first forms are read.

    Raises:
        MomentError: it cannot be read.
    """
    cleaned = " ".join(text.replace("T", " ").split())
    for pattern in _PATTERNS:
        try:
            return datetime.strptime(cleaned, pattern).replace(tzinfo=zone)
        except ValueError:
            continue
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise MomentError(
            QCoreApplication.translate(
                "moments", "Write a date and time such as 2026-03-01 18:00:00."
            )
        ) from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
