"""Domain objects as the JSON that docs/reference/cli.md describes."""

from collections.abc import Mapping
from typing import Any

from cba_core.domain.arrays import FloatArray
from cba_core.domain.error_figures import ErrorFigure
from cba_core.domain.footage import Footage
from cba_core.domain.ids import FootageId
from cba_core.domain.reports import AddReport, IndexReport
from cba_core.domain.search import SearchResult
from cba_core.domain.time_facts import UNKNOWN_TIME, TimeFacts, time_json
from cba_core.domain.time_stamps import TimeFaultCounts
from cba_core.domain.tracklets import Track, Tracklet

Json = dict[str, Any]
Times = Mapping[FootageId, TimeFacts]
"""What the times of each footage file rest on: `case.clocks.times()`."""


def footage_json(footage: Footage, times: Times, stamps: TimeFaultCounts | None = None) -> Json:
    """One footage file; `stamps` is None where its time stamps were not read yet."""
    facts = footage.facts
    told = footage.told_modality
    return {
        "id": footage.id,
        "name": footage.name,
        "path": str(footage.path),
        "sha256": footage.sha256,
        "size_bytes": footage.size_bytes,
        "camera": footage.camera,
        "modalities": sorted(footage.modalities),
        "modality_told": told.modality if told else None,
        "kind": told.kind if told else None,
        "modality_proposed": [
            {"start_s": part.start_s, "end_s": part.end_s, "modality": part.modality}
            for part in footage.proposed_segments
        ],
        **time_json("start", footage.start_time, times.get(footage.id, UNKNOWN_TIME)),
        "state": footage.state,
        "failure": footage.failure,
        "container": facts.container,
        "codec": facts.codec,
        "width": facts.width_px,
        "height": facts.height_px,
        "rotation": facts.rotation_deg,
        "duration_s": facts.duration_s,
        "frames": facts.expected_frames,
        "frame_rate": facts.frame_rate,
        "variable_frame_rate": facts.is_variable_frame_rate,
        "time_base": facts.time_base,
        "has_timestamps": facts.has_timestamps,
        "pixel_format": facts.pixel_format,
        "time_stamps": {
            "gaps": stamps.gaps if stamps else None,
            "gaps_s": round(stamps.gap_s, 6) if stamps else None,
            "repeats": stamps.repeats if stamps else None,
            "jumps_back": stamps.jumps_back if stamps else None,
            "without": stamps.without if stamps else None,
        },
    }


def add_report_json(report: AddReport, times: Times) -> Json:
    """What became of the files."""
    return {
        "added": [footage_json(footage, times) for footage in report.added],
        "duplicates": [
            {"path": str(one.path), "footage": one.footage.id} for one in report.duplicates
        ],
        "rejected": [{"path": str(one.path), "reason": one.reason} for one in report.rejected],
        "warnings": [{"footage": one.footage.id, "text": one.text} for one in report.warnings],
    }


def index_report_json(report: IndexReport) -> Json:
    """How indexing went."""
    return {
        "footage": [
            {
                "id": outcome.footage.id,
                "name": outcome.footage.name,
                "camera": outcome.footage.camera,
                "tracklets": outcome.tracklets,
                "frames": outcome.frames,
                "frames_looked_at": outcome.frames_looked_at,
                "warning": outcome.warning,
                "failure": outcome.failure,
            }
            for outcome in report.outcomes
        ],
        "model": report.model_id,
        "detector": report.detector,
        "detector_backend": report.detector_backend,
        "encoder_backend": report.encoder_backend,
        "embedded_again": report.embedded_again,
        "without_crops": report.without_crops,
        "seconds": round(report.seconds, 3),
        "frames_per_second": round(report.frames_per_second, 2),
    }


def tracklet_json(tracklet: Tracklet, times: Times) -> Json:
    """A tracklet without its boxes."""
    known = times.get(tracklet.footage_id, UNKNOWN_TIME)
    return {
        "id": tracklet.id,
        "label": tracklet.label,
        "footage": tracklet.footage_id,
        "camera": tracklet.camera,
        "modality": tracklet.modality,
        "modality_proposed": tracklet.proposed_modality,
        "kind": tracklet.kind,
        "start_s": round(tracklet.start_s, 4),
        "end_s": round(tracklet.end_s, 4),
        **time_json("start", tracklet.start_time, known),
        **time_json("end", tracklet.end_time, known),
        "length": tracklet.length,
        "mean_score": round(tracklet.mean_score, 4),
    }


def whole_tracklet_json(
    tracklet: Tracklet,
    path: str,
    found: tuple[Track, FloatArray],
    crops: list[str],
    times: Times,
) -> Json:
    """A tracklet with frames, boxes and times, one of each per sampled frame."""
    track, times_s = found
    return {
        **tracklet_json(tracklet, times),
        "path": path,
        "frames": track.frame_indices.tolist(),
        "boxes": [[round(float(edge), 2) for edge in box] for box in track.boxes],
        "scores": [round(float(score), 4) for score in track.scores],
        "times": [round(float(time), 4) for time in times_s],
        "crops": crops,
    }


def search_json(result: SearchResult, times: Times) -> Json:
    """A ranking and what it covers."""
    searched = result.searched
    return {
        "query": tracklet_json(result.query, times),
        "queries": [one.id for one in result.queries],
        "accepted": [one.id for one in result.accepted],
        "nobody_here": result.nobody_here.actor if result.nobody_here else None,
        "model": result.model_id,
        "searched": {
            "gallery": searched.gallery,
            "indexed": searched.indexed,
            "without_vector": searched.without_vector,
            "modalities": list(searched.modalities),
            "cameras": None if searched.cameras is None else list(searched.cameras),
            "footage_indexed": searched.footage.indexed,
            "footage_in_part": searched.footage_in_part,
            "footage_failed": searched.footage.failed,
            "footage_missing": searched.footage.missing,
            "footage_waiting": searched.footage.waiting,
            "footage_total": searched.footage.total,
            "footage_without_time": searched.footage_without_time,
            "own_segment_excluded": searched.own_segment_excluded,
            "rejected_left_out": searched.rejected_left_out,
            "gaps": searched.gaps.gaps,
            "gaps_s": round(searched.gaps.seconds, 3),
            "footage_with_gaps": searched.gaps.files,
            "footage_gaps_unknown": searched.gaps.unknown,
        },
        "candidates": [
            {
                "rank": candidate.rank,
                "tracklet": candidate.tracklet.id,
                "similarity": candidate.similarity,
                "different_people": figure_json(candidate.error),
                "original_rank": candidate.original_rank,
                "verdict": candidate.decision.verdict.value if candidate.decision else None,
                **{
                    key: value
                    for key, value in tracklet_json(candidate.tracklet, times).items()
                    if key in _CANDIDATE_FACTS
                },
            }
            for candidate in result.candidates
        ],
    }


def figure_json(figure: ErrorFigure | None) -> Json | None:
    """A figure with everything it rests on."""
    if figure is None:
        return None
    low, high = figure.interval
    return {
        "share": round(figure.share, 6),
        "low": round(low, 6),
        "high": round(high, 6),
        "at_least": figure.at_least,
        "pairs": figure.pairs,
        "drawn_from": figure.drawn_from,
        "tracklets": list(figure.tracklets),
        "cameras": None if figure.kind.cameras is None else list(figure.kind.cameras),
        "modalities": list(figure.kind.modalities),
    }


_CANDIDATE_FACTS = (
    "label", "footage", "camera", "modality", "kind", "start_s", "end_s", "length",
    "start", "start_basis", "start_zone", "end", "end_basis", "end_zone",
)  # fmt: skip
