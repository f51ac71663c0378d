"""`cba doctor`: what is installed, and what to do about the rest."""

import platform

import typer

import cba_core
from cba_core.cli.case_commands import AsJson
from cba_core.cli.console import (
    EXIT_FAILED,
    errors_for_people,
    print_json,
    print_table,
    stdout,
)
from cba_core.pipelines.examine_installation import examine_installation

_MARKS = {"ok": "ok", "missing": "missing", "needed": "NEEDED", "warning": "warning"}


def doctor(*, as_json: AsJson = False) -> None:
    """Tell what is installed, which device would be used, and what to do about the rest."""
    with errors_for_people():
        examination = examine_installation()
        if as_json:
            print_json(
                {
                    "version": cba_core.__version__,
                    "python": platform.python_version(),
                    "platform": f"{platform.system()} {platform.machine()}",
                    "device": examination.device,
                    "checks": [
                        {
                            "name": check.name,
                            "state": check.state,
                            "found": check.found,
                            "remedy": check.remedy,
                        }
                        for check in examination.checks
                    ],
                }
            )
        else:
            stdout.print(
                f"Duskline {cba_core.__version__} on {platform.system()}, {examination.device}"
            )
            print_table(
                ("", "what", "found", "what to do"),
                [
                    (_MARKS[check.state], check.name, check.found, check.remedy)
                    for check in examination.checks
                ],
            )
        if not examination.is_usable:
            raise typer.Exit(EXIT_FAILED)
