"""Pictures that somebody asked with, and their vectors."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables; older cases asked with tracklets alone."""
    op.create_table(
        "asked_picture",
        sa.Column("id", BIG_KEY, autoincrement=False, nullable=False),
        sa.Column("footage_id", sa.BigInteger(), nullable=True),
        sa.Column("frame_index", sa.BigInteger(), nullable=True),
        sa.Column("pts", sa.BigInteger(), nullable=True),
        sa.Column("time_s", sa.Double(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("picture_path", sa.String(length=255), nullable=True),
        sa.Column("picture_sha256", sa.String(length=64), nullable=False),
        sa.Column("width_px", sa.Integer(), nullable=False),
        sa.Column("height_px", sa.Integer(), nullable=False),
        sa.Column("left_px", sa.Integer(), nullable=False),
        sa.Column("top_px", sa.Integer(), nullable=False),
        sa.Column("right_px", sa.Integer(), nullable=False),
        sa.Column("bottom_px", sa.Integer(), nullable=False),
        sa.Column("modality", sa.String(length=16), nullable=False),
        sa.Column("is_modality_told", sa.Boolean(), nullable=False),
        sa.Column("reasons", sa.String(length=128), nullable=False),
        sa.Column("crop_path", sa.String(length=255), nullable=False),
        sa.Column("crop_sha256", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("time_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["footage_id"], ["footage.id"], name=op.f("fk_asked_picture_footage_id_footage")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_picture")),
    )
    op.create_table(
        "asked_vector",
        sa.Column("asked_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("model_number", sa.Integer(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_id"], ["asked_picture.id"], name=op.f("fk_asked_vector_asked_id_asked_picture")
        ),
        sa.ForeignKeyConstraint(
            ["model_number"], ["model.number"], name=op.f("fk_asked_vector_model_number_model")
        ),
        sa.PrimaryKeyConstraint("asked_id", "model_number", name=op.f("pk_asked_vector")),
    )
