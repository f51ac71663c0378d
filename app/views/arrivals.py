"""Cases and footage that come from outside: named at the start, by a second start, or dropped."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.one_instance import Wish
from app.engine_link.failure_bus import Failure, FailureBus
from app.viewmodels.folders import case_folder_of
from app.views.places import EVIDENCE

if TYPE_CHECKING:
    from app.views.case_page import CasePage
    from cba_core.domain.ids import TrackletId

translate = QCoreApplication.translate

_LOOK_AGAIN_MS = 250


class Host(Protocol):
    """The window, as far as arrivals need it."""

    @property
    def case_page(self) -> "CasePage | None":
        """The case that is open."""

    @property
    def is_opening(self) -> bool:
        """Whether a case is on its way."""

    def open_case(self, path: Path, *, query: "TrackletId | None" = None) -> None:
        """Open another."""

    def may_leave_case(self) -> bool:
        """Ask where a job is running."""


class Arrivals(QObject):
    """Opens a case, or adds footage to the open one.

    What comes while a dialog is open or a case is on its way waits: one thing at a time.
    """

    def __init__(self, window: QWidget, host: Host, failures: FailureBus) -> None:
        super().__init__(window)
        self._window = window
        self._host = host
        self._failures = failures
        self._waiting: list[Wish] = []
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_LOOK_AGAIN_MS)
        self._again.timeout.connect(self._take_waiting)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def come(self, wish: Wish) -> None:
        """Another start asked: come to the front, and do it."""
        window = self._window
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        self.take(wish)

    def take(self, wish: Wish) -> None:
        """Do what was asked as soon as it can be done."""
        if wish.paths:
            self._waiting.append(wish)
            self._take_waiting()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is dropped on the window and no part of it takes for itself."""
        if isinstance(event, QDragEnterEvent | QDropEvent) and self._may_take(event.mimeData()):
            if event.type() is QEvent.Type.Drop:
                self.take(Wish(tuple(_local_files(event.mimeData()))))
            if event.type() in (QEvent.Type.Drop, QEvent.Type.DragEnter):
                event.acceptProposedAction()
                return True
        return False

    def _may_take(self, data: QMimeData) -> bool:
        paths = _local_files(data)
        if any(case_folder_of(path) is not None for path in paths):
            return True
        return bool(paths) and self._host.case_page is not None

    def _take_waiting(self) -> None:
        if not self._waiting:
            return
        if self._host.is_opening or QApplication.activeModalWidget() is not None:
            self._again.start()
            return
        wish = self._waiting.pop(0)
        cases = [case for path in wish.paths if (case := case_folder_of(path)) is not None]
        footage = [path for path in wish.paths if case_folder_of(path) is None]
        if cases:
            self._open(cases[0], wish)
            if len(cases) > 1 or footage:
                self._tell(
                    translate("Arrivals", "Only {name} was opened.").format(name=cases[0].name),
                    translate(
                        "Arrivals",
                        "One case is open at a time; footage is added to the one that is open.",
                    ),
                )
        else:
            self._add(footage)
        if self._waiting:
            self._again.start()

    def _open(self, case: Path, wish: Wish) -> None:
        page = self._host.case_page
        if page is not None and _is_same(page.desk.case.path, case):
            if wish.query is not None:
                page.search_with_tracklet(wish.query)
        elif self._host.may_leave_case():
            self._host.open_case(case, query=wish.query)

    def _add(self, footage: Sequence[Path]) -> None:
        page = self._host.case_page
        missing = [path for path in footage if not path.exists()]
        if missing:
            self._tell(
                translate("Arrivals", "There is nothing at {path}.").format(path=missing[0]),
                translate("Arrivals", "Check the path; nothing was added."),
            )
        elif page is None:
            self._tell(
                translate("Arrivals", "{name} is no case.").format(name=footage[0].name),
                translate(
                    "Arrivals",
                    "Open a case first, then drop footage here: it is added to the open case.",
                ),
            )
        else:
            page.go_to(EVIDENCE)
            page.evidence.add(footage)

    def _tell(self, what: str, remedy: str) -> None:
        self._failures.tell(Failure(what=what, remedy=remedy))


def _local_files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _is_same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
