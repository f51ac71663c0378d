"""The command `cba`: one file per verb."""

import logging
from typing import Annotated

import typer

import cba_core
from cba_core.cli.asked_command import asked
from cba_core.cli.backup_commands import backups, restore
from cba_core.cli.blind_commands import blind_app
from cba_core.cli.case_commands import case_app
from cba_core.cli.clock_commands import clock_app
from cba_core.cli.compare_command import compare
from cba_core.cli.console import show_any_name
from cba_core.cli.decide_command import decide
from cba_core.cli.doctor_command import doctor
from cba_core.cli.errors_commands import errors_app
from cba_core.cli.evaluate_command import evaluate
from cba_core.cli.exhibit_commands import exhibit_app
from cba_core.cli.footage_commands import footage_app
from cba_core.cli.history_commands import history, redo, undo
from cba_core.cli.index_command import index
from cba_core.cli.log_command import log_app
from cba_core.cli.map_command import map_of_case
from cba_core.cli.measure_command import measure
from cba_core.cli.models_commands import models_app
from cba_core.cli.people_commands import people_app
from cba_core.cli.plan_commands import plan_app
from cba_core.cli.report_command import report_app
from cba_core.cli.search_command import search
from cba_core.cli.self_test_command import self_test
from cba_core.cli.simulate_command import simulate
from cba_core.cli.standard_streams import open_missing_streams
from cba_core.cli.tracklets_command import tracklets
from cba_core.cli.train_command import train
from cba_core.cli.verify_command import verify

app = typer.Typer(
    name="cba",
    help="Find the same person in visible and infrared footage, offline.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
)
case_app.command()(backups)
case_app.command()(restore)
app.add_typer(case_app, name="case", help="Make a case, show its facts, restore a backup.")
app.add_typer(footage_app, name="footage", help="Add, list and correct footage.")
app.add_typer(clock_app, name="clock", help="Recorder clocks: show, set, clear, gaps.")
app.command()(index)
app.command()(tracklets)
app.command()(search)
app.command()(asked)
app.command()(decide)
app.add_typer(blind_app, name="blind", help="A second reading without sight of the first.")
app.add_typer(people_app, name="people", help="Tracklets taken for one person each.")
app.add_typer(plan_app, name="plan", help="A picture as the plan, and cameras on it.")
app.command()(undo)
app.command()(redo)
app.command()(history)
app.command("map")(map_of_case)
app.command()(measure)
app.add_typer(errors_app, name="errors", help="How often different people look alike here.")
app.add_typer(report_app, name="report", help="Write a report, and check it.")
app.command()(verify)
app.add_typer(log_app, name="log", help="Who did what: show, head, export, verify.")
app.add_typer(exhibit_app, name="exhibit", help="Stills, clips and copies for others.")
app.add_typer(models_app, name="models", help="Detectors and encoders: list, add, show.")
app.command()(train)
app.command()(evaluate)
app.command()(compare)
app.command()(simulate)
app.command()(self_test)
app.command()(doctor)


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Print what is done.")] = False,
) -> None:
    """Find the same person in visible and infrared footage, offline."""
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING, format="%(levelname)s %(message)s"
    )
    if version:
        typer.echo(f"cba {cba_core.__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def run() -> None:
    """Entry point of the console script."""
    open_missing_streams()
    show_any_name()
    app()
