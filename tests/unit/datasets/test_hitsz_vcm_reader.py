import logging
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.datasets import hitsz_vcm
from cba_core.datasets.hitsz_vcm import read_hitsz_vcm
from cba_core.datasets.index_lines import DataSetError
from cba_core.domain.footage import Modality
from cba_core.domain.learning import Benchmark
from tests.support.dataset_fixtures import (
    HITSZ_PEOPLE,
    ONE_CAMERA_IDENTITY,
    HitszLayout,
    WrittenHitsz,
    copy_of,
    write_hitsz,
)
from tests.support.drawn_people import DrawnTracklet


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, WrittenHitsz]:
    root = tmp_path_factory.mktemp("hitsz")
    return root, write_hitsz(root)


@pytest.fixture
def copy(published: tuple[Path, WrittenHitsz], tmp_path: Path) -> Path:
    """A data set to damage."""
    return copy_of(published[0], tmp_path / "copy")


def facts(benchmark: Benchmark, part: str) -> list[tuple[int | None, bool, str, int]]:
    source = benchmark.train if part == "train" else benchmark.test
    return [
        (one.person, one.modality is Modality.INFRARED, one.camera, len(one.frames))
        for one in source.tracklets
    ]


def expected(rows: tuple[DrawnTracklet, ...]) -> list[tuple[int | None, bool, str, int]]:
    return [
        (HITSZ_PEOPLE[one.identity], one.infrared, f"D{one.camera}", one.length)
        for one in rows
        if one.length >= 12
    ]


def change_line(file: Path, line: int, text: str) -> None:
    lines = file.read_text("utf-8").splitlines()
    lines[line - 1] = text
    file.write_text("\n".join(lines) + "\n", "utf-8")


def line_of(file: Path, line: int) -> str:
    return file.read_text("utf-8").splitlines()[line - 1]


@pytest.mark.parametrize("layout", ["split", "plain", "data"])
def test_every_layout_gives_the_rows_of_the_index(layout: HitszLayout, tmp_path: Path) -> None:
    written = write_hitsz(tmp_path, layout=layout)
    benchmark = read_hitsz_vcm(tmp_path)
    assert facts(benchmark, "train") == expected(written.train)
    assert facts(benchmark, "test") == expected(written.test)
    everything = [*benchmark.train.tracklets, *benchmark.test.tracklets]
    frames = [frame for one in everything for frame in one.frames]
    assert all(frame.is_file() for frame in frames)
    assert len(set(frames)) == len(frames), "no frame belongs to two tracklets"
    assert len({one.name for one in everything}) == len(everything)


def test_the_folder_named_data_can_be_given_itself(tmp_path: Path) -> None:
    write_hitsz(tmp_path, layout="data")
    inside, outside = read_hitsz_vcm(tmp_path / "data"), read_hitsz_vcm(tmp_path)
    assert inside.train.tracklets == outside.train.tracklets


def test_a_frame_lies_where_its_name_says(published: tuple[Path, WrittenHitsz]) -> None:
    root, _ = published
    benchmark = read_hitsz_vcm(root)
    assert line_of(root / "info" / "train_name.txt", 1) == "0001M2D2T1F1.jpg"
    assert (
        benchmark.train.tracklets[0].frames[0] == root / "Train" / "0001" / "rgb" / "D2" / "1.jpg"
    )
    two_digits = [one for one in benchmark.train.tracklets if one.camera == "D12"]
    assert two_digits
    assert all(frame.parent.name == "D12" for one in two_digits for frame in one.frames)


def test_short_tracklets_are_left_out_and_counted(published: tuple[Path, WrittenHitsz]) -> None:
    root, written = published
    rows = [*written.train, *written.test]
    short = sum(one.length < 12 for one in rows)
    assert short == 14
    assert read_hitsz_vcm(root).dropped == short
    everything = read_hitsz_vcm(root, shortest=1)
    assert everything.dropped == 0
    assert len(everything.train.tracklets) + len(everything.test.tracklets) == len(rows)
    assert read_hitsz_vcm(root, shortest=13).dropped == sum(one.length < 13 for one in rows)
    with pytest.raises(ValueError, match="at least one frame"):
        read_hitsz_vcm(root, shortest=0)


