"""A verdict with its reasons and a note."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.settings.keyed_actions import Where
from app.settings.keys import Keys
from app.viewmodels.key_words import first_key_text
from app.viewmodels.review_words import because_text, short_verdict_text
from app.viewmodels.wording import begun
from app.views.decision_bar import VERDICT_KEYS
from app.widgets.labels import label
from app.widgets.segmented_choice import SegmentedChoice
from app.widgets.theme import ThemeKeeper
from cba_core.domain.blind_review import SecondVerdict
from cba_core.domain.decisions import Because, Decision, Verdict

_COLUMNS = 2
_MARGIN_PX = 24


class ReasonsDialog(QDialog):
    """1 to 5 choose the verdict, letters tick reasons, Enter decides, Esc leaves it."""

    decided = Signal(Verdict, tuple, str)

    def __init__(
        self,
        theme: ThemeKeeper,
        heading: str,
        decision: Decision | SecondVerdict | None,
        parent: QWidget,
        *,
        keys: Keys,
    ) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setWindowTitle(self.tr("Reasons and note"))
        self._verdicts = tuple(Verdict)
        self.verdict: SegmentedChoice[Verdict] = SegmentedChoice(
            theme,
            self.tr("Verdict"),
            [(one, self._said(one), "") for one in Verdict],
        )
        self._choose(None if decision is None else decision.verdict)
        self.reasons = {one: QCheckBox(begun(because_text(one))) for one in Because}
        for one, box in self.reasons.items():
            box.setChecked(decision is not None and one in decision.because)
        self.note = QLineEdit("" if decision is None else decision.note)
        self.note.setPlaceholderText(self.tr("A note, for the history and the report"))
        self.note.setAccessibleName(self.tr("Note"))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.decide_button = self._buttons.addButton(
            self.tr("Decide"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.decide_button.setObjectName("primary")
        self.decide_button.setDefault(True)
        self._arrange(heading)
        self.setMinimumWidth(max(560, self.verdict.sizeHint().width() + 2 * _MARGIN_PX))
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self.verdict.group.idToggled.connect(self._tell)
        self._tell()
        next(iter(self.reasons.values())).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of verdicts choose one wherever nothing is written."""
        name = self._keys.stands_for(event, Where.DECIDING)
        number = next((n for n, one in enumerate(Verdict) if VERDICT_KEYS[one] == name), -1)
        if number < 0:
            super().keyPressEvent(event)
        else:
            self.verdict.group.button(number).setChecked(True)

    def _said(self, verdict: Verdict) -> str:
        key = first_key_text(self._keys, VERDICT_KEYS[verdict])
        return f"{key}  {short_verdict_text(verdict)}".strip()

    def _choose(self, verdict: Verdict | None) -> None:
        """Nothing is chosen where nothing was decided: the program proposes no verdict."""
        group = self.verdict.group
        group.setExclusive(False)
        for number, one in enumerate(self._verdicts):
            group.button(number).setChecked(one is verdict)
        group.setExclusive(True)

    def _arrange(self, heading: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN_PX, 20, _MARGIN_PX, 18)
        layout.setSpacing(14)
        layout.addWidget(label(heading, "heading", wraps=True))
        layout.addWidget(self.verdict, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(label(self.tr("It rests on"), "muted"))
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        for number, box in enumerate(self.reasons.values()):
            grid.addWidget(box, number // _COLUMNS, number % _COLUMNS)
        layout.addLayout(grid)
        layout.addWidget(self.note)
        layout.addSpacing(4)
        layout.addWidget(self._buttons)

    def _tell(self) -> None:
        self.decide_button.setEnabled(self.verdict.group.checkedId() >= 0)

    def _accept(self) -> None:
        because = tuple(one for one, box in self.reasons.items() if box.isChecked())
        self.decided.emit(self.verdict.value, because, self.note.text().strip())
        self.accept()
