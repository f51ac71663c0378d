"""Run by Alembic: migrates over the connection it is given, within that one's transaction."""

from alembic import context

from cba_core.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite alters tables by building them anew
)
context.run_migrations()
