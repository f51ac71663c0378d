"""A person's route on the plan: what is to be drawn where, for the PDF and the page alike."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from html import escape
from typing import Any

Json = Mapping[str, Any]
Point = tuple[float, float]

_CANNOT_BE = frozenset({"two-places", "too-fast"})
"""States of a way, as `domain.routes.CANNOT_BE` tells them."""
_MOST_NUMBERS = 4
"""Of stops that one mark names; beyond, the first and the last."""
_LONGEST_NAME = 28
"""Of a camera, in characters."""
INK, FLAG_INK = "#1f4e79", "#a3322a"
MARK = 13.0
"""Radius of a mark, in units of the drawing."""
NAME_SIZE = 12.0
_ARROW = 9.0
_GAP = 4.0
_LEAST_WIDTH, _LEAST_HEIGHT = 160.0, 90.0
"""Of a drawing, however narrow its picture is: marks and names have to lie in it."""


class Kind(IntEnum):
    """What is known of a way; of several between two cameras the greatest is drawn."""

    PLAIN = 0
    UNSURE = 1  # its times rest on clocks that nobody compared
    CANNOT_BE = 2


@dataclass(frozen=True, slots=True)
class StopMark:
    """A camera on the plan, with the numbers of the stops there."""

    camera: str
    x: float  # 0..1 of the picture's width, from the left
    y: float  # 0..1 of its height, from the top
    numbers: str

    @property
    def name(self) -> str:
        """The camera's, cut where it is long."""
        if len(self.camera) <= _LONGEST_NAME:
            return self.camera
        return f"{self.camera[: _LONGEST_NAME - 1]}…"


@dataclass(frozen=True, slots=True)
class Way:
    """From one camera to another."""

    start: Point  # as the places of the marks
    end: Point
    kind: Kind


@dataclass(frozen=True, slots=True)
class RouteDrawing:
    """Of one person."""

    marks: tuple[StopMark, ...]
    ways: tuple[Way, ...]
    not_placed: tuple[str, ...]  # cameras that hang nowhere on the plan
    conflicts: int  # pairs of cameras with impossible travel, drawn or not


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where the picture lies in a drawing; y goes down."""

    width: float
    height: float
    picture: tuple[float, float, float, float]  # left, top, width, height

    def at(self, point: Point) -> Point:
        """A place on the picture, kept so far within that a mark there is whole."""
        left, top, width, height = self.picture
        x, y = left + point[0] * width, top + point[1] * height
        return (
            min(max(x, MARK + 1), self.width - MARK - 1),
            min(max(y, MARK + 1), self.height - MARK - 1),
        )


@dataclass(frozen=True, slots=True)
class WayLine:
    """A way as it is drawn."""

    kind: Kind
    start: Point
    end: Point
    arrow: tuple[Point, Point, Point]


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark as it is drawn."""

    centre: Point
    half_width: float
    numbers: str
    name: str
    name_at: Point  # middle of its baseline


def route_drawing(person: Json, plan: Json | None) -> RouteDrawing | None:
    """What to draw of a person's route; None where there is no plan or no camera of it is there.

    Ways lead from each stop to the next; beside them stand those between further stops that cannot
    be one person's.

    Args:
        person: of the report.
        plan: of the report; None: the case has none.
    """
    route = person.get("route")
    if plan is None or not route:
        return None
    places = {one["camera"]: (float(one["x"]), float(one["y"])) for one in plan["places"]}
    numbers: dict[str, list[int]] = {}
    for number, stop in enumerate(route["stops"], 1):
        numbers.setdefault(stop["camera"], []).append(number)
    marks = tuple(
        StopMark(camera, *places[camera], _numbers_text(of))
        for camera, of in numbers.items()
        if camera in places
    )
    if not marks:
        return None
    cameras = {stop["tracklet"]: stop["camera"] for stop in route["stops"]}
    kinds: dict[tuple[str, str], Kind] = {}
    for leg in [*route["legs"], *route["conflicts"]]:
        pair = (cameras[leg["from"]], cameras[leg["to"]])
        if pair[0] != pair[1] and set(pair) <= set(places):
            kinds[pair] = max(kinds.get(pair, Kind.PLAIN), _kind_of(leg))
    return RouteDrawing(
        marks=marks,
        ways=tuple(Way(places[start], places[end], kind) for (start, end), kind in kinds.items()),
        not_placed=tuple(sorted(set(numbers) - set(places))),
        conflicts=len({(cameras[one["from"]], cameras[one["to"]]) for one in route["conflicts"]}),
    )


def sheet_of(plan: Json, widest: float, highest: float) -> Sheet:
    """The plan's picture as large as it fits, on a sheet that has room for marks and names."""
    scale = min(widest / plan["width_px"], highest / plan["height_px"])
    width, height = plan["width_px"] * scale, plan["height_px"] * scale
    whole_width, whole_height = max(width, _LEAST_WIDTH), max(height, _LEAST_HEIGHT)
    left, top = (whole_width - width) / 2, (whole_height - height) / 2
    return Sheet(whole_width, whole_height, (left, top, width, height))


def lines_on(drawing: RouteDrawing, sheet: Sheet) -> list[WayLine]:
    """Ways as they are drawn; those are left out that have no room between their marks.

    A way back lies beside the way there: both are moved a little to their right.
    """
    made = []
    for way in drawing.ways:
        (x1, y1), (x2, y2) = sheet.at(way.start), sheet.at(way.end)
        length = math.hypot(x2 - x1, y2 - y1)
        reach = MARK + 2
        if length < 2 * reach + _ARROW:
            continue
        along = (x2 - x1) / length, (y2 - y1) / length
        aside = -along[1] * _GAP, along[0] * _GAP
        start = x1 + along[0] * reach + aside[0], y1 + along[1] * reach + aside[1]
        tip = x2 - along[0] * reach + aside[0], y2 - along[1] * reach + aside[1]
        back = tip[0] - along[0] * _ARROW, tip[1] - along[1] * _ARROW
        half = _ARROW / 2
        arrow = (
            tip,
            (back[0] - along[1] * half, back[1] + along[0] * half),
            (back[0] + along[1] * half, back[1] - along[0] * half),
        )
        made.append(WayLine(way.kind, start, back, arrow))
    return made


