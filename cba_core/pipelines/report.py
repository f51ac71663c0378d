"""A report of a case: JSON first, PDF and HTML drawn from it, with its pictures and exhibits."""

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from cba_core.domain.case_log import LogAction
from cba_core.domain.case_report import RankDifference, ReportMade, ReportWishes
from cba_core.domain.decisions import query_key
from cba_core.domain.errors import CbaError, DiskFullError, JobCancelled, NotInstalledError
from cba_core.domain.ids import TrackletId, tracklet_label
from cba_core.domain.progress import Progress, TaskContext, Unattended, checkpoints
from cba_core.pipelines.kept_self_test import kept_self_test
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
    plan_facts,
    verified_exhibits,
    write_manifest,
)
from cba_core.pipelines.report_findings import asked_queries, config_of, finding_of
from cba_core.pipelines.report_integrity import integrity_facts
from cba_core.pipelines.report_program import card_facts, index_runs, self_test_facts
from cba_core.pipelines.report_second_reading import second_readings_facts
from cba_core.pipelines.reported_case import ReportedCase
from cba_core.pipelines.route_facts import route_json
from cba_core.store.file_system import NO_ROOM

MAKING = "Making the report"
CHECKING = "Making the lists again"
_LIKENESS_DIGITS = 1e-4
"""Two machines may differ in the last digits of a likeness; ranks have to be the same."""


def report_facts(case: ReportedCase, context: TaskContext | None = None) -> Json:
    """Everything a report says of a case, whatever a person asks of it; `as_wished` adds that.

    Raises:
        NotIndexedError: the case is not indexed.
        JobCancelled: asked to stop.
    """
    watch = context or Unattended()
    store = case.reading
    head, entries = case.log.head(), case.log.entries()
    times = case.clocks.times()
    curves = list(case.errors().curves.values())
    people = case.review.people()  # read once: another program may make one meanwhile
    routes = {one.number: route_json(one) for one in case.plan.routes(people)}
    queries = asked_queries(case.review.decisions(), case.review.nobody_here())
    card = case.models.card()
    findings = []
    for number, query in enumerate(queries):
        if watch.is_cancelled():
            raise JobCancelled(MAKING)
        watch.report(Progress(MAKING, number, len(queries), unit="queries"))
        findings.append(finding_of(case, query, times))
    return {
        "format": FORMAT,
        "case": header_facts(store, head),
        "coverage": coverage_facts(store, case.index_state(), times),
        "integrity": integrity_facts(entries),
        "method": {
            **method_facts(store, case.settings_text(), case.model_id()),
            "index_runs": index_runs(entries, case.model_id()),
        },
        "self_test": self_test_facts(kept_self_test(case.model_id()), case.model_id()),
        "model_card": None if card is None else card_facts(card),
        "error_figures": error_facts(curves),
        "error_groups": [group_json(one) for one in case.error_checks.groups(context=watch)],
        "findings": findings,
        "plan": plan_facts(case.plan.get()),
        "second_readings": second_readings_facts(case.review.blind.results()),
        "people": [
            {
                "number": one.number,
                "name": one.name,
                "tracklets": [tracklet_label(member) for member in one.tracklets],
                "route": routes[one.number],
            }
            for one in people
        ],
    }


def as_wished(
    case: ReportedCase, facts: Json, wishes: ReportWishes, left_out: Mapping[str, str]
) -> Json:
    """A report of facts that were gathered, as a person asks for it.

    Args:
        case: the case.
        facts: as `report_facts` gathered them; they stay as they are.
        wishes: title, propositions, and whether the whole log is to be in it.
        left_out: why exhibits are left out, by their names.

    Raises:
        ConfigError: one proposition is given, which competes with nothing.
    """
    title = wishes.title.strip()
    report: Json = {
        **facts,
        "case": {**facts["case"], "title": title} if title else facts["case"],
        "propositions": propositions(wishes.propositions),
        "exhibits": exhibit_facts(case.exhibits.exhibits(), left_out, case.exhibits.reviews()),
    }
    if wishes.with_log:
        count = int(facts["case"]["log_head"].partition(":")[0])
        report["log"] = [json.loads(one.line) for one in case.log.entries(1, count)]
    return report


def make_report(
    case: ReportedCase,
    out: Path,
    wishes: ReportWishes,
    *,
    context: TaskContext | None = None,
) -> ReportMade:
    """Write report.json, report.pdf, report.html, pictures, exhibits and a manifest; and log it.

    Exhibits are verified before and their copies after; those to be left out are told of and not
    copied.

    Raises:
        NotIndexedError: the case is not indexed.
        NotInstalledError: reportlab is missing.
        NotInCaseError: there is no exhibit of a name that is to be left out.
        ExhibitChangedError: another exhibit is not what it was.
        DiskFullError: there is no room for it; nothing is left of it.
        CbaError: there is something at `out`, or it cannot be written.
        JobCancelled: asked to stop.
    """
    target = out.absolute()
    with case.log.failures_of("report"):
        if os.path.lexists(target):
            raise CbaError(f"There is something at {target} already", "Name another folder.")
        propositions(wishes.propositions)  # refused before anything is read
        left_out = verified_exhibits(case, wishes.leave_out, context)
        report = as_wished(case, report_facts(case, context), wishes, left_out)
        return _written(case, report, target, context)


def _written(
    case: ReportedCase, report: Json, target: Path, context: TaskContext | None
) -> ReportMade:
    from cba_core.reporting.report_html import report_html

    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
    try:
        partial.mkdir()
        text = json.dumps(report, indent=1, sort_keys=True, ensure_ascii=True) + "\n"
        (partial / "report.json").write_text(text, encoding="ascii")
        copy_pictures(case, report, partial)
        kept = [one["name"] for one in report["exhibits"] if one["left_out"] is None]
        copy_exhibits(case, kept, partial, context)
        (partial / "report.html").write_text(report_html(report), encoding="utf-8")
        draw_pdf(report, partial / "report.pdf", partial)
        write_manifest(partial)
        partial.rename(target)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFullError(target) from error
        reason = error.strerror or str(error)
        raise CbaError(f"{target} cannot be written: {reason}", "Name another place.") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    digest = hashlib.sha256(text.encode("ascii")).hexdigest()
    details = {"path": str(target), "report_sha256": digest, "head": report["case"]["log_head"]}
    case.log.append(LogAction.EXPORT, "report", details)
    return ReportMade(folder=target, json_sha256=digest, head=report["case"]["log_head"])


def draw_pdf(report: Json, target: Path, pictures: Path) -> None:
    """Draw a report; `pictures` is the folder that its pictures are relative to.

    Raises:
        NotInstalledError: reportlab is missing.
        OSError: it cannot be written.
    """
    try:
        from cba_core.reporting.report_pdf import report_pdf
    except ImportError as error:
        raise NotInstalledError("reportlab", "reporting") from error
    report_pdf(report, target, pictures)


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


def lists_of(report: Json) -> list[Json]:
    """Findings of a report that have a list to be made again."""
    return [one for one in report.get("findings", []) if one.get("search")]


def differences_of(
    case: ReportedCase, report: Json, context: TaskContext | None = None
) -> list[RankDifference]:
    """Make every list of a report again and compare it rank by rank (E18).

    Raises:
        CbaError: the report is of another case, or names what the case does not have.
        JobCancelled: asked to stop.
    """
    found: list[RankDifference] = []
    for finding in checkpoints(lists_of(report), CHECKING, context or Unattended()):
        told = finding["search"]
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
