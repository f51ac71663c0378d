"""Walking times between cameras, entered by hand: a small table, and a line to add to it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.viewmodels.plan_look import PlanLook
from app.widgets.labels import label
from app.widgets.text_scale import scaled

_LONGEST_S = 86_400
_ROW_PX = 30
_ROWS = 4


class WalkingTimes(QWidget):
    """Two cameras and the least seconds between them; what is chosen in the table is changed."""

    told = Signal(str, str, object)  # two cameras, and seconds; None: nobody knows

    def __init__(self) -> None:
        super().__init__()
        self._look = PlanLook()
        self._takes_edits = True
        self.table = _Table()
        self.table.setAccessibleName(self.tr("Walking times"))
        self.table.setHorizontalHeaderLabels(
            [self.tr("Between"), self.tr("and"), self.tr("At least")]
        )
        self.table.itemSelectionChanged.connect(self._take_chosen)
        self.table.delete_wanted.connect(self.forget)
        self.first, self.second = QComboBox(), QComboBox()
        self.first.setAccessibleName(self.tr("From camera"))
        self.second.setAccessibleName(self.tr("To camera"))
        for box in (self.first, self.second):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(6)
            box.currentIndexChanged.connect(self._show_told)
        self.seconds = QDoubleSpinBox()
        self.seconds.setDecimals(1)
        self.seconds.setRange(0, _LONGEST_S)
        self.seconds.setSuffix(self.tr(" s"))
        self.seconds.lineEdit().setTextMargins(8, 0, 0, 0)
        self.seconds.setAccessibleName(self.tr("Least walking time in seconds"))
        self.seconds.setToolTip(
            self.tr("For somebody who runs. 0 s: they only do not see the same place.")
        )
        self.set_button = QPushButton(self.tr("Set"))
        self.set_button.setAccessibleName(self.tr("Set the walking time"))
        self.set_button.clicked.connect(self.tell)
        self.seconds.lineEdit().returnPressed.connect(self.tell)
        self.forget_button = QPushButton(self.tr("Take back"))
        self.forget_button.setAccessibleName(self.tr("Take the walking time back"))
        self.forget_button.setObjectName("quiet")
        self.forget_button.clicked.connect(self.forget)
        self._arrange()

    def show_look(self, look: PlanLook, *, takes_edits: bool) -> None:
        """Show what was entered."""
        self._takes_edits = takes_edits
        if look.cameras != self._look.cameras:
            for number, box in enumerate((self.first, self.second)):
                chosen = box.currentText()
                box.blockSignals(True)
                box.clear()
                box.addItems(look.cameras)
                there = look.cameras.index(chosen) if chosen in look.cameras else number
                box.setCurrentIndex(min(there, len(look.cameras) - 1))
                box.blockSignals(False)
        self._look = look
        self.table.blockSignals(True)
        self.table.setRowCount(len(look.apart))
        for row, one in enumerate(look.apart):
            seconds = self.tr("{seconds} s").format(seconds=f"{one.seconds:g}")
            for column, text in enumerate((*one.cameras, seconds)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        self.table.blockSignals(False)
        self.table.setVisible(bool(look.apart))
        self._show_told()

    def begin(self, first: str, second: str) -> None:
        """Ask for the time between these two."""
        self._choose(first, second)
        self.seconds.setFocus()
        self.seconds.selectAll()

    def tell(self) -> None:
        """Say the time that is written."""
        first, second = self.first.currentText(), self.second.currentText()
        if self.set_button.isEnabled():
            self.seconds.interpretText()
            self.told.emit(first, second, self.seconds.value())

    def forget(self) -> None:
        """Say that nobody knows the time between the two that are chosen."""
        if self.forget_button.isEnabled():
            self.told.emit(self.first.currentText(), self.second.currentText(), None)

    def _choose(self, first: str, second: str) -> None:
        self.first.setCurrentText(first)
        self.second.setCurrentText(second)

    def _take_chosen(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._look.apart):
            self._choose(*self._look.apart[row].cameras)

    def _show_told(self) -> None:
        first, second = self.first.currentText(), self.second.currentText()
        are_two = bool(first) and bool(second) and first != second
        told = self._look.seconds_between(first, second) if are_two else None
        if told is not None:
            self.seconds.setValue(told)
        self.set_button.setEnabled(are_two and self._takes_edits)
        self.forget_button.setEnabled(told is not None and self._takes_edits)
        for field in (self.first, self.second, self.seconds):
            field.setEnabled(self._takes_edits and len(self._look.cameras) > 1)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label(self.tr("Walking times"), "strong"))
        layout.addWidget(
            label(
                self.tr(
                    "The shortest way between two cameras, at a run, in seconds. Error figures "
                    "rest on it as well: a time that is too long calls possible ways impossible."
                ),
                "muted",
                wraps=True,
            )
        )
        layout.addWidget(self.table)
        cameras, time = QHBoxLayout(), QHBoxLayout()
        for row in (cameras, time):
            row.setSpacing(8)
            layout.addLayout(row)
        cameras.addWidget(self.first, 1)
        cameras.addWidget(self.second, 1)
        time.addWidget(self.seconds, 1)
        time.addWidget(self.set_button)
        time.addWidget(self.forget_button)


class _Table(QTableWidget):
    """Delete takes the chosen time back."""

    delete_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(0, 3)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column in (0, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(scaled(_ROW_PX))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setFixedHeight(scaled(_ROW_PX) * (_ROWS + 1) + 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As said above."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            self.delete_wanted.emit()
            return
        super().keyPressEvent(event)
