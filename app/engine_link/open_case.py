"""What an operation on a case needs, passed explicitly."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.engine_link.change_bus import ChangeBus
from app.engine_link.engine import OpenedCase
from app.engine_link.failure_bus import FailureBus
from app.engine_link.job_bridge import JobBridge
from app.engine_link.task_runner import TaskRunner


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A case on the desk, with the ways to read, change and watch it."""

    case: OpenedCase
    tasks: TaskRunner
    jobs: JobBridge
    changes: ChangeBus
    failures: FailureBus

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the case's times are told."""
        return ZoneInfo(self.case.facts.time_zone)

    def close(self) -> None:
        """Stop the job, end the worker, close the case."""
        self.jobs.close()
        self.case.close()
