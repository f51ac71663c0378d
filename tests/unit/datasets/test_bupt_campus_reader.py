import json
from pathlib import Path

import pytest

from cba_core.datasets.bupt_campus import read_bupt_campus
from cba_core.datasets.index_lines import DataSetError
from cba_core.domain.footage import Modality
from cba_core.domain.learning import SourceTracklet
from tests.support.dataset_fixtures import (
    BUPT_CAMERAS,
    BUPT_PEOPLE,
    WrittenBupt,
    copy_of,
    write_bupt,
)
from tests.support.drawn_people import DrawnTracklet


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, WrittenBupt]:
    root = tmp_path_factory.mktemp("bupt")
    return root, write_bupt(root)


@pytest.fixture
def copy(published: tuple[Path, WrittenBupt], tmp_path: Path) -> Path:
    """A data set to damage."""
    return copy_of(published[0], tmp_path / "copy")


def fact(one: SourceTracklet) -> tuple[int | None, bool, str, int]:
    return one.person, one.modality is Modality.INFRARED, one.camera, len(one.frames)


def expected(one: DrawnTracklet, *, infrared: bool) -> tuple[int | None, bool, str, int]:
    return BUPT_PEOPLE[one.identity], infrared, BUPT_CAMERAS[one.camera], one.length


def test_a_training_line_gives_two_tracklets(published: tuple[Path, WrittenBupt]) -> None:
    root, written = published
    train = read_bupt_campus(root).train.tracklets
    pairs = [expected(one, infrared=side) for one in written.train for side in (False, True)]
    assert sorted(fact(one) for one in train) == sorted(pairs)
    assert len(train) == 16
    for one in train:
        modality = "IR" if one.modality is Modality.INFRARED else "RGB"
        for frame in one.frames:
            assert frame.is_file()
            assert frame.parent == root / "DATA" / str(one.person) / modality / one.camera


def test_nothing_says_which_tracklets_were_a_pair(published: tuple[Path, WrittenBupt]) -> None:
    source = read_bupt_campus(published[0], auxiliary=True).train
    assert source.constraints.must_link.size == source.constraints.cannot_link.size == 0
    assert len({one.name for one in source.tracklets}) == len(source.tracklets) == 20
    moments = {
        modality: [
            one.frames[0].stem.replace("_IR_", "_").replace("_RGB_", "_")
            for one in source.tracklets
            if one.modality is modality
        ]
        for modality in Modality
    }
    visible, infrared = moments[Modality.VISIBLE], moments[Modality.INFRARED]
    assert sorted(visible) == sorted(infrared)
    assert visible != infrared, "the modalities do not stand in one order"
    assert visible != sorted(visible), "nor by person"


def test_people_of_one_camera_are_read_when_asked_for(
    published: tuple[Path, WrittenBupt], tmp_path: Path
) -> None:
    root, written = published
    without, together = read_bupt_campus(root), read_bupt_campus(root, auxiliary=True)
    added = {fact(one) for one in together.train.tracklets} - {
        fact(one) for one in without.train.tracklets
    }
    assert added == {
        expected(one, infrared=side) for one in written.auxiliary for side in (False, True)
    }
    write_bupt(tmp_path, auxiliary_file="train_aux.txt")
    named_otherwise = read_bupt_campus(tmp_path, auxiliary=True)
    assert [one.name for one in named_otherwise.train.tracklets] == [
        one.name for one in together.train.tracklets
    ]


def test_the_auxiliary_list_is_missed_only_when_asked_for(copy: Path) -> None:
    (copy / "train_auxiliary.txt").unlink()
    assert len(read_bupt_campus(copy).train.tracklets) == 16
    with pytest.raises(DataSetError, match=r"train_auxiliary\.txt is missing"):
        read_bupt_campus(copy, auxiliary=True)


def test_queries_and_gallery_are_the_lists(published: tuple[Path, WrittenBupt]) -> None:
    root, written = published
    benchmark = read_bupt_campus(root)
    tracklets = benchmark.test.tracklets
    queries = [fact(tracklets[position]) for position in benchmark.query]
    gallery = [fact(tracklets[position]) for position in benchmark.gallery]
    assert queries == [expected(one, infrared=one.infrared) for one in written.query]
    assert gallery == [expected(one, infrared=one.infrared) for one in written.gallery]
    assert {infrared for _, infrared, _, _ in queries} == {False, True}
    for person, _, camera, _ in queries:
        assert camera not in {one[2] for one in gallery if one[0] == person}


def test_one_tracklet_may_be_query_and_gallery(copy: Path) -> None:
    query = (copy / "query.txt").read_text("utf-8")
    with (copy / "gallery.txt").open("a", encoding="utf-8") as file:
        file.write(query.splitlines()[0])
    benchmark = read_bupt_campus(copy)
    assert benchmark.query[0] == benchmark.gallery[-1]
    assert len(benchmark.test.tracklets) == len(set(benchmark.query) | set(benchmark.gallery))


