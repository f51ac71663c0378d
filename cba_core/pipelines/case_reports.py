"""Reports of an open case: drawn to be looked at, written and logged, made again and compared."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from time import time
from typing import Any

import platformdirs

from cba_core.domain.case_report import (
    ReportCheck,
    ReportLack,
    ReportMade,
    ReportPreview,
    ReportWishes,
)
from cba_core.domain.errors import CaseReadOnlyError, DiskFullError, FolderUnusableError
from cba_core.domain.progress import TaskContext
from cba_core.pipelines.kept_self_test import kept_self_test
from cba_core.pipelines.report import (
    as_wished,
    differences_of,
    draw_pdf,
    lists_of,
    make_report,
    read_report,
    report_facts,
)
from cba_core.pipelines.report_files import LEFT_OUT, copy_pictures
from cba_core.pipelines.report_integrity import integrity_facts
from cba_core.pipelines.report_lacks import lacks_of
from cba_core.pipelines.reported_case import ReportedCase
from cba_core.store.file_system import NO_ROOM

Json = dict[str, Any]
_FORGOTTEN_S = 24 * 3600
"""A folder of a preview lives for a second; one as old as this is of a process that was killed."""


class CaseReports:
    """The reports of an open case. Safe to use from several threads."""

    def __init__(self, case: ReportedCase) -> None:
        self._case = case
        self._lock = Lock()
        self._facts: tuple[object, Json] | None = None
        self._drawn: tuple[object, ReportPreview] | None = None
        self._integrity: tuple[int, Json] = (0, integrity_facts([]))

    def lacks(self) -> list[ReportLack]:
        """What a report would have to say is missing, as far as it is known without comparing."""
        return list(lacks_of(self._case, self._compared()))

    def preview(self, wishes: ReportWishes, *, context: TaskContext | None = None) -> ReportPreview:
        """Draw the report as it would be now; nothing is logged and nothing written into the case.

        The PDF is that of `make`, byte for byte, where nothing happens in between. Exhibits are
        not verified for it. Drawn again only where case or wishes have changed.

        Raises:
            NotIndexedError: the case is not indexed.
            NotInstalledError: reportlab is missing.
            ConfigError: one proposition is given, which competes with nothing.
            FolderUnusableError, DiskFullError: the cache cannot be written.
            JobCancelled: asked to stop.
        """
        case = self._case
        with self._lock:
            tested = kept_self_test(case.model_id())
            state = (str(case.log.head()), case.index_state(), tested)
            drawn_of = (state, wishes)
            if self._drawn is not None and self._drawn[0] == drawn_of:
                return self._drawn[1]
            if self._facts is None or self._facts[0] != state:
                self._facts = (state, report_facts(case, context))
            facts = self._facts[1]
            left_out = dict.fromkeys(wishes.leave_out, LEFT_OUT)
            report = as_wished(case, facts, wishes, left_out)
            with _preview_folder() as folder:
                copy_pictures(case, report, folder)
                draw_pdf(report, folder / "report.pdf", folder)
                pdf = (folder / "report.pdf").read_bytes()
            curves = list(case.errors().curves.values())
            preview = ReportPreview(
                pdf=pdf,
                head=facts["case"]["log_head"],
                findings=len(facts["findings"]),
                lacks=tuple(lacks_of(case, facts["integrity"], curves)),
            )
            self._drawn = (drawn_of, preview)
            return preview

    def make(
        self, out: Path, wishes: ReportWishes, *, context: TaskContext | None = None
    ) -> ReportMade:
        """Write a report into a new folder, and log it; see `make_report`.

        Raises:
            CaseReadOnlyError: the case is open for reading only, and nothing could be logged.
            NotIndexedError: the case is not indexed.
            NotInstalledError: reportlab is missing.
            NotInCaseError: there is no exhibit of a name that is to be left out.
            ExhibitChangedError: another exhibit is not what it was.
            DiskFullError: there is no room for it; nothing is left of it.
            CbaError: there is something at `out`, or it cannot be written.
            JobCancelled: asked to stop.
        """
        if not self._case.log.is_kept:
            raise CaseReadOnlyError(self._case.path, "it is open for reading only")
        return make_report(self._case, out, wishes, context=context)

    def differences(self, report: Path, *, context: TaskContext | None = None) -> ReportCheck:
        """Make every list of a report again and compare it rank by rank (E18).

        Args:
            report: its report.json.
            context: told of progress; may cancel.

        Raises:
            CbaError: it is no report, it is of another case, or names what the case does not have.
            JobCancelled: asked to stop.
        """
        told = read_report(report)
        found = differences_of(self._case, told, context)
        return ReportCheck(lists=len(lists_of(told)), differences=tuple(found))

    def _compared(self) -> Json:
        """When files were last compared; of the log only what came since the last question."""
        known, integrity = self._integrity
        entries = self._case.log.entries(known + 1)
        integrity = integrity_facts(entries, integrity)
        self._integrity = (known + len(entries), integrity)
        return integrity


@contextmanager
def _preview_folder() -> Iterator[Path]:
    """A folder for pictures and PDF of one preview, for nobody else to read, and gone after it."""
    root = platformdirs.user_cache_path("duskline") / "previews"
    try:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sweep(root)
        with tempfile.TemporaryDirectory(dir=root, ignore_cleanup_errors=True) as folder:
            yield Path(folder)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFullError(root) from error
        reason = error.strerror or str(error)
        raise FolderUnusableError(root, reason, "XDG_CACHE_HOME") from error


def _sweep(root: Path) -> None:
    """Remove what killed processes left behind: it shows people."""
    for left in os.scandir(root):
        with suppress(OSError):
            if time() - left.stat(follow_symlinks=False).st_mtime > _FORGOTTEN_S:
                shutil.rmtree(left.path)
