"""What two readers said of the same candidates, and how far they agree."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.viewmodels import blind_words, review_words
from app.viewmodels.numbers import number_text
from app.widgets.labels import card, label
from app.widgets.text_scale import scaled
from cba_core.domain.blind_reading import BlindResult
from cba_core.domain.blind_review import Agreement, BlindCandidate
from cba_core.domain.decisions import Verdict
from cba_core.domain.ids import tracklet_label

translate = QCoreApplication.translate

_WIDE_PX = 1200


class AgreementPage(QWidget):
    """Numbers with what they mean; never a likelihood that anybody is right."""

    left_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.result: BlindResult | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Agreement of two readings"))
        self.heading = label("", "heading", wraps=True)
        self.leave_button = QPushButton(self.tr("Back to Review"))
        self.leave_button.setToolTip(self.tr("Back to Review  Esc"))
        self.leave_button.clicked.connect(self.left_wanted)
        self.sentences = label("", wraps=True)
        self.table = self._make_table()
        self._counts = QWidget()
        self._grid = QGridLayout(self._counts)
        self._grid.setHorizontalSpacing(22)
        self._grid.setVerticalSpacing(6)
        self._arrange()

    def show_result(self, result: BlindResult) -> None:
        """Show another set."""
        self.result = result
        self.heading.setText(
            self.tr("Second reading {number}: {agreed}").format(
                number=result.blind_set.number, agreed=blind_words.agreed_text(result.agreement)
            )
        )
        said = (
            blind_words.readers_text(result),
            blind_words.kappa_text(result.agreement) if result.agreement.pairs else "",
            blind_words.non_members_text(result),
            blind_words.gone_text(result),
        )
        self.sentences.setText("\n\n".join(part for part in said if part))
        self._show_counts(result.agreement)
        self._show_readings(result.readings)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The table beside the sentences, or below them where it is narrow."""
        super().resizeEvent(event)
        is_wide = self.width() >= _WIDE_PX
        self._halves.setDirection(
            QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        )

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.leave_button)
        facts = card()
        column = QVBoxLayout(facts)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(16)
        column.addWidget(self.sentences)
        column.addWidget(self._counts, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(facts)
        self._halves = halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        halves.setSpacing(16)
        halves.addWidget(scroll, 1)
        halves.addWidget(self.table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addLayout(halves, 1)

    def _make_table(self) -> QTableWidget:
        columns: tuple[tuple[str, int], ...] = (
            (self.tr("Place"), 64),
            (self.tr("Candidate"), 96),
            (self.tr("First"), 190),
            (self.tr("Second"), 130),
            (self.tr("Why, second"), 0),
        )
        table = QTableWidget(0, len(columns))
        table.setHorizontalHeaderLabels([name for name, _ in columns])
        table.setAccessibleName(self.tr("Both readings, in the order of the second"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for number, (_, width) in enumerate(columns):
            if width:
                table.setColumnWidth(number, scaled(width))
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        return table

    def _show_counts(self, agreement: Agreement) -> None:
        """First readings downwards, second ones across; verdicts nobody gave are left out."""
        while (item := self._grid.takeAt(0)) is not None:
            held = item.widget()
            if held is not None:
                held.hide()
                held.deleteLater()
        used = [one for one in Verdict if any(one in pair for pair in agreement.counts)]
        self._counts.setVisible(bool(used))
        if not used:
            return
        self._grid.addWidget(label(self.tr("First ↓  second →"), "muted"), 0, 0)
        for number, one in enumerate(used, 1):
            name = review_words.short_verdict_text(one)
            self._grid.addWidget(label(name, "muted"), 0, number)
            self._grid.addWidget(label(name, "muted"), number, 0)
        for row, first in enumerate(used, 1):
            for column, second in enumerate(used, 1):
                count = agreement.counts.get((first, second), 0)
                cell = label(
                    number_text(count) if count else "·", "strong" if row == column else ""
                )
                cell.setAlignment(Qt.AlignmentFlag.AlignCenter)
                cell.setAccessibleName(
                    self.tr("first {first}, second {second}: {count}").format(
                        first=review_words.short_verdict_text(first),
                        second=review_words.short_verdict_text(second),
                        count=number_text(count),
                    )
                )
                self._grid.addWidget(cell, row, column)

    def _show_readings(self, readings: tuple[BlindCandidate, ...]) -> None:
        self.table.setRowCount(len(readings))
        for row, one in enumerate(readings):
            for column, text_of in enumerate(_COLUMNS):
                text = text_of(one)
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)


def _first_text(one: BlindCandidate) -> str:
    if one.first_verdict is None:
        return translate("AgreementPage", "known non-member")
    return review_words.short_verdict_text(one.first_verdict)


def _second_text(one: BlindCandidate) -> str:
    return "" if one.second is None else review_words.short_verdict_text(one.second.verdict)


def _why_text(one: BlindCandidate) -> str:
    return "" if one.second is None else review_words.why_text(one.second.because, one.second.note)


_COLUMNS: tuple[Callable[[BlindCandidate], str], ...] = (
    lambda one: str(one.place),
    lambda one: tracklet_label(one.candidate),
    _first_text,
    _second_text,
    _why_text,
)
