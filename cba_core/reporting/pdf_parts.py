"""What a PDF of a report is put together from: fonts, styles, tables, galleries."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    HRFlowable,
    Image,
    Paragraph,
    Table,
    TableStyle,
)

Json = Mapping[str, Any]

_FONTS = Path(__file__).parents[2] / "resources" / "fonts"
SANS, BOLD = "DuskSans", "DuskSans-Bold"
INK, _BLUE, LINE, _SOFT = (
    HexColor(value) for value in ("#1b1f24", "#1f4e79", "#c4ccd4", "#eef2f6")
)
WIDTH = A4[0] - 36 * mm - 12  # the frame keeps 6 points on either side
_PICTURE = 30 * mm
_FONT = ("FONT", (0, 0), (-1, -1), SANS)
"""Of a table's cells, whatever they hold: reportlab names another, which would not be embedded."""
_BASIC_PLANE = 0xFFFF
_LONGEST_ROW = A4[1] - 38 * mm - 72
"""What a page has room for below the head of a table, in points."""
_LEAST_PART = 24
"""Of a row that is split, in points."""
SHORT = 12  # digits of a hash in a narrow column; the JSON has all of them

BODY = ParagraphStyle(
    "body",
    fontName=SANS,
    bulletFontName=SANS,
    fontSize=9,
    leading=13,
    textColor=INK,
    alignment=TA_LEFT,
    spaceAfter=4,
)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=7.6, leading=10, spaceAfter=0)
_CELL = ParagraphStyle("cell", parent=SMALL, splitLongWords=1)
HEADCELL = ParagraphStyle("headcell", parent=_CELL, fontName=BOLD)
TITLE = ParagraphStyle(
    "title", parent=BODY, fontName=BOLD, fontSize=20, leading=25, textColor=_BLUE, spaceAfter=8
)
H2 = ParagraphStyle(
    "h2", parent=BODY, fontName=BOLD, fontSize=13, leading=17, textColor=_BLUE,
    spaceBefore=12, spaceAfter=5,
)  # fmt: skip
H3 = ParagraphStyle("h3", parent=H2, fontSize=10.5, leading=14, spaceBefore=8)
MONO = ParagraphStyle("mono", parent=SMALL, backColor=_SOFT, borderPadding=3, spaceAfter=5)


def register_fonts() -> None:
    """Make the fonts known that come with the program; a PDF carries what it uses of them."""
    for name, file in ((SANS, "DejaVuSans.ttf"), (BOLD, "DejaVuSans-Bold.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(_FONTS / file)))
    pdfmetrics.registerFontFamily(SANS, normal=SANS, bold=BOLD, italic=SANS, boldItalic=BOLD)


def visible(text: object) -> str:
    """Text in characters that the fonts have; any other as its number, such as `[U+6F22]`.

    A character without a glyph would be an empty box, and no part of an archivable PDF; one beyond
    the first 65,536 reportlab cannot map back to text. The JSON and the page have them as they are.
    """
    faces = [pdfmetrics.getFont(name).face.charToGlyph for name in (SANS, BOLD)]

    def is_there(one: str) -> bool:
        return ord(one) <= _BASIC_PLANE and all(ord(one) in face for face in faces)

    return "".join(
        one if one == "\n" or is_there(one) else f"[U+{ord(one):04X}]"
        for one in ("" if text is None else str(text))
    )


class _Rows(Table):  # type: ignore[misc]  # reportlab has no types
    """A table of whole rows; one that is longer than a page is split, as a long note makes it.

    It would fit nowhere, and there would be no report at all.
    """

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """See `Flowable.split`."""
        self._calc(available_width, available_height)
        is_long = max(self._rowHeights, default=0) > _LONGEST_ROW
        self.splitInRow = _LEAST_PART if is_long else 0
        parts: list[Flowable] = super().split(available_width, available_height)
        return parts


def line_to_fill_in() -> HRFlowable:
    """A line for handwriting."""
    return HRFlowable(width="100%", thickness=0.5, color=LINE, spaceBefore=6.5 * mm)


def heading(text: str) -> list[Flowable]:
    """The title of a section, never alone at the foot of a page."""
    return [CondPageBreak(30 * mm), Paragraph(escape(visible(text)), H2)]


def paragraph(text: object, style: ParagraphStyle = BODY) -> Paragraph:
    """Text of people or of ours, shown and never read as markup."""
    return Paragraph(escape(visible(text)).replace("\n", "<br/>"), style)


def bullets(texts: Iterable[str]) -> Iterable[Flowable]:
    """A list."""
    style = ParagraphStyle("bullet", parent=BODY, leftIndent=10, bulletIndent=0)
    for text in texts:
        yield Paragraph(escape(visible(text)), style, bulletText="•")


def pairs(*facts: tuple[str, object]) -> Table:
    """Facts with their names."""
    rows = [[paragraph(name, HEADCELL), paragraph(value, _CELL)] for name, value in facts]
    return _Rows(
        rows,
        colWidths=[44 * mm, WIDTH - 44 * mm],
        hAlign="LEFT",
        style=TableStyle(
            [
                _FONT,
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
                ("BACKGROUND", (0, 0), (0, -1), _SOFT),
            ]
        ),
    )


def table(
    head: Sequence[str], rows: Iterable[Sequence[object]], widths_mm: Sequence[float]
) -> Table:
    """Rows under a head that is repeated on every page; widths are shares of the page."""
    body = [[paragraph(cell, _CELL) for cell in row] for row in rows]
    return _Rows(
        [[paragraph(name, HEADCELL) for name in head], *body],
        colWidths=[width / sum(widths_mm) * WIDTH for width in widths_mm],
        hAlign="LEFT",
        repeatRows=1,
        spaceBefore=3,
        spaceAfter=6,
        style=TableStyle(
            [
                _FONT,
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("BACKGROUND", (0, 0), (-1, 0), _SOFT),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
                ("LEFTPADDING", (0, 0), (-1, -1), 3),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ]
        ),
    )


def gallery(seen: Sequence[Json | None], captions: Sequence[str], pictures: Path) -> Table:
    """Pictures in rows of four, each with its caption."""
    cells: list[list[Flowable]] = []
    for one, caption in zip(seen, captions, strict=True):
        cell: list[Flowable] = []
        path = None if one is None or not one["picture"] else pictures / one["picture"]
        if path is not None and path.is_file():
            cell.append(_picture(path))
        cell.append(paragraph(caption, SMALL))
        cells.append(cell)
    rows: list[list[Any]] = [cells[at : at + 4] for at in range(0, len(cells), 4)]
    rows[-1] += [""] * (4 - len(rows[-1]))
    return Table(
        rows,
        colWidths=[WIDTH / 4] * 4,
        hAlign="LEFT",
        style=TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                _FONT,
            ]
        ),
    )


def _picture(path: Path) -> Image:
    # Not by its path, which reportlab would make part of the file.
    image = Image(BytesIO(path.read_bytes()))
    scale = min(_PICTURE / image.imageHeight, 36 * mm / image.imageWidth)
    image.drawHeight, image.drawWidth = image.imageHeight * scale, image.imageWidth * scale
    image.hAlign = "LEFT"
    return image
