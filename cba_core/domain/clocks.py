"""What a recorder's clock showed, how far it was out, and what time it really was (E6).

Four facts of each source are kept apart: what the recorder shows at the first frame, how far its
clock was out (at a moment when somebody compared it, and how it drifts), the zone it was set to,
and the corrected time that follows. The zone of the machine that computes never matters. All
arithmetic is in whole microseconds.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cba_core.domain.errors import ConfigError
from cba_core.domain.ids import FootageId
from cba_core.domain.local_time import moments_of, offsets_beside

MICROSECOND = timedelta(microseconds=1)
DAY_US = 86_400_000_000
MOST_DRIFT_US = DAY_US // 24
"""A day; above it nothing is a drift, and time would come near to standing still."""
_YEARS = range(1900, 2200)
_FIXED_ZONE = re.compile(r"UTC([+-])(\d{2}):(\d{2})")


class Fold(StrEnum):
    """Which of the two moments is meant where a clock that is put back shows a time twice."""

    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Somebody read the recorder's clock beside a right one."""

    recorder: datetime  # naive: what the recorder showed
    true: datetime  # aware: what it was


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFacts:
    """What is told of a recorder's clock; the same for all its files."""

    zone: str  # IANA name, or UTC+01:00 where the recorder follows no change of the clocks
    comparison: Comparison | None = None  # None: nobody compared it, it is taken as right
    drift_us_per_day: int = 0  # by how much it falls behind more each day; negative: runs fast
    fold: Fold | None = None
    recorder: str = ""  # the recorder's name
    evidence: str = ""  # who saw it, how: a photograph of the screen beside a radio clock
    photo: str = ""  # path of the photograph
    photo_sha256: str = ""

    def __post_init__(self) -> None:
        if self.comparison is not None:
            _require_believable(self.comparison.recorder)
            _require_believable(self.comparison.true)
        if abs(self.drift_us_per_day) >= MOST_DRIFT_US:
            raise ConfigError(
                "drift", "an hour a day is no drift: the clock was set anew in between"
            )
        if self.drift_us_per_day and self.comparison is None:
            raise ConfigError("drift", "says nothing without a comparison to count it from")


@dataclass(frozen=True, slots=True, kw_only=True)
class FootageClock:
    """The four facts of one footage file, and who says so."""

    footage_id: FootageId
    recorder_start: datetime  # naive: what the recorder shows at the first frame
    facts: ClockFacts
    corrected_start: datetime  # aware, UTC
    actor: str
    time: datetime  # aware, UTC: when it was said

    @property
    def offset(self) -> timedelta:
        """What is added to the recorder's own moment at the first frame."""
        return self.corrected_start - recorder_moment(self.recorder_start, self.facts)


def zone_of(name: str) -> tzinfo:
    """The zone of a name; `UTC+05:30` is a fixed one.

    Raises:
        ConfigError: there is none.
    """
    fixed = _FIXED_ZONE.fullmatch(name)
    if fixed is not None:
        hours, minutes = int(fixed[2]), int(fixed[3])
        if hours <= 14 and minutes < 60:  # noqa: PLR2004  (no clock on earth is further off)
            offset = timedelta(hours=hours, minutes=minutes)
            return timezone(offset if fixed[1] == "+" else -offset)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ConfigError(
            "zone", f"there is no zone {name}; give one such as Europe/Madrid or UTC+01:00"
        ) from error


def recorder_moment(reading: datetime, facts: ClockFacts) -> datetime:
    """The moment that the recorder's clock tells, right or wrong: aware, UTC.

    Raises:
        ConfigError: its zone skips this reading, or shows it twice and nobody said which.
    """
    zone = zone_of(facts.zone)
    _require_believable(reading)
    found = moments_of(reading, zone)
    if not found:
        before, behind = (one.isoformat() for one in offsets_beside(reading, zone))
        raise ConfigError(
            "recorder time",
            f"{reading.isoformat(' ')} never was in {facts.zone}, where clocks were put forward. "
            f"A recorder that shows it was not put forward: give its fixed offset as the zone, "
            f"such as UTC{before[-6:]} or UTC{behind[-6:]}",
        )
    if len(found) == 1:
        return found[0].astimezone(UTC)
    if facts.fold is None:
        raise ConfigError(
            "recorder time",
            f"{reading.isoformat(' ')} came twice in {facts.zone}, where clocks were put back: "
            "say which, --fold earlier or --fold later",
        )
    return found[facts.fold is Fold.LATER].astimezone(UTC)