def test_short_tracklets_can_be_left_out(published: tuple[Path, WrittenBupt]) -> None:
    root, written = published
    assert min(one.length for one in written.train) == 1
    assert read_bupt_campus(root).dropped == 0
    longer = read_bupt_campus(root, shortest=2)
    assert longer.dropped == 2
    assert len(longer.train.tracklets) == 14
    short = [one for one in [*written.query, *written.gallery] if one.length < 12]
    long_ones = read_bupt_campus(root, shortest=12)
    assert 0 < len(short) < len(written.query) + len(written.gallery)
    kept = [long_ones.test.tracklets[position] for position in long_ones.query]
    assert [fact(one) for one in kept] == [
        expected(one, infrared=one.infrared) for one in written.query if one.length >= 12
    ]
    assert len(long_ones.gallery) == sum(one.length >= 12 for one in written.gallery)
    with pytest.raises(ValueError, match="at least one frame"):
        read_bupt_campus(root, shortest=0)


@pytest.mark.parametrize("file", ["data_paths.json", "train.txt", "query.txt", "gallery.txt"])
def test_a_missing_file_is_named(copy: Path, file: str) -> None:
    (copy / file).unlink()
    with pytest.raises(DataSetError, match=f"{file} is missing"):
        read_bupt_campus(copy)


@pytest.mark.parametrize("file", ["train.txt", "query.txt", "gallery.txt"])
def test_a_list_may_be_empty(copy: Path, file: str) -> None:
    before = read_bupt_campus(copy)
    (copy / file).write_text("\n\n", "utf-8")
    after = read_bupt_campus(copy)
    sizes = {
        "train.txt": (0, len(before.query), len(before.gallery)),
        "query.txt": (len(before.train.tracklets), 0, len(before.gallery)),
        "gallery.txt": (len(before.train.tracklets), len(before.query), 0),
    }
    assert (len(after.train.tracklets), len(after.query), len(after.gallery)) == sizes[file]
    assert len(after.test.tracklets) == len(after.query) + len(after.gallery)


@pytest.mark.parametrize(
    ("file", "text", "reason"),
    [
        ("train.txt", "11 RGB/IR LS3", "expected person, modality, camera and tracklet"),
        ("train.txt", "eleven RGB/IR LS3 1", "'eleven' is no whole number"),
        ("train.txt", "11 FakeIR LS3 1", "modality is RGB or IR or RGB/IR, got FakeIR"),
        ("train.txt", "11 RGB/IR LS3 999", "has no pictures of 11 RGB LS3 999"),
        ("train.txt", "99 RGB/IR LS3 1", "has no pictures of 99 RGB LS3 1"),
        ("query.txt", "1911 RGB/IR LS3 1", "modality is RGB or IR, got RGB/IR"),
        ("gallery.txt", "1911 IR XX 1", "has no pictures of 1911 IR XX 1"),
    ],
)
def test_a_wrong_line_is_named_by_file_and_line(
    copy: Path, file: str, text: str, reason: str
) -> None:
    lines = (copy / file).read_text("utf-8").splitlines()
    lines[1] = text
    (copy / file).write_text("\n".join(lines), "utf-8")
    with pytest.raises(DataSetError) as caught:
        read_bupt_campus(copy)
    assert f"{file}, line 2: " in caught.value.what
    assert reason in caught.value.what


def test_a_tracklet_listed_twice_is_told(copy: Path) -> None:
    lines = (copy / "train.txt").read_text("utf-8").splitlines()
    (copy / "train.txt").write_text("\n".join([*lines, lines[0]]), "utf-8")
    with pytest.raises(DataSetError, match=r"line 9: .* stands in line 1 already"):
        read_bupt_campus(copy)


def test_damaged_json_is_named_by_line(copy: Path) -> None:
    (copy / "data_paths.json").write_text('{\n "1": }', "utf-8")
    with pytest.raises(DataSetError, match=r"data_paths\.json, line 2: no JSON"):
        read_bupt_campus(copy)


@pytest.mark.parametrize("paths", [[], ["a", 3], "a", None])
def test_paths_of_another_kind_are_told(copy: Path, paths: object) -> None:
    file = copy / "data_paths.json"
    nested = json.loads(file.read_text("utf-8"))
    person, modality, camera, number = (copy / "query.txt").read_text("utf-8").split()[:4]
    nested[person][modality][camera][number] = paths
    file.write_text(json.dumps(nested), "utf-8")
    with pytest.raises(DataSetError, match=f"pictures of {person} {modality} {camera} {number}"):
        read_bupt_campus(copy)


@pytest.mark.parametrize("which", [0, -1])
def test_a_missing_picture_is_named_with_the_line_that_asks_for_it(copy: Path, which: int) -> None:
    benchmark = read_bupt_campus(copy)
    picture = benchmark.test.tracklets[benchmark.gallery[2]].frames[which]
    picture.unlink()
    with pytest.raises(DataSetError) as caught:
        read_bupt_campus(copy)
    assert str(picture) in caught.value.what
    assert "gallery.txt, line 3: " in caught.value.what
