"""Blind second readings: sets of candidates, and what their reader said."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "blind_set",
        sa.Column("number", BIG_KEY, autoincrement=False, nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.Column("time_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_blind_set")),
    )
    op.create_table(
        "blind_candidate",
        sa.Column("set_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("candidate", sa.BigInteger(), nullable=False),
        sa.Column("first_verdict", sa.String(length=32), nullable=True),
        sa.Column("first_actor", sa.Text(), nullable=True),
        sa.Column("verdict", sa.String(length=32), nullable=True),
        sa.Column("because", sa.String(length=255), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("time_us", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("set_number", "place", name=op.f("pk_blind_candidate")),
    )
