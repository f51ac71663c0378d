"""Files and folders into a case: found, probed, fingerprinted, looked at, listed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cba_core.domain.case_log import LogAuthor
from cba_core.domain.changes import ChangeSet
from cba_core.domain.errors import (
    FootageInCaseError,
    FootageMissingError,
    FootageUnreadableError,
)
from cba_core.domain.footage import (
    Footage,
    FootageFacts,
    ModalitySegment,
    RejectedFile,
    ToldModality,
)
from cba_core.domain.progress import TaskContext, checkpoints
from cba_core.domain.reports import AddReport, AddWarning, DuplicateFile
from cba_core.domain.repositories import FootageRepository, NewFootage
from cba_core.footage.discovery import find_footage
from cba_core.footage.fingerprint import sha256_of
from cba_core.footage.opening import reading, unused_videos
from cba_core.footage.probing import probe
from cba_core.footage.survey import propose_segments

STEP = "Reading files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the person says of all the files she adds at once."""

    camera: str | None = None  # None: each file counts as a camera of its own
    start_time: datetime | None = None
    modality: ToldModality | None = None


def add_footage(
    paths: Sequence[Path],
    told: Told,
    footage: FootageRepository,
    context: TaskContext,
    on_change: Callable[[ChangeSet], None],
    *,
    author: LogAuthor | None = None,
) -> AddReport:
    """Add what can be read; list the rest with the reason. Files already added are kept.

    Raises:
        JobCancelled: between two files or within one; files added so far stay.
    """
    added: list[Footage] = []
    warnings: list[AddWarning] = []
    cameras = {one.camera: one.path.parent for one in footage.all()}
    duplicates: list[DuplicateFile] = []
    rejected: list[RejectedFile] = []
    for item in checkpoints(list(find_footage(paths)), STEP, context):
        if isinstance(item, RejectedFile):
            rejected.append(item)
            continue
        try:
            with reading(item):
                facts = probe(item)
                warning = unused_videos(item)
            sha256 = sha256_of(item, context)
            known = footage.by_sha256(sha256)
            if known is not None:
                duplicates.append(DuplicateFile(path=item, footage=known))
                continue
            camera = told.camera or _camera_of_its_own(item, cameras)
            new = footage.add(
                _new_footage(item, facts, sha256, replace(told, camera=camera), context), author
            )
        except FootageInCaseError:
            # another program added the same content while this one was reading it
            duplicates.append(DuplicateFile(path=item, footage=_known(footage, sha256)))
            continue
        except FootageUnreadableError as error:
            rejected.append(RejectedFile(path=item, reason=error.reason))
            continue
        except FootageMissingError:
            rejected.append(RejectedFile(path=item, reason="it is no longer there"))
            continue
        added.append(new)
        cameras.setdefault(new.camera, new.path.parent)
        if warning is not None:
            warnings.append(AddWarning(footage=new, text=warning))
        on_change(ChangeSet(footage=True))
    return AddReport(
        added=tuple(added),
        duplicates=tuple(duplicates),
        rejected=tuple(rejected),
        warnings=tuple(warnings),
    )


def _camera_of_its_own(path: Path, taken: Mapping[str, Path]) -> str:
    """The file's name, with as many folders before it as it takes to differ from other cameras.

    Recorders name files by time, so the same name in two folders is the rule.

    Args:
        path: the file.
        taken: cameras of the case, each with the folder of a file it has.
    """
    path = path.resolve()
    if path.stem not in taken:
        return path.stem
    if taken[path.stem] == path.parent and path.name not in taken:
        return path.name
    folders = path.parent.parts[1:]
    names = ("/".join((*folders[-depth:], path.stem)) for depth in range(1, len(folders) + 1))
    return next((name for name in names if name not in taken), str(path))


def _known(footage: FootageRepository, sha256: str) -> Footage:
    known = footage.by_sha256(sha256)
    if known is None:
        raise ValueError(f"the store refused {sha256[:12]} as known, and does not know it")
    return known


def _new_footage(
    path: Path, facts: FootageFacts, sha256: str, told: Told, context: TaskContext
) -> NewFootage:
    return NewFootage(
        path=path.resolve(),
        sha256=sha256,
        size_bytes=_size_bytes(path),
        facts=facts,
        camera=told.camera or path.stem,
        start_time=told.start_time,
        told_modality=told.modality,
        proposed_segments=_looked_at(path, context),
    )


def _looked_at(path: Path, context: TaskContext) -> tuple[ModalitySegment, ...]:
    with reading(path):
        return propose_segments(path, context)


def _size_bytes(path: Path) -> int:
    try:
        files = path.iterdir() if path.is_dir() else [path]
        return sum(file.stat().st_size for file in files if file.is_file())
    except OSError as error:  # the stick was pulled out
        raise FootageMissingError(path) from error
