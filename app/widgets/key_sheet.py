"""All keys on one sheet."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.widgets.labels import label

translate = QCoreApplication.translate

_MEANING_PX = 265
"""Longer meanings go on in another line."""

_AROUND_PX = 100
"""Margins, the button and the window's title."""

KeyGroup = tuple[str, Sequence[tuple[str, str]]]


class KeySheet(QDialog):
    """Groups of keys and what they do; Esc closes it."""

    def __init__(self, groups: Sequence[KeyGroup], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(20)
        content = QWidget()
        columns = QGridLayout(content)
        columns.setContentsMargins(0, 0, 8, 0)
        columns.setHorizontalSpacing(40)
        columns.setVerticalSpacing(24)
        for number, (name, keys) in enumerate(groups):
            columns.addLayout(
                self._group(name, keys), number // 2, number % 2, Qt.AlignmentFlag.AlignTop
            )
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
        layout.addWidget(buttons)
        room = self.screen().availableGeometry().height() - _AROUND_PX
        self.resize(self.sizeHint().width(), min(wanted.height() + _AROUND_PX, room))

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
                ("Ctrl+1 2 3", translate("keys", "Case, Evidence, Index")),
                ("Ctrl+4 5 6 7", translate("keys", "Search, Review, Report, Models")),
                ("Ctrl+O", translate("keys", "add footage")),
                ("Ctrl+Shift+A", translate("keys", "add a folder of footage")),
                ("Ctrl+I", translate("keys", "start indexing")),
                ("Ctrl+R", translate("keys", "make the report")),
                ("Ctrl+N", translate("keys", "new case")),
                ("Ctrl+Shift+O", translate("keys", "open case")),
                ("Ctrl+K", translate("keys", "all commands in one list")),
                ("Ctrl+Z", translate("keys", "undo")),
                ("Ctrl+Shift+Z", translate("keys", "do again")),
                ("Ctrl++  Ctrl+-", translate("keys", "larger, smaller text")),
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
            translate("keys", "A second reading"),
            [
                ("1  2  3  4  5", translate("keys", "decide, and on to the next pair")),
                (translate("keys", "0  Backspace"), translate("keys", "clear the verdict")),
                ("R", translate("keys", "reasons and note")),
                ("←  →", translate("keys", "pairs that are read")),
                ("Esc", translate("keys", "leave; go on later")),
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
        (
            translate("keys", "Pages of the report"),
            [
                (translate("keys", "Page, Home, End"), translate("keys", "scroll")),
                (translate("keys", "+  -  Ctrl+wheel"), translate("keys", "larger, smaller")),
                ("0", translate("keys", "as wide as there is room")),
            ],
        ),
    ]
