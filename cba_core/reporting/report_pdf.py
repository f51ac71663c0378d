"""The report as PDF; the same JSON gives the same bytes: nothing tells when it was drawn."""

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
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    HRFlowable,
    Image,
    KeepTogether,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from cba_core.reporting import wording
from cba_core.reporting.sentences import (
    GROUP_HEAD,
    ROUTE_HEAD,
    certificate,
    coverage_text,
    exhibit_rows,
    figure_text,
    gone_text,
    group_rows,
    limits,
    nobody_text,
    not_done,
    pairs_text,
    query_title,
    repeat_commands,
    route_rows,
    route_title,
    second_reading_rows,
    second_reading_texts,
    seen_text,
    state_text,
    time_text,
)

Json = Mapping[str, Any]

_FONTS = Path(__file__).parents[2] / "resources" / "fonts"
_SANS, _BOLD = "DuskSans", "DuskSans-Bold"
_INK, _BLUE, _LINE, _SOFT = (
    HexColor(value) for value in ("#1b1f24", "#1f4e79", "#c4ccd4", "#eef2f6")
)
_WIDTH = A4[0] - 36 * mm - 12  # the frame keeps 6 points on either side
_PICTURE = 30 * mm
_SHORT = 12  # digits of a hash in a narrow column; the JSON has all of them

_BODY = ParagraphStyle(
    "body", fontName=_SANS, fontSize=9, leading=13, textColor=_INK, alignment=TA_LEFT, spaceAfter=4
)
_SMALL = ParagraphStyle("small", parent=_BODY, fontSize=7.6, leading=10, spaceAfter=0)
_CELL = ParagraphStyle("cell", parent=_SMALL, splitLongWords=1)
_HEADCELL = ParagraphStyle("headcell", parent=_CELL, fontName=_BOLD)
_TITLE = ParagraphStyle(
    "title", parent=_BODY, fontName=_BOLD, fontSize=20, leading=25, textColor=_BLUE, spaceAfter=8
)
_H2 = ParagraphStyle(
    "h2", parent=_BODY, fontName=_BOLD, fontSize=13, leading=17, textColor=_BLUE,
    spaceBefore=12, spaceAfter=5,
)  # fmt: skip
_H3 = ParagraphStyle("h3", parent=_H2, fontSize=10.5, leading=14, spaceBefore=8)
_MONO = ParagraphStyle("mono", parent=_SMALL, backColor=_SOFT, borderPadding=3, spaceAfter=5)


def report_pdf(report: Json, target: Path, pictures: Path) -> None:
    """Draw the report.

    Args:
        report: its JSON.
        target: file to write.
        pictures: folder that the JSON's pictures are relative to.
    """
    _register_fonts()
    document = SimpleDocTemplate(
        str(target),
        pagesize=A4,
        leftMargin=18 * mm,
        rightMargin=18 * mm,
        topMargin=18 * mm,
        bottomMargin=20 * mm,
        title=report["case"]["title"],
        author=report["case"]["examiner"],
        subject=f"Case {report['case']['number']}",
        creator=report["method"]["program"],
        invariant=1,
        lang="en",
    )
    document.build(list(_story(report, pictures)), canvasmaker=_numbered(report))


