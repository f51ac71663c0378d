"""The log of a training run, as curves."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import isfinite
from typing import Any

from cba_core.domain.footage import Modality
from cba_core.domain.model_facts import TrainingCourse

_TOTAL = "total"


def training_course(name: str, lines: Sequence[Mapping[str, Any]]) -> TrainingCourse:
    """What the lines of `read_run_log` tell; numbers that are not finite are left out.

    Args:
        name: of the model.
        lines: in the order they were written.
    """
    losses: dict[str, list[tuple[int, float]]] = {_TOTAL: []}
    clusters: dict[Modality, list[tuple[int, float]]] = {one: [] for one in Modality}
    probe: list[tuple[int, float]] = []
    total = None
    for line in lines:
        step = line["step"]
        total = line.get("total_steps", total)
        for part, value in _numbers(line.get("losses")).items():
            losses.setdefault(part, []).append((step, value))
        for part, value in _numbers(line.get("clusters")).items():
            if part in set(Modality):
                clusters[Modality(part)].append((step, value))
        found = _numbers({"probe": line.get("modality_probe")})
        probe += [(step, value) for value in found.values()]
    return TrainingCourse(
        name=name,
        last_step=max((line["step"] for line in lines), default=0),
        total_steps=total,
        losses={part: tuple(values) for part, values in losses.items() if values},
        clusters={part: tuple(values) for part, values in clusters.items() if values},
        modality_probe=tuple(probe),
        is_finished=any(line.get("kind") == "finished" for line in lines),
        seconds_per_step=seconds_per_step(lines),
    )


def seconds_per_step(lines: Sequence[Mapping[str, Any]]) -> float | None:
    """Of all that was logged, rounds with their clustering; a resumed run counts from 0 again."""
    marks = [(one["step"], float(one["seconds"])) for one in lines if "seconds" in one]
    spans = [
        (later[0] - earlier[0], later[1] - earlier[1])
        for earlier, later in pairwise(marks)
        if later[1] >= earlier[1] and later[0] >= earlier[0]
    ]
    steps = sum(span[0] for span in spans)
    return sum(span[1] for span in spans) / steps if steps else None


def _numbers(told: object) -> dict[str, float]:
    if not isinstance(told, Mapping):
        return {}
    return {
        str(name): float(value)
        for name, value in told.items()
        if isinstance(value, int | float) and isfinite(value)
    }
