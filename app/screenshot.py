"""A picture of the real window on a search, for documentation and headless runs."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEventLoop, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.composition import make_window
from app.engine_link.failure_bus import Failure
from app.engine_link.real_engine import RealEngine
from app.main_window import MainWindow
from app.settings.app_settings import AppSettings, Theme
from app.settings.languages import Language
from app.viewmodels.numbers import number_text
from app.views.places import EVIDENCE, INDEX, MODELS, RECORD, REPORT, REVIEW, SEARCH
from cba_core.domain.ids import TrackletId, tracklet_named

_LOOK_MS = 50
_SETTLE_MS = 400
_PATIENCE_S = 60.0
_OFFSCREEN_REMARK = "plugin does not support propagateSizeHints"
"""Said of every window by the platform that shows none."""
_PLACES = {
    "case": RECORD,
    "evidence": EVIDENCE,
    "index": INDEX,
    "search": SEARCH,
    "review": REVIEW,
    "models": MODELS,
    "report": REPORT,
}


class PictureError(Exception):
    """The picture could not be made."""


def take_picture(
    *,
    case: Path,
    query: TrackletId | None,
    out: Path,
    size: tuple[int, int],
    theme: Theme,
    place: str = "search",
    language: Language = "en",
) -> None:
    """Open the case, go to a place, wait until everything is painted, and write a PNG.

    Raises:
        PictureError: the case, the search or the footage failed, or took too long.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)  # noqa: S101  (the one made above)
    with tempfile.TemporaryDirectory() as folder:  # the person's own settings are left alone
        settings = AppSettings(Path(folder) / "settings.json", theme=theme, language=language)
        window = make_window(application, RealEngine(settings), settings)
        window.resize(*size)
        failures: list[Failure] = []
        window.failures.failed.connect(failures.append)
        window.show()
        try:
            if window.size().toTuple() != size:
                least = window.minimumSize()
                raise PictureError(f"the least size is {least.width()}x{least.height()}")
            window.open_case(case.absolute())
            _wait(application, failures, lambda: _is_loaded(window), "the case")
            page = window.case_page
            assert page is not None  # noqa: S101  (it was loaded above)
            page.go_to(_PLACES[place])
            if place == "index":
                _wait(application, failures, lambda: page.index.choices.is_known, "the detectors")
            if place == "models":
                _wait(application, failures, lambda: page.models.learning is not None, "the models")
            if place == "report":
                _wait(application, failures, lambda: page.report.is_shown, "the report")
            if query is not None:
                page.search.show_query_by_id(query)
                _wait(application, failures, lambda: _is_search_shown(window), "the candidates")
            _wait(application, failures, lambda: page.search.thumbnails.is_idle, "the pictures")
            _settle(application, failures)
            if failures:
                raise PictureError(failures[0].what)
            if not window.grab().save(str(out), "PNG"):
                raise PictureError(f"{out} cannot be written")
        finally:
            window.close()
            window.closings.finish()


def _is_loaded(window: MainWindow) -> bool:
    page = window.case_page
    return (
        page is not None
        and page.overview.latest is not None
        and (page.search.gallery.model.has_loaded)
    )


def _is_search_shown(window: MainWindow) -> bool:
    page = window.case_page
    if page is None or page.search.candidates.result is None:
        return False
    query, candidate = (
        pane.player.current is not None
        or (pane.player.tracklet is not None and not pane.player.is_open)
        for pane in (page.search.query_pane, page.search.candidate_pane)
    )
    return query and (candidate or not page.search.candidates.result.candidates)


def _wait(
    application: QApplication, failures: list[Failure], is_done: Callable[[], bool], what: str
) -> None:
    latest = monotonic() + _PATIENCE_S
    pulse = QTimer()  # wakes the event loop, so that the wait ends
    pulse.start(_LOOK_MS)
    while not is_done():
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if failures:
            raise PictureError(failures[0].what)
        if monotonic() > latest:
            raise PictureError(f"{what} did not appear within {number_text(_PATIENCE_S)} s")


def _settle(application: QApplication, failures: list[Failure]) -> None:
    """Let late layouts and hover effects come to rest."""
    until = monotonic() + _SETTLE_MS / 1000
    _wait(application, failures, lambda: monotonic() > until, "the window")


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


def _say(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:  # noqa: ARG001  (Qt calls it so)
    """Pass Qt's messages on, but for one that says nothing about the picture."""
    if _OFFSCREEN_REMARK not in text:
        print(text, file=sys.stderr)  # noqa: T201  (a command line)


def main() -> int:
    """The command line of `python -m app.screenshot`."""
    parser = argparse.ArgumentParser("python -m app.screenshot", description=__doc__)
    parser.add_argument("case", type=Path, metavar="CASE")
    parser.add_argument(
        "--query", type=tracklet_named, metavar="ID", help="a tracklet, such as 12-1 or 12000001"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--size", type=_size, default=(1600, 1000), metavar="WIDTHxHEIGHT")
    parser.add_argument("--theme", choices=("light", "dark", "contrast"), default="light")
    parser.add_argument("--place", choices=tuple(_PLACES), default="search")
    parser.add_argument("--language", choices=("en", "de"), default="en")
    arguments = parser.parse_args()
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if sys.platform.startswith("linux") and not has_display:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_say)
    try:
        take_picture(
            case=arguments.case,
            query=arguments.query,
            out=arguments.out,
            size=arguments.size,
            theme=arguments.theme,
            place=arguments.place,
            language=arguments.language,
        )
    except PictureError as problem:
        print(f"No picture: {problem}", file=sys.stderr)  # noqa: T201  (a command line)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
