"""Evidence: the footage of the case, and what people tell about it."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.engine_link.open_case import OpenCase
from app.operations.footage_operations import (
    FootageEdit,
    add_footage,
    find_footage,
    tell_footage,
)
from app.operations.indexing_operations import put_first
from app.settings.app_settings import AppSettings
from app.viewmodels.case_overview import CaseOverview, Overview
from app.viewmodels.folders import case_folder_of
from app.viewmodels.footage_table_model import FootageColumn, FootageRole, FootageTableModel
from app.viewmodels.plan_look import CasePlanLook
from app.viewmodels.wording import files_text
from app.views.add_report_strip import AddReportStrip
from app.views.clock_dialog import ClockDialog
from app.views.footage_facts_panel import FootageFactsPanel
from app.views.job_strip import JobStrip
from app.views.plan_page import PlanPage
from app.widgets.empty_state import EmptyState
from app.widgets.footage_table import FootageTable
from app.widgets.labels import label
from app.widgets.notice_bar import NoticeBar
from app.widgets.progress_delegate import ProgressDelegate
from app.widgets.segmented_choice import SegmentedChoice
from app.widgets.side_scroll import SideScroll
from app.widgets.theme import ThemeKeeper
from cba_core.domain.footage import Footage
from cba_core.domain.reports import AddReport, FindReport
from cba_core.jobs.requests import AddFootageRequest, FindFootageRequest

if TYPE_CHECKING:
    from cba_core.domain.ids import FootageId
    from cba_core.domain.time_facts import SourceTime

_WIDTHS = {
    FootageColumn.CAMERA: 140,
    FootageColumn.MODALITY: 180,
    FootageColumn.START: 235,
    FootageColumn.CLOCK: 130,
    FootageColumn.DURATION: 105,
    FootageColumn.CODEC: 80,
    FootageColumn.SIZE: 95,
    FootageColumn.STATE: 125,
}


class EvidencePage(QWidget):
    """Drop anywhere; select rows to tell their camera, modality and recorder time at once."""

    watch_wanted = Signal(object)
    """A recording is to be watched as it is; a `Footage`."""

    def __init__(
        self,
        desk: OpenCase,
        overview: CaseOverview,
        settings: AppSettings,
        theme: ThemeKeeper,
        plan_look: CasePlanLook,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self._desk = desk
        self._settings = settings
        self.model = FootageTableModel(desk.zone, self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.model)
        self._sorted.setSortRole(FootageRole.SORT)
        self.table = self._make_table(theme)
        self.panel = FootageFactsPanel(desk.zone, desk.keys)
        self.panel.tell_wanted.connect(self._tell)
        self.panel.clock_wanted.connect(self._tell_clock)
        self.panel.watch_wanted.connect(self.watch)
        self.panel.first_wanted.connect(
            lambda: put_first(desk=desk, footage_ids=[one.id for one in self.selected()])
        )
        self._theme = theme
        self._sources: dict[FootageId, SourceTime] = {}
        self.clock_dialog: ClockDialog | None = None
        self._beside = SideScroll(self.panel)
        self._beside.hide()
        self.report = AddReportStrip()
        self.missing = NoticeBar(self.tr("Find moved files…"))
        self.missing.acted.connect(self.choose_moved)
        self._job = JobStrip(desk, (AddFootageRequest, FindFootageRequest))
        self._count = label("", "muted")
        self._add_files = QPushButton(self.tr("Add files…"))
        self._add_files.setObjectName("primary")
        self._add_files.clicked.connect(self.choose_files)
        self._add_folder = QPushButton(self.tr("Add a folder…"))
        self._add_folder.clicked.connect(self.choose_folder)
        self.plan = PlanPage(desk, plan_look, settings, theme)
        self.view: SegmentedChoice[str] = SegmentedChoice(
            theme,
            self.tr("View"),
            (("files", self.tr("Files"), "evidence"), ("plan", self.tr("Plan"), "camera")),
        )
        self.view.group.idToggled.connect(self._turn)
        self._views = QStackedWidget()  # files, plan
        self._pages = QStackedWidget()
        self.empty = self._make_empty(theme)
        self._arrange()
        overview.changed.connect(self._show)
        desk.jobs.finished.connect(self._on_finished)

    def enter(self) -> None:
        """Put the keyboard where the work goes on."""
        if self._is_plan_shown:
            self.plan.enter()
        elif self._pages.currentIndex():
            self.table.setFocus()
        else:
            self.empty.first_button.setFocus()

    def choose_files(self) -> None:
        """Ask for files to add."""
        files, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Add footage"), self._settings.last_folder
        )
        self.add([Path(file) for file in files])

    def choose_folder(self) -> None:
        """Ask for a folder whose files are added, those in folders below too."""
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("Add a folder of footage"), self._settings.last_folder
        )
        self.add([Path(folder)] if folder else [])

    def choose_moved(self) -> None:
        """Ask for a folder in which missing files are looked for by their content."""
        folder = QFileDialog.getExistingDirectory(
            self,
            self.tr("Where may the missing files be? Folders below are looked through too"),
            self._settings.last_folder,
        )
        if folder:
            self.find_moved(Path(folder))

    def find_moved(self, folder: Path) -> None:
        """Look for missing files below a folder."""
        self.report.clear()
        find_footage(desk=self._desk, folder=folder)

    def selected(self) -> list[Footage]:
        """Files of the selected rows."""
        rows = self.table.selectionModel().selectedRows()
        return [self.model.footage(self._sorted.mapToSource(row).row()) for row in rows]

    def watch(self) -> None:
        """Watch the one file that is selected."""
        chosen = self.selected()
        if len(chosen) == 1:
            self.watch_wanted.emit(chosen[0])

    def select(self, footage: Collection["FootageId"]) -> None:
        """Select these files, and show the first."""
        chosen = QItemSelection()
        for row in range(self.model.rowCount()):
            if self.model.footage(row).id in footage:
                index = self._sorted.mapFromSource(self.model.index(row, 0))
                chosen.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)
        if not chosen.isEmpty():
            self.table.scrollTo(chosen.indexes()[0])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders are welcome; a case is for the window, which opens it."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if any(case_folder_of(path) is not None for path in paths):
            event.ignore()
        elif paths:
            event.acceptProposedAction()
            self.empty.tell(
                self.tr("Let go to add"), self.tr("The files are read, never changed or moved.")
            )

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        self._tell_empty()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        self._tell_empty()
        self.add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _make_table(self, theme: ThemeKeeper) -> FootageTable:
        table = FootageTable(
            self._sorted,
            theme,
            widths=_WIDTHS,
            stretched=FootageColumn.NAME,
            least_px=190,
            giving_way=(
                FootageColumn.CODEC,
                FootageColumn.SIZE,
                FootageColumn.DURATION,
                FootageColumn.CLOCK,
            ),
        )
        table.setAccessibleName(self.tr("Footage"))
        table.horizontalHeader().moveSection(FootageColumn.STATE, 1)  # in sight beside the panel
        header = table.horizontalHeader()
        header.moveSection(
            header.visualIndex(FootageColumn.CLOCK), header.visualIndex(FootageColumn.START) + 1
        )
        self._state_delegate = ProgressDelegate(theme)
        table.setItemDelegateForColumn(FootageColumn.STATE, self._state_delegate)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setSortingEnabled(True)
        table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        table.selectionModel().selectionChanged.connect(self._on_selection)
        table.activated.connect(lambda _: self.watch())
        return table

    def _make_empty(self, theme: ThemeKeeper) -> EmptyState:
        add_files = QPushButton(self.tr("Add files…"))
        add_files.setObjectName("primary")
        add_files.clicked.connect(self.choose_files)
        add_folder = QPushButton(self.tr("Add a folder…"))
        add_folder.clicked.connect(self.choose_folder)
        empty = EmptyState(theme, "evidence", "", "", (add_files, add_folder))
        self._pages.addWidget(empty)
        self.empty = empty
        self._tell_empty()
        return empty

    def _tell_empty(self) -> None:
        self.empty.tell(
            self.tr("Drop footage here"),
            self.tr(
                "Recordings of any camera, by day or by night: MP4, MKV, AVI, MOV, TS, DAV, raw "
                "H.264 and H.265, or whole folders of them. Duskline reads them where they are, "
                "notes their SHA-256, and never writes beside them."
            ),
        )

    def _arrange(self) -> None:
        """From the outside in: what is moved with all that is in it is styled again, whole."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.report)
        layout.addWidget(self._job)
        filled = QWidget()
        self._pages.addWidget(filled)
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        tools = QHBoxLayout()
        column.addLayout(tools)
        tools.setSpacing(10)
        tools.addWidget(self.view)
        tools.addWidget(self._count, 1)
        tools.addWidget(self.plan.tools, 1)
        tools.addWidget(self._add_folder)
        tools.addWidget(self._add_files)
        column.addWidget(self.missing)
        column.addWidget(self._views, 1)
        files = QWidget()
        self._views.addWidget(files)
        middle = QHBoxLayout(files)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(16)
        middle.addWidget(self.table, 1)
        middle.addWidget(self._beside)
        self._views.addWidget(self.plan)
        self.plan.tools.hide()

    @property
    def _is_plan_shown(self) -> bool:
        return bool(self._pages.currentIndex()) and self._views.currentWidget() is self.plan

    def _turn(self) -> None:
        """Show files or the plan, with the buttons that belong to it."""
        is_plan = self.view.value == "plan"
        self._views.setCurrentIndex(int(is_plan))
        self.plan.tools.setVisible(is_plan)
        for one in (self._count, self._add_folder, self._add_files):
            one.setVisible(not is_plan)
        if is_plan:
            self.plan.enter()

    def _show(self, overview: Overview) -> None:
        self._sources = {one.footage.id: one for one in overview.sources}
        self.model.show(overview.footage)
        self.model.show_clocks(overview.sources)
        self.model.show_turns(overview.turns, overview.put_first)
        self.panel.show_cameras(overview.cameras)
        page = 1 if overview.footage else 0
        if page != self._pages.currentIndex():
            self._pages.setCurrentIndex(page)
            if self.isVisible():
                self.enter()
        parts = [files_text(len(overview.footage))]
        if overview.without_start_time:
            parts.append(
                self.tr("{files} without the recorder's time: select rows to tell it").format(
                    files=files_text(overview.without_start_time)
                )
            )
        self._count.setText(" · ".join(parts))
        self.missing.tell(
            self.tr("Missing: {files}. People found in them stay searchable.").format(
                files=files_text(overview.missing)
            )
            if overview.missing
            else ""
        )
        self._on_selection()

    def _on_selection(self) -> None:
        chosen = self.selected()
        sources = [self._sources[one.id] for one in chosen if one.id in self._sources]
        self.panel.show_footage(chosen, clocked=any(one.clock is not None for one in sources))
        self._beside.setVisible(bool(chosen))

    def add(self, paths: Sequence[Path]) -> None:
        """Add files and folders to the case."""
        if not paths:
            return
        first = paths[0]
        self._settings.last_folder = str(first if first.is_dir() else first.parent)
        self._settings.save()
        self.report.clear()
        add_footage(desk=self._desk, paths=paths)

    def _tell(self, edit: FootageEdit) -> None:
        tell_footage(
            desk=self._desk,
            footage_ids=[footage.id for footage in self.selected()],
            edit=edit,
            done=self.panel.show_done,
        )

    def _tell_clock(self) -> None:
        sources = [self._sources[one.id] for one in self.selected() if one.id in self._sources]
        if sources:
            self.clock_dialog = ClockDialog(self._desk, sources, self._theme, self)
            self.clock_dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.clock_dialog.open()

    def _on_finished(self, request: object, report: object) -> None:
        if isinstance(report, FindReport):
            self.report.show_found(report)
        if not isinstance(request, AddFootageRequest) or not isinstance(report, AddReport):
            return
        self.report.show_report(report)
        if self.report.added and not self.selected():
            self.table.selectionModel().setCurrentIndex(
                self._sorted.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
