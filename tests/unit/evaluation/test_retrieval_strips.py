"""Strips of candidates: what is framed how, and that frames are not told by colour alone."""

import io
import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image

from cba_core.evaluation.picture_style import RIGHT_COLOUR, UNKNOWN_COLOUR, WRONG_COLOUR
from cba_core.evaluation.retrieval_strips import Candidate, Strip, draw_retrieval_strips

FILL = (250, 10, 250)


def crop(height: int = 80, width: int = 40) -> np.ndarray:
    return np.full((height, width, 3), FILL, np.uint8)


def strip(*right: bool | None, picture: np.ndarray | None = None) -> Strip:
    shown = crop() if picture is None else picture
    return Strip(
        query=crop(),
        candidates=tuple(Candidate(picture=shown, is_right=one, similarity=0.5) for one in right),
    )


def pixels(picture: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).astype(int)


def is_colour(drawn: np.ndarray, colour: str) -> np.ndarray:
    wanted = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    return np.abs(drawn - wanted).max(axis=2) < 3


def count_of(picture: bytes, colour: str) -> int:
    return int(is_colour(pixels(picture), colour).sum())


def filled(picture: bytes) -> np.ndarray:
    return (np.abs(pixels(picture) - FILL).max(axis=2) < 3).nonzero()


@pytest.mark.parametrize(
    ("is_right", "colour"), [(True, RIGHT_COLOUR), (False, WRONG_COLOUR), (None, UNKNOWN_COLOUR)]
)
def test_frames_tell_right_from_wrong(is_right: bool | None, colour: str) -> None:
    key = count_of(draw_retrieval_strips([strip()], []), colour)
    one, two = (
        count_of(draw_retrieval_strips([strip(*[is_right] * many)], []), colour) - key
        for many in (1, 2)
    )
    assert one > 1000
    assert two == pytest.approx(2 * one, rel=0.1)


def test_frames_are_told_without_colour_too() -> None:
    """The frames are the same but for their colour; the signs below them are not."""
    foot_px = 60  # the key to the signs, which is the same in all pictures
    masks = []
    for is_right, colour in ((True, RIGHT_COLOUR), (False, WRONG_COLOUR), (None, UNKNOWN_COLOUR)):
        drawn = pixels(draw_retrieval_strips([strip(is_right)], []))[:-foot_px]
        masks.append(is_colour(drawn, colour))
    frame = [mask[: len(mask) * 8 // 9] for mask in masks]
    assert frame[0].any()
    assert np.array_equal(frame[0], frame[1])
    assert not np.array_equal(masks[0], masks[1])
    assert not np.array_equal(masks[1], masks[2])


@pytest.mark.parametrize(("shown", "drawn"), [(4, 4), (6, 6), (9, 6)])
def test_six_candidates_are_shown_at_most(shown: int, drawn: int) -> None:
    def area(many: int) -> int:
        return len(filled(draw_retrieval_strips([strip(*[True] * many)], []))[0])

    one = area(1) - area(0)
    assert one > 5000
    assert (area(shown) - area(0)) / one == pytest.approx(drawn, rel=0.02)


def test_directions_stand_beside_each_other_and_queries_below() -> None:
    def size(first: Sequence[Strip], second: Sequence[Strip]) -> tuple[int, ...]:
        return pixels(draw_retrieval_strips(first, second)).shape[:2]

    one = size([strip(True)], [])
    assert size([], [strip(True)]) == one
    both = size([strip(True)] * 3, [strip(True)])
    assert both[0] > one[0]
    assert both[1] > 1.8 * one[1]


@pytest.mark.parametrize(("height", "width"), [(80, 40), (40, 80), (300, 30), (1, 1)])
def test_crops_keep_their_shape(height: int, width: int) -> None:
    alone = draw_retrieval_strips([Strip(query=crop(height, width), candidates=())], [])
    down, across = filled(alone)
    shape = (np.ptp(down) + 1) / (np.ptp(across) + 1)
    assert shape == pytest.approx(height / width, rel=0.15)


@pytest.mark.parametrize(
    "picture", [np.zeros((4, 2), np.uint8), np.zeros((4, 2, 3)), np.zeros((4, 2, 4), np.uint8)]
)
def test_pictures_must_be_colour_bytes(picture: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"must be \(h, w, 3\)"):
        draw_retrieval_strips([strip(True, picture=picture)], [])


def test_nothing_is_no_picture() -> None:
    with pytest.raises(ValueError, match="no query"):
        draw_retrieval_strips([], [])


def test_drawing_leaves_no_global_state() -> None:
    """The interface with global figures would keep every sheet, and may look for a screen."""
    code = (
        "import sys, numpy as np;"
        "from cba_core.evaluation.retrieval_strips import *;"
        "draw_retrieval_strips([Strip(query=np.zeros((4, 2, 3), np.uint8), candidates=())], []);"
        "print('matplotlib.figure' in sys.modules, 'matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]
