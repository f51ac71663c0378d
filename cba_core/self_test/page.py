"""A self-test as one page of HTML that needs nothing else: to print, sign and file."""

import re
from collections.abc import Iterable, Mapping
from html import escape

from cba_core.self_test.fixed_set import SetName
from cba_core.self_test.results import SelfTest
from cba_core.self_test.verdicts import JudgedContent, JudgedFigure

_STYLE = """
:root { color-scheme: light; }
body { font: 14px/1.45 "Segoe UI", Roboto, "DejaVu Sans", Arial, sans-serif; color: #1c2024;
  background: #fff; max-width: 60em; margin: 2em auto; padding: 0 1.5em; }
h1 { font-size: 1.7em; margin: 0 0 .2em; }
h2 { font-size: 1.1em; margin: 2em 0 .5em; border-bottom: 1px solid #c9ced4; padding-bottom: .2em; }
p { margin: .4em 0; max-width: 48em; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .25em .8em .25em 0; vertical-align: top;
  border-bottom: 1px solid #e4e7eb; }
th { font-weight: 600; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.name { width: 16em; }
code { font: .88em/1.4 "DejaVu Sans Mono", Consolas, monospace; overflow-wrap: anywhere; }
.verdict { border: 2px solid; padding: .6em 1em; margin: 1.2em 0; font-size: 1.1em; }
.passed { border-color: #1c6b3a; background: #eef7f1; }
.deviates { border-color: #a8231c; background: #fcf0ef; }
tr.off td { background: #fcf0ef; font-weight: 600; }
.sign { display: grid; grid-template-columns: 2fr 2fr 1fr; gap: 2em; margin-top: 3.5em; }
.sign div { border-top: 1px solid #1c2024; padding-top: .3em; }
@media print {
  @page { size: A4; margin: 16mm 14mm; }
  body { font-size: 9.5pt; margin: 0; padding: 0; max-width: none; }
  tr, .verdict, .sign { break-inside: avoid; }
  h2 { break-after: avoid; }
  thead { display: table-header-group; }
}
"""
_ABOUT = """<p>Known footage was indexed and measured by this installation, and its figures were
compared with those recorded for this version.</p>"""
_ABOUT_FIGURES = """<p>A share lies between 0 and 1. Allowed is how far the measured figure may lie
from the recorded one, because other machines round in other ways.</p>"""
_LIMITS = """<p>It tells that this installation does what the program did where its figures were
recorded. The set is small and made by computer: the figures say nothing of how well people are
found in other footage, and nothing of any case.</p>"""
_PIXELS_DIFFER = """<p>Some of the footage is not, to the byte, the one that the figures were
recorded with. Graphics drivers, encoders and processors round in ways of their own; that alone is
no deviation, and what follows from it has to stay within what is allowed. <code>cba self-test
--sample</code> compares, within narrower bounds, on footage whose pixels are the same everywhere.
</p>"""
_PIXELS_SAME = "<p>Every file is, to the byte, the one that the figures were recorded with.</p>"
_HASH = re.compile("[0-9a-f]{40,}")
_SIGN = '<div class="sign"><div>Name</div><div>Signature</div><div>Date</div></div>'


def page(test: SelfTest) -> str:
    """The whole page."""
    measured = test.measured
    title = f"Duskline self-test, {measured.began:%Y-%m-%d %H:%M} UTC"
    run = {
        "Began": f"{measured.began:%Y-%m-%d %H:%M:%S} UTC",
        "Took": f"{measured.seconds:.0f} s",
        "Detector": f"{measured.index.detector} on {measured.index.detector_backend}",
        "Encoder": f"on {measured.index.encoder_backend}",
        "Drawn by": measured.chosen.renderer or "nobody: the footage is embedded",
    }
    parts = [
        "<h1>Duskline self-test</h1>",
        _ABOUT,
        _verdict(test),
        "<h2>Program and machine</h2>",
        _facts({**measured.program, **measured.machine, **run}),
        "<h2>Figures</h2>",
        _ABOUT_FIGURES,
        _figures(test.figures),
        "<h2>Files that have to be the recorded ones</h2>",
        _contents(test.contents),
        "<h2>Footage</h2>",
        _footage(test),
        "<h2>Libraries</h2>",
        _facts(measured.libraries),
        "<h2>Where the figures were recorded</h2>",
        _facts(test.recorded.recorded_with),
        "<h2>What this page tells, and what not</h2>",
        _LIMITS,
        _SIGN,
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>\n"
        + "\n".join(parts)
        + "\n</body></html>\n"
    )


