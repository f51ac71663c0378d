"""Review of one person: its tracklets, its name, and taking it apart or together."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.engine_link.open_case import OpenCase
from app.viewmodels import review_entries, review_words, wording
from app.viewmodels.case_decisions import CaseDecisions
from app.viewmodels.decided_model import DecidedModel
from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.views.person_dialogs import MergeDialog, NameDialog, next_name
from app.widgets.folding_line import FoldingLine
from app.widgets.labels import ElidedLabel, label
from app.widgets.theme import ThemeKeeper
from app.widgets.tile_delegate import TileDelegate
from app.widgets.tile_grid import TileGrid
from app.widgets.whole_button import WholeButton
from cba_core.domain.edits import (
    Edit,
    MergePeople,
    RemoveFromPerson,
    RemovePerson,
    RenamePerson,
    SplitPerson,
)
from cba_core.domain.tracklets import Tracklet

if TYPE_CHECKING:
    from cba_core.domain.decisions import Person
    from cba_core.domain.ids import TrackletId


class PersonReview(QWidget):
    """Buttons say how many tracklets they touch; only ticked ones are split off or taken away."""

    edit_wanted = Signal(object)  # Edit
    chosen = Signal(object)  # Tracklet
    search_wanted = Signal(object)  # QueryKey

    def __init__(
        self,
        desk: OpenCase,
        decisions: CaseDecisions,
        thumbnails: ThumbnailCache,
        theme: ThemeKeeper,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._decisions = decisions
        self._thumbnails = thumbnails
        self._theme = theme
        self.person: Person | None = None
        self.dialog: NameDialog | MergeDialog | None = None
        self.heading = ElidedLabel("heading")
        self.facts = label("", "muted", wraps=True)
        self.model = DecidedModel(thumbnails, desk.zone, self)
        self.grid = TileGrid()
        self.grid.setModel(self.model)
        self.grid.setAccessibleName(self.tr("Tracklets of the person"))
        self._delegate = TileDelegate(theme)
        self.grid.setItemDelegate(self._delegate)
        self.hint = label("", "muted", wraps=True)
        self._buttons: list[WholeButton] = []
        self._lines: tuple[FoldingLine, ...] = ()
        self.rename_action = self._action(self.tr("Rename…"), "F2", self.rename)
        self.merge_action = self._action(self.tr("Merge…"), "Ctrl+M", self.merge)
        self.split_action = self._action("", "", self.split)
        self.take_action = self._action("", "Delete", self.take_away)
        self.remove_action = self._action(self.tr("Remove person"), "", self.remove)
        self.search_action = self._action(self.tr("Search with this person"), "", self.search)
        self.tick_action = self._action(self.tr("Tick"), "T", self.tick)
        self._arrange()
        self.grid.selectionModel().currentChanged.connect(self._on_current)
        self.grid.viewport().installEventFilter(self)
        self.model.dataChanged.connect(self._tell_ticked)
        self.model.modelReset.connect(self._tell_ticked)
        self._tell_ticked()

    @property
    def tracklet(self) -> Tracklet | None:
        """The tracklet that is chosen."""
        index = self.grid.currentIndex()
        return self.model.tracklet(index.row()) if index.isValid() else None

    def show_person(self, number: int) -> None:
        """Show another person, or the same one as it is now."""
        decided = self._decisions.latest
        person = next((one for one in decided.people if one.number == number), None)
        self.person = person
        if person is None:
            return
        row = self.grid.currentIndex().row()
        self.heading.show_text(self.tr("Person {name}").format(name=person.name))
        self.facts.setText(review_entries.person_facts(decided, person))
        held = [decided.tracklets[one] for one in person.tracklets if one in decided.tracklets]
        self.model.show(held)
        if held and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(min(max(row, 0), len(held) - 1)))
        takes = self._decisions.takes_edits
        self.merge_action.setEnabled(takes and len(decided.people) > 1)
        self.search_action.setEnabled(bool(held))
        self._tell_ticked()

    def rename(self) -> None:
        """Ask for another name."""
        person = self.person
        if person is None:
            return
        dialog = NameDialog(
            self.tr("Rename person {name}").format(name=person.name),
            self.tr("Its tracklets stay as they are."),
            person.name,
            self.tr("Rename"),
            self,
        )
        dialog.named.connect(
            lambda name: self.edit_wanted.emit(RenamePerson(person=person.number, name=name))
        )
        self._open(dialog)

    def merge(self, other: int | None = None) -> None:
        """Ask whom to take in, with a preview."""
        decided = self._decisions.latest
        if self.person is None or len(decided.people) < 2:  # noqa: PLR2004  (it takes two)
            return
        dialog = MergeDialog(
            self._theme,
            decided,
            self.person,
            self,
            thumbnails=self._thumbnails,
            zone=self._desk.zone,
            other=next((one for one in decided.people if one.number == other), None),
        )
        dialog.merged.connect(
            lambda into, taken: self.edit_wanted.emit(MergePeople(into=into, others=(taken,)))
        )
        self._open(dialog)

    def split(self) -> None:
        """Ask for the name of a person of the ticked tracklets."""
        person, ticked = self.person, self.model.marked
        if person is None or not ticked:
            return
        dialog = NameDialog(
            self.tr("Split off person {name}").format(name=person.name),
            self.tr("These go: {labels}. The others stay with {name}.").format(
                labels=review_words.labels_text(ticked), name=person.name
            ),
            next_name(self._decisions.latest.people),
            self.tr("Split {tracklets} off").format(tracklets=wording.tracklets_text(len(ticked))),
            self,
        )
        dialog.named.connect(
            lambda name: self.edit_wanted.emit(
                SplitPerson(person=person.number, tracklets=ticked, name=name)
            )
        )
        self._open(dialog)

    def take_away(self) -> None:
        """Take the ticked tracklets from the person; undo gives them back."""
        if self.person is not None and self.model.marked:
            self._ask(RemoveFromPerson(person=self.person.number, tracklets=self.model.marked))

    def remove(self) -> None:
        """Take the person apart; undo makes it again."""
        if self.person is not None:
            self._ask(RemovePerson(person=self.person.number))

    def search(self) -> None:
        """Search with all tracklets of the person as one query."""
        decided = self._decisions.latest
        if self.person is not None:
            held: tuple[TrackletId, ...] = tuple(
                one for one in self.person.tracklets if one in decided.tracklets
            )
            if held:
                self.search_wanted.emit(held)

    def tick(self) -> None:
        """Tick the tile under the keyboard, or take its tick away."""
        index = self.grid.currentIndex()
        if index.isValid():
            self.model.turn_mark(index.row())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click with Ctrl ticks."""
        if event.type() is QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            index = self.grid.indexAt(event.position().toPoint())
            ticks = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if ticks and index.isValid() and self.tick_action.isEnabled():
                self.model.turn_mark(index.row())
        return False

    def _ask(self, edit: Edit) -> None:
        self.edit_wanted.emit(edit)

    def _open(self, dialog: NameDialog | MergeDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _action(self, text: str, keys: str, act: object) -> QAction:
        action = QAction(text, self)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if keys:
            action.setShortcut(QKeySequence(keys))
        if callable(act):
            action.triggered.connect(lambda _=False: act())
        self.addAction(action)
        return action

    def _button(self, action: QAction, hint: str) -> WholeButton:
        button = WholeButton(action.text())
        button.setToolTip(hint)
        button.clicked.connect(action.trigger)

        def follow() -> None:
            button.setText(action.text())
            button.setEnabled(action.isEnabled())

        action.changed.connect(follow)
        self._buttons.append(button)
        return button

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self._button(self.search_action, self.tr("All its tracklets as one query")))
        layout.addLayout(head)
        layout.addWidget(self.facts)
        if self._decisions.takes_edits:
            first = FoldingLine(
                self._button(self.rename_action, self.tr("F2")),
                self._button(self.merge_action, self.tr("Take another person in  Ctrl+M")),
                self._button(self.remove_action, self.tr("Its tracklets stay in the case")),
                QWidget(),
                stretches=(0, 0, 0, 1),
            )
            second = FoldingLine(
                self._button(self.split_action, self.tr("Make a person of the ticked tracklets")),
                self._button(self.take_action, self.tr("Delete")),
                QWidget(),
                stretches=(0, 0, 1),
            )
            self._lines = (first, second)
            for line in self._lines:
                layout.addWidget(line)
            layout.addWidget(self.hint)
        else:
            for action in (self.rename_action, self.merge_action, self.split_action,
                           self.take_action, self.remove_action, self.tick_action):  # fmt: skip
                action.setEnabled(False)
        layout.addWidget(self.grid, 1)

    def _tell_ticked(self) -> None:
        ticked = len(self.model.marked)
        takes = self._decisions.takes_edits and self.person is not None
        words = wording.tracklets_text(ticked) if ticked else self.tr("tracklets")
        self.split_action.setText(self.tr("Split {tracklets} off…").format(tracklets=words))
        self.take_action.setText(self.tr("Take {tracklets} away").format(tracklets=words))
        self.split_action.setEnabled(takes and 0 < ticked < self.model.rowCount())
        self.take_action.setEnabled(takes and bool(ticked))
        for line in self._lines:
            line.refold()
        self.hint.setText(self.tr("T or Ctrl+click ticks a tracklet."))

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.model.tracklet(index.row()))
