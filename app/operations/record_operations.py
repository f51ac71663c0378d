"""Looking a case through, and its log."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.engine_link.engine import OpenedCase
from app.engine_link.open_case import OpenCase
from app.engine_link.task_runner import Lane
from app.engine_link.watched_work import WatchedWork
from app.viewmodels.blind_hiding import without_what_others_decided
from cba_core.domain.case_log import LogEntry, LogHead
from cba_core.domain.ids import FootageId
from cba_core.domain.integrity import BackupFacts, IntegrityReport
from cba_core.domain.log_check import LogFault


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecord:
    """What was done in a case, as far as it is shown."""

    head: LogHead
    entries: tuple[LogEntry, ...]  # the last ones, oldest first
    names: Mapping[FootageId, str]  # of footage files


def load_record(*, desk: OpenCase, most: int, done: Callable[[CaseRecord], None]) -> None:
    """Read the last `most` entries of the log, and its head."""
    case = desk.case

    def work() -> CaseRecord:
        head = case.log.head()
        return CaseRecord(
            head=head,
            entries=tuple(_told(case, case.log.entries(max(1, head.count - most + 1), most))),
            names={one.id: one.name for one in case.footage()},
        )

    desk.tasks.queries.run(work, done)


def count_log(
    *,
    desk: OpenCase,
    lane: Lane,
    done: Callable[[LogHead], None],
    failed: Callable[[Exception], None],
) -> None:
    """How long the log is now, whoever wrote into it."""
    lane.run(desk.case.log.head, done, failed)


def load_backups(
    *, desk: OpenCase, lane: Lane, done: Callable[[tuple[BackupFacts, ...]], None]
) -> None:
    """Look through the backups, newest first: of a large case each takes seconds."""
    case = desk.case
    lane.run(lambda: tuple(case.integrity.backups()), done)


def _told(case: OpenedCase, entries: list[LogEntry]) -> list[LogEntry]:
    """As far as whoever is at work may know them: second readers see no first verdict."""
    reader = case.log.author.name
    if not any(one.is_open_for(reader) for one in case.review.blind.sets()):
        return entries
    return without_what_others_decided(entries, reader)


def look_through(
    *,
    desk: OpenCase,
    work: WatchedWork,
    is_quick: bool,
    done: Callable[[IntegrityReport], None],
) -> None:
    """Compare evidence, database, log, crops, index, exhibits and backups with what they were."""
    case = desk.case
    work.run(
        lambda context: case.integrity.verify(case.model_id(), is_quick=is_quick, context=context),
        done,
        desk.failures.report,
    )


def export_log(
    *, desk: OpenCase, work: WatchedWork, target: Path, done: Callable[[LogHead], None]
) -> None:
    """Write the log as JSON Lines, which `resources/verify_log.py` checks without the program."""
    work.run(lambda context: desk.case.log.export(target, context), done, desk.failures.report)


def check_chain(*, desk: OpenCase, done: Callable[[list[LogFault]], None]) -> None:
    """Compute every hash of the log again."""
    desk.tasks.queries.run(desk.case.log.verify, done)
