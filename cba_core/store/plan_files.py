"""Pictures of plans within a case, named by what they hold: none ever takes another's place."""

import hashlib
import secrets
from pathlib import Path

from cba_core.store.case_folder import CaseFolder
from cba_core.store.file_system import flush_file, flush_folder, naming_disk_failures


def keep_picture(folder: CaseFolder, content: bytes, suffix: str) -> Path:
    """Write a picture into the case, whole or not at all; the same one twice is one file.

    It stays when the plan changes, so that every older plan can be brought back.

    Args:
        folder: of the case.
        content: of the picture's file.
        suffix: of its name, with the dot.

    Raises:
        CbaError: the disk refused it.
    """
    place = folder.plan / f"{hashlib.sha256(content).hexdigest()}{suffix}"
    with naming_disk_failures(folder.path):
        if place.is_file() and place.read_bytes() == content:
            return place
        folder.plan.mkdir(exist_ok=True)
        partial = folder.plan / f".{secrets.token_hex(4)}.partial"
        try:
            partial.write_bytes(content)
            flush_file(partial)
            partial.replace(place)
            flush_folder(folder.plan)
        finally:
            partial.unlink(missing_ok=True)
    return place
