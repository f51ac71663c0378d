"""Small facts of a case, in SQL."""

from sqlalchemy import insert, select, update

from cba_core.store.database import Database
from cba_core.store.disturbed_reads import undisturbed
from cba_core.store.tables import SettingRow


class SqlSettingsRepository:
    """Implements `SettingsRepository`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @undisturbed
    def get(self, key: str) -> str | None:
        """The text stored under `key`."""
        with self._database.read() as connection:
            return connection.execute(
                select(SettingRow.value).where(SettingRow.key == key)
            ).scalar_one_or_none()

    def set(self, key: str, value: str) -> None:
        """Store `value` under `key`."""
        with self._database.write() as connection:
            changed = connection.execute(
                update(SettingRow).where(SettingRow.key == key).values(value=value)
            )
            if not changed.rowcount:
                connection.execute(insert(SettingRow).values(key=key, value=value))
