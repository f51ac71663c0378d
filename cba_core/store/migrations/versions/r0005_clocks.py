"""Recorder clocks: the four time facts of each footage file."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table; told start times of older cases stay what they are: told, not checked."""
    op.create_table(
        "footage_clock",
        sa.Column("footage_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("recorder_start_us", sa.BigInteger(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("fold", sa.String(length=8), nullable=True),
        sa.Column("compared_recorder_us", sa.BigInteger(), nullable=True),
        sa.Column("compared_true_us", sa.BigInteger(), nullable=True),
        sa.Column("drift_us_per_day", sa.BigInteger(), nullable=False),
        sa.Column("corrected_start_us", sa.BigInteger(), nullable=False),
        sa.Column("recorder", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("photo", sa.Text(), nullable=False),
        sa.Column("photo_sha256", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("time_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("footage_id", name=op.f("pk_footage_clock")),
    )
