import json
from pathlib import Path

import pytest

from cba_core.domain.errors import (
    CaseDamagedError,
    CaseExistsError,
    CaseNotFoundError,
    CaseReadOnlyError,
    CaseUnreachableError,
)
from cba_core.store.case_store import SqlCaseStore, create_store, open_store
from tests.support.builders import a_new_footage, some_case_facts
from tests.support.folders import contents_of


def test_a_new_case_has_its_parts_and_its_facts(store: SqlCaseStore, case_path: Path) -> None:
    assert store.facts.examiner == "A. Examiner"
    assert store.facts.time_zone == "Europe/Madrid"
    assert store.facts.created is not None
    assert store.facts.created.tzinfo is not None
    assert {"case.json", "case.sqlite", "crops", "index", "logs"} <= {
        entry.name for entry in case_path.iterdir()
    }
    description = json.loads((case_path / "case.json").read_text())
    assert description["format"] == "duskline-case"
    assert (description["number"], description["title"]) == ("2026/014", "Station")


def test_facts_are_the_same_when_the_case_is_opened_again(
    store: SqlCaseStore, case_path: Path
) -> None:
    facts = store.facts
    store.close()
    store.close()
    with open_store(case_path) as again:
        assert again.facts == facts


def test_a_path_that_exists_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    for name, make in (("file", Path.touch), ("folder", Path.mkdir)):
        path = tmp_path / name
        make(path)
        with pytest.raises(CaseExistsError):
            create_store(path, some_case_facts())
    dangling = tmp_path / "link"
    dangling.symlink_to(tmp_path / "nowhere")
    with pytest.raises(CaseExistsError):
        create_store(dangling, some_case_facts())
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["file", "folder", "link"]


def test_a_case_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseUnreachableError, match="there is no folder"):
        create_store(tmp_path / "typo" / "A.duskcase", some_case_facts())


def test_a_creation_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("cba_core.store.case_store.create_schema", break_down)
    with pytest.raises(RuntimeError, match="planted"):
        create_store(tmp_path / "A.duskcase", some_case_facts())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["50% off", "a#b?c", "ä ö 日本", "it's"])
def test_a_case_may_have_any_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.duskcase"
    create_store(path, some_case_facts()).close()
    with open_store(path) as store:
        store.settings.set("k", "v")
    with open_store(path, read_only=True) as store:
        assert store.settings.get("k") == "v"


def test_what_is_no_case_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path, tmp_path / "file", tmp_path / "nothing"):
        with pytest.raises(CaseNotFoundError):
            open_store(path)


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize(
    "content", [b"", b"this is no database" * 100, b"SQLite format 3\0" + b"\xff" * 4096]
)
def test_a_damaged_database_is_told_so(
    store: SqlCaseStore, case_path: Path, content: bytes, read_only: bool
) -> None:
    store.close()
    (case_path / "case.sqlite").write_bytes(content)
    with pytest.raises(CaseDamagedError):
        open_store(case_path, read_only=read_only)


def test_a_database_that_is_gone_is_told_and_not_made_anew(
    store: SqlCaseStore, case_path: Path
) -> None:
    store.close()
    (case_path / "case.sqlite").unlink()
    with pytest.raises(CaseDamagedError, match="missing"):
        open_store(case_path)
    assert not (case_path / "case.sqlite").exists()


def test_a_damaged_page_is_found_when_it_is_read(store: SqlCaseStore, case_path: Path) -> None:
    for number in range(200):
        store.footage.add(a_new_footage(f"/evidence/{number}.mp4"))
    store.close()
    content = bytearray((case_path / "case.sqlite").read_bytes())
    content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    (case_path / "case.sqlite").write_bytes(content)
    with pytest.raises(CaseDamagedError), open_store(case_path) as damaged:
        damaged.footage.all()


def test_reading_only_leaves_the_folder_byte_for_byte_as_it_was(
    store: SqlCaseStore, case_path: Path
) -> None:
    store.footage.add(a_new_footage())
    store.close()
    before = contents_of(case_path)
    with open_store(case_path, read_only=True) as reader:
        assert len(reader.footage.all()) == 1
        assert reader.read_only
        assert contents_of(case_path) == before
    assert contents_of(case_path) == before


def test_a_store_for_reading_refuses_to_write(store: SqlCaseStore, case_path: Path) -> None:
    store.close()
    with open_store(case_path, read_only=True) as reader:
        with pytest.raises(CaseReadOnlyError):
            reader.footage.add(a_new_footage())
        with pytest.raises(CaseReadOnlyError):
            reader.settings.set("key", "value")


def test_a_reader_sees_what_a_writer_adds_after_it_was_opened(
    store: SqlCaseStore, case_path: Path
) -> None:
    store.close()
    with open_store(case_path, read_only=True) as reader:
        assert reader.footage.all() == []
        with open_store(case_path) as writer:
            writer.footage.add(a_new_footage())
            assert len(reader.footage.all()) == 1
        assert len(reader.footage.all()) == 1


def test_a_case_without_a_write_ahead_log_works_as_well(
    store: SqlCaseStore, case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.footage.add(a_new_footage())
    store.close()
    monkeypatch.setattr("cba_core.store.database.can_hold_wal", lambda _: False)
    with open_store(case_path) as slow:
        assert not (case_path / "case.sqlite-wal").exists()
        slow.footage.add(a_new_footage("/evidence/other.mp4"))
        assert not (case_path / "case.sqlite-wal").exists()
    before = contents_of(case_path)
    with open_store(case_path, read_only=True) as reader:
        assert len(reader.footage.all()) == 2
    assert contents_of(case_path) == before


def test_settings_keep_texts_and_replace_them(store: SqlCaseStore) -> None:
    assert store.settings.get("model") is None
    store.settings.set("model", "a")
    store.settings.set("model", "b \x00 \udcff \x1b0041")
    assert store.settings.get("model") == "b \x00 \udcff \x1b0041"
