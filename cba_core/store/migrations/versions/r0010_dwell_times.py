"""How long a candidate was in sight until somebody decided about it."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the column; of older decisions nobody knows it."""
    op.add_column("verdict", sa.Column("dwell_s", sa.Double(), nullable=True))
