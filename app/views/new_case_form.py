"""The form that begins a case."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from app.settings.app_settings import AppSettings
from app.widgets.labels import label
from app.widgets.zone_choice import ZoneChoice, known_zones

_ENDING = ".duskcase"


class NewCaseForm(QWidget):
    """What a case must tell of itself; nothing is guessed from the computer."""

    create_wanted = Signal(Path, object)  # CaseFacts

    def __init__(self, settings: AppSettings) -> None:
        super().__init__()
        self._settings = settings
        self.number = QLineEdit()
        self.examiner = QLineEdit()
        self.your_name = QLineEdit(settings.your_name)
        self.purpose = QLineEdit()
        self.zone = ZoneChoice()
        self.folder = QLineEdit(settings.last_folder)
        self.problem = label("", "failure", wraps=True)
        self.problem.hide()
        self.create_button = QPushButton(self.tr("Create case"))
        self.create_button.setObjectName("primary")
        self.create_button.clicked.connect(self._submit)
        self._where = label("", "muted", wraps=True)
        self._arrange()
        for field in (self.number, self.folder):
            field.textChanged.connect(self._tell_where)
        for field in (self.number, self.examiner, self.your_name, self.purpose, self.folder):
            field.returnPressed.connect(self._submit)
        self._tell_where()

    @property
    def case_path(self) -> Path | None:
        """Where the case will lie, once number and folder are written."""
        number = "".join(
            mark if mark.isalnum() or mark in "-_." else "-" for mark in self.number.text().strip()
        ).strip(".")
        folder = self.folder.text().strip()
        return Path(folder).expanduser() / f"{number}{_ENDING}" if number and folder else None

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(7)
        grid.addWidget(label(self.tr("New case"), "heading"), 0, 0, 1, 2)
        rows = (
            (self.tr("Case number"), self.number, self.tr("2026-0147")),
            (self.tr("Examiner"), self.examiner, self.tr("who works on it")),
            (self.tr("Your name"), self.your_name, self.tr("for the log; else the examiner")),
            (self.tr("Purpose"), self.purpose, self.tr("what the search is for")),
            (self.tr("Time zone"), self.zone, self.tr("where it happened, such as Europe/Madrid")),
            (self.tr("Folder"), self.folder, self.tr("where the case is kept")),
        )
        for row, (name, field, hint) in enumerate(rows, start=1):
            text = label(name)
            text.setBuddy(field)
            grid.addWidget(text, row, 0)
            field.setAccessibleName(name)
            line = field.lineEdit() if isinstance(field, QComboBox) else field
            if isinstance(line, QLineEdit):
                line.setPlaceholderText(hint)
            if field is self.folder:
                grid.addLayout(self._folder_row(), row, 1)
            else:
                grid.addWidget(field, row, 1)
        below = len(rows) + 1
        grid.addWidget(self._where, below, 1)
        grid.addWidget(self.problem, below + 1, 1)
        grid.addWidget(self.create_button, below + 2, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(1, 1)

    def _folder_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        browse = QPushButton(self.tr("Choose…"))
        browse.setAccessibleName(self.tr("Choose the folder"))
        browse.clicked.connect(self._browse)
        row.addWidget(self.folder, 1)
        row.addWidget(browse)
        return row

    def _browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("Where should the case be kept?"), self.folder.text()
        )
        if folder:
            self.folder.setText(folder)

    def _tell_where(self) -> None:
        path = self.case_path
        self._where.setText("" if path is None else self.tr("Becomes {path}").format(path=path))

    def _submit(self) -> None:
        missing = [
            name
            for name, text in (
                (self.tr("case number"), self.number.text()),
                (self.tr("examiner"), self.examiner.text()),
                (self.tr("purpose"), self.purpose.text()),
                (self.tr("time zone"), self.zone.currentText()),
                (self.tr("folder"), self.folder.text()),
            )
            if not text.strip()
        ]
        problem = ""
        if missing:
            problem = self.tr("Still needed: {missing}.").format(missing=", ".join(missing))
        elif self.zone.currentText().strip() not in known_zones():
            problem = self.tr("Choose a time zone of the list, such as Europe/Madrid.")
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        path = self.case_path
        if problem or path is None:
            return
        from cba_core.domain.repositories import CaseFacts  # numpy comes with it

        facts = CaseFacts(
            number=self.number.text().strip(),
            examiner=self.examiner.text().strip(),
            purpose=self.purpose.text().strip(),
            time_zone=self.zone.currentText().strip(),
        )
        self._settings.your_name = self.your_name.text().strip()
        self._settings.last_folder = self.folder.text().strip()
        self._settings.save()
        self.create_wanted.emit(path, facts)
