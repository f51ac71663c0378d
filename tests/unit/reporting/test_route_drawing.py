"""A route on the plan, as PDF and page draw it."""

import math
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.reporting.route_drawing import (
    MARK,
    Kind,
    StopMark,
    Way,
    caption,
    lines_on,
    marks_on,
    route_drawing,
    route_svg,
    sheet_of,
)

PLAN: dict[str, Any] = {
    "name": "ground <floor>.png",
    "sha256": "a" * 64,
    "picture": "pictures/plan.png",
    "fault": None,
    "width_px": 1600,
    "height_px": 1000,
    "places": [
        {"camera": "Gate", "x": 0.1, "y": 0.2},
        {"camera": "Hall & bar", "x": 0.8, "y": 0.7},
        {"camera": "Yard", "x": 0.5, "y": 0.9},
    ],
}


def a_person(
    *cameras: str,
    states: tuple[str, ...] = (),
    beyond: tuple[tuple[int, int], ...] = (),
    clocks_agree: bool = True,
) -> dict[str, Any]:
    """A route; `beyond`: stops, from 0, that are no neighbours and contradict each other."""
    told = states or ("fits",) * (len(cameras) - 1)

    def leg(start: int, end: int, state: str) -> dict[str, Any]:
        return {
            "from": f"1-{start}", "to": f"1-{end}", "state": state, "clocks_agree": clocks_agree,
        }  # fmt: skip

    legs = [leg(number, number + 1, state) for number, state in enumerate(told)]
    return {
        "name": "A",
        "route": {
            "stops": [
                {"camera": one, "tracklet": f"1-{number}"} for number, one in enumerate(cameras)
            ],
            "legs": legs,
            "conflicts": [
                *(one for one in legs if one["state"] in {"two-places", "too-fast"}),
                *(leg(start, end, "two-places") for start, end in beyond),
            ],
        },
    }


def said_of(person: dict[str, Any], plan: dict[str, Any] = PLAN) -> tuple[str, str]:
    """The drawing for the page and its caption."""
    drawing = route_drawing(person, plan)
    assert drawing is not None
    return route_svg(drawing, plan)


def test_stops_have_the_numbers_of_the_table_below() -> None:
    drawing = route_drawing(a_person("Gate", "Gate", "Hall & bar", "Gate"), PLAN)
    assert drawing is not None
    assert drawing.marks == (
        StopMark("Gate", 0.1, 0.2, "1, 2, 4"),
        StopMark("Hall & bar", 0.8, 0.7, "3"),
    )
    there, back = (0.1, 0.2), (0.8, 0.7)
    assert drawing.ways == (Way(there, back, Kind.PLAIN), Way(back, there, Kind.PLAIN))
    assert drawing.not_placed == ()


@pytest.mark.parametrize("state", ["two-places", "too-fast"])
def test_impossible_travel_is_dashed_and_said(state: str) -> None:
    person = a_person("Gate", "Yard", "Gate", "Yard", states=("fits", "fits", state))
    drawing = route_drawing(person, PLAN)
    assert drawing is not None
    assert [one.kind for one in drawing.ways] == [Kind.CANNOT_BE, Kind.PLAIN]
    svg, said = route_svg(drawing, PLAN)
    assert "impossible travel, or a clock that is wrong" in said
    assert svg.count("stroke-dasharray='7 4'") == 1
    assert "could be drawn" not in said


def test_a_contradiction_of_stops_that_are_no_neighbours_is_drawn_too() -> None:
    drawing = route_drawing(a_person("Gate", "Hall & bar", "Yard", beyond=((0, 2),)), PLAN)
    assert drawing is not None
    assert [one.kind for one in drawing.ways] == [Kind.PLAIN, Kind.PLAIN, Kind.CANNOT_BE]
    assert drawing.ways[-1].start == (0.1, 0.2)
    assert drawing.ways[-1].end == (0.5, 0.9)


def test_clocks_that_nobody_compared_are_dotted_and_said() -> None:
    svg, said = said_of(a_person("Gate", "Yard", clocks_agree=False))
    assert "Dotted: the clocks were not compared." in said
    assert "stroke-dasharray='2 3'" in svg
    assert "impossible" not in said


def test_a_contradiction_that_cannot_be_drawn_is_said_and_nothing_is_called_dashed() -> None:
    near = {**PLAN, "places": [
        {"camera": "Gate", "x": 0.5, "y": 0.5}, {"camera": "Yard", "x": 0.51, "y": 0.5},
    ]}  # fmt: skip
    for person in (
        a_person("Gate", "Yard", states=("two-places",)),  # no room between the marks
        a_person("Gate", "Cellar", states=("two-places",)),  # not on the plan
    ):
        svg, said = said_of(person, near)
        assert "stroke-dasharray" not in svg
        assert "Dashed" not in said
        assert "Not all impossible travel could be drawn" in said


