"""A report of a case: JSON first, PDF and HTML drawn from it, with its pictures and exhibits."""

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cba_core.domain.case_log import LogAction
from cba_core.domain.decisions import query_key
from cba_core.domain.errors import CbaError, JobCancelled, NotInstalledError
from cba_core.domain.ids import TrackletId, tracklet_label
from cba_core.domain.progress import Progress, TaskContext, Unattended
from cba_core.pipelines.report_facts import (
    FORMAT,
    Json,
    coverage_facts,
    error_facts,
    group_json,
    header_facts,
    method_facts,
    propositions,
)
from cba_core.pipelines.report_files import (
    copy_exhibits,
    copy_pictures,
    exhibit_facts,
    verified_exhibits,
    write_manifest,
)
from cba_core.pipelines.report_findings import asked_queries, config_of, finding_of
from cba_core.pipelines.report_integrity import integrity_facts
from cba_core.pipelines.report_second_reading import second_readings_facts
from cba_core.pipelines.reported_case import ReportedCase

MAKING = "Making the report"
_LIKENESS_DIGITS = 1e-4
"""Two machines may differ in the last digits of a likeness; ranks have to be the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMade:
    """What was written."""

    folder: Path
    json_sha256: str
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RankDifference:
    """Where a list that was made again differs from the report's."""

    query: str
    rank: int
    expected: int | None
    found: int | None


def report_of(
    case: ReportedCase,
    *,
    title: str = "",
    given_propositions: Sequence[str] = (),
    left_out: Mapping[str, str] | None = None,
    with_log: bool = False,
    context: TaskContext | None = None,
) -> Json:
    """Everything a report says, as JSON.

    Args:
        case: the case.
        title: of the report; else the case's.
        given_propositions: two or more that compete; else plain ones.
        left_out: why exhibits are left out, by their names.
        with_log: put the whole log in.
        context: told of progress; may cancel.

    Raises:
        NotIndexedError: the case is not indexed.
        JobCancelled: asked to stop.
    """
    watch = context or Unattended()
    store = case.reading
    head, entries = case.log.head(), case.log.entries()
    times = case.clocks.times()
    curves = list(case.errors().curves.values())
    queries = asked_queries(case.review.decisions(), case.review.nobody_here())
    findings = []
    for number, query in enumerate(queries):
        if watch.is_cancelled():
            raise JobCancelled(MAKING)
        watch.report(Progress(MAKING, number, len(queries), unit="queries"))
        findings.append(finding_of(case, query, times))
    report: Json = {
        "format": FORMAT,
        "case": header_facts(store, head, title),
        "coverage": coverage_facts(store, case.index_state(), times),
        "integrity": integrity_facts(entries),
        "propositions": propositions(given_propositions),
        "method": method_facts(store, case.settings_text(), case.model_id()),
        "error_figures": error_facts(curves),
        "error_groups": [group_json(one) for one in case.error_checks.groups(context=watch)],
        "findings": findings,
        "second_readings": second_readings_facts(case.review.blind.results()),
        "people": [
            {
                "number": one.number,
                "name": one.name,
                "tracklets": [tracklet_label(member) for member in one.tracklets],
            }
            for one in case.review.people()
        ],
        "exhibits": exhibit_facts(case.exhibits.exhibits(), left_out or {}),
    }
    if with_log:
        report["log"] = [json.loads(one.line) for one in entries]
    return report


def make_report(
    case: ReportedCase,
    out: Path,
    *,
    title: str = "",
    given_propositions: Sequence[str] = (),
    leave_out: Sequence[str] = (),
    with_log: bool = False,
    context: TaskContext | None = None,
) -> ReportMade:
    """Write report.json, report.pdf, report.html, pictures, exhibits and a manifest; and log it.

    Exhibits are verified before and their copies after; the names in `leave_out` are told of and
    not copied.

    Raises:
        NotIndexedError: the case is not indexed.
        NotInstalledError: reportlab is missing.
        NotInCaseError: there is no exhibit of a name in `leave_out`.
        CbaError: there is something at `out`, it cannot be written, or an exhibit is not what it
            was.
        JobCancelled: asked to stop.
    """
    target = out.absolute()
    with case.log.failures_of("report"):
        if os.path.lexists(target):
            raise CbaError(f"There is something at {target} already", "Name another folder.")
        left_out = verified_exhibits(case, leave_out, context)
        report = report_of(
            case, title=title, given_propositions=given_propositions, left_out=left_out,
            with_log=with_log, context=context,
        )  # fmt: skip
        return _written(case, report, target, context)


def _written(
    case: ReportedCase, report: Json, target: Path, context: TaskContext | None
) -> ReportMade:
    from cba_core.reporting.report_html import report_html

    try:
        from cba_core.reporting.report_pdf import report_pdf
    except ImportError as error:
        raise NotInstalledError("reportlab", "reporting") from error

    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
    try:
        partial.mkdir()
        text = json.dumps(report, indent=1, sort_keys=True, ensure_ascii=True) + "\n"
        (partial / "report.json").write_text(text, encoding="ascii")
        copy_pictures(case, report, partial)
        kept = [one["name"] for one in report["exhibits"] if one["left_out"] is None]
        copy_exhibits(case, kept, partial, context)
        (partial / "report.html").write_text(report_html(report), encoding="utf-8")
        report_pdf(report, partial / "report.pdf", partial)
        write_manifest(partial)
        partial.rename(target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CbaError(f"{target} cannot be written: {reason}", "Name another place.") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    digest = hashlib.sha256(text.encode("ascii")).hexdigest()
    details = {"path": str(target), "report_sha256": digest, "head": report["case"]["log_head"]}
    case.log.append(LogAction.EXPORT, "report", details)
    return ReportMade(folder=target, json_sha256=digest, head=report["case"]["log_head"])


def read_report(path: Path) -> Json:
    """A report's JSON.

    Raises:
        CbaError: it cannot be read, or is none.
    """
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise CbaError(f"{path} cannot be read: {error}", "Name the report.json.") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise CbaError(f"{path} is no report of this format", "Name the report.json.")
    return told


def differences_of(case: ReportedCase, report: Json) -> list[RankDifference]:
    """Make every list of a report again and compare it rank by rank (E18).

    Raises:
        CbaError: the report is of another case, or names what the case does not have.
    """
    found: list[RankDifference] = []
    for finding in report.get("findings", []):
        told = finding.get("search")
        if not told:
            continue
        query = query_key(TrackletId(int(one["id"])) for one in finding["query"])
        result = case.ranked_again(query, config_of(told))
        name = ", ".join(tracklet_label(one) for one in query)
        again = [(one.tracklet.id, one.similarity) for one in result.candidates]
        before = [(int(one[1]), float(one[2])) for one in finding["list"]]
        for place in range(max(len(again), len(before))):
            expected = before[place] if place < len(before) else None
            got = again[place] if place < len(again) else None
            same = (
                expected is not None
                and got is not None
                and expected[0] == got[0]
                and abs(expected[1] - got[1]) <= _LIKENESS_DIGITS
            )
            if not same:
                found.append(
                    RankDifference(
                        query=name,
                        rank=place + 1,
                        expected=None if expected is None else expected[0],
                        found=None if got is None else got[0],
                    )
                )
    return found
