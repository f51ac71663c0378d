"""The time stamps of a footage file, read once and kept: gaps, repeats and jumps (E7)."""

from cba_core.domain.errors import CbaError, JobCancelled
from cba_core.domain.footage import Footage
from cba_core.domain.progress import TaskContext
from cba_core.domain.repositories import TimeStampRepository
from cba_core.footage.fingerprint import sha256_of
from cba_core.footage.time_stamps import time_stamps_of

STEP = "Reading time stamps"
MOST_KEPT = 1_000
"""Faults that are listed of a file; all are counted. A stream may lack every time stamp."""
_LISTEN_EVERY = 500  # packets


def note_time_stamps(
    footage: Footage, stamps: TimeStampRepository, context: TaskContext, *, is_verified: bool
) -> str | None:
    """Read and keep them; some 25 microseconds a frame, so indexing does it and adding does not.

    Args:
        footage: the file; one that carries no time stamps of its own is left alone.
        stamps: where they are kept.
        context: may cancel.
        is_verified: whether it was just compared with its SHA-256; else it is now, for what is
            kept is told of the file that was added.

    Returns:
        Why they could not be read, for people; None where they were.

    Raises:
        JobCancelled: asked to stop.
        CbaError: the case cannot be written.
    """
    if not footage.facts.has_timestamps or footage.path.is_dir():
        return None

    def heed(count: int) -> None:
        if count % _LISTEN_EVERY == 0 and context.is_cancelled():
            raise JobCancelled(STEP)

    try:
        if not is_verified and sha256_of(footage.path, context) != footage.sha256:
            return "its content has changed since it was added; its time stamps were not read"
        found = time_stamps_of(footage.path, heed, most=MOST_KEPT)
    except CbaError as error:
        return f"its time stamps could not be read: {error.what}"
    stamps.set(footage.id, found)
    return None
