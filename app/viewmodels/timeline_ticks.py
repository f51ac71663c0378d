"""Round times along a line of time."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_STEPS = (
    *(1, 2, 5, 10, 15, 30),
    *(_MINUTE * count for count in (1, 2, 5, 10, 15, 30)),
    *(_HOUR * count for count in (1, 2, 3, 6, 12)),
    *(_DAY * count for count in (1, 2, 7, 14, 30, 90, 365)),
)
"""Seconds."""
_GAP_PX = 4
"""Between a line and its time, and between a time and the edge."""


def ticks_between(begin: float, end: float, most: int, zone: tzinfo) -> list[float]:
    """At most so many round times between two moments, in seconds since 1970.

    They are round on a clock of `zone` as it stands at `begin`: where clocks are put back or
    forward in between, times behind it are still told as they were there.
    """
    step = next((one for one in _STEPS if (end - begin) / one <= most), _STEPS[-1])
    offset = datetime.fromtimestamp(begin, UTC).astimezone(zone).utcoffset() or timedelta()
    shift = round(offset.total_seconds())
    first = -(-(math.ceil(begin) + shift) // step) * step - shift
    count = max(int((end - first) // step) + 1, 0)
    return [float(first + number * step) for number in range(min(count, most + 1))]


def tick_texts(ticks: Sequence[float], zone: tzinfo) -> list[str]:
    """Their times; the date where it is another than before, seconds where they are needed."""
    moments = [datetime.fromtimestamp(tick, UTC).astimezone(zone) for tick in ticks]
    has_seconds = any(moment.second for moment in moments)
    texts = []
    day = None
    for moment in moments:
        is_midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
        text = f"{moment:%H:%M:%S}" if has_seconds else f"{moment:%H:%M}"
        if moment.date() != day:
            text = f"{moment:%Y-%m-%d}" if is_midnight else f"{moment:%m-%d} {text}"
            day = moment.date()
        texts.append(text)
    return texts


def label_places(
    lines: Sequence[float], widths: Sequence[float], edge: float
) -> list[float | None]:
    """Where each time begins, in pixels: right of its line, and whole.

    At the edge it moves to the left, across its line; where another one stands there, it is None.

    Args:
        lines: where the lines are, ascending, in pixels.
        widths: of the times, in pixels.
        edge: where the axis ends.
    """
    places: list[float | None] = []
    taken = 0.0
    for line, width in zip(lines, widths, strict=True):
        begin = min(line + _GAP_PX, edge - width - _GAP_PX)
        is_free = not places or begin >= taken + _GAP_PX
        places.append(begin if is_free else None)
        if is_free:
            taken = begin + width
    return places
