"""Decisions, people, and the edits that made them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "edit",
        sa.Column("number", BIG_KEY, autoincrement=False, nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("time_us", sa.BigInteger(), nullable=False),
        sa.Column("log_number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_edit")),
    )
    op.create_table(
        "verdict",
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("candidate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("because", sa.String(length=255), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("rank_shown", sa.Integer(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("time_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("query", "candidate", name=op.f("pk_verdict")),
    )
    op.create_table(
        "nobody",
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("time_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("query", name=op.f("pk_nobody")),
    )
    op.create_table(
        "person",
        sa.Column("number", BIG_KEY, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_person")),
    )
    op.create_table(
        "person_tracklet",
        sa.Column("tracklet_id", BIG_KEY, autoincrement=False, nullable=False),
        sa.Column("person_number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tracklet_id", name=op.f("pk_person_tracklet")),
    )
