"""All keys on one sheet."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.settings.keyed_actions import ACTIONS, Where
from app.settings.keys import Keys
from app.viewmodels.key_words import action_text, keys_text, where_text
from app.widgets.labels import label

translate = QCoreApplication.translate

_MEANING_PX = 265
"""Longer meanings go on in another line."""

_AROUND_PX = 100
"""Margins, the button and the window's title."""

_HEADING_ROWS = 2
"""How much room a heading takes, in rows."""

KeyGroup = tuple[str, Sequence[tuple[str, str]]]


class KeySheet(QDialog):
    """Groups of keys and what they do; Esc closes it."""

    change_wanted = Signal()

    def __init__(self, groups: Sequence[KeyGroup], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(20)
        content = QWidget()
        columns = QHBoxLayout(content)
        columns.setContentsMargins(0, 0, 8, 0)
        columns.setSpacing(40)
        sides = [QVBoxLayout(), QVBoxLayout()]
        heights = [0, 0]
        for name, keys in groups:
            if keys:
                lower = heights.index(min(heights))
                heights[lower] += len(keys) + _HEADING_ROWS
                sides[lower].addLayout(self._group(name, keys))
        for side in sides:
            side.setSpacing(24)
            side.addStretch(1)
            columns.addLayout(side, 1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        scroll.setAccessibleName(self.tr("Keys"))
        wanted = content.sizeHint()
        scroll.setMinimumWidth(wanted.width() + scroll.verticalScrollBar().sizeHint().width())
        layout.addWidget(scroll, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        change = buttons.addButton(self.tr("Change keys…"), QDialogButtonBox.ButtonRole.ActionRole)
        change.clicked.connect(self._change)
        layout.addWidget(buttons)
        room = self.screen().availableGeometry().height() - _AROUND_PX
        self.resize(self.sizeHint().width(), min(wanted.height() + _AROUND_PX, room))

    def _change(self) -> None:
        self.accept()
        self.change_wanted.emit()

    @staticmethod
    def _group(name: str, keys: Sequence[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(7)
        grid.addWidget(label(name, "heading", wraps=True), 0, 0, 1, 2)
        for row, (key, meaning) in enumerate(keys, start=1):
            grid.addWidget(label(key, "strong"), row, 0)
            text = label(meaning, "muted", wraps=True)
            words_px = text.fontMetrics().horizontalAdvance(meaning) + 2
            text.setMinimumWidth(min(words_px, _MEANING_PX))
            grid.addWidget(text, row, 1)
        grid.setColumnStretch(1, 1)
        return grid


def all_keys(keys: Keys) -> list[KeyGroup]:
    """Every key of the window, by where it works: those in force, and those that are always so."""
    return [_in_force(keys, place) for place in Where] + [
        (
            translate("keys", "Galleries"),
            [
                ("← → ↑ ↓", translate("keys", "move")),
                (translate("keys", "Page, Home, End"), translate("keys", "move far")),
                (translate("keys", "Enter"), translate("keys", "search for this person")),
                (translate("keys", "Ctrl+click"), translate("keys", "tick a tracklet of a person")),
                ("Tab", translate("keys", "next part of the page")),
                ("Esc", translate("keys", "back")),
            ],
        ),
        (
            translate("keys", "Pages of the report"),
            [
                (translate("keys", "Page, Home, End"), translate("keys", "scroll")),
                (translate("keys", "+  -  Ctrl+wheel"), translate("keys", "larger, smaller")),
                ("0", translate("keys", "as wide as there is room")),
            ],
        ),
    ]


def _in_force(keys: Keys, place: Where) -> KeyGroup:
    held = [one.name for one in ACTIONS if one.where is place and keys.of(one.name)]
    return where_text(place), [(keys_text(keys, name), action_text(name)) for name in held]
