"""Alembic's steps from the first schema to the newest."""
