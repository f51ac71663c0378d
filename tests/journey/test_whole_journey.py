"""Files in, ranked candidates of the other modality out, through the command line."""

import hashlib
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.support.small_case import a_case, cba, cba_json, footage_with_tracks, what_was_found


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with a visible and an infrared clip, indexed."""
    folder = tmp_path_factory.mktemp("journey")
    footage_with_tracks(folder / "stick", "day", colour=True)
    footage_with_tracks(folder / "stick", "night", colour=False)
    case = a_case(folder, folder / "stick")
    cba("index", case, "--detector", "motchallenge", "--stride", 1)
    return case


def test_footage_is_listed_with_what_was_found_out(indexed: Path) -> None:
    listed = cba_json("footage", "list", indexed)["footage"]
    assert [one["name"] for one in listed] == ["day.mp4", "night.mp4"]
    assert [one["modalities"] for one in listed] == [["visible"], ["infrared"]]
    for one in listed:
        assert one["sha256"] == hashlib.sha256(Path(one["path"]).read_bytes()).hexdigest()
        assert (one["codec"], one["width"], one["height"]) == ("h264", 320, 240)
        assert one["frames"] == 75
        assert one["duration_s"] == pytest.approx(3.0, abs=0.1)
        assert one["state"] == "indexed"


def test_tracklets_carry_frames_boxes_and_times(indexed: Path) -> None:
    tracklets = cba_json("tracklets", indexed)["tracklets"]
    assert [one["modality"] for one in tracklets] == ["visible"] * 2 + ["infrared"] * 2
    for one in tracklets:
        assert one["frames"] == list(range(75))
        assert len(one["boxes"]) == len(one["times"]) == len(one["scores"]) == 75
        assert all(x1 < x2 <= 320 and y1 < y2 <= 240 for x1, y1, x2, y2 in one["boxes"])
        assert one["times"][25] == pytest.approx(1.0, abs=0.01)
        assert 1 <= len(one["crops"]) <= 12
        assert all(Path(crop).read_bytes()[:2] == b"\xff\xd8" for crop in one["crops"])


def test_a_search_ranks_the_other_modality_and_says_what_it_covers(indexed: Path) -> None:
    query = cba_json("tracklets", indexed, "--modality", "visible")["tracklets"][0]["id"]
    result = cba_json("search", indexed, query)
    assert result["query"]["id"] == query
    assert [one["rank"] for one in result["candidates"]] == [1, 2]
    assert {one["modality"] for one in result["candidates"]} == {"infrared"}
    similarities = [one["similarity"] for one in result["candidates"]]
    assert similarities == sorted(similarities, reverse=True)
    assert result["searched"] == {
        "gallery": 2,
        "indexed": 4,
        "without_vector": 0,
        "modalities": ["infrared"],
        "cameras": None,
        "footage_indexed": 2,
        "footage_in_part": 0,
        "footage_failed": 0,
        "footage_missing": 0,
        "footage_waiting": 0,
        "footage_total": 2,
        "footage_without_time": 0,
        "own_segment_excluded": True,
        "rejected_left_out": 0,
        "gaps": 0,
        "gaps_s": 0,
        "footage_with_gaps": 0,
        "footage_gaps_unknown": 0,
    }


def test_the_same_query_gives_the_same_list_also_from_a_new_index(indexed: Path) -> None:
    first = cba("search", indexed, "1-1", "--json").stdout
    assert cba("search", indexed, "1-1", "--json").stdout == first
    shutil.rmtree(indexed / "index")
    assert cba("search", indexed, 1_000_001, "--json").stdout == first


def test_filters_narrow_the_gallery(indexed: Path) -> None:
    anything = cba_json("search", indexed, "1-1", "--into", "any", "--own-segment")
    assert {one["tracklet"] for one in anything["candidates"]} == {1000002, 2000001, 2000002}
    own_left_out = cba_json("search", indexed, "1-1", "--into", "any")
    assert {one["tracklet"] for one in own_left_out["candidates"]} == {2000001, 2000002}
    assert cba_json("search", indexed, "1-1", "--camera", "day")["candidates"] == []
    assert len(cba_json("search", indexed, "1-1", "--limit", 1)["candidates"]) == 1
    assert cba_json("search", indexed, "1-1", "--minimum-length", 76)["candidates"] == []


def test_text_output_speaks_of_candidates_and_never_of_certainty(indexed: Path) -> None:
    text = cba("search", indexed, "1-1").stdout
    assert "Not an identification" in text
    assert "may not be here at all" in text
    assert "Left out: the footage segment of the query itself" in text
    assert "recorder time" not in text
    assert "match" not in text.lower()
    assert "%" not in text


def test_indexing_again_changes_nothing(indexed: Path) -> None:
    before = what_was_found(indexed)
    report = cba_json("index", indexed)
    assert [one["frames"] for one in report["footage"]] == [0, 0]
    assert report["detector"] == "motchallenge"
    assert what_was_found(indexed) == before


def test_a_person_outranks_the_proposal_and_both_are_kept(indexed: Path, tmp_path: Path) -> None:
    case = shutil.copytree(indexed, tmp_path / "told.duskcase")
    told = cba_json("footage", "set", case, 2, "--modality", "thermal", "--camera", "Roof",
                    "--start", "2026-03-01T18:00:00")["footage"][0]  # fmt: skip
    assert (told["modality_told"], told["kind"], told["camera"]) == ("infrared", "thermal", "Roof")
    assert told["start"] == "2026-03-01T18:00:00+01:00"
    wrong = cba_json("footage", "set", case, 1, "--modality", "infrared")["footage"][0]
    assert wrong["modalities"] == ["infrared"]
    assert {part["modality"] for part in wrong["modality_proposed"]} == {"visible"}
    tracklet = cba_json("tracklets", case)["tracklets"][0]
    assert (tracklet["modality"], tracklet["modality_proposed"]) == ("infrared", "visible")
    of_roof = cba_json("search", case, "1-1", "--into", "any", "--camera", "Roof")["candidates"]
    assert {one["start"][:19] for one in of_roof} == {"2026-03-01T18:00:00"}
    late = ("search", case, "2-1", "--into", "any", "--earliest", "2026-03-01T19:00:00")
    assert "Left out: 1 footage file with no recorder time" in cba(*late).stdout
    assert cba_json(*late)["candidates"] == []
    forgotten = cba_json("footage", "set", case, 1, "--modality", "auto")["footage"][0]
    assert (forgotten["modality_told"], forgotten["modalities"]) == (None, ["visible"])


def test_a_camera_that_switches_at_dusk_gives_tracklets_of_both_modalities(tmp_path: Path) -> None:
    from tests.support.synthetic_footage import walking_boxes, write_clip

    day = list(walking_boxes(100, people=1, colour=True))
    night = list(walking_boxes(100, people=1, colour=False))
    clip = write_clip(tmp_path / "dusk.mp4", day[:50] + night[50:])
    footage_with_tracks(tmp_path / "rows", "dusk", people=1, frames=100)
    shutil.copy(tmp_path / "rows" / "dusk.txt", tmp_path / "dusk.txt")
    case = a_case(tmp_path, clip)
    cba("index", case, "--detector", "motchallenge", "--stride", 1)
    tracklets = cba_json("tracklets", case)["tracklets"]
    assert [(one["modality"], one["frames"][0], one["frames"][-1]) for one in tracklets] == [
        ("visible", 0, 49),
        ("infrared", 50, 99),
    ]
    assert cba_json("footage", "list", case)["footage"][0]["modalities"] == ["infrared", "visible"]


def test_a_moved_case_with_its_footage_works_and_lost_footage_is_found_again(
    indexed: Path, tmp_path: Path
) -> None:
    shutil.copytree(indexed.parent, tmp_path / "moved")
    case = tmp_path / "moved" / indexed.name
    listed = cba_json("footage", "list", case)["footage"]
    assert [Path(one["path"]).parent for one in listed] == [tmp_path / "moved" / "stick"] * 2
    # both the old place and the one beside the case are gone: the content is looked for
    lost = shutil.copytree(indexed, tmp_path / "far" / "away" / "lost.duskcase")
    with sqlite3.connect(lost / "case.sqlite") as database:
        database.execute("UPDATE footage SET path_absolute = '/nowhere/' || id || '.mp4'")
    states = [one["state"] for one in cba_json("footage", "list", lost)["footage"]]
    assert states == ["missing", "missing"]
    indexed_already = cba_json("index", lost)["footage"]
    assert [(one["tracklets"], one["failure"]) for one in indexed_already] == [(2, None)] * 2
    found: dict[str, Any] = cba_json("footage", "find", lost, tmp_path / "moved")
    assert (len(found["found"]), found["missing"]) == (2, [])
    assert len(what_was_found(lost)) == 4


def test_evidence_is_neither_written_nor_touched(tmp_path: Path) -> None:
    clip = footage_with_tracks(tmp_path / "stick", "day", frames=30)
    folder = clip.parent
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    folder.chmod(0o555)
    try:
        case = a_case(tmp_path, folder)
        cba("index", case, "--detector", "motchallenge")
    finally:
        folder.chmod(0o755)
    after = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    assert after == before
