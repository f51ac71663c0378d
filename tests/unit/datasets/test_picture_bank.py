import errno
import hashlib
import os
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.datasets import picture_bank, picture_file
from cba_core.datasets.hitsz_vcm import read_hitsz_vcm
from cba_core.datasets.index_lines import DataSetError
from cba_core.datasets.picture_bank import UNKNOWN, benchmark_pictures, training_pictures
from cba_core.datasets.picture_file import PictureRules
from cba_core.datasets.side_by_side import worked_side_by_side
from cba_core.domain.errors import DiskFullError, JobCancelled
from cba_core.domain.footage import Modality
from cba_core.domain.learning import Benchmark, Constraints, SourceTracklet, TrackletSource
from cba_core.domain.progress import Progress, Unattended
from tests.support.dataset_fixtures import write_hitsz, write_jpeg

RULES = PictureRules(height_px=12, width_px=6, most_pictures=3)


def a_source(
    root: Path, count: int = 8, *, first: int = 0, name: str = "mine", lengths: tuple[int, ...] = ()
) -> TrackletSource:
    """Every other one infrared; three cameras; persons 0, 1, None, 0, ...; one grey each."""
    tracklets = []
    for number in range(count):
        crop = np.full((12, 6), 20 + 5 * (first + number), np.uint8)
        frames = tuple(
            write_jpeg(root / f"{number}" / f"{frame}.jpg", crop + frame)
            for frame in range(lengths[number] if lengths else 2)
        )
        tracklets.append(
            SourceTracklet(
                name=f"tracklet {number}",
                modality=Modality.INFRARED if number % 2 else Modality.VISIBLE,
                camera=f"camera {number % 3}",
                frames=frames,
                person=(0, 1, None)[number % 3],
            )
        )
    return TrackletSource(name=name, tracklets=tuple(tracklets))


class Watched:
    """Takes note of progress, and stops after so many reports."""

    def __init__(self, stops_after: int | None = None) -> None:
        self.reports: list[Progress] = []
        self._stops_after = stops_after

    def report(self, progress: Progress) -> None:
        self.reports.append(progress)

    def is_cancelled(self) -> bool:
        return self._stops_after is not None and len(self.reports) >= self._stops_after


def brightness(bank: picture_bank.PictureBank) -> list[int]:
    """Of the first picture of each tracklet."""
    training = bank.training
    return [int(training.pictures[start].mean()) for start in training.starts[:-1]]


def made(cache: Path) -> list[str]:
    """What the cache holds besides locks."""
    return sorted(entry.name for entry in cache.iterdir() if entry.suffix != ".lock")


def test_every_row_keeps_its_own_pictures_truth_and_camera(tmp_path: Path) -> None:
    source = a_source(tmp_path, lengths=(1, 2, 3, 4, 5, 9, 2, 1))
    bank = training_pictures([source], RULES, tmp_path / "cache", Unattended())
    training = bank.training
    assert isinstance(training.pictures, np.memmap)
    assert not training.pictures.flags.writeable
    assert training.pictures.shape == (1 + 2 + 3 + 3 + 3 + 3 + 2 + 1, 12, 6, 3)
    known = {one.name: (number, one) for number, one in enumerate(source.tracklets)}
    assert sorted(bank.names) == sorted(known)
    assert bank.names != tuple(known), "in another order than given"
    assert bank.sources == ("mine",) * 8
    assert training.cameras is not None
    numbers: dict[str, int] = {}
    for position, name in enumerate(bank.names):
        number, one = known[name]
        kept = training.pictures[training.starts[position] : training.starts[position + 1]]
        frames = {1: [0], 2: [0, 1], 3: [0, 1, 2], 4: [0, 2, 3], 5: [0, 2, 4], 9: [1, 4, 7]}
        expected = [20 + 5 * number + frame for frame in frames[len(one.frames)]]
        assert np.abs(kept.mean(axis=(1, 2, 3)) - expected).max() < 1
        assert training.infrared[position] == (one.modality is Modality.INFRARED)
        assert bank.persons[position] == (UNKNOWN if one.person is None else one.person)
        assert training.cameras[position] == numbers.setdefault(one.camera, len(numbers))


