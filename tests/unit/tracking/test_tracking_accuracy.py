"""How good tracks are, against the reference implementation and on real footage."""

import numpy as np
import pytest

from cba_core.domain.detection import Detections
from cba_core.tracking.sampling import automatic_stride
from tests.support.real_footage import YOLOX_NANO, needs_real_footage

pytest.importorskip("trackeval", reason="the metrics are installed by make test alone")
pytest.importorskip("supervision", reason="the reference tracker needs it")
pytest.importorskip("trackers", reason="the reference tracker is installed by make test alone")

from benchmarks.tracking_accuracy import (
    CLIPS,
    FRAME_RATE,
    Paths,
    Persons,
    detect,
    ground_truth,
    measure,
    measure_all_phases,
    our_paths,
    reference_paths,
)

FLOORS = {  # clip and stride: HOTA, IDF1, MOTA, purity; measured less 0.02
    ("TUD-Campus", 1): (0.515, 0.735, 0.54, 0.90),
    ("TUD-Campus", 4): (0.51, 0.715, 0.60, 0.87),
    ("TUD-Stadtmitte", 1): (0.605, 0.825, 0.765, 0.97),
    ("TUD-Stadtmitte", 4): (0.61, 0.835, 0.775, 0.97),
}


def an_easy_scene() -> tuple[list[Detections], Paths]:
    """Five people in lanes of their own, seen well, and their truth."""
    random = np.random.default_rng(5)
    frames, truth = [], {}
    for index in range(60):
        left = np.array([50.0, 600.0, 80.0, 500.0, 300.0]) + index * np.array([3, -3, 2, -2, 0.5])
        top = np.array([20.0, 140.0, 260.0, 380.0, 500.0])
        boxes = np.stack([left, top, left + 40, top + 100], axis=1).astype(np.float32)
        truth[index] = Persons(np.arange(5), boxes)
        seen = boxes + random.normal(0, 1.5, boxes.shape).astype(np.float32)
        frames.append(Detections(seen, np.full(5, 0.9, np.float32)))
    return frames, truth


def test_an_easy_scene_is_tracked_without_fault_as_the_reference_does() -> None:
    detections, truth = an_easy_scene()
    told_by_both = range(1, 60)  # the reference tells numbers from the second frame on
    ours = measure(truth, our_paths(detections, 1), told_by_both)
    reference = measure(truth, reference_paths(detections, 1), told_by_both)
    assert ours.idf1 == reference.idf1 == 1.0
    assert ours.tracks == reference.tracks == 5
    assert ours.hota == pytest.approx(reference.hota)


def test_an_easy_scene_is_joined_as_the_reference_joins_it() -> None:
    detections, _ = an_easy_scene()
    ours, reference = our_paths(detections, 1), reference_paths(detections, 1)
    pairs = set()
    for index in range(1, 60):  # as above
        mine = dict(zip(map(tuple, ours[index].boxes), ours[index].identities, strict=True))
        theirs = dict(
            zip(map(tuple, reference[index].boxes), reference[index].identities, strict=True)
        )
        assert mine.keys() == theirs.keys()
        pairs |= {(int(mine[box]), int(theirs[box])) for box in mine}
    assert len(pairs) == 5, "each of our tracks is one of theirs throughout"


@needs_real_footage
@pytest.mark.slow
@pytest.mark.parametrize("clip", CLIPS)
def test_real_footage_is_tracked_no_worse_than_measured_and_better_than_the_reference(
    clip: str,
) -> None:
    detections, truth = detect(clip, str(YOLOX_NANO)), ground_truth(clip)
    for stride in (1, automatic_stride(FRAME_RATE)):
        ours = measure_all_phases(truth, detections, stride, our_paths)
        reached = (ours.hota, ours.idf1, ours.mota, ours.purity)
        assert all(np.array(reached) >= FLOORS[clip, stride]), reached
        reference = measure_all_phases(truth, detections, stride, reference_paths)
        assert ours.hota >= reference.hota
        assert ours.idf1 >= reference.idf1
