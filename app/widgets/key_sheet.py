"""All keys on one sheet."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from app.widgets.labels import label

translate = QCoreApplication.translate

_MEANING_PX = 265
"""Longer meanings go on in another line."""

KeyGroup = tuple[str, Sequence[tuple[str, str]]]


class KeySheet(QDialog):
    """Groups of keys and what they do; Esc closes it."""

    def __init__(self, groups: Sequence[KeyGroup], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 28, 32, 20)
        layout.setSpacing(20)
        columns = QGridLayout()
        columns.setHorizontalSpacing(56)
        columns.setVerticalSpacing(24)
        for number, (name, keys) in enumerate(groups):
            columns.addLayout(
                self._group(name, keys), number // 2, number % 2, Qt.AlignmentFlag.AlignTop
            )
        layout.addLayout(columns)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    @staticmethod
    def _group(name: str, keys: Sequence[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(7)
        grid.addWidget(label(name, "heading", wraps=True), 0, 0, 1, 2)
        for row, (key, meaning) in enumerate(keys, start=1):
            grid.addWidget(label(_named(key), "strong"), row, 0)
            text = label(meaning, "muted", wraps=True)
            words_px = text.fontMetrics().horizontalAdvance(meaning) + 2
            text.setMinimumWidth(min(words_px, _MEANING_PX))
            grid.addWidget(text, row, 1)
        grid.setColumnStretch(1, 1)
        return grid


def _named(keys: str) -> str:
    """As they are named on the keyboards of the language."""
    for name, said in (("Ctrl", translate("keys", "Ctrl")), ("Shift", translate("keys", "Shift"))):
        keys = keys.replace(name, said)
    return keys


def all_keys() -> list[KeyGroup]:
    """Every key of the window, by where it works."""
    return [
        (
            translate("keys", "Everywhere"),
            [
                ("Ctrl+1 2 3 4 5", translate("keys", "Case, Evidence, Index, Search, Review")),
                ("Ctrl+O", translate("keys", "add footage")),
                ("Ctrl+Shift+A", translate("keys", "add a folder of footage")),
                ("Ctrl+I", translate("keys", "start indexing")),
                ("Ctrl+N", translate("keys", "new case")),
                ("Ctrl+Shift+O", translate("keys", "open case")),
                ("Ctrl+K", translate("keys", "all commands in one list")),
                ("Ctrl+Z", translate("keys", "undo")),
                ("Ctrl+Shift+Z", translate("keys", "do again")),
                ("F1  ?", translate("keys", "this sheet")),
            ],
        ),
        (
            translate("keys", "Galleries"),
            [
                ("← → ↑ ↓", translate("keys", "move")),
                (translate("keys", "Page, Home, End"), translate("keys", "move far")),
                (translate("keys", "Enter"), translate("keys", "search for this person")),
                ("Tab", translate("keys", "next part of the page")),
                ("Esc", translate("keys", "back")),
            ],
        ),
        (
            translate("keys", "Candidates and Review"),
            [
                ("1  2", translate("keys", "supports same, weakly supports same")),
                ("3", translate("keys", "cannot say")),
                ("4  5", translate("keys", "supports different, not comparable")),
                (translate("keys", "0  Backspace"), translate("keys", "clear the decision")),
                ("R", translate("keys", "reasons and note")),
                ("N", translate("keys", "nobody on this list")),
                (
                    translate("keys", "Shift+Enter"),
                    translate("keys", "search again with what was accepted"),
                ),
            ],
        ),
        (
            translate("keys", "People, in Review"),
            [
                ("P", translate("keys", "make, or show, the query's person")),
                (translate("keys", "T  Ctrl+click"), translate("keys", "tick a tracklet")),
                ("F2", translate("keys", "rename")),
                ("Ctrl+M", translate("keys", "merge with another person")),
                (translate("keys", "Delete"), translate("keys", "take ticked tracklets away")),
                (translate("keys", "Enter"), translate("keys", "open in Search")),
            ],
        ),
        (
            translate("keys", "Both recordings, from a gallery"),
            [
                (translate("keys", "Space"), translate("keys", "play or pause")),
                (",  .", translate("keys", "frame back, frame forward")),
            ],
        ),
        (
            translate("keys", "From a player, of one recording or several"),
            [
                (translate("keys", "Space  K"), translate("keys", "play or pause")),
                ("J  L", translate("keys", "play backward, forward; again: 2, 4, 8 times as fast")),
                (",  .", translate("keys", "frame back, frame forward")),
                ("←  →", translate("keys", "1 second back, forward")),
                (translate("keys", "Shift+← →"), translate("keys", "10 seconds back, forward")),
                (
                    translate("keys", "Home, End"),
                    translate("keys", "beginning, end of the stretch"),
                ),
            ],
        ),
        (
            translate("keys", "From the player of one recording"),
            [
                ("Q", translate("keys", "search for somebody in the picture")),
                ("A", translate("keys", "what the other cameras recorded then")),
                ("Ctrl+S", translate("keys", "save a still as an exhibit")),
            ],
        ),
    ]
