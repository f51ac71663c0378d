"""The main job on real visible and thermal footage of one scene, with both detectors."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.support.real_footage import DATA, YOLOX_NANO, needs_real_footage
from tests.support.small_case import a_case, cba, cba_json

SCENE = "0111_1716.mp4"  # filmed by both cameras at once; the pictures lie on one another


def overlap(one: dict[str, Any], other: dict[str, Any]) -> float:
    """Mean intersection over union in the frames both were seen in; 0 where there is none."""
    common, here, there = np.intersect1d(one["frames"], other["frames"], return_indices=True)
    if not len(common):
        return 0.0
    a, b = np.array(one["boxes"])[here], np.array(other["boxes"])[there]
    sides = np.minimum(a[:, 2:], b[:, 2:]) - np.maximum(a[:, :2], b[:, :2])
    inside = np.clip(sides, 0, None).prod(axis=1)
    areas = [(box[:, 2:] - box[:, :2]).prod(axis=1) for box in (a, b)]
    return float(np.mean(inside / (areas[0] + areas[1] - inside)))


@needs_real_footage
@pytest.mark.slow
@pytest.mark.parametrize("detector", ["ssd-mobilenet-v2", str(YOLOX_NANO)], ids=["ssd", "yolox"])
def test_people_of_one_scene_are_found_and_ranked_across_modalities(
    detector: str, tmp_path: Path
) -> None:
    case = a_case(tmp_path, DATA / "m3svd" / "visible" / SCENE, DATA / "m3svd" / "infrared" / SCENE)
    modalities = [one["modalities"] for one in cba_json("footage", "list", case)["footage"]]
    assert modalities == [["visible"], ["infrared"]]
    report = cba_json("index", case, "--detector", detector)
    assert [one["frames"] for one in report["footage"]] == [151, 151]

    tracklets = cba_json("tracklets", case)["tracklets"]
    visible = [one for one in tracklets if one["modality"] == "visible"]
    infrared = [one for one in tracklets if one["modality"] == "infrared"]
    assert len(visible) >= 5
    assert len(infrared) >= 4
    pairs = {
        one["id"]: {other["id"] for other in infrared if overlap(one, other) > 0.4}
        for one in visible
    }
    known = {query: same for query, same in pairs.items() if same}
    assert len(known) >= 3, "the two cameras see the same people at the same place"
    best = []
    for query, same in known.items():
        candidates = cba_json("search", case, query)["candidates"]
        assert {one["modality"] for one in candidates} == {"infrared"}
        best.append(min(one["rank"] for one in candidates if one["tracklet"] in same))
    # the embedded encoder was never trained for this: it must do better than chance, no more
    by_chance = (len(infrared) + 1) / 2
    assert np.mean(best) < by_chance


@needs_real_footage
def test_tracks_that_a_file_gives_are_taken_over_as_they_are(tmp_path: Path) -> None:
    folder = DATA / "mot15" / "TUD-Campus"
    case = a_case(tmp_path, folder / "TUD-Campus.mp4")
    cba("index", case, "--detector", "motchallenge", "--stride", 1)
    rows = np.loadtxt(folder / "gt" / "gt.txt", delimiter=",")
    tracklets = cba_json("tracklets", case)["tracklets"]
    assert sum(one["length"] for one in tracklets) <= len(rows)
    assert sum(one["length"] for one in tracklets) >= 0.97 * len(rows)
    assert len(tracklets) >= len(np.unique(rows[:, 1]))
