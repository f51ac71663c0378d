"""A data set without one of its cameras is read like any other."""

from pathlib import Path

import pytest

from benchmarks.without_camera import without_camera
from cba_core.datasets.recognition import read_dataset
from cba_core.domain.footage import Modality
from cba_core.domain.learning import Benchmark, TrackletSource
from tests.support.dataset_fixtures import write_hitsz


def told(source: TrackletSource) -> list[tuple[Modality, str, str | None]]:
    return [(one.modality, one.camera, one.person) for one in source.tracklets]


def test_all_other_tracklets_stay_and_infrared_ones_are_asked_for(tmp_path: Path) -> None:
    written_all = write_hitsz(tmp_path / "whole")
    whole = read_dataset(tmp_path / "whole")
    assert isinstance(whole, Benchmark)
    camera = whole.test.tracklets[0].camera
    counts = without_camera(tmp_path / "whole", tmp_path / "part", camera.removeprefix("D"))
    part = read_dataset(tmp_path / "part")
    assert isinstance(part, Benchmark)
    for before, after in ((whole.train, part.train), (whole.test, part.test)):
        assert told(after) == [one for one in told(before) if one[1] != camera]
        assert len(after.tracklets) < len(before.tracklets)
    for name, written in (("train", written_all.train), ("test", written_all.test)):
        assert counts[name] == sum(f"D{one.camera}" != camera for one in written)
    asked = [part.test.tracklets[int(one)] for one in part.query]
    infrared = [one for one in part.test.tracklets if one.modality is Modality.INFRARED]
    assert asked == infrared


def test_an_unknown_camera_writes_nothing(tmp_path: Path) -> None:
    write_hitsz(tmp_path / "whole")
    with pytest.raises(ValueError, match="camera 99 has no tracklet"):
        without_camera(tmp_path / "whole", tmp_path / "part", "99")
    assert not (tmp_path / "part").exists()
