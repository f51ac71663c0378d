"""`cba compare`: the results of several runs as one table."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from cba_core.cli.case_commands import AsJson
from cba_core.cli.console import errors_for_people, print_json, stdout
from cba_core.domain.errors import ConfigError


def compare(
    runs: Annotated[
        list[Path],
        typer.Argument(help="Model files that were trained here, each evaluated beside it."),
    ],
    *,
    as_json: AsJson = False,
) -> None:
    """Print methods with mean and spread over their seeds.

    Beside each model lies its evaluation: cba evaluate MODEL DATA --json > MODEL.evaluation.json
    """
    with errors_for_people():
        from cba_core.evaluation.comparison_table import (
            RunResult,
            comparison_markdown,
            comparison_rows,
        )

        results = [RunResult(**_result(path)) for path in runs]
        if as_json:
            print_json([_result(path) for path in runs])
        else:
            stdout.print(comparison_markdown(comparison_rows(results)), end="")


def _result(model: Path) -> dict[str, Any]:
    from cba_core.model.model_file import read_header
    from cba_core.pipelines.train_model import LOG_NAME, run_folder
    from cba_core.training.run_log import read_run_log

    record = read_header(model).training
    if record is None:
        raise ConfigError("RUN", f"{model.name} was not trained by this program")
    measured = _evaluation(model)
    rounds = [
        line for line in read_run_log(run_folder(model) / LOG_NAME) if line["kind"] == "round"
    ]
    last = rounds[-1] if rounds else {}
    return {
        "method": record.method,
        "seed": record.seed,
        "infrared_to_visible": measured["infrared_to_visible"],
        "visible_to_infrared": measured["visible_to_infrared"],
        "granularity_ratio": last.get("granularity_ratio"),
        "cross_modality_label_precision": last.get("quality", {}).get(
            "cross_modality_label_precision"
        ),
    }


def _evaluation(model: Path) -> dict[str, Any]:
    path = model.with_name(model.name + ".evaluation.json")
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise ConfigError(
            "RUN",
            f"{model.name} was not evaluated: cba evaluate {model} DATA --json > {path}",
        ) from error
    return found
