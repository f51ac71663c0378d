"""Making and opening cases."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.engine_link.task_runner import TaskRunner

if TYPE_CHECKING:
    from app.engine_link.engine import Engine, OpenedCase
    from cba_core.domain.repositories import CaseFacts


def create_case(
    *,
    engine: "Engine",
    tasks: TaskRunner,
    prepare: Callable[[], None],
    path: Path,
    facts: "CaseFacts",
    done: Callable[["OpenedCase"], None],
    failed: Callable[[Exception], None],
) -> None:
    """Make a case and open it; `prepare` is called first, on the same thread."""

    def work() -> "OpenedCase":
        prepare()
        return engine.create_case(path, facts)

    tasks.edits.run(work, done, failed, _close)


def open_case(
    *,
    engine: "Engine",
    tasks: TaskRunner,
    prepare: Callable[[], None],
    path: Path,
    done: Callable[["OpenedCase"], None],
    failed: Callable[[Exception], None],
) -> None:
    """Open a case of the disk; `prepare` is called first, on the same thread."""

    def work() -> "OpenedCase":
        prepare()
        return engine.open_case(path)

    tasks.edits.run(work, done, failed, _close)


def _close(case: "OpenedCase") -> None:
    """The window was closed meanwhile."""
    case.close()
