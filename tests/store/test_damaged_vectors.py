"""A vector that is no unit vector of its model is never ranked: the case says it is damaged."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy.exc import OperationalError

from cba_core.domain.errors import CaseDamagedError
from cba_core.domain.ids import TrackletId
from cba_core.store.case_store import SqlCaseStore, open_store
from cba_core.store.database_failures import naming_database_failures
from tests.support.builders import A_DIGEST, A_MODEL, a_found_tracklet, a_new_footage, a_segment

DAMAGES = {
    "zeros": bytes(32),
    "too long": np.full(8, 3, "<f4").tobytes(),
    "no number": np.full(8, np.nan, "<f4").tobytes(),
    "cut off": np.full(4, 0.5, "<f4").tobytes(),
    "no whole number": b"abc",
    "empty": b"",
}


@pytest.fixture
def damaged(
    request: pytest.FixtureRequest, store: SqlCaseStore, case_path: Path
) -> Iterator[tuple[SqlCaseStore, TrackletId]]:
    known = store.footage.add(a_new_footage())
    store.tracklets.begin_footage(known.id, A_DIGEST)
    identifier, *_ = store.tracklets.store_segment(
        a_segment(), [a_found_tracklet(), a_found_tracklet(2)], A_MODEL
    )
    store.close()
    with sqlite3.connect(case_path / "case.sqlite") as connection:
        connection.execute(
            "UPDATE embedding SET vector = ? WHERE tracklet_id = ?",
            (DAMAGES[request.param], identifier),
        )
    connection.close()
    with open_store(case_path, read_only=True) as opened:
        yield opened, identifier


@pytest.mark.parametrize("damaged", DAMAGES, indirect=True)
def test_no_query_is_made_of_it(damaged: tuple[SqlCaseStore, TrackletId]) -> None:
    store, identifier = damaged
    with pytest.raises(CaseDamagedError, match="vector of tracklet 1-1"):
        store.embeddings.vector(identifier, A_MODEL)


@pytest.mark.parametrize("damaged", DAMAGES, indirect=True)
def test_no_index_is_made_of_it(damaged: tuple[SqlCaseStore, TrackletId]) -> None:
    with pytest.raises(CaseDamagedError, match="vector of tracklet 1-1"):
        damaged[0].embeddings.all(A_MODEL)


def test_text_that_is_none_is_damage() -> None:
    case = Path("/cases/A.duskcase")
    undecodable = sqlite3.OperationalError("Could not decode to UTF-8 column 'camera'")
    with pytest.raises(CaseDamagedError, match="Could not decode"), naming_database_failures(case):
        raise undecodable
    with pytest.raises(CaseDamagedError), naming_database_failures(case):
        raise OperationalError("SELECT", {}, undecodable)
    with pytest.raises(CaseDamagedError, match="utf-8"), naming_database_failures(case):
        b"\xff".decode()


def test_text_of_a_real_case_that_is_none_is_damage(store: SqlCaseStore, case_path: Path) -> None:
    store.settings.set("key", "value")
    store.close()
    with sqlite3.connect(case_path / "case.sqlite") as connection:
        connection.execute("UPDATE setting SET value = CAST(x'ff80' AS TEXT) WHERE key = 'key'")
    connection.close()
    with open_store(case_path) as opened, pytest.raises(CaseDamagedError):
        opened.settings.get("key")
