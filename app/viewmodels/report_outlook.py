"""The report as it would be now: drawn again when the case or what is asked of it has changed."""

from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine_link.open_case import OpenCase
from app.engine_link.spare_memory import give_back_soon
from app.engine_link.watched_work import WatchedWork
from cba_core.domain.case_report import LackKind, ReportLack, ReportPreview, ReportWishes
from cba_core.domain.changes import ChangeSet
from cba_core.domain.errors import CbaError
from cba_core.domain.exhibits import Exhibit

LET_TYPING_REST_MS = 400
_RESTS_FOR = 3
"""Times as long as the drawing took."""
AT_MOST_EVERY_MS = 1500
"""For what nobody looks at: how much is missing, on the bar of places."""


class ReportOutlook(QObject):
    """Draws only while somebody looks; what was drawn and has not changed is not drawn again."""

    drawn = Signal(ReportPreview)
    failed = Signal(CbaError)
    lacks_changed = Signal()
    exhibits_changed = Signal(object)  # tuple[Exhibit, ...]
    busy_changed = Signal()

    def __init__(self, desk: OpenCase) -> None:
        super().__init__()
        self._desk = desk
        self._work = WatchedWork(desk.tasks, "preview")
        self._work.state_changed.connect(self._on_state)
        self._is_watched = False
        self._is_stale = True
        self._is_waited_for = False  # by whoever wrote something else; not after changes alone
        self._asked = 0
        self._began, self._took_ms = 0.0, 0.0
        self.wishes = ReportWishes()
        self.lacks: tuple[ReportLack, ...] | None = None
        self.knows_all = False  # error figures too, which are known once it was drawn
        self.has_failed = False
        self.exhibits: tuple[Exhibit, ...] = ()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._draw_if_stale)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(AT_MOST_EVERY_MS)
        self._pause.timeout.connect(self._load_lacks)
        desk.changes.changed.connect(self._on_change)

    @property
    def is_drawing(self) -> bool:
        """Whether what is shown is about to be replaced."""
        return self._work.is_running or self._rest.isActive()

    @property
    def is_watched(self) -> bool:
        """Whether somebody looks."""
        return self._is_watched

    def load(self) -> None:
        """Find out how much is missing; nothing is drawn before somebody looks."""
        self._load_lacks()

    def watch(self) -> None:
        """Somebody looks: from now on it is drawn again whenever something changes."""
        self._is_watched = True
        self._read_exhibits()
        self.redraw()

    def unwatch(self) -> None:
        """Nobody looks any more."""
        self._is_watched = False

    def wish(self, wishes: ReportWishes) -> None:
        """Something else is asked of the report."""
        if wishes != self.wishes:
            self.wishes = wishes
            self.redraw(after_ms=LET_TYPING_REST_MS)

    def redraw(self, *, after_ms: int = 0) -> None:
        """Draw it as it is now, once nobody types; what is being drawn is given up."""
        self._is_stale = self._is_waited_for = True
        if self._is_watched:
            self._work.stop()
            self._rest.start(after_ms)
            self.busy_changed.emit()

    def let_go(self) -> None:
        """Draw nothing more; the case is being closed."""
        self._is_watched = False
        self._rest.stop()
        self._pause.stop()
        self._work.stop()

    def _on_change(self, changes: ChangeSet) -> None:
        if changes == ChangeSet():
            return
        self._is_stale = True
        if not self._is_watched:
            if not self._pause.isActive():
                self._pause.start()
        elif not self._work.is_running and not self._rest.isActive():
            self._rest.start(self._between_ms)
            self.busy_changed.emit()

    def _on_state(self) -> None:
        if not self._work.is_running and self._is_stale and not self._rest.isActive():
            self._rest.start(0 if self._is_waited_for else self._between_ms)
        self.busy_changed.emit()

    @property
    def _between_ms(self) -> int:
        """A job that runs says every few moments that something changed: others work, too."""
        return max(LET_TYPING_REST_MS, int(_RESTS_FOR * self._took_ms))

    def _draw_if_stale(self) -> None:
        if not self._is_watched or not self._is_stale or self._work.is_running:
            return
        self._is_stale = self._is_waited_for = False
        self._began = monotonic()
        case, wishes = self._desk.case, self.wishes
        self._work.run(
            lambda context: case.reports.preview(wishes, context=context), self._take, self._fail
        )

    def _take(self, preview: ReportPreview) -> None:
        self._took_ms = 1000 * (monotonic() - self._began)
        self._asked += 1
        self.has_failed = False
        self._tell_lacks(preview.lacks, knows_all=True)
        self.drawn.emit(preview)
        give_back_soon(self._desk.tasks)  # drawing takes much for a moment

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, CbaError):
            self._desk.failures.report(problem)
            return
        self.has_failed = True
        self._load_lacks()
        self.failed.emit(problem)

    def _load_lacks(self) -> None:
        reports = self._desk.case.reports
        self._asked += 1
        asked = self._asked
        self._desk.tasks.queries.run(
            lambda: tuple(reports.lacks()), lambda lacks: self._take_lacks(asked, lacks)
        )

    def _take_lacks(self, asked: int, lacks: tuple[ReportLack, ...]) -> None:
        """Those of error figures are known once the report was drawn, and stay until then."""
        if asked != self._asked:
            return  # overtaken
        figures = (one for one in self.lacks or () if one.kind is LackKind.FIGURES_NOT_MEASURED)
        self._tell_lacks((*lacks, *figures), knows_all=self.knows_all)

    def _tell_lacks(self, lacks: tuple[ReportLack, ...], *, knows_all: bool) -> None:
        if (lacks, knows_all) != (self.lacks, self.knows_all):
            self.lacks, self.knows_all = lacks, knows_all
            self.lacks_changed.emit()

    def _read_exhibits(self) -> None:
        exhibits = self._desk.case.exhibits
        self._desk.tasks.queries.run(lambda: tuple(exhibits.exhibits()), self._take_exhibits)

    def _take_exhibits(self, exhibits: tuple[Exhibit, ...]) -> None:
        if [one.name for one in exhibits] != [one.name for one in self.exhibits]:
            self.exhibits = exhibits
            self.exhibits_changed.emit(exhibits)