def test_queries_are_all_the_rows_named_and_the_gallery_the_other_modality(
    published: tuple[Path, WrittenHitsz],
) -> None:
    root, written = published
    assert len((root / "info" / "query_IDX.txt").read_text("utf-8").splitlines()) == 2
    benchmark = read_hitsz_vcm(root)
    tracklets = benchmark.test.tracklets
    infrared = [one.infrared for one in written.test if one.length >= 12]
    assert benchmark.query.tolist() == np.flatnonzero(infrared).tolist()
    assert benchmark.gallery.tolist() == np.flatnonzero(np.logical_not(infrared)).tolist()
    lonely = HITSZ_PEOPLE[ONE_CAMERA_IDENTITY]
    cameras = {one.camera for one in tracklets if one.person == lonely}
    assert cameras == {"D2"}, "its query has no match that the camera filter lets through"


def test_the_gallery_follows_whichever_modality_asks(copy: Path) -> None:
    benchmark = read_hitsz_vcm(copy)
    file = copy / "info" / "query_IDX.txt"
    rows = (copy / "info" / "track_test_info.txt").read_text("utf-8").splitlines()
    visible = [row for row, text in enumerate(rows, 1) if text.startswith("2 ")]
    file.write_text(" ".join(str(row) for row in reversed(visible)), "utf-8")
    turned = read_hitsz_vcm(copy)
    assert turned.query.tolist() == benchmark.gallery.tolist()[::-1], "in the file's order"
    assert turned.gallery.tolist() == benchmark.query.tolist()


@given(
    person=st.integers(1, 9999),
    code=st.sampled_from([1, 2]),
    camera=st.integers(1, 120),
    track=st.integers(1, 999),
    frame=st.integers(1, 99999),
)
def test_names_are_taken_apart_as_the_official_reader_does(
    person: int, code: int, camera: int, track: int, frame: int
) -> None:
    name = f"{person:04d}M{code}D{camera}T{track}F{frame}.jpg"
    match = hitsz_vcm._NAME.fullmatch(name)
    assert match is not None
    official = Path(
        name[0:4],
        "ir" if name[5] == "1" else "rgb",
        name[name.find("D") : name.find("T")],
        name[name.find("F") + 1 :],
    )
    assert hitsz_vcm._picture(Path(), match) == official


@pytest.mark.parametrize(
    "file", ["train_name.txt", "test_name.txt", "track_test_info.txt", "query_IDX.txt"]
)
def test_a_missing_file_is_named(copy: Path, file: str) -> None:
    (copy / "info" / file).unlink()
    with pytest.raises(DataSetError, match=file):
        read_hitsz_vcm(copy)


def test_a_folder_without_an_index_is_told_what_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(DataSetError, match=r"no track_train_info\.txt") as caught:
        read_hitsz_vcm(tmp_path)
    assert "info/" in caught.value.remedy


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2 1 12 0001", "expected modality, start, end, person and camera"),
        ("2 1 x 0001 2", "'x' is no whole number"),
        ("2 1 -4 0001 2", "'-4' is no whole number"),
        ("3 1 12 0001 2", "modality is 1"),
        ("2 0 12 0001 2", "frames 0 to 12"),
        ("2 12 1 0001 2", "frames 12 to 1"),
        ("2 1 99999 0001 2", "frames 1 to 99999"),
        ("2 1 12 0002 2", "is of person 2 in visible"),
        ("1 1 12 0001 2", "is of person 1 in infrared"),
        ("", "expected modality"),
    ],
)
def test_a_wrong_row_is_named_by_file_and_line(copy: Path, row: str, reason: str) -> None:
    change_line(copy / "info" / "track_train_info.txt", 1, row)
    with pytest.raises(DataSetError) as caught:
        read_hitsz_vcm(copy)
    assert "track_train_info.txt, line 1: " in caught.value.what
    assert reason in caught.value.what


