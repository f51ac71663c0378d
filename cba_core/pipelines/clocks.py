"""Recorder clocks of an open case: four time facts of each file, and gaps in recordings."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from cba_core.domain.clocks import (
    ClockFacts,
    FootageClock,
    recorder_to_utc,
    utc_to_recorder,
    zone_of,
)
from cba_core.domain.edits import AppliedEdit, SetClock
from cba_core.domain.errors import (
    CbaError,
    ConfigError,
    FootageMissingError,
    JobCancelled,
    NotInCaseError,
)
from cba_core.domain.footage import Footage
from cba_core.domain.ids import FootageId
from cba_core.domain.progress import Progress, TaskContext, Unattended
from cba_core.domain.time_facts import SourceTime, TimeFacts, time_facts_of
from cba_core.domain.time_stamps import TimeFaultCounts, TimeStamps
from cba_core.pipelines.review import CaseReview
from cba_core.store.case_store import SqlCaseStore

READING = "Reading time stamps"


class CaseClocks:
    """The clocks of an open case. Safe to use from several threads."""

    def __init__(self, store: SqlCaseStore, review: CaseReview) -> None:
        self._store = store
        self._review = review

    def all(self) -> list[SourceTime]:
        """Of every footage file, in the order of adding."""
        clocks = self._store.clocks.all()
        zone = self._store.facts.time_zone
        return [
            SourceTime(
                footage=one,
                clock=clocks.get(one.id),
                time=time_facts_of(one.start_time, clocks.get(one.id), zone),
            )
            for one in self._store.footage.all()
        ]

    def of(self, number: FootageId) -> SourceTime:
        """Of one footage file.

        Raises:
            NotInCaseError: there is none.
        """
        footage, clock = self._store.footage.get(number), self._store.clocks.all().get(number)
        zone = self._store.facts.time_zone
        return SourceTime(
            footage=footage, clock=clock, time=time_facts_of(footage.start_time, clock, zone)
        )

    def times(self) -> dict[FootageId, TimeFacts]:
        """What the times of every footage file rest on, and their zone."""
        return {one.footage.id: one.time for one in self.all()}

    def planned(
        self,
        footage: Sequence[FootageId],
        facts: ClockFacts,
        recorder_start: datetime | None = None,
    ) -> list[tuple[FootageId, datetime, datetime]]:
        """(file, what its recorder shows at the start, corrected start) if that were told.

        Args:
            footage: the files.
            facts: the clock they have in common.
            recorder_start: naive; for one file. Else that of its clock, or the start told when it
                was added, as read from a clock of the zone it was told in.

        Raises:
            NotInCaseError: there is no such footage.
            ConfigError: a start was never told, or a reading makes no sense in the zone.
        """
        clocks = self._store.clocks.all()
        known = {one.id: one for one in self._store.footage.all()}
        planned = []
        for number in dict.fromkeys(footage):
            one = known.get(number)
            if one is None:
                raise NotInCaseError("footage", number, "cba footage list CASE")
            reading = recorder_start or _reading(one, clocks.get(number))
            planned.append((number, reading, recorder_to_utc(reading, facts)))
        return planned

    def set(
        self,
        footage: Sequence[FootageId],
        facts: ClockFacts,
        recorder_start: datetime | None = None,
    ) -> AppliedEdit | None:
        """Tell the clock of files; an edit, so it can be undone.

        Raises:
            NotInCaseError, ConfigError: as `planned`.
        """
        planned = self.planned(footage, facts, recorder_start)
        compared = facts.comparison
        return self._review.apply(
            SetClock(
                footage=tuple(one for one, _, _ in planned),
                recorder_starts=tuple(reading for _, reading, _ in planned),
                zone=facts.zone,
                compared_recorder=None if compared is None else compared.recorder,
                compared_true=None if compared is None else compared.true,
                drift_us_per_day=facts.drift_us_per_day,
                fold=facts.fold,
                recorder=facts.recorder,
                evidence=facts.evidence,
                photo=facts.photo,
                photo_sha256=facts.photo_sha256,
            )
        )

    @staticmethod
    def with_photo(facts: ClockFacts, photo: Path) -> ClockFacts:
        """The facts with a photograph of the comparison and its SHA-256.

        Raises:
            CbaError: it cannot be read.
        """
        return replace(facts, photo=str(photo.absolute()), photo_sha256=photo_hash(photo))

    def forget(self, footage: Sequence[FootageId]) -> AppliedEdit | None:
        """Take back what was told of the clock; the corrected start stays as a told one."""
        return self._review.apply(SetClock(footage=tuple(dict.fromkeys(footage))))

    def time_fault_counts(self) -> dict[FootageId, TimeFaultCounts]:
        """How many gaps, repeats and jumps; of every file whose time stamps indexing has read."""
        return self._store.time_stamps.counts()

    def time_stamps(self, number: FootageId, context: TaskContext | None = None) -> TimeStamps:
        """Gaps, repeats and jumps of a recording, as indexing found them.

        Where they are not kept, or not all of them, the whole file is read without decoding it.
        A file that is gone or of another size than the one that was added is not answered for.

        Raises:
            NotInCaseError, FootageMissingError, FootageChangedError, FootageUnreadableError,
            JobCancelled.
        """
        from cba_core.footage.time_stamps import time_stamps_of
        from cba_core.pipelines.viewing import require_same_size

        footage = self._store.footage.get(number)
        if not footage.path.exists():
            raise FootageMissingError(footage.path)
        require_same_size(footage)
        kept = self._store.time_stamps.get(number)
        if kept is not None and kept.is_whole:
            return kept
        watch = context or Unattended()
        total = footage.facts.expected_frames

        def heed(count: int) -> None:
            if watch.is_cancelled():
                raise JobCancelled(READING)
            watch.report(Progress(READING, count, total, unit="frames"))

        return time_stamps_of(footage.path, heed)


def clock_lines(clock: FootageClock, time_s: float) -> tuple[str, str]:
    """The lines that tell a moment of a file whose clock was told, for copies that carry them.

    Args:
        clock: of the file.
        time_s: seconds from the first frame.
    """
    corrected = clock.corrected_start + timedelta(microseconds=round(time_s * 1_000_000))
    shown = utc_to_recorder(corrected, clock.facts).isoformat(" ", "milliseconds")
    local = corrected.astimezone(zone_of(clock.facts.zone))
    told = (
        f"{local.replace(tzinfo=None).isoformat(' ', 'milliseconds')} UTC{local.isoformat()[-6:]}"
    )
    compared = clock.facts.comparison is not None
    return (
        f"Recorder time: {shown} ({clock.facts.zone})",
        f"Corrected time: {told}" if compared else f"Clock not compared: {told}",
    )


def photo_hash(path: Path) -> str:
    """SHA-256 of a photograph that is evidence for a clock.

    Raises:
        CbaError: it cannot be read.
    """
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        reason = error.strerror or str(error)
        raise CbaError(f"{path} cannot be read: {reason}", "Name the photograph.") from error


def _reading(footage: Footage, clock: FootageClock | None) -> datetime:
    if clock is not None:
        return clock.recorder_start
    if footage.start_time is None:
        raise ConfigError(
            "recorder time",
            f"nobody told what the recorder shows at the first frame of footage {footage.id} "
            f"({footage.name}): cba clock set CASE {footage.id} --recorder-start TIME",
        )
    return footage.start_time.replace(tzinfo=None, fold=0)
