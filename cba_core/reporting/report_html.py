"""The report as a page that any browser opens without the program; no script, no network."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from cba_core.reporting import wording
from cba_core.reporting.program_sentences import (
    SELF_TEST_HEAD,
    card_pairs,
    card_table,
    device_text,
    self_test_rows,
    self_test_texts,
)
from cba_core.reporting.route_drawing import route_drawing, route_svg
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

_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;
color:#1b1f24}h1{font-size:1.7rem;margin:.2rem 0}
h2{margin-top:2.2rem;border-bottom:2px solid #1f4e79;color:#1f4e79}
table{border-collapse:collapse;width:100%;margin:.6rem 0}
td,th{border-bottom:1px solid #ccd3da;padding:.35rem .5rem;text-align:left;vertical-align:top}
th{background:#eef2f6}code{font:13px ui-monospace,monospace;word-break:break-all}
td{overflow-wrap:anywhere}img{height:128px;border:1px solid #ccd3da}
svg{max-width:100%;height:auto;border:1px solid #ccd3da}
figure{display:inline-block;margin:.3rem .6rem .3rem 0;vertical-align:top}
figcaption{max-width:14rem;font-size:.85rem}
.head{background:#eef2f6;padding:.6rem .8rem;border-left:4px solid #1f4e79}
.blank{display:block;border-bottom:1px solid #ccd3da;height:1.9rem}.certificate li{margin:.7rem 0}
.sign{margin-top:3rem;display:flex;gap:3rem}
.sign div{border-top:1px solid #1b1f24;flex:1;padding-top:.3rem}
@media print{.certificate{break-before:page}
body{max-width:none;margin:0}h2{break-after:avoid}tr,figure{break-inside:avoid}}
""".strip()

_BLANK = "<span class='blank'></span>"


def report_html(report: Json) -> str:
    """The whole page.

    Args:
        report: the report's JSON.
    """
    case = report["case"]
    parts = [
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>",
        f"<title>{escape(case['title'])}</title><style>{_STYLE}</style></head><body>",
        f"<p>Report of findings, case {escape(case['number'])}</p><h1>{escape(case['title'])}</h1>",
        _facts(
            ("Examiner", case["examiner"]),
            ("Purpose", case["purpose"]),
            ("Time zone", case["time_zone"]),
            ("State of the case", f"{time_text(case, 'as_of')} (last row of its log)"),
        ),
        f"<p class='head'>Head of the log: <code>{escape(case['log_head'])}</code></p>",
        *_coverage(report["coverage"]),
        _section("Propositions", _list(report["propositions"])),
        _section("Method", _paragraphs(wording.METHOD) + _method(report["method"])),
        _model_card(report["model_card"]),
        _self_test(report["self_test"]),
        _section("Limits", _list(limits(report))),
        *_errors(report["error_figures"]),
        *_error_groups(report["error_groups"]),
        *_findings(report["findings"]),
        *_second_readings(report["second_readings"]),
        *_people(report["people"], report.get("plan")),
        *_exhibits(report["exhibits"]),
        _section("Not done", _list(not_done(report))),
        *_checking(report),
        *_annexes(report["model_card"], report["self_test"]),
        *_certificate(report),
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def _section(title: str, body: str) -> str:
    return f"<h2>{escape(title)}</h2>{body}"


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def _list(texts: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    cells = "".join(f"<th>{escape(name)}</th>" for name in head)
    lines = [
        "<tr>" + "".join(f"<td>{escape(_text(cell))}</td>" for cell in row) + "</tr>"
        for row in rows
    ]
    return f"<table><tr>{cells}</tr>{''.join(lines)}</table>" if lines else "<p>None.</p>"


def _facts(*pairs: tuple[str, object]) -> str:
    rows = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(_text(value))}</td></tr>" for name, value in pairs
    )
    return f"<table>{rows}</table>"


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _coverage(told: Json) -> Iterable[str]:
    yield _section(
        "What was searched, and what was not",
        f"<p>{escape(coverage_text(told))}</p>"
        + _table(
            ("No.", "File", "Camera", "Kind", "State", "Tracklets", "Start", "Clock", "SHA-256"),
            [
                (
                    one["number"],
                    one["name"],
                    one["camera"],
                    ", ".join(one["modalities"]),
                    state_text(one),
                    one["tracklets"],
                    time_text(one, "start"),
                    one["clock"],
                    one["sha256"],
                )
                for one in told["footage"]
            ],
        ),
    )


def _method(told: Json) -> str:
    return _facts(
        ("Program", told["program"]),
        ("Model, SHA-256", told["model_sha256"]),
        ("Search", told["search"]),
        ("Vectors computed with", device_text(told["index_runs"])),
        ("Python and system", f"{told['python']}, {told['system']}"),
        ("Settings", told["settings"]),
    )


def _model_card(card: Json | None) -> str:
    if card is None:
        return _section("The model's card", _paragraphs([wording.NO_CARD]))
    body = _facts(*card_pairs(card)) + _paragraphs([wording.WEAK_SPOTS]) + _list(card["weak_spots"])
    if card["figures"]:
        body += _paragraphs([wording.SEE_CARD_FIGURES])
    return _section("The model's card", body)


def _self_test(told: Json | None) -> str:
    body = _paragraphs(self_test_texts(told))
    if told is not None:
        body += _paragraphs([wording.SEE_SELF_TEST])
    return _section("Self-test of the program", body)


def _annexes(card: Json | None, told: Json | None) -> Iterable[str]:
    if card is not None and card["figures"]:
        figures = _paragraphs([wording.CARD_FIGURES]) + _table(*card_table(card))
        yield _section(wording.ANNEX_CARD, figures)
    if told is not None:
        yield _section(wording.ANNEX_SELF_TEST, _table(SELF_TEST_HEAD, self_test_rows(told)))


