"""A report of a case: JSON first, PDF and HTML drawn from it, with its pictures and exhibits."""

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from cba_core.config.search_config import SearchConfig
from cba_core.domain.case_log import LogAction
from cba_core.domain.decisions import QueryKey, query_key
from cba_core.domain.error_figures import ErrorCurves
from cba_core.domain.errors import CbaError, JobCancelled, NotInstalledError
from cba_core.domain.ids import ModelId, TrackletId, tracklet_label
from cba_core.domain.overview import IndexState
from cba_core.domain.progress import Progress, TaskContext, Unattended
from cba_core.domain.repositories import CaseStore
from cba_core.domain.search import SearchResult
from cba_core.domain.tracklets import Tracklet
from cba_core.pipelines.case_log import CaseLog
from cba_core.pipelines.exhibits import CaseExhibits
from cba_core.pipelines.report_facts import (
    FORMAT,
    Json,
    asked_queries,
    config_of,
    coverage_facts,
    exhibit_facts,
    finding_facts,
    header_facts,
    into_of,
    known_only,
    longest_list,
    method_facts,
    propositions,
    search_settings,
    tracklet_facts,
)
from cba_core.pipelines.review import CaseReview

MAKING = "Making the report"
_LIKENESS_DIGITS = 1e-4
"""Two machines may differ in the last digits of a likeness; ranks have to be the same."""


class ReportedCase(Protocol):
    """What a report needs of an open case."""

    log: CaseLog
    review: CaseReview
    exhibits: CaseExhibits

    @property
    def reading(self) -> CaseStore:
        """The store."""
        ...

    def settings_text(self) -> str:
        """Settings of the last indexing run as JSON."""
        ...

    def model_id(self) -> ModelId | None:
        """The model that searches use."""
        ...

    def index_state(self) -> IndexState:
        """How far the index has come."""
        ...

    def errors(self) -> ErrorCurves:
        """How alike different people are here."""
        ...

    def tracklet(self, tracklet_id: TrackletId) -> Tracklet:
        """One of the case's."""
        ...

    def ranked_again(self, query: QueryKey, config: SearchConfig) -> SearchResult:
        """A list that was made before, made again."""
        ...


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
    with_log: bool = False,
    context: TaskContext | None = None,
) -> Json:
    """Everything a report says, as JSON.

    Raises:
        NotIndexedError: the case is not indexed.
        JobCancelled: asked to stop.
    """
    watch = context or Unattended()
    store = case.reading
    head = case.log.head()
    decisions, nobody = case.review.decisions(), case.review.nobody_here()
    queries = asked_queries(decisions, nobody)
    findings = []
    for number, query in enumerate(queries):
        if watch.is_cancelled():
            raise JobCancelled(MAKING)
        watch.report(Progress(MAKING, number, len(queries), unit="queries"))
        findings.append(_finding(case, query))
    curves = sorted(
        case.errors().curves.values(), key=lambda one: (one.kind.cameras is None, str(one.kind))
    )
    report: Json = {
        "format": FORMAT,
        "case": header_facts(store, head, title),
        "coverage": coverage_facts(store, case.index_state()),
        "propositions": propositions(given_propositions),
        "method": method_facts(store, case.settings_text(), case.model_id()),
        "error_figures": [
            {
                "pair": _pair_text(one.kind.cameras, [side.value for side in one.kind.modalities]),
                "pairs": len(one.similarities),
                "tracklets": list(one.tracklets),
                "measured": one.is_measured,
                "reached_by_10_of_100": round(one.exceeded_by(0.1), 4) if one.is_measured else None,
                "reached_by_1_of_100": round(one.exceeded_by(0.01), 4) if one.is_measured else None,
            }
            for one in curves
        ],
        "findings": findings,
        "people": [
            {
                "number": one.number,
                "name": one.name,
                "tracklets": [tracklet_label(member) for member in one.tracklets],
            }
            for one in case.review.people()
        ],
        "exhibits": exhibit_facts(case.exhibits.exhibits()),
    }
    if with_log:
        report["log"] = [json.loads(one.line) for one in case.log.entries()]
    return report


