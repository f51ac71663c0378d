"""The mark that changes with columns and vectors; see `CaseRow.epoch`."""

import secrets

from sqlalchemy import Connection, select, update

from cba_core.store.tables import CaseRow


def new_epoch() -> str:
    """A text that no case has had before."""
    return secrets.token_hex(16)


def change_epoch(connection: Connection) -> None:
    """Tell caches that they are stale, in the transaction that makes them so."""
    connection.execute(update(CaseRow).values(epoch=new_epoch()))


def current_epoch(connection: Connection) -> str:
    """The mark of the state that `connection` sees."""
    return connection.execute(select(CaseRow.epoch)).scalar_one()
