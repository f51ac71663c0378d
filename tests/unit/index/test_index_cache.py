import json
import logging
import mmap
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from cba_core.domain.embedding import Embeddings
from cba_core.domain.errors import CaseDamagedError
from cba_core.domain.footage import Modality
from cba_core.domain.ids import ModelId
from cba_core.domain.repositories import TrackletColumns
from cba_core.index import index_cache
from cba_core.index.exact_index import ExactIndex
from cba_core.index.faiss_index import FaissIndex, write_codes
from cba_core.index.index_cache import LoadedIndex, load_or_build
from cba_core.index.index_rows import IndexRows
from tests.support.fakes import (
    MODEL,
    OTHER_MODEL,
    columns_of,
    fake_footage,
    fake_tracklet,
    unit_vectors,
)

COUNT, DIM = 300, 24
QUERY = unit_vectors(1, DIM, seed=77)[0]


class Database:
    """Stands for the store, and counts how often it is read."""

    def __init__(self, count: int = COUNT, dim: int = DIM, seed: int = 0) -> None:
        footage = fake_footage(1)
        kinds = list(Modality)
        self.tracklets = [fake_tracklet(footage, n, kinds[n % 2]) for n in range(1, count + 1)]
        self.columns = columns_of(self.tracklets)
        self.embeddings = Embeddings(
            model_id=MODEL,
            tracklet_ids=self.columns.tracklet_ids,
            vectors=unit_vectors(count, dim, seed),
        )
        self.reads = 0

    def read_embeddings(self) -> Embeddings:
        self.reads += 1
        return self.embeddings

    def read_columns(self) -> TrackletColumns:
        return self.columns

    def load(self, folder: Path, epoch: str = "1") -> LoadedIndex:
        loaded = load_or_build(
            folder, epoch, self.embeddings.model_id, self.read_embeddings, self.read_columns
        )
        if self.embeddings.vectors.shape == (COUNT, DIM):
            expected = ExactIndex(self.embeddings).search(QUERY, limit=20)
            assert loaded.index.search(QUERY, limit=20) == expected
        return loaded


def data_file(folder: Path, kind: str) -> Path:
    (path,) = folder.glob(f"*/{kind}-*")
    return path


def assert_same_columns(left: TrackletColumns, right: TrackletColumns) -> None:
    assert left.cameras == right.cameras
    for name in (*index_cache._COLUMN_NAMES,):
        assert getattr(left, name).dtype == getattr(right, name).dtype
        assert (getattr(left, name) == getattr(right, name)).all(), name


def test_the_second_load_reads_files_and_not_the_database(tmp_path: Path) -> None:
    database = Database()
    first, second = database.load(tmp_path), database.load(tmp_path)
    assert database.reads == 1
    assert (first.from_cache, second.from_cache) == (False, True)
    assert (second.epoch, second.model_id) == ("1", MODEL)
    assert second.tracklets_total == COUNT
    assert_same_columns(second.columns, database.columns)


def test_files_lie_in_a_folder_of_the_model(tmp_path: Path) -> None:
    Database().load(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [MODEL[:16]]


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "a/b", "", "AB" * 32, "ab" * 31, "ab/" * 22]
)
def test_a_model_named_by_a_path_opens_nothing_outside(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "case" / "index"
    database = Database()
    with pytest.raises(CaseDamagedError, match="the SHA-256 of no model"):
        index_cache.load_or_build(
            folder, "1", ModelId(name), lambda: database.embeddings, lambda: database.columns
        )
    with pytest.raises(CaseDamagedError, match="the SHA-256 of no model"):
        index_cache.damage_of(folder, ModelId(name))
    assert list(tmp_path.iterdir()) == []


def test_vectors_are_mapped_and_not_copied(tmp_path: Path) -> None:
    database = Database()
    database.load(tmp_path)
    base = database.load(tmp_path).index._rows.vectors
    while isinstance(base, np.ndarray):
        base = base.base
    assert isinstance(getattr(base, "obj", base), mmap.mmap)


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="Linux tells what is mapped")
def test_codes_are_mapped_and_searched_as_those_in_memory(tmp_path: Path) -> None:
    pytest.importorskip("faiss")
    database = Database(count=20_000)
    database.load(tmp_path)
    loaded = database.load(tmp_path)
    assert str(data_file(tmp_path, "codes")) in Path("/proc/self/smaps").read_text("utf-8")
    rows = np.arange(20_000) % 3 == 0
    assert loaded.index.search(QUERY, limit=50, rows=rows) == ExactIndex(
        database.embeddings
    ).search(QUERY, limit=50, rows=rows)


