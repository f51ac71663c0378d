"""Where, when and by whom an edit is made, and how it is refused."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from cba_core.domain.errors import CbaError


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where, when and by whom an edit is made."""

    connection: Connection
    number: int  # of the edit
    actor: str
    time: datetime


class EditRefusedError(CbaError):
    """An edit makes no sense in the case as it is."""
