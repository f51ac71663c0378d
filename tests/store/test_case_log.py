"""The log of a case (E11-E17): it only grows, and every way to change it is found."""

import importlib.util
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cba_core.domain.case_log import (
    LogAction,
    LogAuthor,
    LogEntry,
    LogHead,
    NewLogEntry,
    entry_from_line,
    hash_of_line,
)
from cba_core.domain.errors import CaseReadOnlyError, CbaError
from cba_core.domain.log_check import check_lines
from cba_core.pipelines.case_log import CaseLog
from cba_core.store.case_store import SqlCaseStore, create_store, open_store
from tests.support.builders import a_new_footage, some_case_facts

ROOT = Path(__file__).resolve().parents[2]
WHO = LogAuthor("A. Examiner", "to test")


def verifier() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_log", ROOT / "resources/verify_log.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def append(store: SqlCaseStore, count: int) -> None:
    for number in range(count):
        store.log.append(
            NewLogEntry(
                action=LogAction.VIEW,
                author=WHO,
                object=f"footage {number}",
                details={"open_s": number / 3},
            )
        )


def plain_sql(case: Path, *statements: str) -> None:
    """What somebody does who knows SQLite and wants to leave no trace."""
    with closing(sqlite3.connect(case / "case.sqlite")) as database:
        names = database.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'")
        triggers = names.fetchall()
        for name, _ in triggers:
            database.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            database.execute(statement)
        for _, made_by in triggers:
            database.execute(made_by)
        database.commit()


def test_a_case_begins_its_log_with_its_own_making(store: SqlCaseStore) -> None:
    (first,) = store.log.entries()
    assert (first.number, first.action, first.object) == (1, LogAction.CREATE, "case")
    assert first.actor == "A. Examiner"
    assert first.details["purpose"] == "a person seen at the station"
    assert store.log.head() == LogHead(1, first.hash)


def test_E14_every_row_holds_time_person_reason_and_object(store: SqlCaseStore) -> None:
    append(store, 1)
    entry = store.log.entries()[-1]
    told = json.loads(entry.line)
    assert set(told) == {
        "number", "time", "action", "actor", "reason", "object", "details", "previous_hash",
    }  # fmt: skip
    assert (told["actor"], told["reason"], told["object"]) == (WHO.name, WHO.reason, "footage 0")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", told["time"])


def test_E11_each_row_hashes_the_former_and_survives_reopening(
    store: SqlCaseStore, case_path: Path
) -> None:
    append(store, 5)
    store.close()
    with open_store(case_path) as again:
        entries = again.log.entries()
        assert [one.number for one in entries] == list(range(1, 7))
        assert [one.previous_hash for one in entries[1:]] == [one.hash for one in entries[:-1]]
        assert CaseLog(again, WHO).verify() == []
        assert [one.number for one in again.log.entries(3, 2)] == [3, 4]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE case_log SET line = 'x' WHERE number = 2",
        "DELETE FROM case_log WHERE number = 3",
        "DELETE FROM case_log",
        "INSERT INTO case_log VALUES (9, '{}', 'x')",
        "INSERT OR REPLACE INTO case_log VALUES (2, '{}', 'x')",
        "INSERT INTO case_log VALUES (0, '{}', 'x')",
    ],
)
def test_E11_the_database_refuses_to_change_it(
    store: SqlCaseStore, case_path: Path, statement: str
) -> None:
    append(store, 2)
    store.close()
    with (
        closing(sqlite3.connect(case_path / "case.sqlite")) as database,
        pytest.raises(sqlite3.IntegrityError, match="log of a case"),
    ):
        database.execute(statement)


def test_a_trigger_that_is_gone_is_told(store: SqlCaseStore, case_path: Path) -> None:
    store.close()
    with closing(sqlite3.connect(case_path / "case.sqlite")) as database:
        database.execute("DROP TRIGGER case_log_loses_no_line")
    with open_store(case_path) as again:
        (fault,) = CaseLog(again, WHO).verify()
    assert fault.kind == "trigger"
    assert "case_log_loses_no_line" in fault.text


def test_a_trigger_of_the_same_name_that_does_nothing_is_told(
    store: SqlCaseStore, case_path: Path
) -> None:
    store.close()
    with closing(sqlite3.connect(case_path / "case.sqlite")) as database:
        database.execute("DROP TRIGGER case_log_loses_no_line")
        database.execute(
            "CREATE TRIGGER case_log_loses_no_line BEFORE DELETE ON case_log BEGIN SELECT 1; END"
        )
    with open_store(case_path) as again:
        (fault,) = CaseLog(again, WHO).verify()
    assert (fault.kind, "case_log_loses_no_line" in fault.text) == ("trigger", True)


