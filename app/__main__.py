"""`duskline [CASE] [--query ID]`."""

import argparse
import faulthandler
import logging
import multiprocessing
import os
import signal
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

import cba_core
from app.composition import make_window
from app.engine_link.real_engine import RealEngine
from app.settings.app_settings import AppSettings, default_settings_path
from cba_core.domain.ids import tracklet_named


def run() -> None:
    """Show the window; the console script `duskline`."""
    multiprocessing.freeze_support()
    if sys.stderr is not None:  # there is none in a Windows program without a console
        faulthandler.enable()
    parser = argparse.ArgumentParser(
        "duskline", description="Finds the same person by day and by night in recorded CCTV."
    )
    parser.add_argument("case", nargs="?", type=Path, metavar="CASE", help="a folder NAME.duskcase")
    parser.add_argument(
        "--query", type=tracklet_named, metavar="ID", help="search with this tracklet, such as 3-12"
    )
    parser.add_argument("--version", action="version", version=cba_core.__version__)
    arguments = parser.parse_args()
    if arguments.query is not None and arguments.case is None:
        parser.error("--query needs a CASE")
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in the terminal ends the window
    application = QApplication(sys.argv[:1])
    settings = AppSettings.load(default_settings_path())
    window = make_window(application, RealEngine(settings), settings)
    window.show()
    if arguments.case is not None:
        window.open_case(arguments.case.absolute(), query=arguments.query)
    code = application.exec()
    if not window.closings.finish():
        logging.getLogger(__name__).warning("something did not end: the process is left as it is")
        os._exit(code)  # a thread that waits for a dead disk would keep the process for ever
    sys.exit(code)


if __name__ == "__main__":
    run()
