"""Where what lives as long as the window is made and wired; a case's own is case_composition's."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.engine_link.closings import Closings
from app.engine_link.failure_bus import FailureBus
from app.engine_link.interpreter import loading, put_the_window_first
from app.engine_link.task_runner import TaskRunner
from app.main_window import CasePageParent, CasePageSteps, MainWindow
from app.settings.app_settings import AppSettings
from app.settings.keys import Keys
from app.settings.languages import put_on_language
from app.widgets.enter_presses import EnterPresses
from app.widgets.icons import application_icon
from app.widgets.theme import ThemeKeeper

if TYPE_CHECKING:
    from app.engine_link.engine import Engine, OpenedCase


def make_window(application: QApplication, engine: "Engine", settings: AppSettings) -> MainWindow:
    """A window on its start page, not shown yet."""
    put_the_window_first()
    application.setApplicationName("Duskline")
    application.setDesktopFileName("duskline")
    application.setWindowIcon(application_icon())
    put_on_language(application, settings.language)
    EnterPresses.put_on(application)
    theme = ThemeKeeper(application, settings.theme, text_points=settings.text_points)
    keys = Keys(settings.keys, settings.keep_keys)
    failures = FailureBus()
    tasks = TaskRunner(failures.report)
    closings = Closings(tasks, failures.report)
    settings.save_by = tasks.edits.run_unwatched

    def make_case_page(case: "OpenedCase", parent: CasePageParent) -> CasePageSteps:
        from app.case_composition import make_case_page

        return make_case_page(
            case,
            engine=engine,
            tasks=tasks,
            closings=closings,
            failures=failures,
            settings=settings,
            theme=theme,
            keys=keys,
            parent=parent,
        )

    window = MainWindow(
        engine=engine,
        tasks=tasks,
        closings=closings,
        failures=failures,
        settings=settings,
        theme=theme,
        keys=keys,
        load_case_pages=_load_case_pages,
        make_case_page=make_case_page,
    )
    _tell_of_bugs(failures)
    return window


def _load_case_pages() -> None:
    """Import the pages of a case; off the GUI thread, and not before a case is opened."""
    with loading():
        import app.case_composition  # noqa: F401  (loaded, not used)


def _tell_of_bugs(failures: FailureBus) -> None:
    """Let exceptions that nobody caught end in the same dialog as every failure."""

    def tell(
        kind: type[BaseException], problem: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, Exception):
            failures.report(problem)
        sys.__excepthook__(kind, problem, trace)

    sys.excepthook = tell
