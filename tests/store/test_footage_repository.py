import os
import shutil
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cba_core.domain.errors import FootageInCaseError, NotInCaseError
from cba_core.domain.footage import FootageState, InfraredKind, Modality, ToldModality
from cba_core.domain.ids import FootageId
from cba_core.store.case_store import SqlCaseStore, create_store, open_store
from tests.support.builders import (
    a_modality_segment,
    a_new_footage,
    some_case_facts,
    some_facts,
)

THERMAL = ToldModality(modality=Modality.INFRARED, kind=InfraredKind.THERMAL)


def a_file(path: Path, content: bytes = b"0123456789") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_footage_comes_back_as_it_was_added(store: SqlCaseStore, tmp_path: Path) -> None:
    new = a_new_footage(
        a_file(tmp_path / "n.mp4"),
        told_modality=THERMAL,
        proposed_segments=(
            a_modality_segment(),
            a_modality_segment(start_s=60.0, end_s=90.0, modality=Modality.INFRARED),
        ),
    )
    added = store.footage.add(new)
    assert added.id == 1
    for name in ("path", "sha256", "size_bytes", "facts", "camera", "start_time",
                 "told_modality", "proposed_segments"):  # fmt: skip
        assert getattr(added, name) == getattr(new, name), name
    assert added.state is FootageState.ADDED
    assert store.footage.get(added.id) == added
    assert store.footage.by_sha256(new.sha256) == added
    assert store.footage.all() == [added]


def test_facts_that_nobody_knows_stay_unknown(store: SqlCaseStore) -> None:
    facts = some_facts(
        duration_s=None, expected_frames=None, frame_rate=None, is_variable_frame_rate=None
    )
    added = store.footage.add(
        a_new_footage(facts=facts, start_time=None, proposed_segments=(), told_modality=None)
    )
    assert added.facts == facts
    assert (added.start_time, added.told_modality, added.proposed_segments) == (None, None, ())


def test_footage_is_numbered_in_the_order_of_adding(store: SqlCaseStore) -> None:
    paths = ["/e/b.mp4", "/e/a.mp4", "/e/c.mp4"]
    assert [store.footage.add(a_new_footage(path)).id for path in paths] == [1, 2, 3]
    assert [str(one.path) for one in store.footage.all()] == paths


def test_the_same_content_is_not_added_twice(store: SqlCaseStore) -> None:
    store.footage.add(a_new_footage("/e/a.mp4", sha256="1" * 64))
    with pytest.raises(FootageInCaseError, match="as footage 1"):
        store.footage.add(a_new_footage("/e/b.mp4", sha256="1" * 64))
    assert len(store.footage.all()) == 1


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 1, 18, 0, 0, 123456, tzinfo=UTC),
        datetime(2026, 7, 1, 18, 0, tzinfo=ZoneInfo("Europe/Madrid")),
        datetime(1901, 7, 1, 18, 0, tzinfo=timezone(timedelta(hours=-3, minutes=-30))),
    ],
)
def test_a_start_time_keeps_its_moment_and_the_offset_it_was_told_with(
    store: SqlCaseStore, moment: datetime
) -> None:
    stored = store.footage.add(a_new_footage(start_time=moment)).start_time
    assert stored == moment
    assert stored is not None
    assert stored.utcoffset() == moment.utcoffset()


def test_a_time_without_zone_is_a_bug(store: SqlCaseStore) -> None:
    naive = datetime(2026, 3, 1, 18, 0)
    with pytest.raises(ValueError, match="zone"):
        store.footage.add(a_new_footage(start_time=naive))
    assert store.footage.all() == []


