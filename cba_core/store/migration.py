"""Bringing a case's schema up to date, and refusing what is newer than the program."""

from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table

from cba_core.domain.errors import CaseDamagedError, CaseTooNewError
from cba_core.store.backups import back_up
from cba_core.store.database import Database

SCRIPTS = Path(__file__).parent / "migrations"

KNOWN_REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010")
"""Oldest first; written out so that opening a case needs no Alembic. A test compares."""

_VERSION_TABLE = table("alembic_version", column("version_num"))


def schema_revision(database: Database) -> str:
    """The schema a case was written with.

    Raises:
        CaseDamagedError: the database holds no case.
    """
    with database.read() as connection:
        found = None
        if inspect(connection).has_table(_VERSION_TABLE.name):
            found = connection.scalar(select(_VERSION_TABLE.c.version_num))
    if not isinstance(found, str):
        raise CaseDamagedError(database.folder.path, "it holds no case")
    return found


def has_newest_schema(database: Database) -> bool:
    """Whether the schema is the newest; False where it is older and must be migrated.

    Raises:
        CaseTooNewError: a newer program wrote the case.
    """
    found = schema_revision(database)
    if found not in KNOWN_REVISIONS:
        raise CaseTooNewError(database.folder.path, found)
    return found == KNOWN_REVISIONS[-1]


def create_schema(database: Database) -> None:
    """Make all tables in an empty database."""
    with database.change_schema() as connection:
        _upgrade(connection)


def migrate(database: Database) -> Path:
    """Bring an older schema up to date and return the copy of the database made before."""
    backup = back_up(database, f"case-schema-{schema_revision(database)}").path
    with database.change_schema() as connection:
        _upgrade(connection)
    return backup


def _upgrade(connection: Connection) -> None:
    from alembic import command  # slow, and needed for old and new cases alone
    from alembic.config import Config

    config = Config()
    # A percent sign in the path would be read as the start of an option's name.
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