def test_the_digest_is_of_shape_pictures_starts_and_modality(tmp_path: Path) -> None:
    training = training_pictures(
        [a_source(tmp_path)], RULES, tmp_path / "cache", Unattended()
    ).training
    told = hashlib.sha256()
    told.update(np.array(training.pictures.shape, np.int64).tobytes())
    told.update(training.pictures.tobytes())
    told.update(training.starts.tobytes())
    told.update(training.infrared.tobytes())
    assert training.digest == told.hexdigest()


def test_constraints_follow_their_tracklets(tmp_path: Path) -> None:
    first = replace(
        a_source(tmp_path / "a", name="a"),
        constraints=Constraints(
            must_link=np.array([[0, 3]]), cannot_link=np.array([[5, 1], [1, 5], [6, 2]])
        ),
    )
    second = replace(
        a_source(tmp_path / "b", first=20, name="b"),
        constraints=Constraints(must_link=np.array([[7, 0]])),
    )
    bank = training_pictures([first, second], RULES, tmp_path / "cache", Unattended())

    def told(pairs: np.ndarray) -> set[frozenset[tuple[str, str]]]:
        assert np.all(pairs[:, 0] < pairs[:, 1])
        assert pairs.tolist() == sorted(pairs.tolist())
        return {
            frozenset((bank.sources[position], bank.names[position]) for position in pair)
            for pair in pairs.tolist()
        }

    constraints = bank.training.constraints
    assert told(constraints.must_link) == {
        frozenset({("a", "tracklet 0"), ("a", "tracklet 3")}),
        frozenset({("b", "tracklet 7"), ("b", "tracklet 0")}),
    }
    assert told(constraints.cannot_link) == {
        frozenset({("a", "tracklet 5"), ("a", "tracklet 1")}),
        frozenset({("a", "tracklet 6"), ("a", "tracklet 2")}),
    }
    assert len(constraints.cannot_link) == 2, "a pair told twice counts once"
    wrong = replace(first, constraints=Constraints(must_link=np.array([[8, 0]])))
    with pytest.raises(ValueError, match="pairs of 8 tracklets hold 8"):
        training_pictures([wrong], RULES, tmp_path / "cache", Unattended())


@given(data=st.data())
def test_moved_pairs_join_the_same_tracklets(data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(1, 6), min_size=1, max_size=4))
    count = sum(sizes)
    starts = picture_file.starts_of(sizes)
    order = np.array(data.draw(st.permutations(range(count))), np.int64)
    pairs = [
        np.array(
            data.draw(st.lists(st.tuples(*[st.integers(0, size - 1)] * 2), max_size=5)), np.int64
        ).reshape(-1, 2)
        for size in sizes
    ]
    moved = picture_bank._moved(pairs, starts, np.argsort(order))
    expected = {
        frozenset((one + start).tolist())
        for start, of_source in zip(starts[:-1], pairs, strict=True)
        for one in of_source
    }
    assert {frozenset(order[pair].tolist()) for pair in moved} == expected


def test_equal_numbers_of_two_places_are_two_people_and_two_cameras(tmp_path: Path) -> None:
    sources = [
        a_source(tmp_path / "a", name="a"),
        a_source(tmp_path / "b", first=20, name="b"),
    ]
    bank = training_pictures(sources, RULES, tmp_path / "cache", Unattended())
    assert bank.training.cameras is not None
    of_a = np.array(bank.sources) == "a"
    persons, cameras = bank.persons, bank.training.cameras
    known = persons != UNKNOWN
    assert set(persons[of_a & known]) == {0, 1}
    assert set(persons[~of_a & known]) == {2, 3}
    assert np.count_nonzero(~known) == 4
    assert not set(cameras[of_a]) & set(cameras[~of_a])
    assert set(cameras) == set(range(6))
    turned = training_pictures(sources[::-1], RULES, tmp_path / "cache", Unattended())
    assert turned.training.digest == bank.training.digest
    assert turned.training.cameras is not None
    assert turned.training.cameras.tolist() == cameras.tolist()


def test_equal_pictures_of_two_modalities_stand_visible_first(tmp_path: Path) -> None:
    source = a_source(tmp_path, 2)
    frames = source.tracklets[0].frames
    twins = tuple(replace(one, frames=frames) for one in source.tracklets)
    for given_order in (twins, twins[::-1]):
        given = replace(source, tracklets=given_order)
        bank = training_pictures([given], RULES, tmp_path / "cache", Unattended())
        assert bank.training.infrared.tolist() == [False, True]


