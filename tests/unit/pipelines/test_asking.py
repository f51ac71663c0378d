"""Boxes are refused with words that help, and what makes a picture a lesser one is told."""

from collections.abc import Sequence

import numpy as np
import pytest

from cba_core.domain.asked import BoxRefusedError, PictureBox
from cba_core.domain.detection import Detections
from cba_core.domain.footage import Frame, Modality
from cba_core.domain.tracklets import CropReason
from cba_core.footage.outside_picture import OutsidePicture
from cba_core.pipelines.asking import _found, _reasons, require_box

SIZE = (640, 480)


@pytest.mark.parametrize(
    "box", [PictureBox(0, 0, 640, 480), PictureBox(628, 0, 640, 24), PictureBox(10, 20, 60, 140)]
)
def test_a_box_within_the_picture_is_taken(box: PictureBox) -> None:
    require_box(box, *SIZE)


@pytest.mark.parametrize(
    ("box", "said"),
    [
        (PictureBox(600, 0, 641, 100), "640 x 480 pixels"),
        (PictureBox(-1, 0, 40, 100), "does not lie within"),
        (PictureBox(40, 0, 40, 100), "does not lie within"),
        (PictureBox(40, 100, 80, 20), "does not lie within"),
        (PictureBox(0, 0, 11, 100), "11 x 100 pixels"),
        (PictureBox(0, 0, 40, 23), "12 x 24 at least"),
    ],
)
def test_a_box_that_does_not_fit_is_refused(box: PictureBox, said: str) -> None:
    with pytest.raises(BoxRefusedError, match=said) as refused:
        require_box(box, *SIZE)
    assert refused.value.remedy


def test_a_small_box_and_one_at_the_border_are_told_as_lesser_pictures() -> None:
    assert _reasons(PictureBox(100, 100, 130, 150), *SIZE) == (CropReason.SMALL,)
    assert _reasons(PictureBox(0, 100, 90, 400), *SIZE) == (CropReason.TRUNCATED,)
    assert _reasons(PictureBox(100, 100, 180, 400), *SIZE) == ()


def test_a_whole_picture_is_not_told_as_cut_off() -> None:
    assert _reasons(PictureBox(0, 0, 640, 480), *SIZE) == ()


class _Detector:
    name = backend = "made up"
    weights_sha256 = None

    def detect(self, frames: Sequence[Frame], modalities: Sequence[Modality]) -> list[Detections]:
        boxes = [[-5, 10, 50, 130.5], [300, 0, 420, 400], [10, 10, 18, 300], [100, 100, 160, 300]]
        scores = np.array([0.9, 0.8, 0.9, 0.3], np.float32)
        return [Detections(np.array(boxes, np.float32), scores) for _ in frames]


def test_people_found_lie_within_the_picture_the_largest_first_and_without_doubtful_ones() -> None:
    picture = OutsidePicture(b"", ".png", "a" * 64, np.zeros((480, 640, 3), np.uint8))
    found = _found(_Detector(), picture, Modality.VISIBLE, least_score=0.5)
    assert found == [PictureBox(300, 0, 420, 400), PictureBox(0, 10, 50, 131)]