def _register_fonts() -> None:
    for name, file in ((_SANS, "DejaVuSans.ttf"), (_BOLD, "DejaVuSans-Bold.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(_FONTS / file)))
    pdfmetrics.registerFontFamily(_SANS, normal=_SANS, bold=_BOLD, italic=_SANS, boldItalic=_BOLD)


def _numbered(report: Json) -> type[Canvas]:
    """Canvases that know, at the end, how many pages there are."""
    case = report["case"]
    left = f"Case {case['number']}"
    head = f"log head {case['log_head'].split(':')[0]}:{case['log_head'].split(':')[1][:_SHORT]}…"

    class Numbered(Canvas):  # type: ignore[misc]  # reportlab has no types
        def __init__(self, *words: Any, **options: Any) -> None:  # noqa: ANN401  (reportlab's own)
            super().__init__(*words, **options)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802  (reportlab's name)
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._pages, 1):
                self.__dict__.update(page)
                self._footer(number, len(self._pages))
                super().showPage()
            super().save()

        def _footer(self, number: int, total: int) -> None:
            self.setFont(_SANS, 7.2)
            self.setFillColor(_INK)
            self.setStrokeColor(_LINE)
            self.line(18 * mm, 14.5 * mm, A4[0] - 18 * mm, 14.5 * mm)
            self.drawString(18 * mm, 10.5 * mm, left)
            self.drawCentredString(A4[0] / 2, 10.5 * mm, head)
            self.drawRightString(A4[0] - 18 * mm, 10.5 * mm, f"page {number} of {total}")

    return Numbered


def _story(report: Json, pictures: Path) -> Iterable[Flowable]:
    yield from _cover(report)
    yield from _coverage(report["coverage"])
    yield from _heading("Propositions")
    yield from _bullets(report["propositions"])
    yield from _heading("Method")
    yield from (_paragraph(text) for text in wording.METHOD)
    yield from _method(report["method"])
    yield from _heading("Limits")
    yield from _bullets(limits(report))
    yield from _errors(report["error_figures"])
    yield from _error_groups(report["error_groups"])
    yield from _findings(report["findings"], pictures)
    yield from _second_readings(report["second_readings"])
    yield from _people(report["people"])
    yield from _exhibits(report["exhibits"])
    yield from _heading("Not done")
    yield from _bullets(not_done(report))
    yield from _checking(report)


def _cover(report: Json) -> Iterable[Flowable]:
    case = report["case"]
    yield _paragraph(f"Report of findings · case {case['number']}")
    yield Paragraph(escape(case["title"]), _TITLE)
    yield _pairs(
        ("Examiner", case["examiner"]),
        ("Purpose", case["purpose"]),
        ("Time zone of the place", case["time_zone"]),
        ("Case made", time_text(case, "created")),
        ("State of the case", f"{time_text(case, 'as_of')} (last row of its log)"),
        ("Head of the log", case["log_head"]),
    )
    yield Spacer(1, 4)
    yield _paragraph(
        "Candidates are ranked by likeness in appearance, which is not an identification. "
        "Findings are decisions of the people named beside them."
    )


def _coverage(told: Json) -> Iterable[Flowable]:
    yield from _heading("What was searched, and what was not")
    yield _paragraph(coverage_text(told))
    yield _table(
        ("No.", "File and camera", "Kind", "State", "Tracklets", "Start and clock", "SHA-256"),
        [
            (
                one["number"],
                f"{one['name']}\n{one['camera']}",
                ", ".join(one["modalities"]) + (" (told)" if one["modality_told"] else ""),
                state_text(one),
                one["tracklets"],
                f"{time_text(one, 'start')}\nclock: {one['clock']}",
                f"{one['sha256'][:_SHORT]}…",
            )
            for one in told["footage"]
        ],
        (8, 37, 17, 18, 19, 46, 27),
    )
    yield _paragraph(
        "The first 12 digits of each SHA-256 are shown; report.json has all 64.", _SMALL
    )


def _method(told: Json) -> Iterable[Flowable]:
    yield _pairs(
        ("Program", told["program"]),
        ("Model, SHA-256", told["model_sha256"]),
        ("Search", told["search"]),
        ("Python and system", f"{told['python']}, {told['system']}"),
        ("Settings", told["settings"]),
    )


def _errors(figures: Sequence[Json]) -> Iterable[Flowable]:
    yield from _heading("Error figures")
    yield _paragraph(wording.ERROR_FIGURES)
    if not figures:
        yield _paragraph("Not measured: there are no such pairs in this case.")
        return
    yield _table(
        (
            "Pair",
            "Pairs",
            "Tracklets",
            "Likeness that 10 of 100 different people reach",
            "1 of 100",
        ),
        [
            (
                one["pair"],
                pairs_text(one),
                " and ".join(str(side) for side in one["tracklets"]),
                one["reached_by_10_of_100"] if one["measured"] else "not measured",
                one["reached_by_1_of_100"] if one["measured"] else "not measured",
            )
            for one in figures
        ],
        (70, 18, 26, 36, 24),
    )


def _error_groups(groups: Sequence[Json]) -> Iterable[Flowable]:
    if groups:
        yield _paragraph(wording.ERROR_GROUPS)
        yield _table(GROUP_HEAD, group_rows(list(groups)), (24, 40, 56, 14, 40))


def _findings(findings: Sequence[Json], pictures: Path) -> Iterable[Flowable]:
    yield from _heading("Findings")
    yield _table(("Verdict", "What it says"), wording.SCALE, (44, 130))
    if not findings:
        yield _paragraph("Nothing was decided in this case.")
    for number, one in enumerate(findings, 1):
        block: list[Flowable] = [Paragraph(escape(query_title(number, one)), _H3)]
        if one["query"]:
            block.append(_gallery(one["query"], [q["label"] for q in one["query"]], pictures))
        block += [_paragraph(f"{q['label']}: {seen_text(q)}", _SMALL) for q in one["query"]]
        block += [_paragraph(text) for text in (gone_text(one), one["failure"]) if text]
        if one["searched"]:
            block.append(Spacer(1, 3))
            block.append(
                _paragraph(
                    f"Ranked among {one['searched']['gallery']} tracklets of "
                    f"{one['searched']['footage']} of {one['searched']['footage_total']} files."
                )
            )
        if one["nobody"]:
            block.append(_paragraph(nobody_text(one["nobody"])))
        yield KeepTogether(block)
        decided = one["decided"]
        if decided:
            yield _gallery(
                [each["seen"] for each in decided],
                [f"{each['label']} · {each['verdict']}" for each in decided],
                pictures,
            )
            yield _table(
                ("Candidate", "Rank", "Seen", "Verdict and why", "Different people", "Who, when"),
                [_decided_row(each) for each in decided],
                (20, 11, 43, 40, 27, 33),
            )


def _decided_row(decided: Json) -> tuple[object, ...]:
    why = ", ".join(decided["because"])
    words = [decided["verdict"], f"because of {why}" if why else "", decided["note"]]
    return (
        decided["label"],
        decided["rank"],
        seen_text(decided["seen"]),
        "\n".join(word for word in words if word),
        figure_text(decided["different_people"]),
        f"{decided['actor']}\n{time_text(decided, 'time')}",
    )


def _second_readings(readings: Sequence[Json]) -> Iterable[Flowable]:
    yield from _heading("Second reading")
    yield _paragraph(wording.SECOND_READING if readings else wording.NO_SECOND_READING)
    for one in readings:
        yield KeepTogether([_paragraph(text) for text in second_reading_texts(one)])
        if one["finished"]:
            head = ("Candidate", "First", "Second", "Why")
            yield _table(head, second_reading_rows(one), (24, 44, 44, 62))


def _people(people: Sequence[Json]) -> Iterable[Flowable]:
    yield from _heading("People as found")
    if people:
        yield _table(
            ("No.", "Name", "Tracklets"),
            [(one["number"], one["name"], ", ".join(one["tracklets"])) for one in people],
            (12, 40, 122),
        )
        for one in people:
            if one["tracklets"]:
                yield CondPageBreak(40 * mm)
                yield _paragraph(route_title(one), _HEADCELL)
                yield _table(ROUTE_HEAD, route_rows(one), (12, 24, 38, 50, 50))
                yield from _bullets(one["route"]["flags"] or [wording.ROUTE_WITHOUT_FLAGS])
                yield Spacer(1, 6)
    else:
        yield _paragraph("None.")


def _exhibits(exhibits: Sequence[Json]) -> Iterable[Flowable]:
    yield from _heading("Exhibits")
    rows = exhibit_rows(list(exhibits))
    if rows:
        yield _table(("Exhibit", "Kind", "File", "SHA-256"), rows, (16, 30, 48, 80))
    else:
        yield _paragraph("None were made.")


def _checking(report: Json) -> Iterable[Flowable]:
    yield from _heading("How to check this report")
    yield _paragraph(wording.CHECKING[0])
    yield _paragraph(wording.CHECKING[1].replace("HEAD", report["case"]["log_head"]), _MONO)
    yield _paragraph(wording.CHECKING[2])
    yield _paragraph(wording.CHECKING[3], _MONO)
    for command in repeat_commands(report):
        yield _paragraph(command, _MONO)
    yield from _certificate(report)


def _certificate(report: Json) -> Iterable[Flowable]:
    """A page of its own: what a qualified person fills in, strikes out and signs (E43)."""
    yield PageBreak()
    yield Paragraph(escape(wording.CERTIFICATE_TITLE), _H2)
    yield _paragraph(wording.CERTIFICATE_NOTE, _SMALL)
    yield Spacer(1, 3 * mm)
    for number, (text, lines) in enumerate(certificate(report), 1):
        block: list[Flowable] = [_paragraph(f"{number}. {text}")]
        block += [_line_to_fill_in() for _ in range(lines)]
        block.append(Spacer(1, 3 * mm))
        yield KeepTogether(block)
    yield Spacer(1, 16 * mm)
    share = 0.29 * _WIDTH
    yield Table(
        [[wording.CERTIFICATE_FIELDS[0], "", wording.CERTIFICATE_FIELDS[1], "",
          wording.CERTIFICATE_FIELDS[2]]],
        colWidths=[share, 0.065 * _WIDTH, share, 0.065 * _WIDTH, share],
        style=TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), _SANS, 7.6),
                *(("LINEABOVE", (column, 0), (column, 0), 0.6, _INK) for column in (0, 2, 4)),
            ]
        ),
    )  # fmt: skip