def marks_on(
    drawing: RouteDrawing, sheet: Sheet, width_of: Callable[[str], float]
) -> list[PlacedMark]:
    """Marks and names as they are drawn, wholly within the sheet.

    Args:
        drawing: the route.
        sheet: what it is drawn on.
        width_of: how wide a name is at `NAME_SIZE`.
    """
    made = []
    for mark in drawing.marks:
        half = max(MARK, 3.25 * len(mark.numbers) + 6)
        x, y = sheet.at((mark.x, mark.y))
        x = min(max(x, half + 1), sheet.width - half - 1)
        wide = min(width_of(mark.name) / 2 + 2, sheet.width / 2)
        below = y + MARK + 14
        name_y = below if below + 4 < sheet.height else y - MARK - 6
        name_x = min(max(x, wide), sheet.width - wide)
        made.append(PlacedMark((x, y), half, mark.numbers, mark.name, (name_x, name_y)))
    return made


def caption(drawing: RouteDrawing, plan: Json, lines: list[WayLine]) -> str:
    """What the drawing shows, and what it does not."""
    told = (
        f"Stops by number on the plan “{plan['name']}”; lines join stops that follow one another "
        "and are no paths that were walked."
    )
    kinds = {one.kind for one in lines}
    if Kind.CANNOT_BE in kinds:
        told += " Dashed: impossible travel, or a clock that is wrong; told below."
    if Kind.UNSURE in kinds:
        told += " Dotted: the clocks were not compared."
    if sum(one.kind is Kind.CANNOT_BE for one in lines) < drawing.conflicts:
        told += " Not all impossible travel could be drawn; all of it is told below."
    if drawing.not_placed:
        told += f" Not on the plan: {', '.join(drawing.not_placed)}."
    if plan.get("fault"):
        told += f" The picture of the plan is not shown: {plan['fault']}."
    return told


def route_svg(drawing: RouteDrawing, plan: Json) -> tuple[str, str]:
    """The drawing for the page, its picture beside it; and its caption."""
    sheet = sheet_of(plan, 720.0, 480.0)
    lines = lines_on(drawing, sheet)
    said = caption(drawing, plan, lines)
    width, height = f"{sheet.width:.0f}", f"{sheet.height:.0f}"
    label = escape(said, quote=True)
    parts = [
        f"<svg viewBox='0 0 {width} {height}' width='{width}' role='img' aria-label='{label}'>"
    ]
    if plan["picture"]:
        left, top, wide, high = sheet.picture
        parts.append(
            f"<image href='{escape(plan['picture'], quote=True)}' x='{left:.1f}' y='{top:.1f}' "
            f"width='{wide:.1f}' height='{high:.1f}'/>"
        )
    for line in lines:
        ink, dash = look_of(line.kind)
        dashes = f" stroke-dasharray='{' '.join(f'{one:g}' for one in dash)}'" if dash else ""
        ends = (
            f"x1='{line.start[0]:.1f}' y1='{line.start[1]:.1f}' "
            f"x2='{line.end[0]:.1f}' y2='{line.end[1]:.1f}'"
        )
        corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in line.arrow)
        parts.append(
            f"<line {ends} stroke='#fff' stroke-width='5'/>"
            f"<line {ends} stroke='{ink}' stroke-width='2'{dashes}/>"
            f"<polygon points='{corners}' fill='{ink}'/>"
        )
    for mark in marks_on(drawing, sheet, lambda name: 0.6 * NAME_SIZE * len(name)):
        (x, y), half = mark.centre, mark.half_width
        parts.append(
            f"<rect x='{x - half:.1f}' y='{y - MARK:.1f}' width='{2 * half:.1f}' "
            f"height='{2 * MARK:g}' rx='{MARK:g}' fill='{INK}' stroke='#fff' stroke-width='2'/>"
            f"<text x='{x:.1f}' y='{y + 4.5:.1f}' text-anchor='middle' fill='#fff' "
            f"font-size='13' font-weight='bold'>{escape(mark.numbers)}</text>"
            f"<text x='{mark.name_at[0]:.1f}' y='{mark.name_at[1]:.1f}' text-anchor='middle' "
            f"font-size='{NAME_SIZE:g}' stroke='#fff' stroke-width='3' paint-order='stroke'>"
            f"{escape(mark.name)}</text>"
        )
    return "".join([*parts, "</svg>"]), said


def look_of(kind: Kind) -> tuple[str, tuple[float, ...]]:
    """Colour and dashes of a way."""
    return {
        Kind.PLAIN: (INK, ()),
        Kind.UNSURE: (INK, (2.0, 3.0)),
        Kind.CANNOT_BE: (FLAG_INK, (7.0, 4.0)),
    }[kind]


def _kind_of(leg: Json) -> Kind:
    if leg["state"] in _CANNOT_BE:
        return Kind.CANNOT_BE
    return Kind.PLAIN if leg["clocks_agree"] else Kind.UNSURE


def _numbers_text(numbers: list[int]) -> str:
    told = [str(one) for one in numbers]
    if len(told) > _MOST_NUMBERS:
        told = [told[0], "…", told[-1]]
    return ", ".join(told)
