"""All keys on one sheet."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from app.widgets.labels import label

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
        grid.addWidget(label(name, "heading"), 0, 0, 1, 2)
        for row, (key, meaning) in enumerate(keys, start=1):
            grid.addWidget(label(key, "strong"), row, 0)
            grid.addWidget(label(meaning, "muted"), row, 1)
        grid.setColumnStretch(1, 1)
        return grid


def all_keys() -> list[KeyGroup]:
    """Every key of the window, by where it works."""
    return [
        (
            _tr("Everywhere"),
            [
                ("Ctrl+1 2 3 4 5", _tr("Case, Evidence, Index, Search, Review")),
                ("Ctrl+O", _tr("add footage")),
                ("Ctrl+Shift+A", _tr("add a folder of footage")),
                ("Ctrl+I", _tr("start indexing")),
                ("Ctrl+N", _tr("new case")),
                ("Ctrl+Shift+O", _tr("open case")),
                ("Ctrl+K", _tr("all commands in one list")),
                ("Ctrl+Z", _tr("undo")),
                ("Ctrl+Shift+Z", _tr("do again")),
                ("Ctrl++  Ctrl+-", _tr("larger, smaller text")),
                ("F1  ?", _tr("this sheet")),
            ],
        ),
        (
            _tr("Galleries"),
            [
                ("← → ↑ ↓", _tr("move")),
                (_tr("Page, Home, End"), _tr("move far")),
                (_tr("Enter"), _tr("search for this person")),
                ("Tab", _tr("next part of the page")),
                ("Esc", _tr("back")),
            ],
        ),
        (
            _tr("Candidates and Review"),
            [
                ("1  2", _tr("supports same, weakly supports same")),
                ("3", _tr("cannot say")),
                ("4  5", _tr("supports different, not comparable")),
                (_tr("0  Backspace"), _tr("clear the decision")),
                ("R", _tr("reasons and note")),
                ("N", _tr("nobody on this list")),
                (_tr("Shift+Enter"), _tr("search again with what was accepted")),
            ],
        ),
        (
            _tr("A second reading"),
            [
                ("1  2  3  4  5", _tr("decide, and on to the next pair")),
                (_tr("0  Backspace"), _tr("clear the verdict")),
                ("R", _tr("reasons and note")),
                ("←  →", _tr("pairs that are read")),
                ("Esc", _tr("leave; go on later")),
            ],
        ),
        (
            _tr("People, in Review"),
            [
                ("P", _tr("make, or show, the query's person")),
                (_tr("T  Ctrl+click"), _tr("tick a tracklet")),
                ("F2", _tr("rename")),
                ("Ctrl+M", _tr("merge with another person")),
                (_tr("Delete"), _tr("take ticked tracklets away")),
                (_tr("Enter"), _tr("open in Search")),
            ],
        ),
        (
            _tr("Both recordings, from a gallery"),
            [
                (_tr("Space"), _tr("play or pause")),
                (",  .", _tr("frame back, frame forward")),
            ],
        ),
        (
            _tr("From a player, of one recording or several"),
            [
                (_tr("Space  K"), _tr("play or pause")),
                ("J  L", _tr("play backward, forward; again: 2, 4, 8 times as fast")),
                (",  .", _tr("frame back, frame forward")),
                ("←  →", _tr("1 second back, forward")),
                (_tr("Shift+← →"), _tr("10 seconds back, forward")),
                (_tr("Home, End"), _tr("beginning, end of the stretch")),
            ],
        ),
        (
            _tr("From the player of one recording"),
            [
                ("Q", _tr("search for somebody in the picture")),
                ("A", _tr("what the other cameras recorded then")),
                ("Ctrl+S", _tr("save a still as an exhibit")),
            ],
        ),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("keys", text)