@pytest.mark.parametrize(
    "name", ["1M2D2T1F3.jpg", "0001M2D2T1.jpg", "0001M2D2T1F3", "0001M2D2T1Fx.jpg", ""]
)
def test_a_wrong_frame_name_is_named_by_file_and_line(copy: Path, name: str) -> None:
    change_line(copy / "info" / "test_name.txt", 3, name)
    with pytest.raises(DataSetError) as caught:
        read_hitsz_vcm(copy)
    assert "test_name.txt, line 3: " in caught.value.what
    assert "0001M2D3T1F1.jpg" in caught.value.what, "says what a frame is called"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("5 6\n7 x\n", 2, "'x' is no whole number"),
        ("5 0\n", 1, "row 0 is not among the 22"),
        ("5\n25\n", 2, "row 25 is not among the 22"),
        ("5\n6 5\n", 2, "row 5 is a query already"),
        ("5 1\n", 1, "row 1 is of another modality"),
    ],
)
def test_a_wrong_query_is_named_by_file_and_line(
    copy: Path, text: str, line: int, reason: str
) -> None:
    (copy / "info" / "query_IDX.txt").write_text(text, "utf-8")
    with pytest.raises(DataSetError) as caught:
        read_hitsz_vcm(copy)
    assert f"query_IDX.txt, line {line}: " in caught.value.what
    assert reason in caught.value.what


def test_without_queries_the_gallery_is_the_visible_tracklets(copy: Path) -> None:
    before = read_hitsz_vcm(copy)
    (copy / "info" / "query_IDX.txt").write_text("\n", "utf-8")
    after = read_hitsz_vcm(copy)
    assert after.query.tolist() == []
    assert after.gallery.tolist() == before.gallery.tolist()


@pytest.mark.parametrize("which", [0, -1])
def test_a_missing_picture_is_named_with_the_line_that_names_it(copy: Path, which: int) -> None:
    tracklet = read_hitsz_vcm(copy).test.tracklets[4]
    picture = tracklet.frames[which]
    picture.unlink()
    names = copy / "info" / "test_name.txt"
    with pytest.raises(DataSetError) as caught:
        read_hitsz_vcm(copy)
    told = caught.value.what
    assert str(picture) in told
    line = int(told.partition("test_name.txt, line ")[2].partition(":")[0])
    name = line_of(names, line)
    assert name.startswith(picture.parent.parent.parent.name)
    assert name.endswith(f"{picture.parent.name}T{name.partition('T')[2]}")
    assert name.partition("F")[2] == picture.name


def test_missing_folders_of_pictures_are_told(copy: Path) -> None:
    shutil.rmtree(copy / "Test")
    with pytest.raises(DataSetError, match="pictures of the test part are not there"):
        read_hitsz_vcm(copy)


def test_frames_of_somebody_else_are_kept_as_published_and_told(
    copy: Path, caplog: pytest.LogCaptureFixture
) -> None:
    alien = line_of(copy / "info" / "train_name.txt", 200)
    change_line(copy / "info" / "train_name.txt", 2, alien)
    with caplog.at_level(logging.WARNING):
        benchmark = read_hitsz_vcm(copy)
    assert "1 tracklets hold frames that are named for another tracklet" in caplog.text
    first = benchmark.train.tracklets[0]
    assert first.person == 1
    assert first.frames[1].name == alien.partition("F")[2]


def test_a_sound_index_warns_of_nothing(
    published: tuple[Path, WrittenHitsz], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        read_hitsz_vcm(published[0])
    assert not caplog.records


def test_files_of_another_system_are_read(copy: Path) -> None:
    before = read_hitsz_vcm(copy)
    for file in (copy / "info").iterdir():
        text = file.read_text("utf-8").rstrip().replace("\n", "\r\n")
        file.write_bytes(b"\xef\xbb\xbf" + text.encode() + b"\r\n\r\n")
    after = read_hitsz_vcm(copy)
    assert after.train.tracklets == before.train.tracklets
    assert after.query.tolist() == before.query.tolist()
