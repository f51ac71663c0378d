"""Times in the database: microseconds since 1970 in UTC, and the offset they were told with."""

from datetime import UTC, datetime, timedelta, timezone

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_microseconds(moment: datetime) -> int:
    """Exact, unlike `datetime.timestamp`.

    Raises:
        ValueError: the time has no zone.
    """
    if moment.utcoffset() is None:
        raise ValueError(f"a time needs its zone, got {moment}")
    return (moment - _EPOCH) // _MICROSECOND


def offset_seconds(moment: datetime) -> int:
    """Seconds by which the zone of an aware `moment` is ahead of UTC then."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"a time needs its zone, got {moment}")
    return int(offset.total_seconds())


def from_microseconds(microseconds: int, offset_s: int = 0) -> datetime:
    """The aware time, in the zone of that offset."""
    zone = timezone(timedelta(seconds=offset_s)) if offset_s else UTC
    return (_EPOCH + timedelta(microseconds=microseconds)).astimezone(zone)
