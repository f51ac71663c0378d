import numpy as np
import pytest

from cba_core.detection.ssd_mobilenet import CLASSES, PERSON, decode, priors

CONFIDENT = float(np.log(3))  # logit of 0.75


def logits_of(*person: float) -> np.ndarray:
    logits = np.full((len(person), CLASSES), -9, np.float32)
    logits[:, PERSON] = person
    return logits


def test_there_is_one_default_box_for_each_answer_of_the_network() -> None:
    assert priors().shape == (1917, 4)


def test_default_boxes_worked_by_hand() -> None:
    boxes = priors()
    half = 0.5 / 19
    root = 2**0.5
    assert boxes[0] == pytest.approx([half, half, 0.1, 0.1])
    assert boxes[1] == pytest.approx([half, half, 0.2 / root, 0.2 * root])
    assert boxes[2] == pytest.approx([half, half, 0.2 * root, 0.2 / root])
    assert boxes[3] == pytest.approx([half, 3 * half, 0.1, 0.1])
    second = 19 * 19 * 3
    assert boxes[second] == pytest.approx([0.05, 0.05, 0.35, 0.35])
    assert boxes[second + 5] == pytest.approx([0.05, 0.05, *[(0.35 * 0.5) ** 0.5] * 2])
    assert boxes[-1] == pytest.approx([0.5, 0.5, 0.95**0.5, 0.95**0.5])


def test_no_offset_gives_the_default_box_itself() -> None:
    found = decode(
        np.zeros((1, 4), np.float32),
        logits_of(CONFIDENT),
        np.array([[0.5, 0.4, 0.6, 0.2]], np.float32),
    )
    assert found.boxes == pytest.approx(np.array([[0.3, 0.2, 0.5, 0.8]]))
    assert found.scores == pytest.approx([0.75])


def test_offsets_move_and_stretch_the_default_box() -> None:
    # down by half its height, right by a quarter of its width, twice as high, half as wide
    offsets = np.array([[5, 2.5, 5 * np.log(2), -5 * np.log(2)]], np.float32)
    found = decode(offsets, logits_of(CONFIDENT), np.array([[0.3, 0.4, 0.2, 0.4]], np.float32))
    assert found.boxes == pytest.approx(np.array([[0.4, 0.2, 0.6, 0.6]]))


def test_unlikely_persons_are_left_out() -> None:
    found = decode(np.zeros((3, 4), np.float32), logits_of(-9, CONFIDENT, -3), priors()[:3])
    assert found.scores == pytest.approx([0.75])
