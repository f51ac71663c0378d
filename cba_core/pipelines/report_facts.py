"""Everything a report says, gathered from a case as JSON; PDF and HTML are drawn from it alone.

Nothing in it depends on where or when it is made: its time is that of the log's last row. So the
same case gives the same bytes (E18, E24, E25).
"""

import platform
from collections.abc import Mapping, Sequence
from typing import Any

import cba_core
from cba_core.config.search_config import MOST_CANDIDATES, SearchConfig
from cba_core.domain.case_log import LogHead
from cba_core.domain.clocks import sentence
from cba_core.domain.coverage import RecordingGaps
from cba_core.domain.decisions import Decision, NobodyHere, QueryKey
from cba_core.domain.errors import CbaError, ConfigError
from cba_core.domain.exhibits import Exhibit
from cba_core.domain.footage import FootageState
from cba_core.domain.ids import TrackletId, tracklet_label
from cba_core.domain.overview import IndexState
from cba_core.domain.repositories import CaseStore, TrackletFilter
from cba_core.domain.search import Candidate, SearchResult
from cba_core.domain.tracklets import Tracklet

FORMAT = "duskline report 1"
SHOWN = 60
"""Ranks that a report repeats of each query, and at least down to the last decided candidate."""

Json = dict[str, Any]


def propositions(given: Sequence[str]) -> list[str]:
    """Two that compete: the person's own words, or plain ones (E24)."""
    told = [one.strip() for one in given if one.strip()]
    if not told:
        return [
            "The candidate shows the person of the query.",
            "The candidate shows another person of similar appearance.",
        ]
    if len(told) == 1:
        raise ConfigError("proposition", "give two that compete: --proposition A --proposition B")
    return told


def header_facts(store: CaseStore, head: LogHead, title: str) -> Json:
    """Whose case, as of when, and the head of its log."""
    facts = store.facts
    last = store.log.entries(head.count, 1)
    return {
        "title": title or facts.title or f"Case {facts.number}",
        "number": facts.number,
        "examiner": facts.examiner,
        "purpose": facts.purpose,
        "time_zone": facts.time_zone,
        "created": facts.created.isoformat() if facts.created else None,
        "as_of": last[0].time.isoformat() if last else None,
        "log_head": str(head),
    }


def coverage_facts(store: CaseStore, state: IndexState) -> Json:
    """What was and what was not searched (U2)."""
    clocks, stamps = store.clocks.all(), store.time_stamps.counts()
    footage = store.footage.all()
    gaps = RecordingGaps.of(footage, stamps)
    tracklets: dict[int, int] = {}
    for seen in store.tracklets.find(TrackletFilter()):
        tracklets[seen.footage_id] = tracklets.get(seen.footage_id, 0) + 1
    files = []
    for one in footage:
        clock, told = clocks.get(one.id), stamps.get(one.id)
        files.append(
            {
                "number": one.id,
                "name": one.name,
                "sha256": one.sha256,
                "size_bytes": one.size_bytes,
                "camera": one.camera,
                "modalities": sorted(one.modalities),
                "modality_told": one.told_modality is not None,
                "duration_s": one.facts.duration_s,
                "start": one.start_time.isoformat() if one.start_time else None,
                "clock": "not told" if clock is None else sentence(clock.facts),
                "clock_evidence": "" if clock is None else clock.facts.evidence,
                "state": one.reached.value,
                "is_there": one.state is not FootageState.MISSING,
                "failure": one.failure,
                "tracklets": tracklets.get(one.id, 0),
                "time_faults": None
                if told is None
                else {
                    "gaps": told.gaps,
                    "gaps_s": round(told.gap_s, 3),
                    "repeats": told.repeats,
                    "jumps_back": told.jumps_back,
                    "without": told.without,
                },
            }
        )
    return {
        "footage": files,
        "searched": state.footage_indexed,
        "failed": state.footage_failed,
        "missing": state.footage_missing,
        "total": state.footage_total,
        "tracklets_visible": state.tracklets_visible,
        "tracklets_infrared": state.tracklets_infrared,
        "tracklets_without_vector": state.tracklets_without_vector,
        "gaps": gaps.gaps,
        "gaps_s": round(gaps.seconds, 3),
        "footage_with_gaps": gaps.files,
        "footage_gaps_unknown": gaps.unknown,
    }


def method_facts(store: CaseStore, settings: str, model: str | None) -> Json:
    """With what, exactly."""
    return {
        "model_sha256": model,
        "settings": settings,
        "program": f"Duskline {cba_core.__version__}",
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "search": "exact; equal scores are ordered by tracklet number",
        "time_zone": store.facts.time_zone,
    }


