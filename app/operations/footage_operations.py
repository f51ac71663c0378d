"""Adding footage and telling facts about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.engine_link.open_case import OpenCase
from cba_core.domain.changes import ChangeSet
from cba_core.domain.footage import ToldModality
from cba_core.domain.ids import FootageId
from cba_core.jobs.requests import AddFootageRequest, FindFootageRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class FootageEdit:
    """What a person tells of files; None leaves a fact as it is."""

    camera: str | None = None
    start_time: datetime | None = None
    told_modality: ToldModality | None = None
    forget_start_time: bool = False
    forget_told_modality: bool = False


def add_footage(*, desk: OpenCase, paths: Sequence[Path]) -> None:
    """Add files and folders; the job's report tells what was taken."""
    if paths:
        desk.jobs.submit(
            AddFootageRequest(
                case_path=desk.case.path, paths=tuple(paths), author=desk.case.log.author
            )
        )


def find_footage(*, desk: OpenCase, folder: Path) -> None:
    """Look below a folder for the case's missing files; the job's report tells what was found."""
    desk.jobs.submit(
        FindFootageRequest(case_path=desk.case.path, folder=folder, author=desk.case.log.author)
    )


def tell_footage(
    *,
    desk: OpenCase,
    footage_ids: Sequence[FootageId],
    edit: FootageEdit,
    done: Callable[[], None],
) -> None:
    """Set facts on all of the files."""
    if not footage_ids:
        return
    ids = tuple(footage_ids)

    def tell(changes: ChangeSet) -> None:
        desk.changes.publish(changes)
        done()

    desk.tasks.edits.run(
        lambda: desk.case.set_footage(
            ids,
            camera=edit.camera,
            start_time=edit.start_time,
            told_modality=edit.told_modality,
            forget_start_time=edit.forget_start_time,
            forget_told_modality=edit.forget_told_modality,
        ),
        tell,
    )
