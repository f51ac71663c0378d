"""Review of one person: its tracklets, its name, and taking it apart or together."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.engine_link.open_case import OpenCase
from app.viewmodels import review_entries, review_words, wording
from app.viewmodels.case_decisions import CaseDecisions
from app.viewmodels.decided_model import DecidedModel
from app.viewmodels.key_words import first_key_text
from app.viewmodels.plan_look import CasePlanLook
from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.views.person_dialogs import MergeDialog, NameDialog, next_name
from app.views.route_view import RouteView
from app.widgets.folding_line import FoldingLine
from app.widgets.labels import ElidedLabel, label
from app.widgets.segmented_choice import SegmentedChoice
from app.widgets.theme import ThemeKeeper
from app.widgets.tile_delegate import TileDelegate
from app.widgets.tile_grid import TileGrid
from app.widgets.whole_button import WholeButton
from app.widgets.worn_keys import tell_key, wear
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
        plan_look: CasePlanLook,
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
        self.route = RouteView(desk, plan_look, theme)
        self.route.chosen.connect(self._on_stop)
        self.view: SegmentedChoice[str] = SegmentedChoice(
            theme,
            self.tr("View"),
            (("tracklets", self.tr("Tracklets"), "person"), ("route", self.tr("Route"), "camera")),
        )
        self.view.group.idToggled.connect(self._turn)
        self._views = _Views()
        self.hint = label("", "muted", wraps=True)
        self._buttons: list[WholeButton] = []
        self._names: dict[QAction, str] = {}
        self._lines: tuple[FoldingLine, ...] = ()
        self.rename_action = self._action(self.tr("Rename…"), "rename-person", self.rename)
        self.merge_action = self._action(self.tr("Merge…"), "merge-person", self.merge)
        self.split_action = self._action("", "split-person", self.split)
        self.take_action = self._action("", "take-away", self.take_away)
        self.remove_action = self._action(self.tr("Remove person"), "remove-person", self.remove)
        self.search_action = self._action(
            self.tr("Search with this person"), "search-person", self.search
        )
        self.tick_action = self._action(self.tr("Tick"), "tick", self.tick)
        self._arrange()
        self.grid.selectionModel().currentChanged.connect(self._on_current)
        self.grid.viewport().installEventFilter(self)
        self.model.dataChanged.connect(self._tell_ticked)
        self.model.modelReset.connect(self._tell_ticked)
        desk.keys.changed.connect(self._tell_ticked)
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
        if self.view.value == "route":
            self.route.show_person(number)
        self._tell_ticked()

    def enter(self) -> None:
        """Put the keyboard into what is shown."""
        if self.view.value == "route":
            self.route.enter()
        else:
            self.grid.setFocus()

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

    def _action(self, text: str, name: str, act: object) -> QAction:
        action = QAction(text, self)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        wear(action, self._desk.keys, name)
        self._names[action] = name
        if callable(act):
            action.triggered.connect(lambda _=False: act())
        self.addAction(action)
        return action

    def _button(self, action: QAction, hint: str) -> WholeButton:
        button = WholeButton(action.text())
        tell_key(button, self._desk.keys, self._names[action], hint=hint)
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
        below = QHBoxLayout()
        below.addWidget(self.facts, 1)
        below.addWidget(self.view)
        layout.addLayout(below)
        if self._decisions.takes_edits:
            first = FoldingLine(
                self._button(self.rename_action, ""),
                self._button(self.merge_action, self.tr("Take another person in")),
                self._button(self.remove_action, self.tr("Its tracklets stay in the case")),
                QWidget(),
                stretches=(0, 0, 0, 1),
            )
            second = FoldingLine(
                self._button(self.split_action, self.tr("Make a person of the ticked tracklets")),
                self._button(self.take_action, ""),
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
        self._views.addWidget(self.grid)
        self._views.addWidget(self.route)
        layout.addWidget(self._views, 1)

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
        key = first_key_text(self._desk.keys, "tick")
        self.hint.setText(
            self.tr("{key} or Ctrl+click ticks a tracklet.").format(key=key)
            if key
            else self.tr("Ctrl+click ticks a tracklet.")
        )

    def _turn(self) -> None:
        """Show the tracklets, or the route that they make."""
        is_route = self.view.value == "route"
        self._views.setCurrentIndex(int(is_route))
        for line in self._lines:  # what is changed are the tracklets; the plan needs the room
            line.setVisible(not is_route)
        self.hint.setVisible(not is_route and self._decisions.takes_edits)
        if is_route and self.person is not None:
            self.route.show_person(self.person.number)

    def _on_stop(self, tracklet: "TrackletId") -> None:
        held = self._decisions.latest.tracklets.get(tracklet)
        if held is not None:
            self.chosen.emit(held)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.model.tracklet(index.row()))


class _Views(QStackedWidget):
    """Needs no more room than what is shown of it."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """As said above."""
        shown = self.currentWidget()
        return super().minimumSizeHint() if shown is None else shown.minimumSizeHint()
