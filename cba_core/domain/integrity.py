"""Whether a case and its evidence are what they were: faults, notes, and what was looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class CasePart(StrEnum):
    """What is looked at."""

    DATABASE = "database"
    LOG = "log"
    FOOTAGE = "footage"
    CROPS = "crops"
    INDEX = "index"
    EXHIBITS = "exhibits"
    FOLDER = "folder"
    BACKUPS = "backups"


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegrityFault:
    """Something is not what it was."""

    part: CasePart
    object: str  # "footage 3", a path within the case, a table
    text: str  # what is wrong
    still: str  # what can still be done
    remedy: str  # what to do about it


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegrityReport:
    """What `cba verify` found."""

    looked_at: Mapping[CasePart, int]  # how many things of each part
    faults: tuple[IntegrityFault, ...] = ()
    notes: tuple[IntegrityFault, ...] = ()  # nothing is lost: left over, made again by itself
    is_quick: bool = False  # no content of footage was read
    journal: str = ""  # what SQLite keeps beside the database
    last_good_backup: str | None = None  # its name; looked for where the database is damaged


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFacts:
    """A copy of a case's database."""

    name: str
    path: Path
    made: datetime  # aware, UTC
    why: str  # daily, migration, replaced
    size_bytes: int
    faults: tuple[str, ...] = field(default=())  # what SQLite finds wrong with it


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreReport:
    """A backup took the place of the database."""

    backup: str
    replaced: Path | None  # where the former database is now; None where there was none
    head_before: str | None  # of the log as it was; None where it could not be read
    head: str  # of the log as it is, with the entry of restoring
