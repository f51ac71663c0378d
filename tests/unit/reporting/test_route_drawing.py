"""A route on the plan, as PDF and page draw it."""

import math
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.reporting.route_drawing import (
    StopMark,
    Way,
    caption,
    mark_width,
    route_drawing,
    route_svg,
    size_on,
    way_line,
)

PLAN = {
    "name": "ground <floor>.png",
    "sha256": "a" * 64,
    "picture": "pictures/plan.png",
    "width_px": 1600,
    "height_px": 1000,
    "places": [
        {"camera": "Gate", "x": 0.1, "y": 0.2},
        {"camera": "Hall & bar", "x": 0.8, "y": 0.7},
        {"camera": "Yard", "x": 0.5, "y": 0.9},
    ],
}


def a_person(*cameras: str, states: tuple[str, ...] = ()) -> dict[str, Any]:
    told = states or ("fits",) * (len(cameras) - 1)
    return {
        "name": "A",
        "route": {
            "stops": [{"camera": one} for one in cameras],
            "legs": [{"state": one} for one in told],
        },
    }


def test_stops_have_the_numbers_of_the_table_below() -> None:
    drawing = route_drawing(a_person("Gate", "Gate", "Hall & bar", "Gate"), PLAN)
    assert drawing is not None
    assert drawing.marks == (
        StopMark("Gate", 0.1, 0.2, "1, 2, 4"),
        StopMark("Hall & bar", 0.8, 0.7, "3"),
    )
    there, back = (0.1, 0.2), (0.8, 0.7)
    assert drawing.ways == (Way(there, back, False), Way(back, there, False))
    assert drawing.not_placed == ()


@pytest.mark.parametrize("state", ["two-places", "too-fast"])
def test_impossible_travel_is_dashed_and_said(state: str) -> None:
    person = a_person("Gate", "Yard", "Gate", "Yard", states=("fits", "fits", state))
    drawing = route_drawing(person, PLAN)
    assert drawing is not None
    assert [one.is_flagged for one in drawing.ways] == [True, False]
    assert "impossible travel" in caption(drawing, PLAN)
    assert route_svg(drawing, PLAN).count("stroke-dasharray") == 1


def test_a_camera_that_hangs_nowhere_is_said_and_no_way_leads_to_it() -> None:
    drawing = route_drawing(a_person("Gate", "Cellar", "Yard"), PLAN)
    assert drawing is not None
    assert [one.camera for one in drawing.marks] == ["Gate", "Yard"]
    assert drawing.ways == ()
    assert "Not on the plan: Cellar." in caption(drawing, PLAN)


def test_without_a_plan_a_place_or_a_route_nothing_is_drawn() -> None:
    assert route_drawing(a_person("Gate"), None) is None
    assert route_drawing(a_person("Cellar"), PLAN) is None
    assert route_drawing({"name": "A", "route": None}, PLAN) is None


def test_many_stops_at_one_camera_name_the_first_and_the_last() -> None:
    drawing = route_drawing(a_person(*("Yard",) * 9), PLAN)
    assert drawing is not None
    assert [one.numbers for one in drawing.marks] == ["1, …, 9"]
    assert mark_width("1, …, 9") > mark_width("1")


def test_the_page_shows_names_and_runs_nothing() -> None:
    drawing = route_drawing(a_person("Gate", "Hall & bar"), PLAN)
    assert drawing is not None
    root = ET.fromstring(route_svg(drawing, PLAN))  # noqa: S314  (our own)
    texts = [one.text for one in root.iter("text")]
    assert texts == ["1", "Gate", "2", "Hall & bar"]
    (image,) = root.iter("image")
    assert image.get("href") == "pictures/plan.png"
    assert "ground <floor>.png" in str(root.get("aria-label"))


parts = st.floats(0, 1)


@given(parts, parts, parts, parts)
def test_a_way_lies_between_its_marks_and_its_arrow_points_along_it(
    x1: float, y1: float, x2: float, y2: float
) -> None:
    width, height = 700.0, 400.0
    line = way_line(Way((x1, y1), (x2, y2), False), width, height)
    length = math.hypot((x2 - x1) * width, (y2 - y1) * height)
    if line is None:
        assert length < 40
        return
    start, end, corners = line
    way = (x2 - x1) * width, (y2 - y1) * height
    drawn = end[0] - start[0], end[1] - start[1]
    assert math.hypot(*drawn) < length
    assert drawn[0] * way[0] + drawn[1] * way[1] >= -1e-6
    tip = corners[0]
    for corner in corners[1:]:
        ahead = (tip[0] - corner[0]) * way[0] + (tip[1] - corner[1]) * way[1]
        assert ahead > 0
    away = math.dist(tip, (x2 * width, y2 * height))
    assert 13 <= away < 17  # beside the mark, not on it


@given(st.integers(16, 12_000), st.integers(16, 12_000))
def test_the_picture_fits_and_keeps_its_shape(width_px: int, height_px: int) -> None:
    width, height = size_on({"width_px": width_px, "height_px": height_px}, 480, 270)
    assert width <= 480 + 1e-6
    assert height <= 270 + 1e-6
    assert width / height == pytest.approx(width_px / height_px)
