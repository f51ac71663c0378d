"""The report as a page that any browser opens without the program; no script, no network."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape
from typing import Any

from cba_core.reporting import wording

Json = Mapping[str, Any]

_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;
color:#1b1f24}h1{font-size:1.7rem;margin:.2rem 0}
h2{margin-top:2.2rem;border-bottom:2px solid #1f4e79;color:#1f4e79}
table{border-collapse:collapse;width:100%;margin:.6rem 0}
td,th{border-bottom:1px solid #ccd3da;padding:.35rem .5rem;text-align:left;vertical-align:top}
th{background:#eef2f6}code{font:13px ui-monospace,monospace;word-break:break-all}
td{overflow-wrap:anywhere}img{height:128px;border:1px solid #ccd3da}
figure{display:inline-block;margin:.3rem .6rem .3rem 0;vertical-align:top}
figcaption{max-width:14rem;font-size:.85rem}
.head{background:#eef2f6;padding:.6rem .8rem;border-left:4px solid #1f4e79}
.sign{margin-top:3rem;display:flex;gap:3rem}
.sign div{border-top:1px solid #1b1f24;flex:1;padding-top:.3rem}
@media print{body{max-width:none;margin:0}h2{break-after:avoid}tr,figure{break-inside:avoid}}
""".strip()


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
            ("State of the case", f"{time_text(case['as_of'])} (last row of its log)"),
        ),
        f"<p class='head'>Head of the log: <code>{escape(case['log_head'])}</code></p>",
        *_coverage(report["coverage"]),
        _section("Propositions", _list(report["propositions"])),
        _section("Method", _paragraphs(wording.METHOD) + _method(report["method"])),
        _section("Limits", _list(wording.LIMITS)),
        *_errors(report["error_figures"]),
        *_findings(report["findings"]),
        *_people(report["people"]),
        *_exhibits(report["exhibits"]),
        _section("Not done", _list(wording.NOT_DONE)),
        *_checking(report),
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
                    time_text(one["start"]),
                    one["clock"],
                    one["sha256"],
                )
                for one in told["footage"]
            ],
        ),
    )


def coverage_text(told: Json) -> str:
    """One sentence of what was searched."""
    text = (
        f"{told['searched']} of {told['total']} footage files were searched; "
        f"{told['failed']} failed, {told['missing']} were not there. Found: "
        f"{told['tracklets_visible']} visible and {told['tracklets_infrared']} infrared tracklets"
    )
    left = told["tracklets_without_vector"]
    text += f", {left} of which could not be compared." if left else "."
    return " ".join([text, *_gaps(told)])


def _gaps(told: Json) -> Iterable[str]:
    """Of reports that tell of gaps; those of older programs do not."""
    if told.get("gaps"):
        yield (
            f"Recordings have {told['gaps']} gaps of {told['gaps_s']:.1f} s together, in "
            f"{told['footage_with_gaps']} files: there is no footage of these times."
        )
    if told.get("footage_gaps_unknown"):
        yield (
            f"Whether there are gaps within {told['footage_gaps_unknown']} files is not known: "
            "their time stamps were not read, or they carry none."
        )


def state_text(footage: Json) -> str:
    """State and failure of a file."""
    text = "searched" if footage["state"] == "indexed" else str(footage["state"])
    if footage["failure"]:
        text += f": {footage['failure']}"
    faults = footage.get("time_faults") or {}
    if faults.get("gaps"):
        text += f"; {faults['gaps']} gaps, {faults['gaps_s']:.1f} s"
    return text if footage["is_there"] else f"{text}; not where it was"


def _method(told: Json) -> str:
    return _facts(
        ("Program", told["program"]),
        ("Model, SHA-256", told["model_sha256"]),
        ("Search", told["search"]),
        ("Python and system", f"{told['python']}, {told['system']}"),
        ("Settings", told["settings"]),
    )


