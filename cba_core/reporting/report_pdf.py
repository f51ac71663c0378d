"""The report as PDF; the same JSON gives the same bytes: nothing tells when it was drawn."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from cba_core.reporting import wording
from cba_core.reporting.pdf_archive import PDF_VERSION, make_archivable, told
from cba_core.reporting.pdf_parts import (
    H2,
    H3,
    HEADCELL,
    INK,
    LINE,
    MONO,
    SANS,
    SHORT,
    SMALL,
    TITLE,
    WIDTH,
    bullets,
    gallery,
    heading,
    line_to_fill_in,
    pairs,
    paragraph,
    register_fonts,
    table,
    visible,
)
from cba_core.reporting.plan_flowable import PlanFlowable
from cba_core.reporting.program_sentences import (
    SELF_TEST_HEAD,
    card_pairs,
    card_table,
    device_text,
    self_test_rows,
    self_test_texts,
)
from cba_core.reporting.route_drawing import route_drawing
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


def report_pdf(report: Json, target: Path, pictures: Path) -> None:
    """Draw the report.

    Args:
        report: its JSON.
        target: file to write.
        pictures: folder that the JSON's pictures are relative to.
    """
    register_fonts()
    document = SimpleDocTemplate(
        str(target),
        pagesize=A4,
        leftMargin=18 * mm,
        rightMargin=18 * mm,
        topMargin=18 * mm,
        bottomMargin=20 * mm,
        title=told(report["case"]["title"]),
        author=told(report["case"]["examiner"]),
        subject=told(f"Case {report['case']['number']}"),
        creator=told(report["method"]["program"]),
        invariant=1,
        lang="en",
        initialFontName=SANS,
        pdfVersion=PDF_VERSION,
    )
    document.build(list(_story(report, pictures)), canvasmaker=_numbered(report))


def _numbered(report: Json) -> type[Canvas]:
    """Canvases that know, at the end, how many pages there are."""
    case = report["case"]
    left = visible(" ".join(f"Case {case['number']}".split()))  # drawn as one line
    head = f"log head {case['log_head'].split(':')[0]}:{case['log_head'].split(':')[1][:SHORT]}…"

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
            make_archivable(self._doc, report)
            super().save()

        def _footer(self, number: int, total: int) -> None:
            self.setFont(SANS, 7.2)
            self.setFillColor(INK)
            self.setStrokeColor(LINE)
            self.line(18 * mm, 14.5 * mm, A4[0] - 18 * mm, 14.5 * mm)
            self.drawString(18 * mm, 10.5 * mm, left)
            self.drawCentredString(A4[0] / 2, 10.5 * mm, head)
            self.drawRightString(A4[0] - 18 * mm, 10.5 * mm, f"page {number} of {total}")

    return Numbered


def _story(report: Json, pictures: Path) -> Iterable[Flowable]:
    yield from _cover(report)
    yield from _coverage(report["coverage"])
    yield from heading("Propositions")
    yield from bullets(report["propositions"])
    yield from heading("Method")
    yield from (paragraph(text) for text in wording.METHOD)
    yield from _method(report["method"])
    yield from _model_card(report["model_card"])
    yield from _self_test(report["self_test"])
    yield from heading("Limits")
    yield from bullets(limits(report))
    yield from _errors(report["error_figures"])
    yield from _error_groups(report["error_groups"])
    yield from _findings(report["findings"], pictures)
    yield from _second_readings(report["second_readings"])
    yield from _people(report["people"], report.get("plan"), pictures)
    yield from _exhibits(report["exhibits"])
    yield from heading("Not done")
    yield from bullets(not_done(report))
    yield from _checking(report)
    yield from _annexes(report["model_card"], report["self_test"])
    yield from _certificate(report)


def _cover(report: Json) -> Iterable[Flowable]:
    case = report["case"]
    yield paragraph(f"Report of findings · case {case['number']}")
    yield Paragraph(escape(visible(case["title"])), TITLE)
    yield pairs(
        ("Examiner", case["examiner"]),
        ("Purpose", case["purpose"]),
        ("Time zone of the place", case["time_zone"]),
        ("Case made", time_text(case, "created")),
        ("State of the case", f"{time_text(case, 'as_of')} (last row of its log)"),
        ("Head of the log", case["log_head"]),
    )
    yield Spacer(1, 4)
    yield paragraph(
        "Candidates are ranked by likeness in appearance, which is not an identification. "
        "Findings are decisions of the people named beside them."
    )


def _coverage(told: Json) -> Iterable[Flowable]:
    yield from heading("What was searched, and what was not")
    yield paragraph(coverage_text(told))
    yield table(
        ("No.", "File and camera", "Kind", "State", "Tracklets", "Start and clock", "SHA-256"),
        [
            (
                one["number"],
                f"{one['name']}\n{one['camera']}",
                ", ".join(one["modalities"]) + (" (told)" if one["modality_told"] else ""),
                state_text(one),
                one["tracklets"],
                f"{time_text(one, 'start')}\nclock: {one['clock']}",
                f"{one['sha256'][:SHORT]}…",
            )
            for one in told["footage"]
        ],
        (8, 37, 17, 18, 19, 46, 27),
    )
    yield paragraph("The first 12 digits of each SHA-256 are shown; report.json has all 64.", SMALL)


def _method(told: Json) -> Iterable[Flowable]:
    yield pairs(
        ("Program", told["program"]),
        ("Model, SHA-256", told["model_sha256"]),
        ("Search", told["search"]),
        ("Vectors computed with", device_text(told["index_runs"])),
        ("Python and system", f"{told['python']}, {told['system']}"),
        ("Settings", told["settings"]),
    )


def _model_card(card: Json | None) -> Iterable[Flowable]:
    yield from heading("The model's card")
    if card is None:
        yield paragraph(wording.NO_CARD)
        return
    yield pairs(*card_pairs(card))
    yield Spacer(1, 4)
    yield paragraph(wording.WEAK_SPOTS)
    yield from bullets(card["weak_spots"])
    if card["figures"]:
        yield paragraph(wording.SEE_CARD_FIGURES)


def _self_test(told: Json | None) -> Iterable[Flowable]:
    yield from heading("Self-test of the program")
    yield from (paragraph(text) for text in self_test_texts(told))
    if told is not None:
        yield paragraph(wording.SEE_SELF_TEST)


def _annexes(card: Json | None, told: Json | None) -> Iterable[Flowable]:
    """What is long and not of this case stands behind what is."""
    if card is not None and card["figures"]:
        yield from heading(wording.ANNEX_CARD)
        yield paragraph(wording.CARD_FIGURES)
        head, rows = card_table(card)
        others = 114 / (len(head) - 1)
        yield table(head, rows, (60, *(others for _ in head[1:])))
    if told is not None:
        yield from heading(wording.ANNEX_SELF_TEST)
        yield table(SELF_TEST_HEAD, self_test_rows(told), (70, 26, 26, 26, 26))


def _errors(figures: Sequence[Json]) -> Iterable[Flowable]:
    yield from heading("Error figures")
    yield paragraph(wording.ERROR_FIGURES)
    if not figures:
        yield paragraph("Not measured: there are no such pairs in this case.")
        return
    yield table(
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
        yield paragraph(wording.ERROR_GROUPS)
        yield table(GROUP_HEAD, group_rows(list(groups)), (24, 40, 56, 14, 40))


def _findings(findings: Sequence[Json], pictures: Path) -> Iterable[Flowable]:
    yield from heading("Findings")
    yield table(("Verdict", "What it says"), wording.SCALE, (44, 130))
    if not findings:
        yield paragraph("Nothing was decided in this case.")
    for number, one in enumerate(findings, 1):
        block: list[Flowable] = [Paragraph(escape(visible(query_title(number, one))), H3)]
        if one["query"]:
            block.append(gallery(one["query"], [q["label"] for q in one["query"]], pictures))
        block += [paragraph(f"{q['label']}: {seen_text(q)}", SMALL) for q in one["query"]]
        block += [paragraph(text) for text in (gone_text(one), one["failure"]) if text]
        if one["searched"]:
            block.append(Spacer(1, 3))
            block.append(
                paragraph(
                    f"Ranked among {one['searched']['gallery']} tracklets of "
                    f"{one['searched']['footage']} of {one['searched']['footage_total']} files."
                )
            )
        if one["nobody"]:
            block.append(paragraph(nobody_text(one["nobody"])))
        yield KeepTogether(block)
        decided = one["decided"]
        if decided:
            yield gallery(
                [each["seen"] for each in decided],
                [f"{each['label']} · {each['verdict']}" for each in decided],
                pictures,
            )
            yield table(
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
    yield from heading("Second reading")
    yield paragraph(wording.SECOND_READING if readings else wording.NO_SECOND_READING)
    for one in readings:
        yield KeepTogether([paragraph(text) for text in second_reading_texts(one)])
        if one["finished"]:
            head = ("Candidate", "First", "Second", "Why")
            yield table(head, second_reading_rows(one), (24, 44, 44, 62))


def _people(people: Sequence[Json], plan: Json | None, pictures: Path) -> Iterable[Flowable]:
    yield from heading("People as found")
    if people:
        yield table(
            ("No.", "Name", "Tracklets"),
            [(one["number"], one["name"], ", ".join(one["tracklets"])) for one in people],
            (12, 40, 122),
        )
        for one in people:
            if one["tracklets"]:
                yield CondPageBreak(40 * mm)
                drawing = route_drawing(one, plan)
                if plan is None or drawing is None:
                    yield paragraph(route_title(one), HEADCELL)
                else:
                    picture = PlanFlowable(drawing, plan, pictures)
                    yield KeepTogether(
                        [
                            paragraph(route_title(one), HEADCELL),
                            picture,
                            Spacer(1, 3),
                            paragraph(picture.caption, SMALL),
                        ]
                    )
                yield table(ROUTE_HEAD, route_rows(one), (12, 24, 38, 50, 50))
                yield from bullets(one["route"]["flags"] or [wording.ROUTE_WITHOUT_FLAGS])
                yield Spacer(1, 6)
    else:
        yield paragraph("None.")


def _exhibits(exhibits: Sequence[Json]) -> Iterable[Flowable]:
    yield from heading("Exhibits")
    rows = exhibit_rows(list(exhibits))
    if rows:
        yield table(("Exhibit", "Kind", "File", "SHA-256"), rows, (16, 30, 48, 80))
    else:
        yield paragraph("None were made.")


def _checking(report: Json) -> Iterable[Flowable]:
    yield from heading("How to check this report")
    yield paragraph(wording.CHECKING[0])
    yield paragraph(wording.CHECKING[1].replace("HEAD", report["case"]["log_head"]), MONO)
    yield paragraph(wording.CHECKING[2])
    yield paragraph(wording.CHECKING[3], MONO)
    for command in repeat_commands(report):
        yield paragraph(command, MONO)


def _certificate(report: Json) -> Iterable[Flowable]:
    """A page of its own: what a qualified person fills in, strikes out and signs (E43)."""
    yield PageBreak()
    yield Paragraph(escape(wording.CERTIFICATE_TITLE), H2)
    yield paragraph(wording.CERTIFICATE_NOTE, SMALL)
    yield Spacer(1, 3 * mm)
    for number, (text, lines) in enumerate(certificate(report), 1):
        block: list[Flowable] = [paragraph(f"{number}. {text}")]
        block += [line_to_fill_in() for _ in range(lines)]
        block.append(Spacer(1, 3 * mm))
        yield KeepTogether(block)
    yield Spacer(1, 16 * mm)
    share = 0.29 * WIDTH
    yield Table(
        [[wording.CERTIFICATE_FIELDS[0], "", wording.CERTIFICATE_FIELDS[1], "",
          wording.CERTIFICATE_FIELDS[2]]],
        colWidths=[share, 0.065 * WIDTH, share, 0.065 * WIDTH, share],
        style=TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), SANS, 7.6),
                *(("LINEABOVE", (column, 0), (column, 0), 0.6, INK) for column in (0, 2, 4)),
            ]
        ),
    )  # fmt: skip
