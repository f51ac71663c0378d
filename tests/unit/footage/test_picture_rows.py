"""Which pictures of a folder are one recording, by their names alone."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.case import Case
from cba_core.domain.footage import RejectedFile
from cba_core.footage.discovery import find_footage
from cba_core.footage.pictures import FEWEST_PICTURES, picture_rows, pictures_in
from tests.support.builders import some_case_facts
from tests.support.damaged_footage import write_pictures


def touched(folder: Path, names: Sequence[str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).touch()
    return folder


SECONDS = [f"{minute:02d}{{0}}{second:02d}" for minute in (9, 10) for second in range(0, 60, 2)]


@pytest.mark.parametrize(
    "pattern",
    [
        "cam1_2024-01-31_12-{}",
        "20240131T12{}",
        "20240131_12{}_ch1",
        "2024-01-31 12.{}.000",
        "192.168.1.64_01_2024013112{}123_MOTION",
        "31-01-2024_12-{}",
        "Snap 12h{}s",
        "cam7_12-{}",
    ],
)
def test_a_row_that_is_numbered_by_the_clock_is_one_recording(tmp_path: Path, pattern: str) -> None:
    between = next((mark for mark in "-." if f"12{mark}" in pattern), "")
    between = "m" if "12h" in pattern else between
    names = [pattern.format(time.format(between)) + ".jpg" for time in SECONDS]
    touched(tmp_path, names)
    assert [picture.name for picture in pictures_in(tmp_path)] == names
    assert list(find_footage([tmp_path])) == [tmp_path]


def test_a_day_that_stands_before_its_year_is_in_the_order_of_time(tmp_path: Path) -> None:
    days = [(day, month) for month in (1, 2) for day in (7, 8, 9, 10)]
    names = [f"{day:02d}-{month:02d}-2024 12-00-00.jpg" for day, month in days]
    touched(tmp_path, names)
    assert [picture.name for picture in pictures_in(tmp_path)] == names


@pytest.mark.parametrize(
    "pattern",
    ["p{}.jpg", "Snap ({}).JPG", "{}.png", "frame_{}_640x480.jpg", "cam2_{}.jpeg", "img-{}-d.bmp"],
)
def test_a_row_is_in_the_order_of_its_numbers(tmp_path: Path, pattern: str) -> None:
    names = [pattern.format(number) for number in range(1, 31)]
    touched(tmp_path, names)
    assert [picture.name for picture in pictures_in(tmp_path)] == names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("camA_{:04d}.jpg", "camB_{:04d}.jpg"),
        ("cam1_{:04d}.jpg", "cam2_{:04d}.jpg"),
        ("20240131_1200{:02d}_ch1.jpg", "20240131_1200{:02d}_ch2.jpg"),
        ("cam1_2024-01-31_12-00-{:02d}.jpg", "cam2_2024-01-31_12-00-{:02d}.jpg"),
        ("{:04d}.jpg", "{:04d}.png"),
    ],
)
def test_two_cameras_in_one_folder_are_never_mixed_and_one_left_out_is_told(
    tmp_path: Path, one: str, other: str
) -> None:
    fewer = [one.format(number) for number in range(20)]
    more = [other.format(number) for number in range(40)]
    touched(tmp_path, fewer + more)
    assert [picture.name for picture in pictures_in(tmp_path)] == more
    taken, told = find_footage([tmp_path])
    assert taken == tmp_path
    assert told == RejectedFile(
        path=tmp_path / fewer[0],
        reason="20 numbered pictures from this one on were left out: a folder counts as one "
        f"recording, and the longest row, from {more[0]} on, was taken; "
        "move each row into a folder of its own and add these",
    )


def test_numbers_that_count_within_numbers_are_one_row(tmp_path: Path) -> None:
    """Five pictures a shot: no shot alone is a recording."""
    names = [f"shot{shot}_{number}.jpg" for shot in range(1, 13) for number in range(1, 6)]
    touched(tmp_path, names)
    assert [picture.name for picture in pictures_in(tmp_path)] == names


def test_few_pictures_beside_a_row_are_snapshots_and_not_told(tmp_path: Path) -> None:
    row = [f"f{number:03d}.jpg" for number in range(30)]
    touched(tmp_path, [*row, *(f"thumb{number}.jpg" for number in range(FEWEST_PICTURES - 1))])
    assert list(find_footage([tmp_path])) == [tmp_path]


@given(st.sets(st.from_regex(r"[ab]?[0-9]{1,4}[-_]?[0-9]{0,3}\.jpg", fullmatch=True), max_size=40))
def test_no_picture_is_in_two_rows_and_rows_come_longest_first(names: set[str]) -> None:
    rows = picture_rows(names)
    taken = [name for row in rows for name in row]
    assert len(taken) == len(set(taken))
    assert set(taken) <= names
    assert all(len(row) >= FEWEST_PICTURES for row in rows)
    assert [len(row) for row in rows] == sorted((len(row) for row in rows), reverse=True)
    assert picture_rows(sorted(names, reverse=True)) == rows


def test_what_is_left_out_is_listed_by_the_case(tmp_path: Path) -> None:
    folder = write_pictures(tmp_path / "row", 12)
    for number in range(9):
        (folder / f"g{number:04d}.jpg").write_bytes((folder / f"f{number:04d}.jpg").read_bytes())
    with Case.create(tmp_path / "case", some_case_facts()) as case:
        report = case.add_footage([folder])
    assert [one.facts.expected_frames for one in report.added] == [12]
    (left_out,) = report.rejected
    assert left_out.reason.startswith("9 numbered pictures from this one on were left out")
