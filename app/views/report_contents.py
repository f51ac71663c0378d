"""What goes into a report: title, propositions, exhibits, and whether the whole log does."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from app.viewmodels.report_words import exhibit_text
from app.widgets.labels import label
from app.widgets.proposition_fields import PropositionFields
from app.widgets.theme import ThemeKeeper
from cba_core.domain.case_report import PLAIN_PROPOSITIONS, ReportWishes
from cba_core.domain.exhibits import Exhibit

_REDACTING = "cba exhibit redact CASE --tracklet 3-12 --cover 61.2-62:400,120,470,330"
_MOST_ROWS = 5
_FRAME_PX = 4
_NAME = Qt.ItemDataRole.UserRole


class ReportContents(QFrame):
    """Tells of every change at once; what is unchecked is told of in the report."""

    changed = Signal()

    def __init__(self, theme: ThemeKeeper, case_title: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.title = QLineEdit()
        self.title.setPlaceholderText(case_title)
        self.title.setAccessibleName(self.tr("Title of the report"))
        self.propositions = PropositionFields(theme, PLAIN_PROPOSITIONS)
        self.exhibits = QListWidget()
        self.exhibits.setObjectName("checks")
        self.exhibits.setAccessibleName(self.tr("Exhibits that go in"))
        self.exhibits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.exhibits.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.about_exhibits = label("", "muted", wraps=True)
        self.elsewhere = label(
            self.tr("Clips and redacted copies are made in a terminal: {command}").format(
                command="cba exhibit --help"
            ),
            "muted",
            wraps=True,
        )
        self.elsewhere.setToolTip(
            self.tr(
                "A redacted copy covers everyone but the tracklets that are named. Where somebody "
                "was missed, a box is drawn by hand:\n{command}\n\nIt becomes an exhibit of its "
                "own, and stands here then."
            ).format(command=_REDACTING)
        )
        self.faulty = label("", "failure", wraps=True)
        self._faulty: set[str] = set()
        self.with_log = QCheckBox(self.tr("The whole log, as JSON"))
        self.with_log.setToolTip(
            self.tr("For disclosure: every row, with names, searches and reasons")
        )
        self._arrange()
        self.show_exhibits(())
        self.title.textChanged.connect(self.changed)
        self.propositions.changed.connect(self.changed)
        self.exhibits.itemChanged.connect(self._on_checked)
        self.with_log.toggled.connect(self.changed)

    @property
    def wishes(self) -> ReportWishes:
        """What is asked for."""
        return ReportWishes(
            title=self.title.text().strip(),
            propositions=self.propositions.texts,
            leave_out=tuple(self._unchecked()),
            with_log=self.with_log.isChecked(),
        )

    @property
    def is_whole(self) -> bool:
        """Whether a report can be made of it."""
        return self.propositions.competes

    def show_exhibits(self, exhibits: Iterable[Exhibit]) -> None:
        """Show others; those that were unchecked stay so."""
        self._faulty.clear()
        self._show_rows([(one.name, exhibit_text(one)) for one in exhibits])

    def tell_faulty(self, names: Iterable[str]) -> None:
        """Name exhibits that are not what they were, and let each be unchecked."""
        named = list(names)
        self._faulty = set(named)
        known = {self._name(row): self.exhibits.item(row).text() for row in self._rows}
        for name in named:
            known.setdefault(name, self.tr("{name}  cannot be read").format(name=name))
        self._show_rows(sorted(known.items()))
        first = next(row for row in self._rows if self._name(row) in named)
        self.exhibits.setCurrentRow(first)
        self.exhibits.setFocus()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(6)
        layout.addWidget(label(self.tr("What goes in"), "heading"))
        layout.addSpacing(4)
        layout.addWidget(label(self.tr("Title"), "muted"))
        layout.addWidget(self.title)
        layout.addSpacing(6)
        layout.addWidget(label(self.tr("Propositions that compete"), "muted"))
        layout.addWidget(self.propositions)
        layout.addSpacing(6)
        layout.addWidget(label(self.tr("Exhibits"), "muted"))
        layout.addWidget(self.exhibits)
        layout.addWidget(self.faulty)
        layout.addWidget(self.about_exhibits)
        layout.addWidget(self.elsewhere)
        layout.addSpacing(6)
        layout.addWidget(self.with_log)

    @property
    def _rows(self) -> range:
        return range(self.exhibits.count())

    def _name(self, row: int) -> str:
        return str(self.exhibits.item(row).data(_NAME))

    def _unchecked(self) -> list[str]:
        return [
            self._name(row)
            for row in self._rows
            if self.exhibits.item(row).checkState() is Qt.CheckState.Unchecked
        ]

    def _show_rows(self, rows: list[tuple[str, str]]) -> None:
        left_out = self._unchecked()
        self.exhibits.blockSignals(True)  # one change, told below
        self.exhibits.clear()
        for name, text in rows:
            item = QListWidgetItem(text, self.exhibits)
            item.setData(_NAME, name)
            item.setToolTip(text)
            is_in = name not in left_out
            item.setCheckState(Qt.CheckState.Checked if is_in else Qt.CheckState.Unchecked)
        self.exhibits.blockSignals(False)
        self.exhibits.setVisible(bool(rows))
        row = self.exhibits.sizeHintForRow(0) if rows else 0
        self.exhibits.setFixedHeight(row * min(len(rows), _MOST_ROWS) + _FRAME_PX)
        self._tell_exhibits()
        self.changed.emit()

    def _on_checked(self) -> None:
        self._tell_exhibits()
        self.changed.emit()

    def _tell_exhibits(self) -> None:
        unchecked = self._unchecked()
        left_out = len(unchecked)
        faulty = sorted(self._faulty.difference(unchecked))
        self.faulty.setText(
            self.tr("Not what it was: {names}. Uncheck it, or bring it back from a copy.").format(
                names=", ".join(faulty)
            )
        )
        self.faulty.setVisible(bool(faulty))
        self.about_exhibits.setVisible(not faulty)
        if not self.exhibits.count():
            text = self.tr("None were made. “Save still” in a player makes one of its picture.")
        elif left_out:
            text = self.tr("Left out: {count}. The report says so.").format(count=left_out)
        else:
            text = self.tr("All go in, each compared with what it was when it was made.")
        self.about_exhibits.setText(text)
