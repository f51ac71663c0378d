"""Everything a report says, gathered from a case as JSON; PDF and HTML are drawn from it alone.

Nothing in it depends on where or when it is made: its time is that of the log's last row. So the
same case gives the same bytes (E18, E24, E25).
"""

import platform
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

import cba_core
from cba_core.domain.case_log import LogHead
from cba_core.domain.case_report import PLAIN_PROPOSITIONS
from cba_core.domain.clocks import sentence
from cba_core.domain.coverage import RecordingGaps
from cba_core.domain.error_figures import ErrorCurve
from cba_core.domain.error_groups import ErrorGroup
from cba_core.domain.errors import ConfigError
from cba_core.domain.footage import FootageState
from cba_core.domain.ids import FootageId
from cba_core.domain.overview import IndexState
from cba_core.domain.repositories import CaseStore
from cba_core.domain.time_facts import OF_COMPUTER, UNKNOWN_TIME, TimeFacts, time_json

FORMAT = "duskline report 1"
Json = dict[str, Any]


def propositions(given: Sequence[str]) -> list[str]:
    """Two that compete: the person's own words, or plain ones (E24)."""
    told = [one.strip() for one in given if one.strip()]
    if not told:
        return list(PLAIN_PROPOSITIONS)
    if len(told) == 1:
        raise ConfigError("proposition", "give two that compete: --proposition A --proposition B")
    return told


def header_facts(store: CaseStore, head: LogHead) -> Json:
    """Whose case, as of when, and the head of its log."""
    facts = store.facts
    last = store.log.entries(head.count, 1)
    return {
        "title": facts.title or f"Case {facts.number}",
        "number": facts.number,
        "examiner": facts.examiner,
        "purpose": facts.purpose,
        "time_zone": facts.time_zone,
        **time_json("created", facts.created, OF_COMPUTER),
        **time_json("as_of", last[0].time if last else None, OF_COMPUTER),
        "log_head": str(head),
    }


def coverage_facts(
    store: CaseStore, state: IndexState, times: Mapping[FootageId, TimeFacts]
) -> Json:
    """What was and what was not searched (U2)."""
    clocks, stamps = store.clocks.all(), store.time_stamps.counts()
    footage = store.footage.all()
    gaps = RecordingGaps.of(footage, stamps)
    numbers, counts = np.unique(store.tracklets.spans().footage_ids, return_counts=True)
    tracklets: dict[int, int] = dict(zip(numbers.tolist(), counts.tolist(), strict=True))
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
                **time_json("start", one.start_time, times.get(one.id, UNKNOWN_TIME)),
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
        "searched": sum(one.reached is FootageState.INDEXED for one in footage),
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


def error_facts(curves: Sequence[ErrorCurve]) -> list[Json]:
    """How alike different people are here, for each pair of cameras and over all of them."""
    ordered = sorted(curves, key=lambda one: (one.kind.cameras is None, str(one.kind)))
    return [
        {
            "pair": _pair_text(one.kind.cameras, [side.value for side in one.kind.modalities]),
            "pairs": len(one.similarities),
            "drawn_from": one.drawn_from,
            "tracklets": list(one.tracklets),
            "measured": one.is_measured,
            "reached_by_10_of_100": round(one.exceeded_by(0.1), 4) if one.is_measured else None,
            "reached_by_1_of_100": round(one.exceeded_by(0.01), 4) if one.is_measured else None,
        }
        for one in ordered
    ]


def group_json(group: ErrorGroup) -> Json:
    """How often different people of one group reach what few reach over all groups (E42)."""
    figure = group.figure
    return {
        "modalities": [one.value for one in group.modalities],
        "by": group.aspect.value,
        "group": group.group,
        "pairs": group.pairs,
        "measured": figure is not None,
        "reach": None if figure is None else round(figure.share, 4),
        "low": None if figure is None else round(figure.interval[0], 4),
        "high": None if figure is None else round(figure.interval[1], 4),
    }


def _pair_text(cameras: tuple[str, str] | None, modalities: Sequence[str]) -> str:
    if cameras is None:
        return f"any cameras, {' and '.join(dict.fromkeys(modalities))}"
    sides = [f"{camera} ({kind})" for camera, kind in zip(cameras, modalities, strict=True)]
    return " and ".join(dict.fromkeys(sides))