def tracklet_facts(tracklet: Tracklet) -> Json:
    """Where and when somebody was seen."""
    return {
        "id": tracklet.id,
        "label": tracklet.label,
        "footage": tracklet.footage_id,
        "camera": tracklet.camera,
        "modality": tracklet.modality.value,
        "from_s": round(tracklet.start_s, 3),
        "to_s": round(tracklet.end_s, 3),
        "start": tracklet.start_time.isoformat() if tracklet.start_time else None,
        "picture": None if tracklet.cover is None else f"pictures/{tracklet.label}.jpg",
    }


def asked_queries(decisions: Sequence[Decision], nobody: Sequence[NobodyHere]) -> list[QueryKey]:
    """Every query that somebody decided on, in the order of first deciding."""
    told = [(one.time, one.query) for one in decisions]
    told += [(one.time, one.query) for one in nobody]
    return list(dict.fromkeys(query for _, query in sorted(told)))


def search_settings(result_limit: int, into: str) -> Json:
    """What has to be asked to get a list again."""
    return {"into": into, "limit": result_limit, "show_rejected": True}


def config_of(told: Mapping[str, Any]) -> SearchConfig:
    """The search that `search_settings` told.

    Raises:
        ConfigError: it is none.
    """
    into = told.get("into")
    limit = told.get("limit")
    if into not in {"other", "any", "visible", "infrared"} or not isinstance(limit, int):
        raise ConfigError("search", "the report does not say how its list was made")
    return SearchConfig(into=into, limit=limit, show_rejected=True)


def finding_facts(
    result: SearchResult,
    decisions: Sequence[Decision],
    nobody: NobodyHere | None,
    told: Json,
) -> Json:
    """One query: its list as it stands, and every candidate that was decided on, kept or not."""
    ranks = {one.tracklet.id: one for one in result.candidates}
    searched = result.searched
    return {
        "query": [tracklet_facts(one) for one in result.queries],
        "search": told,
        "searched": {
            "gallery": searched.gallery,
            "without_vector": searched.without_vector,
            "modalities": [one.value for one in searched.modalities],
            "footage": searched.footage.indexed,
            "footage_total": searched.footage.total,
        },
        "list": [
            [one.rank, one.tracklet.id, round(one.similarity, 6)] for one in result.candidates
        ],
        "decided": [_decided(one, ranks.get(one.candidate)) for one in decisions],
        "nobody": None
        if nobody is None
        else {
            "actor": nobody.actor,
            "time": nobody.time.isoformat(),
            "note": nobody.note,
            "shown": nobody.shown,
        },
    }


def _decided(decision: Decision, candidate: Candidate | None) -> Json:
    figure = None if candidate is None else candidate.error
    return {
        "candidate": int(decision.candidate),
        "label": tracklet_label(decision.candidate),
        "seen": None if candidate is None else tracklet_facts(candidate.tracklet),
        "rank": None if candidate is None else candidate.rank,
        "rank_shown": decision.rank_shown,
        "verdict": decision.verdict.value,
        "because": [one.value for one in decision.because],
        "note": decision.note,
        "actor": decision.actor,
        "time": decision.time.isoformat(),
        "different_people": None
        if figure is None
        else {
            "at_least": figure.at_least,
            "pairs": figure.pairs,
            "low": round(figure.interval[0], 4),
            "high": round(figure.interval[1], 4),
        },
    }


def exhibit_facts(exhibits: Sequence[Exhibit]) -> list[Json]:
    """Exhibits with the hashes of their files."""
    return [
        {
            "name": one.name,
            "kind": str(one.manifest.get("kind", "")),
            "files": [
                {"name": file.get("name"), "sha256": file.get("sha256"), "kind": file.get("kind")}
                for file in one.manifest.get("files", [])
                if isinstance(file, Mapping)
            ],
        }
        for one in exhibits
    ]


def longest_list(decisions: Sequence[Decision]) -> int:
    """How far down a query's list has to be repeated."""
    deepest = max((one.rank_shown or 0 for one in decisions), default=0)
    return min(max(SHOWN, deepest), MOST_CANDIDATES)


def into_of(queries: Sequence[Tracklet]) -> str:
    """`other`, or `any` where a query is of both modalities."""
    return "other" if len({one.modality for one in queries}) == 1 else "any"


def known_only(store: CaseStore, query: QueryKey) -> QueryKey:
    """The tracklets of a query that the case still has.

    Raises:
        CbaError: none of them is there any more.
    """
    known = tuple(one for one in query if one in store.tracklets.existing(query))
    if not known:
        labels = ", ".join(tracklet_label(TrackletId(one)) for one in query)
        raise CbaError(
            f"The case has no more the tracklets {labels}",
            "Their footage was indexed anew; the log keeps what was decided.",
        )
    return known
