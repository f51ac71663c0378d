"""The models a case could use, each with its card in words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.viewmodels import model_words
from app.widgets.folding_line import FoldingLine
from app.widgets.labels import card, label
from app.widgets.side_scroll import SideScroll
from app.widgets.whole_button import WholeButton
from cba_core.domain.model_facts import ModelFacts

SIDE_PX = 320
_MARGIN = 16


class ModelCard(QFrame):
    """One model: what it learnt from, its licence, figures with what they rest on."""

    use_wanted = Signal(object)  # ModelFacts
    copy_wanted = Signal(str)

    def __init__(self, model: ModelFacts) -> None:
        super().__init__()
        self.setObjectName("card")
        self.model = model
        self._more = QWidget()
        self.more_button = QPushButton(self.tr("More"))
        self.more_button.setObjectName("quiet")
        self.more_button.setCheckable(True)
        self.more_button.setAccessibleName(self.tr("More of {name}").format(name=model.name))
        self.more_button.toggled.connect(self._show_more)
        self.use_button = WholeButton(self.tr("Use it…"))
        self.use_button.setAccessibleName(self.tr("Use {name}").format(name=model.name))
        self.use_button.clicked.connect(lambda: self.use_wanted.emit(model))
        self.copy_button = WholeButton(self.tr("Copy out…"))
        self.copy_button.setAccessibleName(
            self.tr("Copy {name} out of the case").format(name=model.name)
        )
        self.copy_button.clicked.connect(lambda: self.copy_wanted.emit(model.name))
        self._arrange()

    def _arrange(self) -> None:
        model = self.model
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 14, _MARGIN, 10)
        layout.setSpacing(1)
        title = QHBoxLayout()
        title.addWidget(label(model.name, "strong", wraps=True), 1)
        standing = model_words.standing_text(model)
        if standing:
            title.addWidget(label(standing, "strong" if model.is_in_use else "muted"))
        layout.addLayout(title)
        origin = QHBoxLayout()
        origin.addWidget(label(model_words.origin_text(model), "muted", wraps=True), 1)
        origin.addWidget(self.more_button)
        layout.addLayout(origin)
        _add_facts(layout, model_words.card_lines(model))
        if model.remedy:
            layout.addWidget(label(model.remedy, "failure", wraps=True))
        inside = QVBoxLayout(self._more)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(1)
        _add_facts(inside, model_words.more_lines(model))
        self._more.hide()
        layout.addWidget(self._more)
        offered = [
            (self.use_button, not model.is_in_use and not model.remedy),
            (self.copy_button, model.origin == "case" and model.model_id is not None),
        ]
        shown = [button for button, is_offered in offered if is_offered]
        line = FoldingLine(*shown, QWidget(), stretches=(*(0 for _ in shown), 1))
        line.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(line)
        for button, is_offered in offered:
            button.setParent(line)
            button.setVisible(is_offered)
        line.setVisible(any(is_offered for _, is_offered in offered))

    def _show_more(self, is_shown: bool) -> None:  # noqa: FBT001  (Qt's signal)
        self._more.setVisible(is_shown)
        self.more_button.setText(self.tr("Less") if is_shown else self.tr("More"))


class ModelList(SideScroll):
    """The one in use first, then what the case learnt, then the others."""

    use_wanted = Signal(object)  # ModelFacts
    copy_wanted = Signal(str)

    def __init__(self) -> None:
        panel = QWidget()
        panel.setFixedWidth(SIDE_PX)
        layout = QVBoxLayout(panel)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(label(self.tr("Models"), "heading"))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        layout.addLayout(self._cards)
        weak = card()
        inside = QVBoxLayout(weak)
        inside.setContentsMargins(_MARGIN, 14, _MARGIN, 14)
        inside.addWidget(label(self.tr("Weak spots of all of them"), "strong"))
        inside.addWidget(label(model_words.weak_spots_text(), "muted", wraps=True))
        layout.addWidget(weak)
        layout.addStretch()
        super().__init__(panel)
        self.cards: list[ModelCard] = []

    def show_models(self, models: Sequence[ModelFacts], *, can_use: bool) -> None:
        """Show them; cards that say the same stay as they are, opened or not."""
        ordered = sorted(models, key=lambda one: (not one.is_in_use, one.origin != "case"))
        if [one.model for one in self.cards] != ordered:
            self._fill(ordered)
        for one in self.cards:
            one.use_button.setEnabled(can_use)

    def _fill(self, models: Sequence[ModelFacts]) -> None:
        opened = {one.model.name for one in self.cards if one.more_button.isChecked()}
        for old in self.cards:
            self._cards.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards = [ModelCard(one) for one in models]
        for made in self.cards:
            made.use_wanted.connect(self.use_wanted)
            made.copy_wanted.connect(self.copy_wanted)
            made.more_button.setChecked(made.model.name in opened)
            self._cards.addWidget(made)


def _add_facts(layout: QVBoxLayout, facts: Sequence[tuple[str, str]]) -> None:
    """Each name above its text, close to it and apart from the fact before."""
    for name, text in facts:
        layout.addSpacing(5)
        layout.addWidget(label(name, "muted"))
        layout.addWidget(_text(text))


def _text(text: str) -> QLabel:
    made = label(text, wraps=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
