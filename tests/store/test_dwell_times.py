"""Dwell times in the store: kept with the decision, and missing without harm in older cases."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cba_core.domain.decisions import Verdict
from cba_core.domain.edits import SetVerdict
from cba_core.domain.errors import ConfigError
from cba_core.store.case_store import SqlCaseStore
from tests.store.test_edits import WHO, A, D, dump, with_tracklets


@pytest.fixture
def filled(store: SqlCaseStore) -> SqlCaseStore:
    with_tracklets(store)
    return store


def test_edits_of_cases_that_knew_no_dwell_times_are_read_and_undone(
    case_path: Path, filled: SqlCaseStore
) -> None:
    before = dump(case_path)
    filled.edits.apply(SetVerdict(query=(A,), candidate=D, verdict=Verdict.CANNOT_SAY), WHO)
    with closing(sqlite3.connect(case_path / "case.sqlite")) as database:
        for column in ("told", "changes"):
            database.execute(
                f"UPDATE edit SET {column} = replace(replace({column}, "
                "'\"dwell_s\":null,', ''), ',\"dwell_s\":null', '')"
            )
        database.commit()
        assert "dwell_s" not in str(database.execute("SELECT told, changes FROM edit").fetchall())
    (applied,) = filled.edits.history()
    assert isinstance(applied.edit, SetVerdict)
    assert applied.edit.dwell_s is None
    filled.edits.undo(WHO)
    assert dump(case_path) == before
    filled.edits.redo(WHO)
    (decision,) = filled.decisions.decisions()
    assert decision.dwell_s is None


@pytest.mark.parametrize("dwell_s", [-1.0, float("inf"), float("nan")])
def test_a_dwell_time_that_cannot_be_is_refused(filled: SqlCaseStore, dwell_s: float) -> None:
    edit = SetVerdict(query=(A,), candidate=D, verdict=Verdict.CANNOT_SAY, dwell_s=dwell_s)
    with pytest.raises(ConfigError, match="dwell_s"):
        filled.edits.apply(edit, WHO)
