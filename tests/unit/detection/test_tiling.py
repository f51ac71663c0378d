import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.detection.tiling import View, is_cut, needs_tiles, tiles_of
from cba_core.domain.detection import Detections


def people(*heights: float, score: float = 0.9) -> Detections:
    boxes = np.array([(0, 0, 5, height) for height in heights], np.float32).reshape(-1, 4)
    return Detections(boxes, np.full(len(heights), score, np.float32))


@given(st.integers(1, 4000), st.integers(1, 4000))
def test_tiles_cover_every_pixel_and_stay_inside(width: int, height: int) -> None:
    across = np.zeros(width, np.bool_)
    down = np.zeros(height, np.bool_)
    for tile in tiles_of(width, height):
        assert tile.x >= 0
        assert tile.y >= 0
        assert tile.x + tile.width <= width
        assert tile.y + tile.height <= height
        across[tile.x : tile.x + tile.width] = True
        down[tile.y : tile.y + tile.height] = True
    assert across.all()
    assert down.all()


def test_tiles_of_a_vga_frame_worked_by_hand() -> None:
    # a tile is 1 / 1.75 of the side: 366 x 275 px
    assert tiles_of(640, 480) == [
        View(0, 0, 366, 275),
        View(274, 0, 366, 275),
        View(0, 205, 366, 275),
        View(274, 205, 366, 275),
    ]


def test_a_large_frame_takes_a_third_tile_along_its_longer_side() -> None:
    assert len({tile.x for tile in tiles_of(1920, 1080)}) == 3
    assert len({tile.y for tile in tiles_of(1080, 1920)}) == 3


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (people(100, 110), True),
        (people(150, 160), False),
        (people(), True),
        (people(300, score=0.2), True),  # nobody likely
    ],
)
def test_tiles_are_taken_where_people_are_small_or_none_is_seen(
    found: Detections, *, expected: bool
) -> None:
    assert needs_tiles(found, 640, 480, input_side=300) is expected


def test_tiles_of_a_frame_no_larger_than_the_input_show_nothing_new() -> None:
    assert not needs_tiles(people(), 300, 200, input_side=300)


def test_boxes_are_cut_by_inner_borders_alone() -> None:
    tile = View(274, 0, 366, 275)
    boxes = np.array(
        [
            (275, 50, 300, 100),  # at the left border, the frame goes on there
            (400, 0, 420, 60),  # at the top, which is the frame's own border
            (400, 200, 420, 274),  # at the bottom
            (600, 50, 640, 100),  # at the right, the frame's own
            (400, 50, 420, 100),
        ],
        np.float32,
    )
    assert is_cut(boxes, tile, 640, 480).tolist() == [True, False, True, False, False]