def _line_to_fill_in() -> HRFlowable:
    return HRFlowable(width="100%", thickness=0.5, color=_LINE, spaceBefore=6.5 * mm)


def _heading(text: str) -> list[Flowable]:
    return [CondPageBreak(30 * mm), Paragraph(escape(text), _H2)]


def _paragraph(text: object, style: ParagraphStyle = _BODY) -> Paragraph:
    return Paragraph(escape("" if text is None else str(text)).replace("\n", "<br/>"), style)


def _bullets(texts: Iterable[str]) -> Iterable[Flowable]:
    style = ParagraphStyle("bullet", parent=_BODY, leftIndent=10, bulletIndent=0)
    for text in texts:
        yield Paragraph(escape(text), style, bulletText="•")


def _pairs(*pairs: tuple[str, object]) -> Table:
    rows = [[_paragraph(name, _HEADCELL), _paragraph(value, _CELL)] for name, value in pairs]
    return Table(
        rows,
        colWidths=[44 * mm, _WIDTH - 44 * mm],
        hAlign="LEFT",
        style=TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE),
                ("BACKGROUND", (0, 0), (0, -1), _SOFT),
            ]
        ),
    )


def _table(
    head: Sequence[str], rows: Iterable[Sequence[object]], widths_mm: Sequence[float]
) -> Table:
    body = [[_paragraph(cell, _CELL) for cell in row] for row in rows]
    return Table(
        [[_paragraph(name, _HEADCELL) for name in head], *body],
        colWidths=[width / sum(widths_mm) * _WIDTH for width in widths_mm],
        hAlign="LEFT",
        repeatRows=1,
        spaceBefore=3,
        spaceAfter=6,
        style=TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("BACKGROUND", (0, 0), (-1, 0), _SOFT),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE),
                ("LEFTPADDING", (0, 0), (-1, -1), 3),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ]
        ),
    )


def _gallery(seen: Sequence[Json | None], captions: Sequence[str], pictures: Path) -> Table:
    """Pictures in rows of four, each with its caption."""
    cells: list[list[Flowable]] = []
    for one, caption in zip(seen, captions, strict=True):
        cell: list[Flowable] = []
        path = None if one is None or not one["picture"] else pictures / one["picture"]
        if path is not None and path.is_file():
            cell.append(_picture(path))
        cell.append(_paragraph(caption, _SMALL))
        cells.append(cell)
    rows: list[list[Any]] = [cells[at : at + 4] for at in range(0, len(cells), 4)]
    rows[-1] += [""] * (4 - len(rows[-1]))
    return Table(
        rows,
        colWidths=[_WIDTH / 4] * 4,
        hAlign="LEFT",
        style=TableStyle(
            [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
        ),
    )


def _picture(path: Path) -> Image:
    # Not by its path, which reportlab would make part of the file.
    image = Image(BytesIO(path.read_bytes()))
    scale = min(_PICTURE / image.imageHeight, 36 * mm / image.imageWidth)
    image.drawHeight, image.drawWidth = image.imageHeight * scale, image.imageWidth * scale
    image.hAlign = "LEFT"
    return image
