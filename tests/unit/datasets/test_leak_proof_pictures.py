"""What training sees follows from pictures alone, whatever people and files are called."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from cba_core.datasets.bupt_campus import read_bupt_campus
from cba_core.datasets.hitsz_vcm import read_hitsz_vcm
from cba_core.datasets.picture_bank import PictureBank, training_pictures
from cba_core.datasets.picture_file import PictureRules
from cba_core.domain.learning import TrackletSource, TrainingTracklets
from cba_core.domain.progress import Unattended
from tests.support.dataset_fixtures import BUPT_PEOPLE, HITSZ_PEOPLE, write_bupt, write_hitsz

RULES = PictureRules(height_px=24, width_px=12, most_pictures=6)
WriteAndRead = Callable[[Path, Mapping[int, int] | None, int | None], TrackletSource]


def hitsz(root: Path, people: Mapping[int, int] | None, order_seed: int | None) -> TrackletSource:
    write_hitsz(root, people=people or HITSZ_PEOPLE, order_seed=order_seed)
    return read_hitsz_vcm(root).train


def bupt(root: Path, people: Mapping[int, int] | None, order_seed: int | None) -> TrackletSource:
    write_bupt(root, people=people or BUPT_PEOPLE, order_seed=order_seed)
    return read_bupt_campus(root, auxiliary=True).train


FORMATS = [
    pytest.param(hitsz, {0: 3, 1: 117, 2: 1, 3: 2, 4: 700, 5: 504, 6: 9000}, id="hitsz-vcm"),
    pytest.param(
        bupt,
        {0: 14, 1: 3, 2: 2000, 3: 12, 4: 1, 5: 13, 6: 1, 7: 1912, 8: 7},
        id="bupt-campus",
    ),
]


def bank_of(source: TrackletSource, folder: Path) -> PictureBank:
    return training_pictures([source], RULES, folder / "cache", Unattended())


@pytest.mark.parametrize(("write_and_read", "other_people"), FORMATS)
def test_renaming_people_and_shuffling_rows_changes_no_bit_of_training(
    write_and_read: WriteAndRead, other_people: dict[int, int], tmp_path: Path
) -> None:
    first_source = write_and_read(tmp_path / "one", None, None)
    second_source = write_and_read(tmp_path / "two", other_people, 5)
    first, second = bank_of(first_source, tmp_path), bank_of(second_source, tmp_path)
    assert len(first.training) == len(first_source.tracklets) > 16
    one, two = first.training, second.training
    assert one.pictures.tobytes() == two.pictures.tobytes()
    assert one.starts.tolist() == two.starts.tolist()
    assert one.infrared.tolist() == two.infrared.tolist()
    assert one.cameras is not None
    assert two.cameras is not None
    assert one.cameras.tolist() == two.cameras.tolist()
    assert one.digest == two.digest
    # and the sources did differ, in order and in truth
    before = [len(tracklet.frames) for tracklet in first_source.tracklets]
    assert before != [len(tracklet.frames) for tracklet in second_source.tracklets]
    people = HITSZ_PEOPLE if write_and_read is hitsz else BUPT_PEOPLE
    renamed = {people[identity]: other for identity, other in other_people.items()}
    assert [renamed[person] for person in first.persons.tolist()] == second.persons.tolist()
    assert first.names != second.names


@pytest.mark.parametrize(("write_and_read", "other_people"), FORMATS)
def test_tracklets_stand_by_the_hash_of_their_pictures(
    write_and_read: WriteAndRead, other_people: dict[int, int], tmp_path: Path
) -> None:
    training = bank_of(write_and_read(tmp_path, None, None), tmp_path).training
    hashes = [
        hashlib.sha256(training.pictures[start:end].tobytes()).digest()
        for start, end in zip(training.starts[:-1], training.starts[1:], strict=True)
    ]
    assert hashes == sorted(hashes)
    assert len(set(hashes)) == len(hashes)
    assert training.cameras is not None
    numbers = training.cameras.tolist()
    assert list(dict.fromkeys(numbers)) == list(range(max(numbers) + 1)), "as they appear"


@pytest.mark.parametrize(("write_and_read", "other_people"), FORMATS)
def test_neighbours_are_no_more_often_one_person_than_chance_has_it(
    write_and_read: WriteAndRead, other_people: dict[int, int], tmp_path: Path
) -> None:
    source = write_and_read(tmp_path, None, None)
    persons = bank_of(source, tmp_path).persons
    same = np.mean(persons[1:] == persons[:-1])
    chance = np.random.default_rng(0)
    expected = []
    for _ in range(200):
        shuffled = chance.permutation(persons)
        expected.append(np.mean(shuffled[1:] == shuffled[:-1]))
    assert same <= np.quantile(expected, 0.98)
    by_person = np.sort(persons)
    assert np.mean(by_person[1:] == by_person[:-1]) > max(expected), "rows by person would fail"


def test_no_field_of_training_can_hold_a_name_or_a_person() -> None:
    names = {field.name for field in fields(TrainingTracklets)}
    assert names == {"pictures", "starts", "infrared", "cameras", "constraints", "digest"}


@pytest.mark.parametrize(("write_and_read", "other_people"), FORMATS)
def test_where_pictures_are_kept_tells_of_nobody(
    write_and_read: WriteAndRead, other_people: dict[int, int], tmp_path: Path
) -> None:
    bank = bank_of(write_and_read(tmp_path / "set", None, None), tmp_path)
    (folder,) = [entry for entry in (tmp_path / "cache").iterdir() if entry.is_dir()]
    assert sorted(entry.name for entry in folder.iterdir()) == ["order.json", "pictures.npy"]
    note = (folder / "order.json").read_text("utf-8")
    for name in bank.names:
        assert name not in note
