"""Gaps, repeats and jumps of recordings, found by indexing."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables; the next indexing run fills them for footage of older cases."""
    op.create_table(
        "footage_time_stamps",
        sa.Column("footage_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("frames", sa.BigInteger(), nullable=False),
        sa.Column("time_base", sa.String(length=64), nullable=False),
        sa.Column("usual_step_s", sa.Double(), nullable=True),
        sa.Column("gap_from_s", sa.Double(), nullable=True),
        sa.Column("gaps", sa.BigInteger(), nullable=False),
        sa.Column("gap_s", sa.Double(), nullable=False),
        sa.Column("repeats", sa.BigInteger(), nullable=False),
        sa.Column("jumps_back", sa.BigInteger(), nullable=False),
        sa.Column("without", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["footage_id"],
            ["footage.id"],
            name=op.f("fk_footage_time_stamps_footage_id_footage"),
        ),
        sa.PrimaryKeyConstraint("footage_id", name=op.f("pk_footage_time_stamps")),
    )
    op.create_table(
        "time_fault",
        sa.Column("footage_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("frame", sa.BigInteger(), nullable=False),
        sa.Column("pts", sa.BigInteger(), nullable=True),
        sa.Column("at_s", sa.Double(), nullable=True),
        sa.Column("size_s", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["footage_id"],
            ["footage_time_stamps.footage_id"],
            name=op.f("fk_time_fault_footage_id_footage_time_stamps"),
        ),
        sa.PrimaryKeyConstraint("footage_id", "ordinal", name=op.f("pk_time_fault")),
    )
