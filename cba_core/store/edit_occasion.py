"""Where, when and by whom an edit is made, and how it is refused."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from cba_core.domain.errors import CbaError, NotInCaseError
from cba_core.domain.ids import TrackletId
from cba_core.store.asked_rows import existing_asked
from cba_core.store.id_parts import id_parts
from cba_core.store.tables import TrackletRow


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where, when and by whom an edit is made."""

    connection: Connection
    number: int  # of the edit
    actor: str
    time: datetime


class EditRefusedError(CbaError):
    """An edit makes no sense in the case as it is."""


class NoSecondReaderError(EditRefusedError):
    """Whoever would read a blind set decided first, or somebody else reads it."""


def require_tracklets(connection: Connection, tracklets: Collection[TrackletId]) -> None:
    """Raises `NotInCaseError` for the first of them that the case does not have.

    Pictures that somebody asked with count as tracklets.
    """
    wanted = sorted({int(one) for one in tracklets})
    known: set[int] = set()
    for part in id_parts(wanted):
        known |= set(
            connection.execute(select(TrackletRow.id).where(TrackletRow.id.in_(part))).scalars()
        )
    known |= existing_asked(connection, wanted)
    for one in wanted:
        if one not in known:
            raise NotInCaseError("tracklet", one, "cba tracklets CASE")
