"""A person's route on the plan, as a part of a PDF."""

from io import BytesIO
from pathlib import Path

from reportlab.lib.colors import HexColor, white
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable

from cba_core.reporting.pdf_parts import BOLD, INK, LINE, SANS, WIDTH, Json, visible
from cba_core.reporting.route_drawing import INK as MARK_INK
from cba_core.reporting.route_drawing import (
    MARK,
    NAME_SIZE,
    PlacedMark,
    RouteDrawing,
    WayLine,
    caption,
    lines_on,
    look_of,
    marks_on,
    sheet_of,
)

_HIGHEST = 95 * mm
_SCALE = 0.62
"""Points of a page for each unit of the drawing: it is smaller there than on a screen."""


class PlanFlowable(Flowable):  # type: ignore[misc]  # reportlab has no types
    """The picture, ways and marks; without the picture where that is not beside the report."""

    def __init__(self, drawing: RouteDrawing, plan: Json, pictures: Path) -> None:
        super().__init__()
        self._sheet = sheet_of(plan, WIDTH / _SCALE, _HIGHEST / _SCALE)
        self._lines = lines_on(drawing, self._sheet)
        self._marks = marks_on(drawing, self._sheet, _width_of)
        self._picture = pictures / plan["picture"] if plan["picture"] else None
        self.caption = caption(drawing, plan, self._lines)
        self.width, self.height = self._sheet.width * _SCALE, self._sheet.height * _SCALE

    def wrap(self, *_: float) -> tuple[float, float]:
        """See `Flowable.wrap`."""
        return self.width, self.height

    def draw(self) -> None:
        """See `Flowable.draw`; its y goes up, and that of the drawing down."""
        canvas, sheet = self.canv, self._sheet
        canvas.saveState()
        canvas.setStrokeColor(LINE)
        canvas.rect(0, 0, self.width, self.height)
        if self._picture is not None and self._picture.is_file():
            # not by its path, which reportlab would make part of the file
            image = ImageReader(BytesIO(self._picture.read_bytes()))
            left, top, width, height = (one * _SCALE for one in sheet.picture)
            canvas.drawImage(image, left, self.height - top - height, width, height)
        canvas.translate(0, self.height)
        canvas.scale(_SCALE, -_SCALE)
        for line in self._lines:
            self._draw_way(line)
        for mark in self._marks:
            self._draw_mark(mark)
        canvas.restoreState()

    def _draw_way(self, line: WayLine) -> None:
        canvas = self.canv
        colour, dashes = look_of(line.kind)
        ink = HexColor(colour)
        for stroke, thick, dashed in ((white, 5, ()), (ink, 2, dashes)):
            canvas.setStrokeColor(stroke)
            canvas.setLineWidth(thick)
            canvas.setDash(dashed)
            canvas.line(*line.start, *line.end)
        canvas.setDash()
        path = canvas.beginPath()
        path.moveTo(*line.arrow[0])
        for corner in line.arrow[1:]:
            path.lineTo(*corner)
        path.close()
        canvas.setFillColor(ink)
        canvas.drawPath(path, stroke=0, fill=1)

    def _draw_mark(self, mark: PlacedMark) -> None:
        canvas = self.canv
        (x, y), half = mark.centre, mark.half_width
        canvas.setFillColor(HexColor(MARK_INK))
        canvas.setStrokeColor(white)
        canvas.setLineWidth(2)
        canvas.roundRect(x - half, y - MARK, 2 * half, 2 * MARK, MARK, fill=1)
        self._write((x, y + 4.5), mark.numbers, BOLD, 13, is_on_mark=True)
        self._write(mark.name_at, mark.name, SANS, NAME_SIZE, is_on_mark=False)

    def _write(
        self, at: tuple[float, float], text: str, font: str, size: float, *, is_on_mark: bool
    ) -> None:
        """Words in the middle of a place, upright though y goes down."""
        canvas, shown = self.canv, visible(text)
        width = pdfmetrics.stringWidth(shown, font, size)
        canvas.saveState()
        canvas.translate(*at)
        canvas.scale(1, -1)
        if not is_on_mark:
            canvas.setFillColor(white)
            canvas.rect(-width / 2 - 2, -3, width + 4, size + 2, stroke=0, fill=1)
        canvas.setFillColor(white if is_on_mark else INK)
        canvas.setFont(font, size)
        canvas.drawString(-width / 2, 0, shown)
        canvas.restoreState()


def _width_of(name: str) -> float:
    return float(pdfmetrics.stringWidth(visible(name), SANS, NAME_SIZE))
