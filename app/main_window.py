"""The window: the start page or a case, and the menus. Assembly only."""

import logging
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QInputDialog,
    QMainWindow,
    QMenu,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.desktop.user_guide import guide_place, open_guide
from app.engine_link.closings import Closings
from app.engine_link.failure_bus import FailureBus
from app.engine_link.task_runner import TaskRunner
from app.operations.case_operations import create_case, open_case
from app.settings.app_settings import AppSettings, RecentCase
from app.settings.keys import Keys
from app.views.about import show_about
from app.views.arrivals import Arrivals
from app.views.closed_case_notice import ClosedCaseNotice
from app.views.places import EVIDENCE, INDEX, MODELS, RECORD, REPORT, REVIEW, SEARCH
from app.views.session_keeper import SessionKeeper
from app.views.start_page import StartPage
from app.views.view_menu import ViewMenu
from app.widgets.command_list import CommandList, commands_of
from app.widgets.error_dialog import FailureTeller
from app.widgets.key_sheet import KeySheet, all_keys
from app.widgets.theme import ThemeKeeper
from app.widgets.worn_keys import wear
from cba_core.domain.errors import CaseNotFoundError

if TYPE_CHECKING:
    from app.engine_link.engine import Engine, OpenedCase
    from app.views.case_page import CasePage
    from cba_core.domain.case_log import LogHead
    from cba_core.domain.ids import TrackletId
    from cba_core.domain.repositories import CaseFacts

_log = logging.getLogger(__name__)

CasePageSteps: TypeAlias = "Generator[None, None, CasePage]"
"""Makes a case's page a part at a time, and gives it at its end."""

CasePageParent: TypeAlias = QWidget
"""Where the window shows a case's page; the page lies there from the beginning."""

_SIZE = (1440, 900)
_SMALLEST = (960, 600)
_TITLE_PX = 40
"""What the system puts on top of a window."""