def test_a_benchmark_keeps_its_own_order(tmp_path: Path) -> None:
    write_hitsz(tmp_path)
    benchmark = read_hitsz_vcm(tmp_path)
    bank = benchmark_pictures(benchmark, RULES, tmp_path / "cache", Unattended())
    tracklets = benchmark.test.tracklets
    assert bank.names == tuple(one.name for one in tracklets)
    assert bank.persons.tolist() == [one.person for one in tracklets]
    assert np.all(bank.training.infrared[benchmark.query])
    assert not np.any(bank.training.infrared[benchmark.gallery])
    assert bank.training.digest != ""


def test_pictures_are_kept_and_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, cache = a_source(tmp_path / "set"), tmp_path / "cache"
    bank = training_pictures([source], RULES, cache, Unattended())
    (key,) = made(cache)
    with monkeypatch.context() as patch:
        patch.setattr(picture_file, "decode_crops", None)
        watched = Watched()
        again = training_pictures([source], RULES, cache, watched)
    assert not watched.reports
    assert again.names == bank.names
    assert again.training.digest == bank.training.digest
    assert again.training.pictures.tobytes() == bank.training.pictures.tobytes()

    training_pictures([source], replace(RULES, height_px=10), cache, Unattended())
    training_pictures([source], replace(RULES, width_px=10), cache, Unattended())
    training_pictures([source], replace(RULES, most_pictures=1), cache, Unattended())
    assert len(made(cache)) == 4
    assert key in made(cache)


def test_changed_pictures_are_decoded_anew(tmp_path: Path) -> None:
    source, cache = a_source(tmp_path / "set"), tmp_path / "cache"
    before = training_pictures([source], RULES, cache, Unattended())
    changed = source.tracklets[2].frames[0]
    status = changed.stat()
    write_jpeg(changed, np.full((12, 6), 250, np.uint8))
    os.utime(changed, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000))
    after = training_pictures([source], RULES, cache, Unattended())
    assert 250 in brightness(after)
    assert after.training.digest != before.training.digest


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("pictures.npy", b""),
        ("pictures.npy", b"no array"),
        ("pictures.npy", None),
        ("order.json", b"{"),
        ("order.json", b'{"order": [0, 0, 1], "digest": ""}'),
        ("order.json", None),
    ],
)
def test_damaged_pictures_are_made_again(file: str, content: bytes | None, tmp_path: Path) -> None:
    source, cache = a_source(tmp_path / "set"), tmp_path / "cache"
    before = training_pictures([source], RULES, cache, Unattended()).training
    pixels, digest = before.pictures.tobytes(), before.digest
    (key,) = made(cache)
    (cache / key / file).unlink()
    if content is not None:
        (cache / key / file).write_bytes(content)
    after = training_pictures([source], RULES, cache, Unattended()).training
    assert after.pictures.tobytes() == pixels
    assert after.digest == digest
    assert made(cache) == [key]


def test_a_torn_array_is_made_again(tmp_path: Path) -> None:
    source, cache = a_source(tmp_path / "set"), tmp_path / "cache"
    before = training_pictures([source], RULES, cache, Unattended()).training.pictures.tobytes()
    (file,) = cache.glob("*/pictures.npy")
    whole = file.read_bytes()
    file.unlink()
    file.write_bytes(whole[:-1])
    after = training_pictures([source], RULES, cache, Unattended()).training.pictures.tobytes()
    assert after == before


def test_progress_is_told_of_both_passes(tmp_path: Path) -> None:
    watched = Watched()
    training_pictures([a_source(tmp_path)], RULES, tmp_path / "cache", watched)
    for step in ("Comparing pictures", "Storing pictures"):
        done = [one.done for one in watched.reports if one.step == step]
        assert done == [0, 2, 4, 6, 8, 10, 12, 14, 16]
    assert {(one.total, one.unit) for one in watched.reports} == {(16, "pictures")}


@pytest.mark.parametrize("reports", [0, 1, 5, 9, 12, 16])
def test_stopping_leaves_nothing_behind(reports: int, tmp_path: Path) -> None:
    source, cache = a_source(tmp_path / "set"), tmp_path / "cache"
    with pytest.raises(JobCancelled):
        training_pictures([source], RULES, cache, Watched(stops_after=reports))
    assert made(cache) == []
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("crops")]
    training_pictures([source], RULES, cache, Unattended())
    assert len(made(cache)) == 1


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    source, cache = a_source(tmp_path / "set"), tmp_path / "cache"
    training_pictures([source], RULES, cache, Unattended())
    (key,) = made(cache)
    shutil.move(cache / key, cache / f".{key}.partial")
    training_pictures([source], RULES, cache, Unattended())
    assert made(cache) == [key]


