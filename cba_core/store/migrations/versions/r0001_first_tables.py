"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "case_facts",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("examiner", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_facts")),
    )
    op.create_table(
        "footage",
        sa.Column("id", BIG_KEY, autoincrement=False, nullable=False),
        sa.Column("path_relative", sa.Text(), nullable=True),
        sa.Column("path_absolute", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("container", sa.Text(), nullable=False),
        sa.Column("codec", sa.Text(), nullable=False),
        sa.Column("width_px", sa.Integer(), nullable=False),
        sa.Column("height_px", sa.Integer(), nullable=False),
        sa.Column("rotation_deg", sa.Integer(), nullable=False),
        sa.Column("duration_s", sa.Double(), nullable=True),
        sa.Column("expected_frames", sa.BigInteger(), nullable=True),
        sa.Column("frame_rate", sa.Double(), nullable=True),
        sa.Column("is_variable_frame_rate", sa.Boolean(), nullable=True),
        sa.Column("time_base", sa.Text(), nullable=False),
        sa.Column("has_timestamps", sa.Boolean(), nullable=False),
        sa.Column("pixel_format", sa.Text(), nullable=False),
        sa.Column("camera", sa.Text(), nullable=False),
        sa.Column("start_us", sa.BigInteger(), nullable=True),
        sa.Column("start_offset_s", sa.Integer(), nullable=True),
        sa.Column("told_modality", sa.String(length=16), nullable=True),
        sa.Column("told_kind", sa.String(length=16), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("config_digest", sa.String(length=64), nullable=True),
        sa.Column("next_tracklet_number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_footage")),
        sa.UniqueConstraint("sha256", name=op.f("uq_footage_sha256")),
    )
    op.create_table(
        "model",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("dim", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_model")),
        sa.UniqueConstraint("sha256", name=op.f("uq_model_sha256")),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "modality_segment",
        sa.Column("footage_id", BIG_KEY, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start_s", sa.Double(), nullable=False),
        sa.Column("end_s", sa.Double(), nullable=False),
        sa.Column("modality", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["footage_id"], ["footage.id"], name=op.f("fk_modality_segment_footage_id_footage")
        ),
        sa.PrimaryKeyConstraint("footage_id", "ordinal", name=op.f("pk_modality_segment")),
    )
    op.create_table(
        "tracklet",
        sa.Column("id", BIG_KEY, autoincrement=False, nullable=False),
        sa.Column("footage_id", BIG_KEY, nullable=False),
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("proposed_modality", sa.String(length=16), nullable=False),
        sa.Column("start_s", sa.Double(), nullable=False),
        sa.Column("end_s", sa.Double(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("mean_score", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["footage_id"], ["footage.id"], name=op.f("fk_tracklet_footage_id_footage")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracklet")),
    )
    op.create_index(
        op.f("ix_tracklet_footage_id_segment"), "tracklet", ["footage_id", "segment"], unique=False
    )
    op.create_table(
        "work_segment",
        sa.Column("footage_id", BIG_KEY, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first_frame", sa.BigInteger(), nullable=False),
        sa.Column("end_frame", sa.BigInteger(), nullable=False),
        sa.Column("frames_looked_at", sa.BigInteger(), nullable=False),
        sa.Column("end_pts", sa.BigInteger(), nullable=True),
        sa.Column("is_last", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["footage_id"], ["footage.id"], name=op.f("fk_work_segment_footage_id_footage")
        ),
        sa.PrimaryKeyConstraint("footage_id", "ordinal", name=op.f("pk_work_segment")),
    )
    op.create_table(
        "crop",
        sa.Column("tracklet_id", BIG_KEY, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("frame_index", sa.BigInteger(), nullable=False),
        sa.Column("x1_px", sa.Double(), nullable=False),
        sa.Column("y1_px", sa.Double(), nullable=False),
        sa.Column("x2_px", sa.Double(), nullable=False),
        sa.Column("y2_px", sa.Double(), nullable=False),
        sa.Column("quality", sa.Double(), nullable=False),
        sa.Column("sharpness", sa.Double(), nullable=False),
        sa.Column("reasons", sa.String(length=128), nullable=False),
        sa.Column("path", sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(
            ["tracklet_id"], ["tracklet.id"], name=op.f("fk_crop_tracklet_id_tracklet")
        ),
        sa.PrimaryKeyConstraint("tracklet_id", "ordinal", name=op.f("pk_crop")),
    )
    op.create_table(
        "embedding",
        sa.Column("tracklet_id", BIG_KEY, nullable=False),
        sa.Column("model_number", sa.Integer(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["model_number"], ["model.number"], name=op.f("fk_embedding_model_number_model")
        ),
        sa.ForeignKeyConstraint(
            ["tracklet_id"], ["tracklet.id"], name=op.f("fk_embedding_tracklet_id_tracklet")
        ),
        sa.PrimaryKeyConstraint("tracklet_id", "model_number", name=op.f("pk_embedding")),
    )
    op.create_table(
        "track",
        sa.Column("tracklet_id", BIG_KEY, autoincrement=False, nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tracklet_id"], ["tracklet.id"], name=op.f("fk_track_tracklet_id_tracklet")
        ),
        sa.PrimaryKeyConstraint("tracklet_id", name=op.f("pk_track")),
    )