def test_a_camera_that_hangs_nowhere_is_said_and_no_way_leads_to_it() -> None:
    drawing = route_drawing(a_person("Gate", "Cellar", "Yard"), PLAN)
    assert drawing is not None
    assert [one.camera for one in drawing.marks] == ["Gate", "Yard"]
    assert drawing.ways == ()
    assert "Not on the plan: Cellar." in caption(drawing, PLAN, [])


def test_without_a_plan_a_place_or_a_route_nothing_is_drawn() -> None:
    assert route_drawing(a_person("Gate"), None) is None
    assert route_drawing(a_person("Cellar"), PLAN) is None
    assert route_drawing({"name": "A", "route": None}, PLAN) is None


def test_many_stops_at_one_camera_name_the_first_and_the_last() -> None:
    drawing = route_drawing(a_person(*("Yard",) * 9), PLAN)
    assert drawing is not None
    assert [one.numbers for one in drawing.marks] == ["1, …, 9"]


def test_the_page_shows_names_and_runs_nothing() -> None:
    svg, said = said_of(a_person("Gate", "Hall & bar"))
    root = ET.fromstring(svg)  # noqa: S314  (our own)
    texts = [one.text for one in root.iter("text")]
    assert texts == ["1", "Gate", "2", "Hall & bar"]
    (image,) = root.iter("image")
    assert image.get("href") == "pictures/plan.png"
    assert root.get("aria-label") == said
    assert "ground <floor>.png" in said


def test_without_its_picture_the_page_points_at_none_and_says_so() -> None:
    svg, said = said_of(a_person("Gate"), {**PLAN, "picture": None, "fault": "it is missing"})
    assert "<image" not in svg
    assert "The picture of the plan is not shown: it is missing." in said


parts = st.floats(0, 1)
sizes = st.integers(16, 12_000)


@given(parts, parts, parts, parts)
def test_a_way_lies_between_its_marks_and_its_arrow_points_along_it(
    x1: float, y1: float, x2: float, y2: float
) -> None:
    places = [{"camera": "Gate", "x": x1, "y": y1}, {"camera": "Yard", "x": x2, "y": y2}]
    plan = {**PLAN, "places": places}
    drawing = route_drawing(a_person("Gate", "Yard"), plan)
    assert drawing is not None
    sheet = sheet_of(plan, 700, 400)
    first, second = sheet.at((x1, y1)), sheet.at((x2, y2))
    way = second[0] - first[0], second[1] - first[1]
    lines = lines_on(drawing, sheet)
    if not lines:
        assert math.hypot(*way) < 40
        return
    (line,) = lines
    drawn = line.end[0] - line.start[0], line.end[1] - line.start[1]
    assert math.hypot(*drawn) < math.hypot(*way)
    assert drawn[0] * way[0] + drawn[1] * way[1] >= -1e-6
    tip = line.arrow[0]
    for corner in line.arrow[1:]:
        ahead = (tip[0] - corner[0]) * way[0] + (tip[1] - corner[1]) * way[1]
        assert ahead > 0
    assert MARK <= math.dist(tip, second) < MARK + 4  # beside the mark, not on it


@given(sizes, sizes, parts, parts, st.text(max_size=60))
def test_everything_lies_on_the_sheet_whatever_the_picture_the_place_and_the_name(
    width_px: int, height_px: int, x: float, y: float, name: str
) -> None:
    plan = {
        **PLAN, "width_px": width_px, "height_px": height_px,
        "places": [{"camera": name, "x": x, "y": y}],
    }  # fmt: skip
    drawing = route_drawing(a_person(name), plan)
    assert drawing is not None
    sheet = sheet_of(plan, 720, 480)
    assert sheet.width <= 720 + 1e-6
    assert sheet.height <= 480 + 1e-6
    left, top, wide, high = sheet.picture
    assert min(left, top) >= -1e-6
    assert left + wide <= sheet.width + 1e-6
    assert top + high <= sheet.height + 1e-6
    assert wide / high == pytest.approx(width_px / height_px)
    (mark,) = marks_on(drawing, sheet, lambda text: 7.2 * len(text))
    assert mark.half_width <= mark.centre[0] <= sheet.width - mark.half_width
    assert MARK <= mark.centre[1] <= sheet.height - MARK
    assert 10 <= mark.name_at[1] <= sheet.height - 4
    half = min(7.2 * len(mark.name) / 2, sheet.width / 2)
    assert half - 1e-6 <= mark.name_at[0] <= sheet.width - half + 1e-6
    assert len(mark.name) <= 28
