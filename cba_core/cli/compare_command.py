"""`cba compare`: the results of several runs as one table."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from cba_core.cli.case_commands import AsJson
from cba_core.cli.console import errors_for_people, print_json, stdout


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
        from cba_core.evaluation.comparison_table import comparison_markdown, comparison_rows
        from cba_core.pipelines.compare_runs import run_result

        results = [run_result(path) for path in runs]
        if as_json:
            print_json([asdict(one) for one in results])
        else:
            stdout.print(comparison_markdown(comparison_rows(results)), end="")
