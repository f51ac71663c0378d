"""What a time rests on and the zone it is told in; every time that leaves as JSON has both (U15).

One function writes them, so that no list of times says more or less than another.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cba_core.domain.clocks import FootageClock, zone_of
from cba_core.domain.errors import ConfigError
from cba_core.domain.footage import Footage

Json = dict[str, str | None]


class TimeBasis(StrEnum):
    """What a time rests on."""

    CORRECTED = "corrected"  # the recorder's clock was compared with a right one
    TOLD = "told"  # somebody told it, and no clock was compared
    COMPUTER = "computer"  # the clock of the computer on which the program ran
    UNKNOWN = "unknown"  # nobody told it


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeFacts:
    """What the times of one source rest on, and their zone."""

    basis: TimeBasis
    zone: str | None  # IANA name, or UTC+01:00 where only the offset is known; None: unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTime:
    """What is known of one file's time."""

    footage: Footage
    clock: FootageClock | None  # None: its clock was never told
    time: TimeFacts  # what its times rest on (U15)

    @property
    def basis(self) -> str:
        """What its times rest on, in a word: corrected, told or unknown (U15)."""
        return self.time.basis.value


OF_COMPUTER = TimeFacts(basis=TimeBasis.COMPUTER, zone="UTC")
"""Of what the program did itself: it stamps in UTC, by the clock of its computer."""
UNKNOWN_TIME = TimeFacts(basis=TimeBasis.UNKNOWN, zone=None)


def time_facts_of(start: datetime | None, clock: FootageClock | None, case_zone: str) -> TimeFacts:
    """What the times of a footage file rest on.

    Args:
        start: aware time of its first frame; None where nobody told it.
        clock: what was told of its recorder's clock.
        case_zone: zone of the case, in which times without an offset were told.
    """
    if start is None:
        return UNKNOWN_TIME
    if clock is None:
        return TimeFacts(basis=TimeBasis.TOLD, zone=_told_zone(start, case_zone))
    compared = clock.facts.comparison is not None
    basis = TimeBasis.CORRECTED if compared else TimeBasis.TOLD
    return TimeFacts(basis=basis, zone=clock.facts.zone)


def time_json(key: str, moment: datetime | None, facts: TimeFacts) -> Json:
    """`key` in ISO 8601 with its offset, and beside it `key_basis` and `key_zone`.

    Args:
        key: name of the time.
        moment: aware; None where it is unknown.
        facts: what it rests on.
    """
    told = UNKNOWN_TIME if moment is None else facts
    iso = None if moment is None else _in_zone(moment, told.zone).isoformat()
    return {key: iso, **basis_json(key, told)}


def basis_json(key: str, facts: TimeFacts) -> Json:
    """What stands beside a time that is text already, such as one of a manifest."""
    return {f"{key}_basis": facts.basis.value, f"{key}_zone": facts.zone}


def _told_zone(start: datetime, case_zone: str) -> str:
    """The case's zone where it has that offset then; else the offset alone is known."""
    try:
        if start.astimezone(zone_of(case_zone)).utcoffset() == start.utcoffset():
            return case_zone
    except ConfigError:  # made on a machine that knows more zones
        pass
    offset = start.isoformat()[-6:]
    return "UTC" if offset == "+00:00" else f"UTC{offset}"


def _in_zone(moment: datetime, zone: str | None) -> datetime:
    """A file may go on past a change of the clocks; its start has one offset alone."""
    try:
        return moment if zone is None else moment.astimezone(zone_of(zone))
    except ConfigError:
        return moment
