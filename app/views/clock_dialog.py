"""Tells the clock of recorders, and shows at once what becomes of every file's time (U16)."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.engine_link.engine_texts import engine_text
from app.engine_link.open_case import OpenCase
from app.operations.clock_operations import PlannedTimes, forget_clock, plan_clock, set_clock
from app.viewmodels import wording
from app.viewmodels.clock_draft import ClockEdit, DraftError
from app.viewmodels.moments import reading_text
from app.views.clock_form import ClockForm
from app.widgets.labels import breakable, label
from app.widgets.theme import ThemeKeeper
from cba_core.domain.clocks import sentence
from cba_core.domain.errors import CbaError
from cba_core.domain.time_facts import SourceTime

_WIDTH, _WORDS_PX = 760, 704
_AFTER_MS = 200
"""Behind the last key before the times are worked out."""
_MOST_ROWS = 500
_ROWS_PX = 170


class ClockDialog(QDialog):
    """Of one file or many; nothing is told before the button is pressed."""

    def __init__(
        self,
        desk: OpenCase,
        sources: Sequence[SourceTime],
        theme: ThemeKeeper,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sources = tuple(sources)
        self._ids = tuple(one.footage.id for one in sources)
        self._names = {one.footage.id: one.footage.name for one in sources}
        self._edit: ClockEdit | None = None
        self._asked = 0
        self.setWindowTitle(self.tr("Recorder clock"))
        self.setMinimumWidth(_WIDTH)
        self.form = ClockForm(sources, desk.case.facts.time_zone, theme)
        self.sentence = label("", "strong", wraps=True)
        self.problem = label("", "failure", wraps=True)
        self.times = self._make_table()
        self.set_button = QPushButton(
            self.tr("Set on {files}").format(files=wording.files_text(len(self._ids)))
        )
        self.set_button.setObjectName("primary")
        self.forget_button = QPushButton(self.tr("Take the clock back"))
        self.forget_button.setObjectName("quiet")
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_AFTER_MS)
        self._waiting.timeout.connect(self._plan)
        self._arrange()
        # behind the button box, which shows what is put into it
        self.forget_button.setVisible(any(one.clock is not None for one in sources))
        self.form.changed.connect(self._on_written)
        self.set_button.clicked.connect(self._set)
        self.forget_button.clicked.connect(self._forget)
        self._plan()

    @property
    def _is_one(self) -> bool:
        return len(self._ids) == 1

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.setSpacing(12)
        one = breakable(self._sources[0].footage.name) if self._is_one else ""
        what = one or wording.files_text(len(self._sources))
        heading = label(self.tr("Clock of {what}").format(what=what), "heading", wraps=True)
        for words in (heading, self.sentence, self.problem):
            # of a width that gives way the dialog knows no height: it would open with holes
            words.setMinimumWidth(_WORDS_PX)
            words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        layout.addWidget(heading)
        layout.addWidget(self.form)
        layout.addSpacing(4)
        layout.addWidget(self.sentence)
        layout.addWidget(self.problem)
        layout.addWidget(self.times)
        buttons = QDialogButtonBox()
        buttons.addButton(self.set_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.forget_button, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.set_button.setDefault(True)

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setAccessibleName(self.tr("What becomes of each file"))
        table.setHorizontalHeaderLabels(
            [self.tr("File"), self.tr("Its recorder shows"), self.tr("Corrected start")]
        )
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setFixedHeight(_ROWS_PX)
        return table

    def _on_written(self) -> None:
        self.set_button.setEnabled(False)
        self._edit = None
        self._asked += 1  # an answer that is under way is about what stood there before
        self._waiting.start()

    def _plan(self) -> None:
        self.form.ask_which()
        try:
            edit = self.form.draft.edit()
            text = engine_text(sentence(edit.facts))
        except DraftError as problem:
            self._refuse(str(problem))
            return
        except CbaError as problem:
            self._refuse(engine_text(problem.what))
            return
        self._say(wording.begun(text) + ".", "")
        self._asked += 1
        asked = self._asked

        def show(planned: PlannedTimes) -> None:
            if asked == self._asked:
                self._show_times(edit, planned)

        def refuse(problem: Exception) -> None:
            if asked == self._asked:
                self._refuse(_in_words(problem, self.tr("Say what it shows at the first frame.")))

        plan_clock(desk=self._desk, footage_ids=self._ids, edit=edit, done=show, failed=refuse)

    def _refuse(self, problem: str) -> None:
        self._edit = None
        self._asked += 1
        self._say("", problem)
        self.times.setRowCount(0)
        self.set_button.setEnabled(False)

    def _say(self, becomes: str, problem: str) -> None:
        self.sentence.setText(becomes)
        self.sentence.setVisible(bool(becomes))
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _show_times(self, edit: ClockEdit, planned: PlannedTimes) -> None:
        self._edit = edit
        self.set_button.setEnabled(True)
        self.times.setRowCount(min(len(planned), _MOST_ROWS))
        for row, (number, reading, corrected) in enumerate(planned[:_MOST_ROWS]):
            for column, text in enumerate(
                (self._names[number], reading_text(reading), self._corrected_text(corrected))
            ):
                self.times.setItem(row, column, QTableWidgetItem(text))

    def _corrected_text(self, moment: datetime) -> str:
        return wording.time_text(moment, self._desk.zone)

    def _set(self) -> None:
        if self._edit is None:
            return
        self.set_button.setEnabled(False)
        set_clock(
            desk=self._desk,
            footage_ids=self._ids,
            edit=self._edit,
            done=self.accept,
            failed=lambda problem: self._refuse(_in_words(problem, "")),
        )

    def _forget(self) -> None:
        forget_clock(desk=self._desk, footage_ids=self._ids, done=self.accept)


def _in_words(problem: Exception, instead: str) -> str:
    if not isinstance(problem, CbaError):
        return str(problem)
    if "cba " in problem.what and instead:  # the command line's own remedy
        return f"{engine_text(problem.what.partition(': cba ')[0])}. {instead}"
    return engine_text(problem.what)