def _errors(figures: list[Json]) -> Iterable[str]:
    rows = [
        (
            one["pair"],
            pairs_text(one),
            " and ".join(str(side) for side in one["tracklets"]),
            "measured" if one["measured"] else "not measured",
            _text(one["reached_by_10_of_100"]),
            _text(one["reached_by_1_of_100"]),
        )
        for one in figures
    ]
    head = (
        "Pair", "Pairs", "Tracklets", "", "10 of 100 different people reach",
        "1 of 100 reach",
    )  # fmt: skip
    body = _table(head, rows) if rows else "<p>Not measured: no such pairs in this case.</p>"
    yield _section("Error figures", _paragraphs([wording.ERROR_FIGURES]) + body)


def _error_groups(groups: list[Json]) -> Iterable[str]:
    if groups:
        yield _paragraphs([wording.ERROR_GROUPS]) + _table(GROUP_HEAD, group_rows(groups))


def _figure(seen: Json | None, caption: str) -> str:
    picture = ""
    if seen is not None and seen["picture"]:
        picture = f"<img src='{escape(seen['picture'], quote=True)}' alt=''>"
    return f"<figure>{picture}<figcaption>{escape(caption)}</figcaption></figure>"


def _findings(findings: list[Json]) -> Iterable[str]:
    scale = _table(("Verdict", "What it says"), wording.SCALE)
    yield _section("Findings", scale if findings else scale + "<p>Nothing was decided.</p>")
    for number, one in enumerate(findings, 1):
        yield f"<h3>{escape(query_title(number, one))}</h3>"
        yield "".join(
            _figure(query, f"{query['label']}: {seen_text(query)}") for query in one["query"]
        )
        for text in filter(None, (gone_text(one), one["failure"])):
            yield f"<p><b>{escape(text)}</b></p>"
        searched = one["searched"]
        if searched:
            yield (
                f"<p>Ranked among {searched['gallery']} tracklets of {searched['footage']} of "
                f"{searched['footage_total']} files.</p>"
            )
        if one["nobody"]:
            yield f"<p><b>{escape(nobody_text(one['nobody']))}</b></p>"
        yield "".join(
            _figure(decided["seen"], f"{decided['label']}: {decided['verdict']}")
            for decided in one["decided"]
        )
        yield _table(
            (
                "Candidate",
                "Rank",
                "Seen",
                "Verdict",
                "Because",
                "Note",
                "Different people",
                "Who, when",
            ),
            [
                (
                    decided["label"],
                    decided["rank"],
                    seen_text(decided["seen"]),
                    decided["verdict"],
                    ", ".join(decided["because"]),
                    decided["note"],
                    figure_text(decided["different_people"]),
                    f"{decided['actor']}, {time_text(decided, 'time')}",
                )
                for decided in one["decided"]
            ],
        )


def _second_readings(readings: list[Json]) -> Iterable[str]:
    told = [wording.SECOND_READING] if readings else [wording.NO_SECOND_READING]
    yield _section("Second reading", _paragraphs(told))
    for one in readings:
        yield _paragraphs(second_reading_texts(one))
        if one["finished"]:
            yield _table(("Candidate", "First", "Second", "Why"), second_reading_rows(one))


def _people(people: list[Json], plan: Json | None) -> Iterable[str]:
    yield _section(
        "People as found",
        _table(
            ("No.", "Name", "Tracklets"),
            [(one["number"], one["name"], ", ".join(one["tracklets"])) for one in people],
        ),
    )
    for one in people:
        if one["tracklets"]:
            yield f"<h3>{escape(route_title(one))}</h3>"
            drawing = route_drawing(one, plan)
            if plan is not None and drawing is not None:
                picture, said = route_svg(drawing, plan)
                yield picture + _paragraphs([said])
            yield _table(ROUTE_HEAD, route_rows(one))
            yield _list(one["route"]["flags"] or [wording.ROUTE_WITHOUT_FLAGS])


def _exhibits(exhibits: list[Json]) -> Iterable[str]:
    body = _table(("Exhibit", "Kind", "File", "SHA-256"), exhibit_rows(exhibits))
    links = "".join(
        f"<li><a href='exhibits/{escape(one['name'])}/{escape(str(file['name']), quote=True)}'>"
        f"{escape(one['name'])}: {escape(str(file['name']))}</a></li>"
        for one in exhibits
        for file in one["files"]
    )
    yield _section("Exhibits", body + (f"<ul>{links}</ul>" if links else ""))


def _checking(report: Json) -> Iterable[str]:
    verify = wording.CHECKING[1].replace("HEAD", report["case"]["log_head"])
    commands = "".join(f"<p><code>{escape(one)}</code></p>" for one in repeat_commands(report))
    yield _section(
        "How to check this report",
        f"<p>{escape(wording.CHECKING[0])}</p><p><code>{escape(verify)}</code></p>"
        f"<p>{escape(wording.CHECKING[2])}</p><p><code>{escape(wording.CHECKING[3])}</code></p>"
        + commands,
    )


def _certificate(report: Json) -> Iterable[str]:
    """A page of its own where it is printed (E43)."""
    statements = "".join(
        f"<li>{escape(text)}{_BLANK * lines}</li>" for text, lines in certificate(report)
    )
    fields = "".join(f"<div>{escape(one)}</div>" for one in wording.CERTIFICATE_FIELDS)
    yield (
        f"<section class='certificate'><h2>{escape(wording.CERTIFICATE_TITLE)}</h2>"
        f"<p><small>{escape(wording.CERTIFICATE_NOTE)}</small></p><ol>{statements}</ol>"
        f"<div class='sign'>{fields}</div></section>"
    )
