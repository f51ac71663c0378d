"""`cba verify`: a case and its evidence, looked through part by part."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import TypeVar

from cba_core.domain.case_log import LogAction
from cba_core.domain.errors import (
    CbaError,
    FootageMissingError,
    FootageUnreadableError,
    JobCancelled,
)
from cba_core.domain.footage import Footage
from cba_core.domain.ids import ModelId
from cba_core.domain.integrity import BackupFacts, CasePart, IntegrityFault, IntegrityReport
from cba_core.domain.progress import Progress, RateMeter, TaskContext, Unattended
from cba_core.domain.repositories import TrackletFilter
from cba_core.pipelines.case_backups import facts_of
from cba_core.pipelines.case_log import CaseLog
from cba_core.pipelines.crop_check import fault_of_crop, faults_of_asked
from cba_core.pipelines.exhibits import CaseExhibits
from cba_core.pipelines.site_plan import fault_of_picture
from cba_core.store.backups import backups_in, faults_of_database, last_good_backup
from cba_core.store.case_store import SqlCaseStore
from cba_core.store.row_checks import wrong_rows

CHECKING = "Verifying footage"
T = TypeVar("T")
_AT_MOST = 200  # faults of one part that are told one by one


class CaseIntegrity:
    """Looks an open case through."""

    def __init__(self, store: SqlCaseStore, log: CaseLog, exhibits: CaseExhibits) -> None:
        self._store = store
        self._log = log
        self._exhibits = exhibits

    @property
    def damage(self) -> CbaError | None:
        """Why the case can only be read, where its database is damaged; names a good backup."""
        return self._store.damage

    @property
    def journal_mode(self) -> str:
        """What SQLite keeps beside the database while it writes (E39)."""
        return self._store.journal_mode

    def backups(self) -> list[BackupFacts]:
        """Every backup, newest first."""
        return [facts_of(one) for one in backups_in(self._store.folder)]

    def back_up(self) -> BackupFacts:
        """Make one now, whether or not there is one of today.

        Raises:
            DiskFullError, CaseReadOnlyError: it cannot be written.
        """
        return facts_of(self._store.back_up())

    def verify(
        self,
        model_id: ModelId | None,
        *,
        is_quick: bool = False,
        context: TaskContext | None = None,
    ) -> IntegrityReport:
        """Look at every part, name what is not what it was, and log that it was looked at.

        Args:
            model_id: the model of the case's searches, whose index files are looked at.
            is_quick: read no content of footage and leave out what takes a second reading.
            context: told of progress; may cancel.

        Raises:
            JobCancelled: the context asked to stop.
        """
        run = _Run(self._store, self._log, context or Unattended(), is_quick=is_quick)
        run.folder()
        run.plan()
        run.database()
        run.log()
        run.footage()
        run.crops()
        run.index(model_id)
        for fault in self._exhibits.verify(context=context):
            run.exhibit(fault.exhibit, fault.file, fault.reason)
        run.looked_at[CasePart.EXHIBITS] = len(self._exhibits.exhibits())
        run.backups()
        report = run.report()
        self._log.append(LogAction.VIEW, "case", _logged(report))
        return report


class _Run:
    def __init__(
        self, store: SqlCaseStore, log: CaseLog, context: TaskContext, *, is_quick: bool
    ) -> None:
        self.looked_at: dict[CasePart, int] = {}
        self._store = store
        self._log = log
        self._context = context
        self._is_quick = is_quick
        self._faults: list[IntegrityFault] = []
        self._notes: list[IntegrityFault] = []
        self._backup: str | None = None

    def report(self) -> IntegrityReport:
        return IntegrityReport(
            looked_at=self.looked_at,
            faults=tuple(self._faults),
            notes=tuple(self._notes),
            is_quick=self._is_quick,
            journal=self._store.journal_mode,
            last_good_backup=self._backup,
        )

    # ------------------------------------------------------------------ parts

    def folder(self) -> None:
        self.looked_at[CasePart.FOLDER] = 1
        folder = self._store.folder
        for link in folder.links():
            self._fault(
                CasePart.FOLDER, link.name, "it is a link to elsewhere",
                still="reading goes on; nothing is written through it",
                remedy="put what it leads to in its place",
            )  # fmt: skip
        left = [*folder.path.glob(".*.partial"), *folder.crops.glob("*/.*.partial")]
        left += (folder.path / "exhibits").glob(".partial-*")
        left += [*folder.backups.glob(".*.partial"), *folder.plan.glob(".*.partial")]
        for path in sorted(left):
            self._note(
                CasePart.FOLDER, path.relative_to(folder.path).as_posix(),
                "a run that ended early left it; nothing refers to it",
                still="everything", remedy="remove it when nothing works on the case",
            )  # fmt: skip

    def plan(self) -> None:
        for picture in self._read(lambda: [self._store.plan.get().picture]):
            text = None if picture is None else fault_of_picture(picture)
            if picture is not None and text is not None:
                self._fault(
                    CasePart.FOLDER, picture.path.relative_to(self._store.folder.path).as_posix(),
                    text, still="everything; places of cameras are in the database",
                    remedy="bring the file back from a copy, or choose the picture again",
                )  # fmt: skip

    def database(self) -> None:
        self._step("Verifying the database")
        path = self._store.folder.database
        for text in faults_of_database(path, quick=self._is_quick):
            self._fault(
                CasePart.DATABASE, path.name, text,
                still="what can be read is shown; nothing is written into it",
                remedy="restore the last good backup: cba case restore",
            )  # fmt: skip
        is_whole = not self._faults
        if not self._is_quick and is_whole:
            for fault in self._at_most(self._wrong_rows(), CasePart.DATABASE):
                self._fault(
                    CasePart.DATABASE, "rows", fault,
                    still="everything that does not read this row",
                    remedy="restore a backup in which it is right: cba case backups",
                )  # fmt: skip
        if self._faults:
            good = last_good_backup(self._store.folder)
            self._backup = None if good is None else good.path.name
        self.looked_at[CasePart.DATABASE] = 1

    def _wrong_rows(self) -> Iterator[str]:
        try:
            for fault in wrong_rows(self._store.folder.database):
                yield str(fault)
        except sqlite3.Error as error:
            yield str(error)

    def log(self) -> None:
        self._step("Verifying the log")
        try:
            count, found = self._log.head().count, [one.text for one in self._log.verify()]
        except CbaError as error:
            count, found = 0, [error.what]
        self.looked_at[CasePart.LOG] = count
        for text in found:
            self._fault(
                CasePart.LOG, "log", text,
                still="everything; what the log says of this entry is not to be relied on",
                remedy="compare with an exported log or a backup: cba log verify",
            )  # fmt: skip

    def footage(self) -> None:
        footage = self._read(self._store.footage.all)
        self.looked_at[CasePart.FOOTAGE] = len(footage)
        whole = _Whole(self._context, sum(_size_of(one) for one in footage))
        for one in footage:
            self._stop_if_asked(CHECKING)
            fault = self._fault_of(one, whole)
            whole.done += _size_of(one)
            if fault is None:
                continue
            text, remedy = fault
            self._fault(
                CasePart.FOOTAGE, f"footage {one.id}", f"{one.path.name}: {text}",
                still="what was found in it stays; it is not indexed, and no exhibit is made of it",
                remedy=remedy,
            )  # fmt: skip
            self._log.append(
                LogAction.FAILURE,
                f"footage {one.id}",
                {"what": "verified", "text": text, "sha256_of_adding": one.sha256},
            )

    def _fault_of(self, one: Footage, whole: "_Whole") -> tuple[str, str] | None:
        from cba_core.footage.fingerprint import sha256_of

        changed = (
            "its content has changed since it was added",
            "compare it with the original; add a file that is meant to differ as new footage",
        )
        if _size_of(one) != one.size_bytes:
            return (
                "the case's row of it is damaged: its size is no number",
                "restore a backup in which it is right: cba case backups",
            )
        try:
            facts = one.path.stat()
            if one.path.is_file() and facts.st_size != one.size_bytes:
                return changed
            if not self._is_quick and sha256_of(one.path, whole) != one.sha256:
                return changed
        except (FootageMissingError, FileNotFoundError):
            return "it is not where it was", "plug the medium in, or: cba footage find CASE FOLDER"
        except (FootageUnreadableError, OSError) as error:
            told = error.reason if isinstance(error, FootageUnreadableError) else error.strerror
            return f"it cannot be read: {told}", "copy it from the original medium again"
        return None

    def crops(self) -> None:
        step, looked = "Verifying crops", 0
        folder = self._store.folder.path
        tracklets = self._read(lambda: self._store.tracklets.find(TrackletFilter()))
        for done, tracklet in enumerate(tracklets):
            self._stop_if_asked(step)
            self._context.report(Progress(step, done, len(tracklets), "tracklets"))
            try:
                crops = self._store.tracklets.crops(tracklet.id)
            except CbaError as error:
                self._crop_fault(f"tracklet {tracklet.label}", error.what)
                continue
            looked += len(crops)
            for crop in crops:
                text = fault_of_crop(crop.path)
                if text is not None:
                    self._crop_fault(crop.path.relative_to(folder).as_posix(), text)
        for asked in self._read(self._store.asked.all):
            looked += 1
            for path, text in faults_of_asked(asked):
                self._fault(
                    CasePart.CROPS, path.relative_to(folder).as_posix(), text,
                    still="searching with other queries; what was decided stands as it was",
                    remedy="bring the file back from a copy of the case folder",
                )  # fmt: skip
        self.looked_at[CasePart.CROPS] = looked

    def _crop_fault(self, name: str, text: str) -> None:
        self._fault(
            CasePart.CROPS, name, text,
            still="searching, and looking at the footage itself; this picture is not shown",
            remedy="bring the file back from a copy of the case folder, or index the footage anew",
        )  # fmt: skip

    def index(self, model_id: ModelId | None) -> None:
        from cba_core.index.index_cache import damage_of

        folder = self._store.folder.index
        text = None if model_id is None else damage_of(folder, model_id)
        self.looked_at[CasePart.INDEX] = int(model_id is not None)
        if text is not None:
            self._note(
                CasePart.INDEX, folder.name, text,
                still="everything; the next search makes these files again from the database",
                remedy="nothing needs to be done",
            )  # fmt: skip

    def exhibit(self, name: str, file: str, text: str) -> None:
        is_unlogged = "log does not know" in text
        self._fault(
            CasePart.EXHIBITS, f"{name}/{file}" if file else name, text,
            still="everything but handing out this exhibit",
            remedy="it was never confirmed: make it again and leave this one aside"
            if is_unlogged
            else "bring it back from a copy, or make the exhibit again under a new number",
        )  # fmt: skip

    def backups(self) -> None:
        backups = backups_in(self._store.folder)
        self.looked_at[CasePart.BACKUPS] = len(backups)
        for one in () if self._is_quick else backups:
            faults = faults_of_database(one.path, quick=True)
            if faults and one.is_automatic:
                self._note(
                    CasePart.BACKUPS, one.path.name, faults[0],
                    still="everything; this backup is not offered",
                    remedy="make a new one: cba case backups CASE --now",
                )  # fmt: skip

    # ------------------------------------------------------------------ steps

    def _read(self, read: Callable[[], list[T]]) -> list[T]:
        try:
            return read()
        except CbaError as error:
            self._fault(
                CasePart.DATABASE, "rows", error.what, still="the parts that can be read",
                remedy=error.remedy,
            )  # fmt: skip
            return []

    def _fault(self, part: CasePart, name: str, text: str, *, still: str, remedy: str) -> None:
        self._faults.append(
            IntegrityFault(part=part, object=name, text=text, still=still, remedy=remedy)
        )

    def _note(self, part: CasePart, name: str, text: str, *, still: str, remedy: str) -> None:
        self._notes.append(
            IntegrityFault(part=part, object=name, text=text, still=still, remedy=remedy)
        )

    def _at_most(self, texts: Iterator[str], part: CasePart) -> Iterator[str]:
        for number, text in enumerate(texts):
            if number == _AT_MOST:
                yield f"and more of the {part.value}; the first {_AT_MOST} are told"
                return
            yield text

    def _step(self, step: str) -> None:
        self._stop_if_asked(step)
        self._context.report(Progress(step, 0, None))

    def _stop_if_asked(self, step: str) -> None:
        if self._context.is_cancelled():
            raise JobCancelled(step)


class _Whole:
    """Sums up the bytes of all footage, so that the time left is that of the whole."""

    def __init__(self, context: TaskContext, total: int) -> None:
        self.done = 0
        self._context = context
        self._total = total
        self._meter = RateMeter(total=float(total))

    def report(self, progress: Progress) -> None:
        done = self.done + progress.done
        rate, left = self._meter.at(done)
        self._context.report(
            Progress(CHECKING, done, self._total, "bytes", progress.item, rate, left)
        )

    def is_cancelled(self) -> bool:
        return self._context.is_cancelled()


def _size_of(footage: Footage) -> int:
    """In bytes; 0 where a damaged row holds something else, which SQLite allows."""
    told: object = footage.size_bytes
    return told if isinstance(told, int) else 0


def _logged(report: IntegrityReport) -> dict[str, object]:
    return {
        "what": "verified",
        "quick": report.is_quick,
        "looked_at": {part.value: count for part, count in report.looked_at.items()},
        "faults": [f"{one.part.value}: {one.object}: {one.text}" for one in report.faults[:50]],
        "faults_in_all": len(report.faults),
        "notes": len(report.notes),
    }
