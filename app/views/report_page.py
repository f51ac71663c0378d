"""Report: what goes in and what is missing at the left, the report itself at the right."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.engine_link.logged_look import LoggedLook
from app.engine_link.open_case import OpenCase
from app.engine_link.remedies import window_remedy
from app.viewmodels import blind_words
from app.viewmodels.case_decisions import CaseDecisions
from app.viewmodels.pdf_pages import PdfPages
from app.viewmodels.report_outlook import ReportOutlook
from app.views.report_contents import ReportContents
from app.views.report_lack_list import ReportLackList
from app.views.report_making import ReportMaking
from app.widgets.empty_state import EmptyState
from app.widgets.page_pane import PagePane
from app.widgets.side_scroll import SideScroll
from app.widgets.theme import ThemeKeeper
from cba_core.domain.case_report import LackKind, ReportLack, ReportPreview
from cba_core.domain.errors import CbaError, NotIndexedError

_SIDE_PX, _WIDE_SIDE_PX = 316, 372
_WIDE_PX = 1240


class ReportPage(QWidget):
    """What is drawn is the PDF that would be written now."""

    jump_wanted = Signal(ReportLack)

    def __init__(
        self,
        desk: OpenCase,
        outlook: ReportOutlook,
        decisions: CaseDecisions,
        theme: ThemeKeeper,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._looking = LoggedLook(desk)
        self.outlook = outlook
        outlook.setParent(self)
        facts = desk.case.facts
        title = facts.title or self.tr("Case {number}").format(number=facts.number)
        self.contents = ReportContents(theme, title)
        self.lacks = ReportLackList()
        self.pages = PdfPages(desk.tasks)
        self.pages.setParent(self)
        self.preview = PagePane(theme, self.pages, self.tr("The report as it would be now"))
        self.making = ReportMaking(desk)
        self._again = QPushButton(self.tr("Try again"))
        self._again.clicked.connect(self._draw_again)
        self._to_index = QPushButton(self.tr("Go to Index"))
        self._to_index.setObjectName("primary")
        self._to_index.clicked.connect(
            lambda: self.jump_wanted.emit(ReportLack(kind=LackKind.NOT_SEARCHED))
        )
        self._is_unindexed = False
        self.problem = EmptyState(theme, "report", "", "", (self._to_index, self._again))
        self._decisions = decisions
        self.hidden = EmptyState(theme, "report", "", "")
        self._sides = QStackedWidget()
        self._sides.addWidget(self.preview)
        self._sides.addWidget(self.problem)
        self._sides.addWidget(self.hidden)
        self._arrange()
        self.contents.changed.connect(self._on_wishes)
        self.lacks.jump_wanted.connect(self.jump_wanted)
        self.making.ended.connect(self._draw_again)
        self.making.exhibits_faulty.connect(self.contents.tell_faulty)
        outlook.drawn.connect(self._show)
        outlook.failed.connect(self._show_problem)
        outlook.lacks_changed.connect(self._show_lacks)
        outlook.exhibits_changed.connect(self.contents.show_exhibits)
        outlook.busy_changed.connect(self._tell_state)
        decisions.changed.connect(self._heed_hidden)
        self._show_lacks()
        self._on_wishes()

    @property
    def is_shown(self) -> bool:
        """Whether what is in sight is the report as it is now, or why there is none."""
        if self.outlook.is_drawing:
            return False
        return self.problem.isVisible() or (
            bool(self.pages.text(self.preview.view.page)) and self.pages.is_idle
        )

    def enter(self) -> None:
        """Draw it as it is now, and put the keyboard into it."""
        if self._hides or not self._decisions.has_loaded:  # whether it hides is told with them
            self.contents.title.setFocus()
            return
        self.outlook.watch()
        (self.preview.view if self.pages.sizes else self.contents.title).setFocus()

    def let_go(self) -> None:
        """Stop what is being done; the case is being closed."""
        self._looking.end()
        self.outlook.let_go()
        self.making.let_go()
        self.pages.let_go()

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody looks at is not drawn; a window that is put aside comes back as it was."""
        if not event.spontaneous():
            self._looking.end()
            self.outlook.unwatch()

    def resizeEvent(self, event: object) -> None:
        """The left side takes more where there is more."""
        width = _WIDE_SIDE_PX if self.width() >= _WIDE_PX else _SIDE_PX
        if self._side.minimumWidth() != width:
            self._side.setFixedWidth(width)
            self._scroll.fit()

    def _arrange(self) -> None:
        self._side = QWidget()
        self._side.setFixedWidth(_SIDE_PX)
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.contents)
        column.addWidget(self.lacks)
        column.addStretch()
        self._scroll = SideScroll(self._side)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self._scroll)
        middle.addWidget(self._sides, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(14)
        layout.addLayout(middle, 1)
        layout.addWidget(self.making)

    def _show_lacks(self) -> None:
        can_be_made = not (self._is_unindexed and self._sides.currentWidget() is self.problem)
        outlook, lacks = self.outlook, self.outlook.lacks
        if not lacks and not outlook.knows_all and not outlook.has_failed:
            lacks = None  # the drawing may still find something
        self.lacks.show_lacks(lacks, can_be_made=can_be_made)

    @property
    def _hides(self) -> bool:
        """Whether this reader must not see what another one decided (E21)."""
        return bool(self._decisions.latest.hidden)

    def _heed_hidden(self) -> None:
        is_hidden = self._sides.currentWidget() is self.hidden
        if self._hides and not is_hidden:
            self.outlook.unwatch()
            self.hidden.tell(
                self.tr("The report is hidden from you"), blind_words.to_be_read_text()
            )
            self._sides.setCurrentWidget(self.hidden)
            self._looking.end()
            self._allow()
        elif is_hidden and not self._hides:
            self._sides.setCurrentWidget(self.preview)
            self._allow()
        if self.isVisible() and not self._hides and not self.outlook.is_watched:
            self.outlook.watch()

    def _draw_again(self) -> None:
        if not self._hides:
            self.outlook.redraw()

    def _on_wishes(self) -> None:
        self._allow()
        if self.contents.is_whole:
            self.making.wishes = self.contents.wishes
            self.outlook.wish(self.contents.wishes)
        self._tell_state()

    def _allow(self) -> None:
        if not self._desk.case.review.takes_edits:
            why_not = self.tr(
                "This case is open for reading only, and a report leaves a row in its log"
            )
        elif not self.contents.is_whole:
            why_not = self.tr("At least two propositions have to compete")
        elif self._hides:
            why_not = self.hidden.heading.text()
        elif self._sides.currentWidget() is self.problem:
            why_not = self.problem.heading.text()
        else:
            why_not = ""
        self.making.allow(why_not)

    def _show(self, preview: ReportPreview) -> None:
        if self._hides:
            return
        if self._sides.currentWidget() is self.problem:
            self._sides.setCurrentWidget(self.preview)
            self._show_lacks()
        self.pages.open(preview.pdf)
        if self.isVisible():
            self._looking.begin("report")
        self._allow()

    def _show_problem(self, problem: CbaError) -> None:
        if self._hides:
            return
        is_unindexed = isinstance(problem, NotIndexedError)
        self.problem.tell(
            self.tr("There is nothing to report yet") if is_unindexed else problem.what,
            self.tr("A report tells what was found in footage that was searched: index it first.")
            if is_unindexed
            else window_remedy(problem.kinds, problem.remedy),
        )
        self._is_unindexed = is_unindexed
        self._looking.end()
        self._to_index.setVisible(is_unindexed)
        self._again.setVisible(not is_unindexed)
        self._sides.setCurrentWidget(self.problem)
        self._show_lacks()
        self._allow()

    def _tell_state(self) -> None:
        if not self.contents.is_whole:
            text = self.tr("Not as it is written at the left")
        elif self.outlook.is_drawing:
            text = self.tr("Drawing…")
        else:
            text = self.tr("As it would be now")
        self.preview.state.show_text(text)
