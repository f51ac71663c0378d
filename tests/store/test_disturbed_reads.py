"""Readers and writers beside each other: nobody is told of a writer that does not disturb them."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from cba_core.domain.errors import CaseBusyError
from cba_core.store.case_folder import CaseFolder
from cba_core.store.case_store import SqlCaseStore, open_store
from cba_core.store.database import Database
from cba_core.store.tables import FootageRow
from tests.support.builders import a_new_footage


@pytest.fixture
def case(store: SqlCaseStore, case_path: Path) -> Path:
    store.footage.add(a_new_footage())
    store.close()
    return case_path


def files_read(database: Database) -> int:
    with database.read() as connection:
        return int(connection.execute(select(func.count()).select_from(FootageRow)).scalar_one())


def test_a_log_that_appears_beside_an_unchanged_database_disturbs_no_read(case: Path) -> None:
    with closing(Database(CaseFolder.at(case), read_only=True)) as database:
        with database.read() as connection:
            (case / "case.sqlite-wal").touch()  # as a mere reader makes one
            count = select(func.count()).select_from(FootageRow)
            assert connection.execute(count).scalar_one() == 1
        assert files_read(database) == 1


def test_a_read_that_was_disturbed_is_done_again(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disturb_first(monkeypatch, times=3)
    with open_store(case, read_only=True) as reader:
        disturb_first(monkeypatch, times=3)
        assert [one.path for one in reader.footage.all()] == [Path("/evidence/north.mp4")]
        disturb_first(monkeypatch, times=3)
        assert reader.settings.get("nothing") is None


def test_a_writer_opens_a_case_although_looking_at_it_was_disturbed(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disturb_first(monkeypatch, times=3)
    with open_store(case) as writer:
        writer.footage.add(a_new_footage("/e/2.mp4"))
        assert len(writer.footage.all()) == 2


def test_a_read_that_is_always_disturbed_ends_when_waiting_does(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(case, read_only=True, busy_timeout_s=0.2) as reader:
        disturb_first(monkeypatch, times=10**9)
        with pytest.raises(CaseBusyError):
            reader.footage.all()


def disturb_first(monkeypatch: pytest.MonkeyPatch, *, times: int) -> None:
    """Let the database file look changed at the end of so many reads."""
    left = [times]
    undisturbed = Database._undisturbed

    @contextmanager
    def disturbed(database: Database) -> Iterator[None]:
        with undisturbed(database):
            yield
        if left[0] > 0 and database.read_only:
            left[0] -= 1
            from cba_core.store.database import DisturbedReadError

            raise DisturbedReadError(database.folder.path)

    monkeypatch.setattr(Database, "_undisturbed", disturbed)


def test_readers_and_writers_that_come_and_go_do_not_fail_each_other(case: Path) -> None:
    failures: list[BaseException] = []
    stop = threading.Event()

    def read() -> None:
        try:
            while not stop.is_set():
                with open_store(case, read_only=True) as reader:
                    reader.footage.all()
        except BaseException as error:  # noqa: BLE001  (a thread's failure would be lost)
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for number in range(60):
            with open_store(case) as writer:
                writer.footage.update([writer.footage.all()[0].id], camera=f"camera {number}")
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    assert failures == []
