"""Log and integrity of a made-up case."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from cba_core.domain.case_log import LogAction, LogAuthor, LogEntry, LogHead, hash_of_line
from cba_core.domain.errors import JobCancelled
from cba_core.domain.ids import ModelId
from cba_core.domain.integrity import BackupFacts, CasePart, IntegrityFault, IntegrityReport
from cba_core.domain.log_check import LogFault
from cba_core.domain.progress import Progress, TaskContext

MADE = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def made_up_entry(number: int, previous: str) -> LogEntry:
    return LogEntry(
        number=number,
        time=MADE,
        action=LogAction.QUERY if number > 1 else LogAction.CREATE,
        actor="R. Vidal",
        reason="a test",
        object=f"tracklet {number}",
        details={"limit": 60},
        previous_hash=previous,
    )


@dataclass
class FakeLog:
    author: LogAuthor = field(default_factory=lambda: LogAuthor("R. Vidal"))
    count: int = 3
    faults: list[LogFault] = field(default_factory=list)
    exported: list[Path] = field(default_factory=list)
    looks: list[tuple[str, float]] = field(default_factory=list)

    def _all(self) -> list[LogEntry]:
        made: list[LogEntry] = []
        for number in range(1, self.count + 1):
            made.append(made_up_entry(number, hash_of_line(made[-1].line) if made else "0" * 64))
        return made

    def entries(self, first: int = 1, limit: int | None = None) -> list[LogEntry]:
        end = None if limit is None else first - 1 + limit
        return self._all()[first - 1 : end]

    def head(self) -> LogHead:
        return LogHead(self.count, hash_of_line(self._all()[-1].line))

    def viewed(self, what: str, seconds: float) -> None:
        self.looks.append((what, seconds))

    def verify(self) -> list[LogFault]:
        return self.faults

    def export(self, target: Path, context: TaskContext | None = None) -> LogHead:
        self.exported.append(target)
        head = self.head()
        self.count += 1
        return head


@dataclass
class FakeIntegrity:
    faults: tuple[IntegrityFault, ...] = ()
    kept: list[BackupFacts] = field(default_factory=list)
    looked: list[bool] = field(default_factory=list)  # of each time, whether it was quick
    go_on: Event | None = None  # waited for, heeding a request to stop

    def backups(self) -> list[BackupFacts]:
        return self.kept

    def verify(
        self,
        model_id: ModelId | None,
        *,
        is_quick: bool = False,
        context: TaskContext | None = None,
    ) -> IntegrityReport:
        self.looked.append(is_quick)
        assert context is not None
        context.report(Progress("Reading footage", 1, 4, "files"))
        while self.go_on is not None and not self.go_on.wait(0.01):
            if context.is_cancelled():
                raise JobCancelled("Reading footage")
        return IntegrityReport(
            looked_at={CasePart.FOOTAGE: 4}, faults=self.faults, is_quick=is_quick
        )
