import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from cba_core.domain.errors import CaseDamagedError, CaseReadOnlyError, CaseTooNewError
from cba_core.domain.repositories import TrackletFilter
from cba_core.store import migration
from cba_core.store.case_store import SqlCaseStore, open_store
from cba_core.store.database import Database
from cba_core.store.tables import Base
from tests.support.builders import A_DIGEST, A_MODEL, a_found_tracklet, a_new_footage, a_segment
from tests.support.folders import contents_of

NEXT_STEP = '''
"""A step of the future, that rebuilds a table which others point to."""
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{before}"

def upgrade() -> None:
    with op.batch_alter_table("footage") as footage:
        footage.add_column(sa.Column("floor", sa.Text(), server_default="ground"))
        footage.alter_column("camera", existing_type=sa.Text(), nullable=True)
    {more}
'''


def fill(store: SqlCaseStore) -> None:
    known = store.footage.add(a_new_footage())
    store.tracklets.begin_footage(known.id, A_DIGEST)
    store.tracklets.store_segment(a_segment(), [a_found_tracklet()], A_MODEL)


def plan_a_step(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, more: str = "", *, known: bool = True
) -> None:
    """Let the program be one schema further than the cases that were made until now."""
    scripts = tmp_path / "scripts"
    shutil.copytree(migration.SCRIPTS, scripts)
    newest = migration.KNOWN_REVISIONS[-1]
    step = NEXT_STEP.format(before=newest, more=more)
    (scripts / "versions" / "r9999_future.py").write_text(step)
    monkeypatch.setattr(migration, "SCRIPTS", scripts)
    if known:
        monkeypatch.setattr(migration, "KNOWN_REVISIONS", (*migration.KNOWN_REVISIONS, "9999"))


def set_revision(case_path: Path, revision: str) -> None:
    connection = sqlite3.connect(case_path / "case.sqlite")
    connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    connection.commit()
    connection.close()


def test_migrations_end_with_the_tables_of_the_program(store: SqlCaseStore) -> None:
    with (
        closing(Database(store.folder, read_only=False)) as database,
        database.read() as connection,
    ):
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_list_of_revisions_is_that_of_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", str(migration.SCRIPTS))
    steps = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(step.revision for step in steps)[::-1] == migration.KNOWN_REVISIONS


def test_an_older_case_is_brought_up_to_date_after_a_backup(
    store: SqlCaseStore, case_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    with closing(Database(store.folder, read_only=True)) as database:
        old = migration.schema_revision(database)
    facts = store.facts
    store.close()
    plan_a_step(monkeypatch, tmp_path)

    with open_store(case_path) as newer:
        assert newer.facts == facts
        assert newer.tracklets.count(TrackletFilter()) == 1
        assert len(newer.embeddings.all(A_MODEL)) == 1
        newer.footage.add(a_new_footage("/e/2.mp4"))
    connection = sqlite3.connect(case_path / "case.sqlite")
    floors = connection.execute("SELECT floor FROM footage").fetchall()
    enforced = connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    assert floors == [("ground",), ("ground",)]
    assert enforced == []

    (backup,) = (case_path / "backups").iterdir()
    connection = sqlite3.connect(backup)
    assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(old,)]
    assert connection.execute("SELECT count(*) FROM tracklet").fetchall() == [(1,)]
    connection.close()

    with open_store(case_path):
        pass
    assert len(list((case_path / "backups").iterdir())) == 1


def test_a_migration_that_fails_leaves_the_case_as_it_was(
    store: SqlCaseStore, case_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    store.close()
    before = (case_path / "case.sqlite").read_bytes()
    with monkeypatch.context() as future:
        plan_a_step(future, tmp_path, more="raise RuntimeError('planted')")
        with pytest.raises(RuntimeError, match="planted"):
            open_store(case_path)
    with open_store(case_path) as again:
        assert again.tracklets.count(TrackletFilter()) == 1
    assert (case_path / "case.sqlite").read_bytes() == before


def test_a_migration_that_orphans_rows_is_undone(
    store: SqlCaseStore, case_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    store.close()
    with monkeypatch.context() as future:
        plan_a_step(future, tmp_path, more='op.execute("DELETE FROM tracklet")')
        with pytest.raises(ValueError, match="orphaned"):
            open_store(case_path)
    with open_store(case_path) as again:
        assert again.tracklets.count(TrackletFilter()) == 1


def test_an_older_case_cannot_be_opened_for_reading_only(
    store: SqlCaseStore, case_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    before = contents_of(case_path)
    plan_a_step(monkeypatch, tmp_path)
    with pytest.raises(CaseReadOnlyError, match="older") as refused:
        open_store(case_path, read_only=True)
    assert "cba verify" in refused.value.remedy  # the folder itself can be written
    assert contents_of(case_path) == before


@pytest.mark.parametrize("read_only", [True, False])
def test_a_newer_case_is_refused_and_not_touched(
    store: SqlCaseStore, case_path: Path, read_only: bool
) -> None:
    fill(store)
    store.close()
    set_revision(case_path, "7.1")
    before = contents_of(case_path)
    with pytest.raises(CaseTooNewError, match=r"schema 7\.1"):
        open_store(case_path, read_only=read_only)
    assert contents_of(case_path) == before


def test_a_newer_case_that_a_crash_left_open_keeps_its_log(
    store: SqlCaseStore, case_path: Path, tmp_path: Path
) -> None:
    store.settings.set("last", "word")
    set_revision(case_path, "7.1")
    crashed = tmp_path / "crashed.duskcase"
    shutil.copytree(case_path, crashed)
    assert (crashed / "case.sqlite-wal").stat().st_size > 0
    before = contents_of(crashed)
    with pytest.raises(CaseTooNewError):
        open_store(crashed)
    after = contents_of(crashed)
    for name in ("case.sqlite", "case.sqlite-wal"):
        assert after[name] == before[name], name


def test_a_database_of_something_else_is_no_case(store: SqlCaseStore, case_path: Path) -> None:
    store.close()
    (case_path / "case.sqlite").unlink()
    other = sqlite3.connect(case_path / "case.sqlite")
    other.execute("CREATE TABLE music (title TEXT)")
    other.close()
    with pytest.raises(CaseDamagedError, match="holds no case"):
        open_store(case_path)


def test_opening_a_case_of_today_loads_no_alembic(store: SqlCaseStore, case_path: Path) -> None:
    store.close()
    script = (
        "import sys; from pathlib import Path;"
        "from cba_core.store.case_store import open_store;"
        f"open_store(Path({str(case_path)!r})).close();"
        "assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
