"""The log of a case, and triggers that refuse to change it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# A server database says the same with a trigger function; until there is one, SQLite alone.
SQLITE_TRIGGERS = (
    """
    CREATE TRIGGER case_log_keeps_its_lines BEFORE UPDATE ON case_log
    BEGIN SELECT RAISE(ABORT, 'the log of a case is never changed'); END
    """,
    """
    CREATE TRIGGER case_log_loses_no_line BEFORE DELETE ON case_log
    BEGIN SELECT RAISE(ABORT, 'nothing is deleted from the log of a case'); END
    """,
    """
    CREATE TRIGGER case_log_goes_on_at_its_end BEFORE INSERT ON case_log
    WHEN NEW.number IS NOT (SELECT COALESCE(MAX(number), 0) + 1 FROM case_log)
    BEGIN SELECT RAISE(ABORT, 'the log of a case goes on at its end'); END
    """,
)


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "case_log",
        sa.Column("number", BIG_KEY, autoincrement=False, nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_case_log")),
    )
    if op.get_bind().dialect.name == "sqlite":
        for trigger in SQLITE_TRIGGERS:
            op.execute(trigger)
