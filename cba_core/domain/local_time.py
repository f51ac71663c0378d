"""What a clock on a wall says, as a moment: not every reading is one, and some are two."""

from datetime import UTC, datetime, timezone, tzinfo


def moments_of(reading: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """The moments at which clocks of `zone` read `reading`, the earlier first.

    None in the hour that is left out when clocks are put forward, two in the hour that comes
    twice when they are put back.

    Args:
        reading: a naive date and time.
        zone: where the clock hangs.
    """
    sides = tuple(reading.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if sides[0].utcoffset() == sides[1].utcoffset():
        return sides[:1]
    return tuple(
        _fixed(side)
        for side in sides
        if side.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0)
        == reading.replace(fold=0)
    )


def offsets_beside(reading: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """`reading` with the offset before and with the one behind the change of the clocks."""
    before, behind = (reading.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return _fixed(before), _fixed(behind)


def _fixed(moment: datetime) -> datetime:
    """With its offset alone: Python holds moments of a doubled hour unequal to any other zone's."""
    offset = moment.utcoffset()
    assert offset is not None  # noqa: S101  (the zone gave it)
    return moment.replace(tzinfo=timezone(offset), fold=0)
