"""What an open case logs, and what it tells of its log."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import cba_core
from cba_core.config.search_config import SearchConfig
from cba_core.domain.asked import AskedPicture
from cba_core.domain.case_log import (
    Details,
    LogAction,
    LogAuthor,
    LogEntry,
    LogHead,
    NewLogEntry,
    first_previous_hash,
)
from cba_core.domain.errors import CaseDamagedError, CbaError, JobCancelled
from cba_core.domain.log_check import LogFault, StoredLine, check_lines
from cba_core.domain.progress import Progress, TaskContext, Unattended
from cba_core.domain.reports import AddReport, IndexReport
from cba_core.domain.search import SearchResult
from cba_core.pipelines.looks import Looks
from cba_core.pipelines.program_files import processor_name
from cba_core.store.case_store import SqlCaseStore, author_of
from cba_core.store.file_system import written_whole

_LINES_AT_ONCE = 2_000
EXPORTING = "Exporting the log"
EXPORT_FORMAT = "duskline case log 1"


class CaseLog:
    """The log of an open case. Safe to use from several threads."""

    def __init__(self, store: SqlCaseStore, author: LogAuthor | None) -> None:
        self._store = store
        self.author = author or author_of(store.facts)
        self.looks = Looks(self.append)

    @property
    def is_kept(self) -> bool:
        """False where the case was opened for reading only: then nothing is logged."""
        return not self._store.read_only

    def append(self, action: LogAction, what: str, details: Details | None = None) -> None:
        """Log it, where the case can be written.

        Raises:
            CbaError: it can be written, and it failed.
        """
        if self.is_kept:
            self._store.log.append(
                NewLogEntry(action=action, author=self.author, object=what, details=details or {})
            )

    def viewed(self, what: str, seconds: float) -> None:
        """Something was looked at for so long, such as "report": added up as playing is (E13).

        Raises:
            CbaError: the case can be written, and it failed.
        """
        self.looks.ended(what, self.looks.now - seconds)

    @contextmanager
    def failures_of(self, what: str) -> Iterator[None]:
        """Log what ends the block early, and let it go on its way (E13)."""
        try:
            yield
        except BaseException as error:
            self.append_failure(what, error)
            raise

    def append_failure(self, what: str, error: BaseException) -> None:
        """Log what ended something early; where even that fails, nothing more is said."""
        is_told = isinstance(error, CbaError | JobCancelled)
        told = {"error": type(error).__name__, "text": str(error) if is_told else repr(error)}
        with suppress(CbaError):  # a full disk must not hide what happened
            self.append(LogAction.FAILURE, what, told)

    def entries(self, first: int = 1, limit: int | None = None) -> list[LogEntry]:
        """Entries from number `first` on.

        Raises:
            CaseDamagedError: a line is no entry.
        """
        return self._store.log.entries(first, limit)

    def head(self) -> LogHead:
        """What to print on paper: how many entries there are, and the hash of the last."""
        return self._store.log.head()

    def head_if_readable(self) -> LogHead | None:
        """The same; None where a damaged or busy case does not tell."""
        with suppress(CbaError):
            return self.head()
        return None

    def verify(self, known: LogHead | None = None) -> list[LogFault]:
        """What is wrong with the log; empty where nothing is.

        Args:
            known: a head that was printed earlier; without one, lines that were cut off the end
                cannot be missed.
        """
        faults = [
            LogFault(0, "trigger", f"the trigger {name} is missing or was changed")
            for name in self._store.log.missing_triggers()
        ]
        lines = self._lines()
        return faults + check_lines(lines, first_previous_hash(self._store.case_uuid), known)

    def _lines(self) -> list[StoredLine]:
        """Every stored line; where one cannot even be read, None stands in its place."""
        try:
            return list(self._store.log.lines())
        except CaseDamagedError:
            return [self._line(number) for number in range(1, self.head().count + 1)]

    def _line(self, number: int) -> StoredLine:
        try:
            return next(iter(self._store.log.lines(number, 1)), (number, None, None))
        except CaseDamagedError:
            return (number, None, None)

    def export(self, target: Path, context: TaskContext | None = None) -> LogHead:
        """Write the log as JSON Lines, the case's facts first, and log that (E17).

        Returns:
            The head of what was exported; the entry of this export comes after it.

        Raises:
            CbaError: there is something at `target`, or it cannot be written.
        """
        with self.failures_of("exporting the log"):
            return self._exported(target, context or Unattended())

    def _exported(self, target: Path, context: TaskContext) -> LogHead:
        head = self.head()
        count = head.count
        facts = self._store.facts
        first = {
            "format": EXPORT_FORMAT,
            "program": f"Duskline {cba_core.__version__}",
            "case_uuid": self._store.case_uuid,
            "case_number": facts.number,
            "examiner": facts.examiner,
            "count": head.count,
            "head": head.hash,
        }
        with written_whole(target) as file:
            file.write(json.dumps(first, sort_keys=True).encode("ascii") + b"\n")
            for number in range(1, count + 1, _LINES_AT_ONCE):
                if context.is_cancelled():
                    raise JobCancelled(EXPORTING)
                context.report(Progress(EXPORTING, number - 1, count, unit="entries"))
                many = min(_LINES_AT_ONCE, count + 1 - number)
                for _number, line, _hash in self._store.log.lines(number, many):
                    file.write(str(line).encode("ascii") + b"\n")
        self.append(
            LogAction.EXPORT, "log", {"path": str(target), "count": head.count, "head": head.hash}
        )
        return head


def added_details(report: AddReport) -> list[tuple[str, Details]]:
    """(object, details) of what was shown to the case and is not in it: known or refused.

    What was added is logged with its row.
    """
    known = [
        (f"file {one.path}", {"result": "known already", "footage": one.footage.id})
        for one in report.duplicates
    ]
    refused = [
        (f"file {one.path}", {"result": "not read", "reason": one.reason})
        for one in report.rejected
    ]
    return [*known, *refused]


def indexed_details(report: IndexReport, settings: str) -> Details:
    """How an indexing run went, file by file, and with what (E15, E25)."""
    return {
        "run": "index",
        "model": report.model_id,
        "detector": report.detector,
        "backends": [report.detector_backend, report.encoder_backend],
        "processor": processor_name(),
        "settings": json.loads(settings),
        "seconds": round(report.seconds, 3),
        "embedded_again": report.embedded_again,
        "footage": [
            {
                "footage": one.footage.id,
                "sha256": one.footage.sha256,
                "tracklets": one.tracklets,
                "frames": one.frames,
                "frames_looked_at": one.frames_looked_at,
                "warning": one.warning,
                "failure": one.failure,
            }
            for one in report.outcomes
        ],
    }


def failed_details(report: IndexReport) -> list[tuple[str, Details]]:
    """(object, details) of the files that an indexing run refused, such as changed ones (E2)."""
    return [
        (f"footage {one.footage.id}", {"run": "index", "text": one.failure})
        for one in report.outcomes
        if one.failure is not None
    ]


def searched_details(
    result: SearchResult, config: SearchConfig, epoch: str, asked: Sequence[AskedPicture] = ()
) -> Details:
    """The input, the reference set and the list as shown (E15); `asked` are no tracklets (E18)."""
    searched = result.searched
    return {
        "query": [one.id for one in result.queries],
        "query_footage": [one.footage_id for one in result.queries],
        **({"query_pictures": [_picture_details(one) for one in asked]} if asked else {}),
        "model": result.model_id,
        "index": epoch,
        "into": config.into,
        "cameras": list(config.cameras),
        "earliest": _told(config.earliest),
        "latest": _told(config.latest),
        "minimum_length": config.minimum_length,
        "own_segment": config.include_own_segment,
        "with_accepted": [one.id for one in result.accepted],
        "rejected_left_out": searched.rejected_left_out,
        "gallery": searched.gallery,
        "without_vector": searched.without_vector,
        "footage_indexed": searched.footage.indexed,
        "footage_total": searched.footage.total,
        "gaps": searched.gaps.gaps,
        "gaps_s": round(searched.gaps.seconds, 3),
        "gaps_unknown_in": searched.gaps.unknown,
        "candidates": [one.tracklet.id for one in result.candidates],
    }


def _picture_details(asked: AskedPicture) -> Details:
    return {
        "picture": asked.label,
        "picture_sha256": asked.picture_sha256,
        "box": str(asked.box),
        "crop_sha256": asked.crop_sha256,
    }


def _told(moment: object) -> str | None:
    return None if moment is None else str(moment)
