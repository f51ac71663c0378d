"""Case: who works on it, whether everything is what it was, and what was done."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.engine_link.engine_texts import engine_text
from app.engine_link.open_case import OpenCase
from app.engine_link.watched_work import WatchedWork
from app.operations.record_operations import (
    CaseRecord,
    check_chain,
    count_log,
    export_log,
    load_backups,
    load_record,
)
from app.settings.app_settings import AppSettings
from app.viewmodels.log_table_model import LogColumn, LogTableModel, action_text
from app.viewmodels.numbers import number_text
from app.views.integrity_card import IntegrityCard
from app.widgets.labels import card, label
from app.widgets.side_scroll import SideScroll
from app.widgets.text_scale import scaled
from cba_core.domain.case_log import LogAction, LogHead
from cba_core.domain.log_check import LogFault

_MOST_ENTRIES = 1000
COUNT_EVERY_MS = 2000
_SIDE_PX = 360
_CELL_PX = 28
"""What a cell takes beside its words."""
_HEAD_MARKS = 23
"""Of the head's digits that are shown; the button copies all of them."""


class RecordPage(QWidget):
    """Facts and integrity at the left, the log at the right."""

    counted = Signal(int)  # entries of the log

    def __init__(self, desk: OpenCase, settings: AppSettings) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._settings = settings
        self._work = WatchedWork(desk.tasks, "record")
        self.integrity = IntegrityCard(desk, self._work)
        self.integrity.looked_through.connect(self.load)
        self.model = LogTableModel(desk.zone, self)
        self.table = self._make_table()
        self.head = label("", "strong")
        self.head.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.said = label("", "muted", wraps=True)
        self.copy_button = QPushButton(self.tr("Copy"))
        self.copy_button.setAccessibleName(self.tr("Copy the log's head"))
        self.copy_button.setEnabled(False)
        self.copy_button.clicked.connect(self._copy)
        self.check_button = QPushButton(self.tr("Check the chain"))
        self.check_button.clicked.connect(self._check)
        self.export_button = QPushButton(self.tr("Export…"))
        self.export_button.setAccessibleName(self.tr("Export the log"))
        self.export_button.clicked.connect(self._choose_target)
        self._backups = desk.tasks.new_lane("backups", 1)
        self._whole_head = ""
        self._asked = 0
        self._known = 0
        self._is_counting = False
        self._counts = desk.tasks.new_lane("log-count", 1)
        self._pulse = QTimer(self)
        self._pulse.setInterval(COUNT_EVERY_MS)
        self._pulse.timeout.connect(self._count)
        desk.changes.changed.connect(lambda _: self._count())
        self._arrange()

    def enter(self) -> None:
        """Read what was done meanwhile."""
        self.load()
        self.table.setFocus()
        load_backups(desk=self._desk, lane=self._backups, done=self.integrity.show_backups)

    def load(self) -> None:
        """Read the log anew."""
        self._asked += 1
        asked = self._asked

        def show(record: CaseRecord) -> None:
            if asked == self._asked:  # answers may overtake one another
                self._show(record)

        load_record(desk=self._desk, most=_MOST_ENTRIES, done=show)
        if not self._pulse.isActive():
            self._pulse.start()

    def let_go(self) -> None:
        """Stop what is being done; the case is being closed."""
        self._pulse.stop()
        self._work.stop()

    def _count(self) -> None:
        """Searches, players, the worker and other programs write rows, and tell nobody."""
        if self._is_counting or not self._pulse.isActive():
            return
        self._is_counting = True

        def take(head: LogHead) -> None:
            self._is_counting = False
            if head.count == self._known:
                return
            self._known = head.count
            self.counted.emit(head.count)
            if self.isVisible():
                self.load()

        def fail(_: Exception) -> None:
            self._is_counting = False  # a case that cannot be read says so where it is asked

        count_log(desk=self._desk, lane=self._counts, done=take, failed=fail)

    def _arrange(self) -> None:
        side = QWidget()
        side.setFixedWidth(scaled(_SIDE_PX))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._make_facts())
        column.addWidget(self.integrity)
        column.addStretch()
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label(self.tr("Log"), "heading"))
        head.addStretch(1)
        head.addWidget(self.check_button)
        head.addWidget(self.export_button)
        log = QVBoxLayout()
        log.setSpacing(12)
        log.addLayout(head)
        anchor = QHBoxLayout()
        anchor.setSpacing(10)
        anchor.addWidget(label(self.tr("Head"), "muted"))
        anchor.addWidget(self.head)
        anchor.addWidget(self.copy_button)
        anchor.addStretch(1)
        log.addLayout(anchor)
        log.addWidget(self.said)
        log.addWidget(self.table, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(20)
        layout.addWidget(SideScroll(side))
        layout.addLayout(log, 1)

    def _make_facts(self) -> QWidget:
        facts = self._desk.case.facts
        made = card()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(3)
        layout.addWidget(label(f"{facts.number}  {facts.title}".strip(), "heading", wraps=True))
        for name, text in (
            (self.tr("Purpose"), facts.purpose),
            (self.tr("Examiner"), facts.examiner),
            (self.tr("Times are told in"), facts.time_zone),
            (
                self.tr("Made"),
                "" if facts.created is None else f"{facts.created:%Y-%m-%d %H:%M:%S} UTC",
            ),
            (self.tr("Folder"), str(self._desk.case.path)),
        ):
            if text:
                layout.addSpacing(8)
                layout.addWidget(label(name, "muted"))
                value = label(text, wraps=True)
                value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                layout.addWidget(value)
        return made

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Log, newest first"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        actions = max(table.fontMetrics().horizontalAdvance(action_text(one)) for one in LogAction)
        for column, width in (
            (LogColumn.NUMBER, 62),
            (LogColumn.TIME, 222),
            (LogColumn.ACTOR, 130),
            (LogColumn.ACTION, max(95, actions + _CELL_PX)),
            (LogColumn.REASON, 160),
        ):
            table.setColumnWidth(column, width)
        header.setSectionResizeMode(LogColumn.OBJECT, QHeaderView.ResizeMode.Stretch)
        return table

    def _show(self, record: CaseRecord) -> None:
        self._whole_head = str(record.head)
        self.counted.emit(record.head.count)
        self.head.setText(self._whole_head[:_HEAD_MARKS] + "…")
        self.head.setToolTip(self._whole_head)
        self.copy_button.setEnabled(True)
        self._known = record.head.count
        current = self.table.currentIndex()
        number = self.model.entry(current.row()).number if current.isValid() else None
        self.model.show(record.entries, record.names)
        for row in range(self.model.rowCount() if number is not None else 0):
            if self.model.entry(row).number == number:
                self.table.setCurrentIndex(self.model.index(row, current.column()))
                break
        self.integrity.show_record(record)
        left = record.head.count - len(record.entries)
        if left > 0:
            self.said.setText(
                self.tr("The last {count} entries; export shows all {all}.").format(
                    count=number_text(len(record.entries)), all=number_text(record.head.count)
                )
            )
        elif not self.said.text():
            self.said.setText(
                self.tr(
                    "Each entry holds the hash of the one before. Write the head down on paper: "
                    "whoever changes the log later cannot make that head again."
                )
            )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._whole_head)
        self.said.setText(self.tr("The log's head was copied."))

    def _check(self) -> None:
        self.said.setText(self.tr("Computing every hash again…"))
        check_chain(desk=self._desk, done=self._on_checked)

    def _on_checked(self, faults: list[LogFault]) -> None:
        if not faults:
            self.said.setText(
                self.tr(
                    "Every hash fits. Whether entries were cut off the end is told only by a head "
                    "that was written down earlier."
                )
            )
            return
        first = "; ".join(f"{one.number}: {engine_text(one.text)}" for one in faults[:3])
        self.said.setText(
            self.tr("{count} faults in the log. {first}").format(
                count=number_text(len(faults)), first=first
            )
        )

    def _choose_target(self) -> None:
        file, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Export the log"),
            f"{self._settings.last_folder}/{self._desk.case.name}-log.jsonl",
            self.tr("JSON Lines (*.jsonl)"),
        )
        if file:
            export_log(desk=self._desk, work=self._work, target=Path(file), done=self._on_exported)

    def _on_exported(self, head: LogHead) -> None:
        self.said.setText(
            self.tr("{count} entries exported; resources/verify_log.py checks them.").format(
                count=number_text(head.count)
            )
        )
        self.load()
