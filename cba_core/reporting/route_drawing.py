"""A person's route on the plan: what is to be drawn where, for the PDF and the page alike."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

Json = Mapping[str, Any]
_CANNOT_BE = frozenset({"two-places", "too-fast"})
"""States of a way, as `domain.routes.CANNOT_BE` tells them."""
_MOST_NUMBERS = 4
"""Of stops that one mark names; beyond, the first and the last."""
INK, FLAG_INK = "#1f4e79", "#a3322a"
_MARK = 13.0
_ARROW = 9.0
_GAP = 4.0


@dataclass(frozen=True, slots=True)
class StopMark:
    """A camera on the plan, with the numbers of the stops there."""

    camera: str
    x: float  # 0..1 from the left
    y: float  # 0..1 from the top
    numbers: str


@dataclass(frozen=True, slots=True)
class Way:
    """From one camera to the next."""

    start: tuple[float, float]  # as the places of the marks
    end: tuple[float, float]
    is_flagged: bool  # impossible travel


@dataclass(frozen=True, slots=True)
class RouteDrawing:
    """Of one person."""

    marks: tuple[StopMark, ...]
    ways: tuple[Way, ...]
    not_placed: tuple[str, ...]  # cameras that hang nowhere on the plan


def route_drawing(person: Json, plan: Json | None) -> RouteDrawing | None:
    """What to draw of a person's route; None where there is no plan or no camera of it is there.

    Args:
        person: of the report.
        plan: of the report; None: the case has none.
    """
    if plan is None or not person.get("route"):
        return None
    places = {one["camera"]: (float(one["x"]), float(one["y"])) for one in plan["places"]}
    stops = person["route"]["stops"]
    numbers: dict[str, list[int]] = {}
    for number, stop in enumerate(stops, 1):
        numbers.setdefault(stop["camera"], []).append(number)
    marks = tuple(
        StopMark(camera, *places[camera], _numbers_text(of))
        for camera, of in numbers.items()
        if camera in places
    )
    if not marks:
        return None
    ways: dict[tuple[str, str], bool] = {}
    for stop, following, leg in zip(stops, stops[1:], person["route"]["legs"], strict=False):
        pair = (stop["camera"], following["camera"])
        if pair[0] != pair[1] and set(pair) <= set(places):
            ways[pair] = ways.get(pair, False) or leg["state"] in _CANNOT_BE
    return RouteDrawing(
        marks=marks,
        ways=tuple(
            Way(places[start], places[end], flagged) for (start, end), flagged in ways.items()
        ),
        not_placed=tuple(sorted(set(numbers) - set(places))),
    )


def way_line(
    way: Way, width: float, height: float
) -> tuple[tuple[float, float], tuple[float, float], tuple[tuple[float, float], ...]] | None:
    """Both ends of the line between two marks and the corners of its arrow; None: no room for it.

    A way back lies beside the way there: both are moved a little to their right.

    Args:
        way: the way.
        width: of the drawing, in the units that are drawn in; y goes down.
        height: likewise.
    """
    (x1, y1), (x2, y2) = ((x * width, y * height) for x, y in (way.start, way.end))
    length = math.hypot(x2 - x1, y2 - y1)
    reach = _MARK + 2
    if length < 2 * reach + _ARROW:
        return None
    along = (x2 - x1) / length, (y2 - y1) / length
    aside = -along[1] * _GAP, along[0] * _GAP
    start = x1 + along[0] * reach + aside[0], y1 + along[1] * reach + aside[1]
    tip = x2 - along[0] * reach + aside[0], y2 - along[1] * reach + aside[1]
    back = tip[0] - along[0] * _ARROW, tip[1] - along[1] * _ARROW
    corners = (
        tip,
        (back[0] - along[1] * _ARROW / 2, back[1] + along[0] * _ARROW / 2),
        (back[0] + along[1] * _ARROW / 2, back[1] - along[0] * _ARROW / 2),
    )
    return start, back, corners


def size_on(plan: Json, widest: float, highest: float) -> tuple[float, float]:
    """Width and height of the plan's picture within a room, in its units."""
    scale = min(widest / plan["width_px"], highest / plan["height_px"])
    return plan["width_px"] * scale, plan["height_px"] * scale


def mark_width(numbers: str) -> float:
    """Of the pill that holds the numbers of a mark."""
    return max(2 * _MARK, 6.5 * len(numbers) + 12)


def caption(drawing: RouteDrawing, plan: Json) -> str:
    """What the drawing shows, and what it does not."""
    told = (
        f"Stops by number on the plan “{plan['name']}”; lines join stops that follow one another "
        "and are no paths that were walked."
    )
    if any(one.is_flagged for one in drawing.ways):
        told += " Dashed: impossible travel, told below."
    if drawing.not_placed:
        told += f" Not on the plan: {', '.join(drawing.not_placed)}."
    return told


def route_svg(drawing: RouteDrawing, plan: Json) -> str:
    """The drawing for the page; the picture is beside it."""
    width, height = size_on(plan, 720.0, 480.0)
    parts = [
        (
            f"<svg viewBox='0 0 {width:.0f} {height:.0f}' width='{width:.0f}' role='img' "
            f"aria-label='{escape(caption(drawing, plan), quote=True)}'>"
        ),
        (
            f"<image href='{escape(plan['picture'], quote=True)}' width='{width:.0f}' "
            f"height='{height:.0f}'/>"
        ),
    ]
    for way in drawing.ways:
        line = way_line(way, width, height)
        if line is None:
            continue
        (x1, y1), (x2, y2), corners = line
        ink, dash = (FLAG_INK, " stroke-dasharray='7 4'") if way.is_flagged else (INK, "")
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
        for colour, thick, dashes in (("#fff", 5, ""), (ink, 2, dash)):
            parts.append(
                f"<line x1='{x1:.1f}' y1='{y1:.1f}' x2='{x2:.1f}' y2='{y2:.1f}' "
                f"stroke='{colour}' stroke-width='{thick}'{dashes}/>"
            )
        parts.append(f"<polygon points='{points}' fill='{ink}'/>")
    for mark in drawing.marks:
        x, y, half = mark.x * width, mark.y * height, mark_width(mark.numbers) / 2
        parts.append(
            f"<rect x='{x - half:.1f}' y='{y - _MARK:.1f}' width='{2 * half:.1f}' "
            f"height='{2 * _MARK:.1f}' rx='{_MARK}' fill='{INK}' stroke='#fff' stroke-width='2'/>"
            f"<text x='{x:.1f}' y='{y + 4.5:.1f}' text-anchor='middle' fill='#fff' "
            f"font-size='13' font-weight='bold'>{escape(mark.numbers)}</text>"
            f"<text x='{x:.1f}' y='{y + _MARK + 14:.1f}' text-anchor='middle' font-size='12' "
            f"stroke='#fff' stroke-width='3' paint-order='stroke'>{escape(mark.camera)}</text>"
        )
    return "".join([*parts, "</svg>"])


def _numbers_text(numbers: list[int]) -> str:
    told = [str(one) for one in numbers]
    if len(told) > _MOST_NUMBERS:
        told = [told[0], "…", told[-1]]
    return ", ".join(told)
