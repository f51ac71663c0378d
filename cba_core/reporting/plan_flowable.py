"""A person's route on the plan, as a part of a PDF."""

from io import BytesIO
from pathlib import Path

from reportlab.lib.colors import HexColor, white
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable

from cba_core.reporting.pdf_parts import BOLD, LINE, SANS, WIDTH, Json, visible
from cba_core.reporting.route_drawing import (
    FLAG_INK,
    INK,
    RouteDrawing,
    mark_width,
    size_on,
    way_line,
)

_HIGHEST = 95 * mm
_MARK = 13.0
_SCALE = 0.62
"""Points of a page for each unit of the drawing: it is smaller there than on a screen."""


class PlanFlowable(Flowable):  # type: ignore[misc]  # reportlab has no types
    """The picture, ways and marks; without the picture where that is not beside the report."""

    def __init__(self, drawing: RouteDrawing, plan: Json, pictures: Path) -> None:
        super().__init__()
        self._drawing = drawing
        self._plan = plan
        self._picture = pictures / plan["picture"]
        self.width, self.height = size_on(plan, WIDTH, _HIGHEST)

    def wrap(self, *_: float) -> tuple[float, float]:
        """See `Flowable.wrap`."""
        return self.width, self.height

    def draw(self) -> None:
        """See `Flowable.draw`; its y goes up, and that of the drawing down."""
        canvas = self.canv
        canvas.saveState()
        if self._picture.is_file():
            # not by its path, which reportlab would make part of the file
            image = ImageReader(BytesIO(self._picture.read_bytes()))
            canvas.drawImage(image, 0, 0, self.width, self.height)
        canvas.setStrokeColor(LINE)
        canvas.rect(0, 0, self.width, self.height)
        canvas.translate(0, self.height)
        canvas.scale(_SCALE, -_SCALE)
        width, height = self.width / _SCALE, self.height / _SCALE
        for way in self._drawing.ways:
            line = way_line(way, width, height)
            if line is None:
                continue
            start, end, corners = line
            ink = HexColor(FLAG_INK if way.is_flagged else INK)
            for colour, thick in ((white, 5), (ink, 2)):
                canvas.setStrokeColor(colour)
                canvas.setLineWidth(thick)
                canvas.setDash((7, 4) if way.is_flagged and colour is ink else ())
                canvas.line(*start, *end)
            canvas.setDash()
            path = canvas.beginPath()
            path.moveTo(*corners[0])
            for corner in corners[1:]:
                path.lineTo(*corner)
            path.close()
            canvas.setFillColor(ink)
            canvas.drawPath(path, stroke=0, fill=1)
        for mark in self._drawing.marks:
            x, y, half = mark.x * width, mark.y * height, mark_width(mark.numbers) / 2
            canvas.setFillColor(HexColor(INK))
            canvas.setStrokeColor(white)
            canvas.setLineWidth(2)
            canvas.roundRect(x - half, y - _MARK, 2 * half, 2 * _MARK, _MARK, fill=1)
            self._write(x, y + 4.5, mark.numbers, BOLD, 13, ground=False)
            self._write(x, y + _MARK + 14, mark.camera, SANS, 12, ground=True)
        canvas.restoreState()

    def _write(
        self, x: float, y: float, text: str, font: str, size: float, *, ground: bool
    ) -> None:
        """Words in the middle of x, upright though y goes down; `ground`: dark on white."""
        canvas, shown = self.canv, visible(text)
        width = pdfmetrics.stringWidth(shown, font, size)
        canvas.saveState()
        canvas.translate(x, y)
        canvas.scale(1, -1)
        if ground:
            canvas.setFillColor(white)
            canvas.rect(-width / 2 - 2, -3, width + 4, size + 2, stroke=0, fill=1)
        canvas.setFillColor(HexColor("#1b1f24") if ground else white)
        canvas.setFont(font, size)
        canvas.drawString(-width / 2, 0, shown)
        canvas.restoreState()
