"""What is written about a clock, until it can be told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.engine_link.engine_texts import engine_text
from app.viewmodels.moments import MomentError, parse_moment, parse_reading
from cba_core.domain.clocks import (
    ClockFacts,
    Comparison,
    Fold,
    drift_between,
    zone_of,
)
from cba_core.domain.errors import ConfigError
from cba_core.domain.local_time import moments_of
from cba_core.domain.time_facts import SourceTime

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockEdit:
    """What a person tells of the clock of files."""

    facts: ClockFacts
    recorder_start: datetime | None = None  # naive; of one file
    photo: Path | None = None  # of the comparison


class DraftError(ValueError):
    """What is written cannot be told; its message is for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockDraft:
    """The fields as they are written; empty ones tell nothing."""

    zone: str
    recorder_start: str = ""
    recorder: str = ""  # what the recorder showed when it was compared
    true: str = ""
    second_recorder: str = ""
    second_true: str = ""
    fold: Fold | None = None
    name: str = ""
    evidence: str = ""
    photo: str = ""
    kept_drift_us_per_day: int = 0  # told before; holds where no second comparison tells another

    @property
    def readings(self) -> tuple[datetime, ...]:
        """What can be read of the fields that hold a recorder's reading."""
        found = []
        for text in (self.recorder_start, self.recorder, self.second_recorder):
            try:
                found.append(parse_reading(text))
            except MomentError:
                continue
        return tuple(found)

    def edit(self) -> ClockEdit:
        """What it tells.

        Raises:
            DraftError: something is missing or cannot be read.
        """
        try:
            facts = self._facts()
            start = parse_reading(self.recorder_start) if self.recorder_start.strip() else None
        except MomentError as problem:
            raise DraftError(str(problem)) from problem
        except ConfigError as problem:
            raise DraftError(
                f"{engine_text(problem.what)}. {engine_text(problem.remedy)}".strip()
            ) from problem
        photo = Path(self.photo.strip()) if self.photo.strip() else None
        return ClockEdit(facts=facts, recorder_start=start, photo=photo)

    def _facts(self) -> ClockFacts:
        if not self.zone.strip():
            raise DraftError(translate("clocks", "Say to which zone the recorder's clock was set."))
        zone_of(self.zone.strip())
        first = self._comparison(self.recorder, self.true)
        second = self._comparison(self.second_recorder, self.second_true)
        if second is not None and first is None:
            raise DraftError(
                translate("clocks", "The second comparison needs a first one to count from.")
            )
        drift = 0 if first is None else self.kept_drift_us_per_day
        if first is not None and second is not None:
            drift = drift_between(first, second, self.zone.strip(), self.fold)
        return ClockFacts(
            zone=self.zone.strip(),
            comparison=first,
            drift_us_per_day=drift,
            fold=self.fold,
            recorder=self.name.strip(),
            evidence=self.evidence.strip(),
        )

    def _comparison(self, recorder: str, true: str) -> Comparison | None:
        if not recorder.strip() and not true.strip():
            return None
        if not recorder.strip() or not true.strip():
            raise DraftError(
                translate(
                    "clocks", "A comparison has both: what the recorder showed, and the truth."
                )
            )
        return Comparison(
            recorder=parse_reading(recorder), true=parse_moment(true, zone_of(self.zone.strip()))
        )


def is_doubled(readings: Iterable[datetime], zone: str) -> bool:
    """Whether one of the readings came twice in the zone, as clocks were put back."""
    try:
        there = zone_of(zone.strip())
    except ConfigError:
        return False
    return any(len(moments_of(reading, there)) > 1 for reading in readings)


def shared_clock(sources: Sequence[SourceTime]) -> ClockFacts | None:
    """The clock that all of the files have; None where they differ or have none."""
    facts = {None if one.clock is None else one.clock.facts for one in sources}
    return next(iter(facts)) if len(facts) == 1 else None
