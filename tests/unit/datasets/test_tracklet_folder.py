import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.datasets.index_lines import DataSetError
from cba_core.datasets.recognition import read_dataset
from cba_core.datasets.tracklet_folder import natural_order, read_tracklet_folder
from cba_core.domain.footage import Modality
from cba_core.domain.learning import Benchmark, TrackletSource
from tests.support.dataset_fixtures import write_bupt, write_hitsz, write_jpeg

GREY = np.full((8, 4), 128, np.uint8)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    for place, frames in (
        ("visible/gate/b", ("9.jpg", "10.jpg", "1.jpg")),
        ("visible/gate/a", ("x_2.JPG", "x_1.jpeg")),
        ("visible/yard 2/a", ("1.jpg",)),
        ("infrared/gate/night", ("1.png", "2.png", "notes.txt")),
    ):
        for name in frames:
            write_jpeg(folder / place / f"{name}.jpg", GREY).rename(folder / place / name)
    return folder


def test_every_folder_of_crops_is_a_tracklet(root: Path) -> None:
    (root / "visible" / ".thumbnails").mkdir()
    source = read_tracklet_folder(root)
    told = [
        (one.name, one.modality, one.camera, [frame.name for frame in one.frames], one.person)
        for one in source.tracklets
    ]
    assert source.name == "mine"
    assert told == [
        ("visible/gate/a", Modality.VISIBLE, "gate", ["x_1.jpeg", "x_2.JPG"], None),
        ("visible/gate/b", Modality.VISIBLE, "gate", ["1.jpg", "9.jpg", "10.jpg"], None),
        ("visible/yard 2/a", Modality.VISIBLE, "yard 2", ["1.jpg"], None),
        ("infrared/gate/night", Modality.INFRARED, "gate", ["1.png", "2.png"], None),
    ]
    assert source.constraints.must_link.size == source.constraints.cannot_link.size == 0


@given(numbers=st.lists(st.integers(0, 10**9), unique=True, min_size=2, max_size=30))
def test_frames_stand_by_the_numbers_in_their_names(numbers: list[int]) -> None:
    names = [f"frame_{number}.jpg" for number in numbers]
    assert sorted(names, key=natural_order) == [f"frame_{number}.jpg" for number in sorted(numbers)]


@given(data=st.data(), names=st.lists(st.text(max_size=12), unique=True, max_size=20))
def test_any_names_have_one_order(data: st.DataObject, names: list[str]) -> None:
    shuffled = data.draw(st.permutations(names))
    assert sorted(shuffled, key=natural_order) == sorted(names, key=natural_order)


def test_people_are_read_where_they_are_told(root: Path) -> None:
    text = "tracklet,person\r\nvisible/gate/a,7\r\n\r\ninfrared\\gate\\night/ , 12\r\n"
    (root / "people.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    people = {one.name: one.person for one in read_tracklet_folder(root).tracklets}
    assert people == {
        "visible/gate/a": 7,
        "visible/gate/b": None,
        "visible/yard 2/a": None,
        "infrared/gate/night": 12,
    }


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("name,who\n", 1, "expected the columns tracklet,person"),
        ("", 1, "expected the columns"),
        ("tracklet,person\nvisible/gate/a,1\nvisible/gate/z,1\n", 3, "no tracklet visible/gate/z"),
        ("tracklet,person\nvisible/gate/a,Anna\n", 2, "'Anna' is no whole number"),
        ("tracklet,person\nvisible/gate/a,-1\n", 2, "'-1' is no whole number"),
        ("tracklet,person\nvisible/gate/a\n", 2, "expected two cells, got 1"),
        ("tracklet,person\nvisible/gate/a,1\nvisible/gate/a,1\n", 3, "has a person already"),
    ],
)
def test_a_wrong_line_of_people_is_named(root: Path, text: str, line: int, reason: str) -> None:
    (root / "people.csv").write_text(text, "utf-8")
    with pytest.raises(DataSetError) as caught:
        read_tracklet_folder(root)
    assert f"people.csv, line {line}: " in caught.value.what
    assert reason in caught.value.what


@pytest.mark.parametrize("place", ["visible", "visible/gate"])
def test_a_picture_in_the_folder_of_no_tracklet_is_told(root: Path, place: str) -> None:
    stray = write_jpeg(root / place / "1.jpg", GREY)
    with pytest.raises(DataSetError) as caught:
        read_tracklet_folder(root)
    assert str(stray) in caught.value.what


def test_a_tracklet_without_pictures_is_told(root: Path) -> None:
    (root / "infrared" / "gate" / "empty").mkdir()
    with pytest.raises(DataSetError, match=r"empty holds no \.jpg or \.png picture"):
        read_tracklet_folder(root)


def test_each_data_set_is_recognised(root: Path, tmp_path: Path) -> None:
    write_bupt(tmp_path / "bupt")
    for layout in ("split", "data"):
        write_hitsz(tmp_path / layout, layout=layout)
        found = read_dataset(tmp_path / layout)
        assert isinstance(found, Benchmark)
        assert found.name == "HITSZ-VCM"
    campus = read_dataset(tmp_path / "bupt")
    assert isinstance(campus, Benchmark)
    assert campus.name == "BUPTCampus"
    mine = read_dataset(root)
    assert isinstance(mine, TrackletSource)
    shutil.rmtree(root / "visible")
    assert isinstance(read_dataset(root), TrackletSource), "one modality is enough"


def test_what_holds_no_data_set_is_told_what_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(DataSetError) as caught:
        read_dataset(tmp_path)
    for looked_for in ("data_paths.json", "track_train_info.txt", "visible", "infrared"):
        assert looked_for in caught.value.what
    with pytest.raises(DataSetError, match="is no folder"):
        read_dataset(tmp_path / "nowhere")
    (tmp_path / "visible").mkdir()
    with pytest.raises(DataSetError, match="There are no tracklets"):
        read_dataset(tmp_path)
