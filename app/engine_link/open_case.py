"""What an operation on a case needs, passed explicitly."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from app.engine_link.change_bus import ChangeBus
from app.engine_link.engine import OpenedCase
from app.engine_link.failure_bus import FailureBus
from app.engine_link.job_bridge import JobBridge
from app.engine_link.task_runner import TaskRunner
from app.settings.keys import Keys
from cba_core.domain.case_log import LogHead


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A case on the desk, with the ways to read, change and watch it."""

    case: OpenedCase
    tasks: TaskRunner
    jobs: JobBridge
    changes: ChangeBus
    failures: FailureBus
    keys: Keys = field(default_factory=Keys)
    """What the pages of the case listen to."""

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the case's times are told."""
        return ZoneInfo(self.case.facts.time_zone)

    def let_go(self) -> Callable[[], LogHead | None]:
        """Stop listening to job and tasks, at once.

        Gives what ends the worker, finishes the edits and closes the case: call it off the GUI
        thread, for a job takes seconds to stop. It gives the head of the log as it is left.
        """
        end_worker = self.jobs.let_go()
        self.tasks.let_go()

        def end() -> LogHead | None:
            head: list[LogHead | None] = []
            with ExitStack() as steps:  # each is done, whatever happens in the others
                steps.callback(lambda: head.append(self.case.close()))
                steps.callback(self.tasks.join)
                steps.callback(end_worker)
            return head[0]

        return end