class MainWindow(QMainWindow):
    """One case at a time."""

    def __init__(
        self,
        *,
        engine: "Engine",
        tasks: TaskRunner,
        closings: Closings,
        failures: FailureBus,
        settings: AppSettings,
        theme: ThemeKeeper,
        keys: Keys,
        load_case_pages: Callable[[], None],
        make_case_page: "Callable[[OpenedCase, CasePageParent], CasePageSteps]",
    ) -> None:
        super().__init__()
        self._engine = engine
        self._tasks = tasks
        self.closings = closings
        self.failures = failures
        self._settings = settings
        self._theme = theme
        self._keys = keys
        self._load_case_pages = load_case_pages
        self._make_case_page = make_case_page
        self._making: CasePageSteps | None = None
        self._made: CasePage | None = None  # and not shown yet
        self._is_to_be_loaded = False  # it is shown, and where it begins is not
        self._wanted_query: TrackletId | None = None
        self.case_page: CasePage | None = None
        self.start_page = StartPage(settings, theme)
        self.start_page.open_wanted.connect(self.open_case)
        self.start_page.create_wanted.connect(self.create_case)
        self.start_page.browse_wanted.connect(self.browse_case)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start_page)
        self.closed_notice = ClosedCaseNotice()
        self._whole = _above(self._stack, self.closed_notice)
        self.setCentralWidget(self._whole)
        self.teller = FailureTeller(failures, theme, self)
        self.arrivals = Arrivals(self, self, failures)
        self.sessions = SessionKeeper(self, self, settings)
        self._case_actions: list[QAction] = []
        self._edit_menu = QMenu(self)
        self._playback_menu = QMenu(self)
        self.view_menu = ViewMenu(settings, theme, keys, self)
        self.view_menu.keyboard_wanted.connect(self.show_keyboard)
        self._fill_menus()
        self.setMinimumSize(*_SMALLEST)
        room = self.screen().availableGeometry().size() - QSize(0, _TITLE_PX)
        self.resize(QSize(*_SIZE).boundedTo(room))
        if settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode()))
        self._on_case_changed()

    def open_case(self, path: Path, *, query: "TrackletId | None" = None) -> None:
        """Open the case at `path`, searching with `query`; if it is being closed, behind that."""
        self.setEnabled(False)
        self._wanted_query = query

        def prepare() -> None:
            self._load_case_pages()
            self.closings.wait_for(path)

        open_case(
            engine=self._engine,
            tasks=self._tasks,
            prepare=prepare,
            path=path,
            done=self._show_case,
            failed=lambda problem: self._on_not_opened(path, problem),
        )

    def create_case(self, path: Path, facts: "CaseFacts") -> None:
        """Make a case and open it."""
        self.setEnabled(False)
        self._wanted_query = None
        create_case(
            engine=self._engine,
            tasks=self._tasks,
            prepare=self._load_case_pages,
            path=path,
            facts=facts,
            done=self._show_case,
            failed=lambda problem: self._on_not_opened(path, problem),
        )

    def browse_case(self) -> None:
        """Ask which case to open."""
        folder = QFileDialog.getExistingDirectory(
            self,
            self.tr("Open a case: choose its folder, NAME.duskcase"),
            self._settings.last_folder,
        )
        if folder and self.may_leave_case():
            self.open_case(Path(folder))

    def closeEvent(self, event: QCloseEvent) -> None:
        """A running job is asked about first; what takes seconds ends behind the closed window."""
        if not self.may_leave_case():
            event.ignore()
            return
        self._settings.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self._close_case()
        self._tasks.let_go()
        self.closings.begin(self._end, lambda: None)
        super().closeEvent(event)

    def _end(self) -> None:
        self._tasks.join()
        self._settings.save_at_once()  # behind the saves that were under way

    def add_notice(self, notice: QWidget) -> None:
        """Put a line under everything else."""
        layout = self._whole.layout()
        assert layout is not None  # noqa: S101  (made with the window)
        layout.addWidget(notice)

    def show_keys(self) -> None:
        """Show the sheet of keys."""
        sheet = KeySheet(all_keys(self._keys), self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.change_wanted.connect(self.show_keyboard)
        sheet.open()

    def show_keyboard(self) -> None:
        """Let keys be changed; the dialog is loaded then, not before the first window."""
        from app.views.keyboard_dialog import KeyboardDialog

        dialog = KeyboardDialog(self._keys, self._settings, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def show_commands(self) -> None:
        """Show every command in one list."""
        commands = CommandList(commands_of(self.menuBar()), self)
        commands.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        commands.open()

    def _show_case(self, case: "OpenedCase") -> None:
        self._close_case()
        facts = case.facts
        self._settings.remember_case(RecentCase(str(case.path), facts.number, facts.purpose))
        self._making = self._make_case_page(case, self._stack)
        QTimer.singleShot(0, self._make_next_part)

    def _make_next_part(self) -> None:
        """One part of the page a turn of the event loop; each turn the window may be closed."""
        if self._making is None:
            return
        try:
            next(self._making)
        except StopIteration as made:
            self._making, self._made = None, made.value
            QTimer.singleShot(0, self._show_case_page)
        except Exception as problem:  # noqa: BLE001  (a fault of ours: told, and the window lives)
            self._making = None
            self.setEnabled(True)
            self.failures.report(problem)
        else:
            QTimer.singleShot(0, self._make_next_part)

    def _show_case_page(self) -> None:
        page, self._made = self._made, None
        if page is None:
            return
        self.setEnabled(True)
        self.case_page = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self._playback_menu.clear()
        self._edit_menu.clear()
        self._playback_menu.addActions(list(page.search.playback_actions))
        page.place_changed.connect(lambda _: self._fill_edit_menu(page))
        self._fill_edit_menu(page)
        self._on_case_changed()
        self._is_to_be_loaded = True
        QTimer.singleShot(0, self._load_case_page)

    def _fill_edit_menu(self, page: "CasePage") -> None:
        self._edit_menu.clear()
        self._edit_menu.addActions(list(page.edit_actions))

    def _load_case_page(self) -> None:
        query, self._wanted_query = self._wanted_query, None
        self._is_to_be_loaded = False
        if self.case_page is not None:
            self.case_page.load(query=query)
            self.sessions.begin(leads_back=query is None)

    def _close_case(self) -> None:
        if self._making is not None:
            self._making.close()
            self._making = None
        page, self._made = self.case_page or self._made, None
        if page is None:
            return
        self.sessions.remember()
        self.case_page = None
        self._playback_menu.clear()
        self._edit_menu.clear()
        path, number = page.desk.case.path, page.desk.case.facts.number
        end = page.let_go()
        heads: list[LogHead] = []

        def close() -> None:
            head = end()
            if head is not None:
                _log.info("Log head of %s: %s", path.name, head)  # of a window that is gone, too
                heads.append(head)

        def closed() -> None:
            # kept until its threads have ended: whoever drops a widget last must be the GUI thread
            page.deleteLater()
            if heads and self.isVisible():
                self.closed_notice.tell(number, str(heads[0]))

        self.closings.begin(close, closed, path=path)
        self._stack.removeWidget(page)
        page.hide()
        self.start_page.refresh()
        self._on_case_changed()

    def _on_not_opened(self, path: Path, problem: Exception) -> None:
        self.setEnabled(True)
        if isinstance(problem, CaseNotFoundError):
            self._settings.forget_case(str(path))
            self.start_page.refresh()
        self.failures.report(problem)

    @property
    def is_opening(self) -> bool:
        """Whether a case is on its way; the window takes nothing meanwhile."""
        return not self.isEnabled() or self._is_to_be_loaded

    def may_leave_case(self) -> bool:
        """Ask whether to leave a case whose job is running."""
        if self.case_page is None or not self.case_page.desk.jobs.is_busy:
            return True
        box = QMessageBox(self)
        box.setText(self.tr("A job is running."))
        box.setInformativeText(
            self.tr("Finished work is kept: the next start goes on where it was stopped.")
        )
        stop = box.addButton(self.tr("Stop and close"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Keep it running"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is stop

    def _on_case_changed(self) -> None:
        for action in self._case_actions:
            action.setEnabled(self.case_page is not None)
        for menu in (self._edit_menu, self._playback_menu):
            menu.setEnabled(self.case_page is not None)
        name = "" if self.case_page is None else self.case_page.desk.case.name
        self.setWindowTitle(f"{name} — Duskline" if name else "Duskline")

    def _begin_new_case(self) -> None:
        if self.may_leave_case():
            self._close_case()
            self._stack.setCurrentWidget(self.start_page)
            self.start_page.begin_new_case()

    def _leave_case(self) -> None:
        if self.may_leave_case():
            self._close_case()
            self._stack.setCurrentWidget(self.start_page)

    def _go_to(self, place: int) -> None:
        if self.case_page is not None:
            self.case_page.go_to(place)

    def _add_footage(self, *, folder: bool) -> None:
        if self.case_page is not None:
            self.case_page.go_to(EVIDENCE)
            evidence = self.case_page.evidence
            (evidence.choose_folder if folder else evidence.choose_files)()

    def _index(self) -> None:
        if self.case_page is not None:
            self.case_page.go_to(INDEX)
            self.case_page.index.start()

    def _report(self) -> None:
        if self.case_page is not None:
            self.case_page.go_to(REPORT)
            self.case_page.report.making.choose_place_if_allowed()

    def _fill_menus(self) -> None:
        bar = self.menuBar()
        file = bar.addMenu(self.tr("&File"))
        self._action(file, self.tr("&New case…"), "new-case", self._begin_new_case)
        self._action(file, self.tr("&Open case…"), "open-case", self.browse_case)
        close = self._action(file, self.tr("&Close case"), "close-case", self._leave_case)
        file.addSeparator()
        add = self._action(
            file, self.tr("&Add footage…"), "add-footage", lambda: self._add_footage(folder=False)
        )
        folder = self._action(
            file,
            self.tr("Add a &folder of footage…"),
            "add-folder",
            lambda: self._add_footage(folder=True),
        )
        file.addSeparator()
        self._action(file, self.tr("&Your name…"), "your-name", self._ask_your_name)
        file.addSeparator()
        self._action(file, self.tr("&Quit"), "quit", self.close)
        self._edit_menu.setTitle(self.tr("&Edit"))
        bar.addMenu(self._edit_menu)
        go = bar.addMenu(self.tr("&Go"))
        places = [
            self._action(go, self.tr("&Case"), "go-case", lambda: self._go_to(RECORD)),
            self._action(go, self.tr("&Evidence"), "go-evidence", lambda: self._go_to(EVIDENCE)),
            self._action(go, self.tr("&Index"), "go-index", lambda: self._go_to(INDEX)),
            self._action(go, self.tr("&Search"), "go-search", lambda: self._go_to(SEARCH)),
            self._action(go, self.tr("&Review"), "go-review", lambda: self._go_to(REVIEW)),
            self._action(go, self.tr("Re&port"), "go-report", lambda: self._go_to(REPORT)),
            self._action(go, self.tr("&Models"), "go-models", lambda: self._go_to(MODELS)),
        ]
        go.addSeparator()
        start = self._action(go, self.tr("S&tart indexing"), "start-indexing", self._index)
        report = self._action(go, self.tr("&Make the report…"), "make-report", self._report)
        self._playback_menu.setTitle(self.tr("&Playback"))
        bar.addMenu(self._playback_menu)
        bar.addMenu(self.view_menu)
        help_menu = bar.addMenu(self.tr("&Help"))
        self._action(help_menu, self.tr("&Commands…"), "show-commands", self.show_commands)
        self._action(help_menu, self.tr("&Keys"), "show-keys", self.show_keys)
        if guide_place() is not None:
            self._action(help_menu, self.tr("User &guide"), "user-guide", open_guide)
        self._action(help_menu, self.tr("&About Duskline"), "about", lambda: show_about(self))
        self._case_actions = [close, add, folder, start, report, *places]

    def _action(self, menu: QMenu, text: str, name: str, act: Callable[[], object]) -> QAction:
        action = wear(menu.addAction(text), self._keys, name)
        action.triggered.connect(lambda _=False: act())
        return action

    def _ask_your_name(self) -> None:
        name, is_told = QInputDialog.getText(
            self,
            self.tr("Your name"),
            self.tr(
                "Under this name the logs of cases tell what is done here.\n"
                "Where it is empty they name the case's examiner."
            ),
            text=self._settings.your_name,
        )
        if is_told:
            self._settings.your_name = name.strip()
            self._settings.save()
            self.start_page.form.your_name.setText(self._settings.your_name)
            if self.case_page is not None:
                self.case_page.act_as(self._settings.your_name)


def _above(upper: QWidget, lower: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(upper, 1)
    column.addWidget(lower)
    return whole
