"""The second readings of one query: how far each is, and what this person may do with it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.viewmodels import blind_words
from app.viewmodels.counts import Counts
from app.widgets.labels import label
from app.widgets.whole_button import WholeButton
from cba_core.domain.blind_reading import BlindProgress

_MOST_NON_MEMBERS = 999
_NUMBER_PX = 90
_DIALOG_PX, _WORDS_PX = 520, 472


class SecondReadings(QFrame):
    """A line for each set, the newest first; hidden where there is none."""

    read_wanted = Signal(int)
    agreement_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setAccessibleName(self.tr("Second readings"))
        self._shown: tuple[object, ...] = ()
        self.buttons: dict[int, WholeButton] = {}
        self.texts: dict[int, str] = {}
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(14, 6, 8, 6)
        self._lines.setSpacing(4)
        self.hide()

    def show_sets(self, sets: Sequence[BlindProgress], reader: str, *, takes_edits: bool) -> None:
        """Show these, as this person may read them."""
        shown = (tuple(sets), reader, takes_edits)
        if shown != self._shown:
            self._shown = shown
            self._clear()
            for one in reversed(sets):
                self._add(one, reader, takes_edits=takes_edits)
        self.setVisible(bool(sets))

    def _clear(self) -> None:
        self.buttons.clear()
        self.texts.clear()
        while (item := self._lines.takeAt(0)) is not None:
            line = item.widget()
            if line is not None:
                line.hide()
                line.deleteLater()

    def _add(self, one: BlindProgress, reader: str, *, takes_edits: bool) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        refusal = blind_words.refusal_text(one, reader)
        text = " · ".join(part for part in (blind_words.set_text(one), refusal) if part)
        self.texts[one.number] = text
        row.addWidget(label(text, wraps=True), 1)
        if one.is_finished:
            self._add_button(row, one, self.tr("Show the agreement"), self.agreement_wanted.emit)
        elif not refusal and takes_edits:
            text = self.tr("Go on reading") if one.read else self.tr("Read blind")
            self._add_button(row, one, text, self.read_wanted.emit)
        self._lines.addWidget(line)

    def _add_button(self, row: QHBoxLayout, one: BlindProgress, text: str, act: object) -> None:
        button = WholeButton(text)
        button.setAccessibleName(
            self.tr("{text}, second reading {number}").format(text=text, number=one.number)
        )
        if callable(act):
            button.clicked.connect(lambda: act(one.number))
        row.addWidget(button)
        self.buttons[one.number] = button


class PutUpDialog(QDialog):
    """Says what the set will hold and what its reader will not see."""

    put_up = Signal(int)  # known non-members at most

    def __init__(self, decided: int, parent: QWidget) -> None:
        """`decided`: candidates of the query that were decided on."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Put up for a second reader"))
        self.setMinimumWidth(_DIALOG_PX)
        self.non_members = QSpinBox()
        self.non_members.setRange(0, _MOST_NON_MEMBERS)
        self.non_members.setValue(max(decided, 2))
        self.non_members.lineEdit().setTextMargins(8, 0, 0, 0)
        self.non_members.setMinimumWidth(_NUMBER_PX)
        self.non_members.setAccessibleName(self.tr("Known non-members at most"))
        said = self.tr(
            "Another person decides once more on {candidates}, in an order drawn by lot, among "
            "people who cannot be the one: seen by the query's camera at the same time, or by "
            "cameras that lie apart. They see both recordings; neither scores, ranks, names nor "
            "your verdicts. Afterwards the agreement of the two readings is shown."
        ).format(candidates=Counts.candidates(decided))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.act_button = buttons.addButton(
            self.tr("Put up"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.act_button.setObjectName("primary")
        self.act_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(12)
        layout.addWidget(label(self.tr("Put up for a second reader"), "heading"))
        words = label(said, "muted", wraps=True)
        # of a width that gives way the dialog knows no height: it would open with holes
        words.setMinimumWidth(_WORDS_PX)
        words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        layout.addWidget(words)
        line = QHBoxLayout()
        line.addWidget(label(self.tr("Known non-members, at most")))
        line.addWidget(self.non_members)
        line.addStretch()
        layout.addLayout(line)
        layout.addSpacing(4)
        layout.addWidget(buttons)
        self.resize(_DIALOG_PX, layout.totalHeightForWidth(_DIALOG_PX))
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)

    def _accept(self) -> None:
        self.put_up.emit(self.non_members.value())
        self.accept()