def test_two_at_once_get_the_same(tmp_path: Path) -> None:
    source, cache = a_source(tmp_path / "set"), tmp_path / "cache"
    digests, watchers = [], [Watched(), Watched()]

    def make(watched: Watched) -> None:
        bank = training_pictures([source], RULES, cache, watched)
        digests.append(bank.training.digest)

    threads = [threading.Thread(target=make, args=(watched,)) for watched in watchers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(digests) == 2
    assert len(set(digests)) == 1
    assert sum(bool(watched.reports) for watched in watchers) == 1, "one waited for the other"


def test_a_missing_and_a_damaged_picture_are_named(tmp_path: Path) -> None:
    source, cache = a_source(tmp_path / "set"), tmp_path / "cache"
    picture = source.tracklets[3].frames[1]
    picture.write_bytes(picture.read_bytes()[:30])
    with pytest.raises(DataSetError) as damaged:
        training_pictures([source], RULES, cache, Unattended())
    picture.unlink()
    with pytest.raises(DataSetError) as missing:
        training_pictures([source], RULES, cache, Unattended())
    for caught in (damaged, missing):
        assert str(picture) in caught.value.what
        assert "tracklet 3" in caught.value.what
    assert made(cache) == [] if cache.exists() else True


def test_pictures_that_change_meanwhile_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, cache = a_source(tmp_path / "set"), tmp_path / "cache"
    write = picture_file._write_pictures

    def changed_before(*arguments: object) -> object:
        write_jpeg(source.tracklets[0].frames[0], np.full((12, 6), 240, np.uint8))
        return write(*arguments)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(picture_file, "_write_pictures", changed_before)
    with pytest.raises(DataSetError, match="Pictures changed while they were read"):
        training_pictures([source], RULES, cache, Unattended())
    assert made(cache) == []


def test_too_little_room_is_told_before_anything_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=16 * 12 * 6 * 3 - 1))
    watched = Watched()
    with pytest.raises(DataSetError, match=r"The pictures take 0\.0 GB"):
        training_pictures([a_source(tmp_path / "set")], RULES, tmp_path / "cache", watched)
    assert not watched.reports
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=16 * 12 * 6 * 3))
    training_pictures([a_source(tmp_path / "set")], RULES, tmp_path / "cache", watched)


def test_a_disk_that_fills_up_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFullError):
        training_pictures([a_source(tmp_path / "set")], RULES, tmp_path / "cache", Unattended())
    assert made(tmp_path / "cache") == []


def test_a_cache_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file", "utf-8")
    with pytest.raises(DataSetError, match="cannot be kept in"):
        training_pictures([a_source(tmp_path / "set")], RULES, tmp_path / "cache", Unattended())


def test_nothing_to_learn_from_is_told(tmp_path: Path) -> None:
    empty = TrackletSource(name="nobody", tracklets=())
    with pytest.raises(DataSetError, match="no tracklets in nobody"):
        training_pictures([empty], RULES, tmp_path, Unattended())
    benchmark = Benchmark(
        name="none",
        train=empty,
        test=empty,
        query=np.empty(0, np.int64),
        gallery=np.empty(0, np.int64),
    )
    with pytest.raises(DataSetError, match="no tracklets in nobody"):
        benchmark_pictures(benchmark, RULES, tmp_path, Unattended())


@pytest.mark.parametrize("name", ["height_px", "width_px", "most_pictures"])
def test_rules_are_at_least_one(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} must be at least 1, got 0"):
        PictureRules(**{name: 0})


def test_results_stand_in_order_and_few_are_made_ahead() -> None:
    begun: list[int] = []

    def work(item: int) -> int:
        begun.append(item)
        return item * item

    results = worked_side_by_side(
        work, range(500), Unattended(), step="Work", unit="", size=lambda _: 1
    )
    assert [next(results) for _ in range(3)] == [0, 1, 4]
    assert len(begun) < 60, "results do not pile up"
    results.close()  # type: ignore[attr-defined]  # a generator
