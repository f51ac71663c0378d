import numpy as np
import pytest

from cba_core.detection.thermal_contrast import inversion, most_telling, renditions, skew
from cba_core.domain.arrays import UInt8Array
from cba_core.domain.detection import Detections
from cba_core.domain.footage import Modality


def thermal() -> UInt8Array:
    """A warm figure on cold ground."""
    picture = np.full((100, 100, 3), 30, np.uint8)
    picture[40:60, 45:55] = 220
    return picture


def evenly_lit() -> UInt8Array:
    ramp = np.tile(np.linspace(20, 230, 100).astype(np.uint8), (100, 1))
    return np.repeat(ramp[..., None], 3, axis=2)


def seen(*scores: float) -> Detections:
    return Detections(np.zeros((len(scores), 4), np.float32), np.array(scores, np.float32))


def test_a_visible_frame_is_shown_as_it_is_and_untouched() -> None:
    picture = thermal()
    (shown,) = renditions(picture, Modality.VISIBLE)
    assert shown is picture


def test_an_evenly_lit_infrared_frame_is_shown_as_it_is() -> None:
    picture = evenly_lit()
    (shown,) = renditions(picture, Modality.INFRARED)
    assert shown is picture


def test_a_thermal_frame_is_shown_both_ways() -> None:
    picture = thermal()
    as_it_is, inverted = renditions(picture, Modality.INFRARED)
    assert as_it_is is picture
    assert inverted.shape == picture.shape
    assert inverted[50, 50].max() < inverted[0, 0].min()


@pytest.mark.parametrize("level", [0, 77, 255])
def test_an_even_infrared_frame_is_no_riddle(level: int) -> None:
    assert len(renditions(np.full((8, 8, 3), level, np.uint8), Modality.INFRARED)) == 1


def test_skew_of_a_histogram_worked_by_hand() -> None:
    histogram = np.zeros(256)
    histogram[0], histogram[10] = 9, 1  # mean 1, variance 9, third moment 72
    assert skew(histogram) == pytest.approx(72 / 27)
    assert skew(histogram[::-1].copy()) == pytest.approx(-72 / 27)


def test_the_inversion_falls_from_white_to_black_between_the_tails() -> None:
    table = inversion(np.ones(256))
    assert table[:2].tolist() == [255, 255]
    assert table[-3:].tolist() == [0, 0, 0]
    assert (np.diff(table.astype(int)) <= 0).all()
    assert table[128] < 128  # dark parts are brightened before they are inverted


@pytest.mark.parametrize(
    ("as_it_is", "inverted", "expected"),
    [
        (seen(0.9), seen(0.4, 0.4), 0),
        (seen(0.9), seen(0.5, 0.5), 1),
        (seen(0.29, 0.29, 0.29), seen(0.3), 1),  # guesses are no evidence
        (seen(), seen(), 1),
    ],
)
def test_the_way_that_shows_more_persons_counts(
    as_it_is: Detections, inverted: Detections, expected: int
) -> None:
    assert most_telling([as_it_is, inverted]) == expected
