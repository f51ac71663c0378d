"""A case that a newer program wrote is refused, and nothing in it is touched."""

import sqlite3
from pathlib import Path

from tests.support.small_case import a_case, cba


def test_a_case_of_a_newer_program_is_refused_with_a_remedy(tmp_path: Path) -> None:
    case = a_case(tmp_path)
    with sqlite3.connect(case / "case.sqlite") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999_of_the_future'")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    before = (case / "case.sqlite").read_bytes()
    for words in (("footage", "list", case), ("index", case), ("footage", "add", case, tmp_path)):
        refused = cba(*words, check=False)
        assert refused.returncode == 1
        assert "newer Duskline" in refused.stderr
        assert "Update Duskline" in refused.stderr
    assert (case / "case.sqlite").read_bytes() == before


def test_a_folder_that_is_no_case_is_told(tmp_path: Path) -> None:
    told = cba("tracklets", tmp_path, check=False)
    assert told.returncode == 1
    assert "is not a Duskline case" in told.stderr


def test_a_damaged_database_is_told(tmp_path: Path) -> None:
    case = a_case(tmp_path)
    (case / "case.sqlite").write_bytes(b"SQLite format 3\0" + b"\x5a" * 5000)
    told = cba("tracklets", case, check=False)
    assert told.returncode == 1
    assert "damaged" in told.stderr
