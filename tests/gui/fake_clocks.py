"""Recorder clocks of a made-up case."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from cba_core.domain.clocks import ClockFacts, FootageClock, recorder_to_utc
from cba_core.domain.errors import CbaError, ConfigError
from cba_core.domain.footage import Footage
from cba_core.domain.ids import FootageId
from cba_core.domain.time_facts import SourceTime, time_facts_of


@dataclass
class FakeClocks:
    """Stores what is told in the lists of the case it belongs to."""

    held: list[Footage]
    told: dict[FootageId, FootageClock]

    def all(self) -> list[SourceTime]:
        return [
            SourceTime(
                footage=one,
                clock=self.told.get(one.id),
                time=time_facts_of(one.start_time, self.told.get(one.id), "Europe/Madrid"),
            )
            for one in self.held
        ]

    def of(self, number: FootageId, /) -> SourceTime:
        return next(one for one in self.all() if one.footage.id == number)

    def planned(
        self,
        footage: Sequence[FootageId],
        facts: ClockFacts,
        recorder_start: datetime | None = None,
    ) -> list[tuple[FootageId, datetime, datetime]]:
        planned = []
        for one in self.held:
            if one.id not in footage:
                continue
            reading = recorder_start
            if reading is None and one.start_time is not None:
                reading = one.start_time.replace(tzinfo=None)
            if reading is None:
                raise ConfigError("recorder time", f"nobody told it of {one.name}: cba clock set")
            planned.append((one.id, reading, recorder_to_utc(reading, facts)))
        return planned

    def set(
        self,
        footage: Sequence[FootageId],
        facts: ClockFacts,
        recorder_start: datetime | None = None,
    ) -> None:
        for number, reading, corrected in self.planned(footage, facts, recorder_start):
            self.told[number] = FootageClock(
                footage_id=number,
                recorder_start=reading,
                facts=facts,
                corrected_start=corrected,
                actor="R. Vidal",
                time=datetime(2026, 3, 2, tzinfo=UTC),
            )
            for row, one in enumerate(self.held):
                if one.id == number:
                    self.held[row] = replace(one, start_time=corrected)

    def with_photo(self, facts: ClockFacts, photo: Path) -> ClockFacts:
        if not photo.is_file():
            raise CbaError(f"{photo} cannot be read: no such file", "Name the photograph.")
        return replace(facts, photo=str(photo), photo_sha256="0" * 64)

    def forget(self, footage: Sequence[FootageId]) -> None:
        for number in footage:
            self.told.pop(number, None)
