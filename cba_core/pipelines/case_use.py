"""What the log says of measuring a case, of learning from it, and of a model measured on it."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cba_core.domain.case_log import Details
from cba_core.domain.footage import Footage, Modality
from cba_core.domain.free_negatives import FreeNegativeError
from cba_core.domain.ids import TRACKLETS_PER_FOOTAGE
from cba_core.domain.learning import TrackletSource
from cba_core.domain.measurement import Measurement

if TYPE_CHECKING:
    from cba_core.pipelines.train_model import TrainReport, TrainRequest


def measured_details(measured: Measurement, footage: Sequence[Footage], settings: str) -> Details:
    """Against what a case was measured, with which model, what counted and what came out (E13).

    Args:
        measured: the figures.
        footage: of the case.
        settings: of its last indexing, as JSON.
    """
    hashes = {one.id: one.sha256 for one in footage}
    figures = measured.tracklets
    return {
        "run": "measure",
        "truth": None if measured.truth is None else str(measured.truth),
        "registered": [list(pair) for pair in measured.registered],
        "model": measured.model_id,
        "settings": json.loads(settings),
        "footage": [
            {
                "footage": one.id,
                "sha256": hashes.get(one.id),
                "truth": one.truth,
                "truth_sha256": _sha256_of_file(Path(one.truth)),
                "frames_looked_at": one.frames_looked_at,
                "complete": one.is_complete,
            }
            for one in measured.footage
        ],
        "not_measured": [f"{one.name}: {one.reason}" for one in measured.not_measured],
        "tracklets": figures.total,
        "tracklets_of_known_people": figures.assigned,
        "ranking": [
            {
                "from": one.query_modality.value,
                "queries": one.scores.queries,
                "cmc_1": round(one.scores.cmc[1], 6),
                "mean_average_precision": round(one.scores.mean_average_precision, 6),
            }
            for one in measured.ranking
            if one.scores is not None and one.query_camera is None and one.gallery_camera is None
        ],
    }


def learnt_details(run: str, source: TrackletSource, footage: Sequence[Footage]) -> Details:
    """Whose pictures a run looks at: how many of which file, and which, by a hash of their ids.

    Args:
        run: its name.
        source: the case's tracklets, named by their ids.
        footage: of the case.
    """
    ids = sorted(int(one.name) for one in source.tracklets)
    by_file = Counter(one // TRACKLETS_PER_FOOTAGE for one in ids)
    kinds = Counter(one.modality for one in source.tracklets)
    return {
        "run": run,
        "tracklets": {one.value: kinds[one] for one in Modality},
        "tracklets_sha256": hashlib.sha256(",".join(map(str, ids)).encode("ascii")).hexdigest(),
        "pictures": sum(len(one.frames) for one in source.tracklets),
        "pairs_of_one_person": len(source.constraints.must_link),
        "pairs_of_different_people": len(source.constraints.cannot_link),
        "footage": [
            {"footage": one.id, "sha256": one.sha256, "tracklets": by_file[one.id]}
            for one in footage
            if by_file[one.id]
        ],
    }


def trained_details(report: "TrainReport", request: "TrainRequest") -> Details:
    """The model that left the case, and how it was made."""
    from cba_core.config.train_toml import train_config_to_json

    return {
        "run": "train",
        "path": str(report.model.absolute()),
        "sha256": report.model_id,
        "card": str(report.card.absolute()),
        "card_sha256": _sha256_of_file(report.card),
        "method": request.config.method,
        "seed": request.config.seed,
        "init": request.init,
        "steps": report.steps,
        "settings": train_config_to_json(request.config),
        "sources": [one.name for one in request.sources],
        "tracklets": dict(report.tracklets),
    }


def evaluated_details(
    model: str,
    model_sha256: str,
    learnt: Details,
    found: Mapping[str, FreeNegativeError],
    sample: Details | None = None,
) -> Details:
    """A model that was measured without a label.

    Args:
        model: as it was named.
        model_sha256: of its file.
        learnt: what `learnt_details` says of the tracklets.
        found: the figures by modality.
        sample: what was measured on the embedded sample, or why it was not.
    """
    return {
        **learnt,
        **({} if sample is None else {"sample": sample}),
        "protocol": "free-negatives",
        "named": model,
        "model": model_sha256,
        "figures": {
            name: {"pairs": one.pairs, "comparisons": one.comparisons, "wrong": one.wrong}
            for name, one in found.items()
        },
    }


def _sha256_of_file(path: Path) -> str | None:
    """None where it is no file that can be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