def test_codes_that_faiss_cannot_read_are_made_in_memory(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pytest.importorskip("faiss")
    rows = IndexRows.of(Database().embeddings)
    other = tmp_path / "other.faiss"
    write_codes(rows.vectors[:7], other)
    damaged = tmp_path / "damaged.faiss"
    damaged.write_bytes(b"no codes")
    for path in (other, damaged):
        with caplog.at_level(logging.WARNING):
            index = FaissIndex(rows, path)
        assert path.name in caplog.text
        assert index.search(QUERY, limit=5) == ExactIndex(Database().embeddings).search(
            QUERY, limit=5
        )
    caplog.clear()


def test_a_new_epoch_builds_anew_and_leaves_no_old_files(tmp_path: Path) -> None:
    Database().load(tmp_path)
    changed = Database(seed=5)
    assert not changed.load(tmp_path, epoch="2").from_cache
    assert changed.load(tmp_path, epoch="2").from_cache
    names = sorted(path.name.split("-")[0] for path in (tmp_path / MODEL[:16]).iterdir())
    assert [name for name in names if name != "build.lock"] == [
        "codes",
        "columns",
        "header.json",
        "vectors",
    ]


def test_another_model_with_the_same_beginning_is_not_mistaken(tmp_path: Path) -> None:
    Database().load(tmp_path)
    twin = Database(seed=5)
    twin.embeddings = Embeddings(
        model_id=type(MODEL)(MODEL[:16] + OTHER_MODEL[16:]),
        tracklet_ids=twin.embeddings.tracklet_ids,
        vectors=twin.embeddings.vectors,
    )
    assert not twin.load(tmp_path).from_cache
    assert twin.load(tmp_path).index.model_id == twin.embeddings.model_id


def flip(path: Path, position: int) -> None:
    content = bytearray(path.read_bytes())
    content[position] ^= 0x10
    path.write_bytes(content)


def shorten(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 4)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "header gone": lambda folder: (folder / "header.json").unlink(),
    "header empty": lambda folder: (folder / "header.json").write_bytes(b""),
    "header a list": lambda folder: (folder / "header.json").write_text("[1]"),
    "header not text": lambda folder: (folder / "header.json").write_bytes(b"\xff\xfe{}"),
    "vectors gone": lambda folder: data_file(folder.parent, "vectors").unlink(),
    "vectors truncated": lambda folder: shorten(data_file(folder.parent, "vectors")),
    "vectors empty": lambda folder: data_file(folder.parent, "vectors").write_bytes(b""),
    "a bit of the first vector": lambda folder: flip(data_file(folder.parent, "vectors"), 0),
    "a bit of the last vector": lambda folder: flip(data_file(folder.parent, "vectors"), -1),
    "codes gone": lambda folder: data_file(folder.parent, "codes").unlink(),
    "codes truncated": lambda folder: shorten(data_file(folder.parent, "codes")),
    "codes empty": lambda folder: data_file(folder.parent, "codes").write_bytes(b""),
    "a bit of the first code": lambda folder: flip(data_file(folder.parent, "codes"), 90),
    "a bit of the last code": lambda folder: flip(data_file(folder.parent, "codes"), -1),
    "columns gone": lambda folder: data_file(folder.parent, "columns").unlink(),
    "columns truncated": lambda folder: shorten(data_file(folder.parent, "columns")),
    "a bit of the columns": lambda folder: flip(data_file(folder.parent, "columns"), 4000),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_damaged_files_are_made_again(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    database = Database()
    database.load(tmp_path)
    damage(tmp_path / MODEL[:16])
    assert not database.load(tmp_path).from_cache
    assert database.load(tmp_path).from_cache


@pytest.mark.parametrize("key", ["epoch", "count", "dim", "cameras", "vectors", "checksum"])
def test_a_header_that_was_changed_is_not_believed(tmp_path: Path, key: str) -> None:
    database = Database()
    database.load(tmp_path)
    path = tmp_path / MODEL[:16] / "header.json"
    held = json.loads(path.read_text())
    held[key] = {"count": COUNT - 1, "dim": 1, "cameras": ["Other"]}.get(key, "other")
    path.write_text(json.dumps(held))
    assert not database.load(tmp_path).from_cache


def test_every_flipped_bit_of_the_header_is_seen(tmp_path: Path) -> None:
    database = Database()
    database.load(tmp_path)
    path = tmp_path / MODEL[:16] / "header.json"
    sound = path.read_bytes()
    for position in range(0, len(sound), 7):
        path.write_bytes(sound)
        flip(path, position)
        with pytest.raises(index_cache._Unusable):
            index_cache._read(path.parent, "1", MODEL)


@pytest.mark.parametrize("dim", [1, 7, 8])
def test_any_length_of_vector_can_be_stored(tmp_path: Path, dim: int) -> None:
    database = Database(count=5, dim=dim)
    database.load(tmp_path)
    assert database.load(tmp_path).from_cache


def test_vectors_and_facts_are_brought_into_one_order(tmp_path: Path) -> None:
    database = Database()
    kept = np.arange(COUNT) % 3 == 1
    database.embeddings = Embeddings(  # the first has no facts, most tracklets no vector
        model_id=MODEL,
        tracklet_ids=np.concatenate([[5], database.columns.tracklet_ids[kept], [9_000_000]]),
        vectors=unit_vectors(int(kept.sum()) + 2, DIM + 1),
    )
    for _ in range(2):
        loaded = database.load(tmp_path)
        assert loaded.index.tracklet_ids.tolist() == database.columns.tracklet_ids[kept].tolist()
        assert loaded.columns.tracklet_ids.tolist() == loaded.index.tracklet_ids.tolist()
        assert (loaded.columns.is_infrared == database.columns.is_infrared[kept]).all()
        assert loaded.tracklets_total == COUNT
    (nearest,) = loaded.index.search(database.embeddings.vectors[1], limit=1)
    assert nearest.tracklet_id == database.columns.tracklet_ids[kept][0]


def test_a_case_without_vectors_has_an_empty_index_and_no_files(tmp_path: Path) -> None:
    database = Database(count=4)
    database.embeddings = Embeddings(
        model_id=MODEL, tracklet_ids=np.zeros(0, np.int64), vectors=np.zeros((0, 0), np.float32)
    )
    loaded = database.load(tmp_path)
    assert len(loaded.index) == 0
    assert loaded.tracklets_total == 4
    assert loaded.index.search(QUERY, limit=3) == []
    assert not list(tmp_path.glob("*/header.json"))


def test_a_case_without_tracklets_has_an_empty_index(tmp_path: Path) -> None:
    database = Database(count=0)
    assert len(database.load(tmp_path).index) == 0


def test_where_no_folder_can_be_made_the_index_lives_in_memory(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    in_the_way = tmp_path / "index"
    in_the_way.write_text("a file, not a folder")
    database = Database()
    with caplog.at_level(logging.WARNING):
        loaded = database.load(in_the_way)
    assert not loaded.from_cache
    assert_same_columns(loaded.columns, database.columns)
    assert "No index files" in caplog.text
    assert in_the_way.read_text() == "a file, not a folder"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write into any folder"
)
def test_in_a_read_only_folder_the_index_lives_in_memory(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        assert not Database().load(tmp_path).from_cache
    finally:
        tmp_path.chmod(0o700)


def test_files_of_a_read_only_folder_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database()
    database.load(tmp_path)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr(Path, "mkdir", refuse)
    monkeypatch.setattr(index_cache.FileLock, "acquire", refuse)
    assert database.load(tmp_path).from_cache
    assert not database.load(tmp_path, epoch="2").from_cache


def test_on_a_full_disk_the_index_lives_in_memory_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(self: Path, *_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", fill)
    assert not Database().load(tmp_path).from_cache
    assert [path.name for path in tmp_path.glob("*/*")] in ([], ["build.lock"])


def test_who_waits_too_long_builds_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_cache, "WAIT_S", 0.05)
    place = tmp_path / MODEL[:16]
    place.mkdir()
    with index_cache.FileLock(place / "build.lock"):
        assert not Database().load(tmp_path).from_cache
    assert not list(place.glob("header*"))


PROCESS = """
import sys
from pathlib import Path
from tests.unit.index.test_index_cache import Database

database = Database()
for number in range(int(sys.argv[2])):
    database.load(Path(sys.argv[1]), epoch=str(number // 2))
print("done")
"""


def test_two_processes_on_one_folder_both_get_the_right_index(tmp_path: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, str(tmp_path), "12"],
            cwd=Path(__file__).parents[3],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in running:
        out, err = process.communicate(timeout=120)
        assert (process.returncode, out) == (0, "done\n"), err
    assert Database().load(tmp_path, epoch="5").from_cache