def _verdict(test: SelfTest) -> str:
    total = len(test.figures) + len(test.contents)
    if test.passed:
        return (
            f'<div class="verdict passed"><strong>Passed.</strong> All {total} figures and files '
            "are as recorded, within what is allowed.</div>"
        )
    names = ", ".join(escape(name) for name in test.deviations)
    return (
        f'<div class="verdict deviates"><strong>Deviates.</strong> {len(test.deviations)} of '
        f"{total} figures and files are not as recorded: {names}.</div>"
    )


def _figures(figures: Iterable[JudgedFigure]) -> str:
    rows = [
        f"<tr{'' if one.passed else ' class=off'}><td>{escape(one.name)}</td>"
        f'<td class="number">{figure_text(one.expected, is_count=one.is_count)}</td>'
        f'<td class="number">± {figure_text(one.allowed, is_count=one.is_count)}</td>'
        f'<td class="number">{figure_text(one.measured, is_count=one.is_count)}</td>'
        f"<td>{escape(verdict_text(one))}</td></tr>"
        for one in figures
    ]
    head = (
        '<thead><tr><th>Figure</th><th class="number">Recorded</th><th class="number">Allowed</th>'
        '<th class="number">Measured</th><th>Verdict</th></tr></thead>'
    )
    return f"<table>{head}<tbody>{''.join(rows)}</tbody></table>"


def _contents(contents: Iterable[JudgedContent]) -> str:
    rows = [
        f"<tr{'' if one.passed else ' class=off'}><td class=name>{escape(one.name)}</td>"
        f"<td><code>{escape(one.found or 'is not there')}</code>{_instead_of(one)}</td>"
        f"<td>{'as recorded' if one.passed else 'DEVIATES'}</td></tr>"
        for one in contents
    ]
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def _instead_of(one: JudgedContent) -> str:
    if one.passed:
        return ""
    return f"<br>recorded: <code>{escape(one.expected or 'no such file')}</code>"


def _footage(test: SelfTest) -> str:
    measured = test.measured
    is_rendered = measured.chosen.name is SetName.RENDERED
    told = [f"<p>{escape(measured.chosen.why)}</p>"]
    if is_rendered:
        told.append(_PIXELS_SAME if test.has_recorded_pixels else _PIXELS_DIFFER)
    else:
        told.append("<p>The embedded sample was measured. Nobody in it exists.</p>")
    told.append(_facts(measured.footage, code=True))
    return "".join(told)


def _facts(facts: Mapping[str, str], *, code: bool = False) -> str:
    rows = [
        f"<tr><td class=name>{escape(name)}</td><td>"
        f"{f'<code>{escape(value)}</code>' if code or _is_hash(value) else escape(value)}</td></tr>"
        for name, value in facts.items()
    ]
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def _is_hash(value: str) -> bool:
    return _HASH.match(value) is not None


def figure_text(value: float | None, *, is_count: bool = False) -> str:
    """Counts as whole numbers, shares with three digits, what is undefined as a dash."""
    if value is None:
        return "-"
    return f"{value:.0f}" if is_count else f"{value:.3f}"


def verdict_text(one: JudgedFigure) -> str:
    """`as recorded`, `within`, or how it deviates."""
    if one.remark:
        return f"DEVIATES: {one.remark}"
    if not one.passed:
        return "DEVIATES"
    return "as recorded" if one.is_as_recorded else "within"