def _errors(figures: list[Json]) -> Iterable[str]:
    rows = [
        (
            one["pair"],
            one["pairs"],
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


def time_text(iso: str | None) -> str:
    """`2026-03-11 14:11:51 UTC+01:00`; the JSON has the microseconds."""
    if iso is None:
        return "not told"
    time = datetime.fromisoformat(iso)
    offset = time.isoformat()[-6:]
    zone = "" if offset == "+00:00" else offset
    return f"{time:%Y-%m-%d %H:%M:%S} UTC{zone}"


def figure_text(figure: Json | None) -> str:
    """How often different people score as high as a candidate."""
    if figure is None:
        return "not measured"
    share = 100 * figure["at_least"] / figure["pairs"]
    low, high = 100 * figure["low"], 100 * figure["high"]
    return f"{share:.0f} of 100 ({low:.0f} to {high:.0f}), n = {figure['pairs']}"


def seen_text(seen: Json | None) -> str:
    """Camera and time of a tracklet."""
    if seen is None:
        return "no more in the case"
    of_file = f"{seen['from_s']:.1f} to {seen['to_s']:.1f} s of the file"
    when = time_text(seen["start"]) if seen["start"] else of_file
    return f"{seen['camera']}, {seen['modality']}, {when}"


def _figure(seen: Json | None, caption: str) -> str:
    picture = ""
    if seen is not None and seen["picture"]:
        picture = f"<img src='{escape(seen['picture'], quote=True)}' alt=''>"
    return f"<figure>{picture}<figcaption>{escape(caption)}</figcaption></figure>"


def _findings(findings: list[Json]) -> Iterable[str]:
    scale = _table(("Verdict", "What it says"), wording.SCALE)
    yield _section("Findings", scale if findings else scale + "<p>Nothing was decided.</p>")
    for number, one in enumerate(findings, 1):
        labels = ", ".join(query["label"] for query in one["query"])
        yield f"<h3>Query {number}: {escape(labels)}</h3>"
        yield "".join(
            _figure(query, f"{query['label']}: {seen_text(query)}") for query in one["query"]
        )
        if one.get("failure"):
            yield f"<p>{escape(one['failure'])}</p>"
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
                    f"{decided['actor']}, {time_text(decided['time'])}",
                )
                for decided in one["decided"]
            ],
        )


def nobody_text(nobody: Json) -> str:
    """That nobody on a list is the one."""
    note = f" ({nobody['note']})" if nobody["note"] else ""
    return f"{nobody['actor']} found nobody on this list, {time_text(nobody['time'])}{note}."


def _people(people: list[Json]) -> Iterable[str]:
    yield _section(
        "People as found",
        _table(
            ("No.", "Name", "Tracklets"),
            [(one["number"], one["name"], ", ".join(one["tracklets"])) for one in people],
        ),
    )


def _exhibits(exhibits: list[Json]) -> Iterable[str]:
    rows = [
        (one["name"], one["kind"], file["name"], file["sha256"])
        for one in exhibits
        for file in one["files"]
    ]
    body = _table(("Exhibit", "Kind", "File", "SHA-256"), rows)
    links = "".join(
        f"<li><a href='exhibits/{escape(one['name'])}/{escape(str(file['name']), quote=True)}'>"
        f"{escape(one['name'])}: {escape(str(file['name']))}</a></li>"
        for one in exhibits
        for file in one["files"]
    )
    yield _section("Exhibits", body + (f"<ul>{links}</ul>" if links else ""))


def _checking(report: Json) -> Iterable[str]:
    commands = "".join(f"<p><code>{escape(one)}</code></p>" for one in repeat_commands(report))
    yield _section(
        "How to check this report",
        f"<p>{escape(wording.CHECKING[0])}</p><p><code>{escape(wording.CHECKING[1])}</code></p>"
        f"<p>{escape(wording.CHECKING[2])}</p><p><code>{escape(wording.CHECKING[3])}</code></p>"
        + commands,
    )
    yield _section(
        "Certificate", f"<p>{escape(wording.CERTIFICATE)}</p>"
        "<div class='sign'><div>Place and date</div><div>Signature</div></div>",
    )  # fmt: skip


def repeat_commands(report: Json) -> list[str]:
    """The command that makes each list again (E18)."""
    return [
        f"cba search CASE.duskcase {','.join(one['label'] for one in finding['query'])} "
        f"--into {finding['search']['into']} --limit {finding['search']['limit']} --show-rejected"
        for finding in report["findings"]
        if finding["search"]
    ]