def test_update_sets_what_is_given_and_leaves_the_rest(store: SqlCaseStore) -> None:
    before = [store.footage.add(a_new_footage(f"/e/{name}.mp4")) for name in "ab"]
    ids = [one.id for one in before]
    store.footage.update(ids, camera="south")
    assert [one.camera for one in store.footage.all()] == ["south", "south"]
    assert [one.start_time for one in store.footage.all()] == [one.start_time for one in before]
    store.footage.update(ids[:1], told_modality=THERMAL, forget_start_time=True)
    first, second = store.footage.all()
    assert (first.told_modality, first.start_time, first.camera) == (THERMAL, None, "south")
    assert (second.told_modality, second.start_time) == (None, before[1].start_time)
    store.footage.update(
        ids, forget_told_modality=True, start_time=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert {one.told_modality for one in store.footage.all()} == {None}
    assert {one.start_time for one in store.footage.all()} == {datetime(2026, 1, 1, tzinfo=UTC)}


def test_an_update_with_an_unknown_number_changes_nothing(store: SqlCaseStore) -> None:
    known = store.footage.add(a_new_footage())
    with pytest.raises(NotInCaseError):
        store.footage.update([known.id, FootageId(7)], camera="south")
    assert store.footage.get(known.id).camera == "north"


def test_setting_and_forgetting_at_once_is_a_bug(store: SqlCaseStore) -> None:
    known = store.footage.add(a_new_footage())
    with pytest.raises(ValueError, match="at once"):
        store.footage.update([known.id], start_time=known.start_time, forget_start_time=True)
    with pytest.raises(ValueError, match="at once"):
        store.footage.update([known.id], told_modality=THERMAL, forget_told_modality=True)


def test_state_and_reason_of_failure_are_kept(store: SqlCaseStore, tmp_path: Path) -> None:
    known = store.footage.add(a_new_footage(a_file(tmp_path / "a.mp4")))
    store.footage.set_state(known.id, FootageState.FAILED, "bad \udcff file")
    failed = store.footage.get(known.id)
    assert (failed.state, failed.failure) == (FootageState.FAILED, "bad \udcff file")
    store.footage.set_state(known.id, FootageState.INDEXED)
    assert store.footage.get(known.id).failure is None
    with pytest.raises(ValueError, match="not stored"):
        store.footage.set_state(known.id, FootageState.MISSING)


def test_a_new_proposal_replaces_the_old_and_leaves_the_persons_word(store: SqlCaseStore) -> None:
    known = store.footage.add(a_new_footage(told_modality=THERMAL))
    proposal = (
        a_modality_segment(end_s=30.0),
        a_modality_segment(start_s=30.0, modality=Modality.INFRARED),
    )
    store.footage.set_proposed_segments(known.id, proposal)
    changed = store.footage.get(known.id)
    assert (changed.proposed_segments, changed.told_modality) == (proposal, THERMAL)


def test_every_method_tells_that_a_number_is_not_in_the_case(store: SqlCaseStore) -> None:
    nobody = FootageId(3)
    for ask in (
        lambda: store.footage.get(nobody),
        lambda: store.footage.update([nobody], camera="x"),
        lambda: store.footage.set_state(nobody, FootageState.INDEXED),
        lambda: store.footage.set_proposed_segments(nobody, ()),
        lambda: store.footage.set_path(nobody, Path("/e/x.mp4")),
    ):
        with pytest.raises(NotInCaseError, match="cba footage list"):
            ask()
    assert store.footage.by_sha256("0" * 64) is None


# ---------------------------------------------------------------- where the file is


def test_a_case_moved_with_its_footage_finds_it_beside_itself(tmp_path: Path) -> None:
    old = tmp_path / "old"
    film = a_file(old / "footage" / "a.mp4")
    with create_store(old / "A.duskcase", some_case_facts()) as store:
        store.footage.add(a_new_footage(film))
    shutil.copytree(old, tmp_path / "new")
    with open_store(tmp_path / "new" / "A.duskcase") as moved:
        assert moved.footage.all()[0].path == tmp_path / "new" / "footage" / "a.mp4"
    shutil.rmtree(old)
    with open_store(tmp_path / "new" / "A.duskcase", read_only=True) as moved:
        assert moved.footage.all()[0].state is FootageState.ADDED


def test_a_case_moved_alone_finds_its_footage_where_it_stayed(tmp_path: Path) -> None:
    film = a_file(tmp_path / "footage" / "a.mp4")
    with create_store(tmp_path / "A.duskcase", some_case_facts()) as store:
        store.footage.add(a_new_footage(film))
    (tmp_path / "far" / "away").mkdir(parents=True)
    shutil.move(tmp_path / "A.duskcase", tmp_path / "far" / "away" / "A.duskcase")
    with open_store(tmp_path / "far" / "away" / "A.duskcase") as moved:
        found = moved.footage.all()[0]
    assert (found.path, found.state) == (film, FootageState.ADDED)


def test_another_file_of_the_same_name_is_not_taken_for_the_footage(tmp_path: Path) -> None:
    film = a_file(tmp_path / "home" / "a.mp4", b"the footage")
    with create_store(tmp_path / "home" / "A.duskcase", some_case_facts()) as store:
        store.footage.add(a_new_footage(film))
    a_file(tmp_path / "lab" / "a.mp4", b"something else altogether")
    shutil.copytree(tmp_path / "home" / "A.duskcase", tmp_path / "lab" / "A.duskcase")
    with open_store(tmp_path / "lab" / "A.duskcase") as moved:
        assert moved.footage.all()[0].path == film


def test_footage_that_is_nowhere_is_missing_until_it_is_back(
    store: SqlCaseStore, tmp_path: Path
) -> None:
    film = a_file(tmp_path / "a.mp4")
    known = store.footage.add(a_new_footage(film))
    store.footage.set_state(known.id, FootageState.INDEXED)
    film.rename(tmp_path / "b.mp4")
    missing = store.footage.all()[0]
    assert (missing.state, missing.path) == (FootageState.MISSING, film)
    assert missing.reached is FootageState.INDEXED
    store.footage.set_path(known.id, tmp_path / "b.mp4")
    found = store.footage.get(known.id)
    assert (found.state, found.path) == (FootageState.INDEXED, tmp_path / "b.mp4")
    assert found.reached is FootageState.INDEXED


def test_relative_paths_are_kept_as_absolute_ones(
    store: SqlCaseStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_file(tmp_path / "a.mp4")
    monkeypatch.chdir(tmp_path)
    assert store.footage.add(a_new_footage(Path("a.mp4"))).path == tmp_path / "a.mp4"


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such names")
def test_names_that_are_not_utf8_come_back_byte_for_byte(
    store: SqlCaseStore, tmp_path: Path
) -> None:
    film = a_file(Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9 100%.mp4")))
    found = store.footage.add(a_new_footage(film, camera="caf\udce9"))
    assert (found.path, found.state, found.camera) == (film, FootageState.ADDED, "caf\udce9")


def test_a_folder_of_pictures_counts_as_there(store: SqlCaseStore, tmp_path: Path) -> None:
    (tmp_path / "frames").mkdir()
    known = store.footage.add(a_new_footage(tmp_path / "frames"))
    assert known.state is FootageState.ADDED