def _edit(count: int, at: int) -> list[str]:
    return [f"UPDATE case_log SET line = replace(line, 'footage', 'Footage') WHERE number = {at}"]


def _another_hash(count: int, at: int) -> list[str]:
    # another first digit, whatever it was; a hash that fits is in the test of a rebuilt chain
    other = "CASE substr(hash, 1, 1) WHEN 'f' THEN '0' ELSE 'f' END"
    return [f"UPDATE case_log SET hash = {other} || substr(hash, 2) WHERE number = {at}"]


def _delete(count: int, at: int) -> list[str]:
    return [f"DELETE FROM case_log WHERE number = {at}"]


def _moved(number: int, to: int) -> str:
    return f"UPDATE case_log SET number = {to} WHERE number = {number}"


def _delete_and_close_the_gap(count: int, at: int) -> list[str]:
    moved = [
        f"UPDATE case_log SET number = {n - 1} WHERE number = {n}" for n in range(at + 1, count + 1)
    ]
    return [f"DELETE FROM case_log WHERE number = {at}", *moved]


def _insert(count: int, at: int) -> list[str]:
    moved = [
        f"UPDATE case_log SET number = {n + 1} WHERE number = {n}" for n in range(count, at - 1, -1)
    ]
    return [
        *moved,
        f"INSERT INTO case_log SELECT {at}, line, hash FROM case_log WHERE number = {at + 1}",
    ]


def _swap(count: int, at: int) -> list[str]:
    other = at + 1 if at < count else at - 1
    return [
        f"UPDATE case_log SET number = -1 WHERE number = {at}",
        f"UPDATE case_log SET number = {at} WHERE number = {other}",
        f"UPDATE case_log SET number = {other} WHERE number = -1",
    ]


def _truncate(count: int, at: int) -> list[str]:
    return [f"DELETE FROM case_log WHERE number >= {at}"]


def _break(count: int, at: int) -> list[str]:
    return [f"UPDATE case_log SET line = CAST(x'ff80' AS TEXT) WHERE number = {at}"]


def _retype(count: int, at: int) -> list[str]:
    return [f"UPDATE case_log SET line = x'00' WHERE number = {at}"]


TAMPERING: list[Callable[[int, int], list[str]]] = [
    _edit, _another_hash, _delete, _delete_and_close_the_gap, _insert, _swap, _truncate,
    _break, _retype,
]  # fmt: skip


@settings(
    max_examples=40, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    count=st.integers(3, 7),
    share=st.floats(0, 1),
    tamper=st.sampled_from(TAMPERING),
)
def test_E11_E12_whatever_plain_sql_does_is_found_by_program_and_stand_alone_verifier(
    tmp_path_factory: pytest.TempPathFactory,
    count: int,
    share: float,
    tamper: Callable[[int, int], list[str]],
) -> None:
    case = tmp_path_factory.mktemp("log") / "A.duskcase"
    with create_store(case, some_case_facts()) as store:
        append(store, count - 1)
        head = store.log.head()
    check = verifier()
    assert check.main([str(case), str(head)]) == 0
    plain_sql(case, *tamper(count, 2 + round(share * (count - 2))))
    with open_store(case) as store:
        faults = CaseLog(store, WHO).verify(head)
    assert faults
    assert check.main([str(case), str(head)]) == 1


def test_E12_a_chain_that_was_rebuilt_is_exposed_by_a_head_on_paper(
    store: SqlCaseStore, case_path: Path
) -> None:
    append(store, 4)
    head = store.log.head()
    rows = store.log.lines()
    store.close()
    rebuilt, previous = [], None
    for number, line, _ in rows:
        told = json.loads(str(line))
        if number == 3:
            told["actor"] = "Somebody Else"
        if previous is not None:
            told["previous_hash"] = previous
        again = json.dumps(told, sort_keys=True, separators=(",", ":"))
        previous = hash_of_line(again)
        rebuilt.append((again, previous, number))
    with closing(sqlite3.connect(case_path / "case.sqlite")) as database:
        database.execute("DROP TRIGGER case_log_keeps_its_lines")
        database.executemany("UPDATE case_log SET line = ?, hash = ? WHERE number = ?", rebuilt)
        database.commit()
    with open_store(case_path) as again_open:
        log = CaseLog(again_open, WHO)
        assert [fault.kind for fault in log.verify()] == ["trigger"]
        assert [fault.kind for fault in log.verify(head)] == ["trigger", "edited"]
    assert verifier().main([str(case_path)]) == 0
    assert verifier().main([str(case_path), str(head)]) == 1


