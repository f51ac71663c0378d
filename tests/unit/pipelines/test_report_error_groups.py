"""E42: whether error figures hold alike for small, dark and flawed pictures."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cba_core.domain.error_figures import ErrorCurve, PairKind
from cba_core.domain.errors import JobCancelled
from cba_core.domain.footage import Modality
from cba_core.domain.progress import Progress, Unattended
from cba_core.domain.tracklets import CropReason, StoredCrop, Track
from cba_core.pipelines.report_error_groups import error_groups

VISIBLE = (Modality.VISIBLE, Modality.VISIBLE)


@dataclass
class Pictures:
    """Tracklets 0..29 are 30 px tall and dark, 30..59 are 100 px tall, bright and blurred."""

    folder: Path

    @property
    def tracklets(self) -> "Pictures":
        return self

    def crops(self, tracklet: int) -> list[StoredCrop]:
        is_small = tracklet < 30
        path = self.folder / f"{'dark' if is_small else 'bright'}.png"
        reasons = () if is_small else (CropReason.BLURRED,)
        return [StoredCrop(path=path, frame_index=0, quality=0.5, reasons=reasons)]

    def track(self, tracklet: int) -> tuple[Track, None]:
        height = 30.0 if tracklet < 30 else 100.0
        box = np.array([[0.0, 0.0, 20.0, height]], np.float32)
        one = np.array([0.9], np.float32)
        return Track(number=1, frame_indices=np.array([0]), boxes=box, scores=one), None


@pytest.fixture
def store(tmp_path: Path) -> Any:
    Image.new("L", (8, 16), 40).save(tmp_path / "dark.png")
    Image.new("RGB", (8, 16), (200, 200, 200)).save(tmp_path / "bright.png")
    return Pictures(tmp_path)


def a_curve(cameras: tuple[str, str] | None = None) -> ErrorCurve:
    """40 pairs of small people less alike than 40 pairs of tall ones; 20 mixed ones lowest."""
    small = [(one, one + 1) for one in range(29)] + [(one, one + 2) for one in range(11)]
    tall = [(one + 30, other + 30) for one, other in small]
    mixed = [(one, one + 30) for one in range(20)]
    return ErrorCurve(
        kind=PairKind(cameras, VISIBLE),
        similarities=np.linspace(0.0, 1.0, 100),
        pairs=np.array(mixed + small + tall),
        tracklets=(30, 30),
    )


def test_each_group_says_how_many_reach_what_10_of_100_reach(store: Any) -> None:
    rows = error_groups(store, [a_curve(), a_curve(("a", "b"))], Unattended())
    found = {(one["by"], one["group"]): one for one in rows}
    assert len(rows) == 9  # of the curve over all cameras alone
    by_height = "height of the smaller, px"
    assert (found[by_height, "under 40"]["pairs"], found[by_height, "under 40"]["reach"]) == (
        60,  # the mixed ones too: the smaller tells
        0.0,
    )
    tall = found[by_height, "80-160"]
    assert (tall["pairs"], tall["reach"], tall["measured"]) == (40, 0.25, True)  # 10 of these 40
    assert 0.0 < tall["low"] < 0.25 < tall["high"] < 1.0
    nobody = found[by_height, "from 160"]
    assert (nobody["pairs"], nobody["measured"], nobody["reach"]) == (0, False, None)
    assert found["brightness of the darker", "dark, under 64 of 255"]["pairs"] == 60
    assert found["brightness of the darker", "bright, from 128"]["reach"] == 0.25
    assert found["pictures", "without a flaw"]["pairs"] == 40
    assert found["pictures", "one small, blurred, cut off or overlapped"]["pairs"] == 60


def test_a_picture_that_cannot_be_read_is_in_no_group_of_brightness(store: Any) -> None:
    (store.folder / "dark.png").write_bytes(b"no picture")
    found = error_groups(store, [a_curve()], Unattended())
    pairs = {one["group"]: one["pairs"] for one in found}
    assert (pairs["dark, under 64 of 255"], pairs["bright, from 128"]) == (0, 40)
    assert pairs["under 40"] == 60


def test_it_can_be_stopped(store: Any) -> None:
    class Asked:
        def report(self, progress: Progress) -> None:
            raise AssertionError(progress)

        def is_cancelled(self) -> bool:
            return True

    with pytest.raises(JobCancelled):
        error_groups(store, [a_curve()], Asked())
