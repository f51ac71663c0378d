"""`cba measure` from files to figures: against truth, and on recordings that lie on one another."""

from pathlib import Path

import pytest

from tests.support.real_footage import DATA, YOLOX_NANO, needs_real_footage
from tests.support.small_case import a_case, cba, cba_json, footage_with_tracks
from tests.support.truth_folders import truth_of_walkers

pytest.importorskip("trackeval", reason="see packaging/engine-requirements-no-deps.txt")

CAMPUS = DATA / "mot15" / "TUD-Campus"
SCENE = "0111_1716.mp4"  # filmed by both cameras at once; the pictures lie on one another


@pytest.fixture(scope="module")
def walkers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A case of the same walkers by day and by night, indexed as the files beside them tell."""
    folder = tmp_path_factory.mktemp("walkers")
    clips = [
        footage_with_tracks(folder / "clips", name, colour=name == "day", frames=40)
        for name in ("day", "night")
    ]
    case = a_case(folder, *clips)
    cba("index", case, "--detector", "motchallenge", "--stride", 4)
    return case, truth_of_walkers(folder, "day", "night", "absent", frames=40)


def test_footage_indexed_by_its_truth_is_without_fault(walkers: tuple[Path, Path]) -> None:
    case, truth = walkers
    measured = cba_json("measure", case, truth)
    assert [one["frames_looked_at"] for one in measured["footage"]] == [10, 10]
    (absent,) = measured["not_measured"]
    assert absent["name"].endswith("absent/gt.txt")
    whole = measured["detection"][0]
    assert (whole["boxes"], whole["recall"], whole["precision"]) == (40, 1, 1)
    for tracking in measured["tracking"]:
        assert (tracking["hota"], tracking["idf1"], tracking["mota"]) == (1, 1, 1)
    tracklets = measured["tracklets"]
    assert (tracklets["assigned"], tracklets["purity"]) == (4, 1)
    assert tracklets["tracklets_per_sighting"] == 1
    overall = [one for one in measured["ranking"] if one["query_camera"] is None]
    assert [one["queries"] for one in overall] == [2, 2]
    assert [one["chance_cmc_1"] for one in overall] == [0.5, 0.5]
    assert [one["cmc_5"] for one in overall] == [1, 1]


def test_the_same_is_told_to_people(walkers: tuple[Path, Path]) -> None:
    case, truth = walkers
    told = cba("measure", case, truth).stdout
    for words in ("Not measured", "recall", "HOTA", "Purity", "CMC-20", "chance mAP"):
        assert words in told
    registered = cba("measure", case, "--registered", "day", 2).stdout
    assert "of one known person 4" in registered
    assert "HOTA" not in registered


@pytest.mark.parametrize("words", [(), ("TRUTH", "--registered", 1, 2)])
def test_one_kind_of_truth_is_asked_for(walkers: tuple[Path, Path], words: tuple[str, ...]) -> None:
    case, _ = walkers
    done = cba("measure", case, *words, check=False)
    assert done.returncode == 2
    assert "either TRUTH or --registered" in done.stderr


def test_footage_that_is_not_there_is_told(walkers: tuple[Path, Path], tmp_path: Path) -> None:
    case, _ = walkers
    done = cba("measure", case, "--registered", "day", "dusk", check=False)
    assert done.returncode == 1
    assert "no footage dusk" in done.stderr
    done = cba("measure", case, tmp_path, check=False)
    assert done.returncode == 1
    assert "no ground truth" in done.stderr
    assert "gt/gt.txt" in done.stderr


def test_a_name_of_two_files_is_asked_for_by_number(tmp_path: Path) -> None:
    clips = [footage_with_tracks(tmp_path / name, "gate", seed=i, frames=20)
             for i, name in enumerate("ab")]  # fmt: skip
    case = a_case(tmp_path, *clips)
    cba("index", case, "--detector", "motchallenge", "--stride", 2)
    done = cba("measure", case, "--registered", "gate", "2", check=False)
    assert done.returncode == 1
    assert "2 footage files are called gate" in done.stderr
    assert "by number: 1, 2" in done.stderr


def test_a_case_that_is_not_indexed_is_told(tmp_path: Path) -> None:
    case = a_case(tmp_path, footage_with_tracks(tmp_path, "day", frames=10))
    done = cba("measure", case, tmp_path, check=False)
    assert done.returncode == 1
    assert "not indexed" in done.stderr


@needs_real_footage
def test_real_footage_indexed_by_its_truth_is_nearly_without_fault(tmp_path: Path) -> None:
    case = a_case(tmp_path, CAMPUS)
    cba("index", case, "--detector", "motchallenge", "--stride", 4)
    measured = cba_json("measure", case, CAMPUS)
    (footage,) = measured["footage"]
    assert footage["frames_looked_at"] == 18
    assert footage["people"] == 8
    assert measured["not_measured"] == []
    whole = measured["detection"][0]
    # who was seen in under three looked-at frames is no tracklet
    assert whole["recall"] >= 0.95
    assert whole["precision"] == 1
    (tracking,) = measured["tracking"]
    assert tracking["hota"] >= 0.95
    assert tracking["switches"] == 0
    assert measured["tracklets"]["purity"] >= 0.95
    assert [one["queries"] for one in measured["ranking"]] == [0, 0]


@needs_real_footage
@pytest.mark.slow
def test_real_footage_is_found_and_followed_as_measured(tmp_path: Path) -> None:
    case = a_case(tmp_path, CAMPUS)
    cba("index", case, "--detector", YOLOX_NANO, "--stride", 4)
    measured = cba_json("measure", case, CAMPUS)
    whole = measured["detection"][0]
    assert whole["boxes"] == 91
    assert whole["recall"] >= 0.70  # measured less 0.05, as the rest
    assert whole["precision"] >= 0.88
    (tracking,) = measured["tracking"]
    assert tracking["hota"] >= 0.50
    assert measured["tracklets"]["purity"] >= 0.80


@needs_real_footage
@pytest.mark.slow
def test_registered_recordings_tell_who_is_who_across_modalities(tmp_path: Path) -> None:
    case = a_case(tmp_path, *(DATA / "m3svd" / kind / SCENE for kind in ("visible", "infrared")))
    cba("index", case, "--detector", YOLOX_NANO)
    measured = cba_json("measure", case, "--registered", 1, 2)
    assert measured["registered"] == [[1, 2]]
    assert measured["tracklets"]["assigned"] >= 8
    overall = [one for one in measured["ranking"] if one["query_camera"] is None]
    assert [one["query_modality"] for one in overall] == ["visible", "infrared"]
    for one in overall:
        assert one["queries"] >= 4
        assert one["map"] > one["chance_map"]
        assert one["cmc_1"] > one["chance_cmc_1"]
