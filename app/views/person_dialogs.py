"""Naming a person, and merging two with a preview of what will be one."""

from collections.abc import Sequence
from datetime import tzinfo
from itertools import count as numbers_from
from string import ascii_uppercase

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.viewmodels import review_entries
from app.viewmodels.decided import Decided
from app.viewmodels.decided_model import DecidedModel
from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.viewmodels.wording import tracklets_text
from app.widgets.labels import label
from app.widgets.theme import ThemeKeeper
from app.widgets.tile_groups import TileGroups
from cba_core.domain.decisions import Person


def next_name(people: Sequence[Person]) -> str:
    """The first letter that no person has; numbers behind Z."""
    taken = {one.name for one in people}
    letters = next((one for one in ascii_uppercase if one not in taken), None)
    return letters or next(str(one) for one in numbers_from(1) if str(one) not in taken)


class NameDialog(QDialog):
    """A name, and a sentence that says what will have it; Enter takes it."""

    named = Signal(str)

    def __init__(self, heading: str, said: str, name: str, act: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(heading)
        self.setMinimumWidth(440)
        self.field = QLineEdit(name)
        self.field.setAccessibleName(self.tr("Name of the person"))
        self.field.selectAll()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.act_button = buttons.addButton(act, QDialogButtonBox.ButtonRole.AcceptRole)
        self.act_button.setObjectName("primary")
        self.act_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(12)
        layout.addWidget(label(heading, "heading"))
        layout.addWidget(label(said, "muted", wraps=True))
        layout.addWidget(self.field)
        layout.addSpacing(4)
        layout.addWidget(buttons)
        self.field.textChanged.connect(self._tell)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        self.field.setFocus()
        self._tell()

    def _tell(self) -> None:
        self.act_button.setEnabled(bool(self.field.text().strip()))

    def _accept(self) -> None:
        self.named.emit(self.field.text().strip())
        self.accept()


class MergeDialog(QDialog):
    """Which person is taken in, and what the two are together; nothing else is touched."""

    merged = Signal(int, int)  # into, other

    def __init__(
        self,
        theme: ThemeKeeper,
        decided: Decided,
        into: Person,
        parent: QWidget,
        *,
        thumbnails: ThumbnailCache,
        zone: tzinfo,
        other: Person | None = None,
    ) -> None:
        super().__init__(parent)
        self._decided = decided
        self._into = into
        self._others = [one for one in decided.people if one.number != into.number]
        self.setWindowTitle(self.tr("Merge people"))
        self.resize(680, 760)
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("Person to take in"))
        for one in self._others:
            facts = review_entries.person_facts(decided, one)
            self.choice.addItem(f"{one.name}  —  {facts}")
        if other in self._others:
            self.choice.setCurrentIndex(self._others.index(other))
        self._models = (DecidedModel(thumbnails, zone, self), DecidedModel(thumbnails, zone, self))
        self.groups = TileGroups(
            theme,
            [
                (self._models[0], self.tr("{name} now").format(name=into.name), "person"),
                (self._models[1], "", "person"),
            ],
        )
        self.said = label("", "strong", wraps=True)
        self.against = label("", "failure", wraps=True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.merge_button = self._buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.merge_button.setObjectName("primary")
        self.merge_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(12)
        heading = self.tr("Merge another person into {name}").format(name=into.name)
        layout.addWidget(label(heading, "heading"))
        layout.addWidget(self.choice)
        layout.addWidget(self.groups, 1)
        layout.addWidget(self.said)
        layout.addWidget(self.against)
        layout.addWidget(self._buttons)
        self.choice.currentIndexChanged.connect(self._preview)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self._preview()

    @property
    def other(self) -> Person:
        """Who is taken in."""
        return self._others[self.choice.currentIndex()]

    def _preview(self) -> None:
        other, into = self.other, self._into
        held = self._decided.tracklets
        for model, person in zip(self._models, (into, other), strict=True):
            model.show([held[one] for one in person.tracklets if one in held])
        self.groups.name(1, self.tr("{name}, taken in").format(name=other.name))
        self.groups.fit()
        both = tracklets_text(len({*into.tracklets, *other.tracklets}))
        self.said.setText(
            self.tr("{name} will have {both}; {other} is gone. Undo brings both back.").format(
                name=into.name, both=both, other=other.name
            )
        )
        against = review_entries.contradictions(self._decided, into, other)
        self.against.setText("\n".join(against))
        self.against.setVisible(bool(against))
        self.merge_button.setText(
            self.tr("Merge {other} into {name}: {both}").format(
                other=other.name, name=into.name, both=both
            )
        )

    def _accept(self) -> None:
        self.merged.emit(self._into.number, self.other.number)
        self.accept()
