"""Where the parts of a case lie within its folder `NAME.duskcase/`."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from cba_core.domain.errors import CaseNotFoundError
from cba_core.domain.ids import FootageId

DESCRIPTION_FORMAT = "duskline-case"
DESCRIPTION_VERSION = 1
DATABASE_NAME = "case.sqlite"
CASE_SUFFIX = ".duskcase"
_BESIDE_DATABASE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class CaseFolder:
    """The paths of a case; makes none of them."""

    path: Path

    @staticmethod
    def at(path: Path) -> "CaseFolder":
        """The folder at `path`, absolute but with its symbolic links as they were given."""
        return CaseFolder(Path(os.path.abspath(path)))  # noqa: PTH100  (resolve() follows links)

    @property
    def description(self) -> Path:
        """`case.json`: lets file managers and other tools recognise the case."""
        return self.path / "case.json"

    @property
    def database(self) -> Path:
        """`case.sqlite`: the truth."""
        return self.path / DATABASE_NAME

    @property
    def crops(self) -> Path:
        """Pictures of tracklets."""
        return self.path / "crops"

    @property
    def asked(self) -> Path:
        """Pictures that somebody asked with: copies from outside, and what was cut out."""
        return self.path / "asked"

    @property
    def index(self) -> Path:
        """Derived files that may be deleted at any time."""
        return self.path / "index"

    @property
    def logs(self) -> Path:
        """What the program did."""
        return self.path / "logs"

    @property
    def backups(self) -> Path:
        """Copies of the database: of each day, of before a migration, and what was replaced."""
        return self.path / "backups"

    @property
    def models(self) -> Path:
        """What was learnt from this case: models, their cards, and the runs that make them."""
        return self.path / "models"

    @property
    def plan(self) -> Path:
        """Pictures of the camera plan, the one that holds and those before it."""
        return self.path / "plan"

    @property
    def sessions(self) -> Path:
        """A locked file for every process that has the case open for writing."""
        return self.path / "sessions"

    @property
    def job_lock(self) -> Path:
        """Held by the one long job that may run on the case."""
        return self.path / "job.lock"

    @property
    def job_holder(self) -> Path:
        """Who holds `job_lock`."""
        return self.path / "job.json"

    def crops_of_footage(self, footage_id: FootageId) -> Path:
        """The folder of a footage file's crops."""
        return self.crops / str(footage_id)

    def crops_of_segment(self, footage_id: FootageId, ordinal: int) -> Path:
        """The folder of a work segment's crops; there only once they are complete."""
        return self.crops_of_footage(footage_id) / str(ordinal)

    def links(self) -> list[Path]:
        """Symbolic links where the program writes; a case keeps everything within its folder.

        Raises:
            OSError: it may not be looked into.
        """
        parts = [
            self.crops,
            self.asked,
            self.index,
            self.logs,
            self.backups,
            self.sessions,
            self.models,
            self.plan,
        ]
        parts += [self.path / "exhibits", self.database, self.description, self.job_lock]
        parts += [self.database.with_name(f"{DATABASE_NAME}{end}") for end in _BESIDE_DATABASE]
        found = [part for part in parts if part.is_symlink()]
        within = (self.crops, self.asked, self.index, self.models, self.plan)
        for part in (*within, self.path / "exhibits"):
            if part.is_dir() and not part.is_symlink():
                with os.scandir(part) as entries:
                    found += [Path(entry.path) for entry in entries if entry.is_symlink()]
        return found

    def is_case(self) -> bool:
        """Whether anything here says that it is a case."""
        return self.description.is_file() or self.database.is_file()

    def write_description(self, *, case_uuid: str, number: str, title: str) -> None:
        """Write `case.json`; a reader must not depend on it, the database is the truth."""
        description = {
            "format": DESCRIPTION_FORMAT,
            "version": DESCRIPTION_VERSION,
            "uuid": case_uuid,
            "number": number,
            "title": title,
        }
        self.description.write_text(json.dumps(description, indent=2) + "\n", encoding="utf-8")


def case_path(path: Path) -> Path:
    """The same path with the suffix every case folder has."""
    path = path.absolute()
    if not path.name:
        raise CaseNotFoundError(path)  # the root of a disk cannot be one
    return path if path.suffix == CASE_SUFFIX else path.with_name(path.name + CASE_SUFFIX)
