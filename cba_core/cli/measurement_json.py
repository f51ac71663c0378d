"""A measurement as the JSON that docs/reference/cli.md describes."""

from cba_core.cli.as_json import Json
from cba_core.domain.measurement import (
    RANKS,
    DetectionFigures,
    Measurement,
    RankingFigures,
    TrackingFigures,
    TrackletFigures,
)

_DIGITS = 6


def measurement_json(measurement: Measurement) -> Json:
    """All figures; what is undefined or does not apply is null."""
    return {
        "truth": str(measurement.truth) if measurement.truth else None,
        "registered": [list(pair) for pair in measurement.registered] or None,
        "model": measurement.model_id,
        "footage": [
            {
                "id": one.id,
                "name": one.name,
                "camera": one.camera,
                "truth": one.truth,
                "frames_looked_at": one.frames_looked_at,
                "complete": one.is_complete,
                "people": one.people,
                "boxes": one.boxes,
                "ignored_boxes": one.ignored_boxes,
            }
            for one in measurement.footage
        ],
        "not_measured": [
            {"name": one.name, "reason": one.reason} for one in measurement.not_measured
        ],
        "detection": [_detection(one) for one in measurement.detection],
        "tracking": [_tracking(one) for one in measurement.tracking],
        "tracklets": _tracklets(measurement.tracklets),
        "ranking": [_ranking(one) for one in measurement.ranking],
    }


def _detection(figures: DetectionFigures) -> Json:
    return {
        "modality": figures.modality,
        "height": figures.height,
        "visibility": figures.visibility,
        "boxes": figures.boxes,
        "found": figures.found,
        "false_alarms": figures.false_alarms,
        "recall": _rounded(figures.recall),
        "precision": _rounded(figures.precision),
    }


def _tracking(figures: TrackingFigures) -> Json:
    return {
        "camera": figures.camera,
        "boxes": figures.boxes,
        "found_boxes": figures.found_boxes,
        "hota": _rounded(figures.hota),
        "deta": _rounded(figures.detection_accuracy),
        "assa": _rounded(figures.association_accuracy),
        "idf1": _rounded(figures.idf1),
        "mota": _rounded(figures.mota),
        "switches": figures.switches,
        "fragmentations": figures.fragmentations,
    }


def _tracklets(figures: TrackletFigures) -> Json:
    return {
        "total": figures.total,
        "assigned": figures.assigned,
        "mixed": list(figures.mixed),
        "of_nobody": figures.of_nobody,
        "of_ignored": figures.of_ignored,
        "without_vector": figures.without_vector,
        "in_wrong_modality": figures.in_wrong_modality,
        "purity": _rounded(figures.purity),
        "mixing": _rounded(figures.mixing),
        "sightings": figures.sightings,
        "sightings_found": figures.sightings_found,
        "tracklets_per_sighting": _rounded(figures.tracklets_per_sighting),
    }


def _ranking(figures: RankingFigures) -> Json:
    scores = figures.scores
    cmc = {rank: scores.cmc[rank] if scores else None for rank in RANKS}
    return {
        "query_modality": figures.query_modality,
        "gallery_modality": figures.query_modality.other,
        "query_camera": figures.query_camera,
        "gallery_camera": figures.gallery_camera,
        "queries": scores.queries if scores else 0,
        "without_positive": figures.without_positive,
        "mean_gallery": _rounded(figures.mean_gallery),
        **{f"cmc_{rank}": _rounded(value) for rank, value in cmc.items()},
        "map": _rounded(scores.mean_average_precision) if scores else None,
        "minp": _rounded(scores.mean_inverse_negative_penalty) if scores else None,
        "chance_cmc_1": _rounded(scores.chance_cmc_1) if scores else None,
        "chance_map": _rounded(scores.chance_mean_average_precision) if scores else None,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