def recorder_to_utc(reading: datetime, facts: ClockFacts) -> datetime:
    """The corrected moment of a reading: aware, UTC, to the microsecond.

    corrected = told + (true - told at the comparison) + drift * (told - told at the comparison)
    where `told` is the moment that the recorder's clock tells in its zone (our reasoning).

    Raises:
        ConfigError: the zone skips this reading, or shows it twice and nobody said which.
    """
    told = recorder_moment(reading, facts)
    if facts.comparison is None:
        return told
    at = recorder_moment(facts.comparison.recorder, facts)
    offset_us = (facts.comparison.true.astimezone(UTC) - at) // MICROSECOND
    since_us = (told - at) // MICROSECOND
    corrected = told + timedelta(
        microseconds=offset_us + _rounded(since_us * facts.drift_us_per_day, DAY_US)
    )
    _require_believable(corrected)
    return corrected


def utc_to_recorder(moment: datetime, facts: ClockFacts) -> datetime:
    """What the recorder showed at a moment: naive, in its zone; the inverse within 1 us."""
    zone = zone_of(facts.zone)
    if facts.comparison is None:
        return moment.astimezone(zone).replace(tzinfo=None, fold=0)
    at = recorder_moment(facts.comparison.recorder, facts)
    since_true_us = (moment - facts.comparison.true.astimezone(UTC)) // MICROSECOND
    since_us = _rounded(since_true_us * DAY_US, DAY_US + facts.drift_us_per_day)
    told = at + timedelta(microseconds=since_us)
    return told.astimezone(zone).replace(tzinfo=None, fold=0)


def drift_between(first: Comparison, second: Comparison, zone: str, fold: Fold | None) -> int:
    """Microseconds a day by which a clock falls behind, from two comparisons.

    Raises:
        ConfigError: they are of one moment, or a clock cannot be as wrong as that.
    """
    facts = ClockFacts(zone=zone, fold=fold)
    start, end = (recorder_moment(one.recorder, facts) for one in (first, second))
    passed_us = (end - start) // MICROSECOND
    if passed_us == 0:
        raise ConfigError("drift", "both comparisons are of one moment: give two that lie apart")
    true_us = (second.true.astimezone(UTC) - first.true.astimezone(UTC)) // MICROSECOND
    drift = _rounded((true_us - passed_us) * DAY_US, passed_us)
    ClockFacts(zone=zone, comparison=first, drift_us_per_day=drift)  # checks the drift
    return drift


def sentence(facts: ClockFacts) -> str:
    """`recorder was 00:06:12 slow; 14:03:00 on screen is 14:09:12 UTC+02:00` (U16)."""
    if facts.comparison is None:
        return f"recorder clock not compared, taken as right in {facts.zone}"
    at = facts.comparison.recorder
    wrong = recorder_to_utc(at, facts) - recorder_moment(at, facts)
    size = abs(wrong) // MICROSECOND
    hours, rest = divmod(size // 1_000_000, 3600)
    fraction = f".{size % 1_000_000:06}".rstrip("0") if size % 1_000_000 else ""
    how = "slow" if wrong > timedelta(0) else "fast"
    was = "recorder was right"
    if size:
        was = f"recorder was {hours:02}:{rest // 60:02}:{rest % 60:02}{fraction} {how}"
    true = recorder_to_utc(at, facts).astimezone(zone_of(facts.zone))
    drift = ""
    if facts.drift_us_per_day:
        direction = "falls behind" if facts.drift_us_per_day > 0 else "gains"
        drift = f"; it {direction} {abs(facts.drift_us_per_day) / 1e6:g} s a day"
    return (
        f"{was}; {at.isoformat(' ')} on screen is "
        f"{true.replace(tzinfo=None).isoformat(' ')} UTC{true.isoformat()[-6:]}{drift}"
    )


def _require_believable(time: datetime) -> None:
    if time.year not in _YEARS:
        raise ConfigError("recorder time", f"must lie in {_YEARS[0]}..{_YEARS[-1]}, got {time}")


def _rounded(numerator: int, denominator: int) -> int:
    """The nearest whole number to a quotient, exactly; halves go up."""
    return (2 * numerator + denominator) // (2 * denominator)
