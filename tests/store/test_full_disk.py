import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cba_core.domain.errors import DiskFullError
from cba_core.domain.repositories import TrackletFilter
from cba_core.store.case_store import create_store, open_store
from cba_core.store.database import Database
from tests.support.builders import (
    A_DIGEST,
    A_MODEL,
    a_crop,
    a_found_tracklet,
    a_new_footage,
    a_segment,
    some_case_facts,
)
from tests.support.folders import contents_of
from tests.support.small_disk import SIZE_BYTES, filled_up, small_disk

EVERYTHING = TrackletFilter()
BIG_CROPS = [a_found_tracklet(crops=(a_crop(n, jpeg=b"x" * (SIZE_BYTES // 3)),)) for n in range(5)]
LONG_TRACKS = [a_found_tracklet(n, length=9000, crops=0) for n in range(12)]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """2 MB."""
    with small_disk(tmp_path / "small") as folder:
        yield folder


def test_a_case_that_finds_no_room_is_not_made_at_all(disk: Path) -> None:
    with filled_up(disk, leave_bytes=16_384):
        with pytest.raises(DiskFullError, match=r"A\.duskcase is full"):
            create_store(disk / "A.duskcase", some_case_facts())
        assert [entry.name for entry in disk.iterdir()] == ["filler"]
    create_store(disk / "A.duskcase", some_case_facts()).close()


@pytest.mark.parametrize("found", [BIG_CROPS, LONG_TRACKS], ids=["by crops", "by rows"])
def test_a_segment_that_finds_no_room_is_not_stored_at_all(disk: Path, found: list[object]) -> None:
    path = disk / "A.duskcase"
    with create_store(path, some_case_facts()) as store:
        known = store.footage.add(a_new_footage())
        store.tracklets.begin_footage(known.id, A_DIGEST)
        store.tracklets.store_segment(a_segment(1, 0), [a_found_tracklet()], A_MODEL)
        crops = contents_of(path / "crops")
        with filled_up(disk, leave_bytes=300_000):
            with pytest.raises(DiskFullError):
                store.tracklets.store_segment(a_segment(1, 1), found, A_MODEL)  # type: ignore[arg-type]
            assert contents_of(path / "crops") == crops
            assert store.tracklets.count(EVERYTHING) == 1
        ids = store.tracklets.store_segment(a_segment(1, 1), [a_found_tracklet()], A_MODEL)
        assert ids == [1_000_002]


def test_a_case_on_a_full_disk_can_be_opened_and_read(disk: Path) -> None:
    path = disk / "A.duskcase"
    with create_store(path, some_case_facts()) as store:
        store.footage.add(a_new_footage())
    with filled_up(disk):
        with open_store(path, read_only=True) as reader:
            assert len(reader.footage.all()) == 1
        with pytest.raises(DiskFullError):
            write_much(path)
    with open_store(path) as writer:
        assert len(writer.footage.all()) >= 1


def write_much(path: Path) -> None:
    with open_store(path) as writer:
        for number in range(100):
            writer.footage.add(a_new_footage(f"/e/more-{number}.mp4"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_crops_beyond_what_the_system_grants_are_not_stored_at_all(tmp_path: Path) -> None:
    import resource

    with create_store(tmp_path / "A.duskcase", some_case_facts()) as store:
        known = store.footage.add(a_new_footage())
        store.tracklets.begin_footage(known.id, A_DIGEST)
        granted = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (SIZE_BYTES // 4, granted[1]))
        try:
            with pytest.raises(DiskFullError):
                store.tracklets.store_segment(a_segment(), BIG_CROPS, A_MODEL)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, granted)
        assert contents_of(store.folder.crops) == {"1": None}
        assert len(store.tracklets.store_segment(a_segment(), BIG_CROPS, A_MODEL)) == 5


def test_a_backup_that_finds_no_room_leaves_no_half_of_itself(disk: Path) -> None:
    with create_store(disk / "A.duskcase", some_case_facts()) as store:
        database = Database(store.folder, read_only=False)
        with filled_up(disk, leave_bytes=20_000):
            with pytest.raises(DiskFullError):
                database.backup_to(disk / "backup.sqlite")
            assert not (disk / "backup.sqlite").exists()
        database.backup_to(disk / "backup.sqlite")
        database.close()
    connection = sqlite3.connect(disk / "backup.sqlite")
    assert connection.execute("SELECT count(*) FROM case_facts").fetchall() == [(1,)]
    connection.close()
