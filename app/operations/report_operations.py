"""Writing a report of the case, and making its lists again."""

from collections.abc import Callable
from pathlib import Path

from app.engine_link.open_case import OpenCase
from app.engine_link.watched_work import WatchedWork
from cba_core.domain.case_report import ReportCheck, ReportMade, ReportWishes

REPORT_FILE = "report.json"


def free_folder(place: Path, name: str) -> Path:
    """A folder of this name at `place`, or with the first number behind it that is not there."""
    folder, number = place / name, 2
    while folder.exists() or folder.is_symlink():
        folder, number = place / f"{name}-{number}", number + 1
    return folder


def make_report(
    *,
    desk: OpenCase,
    work: WatchedWork,
    place: Path,
    wishes: ReportWishes,
    done: Callable[[ReportMade], None],
    failed: Callable[[Exception], None],
) -> None:
    """Write a report into a new folder at `place`, named after the case."""
    case = desk.case
    work.run(
        lambda context: case.reports.make(
            free_folder(place, f"{case.name}-report"), wishes, context=context
        ),
        done,
        failed,
    )


def check_report(
    *, desk: OpenCase, work: WatchedWork, report: Path, done: Callable[[ReportCheck], None]
) -> None:
    """Make every list of a report again and compare it rank by rank."""
    work.run(
        lambda context: desk.case.reports.differences(report, context=context),
        done,
        desk.failures.report,
    )
