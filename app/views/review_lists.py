"""The left of Review: queries, people and history, one of them at a time."""

from collections.abc import Hashable
from datetime import tzinfo
from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.viewmodels import review_entries
from app.viewmodels.decided import Decided
from app.viewmodels.entry_model import EntryModel
from app.viewmodels.numbers import number_text
from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.widgets.entry_list import EntryList
from app.widgets.labels import label
from app.widgets.segmented_choice import SegmentedChoice
from app.widgets.theme import ThemeKeeper

Kind = Literal["queries", "people", "history"]
KINDS: tuple[Kind, ...] = ("queries", "people", "history")

_LEAST_PX = 270


class ReviewLists(QWidget):
    """What is chosen in the list that is shown is told; None where it is empty."""

    chosen = Signal(str, object)  # Kind, and a QueryKey, the number of a person or of a step
    opened = Signal(str, object)

    def __init__(self, thumbnails: ThumbnailCache, theme: ThemeKeeper, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone
        names = (self.tr("Queries"), self.tr("People"), self.tr("History"))
        choices = [(kind, name, "") for kind, name in zip(KINDS, names, strict=True)]
        self.kind: SegmentedChoice[Kind] = SegmentedChoice(theme, self.tr("Show"), choices)
        self._names = names
        self._models = [EntryModel(thumbnails, self) for _ in KINDS]
        self.lists = [
            EntryList(theme, model, name, has_pictures=kind != "history")
            for kind, model, name in zip(KINDS, self._models, names, strict=True)
        ]
        nothing = (
            self.tr("Nothing decided yet"),
            self.tr("No people yet"),
            self.tr("No steps yet"),
        )
        self._pages = QStackedWidget()
        for part, text in zip(self.lists, nothing, strict=True):
            empty = label(text, "muted", wraps=True)
            empty.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._pages.addWidget(part)
            self._pages.addWidget(empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.kind)
        layout.addWidget(self._pages, 1)
        self.kind.group.idToggled.connect(self._on_kind)
        for kind, part in zip(KINDS, self.lists, strict=True):
            part.chosen.connect(lambda one, kind=kind: self._on_chosen(kind, one))
            part.opened.connect(lambda one, kind=kind: self.opened.emit(kind, one))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the names of the lists."""
        return super().minimumSizeHint().expandedTo(QSize(_LEAST_PX, 0))

    @property
    def current(self) -> Hashable:
        """What is chosen in the list that is shown."""
        return self.lists[KINDS.index(self.kind.value)].identity

    @property
    def list_shown(self) -> EntryList:
        """The list that is shown."""
        return self.lists[KINDS.index(self.kind.value)]

    def show_decided(self, decided: Decided) -> None:
        """Show what was decided as it is now; what is chosen stays so."""
        for number, entries in enumerate(
            (
                review_entries.query_entries(decided),
                review_entries.person_entries(decided),
                review_entries.step_entries(decided, self._zone),
            )
        ):
            self._models[number].show(entries)
            count = (
                f"  {number_text(len(entries))}" if entries and KINDS[number] != "history" else ""
            )
            self.kind.set_text(number, self._names[number] + count)
        self._show_page()
        shown = self.list_shown
        if shown.identity is None and self._models[self._number].rowCount():
            shown.choose(self._models[self._number].entry(0).identity)

    def choose(self, kind: Kind, identity: Hashable) -> bool:
        """Show a list and choose something of it; False where it is not there."""
        self.kind.choose(kind)
        return self.lists[KINDS.index(kind)].choose(identity)

    @property
    def _number(self) -> int:
        return KINDS.index(self.kind.value)

    def _on_kind(self) -> None:
        self._show_page()
        shown, model = self.list_shown, self._models[self._number]
        if shown.identity is None and model.rowCount():
            shown.choose(model.entry(0).identity)
        self.chosen.emit(self.kind.value, shown.identity)

    def _on_chosen(self, kind: Kind, identity: Hashable) -> None:
        if kind == self.kind.value:
            self.chosen.emit(kind, identity)

    def _show_page(self) -> None:
        number = self._number
        self._pages.setCurrentIndex(2 * number + (self._models[number].rowCount() == 0))
