"""`duskline [PATH…] [--query ID]`."""

import argparse
import logging
import multiprocessing
import os
import signal
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

import cba_core
from app.composition import make_window
from app.desktop.crash_report import CrashReports, default_crash_folder
from app.desktop.one_instance import OneInstance, Wish, default_runtime_folder
from app.engine_link.real_engine import RealEngine
from app.settings.app_settings import AppSettings, default_settings_path
from app.viewmodels.folders import case_folder_of
from app.views.crash_notice import CrashNotice
from cba_core.domain.ids import tracklet_named


def run() -> None:
    """Show the window; the console script `duskline`."""
    multiprocessing.freeze_support()
    parser = argparse.ArgumentParser(
        "duskline", description="Finds the same person by day and by night in recorded CCTV."
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="a case, NAME.duskcase; or footage, for the case that is open in a window",
    )
    parser.add_argument(
        "--query", type=tracklet_named, metavar="ID", help="search with this tracklet, such as 3-12"
    )
    parser.add_argument("--version", action="version", version=cba_core.__version__)
    arguments = parser.parse_args()
    wish = Wish(tuple(path.absolute() for path in arguments.paths), arguments.query)
    if wish.query is not None and not any(case_folder_of(path) for path in wish.paths):
        parser.error("--query needs a case, NAME.duskcase")
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in the terminal ends the window
    application = QApplication(sys.argv[:1])
    one = OneInstance(default_runtime_folder())
    if one.hand_on(wish):
        print("Duskline is open already: its window takes it.")  # noqa: T201  (a command line)
        return
    reports = CrashReports(default_crash_folder())
    reports.begin()
    settings = AppSettings.load(default_settings_path())
    window = make_window(application, RealEngine(settings), settings)
    reports.listen()  # and let the window tell, too
    if reports.unseen:
        window.add_notice(CrashNotice(reports))
    window.show()
    one.wanted.connect(window.arrivals.come)
    window.arrivals.take(wish)
    code = application.exec()
    one.let_go()  # what comes now opens a window: this one is closing
    if not window.closings.finish():
        logging.getLogger(__name__).warning("something did not end: the process is left as it is")
        reports.end()
        os._exit(code)  # a thread that waits for a dead disk would keep the process for ever
    reports.end()
    sys.exit(code)


if __name__ == "__main__":
    run()
