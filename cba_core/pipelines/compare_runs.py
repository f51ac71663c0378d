"""What a trained and measured model came to, as a row of the table of methods."""

import json
from pathlib import Path
from typing import Any

from cba_core.domain.errors import ConfigError
from cba_core.evaluation.comparison_table import RunResult
from cba_core.model.model_file import read_header
from cba_core.pipelines.run_folder import RunFolder
from cba_core.training.run_log import read_run_log


def evaluation_path(model: Path) -> Path:
    """Where the evaluation of a model lies that is to be compared."""
    return model.with_name(model.name + ".evaluation.json")


def run_result(model: Path, *, method: str | None = None) -> RunResult:
    """Figures of a model from its evaluation, and of its last round from its log.

    Args:
        model: trained by this program.
        method: what its row is called; None takes the method it was trained with.

    Raises:
        ModelFileError: it is no model.
        ConfigError: it was not trained by this program, or not evaluated.
    """
    record = read_header(model).training
    if record is None:
        raise ConfigError("RUN", f"{model.name} was not trained by this program")
    measured = _evaluation(model)
    rounds = [line for line in read_run_log(RunFolder(model).log) if line["kind"] == "round"]
    last = rounds[-1] if rounds else {}
    return RunResult(
        method=record.method if method is None else method,
        seed=record.seed,
        infrared_to_visible=measured["infrared_to_visible"],
        visible_to_infrared=measured["visible_to_infrared"],
        granularity_ratio=last.get("granularity_ratio"),
        cross_modality_label_precision=last.get("quality", {}).get(
            "cross_modality_label_precision"
        ),
    )


def _evaluation(model: Path) -> dict[str, Any]:
    path = evaluation_path(model)
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise ConfigError(
            "RUN",
            f"{model.name} was not evaluated: cba evaluate {model} DATA --json > {path}",
        ) from error
    return found