def test_E17_an_export_is_read_without_the_program(store: SqlCaseStore, tmp_path: Path) -> None:
    append(store, 3)
    target = tmp_path / "log.jsonl"
    head = CaseLog(store, WHO).export(target)
    lines = target.read_text("ascii").splitlines()
    assert json.loads(lines[0])["case_number"] == "2026/014"
    assert [json.loads(line)["number"] for line in lines[1:]] == [1, 2, 3, 4]
    assert verifier().main([str(target), str(head)]) == 0
    last = store.log.entries()[-1]
    assert (last.action, last.details["head"]) == (LogAction.EXPORT, head.hash)
    for broken in (
        [*lines[:2], *lines[3:]],
        [*lines[:3], lines[3].replace("footage", "Footage"), *lines[4:]],
        lines[:-1],
        [lines[0], lines[2], lines[1], *lines[3:]],
    ):
        target.write_text("\n".join(broken) + "\n", "ascii")
        assert verifier().main([str(target), str(head)]) == 1
    target.write_text("not a log\n", "ascii")
    assert verifier().main([str(target)]) == 2


def test_an_export_takes_the_place_of_nothing(store: SqlCaseStore, tmp_path: Path) -> None:
    target = tmp_path / "log.jsonl"
    target.write_text("kept")
    with pytest.raises(CbaError, match="already"):
        CaseLog(store, WHO).export(target)
    assert target.read_text() == "kept"
    with pytest.raises(CbaError, match="cannot be written"):
        CaseLog(store, WHO).export(tmp_path / "nowhere" / "log.jsonl")
    assert [entry.name for entry in tmp_path.iterdir() if "partial" in entry.name] == []


def test_what_is_logged_with_a_change_is_stored_with_it_or_not_at_all(store: SqlCaseStore) -> None:
    store.footage.add(a_new_footage("/e/a.mp4", sha256="1" * 64), WHO)
    assert store.log.entries()[-1].details["sha256"] == "1" * 64
    before = store.log.head()
    with pytest.raises(CbaError):
        store.footage.add(a_new_footage("/e/b.mp4", sha256="1" * 64), WHO)
    assert store.log.head() == before


def test_a_case_that_is_read_only_logs_nothing(store: SqlCaseStore, case_path: Path) -> None:
    store.close()
    with open_store(case_path, read_only=True) as again:
        log = CaseLog(again, WHO)
        assert not log.is_kept
        log.append(LogAction.VIEW, "footage 1")
        with pytest.raises(CaseReadOnlyError):
            append(again, 1)
        assert log.head().count == 1


def test_E13_a_failure_is_logged_and_goes_on_its_way(store: SqlCaseStore) -> None:
    log = CaseLog(store, WHO)
    with pytest.raises(CbaError, match="gone"), log.failures_of("indexing"):
        raise CbaError("gone", "look for it")
    last = store.log.entries()[-1]
    assert (last.action, last.object) == (LogAction.FAILURE, "indexing")
    assert "gone" in last.details["text"]


def test_E16_no_code_deletes_from_the_log_or_changes_it() -> None:
    for path in (ROOT / "cba_core").rglob("*.py"):
        text = path.read_text("utf-8")
        for word in ("update(CaseLogRow", "delete(CaseLogRow", "FROM case_log", "UPDATE case_log"):
            if word in text:
                assert path.name == "r0002_case_log.py", path


@given(
    actor=st.text(min_size=1).filter(lambda text: bool(text.strip())),
    reason=st.text(),
    what=st.text(),
    details=st.dictionaries(
        st.text(),
        st.none()
        | st.integers(-(2**60), 2**60)
        | st.text()
        | st.floats(allow_nan=False, allow_infinity=False),
    ),
)
def test_a_line_tells_its_entry(
    actor: str, reason: str, what: str, details: dict[str, object]
) -> None:
    from cba_core.domain.case_log import entry_after
    from tests.support.builders import AN_EVENING

    entry: LogEntry = entry_after(
        LogHead(0, "0" * 64),
        NewLogEntry(
            action=LogAction.CHANGE, author=LogAuthor(actor, reason), object=what, details=details
        ),
        AN_EVENING,
    )
    assert entry_from_line(entry.line) == entry
    assert entry.line.isascii()
    assert check_lines([(1, entry.line, entry.hash)], "0" * 64) == []


def test_an_actor_needs_a_name_and_details_must_be_json() -> None:
    with pytest.raises(ValueError, match="name"):
        LogAuthor("  ")
    for line in ("", "[]", "{}", '{"number": 1}', "null", "[" * 100_000):
        with pytest.raises(ValueError):  # noqa: PT011  (json's own, and ours)
            entry_from_line(line)
