"""Missing footage found again by its content, after files or folders were moved."""

import os
from pathlib import Path

from cba_core.domain.case_log import LogAction
from cba_core.domain.errors import CbaError, FootageMissingError, FootageUnreadableError
from cba_core.domain.footage import Footage, FootageState, RejectedFile
from cba_core.domain.progress import TaskContext, checkpoints
from cba_core.domain.repositories import FootageRepository
from cba_core.footage.discovery import find_footage
from cba_core.footage.fingerprint import sha256_of
from cba_core.pipelines.case_log import CaseLog


def found_and_logged(
    folder: Path, footage: FootageRepository, log: CaseLog, context: TaskContext
) -> tuple[list[Footage], list[Footage]]:
    """Look for missing footage below `folder`, and log each file that was found.

    Returns:
        What was found again, and what is still missing.

    Raises:
        CbaError: there is nothing at `folder`.
        JobCancelled: asked to stop.
    """
    if not os.path.lexists(folder):
        raise CbaError(f"There is no folder {folder}", "Give the folder it was moved to.")
    found, missing = find_missing_footage(folder, footage, context)
    for one in found:
        details = {"found": str(one.path), "sha256": one.sha256}
        log.append(LogAction.CHANGE, f"footage {one.id}", details)
    return found, missing


def find_missing_footage(
    folder: Path, footage: FootageRepository, context: TaskContext
) -> tuple[list[Footage], list[Footage]]:
    """Give missing files their new place below `folder`; return found and still missing.

    Only files of a wanted size are fingerprinted. Raises `JobCancelled`.
    """
    missing = {one.id: one for one in footage.all() if one.state is FootageState.MISSING}
    found: list[Footage] = []
    for item in checkpoints(list(find_footage([folder])), "Looking for footage", context):
        if isinstance(item, RejectedFile) or not missing:
            continue
        sizes = {one.size_bytes for one in missing.values()}
        try:
            if item.is_file() and item.stat().st_size not in sizes:
                continue
            sha256 = sha256_of(item, context)
        except (OSError, FootageMissingError, FootageUnreadableError):
            continue  # whatever cannot be read is not what was found again
        for one in [one for one in missing.values() if one.sha256 == sha256]:
            footage.set_path(one.id, item.resolve())
            found.append(footage.get(one.id))
            del missing[one.id]
    return found, list(missing.values())