def make_report(
    case: ReportedCase,
    out: Path,
    *,
    title: str = "",
    given_propositions: Sequence[str] = (),
    with_log: bool = False,
    context: TaskContext | None = None,
) -> ReportMade:
    """Write report.json, report.pdf, report.html, pictures, exhibits and a manifest; and log it.

    Raises:
        NotIndexedError: the case is not indexed.
        NotInstalledError: reportlab is missing.
        CbaError: there is something at `out`, or it cannot be written.
    """
    with case.log.failures_of("report"):
        report = report_of(
            case,
            title=title,
            given_propositions=given_propositions,
            with_log=with_log,
            context=context,
        )
        return _written(case, report, out.absolute())


def _written(case: ReportedCase, report: Json, target: Path) -> ReportMade:
    from cba_core.reporting.report_html import report_html

    try:
        from cba_core.reporting.report_pdf import report_pdf
    except ImportError as error:
        raise NotInstalledError("reportlab", "reporting") from error

    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
    try:
        if os.path.lexists(target):
            raise CbaError(f"There is something at {target} already", "Name another folder.")
        partial.mkdir()
        text = json.dumps(report, indent=1, sort_keys=True, ensure_ascii=True) + "\n"
        (partial / "report.json").write_text(text, encoding="ascii")
        _copy_pictures(case, report, partial)
        _copy_exhibits(case, partial)
        (partial / "report.html").write_text(report_html(report), encoding="utf-8")
        report_pdf(report, partial / "report.pdf", partial)
        _write_manifest(partial)
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


def _finding(case: ReportedCase, query: QueryKey) -> Json:
    decisions = case.review.decisions(query)
    nobody = next((one for one in case.review.nobody_here() if one.query == query), None)
    try:
        known = known_only(case.reading, query)
        queries = [case.tracklet(one) for one in known]
        told = search_settings(longest_list(decisions), into_of(queries))
        return finding_facts(case.ranked_again(known, config_of(told)), decisions, nobody, told)
    except CbaError as error:
        # The list cannot be made any more; what was decided is reported all the same.
        there = case.reading.tracklets.existing(query)
        return {
            "query": [
                tracklet_facts(case.tracklet(one))
                if one in there
                else {"id": int(one), "label": tracklet_label(one), "picture": None, "start": None,
                      "camera": "no more in the case", "modality": "", "from_s": 0.0, "to_s": 0.0}
                for one in query
            ],
            "search": None,
            "searched": None,
            "list": [],
            "failure": f"{error.what}. {error.remedy}",
            "decided": _without_list(decisions),
            "nobody": None,
        }  # fmt: skip


def _without_list(decisions: Sequence[Any]) -> list[Json]:
    return [
        {
            "candidate": int(one.candidate), "label": tracklet_label(one.candidate), "seen": None,
            "rank": None, "rank_shown": one.rank_shown, "verdict": one.verdict.value,
            "because": [why.value for why in one.because], "note": one.note, "actor": one.actor,
            "time": one.time.isoformat(), "different_people": None,
        }
        for one in decisions
    ]  # fmt: skip


def _pair_text(cameras: tuple[str, str] | None, modalities: Sequence[str]) -> str:
    if cameras is None:
        return f"any cameras, {' and '.join(dict.fromkeys(modalities))}"
    sides = [f"{camera} ({kind})" for camera, kind in zip(cameras, modalities, strict=True)]
    return " and ".join(dict.fromkeys(sides))


def _copy_pictures(case: ReportedCase, report: Json, folder: Path) -> None:
    (folder / "pictures").mkdir()
    wanted = {}
    for finding in report["findings"]:
        for seen in [*finding["query"], *(one["seen"] for one in finding["decided"])]:
            if seen is not None and seen["picture"]:
                wanted[seen["id"]] = seen["picture"]
    for identifier, name in sorted(wanted.items()):
        cover = case.tracklet(TrackletId(identifier)).cover
        if cover is not None and cover.is_file():
            shutil.copyfile(cover, folder / name)


def _copy_exhibits(case: ReportedCase, folder: Path) -> None:
    for exhibit in case.exhibits.exhibits():
        shutil.copytree(exhibit.folder, folder / "exhibits" / exhibit.name)


def _write_manifest(folder: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [
        {
            "name": path.relative_to(folder).as_posix(),
            "size_bytes": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in files
    ]
    text = json.dumps({"format": "duskline manifest 1", "files": lines}, indent=1) + "\n"
    (folder / "manifest.json").write_text(text, encoding="ascii")
