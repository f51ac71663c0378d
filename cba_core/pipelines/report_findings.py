"""What people decided, query by query, for a report; each list is made again as it stands."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cba_core.config.search_config import MOST_CANDIDATES, SearchConfig
from cba_core.domain.asked import notes_of, origin_text
from cba_core.domain.decisions import Decision, NobodyHere, QueryKey
from cba_core.domain.errors import CbaError, ConfigError
from cba_core.domain.ids import FootageId, TrackletId, is_asked, tracklet_label
from cba_core.domain.search import Candidate, SearchResult
from cba_core.domain.time_facts import OF_COMPUTER, UNKNOWN_TIME, TimeFacts, time_json
from cba_core.domain.tracklets import Tracklet
from cba_core.pipelines.reported_case import ReportedCase

SHOWN = 60
"""Ranks that a report repeats of each query, and at least down to the last decided candidate."""

Json = dict[str, Any]
Times = Mapping[FootageId, TimeFacts]


def asked_queries(decisions: Sequence[Decision], nobody: Sequence[NobodyHere]) -> list[QueryKey]:
    """Every query that somebody decided on, in the order of first deciding."""
    told = [(one.time, one.query) for one in decisions]
    told += [(one.time, one.query) for one in nobody]
    return list(dict.fromkeys(query for _, query in sorted(told)))


def finding_of(case: ReportedCase, query: QueryKey, times: Times) -> Json:
    """One query: its list as it stands, and everything that was decided on it, kept or not (E34).

    Where tracklets of the query are gone, since their footage was indexed anew, the list is made
    with those that are left, and the finding names the others. Where no list can be made, it says
    why; the decisions stand in it all the same.

    Args:
        case: the case.
        query: as it was decided on.
        times: what the times of each footage file rest on.
    """
    decisions = case.review.decisions(query)
    nobody = next((one for one in case.review.nobody_here() if one.query == query), None)
    seen = _existing(case, [*query, *(one.candidate for one in decisions)])
    left = [seen[one] for one in query if one in seen]
    told, result, failure = _list_again(case, query, left, decisions)
    ranked = {} if result is None else {one.tracklet.id: one for one in result.candidates}
    return {
        "asked": [tracklet_label(one) for one in query],
        "query": [_asked_facts(case, one, times) for one in left],
        "gone": [tracklet_label(one) for one in query if one not in seen],
        "search": told,
        "searched": None if result is None else _searched_facts(result),
        "list": [
            [one.rank, one.tracklet.id, round(one.similarity, 6)] for one in ranked.values()
        ],
        "failure": failure,
        "decided": [
            _decided(one, seen.get(one.candidate), ranked.get(one.candidate), times)
            for one in decisions
        ],
        "nobody": None
        if nobody is None
        else {
            "actor": nobody.actor,
            **time_json("time", nobody.time, OF_COMPUTER),
            "note": nobody.note,
            "shown": nobody.shown,
        },
    }  # fmt: skip


def tracklet_facts(tracklet: Tracklet, times: Times) -> Json:
    """Where and when somebody was seen."""
    return {
        "id": tracklet.id,
        "label": tracklet.label,
        "footage": tracklet.footage_id,
        "camera": tracklet.camera,
        "modality": tracklet.modality.value,
        "from_s": round(tracklet.start_s, 3),
        "to_s": round(tracklet.end_s, 3),
        **time_json("start", tracklet.start_time, times.get(tracklet.footage_id, UNKNOWN_TIME)),
        "picture": None if tracklet.cover is None else f"pictures/{tracklet.label}.jpg",
    }


def _asked_facts(case: ReportedCase, tracklet: Tracklet, times: Times) -> Json:
    """A tracklet of a query, or what is known of a picture that somebody asked with (E18)."""
    facts = tracklet_facts(tracklet, times)
    if not is_asked(tracklet.id):
        return facts
    asked = case.reading.asked.get(tracklet.id)
    frame = asked.frame
    where = "--picture FILE" if frame is None else f"--footage {frame.footage_id}"
    at = "" if frame is None else f" --at {frame.time_s:.6f}"
    facts["asked"] = {
        "external": asked.is_external,
        "origin": origin_text(asked),
        "picture_sha256": asked.picture_sha256,
        "crop_sha256": asked.crop_sha256,
        "box": str(asked.box),
        "size_px": [asked.width_px, asked.height_px],
        "pts": None if frame is None else frame.pts,
        "modality_told": asked.is_modality_told,
        "again": f"cba search CASE.duskcase {where}{at} --box {asked.box} "
        f"--modality {asked.modality}",
        "notes": notes_of(asked),
    }
    return facts


def config_of(told: Mapping[str, Any]) -> SearchConfig:
    """The search that a finding tells.

    Raises:
        ConfigError: it is none.
    """
    into = told.get("into")
    limit = told.get("limit")
    if into not in {"other", "any", "visible", "infrared"} or not isinstance(limit, int):
        raise ConfigError("search", "the report does not say how its list was made")
    return SearchConfig(into=into, limit=limit, show_rejected=True)


def _existing(case: ReportedCase, tracklets: Iterable[TrackletId]) -> dict[TrackletId, Tracklet]:
    wanted = sorted(set(tracklets))
    return {one: case.tracklet(one) for one in sorted(case.reading.tracklets.existing(wanted))}


def _list_again(
    case: ReportedCase, query: QueryKey, left: Sequence[Tracklet], decisions: Sequence[Decision]
) -> tuple[Json | None, SearchResult | None, str | None]:
    """What was asked for, the list, and why there is none."""
    if not left:
        labels = ", ".join(tracklet_label(one) for one in query)
        return None, None, (
            f"Of this query the case has nothing any more ({labels}): its footage was indexed "
            "anew. No list can be made again; what was decided stands here as it was decided."
        )  # fmt: skip
    into = "other" if len({one.modality for one in left}) == 1 else "any"
    told = {"into": into, "limit": _longest_list(decisions), "show_rejected": True}
    try:
        again = case.ranked_again(tuple(one.id for one in left), config_of(told))
    except CbaError as error:
        return None, None, f"The list cannot be made again: {error.what}. {error.remedy}"
    return told, again, None


def _longest_list(decisions: Sequence[Decision]) -> int:
    """How far down a query's list has to be repeated."""
    deepest = max((one.rank_shown or 0 for one in decisions), default=0)
    return min(max(SHOWN, deepest), MOST_CANDIDATES)


def _searched_facts(result: SearchResult) -> Json:
    searched = result.searched
    return {
        "gallery": searched.gallery,
        "without_vector": searched.without_vector,
        "modalities": [one.value for one in searched.modalities],
        "footage": searched.footage.indexed,
        "footage_total": searched.footage.total,
    }


def _decided(
    decision: Decision, seen: Tracklet | None, candidate: Candidate | None, times: Times
) -> Json:
    figure = None if candidate is None else candidate.error
    return {
        "candidate": int(decision.candidate),
        "label": tracklet_label(decision.candidate),
        "seen": None if seen is None else tracklet_facts(seen, times),
        "rank": None if candidate is None else candidate.rank,
        "rank_shown": decision.rank_shown,
        "dwell_s": decision.dwell_s,
        "verdict": decision.verdict.value,
        "because": [one.value for one in decision.because],
        "note": decision.note,
        "actor": decision.actor,
        **time_json("time", decision.time, OF_COMPUTER),
        "different_people": None
        if figure is None
        else {
            "at_least": figure.at_least,
            "pairs": figure.pairs,
            "low": round(figure.interval[0], 4),
            "high": round(figure.interval[1], 4),
        },
    }
