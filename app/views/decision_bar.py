"""What can be decided about a candidate, one key each."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.settings.keys import Keys
from app.viewmodels.key_words import first_key_text
from app.viewmodels.review_words import short_verdict_text, verdict_text
from app.widgets.icons import icon
from app.widgets.labels import ElidedLabel
from app.widgets.theme import Colours, ThemeKeeper
from app.widgets.worn_keys import hinted, wear
from cba_core.domain.decisions import Verdict

VERDICT_KEYS: Mapping[Verdict, str] = {
    Verdict.SUPPORTS_SAME: "supports-same",
    Verdict.WEAKLY_SUPPORTS_SAME: "weakly-supports-same",
    Verdict.CANNOT_SAY: "cannot-say",
    Verdict.SUPPORTS_DIFFERENT: "supports-different",
    Verdict.NOT_COMPARABLE: "not-comparable",
}
"""How the keys in force call each."""
_SPACING = 4
_SHORT_SPACING = 2
_COUNT_PX = 116
"""Room for "12 of 60 looked at" at least."""
_SHORT_COUNT_PX = 34
_ALL = 3
_LEVELS = (_ALL, 2, 1, 0)
"""All words and drawings; words of what is not rare; words of verdicts; keys and drawings."""
_ICON, _SHORT_ICON = QSize(16, 16), QSize(13, 13)
_WITHOUT = 8
_BESIDE = 14
"""Between a button's drawing and its words, as the style leaves it."""
_PADS, _SHORT_PADS = 16, 8
"""Left and right of a button's inside, with its borders; as the style sheet has it."""
_SHORT_LEAST_PX = 22
"""Inside of a button with a drawing alone: wide enough to hit; as the style sheet has it."""


@dataclass(slots=True, kw_only=True)
class _Button:
    button: QToolButton
    words: str
    words_from: int  # the level from which on it has words
    key: str = ""
    keeps_drawing: bool = False  # also beside words where there is little room

    def text(self, level: int) -> str:
        return f"{self.key} {self.words}".strip() if level >= self.words_from else self.key

    def has_drawing(self, level: int) -> bool:
        return level in (0, _ALL) or self.keeps_drawing or level < self.words_from

    def width(self, level: int) -> int:
        text = self.text(level)
        words = self.button.fontMetrics().horizontalAdvance(text) if text else 0
        drawing = (_ICON if level else _SHORT_ICON).width() if self.has_drawing(level) else 0
        beside = _BESIDE if text and drawing else _WITHOUT if text else 0
        inside = words + beside + drawing
        return inside + _PADS if level else max(inside, _SHORT_LEAST_PX) + _SHORT_PADS


class DecisionBar(QWidget):
    """Verdicts, reasons, "nobody"; words where there is room for them, else keys and drawings."""

    decided = Signal(Verdict)
    cleared = Signal()
    reasons_wanted = Signal()
    nobody_wanted = Signal()
    again_wanted = Signal()

    def __init__(
        self, theme: ThemeKeeper, keys: Keys, *, takes_edits: bool, is_of_list: bool = True
    ) -> None:
        """`is_of_list`: there is a list of which to say that nobody is on it, and to rank anew."""
        super().__init__()
        self._theme = theme
        self._keys = keys
        self._is_of_list = is_of_list
        self.takes_edits = takes_edits
        self._buttons: list[_Button] = []
        self._level: int | None = None
        self._count = ("", "")
        self._said_of_nobody = ""
        self._drawings: dict[QAction, str] = {}
        self.setAccessibleName(self.tr("Decide"))
        self.count = ElidedLabel("muted")
        self.count.setMinimumWidth(_SHORT_COUNT_PX)
        self.verdicts = {verdict: self._verdict_action(verdict) for verdict in Verdict}
        self.clear_action = self._action(
            "clear-decision", self.tr("Clear the decision"), "", self.cleared
        )
        self.reasons = self._action(
            "reasons", self.tr("Reasons and note…"), "note", self.reasons_wanted
        )
        self.nobody = self._action(
            "nobody", self.tr("Nobody on this list"), "nobody", self.nobody_wanted
        )
        self.nobody.setCheckable(True)
        self.again = self._action(
            "search-again",
            self.tr("Search again with accepted"),
            "search-again",
            self.again_wanted,
        )
        self._arrange()
        theme.changed.connect(self._draw)
        keys.changed.connect(self._tell_keys)
        self._draw(theme.colours)
        self.show_count("", "")
        self.offer_again(0, is_shown=False)

    @property
    def actions_of_candidate(self) -> tuple[QAction, ...]:
        """All of it, in the order of the bar."""
        changing = (*self.verdicts.values(), self.clear_action, self.reasons)
        of_list = (self.nobody,) if self._is_of_list else ()
        again = (self.again,) if self._is_of_list else ()
        return (*((*changing, *of_list) if self.takes_edits else ()), *again)

    @property
    def is_short(self) -> bool:
        """Whether there is no room for words."""
        return self._level == 0

    def show_verdict(self, verdict: Verdict | None, *, is_there: bool) -> None:
        """Show what stands for the chosen candidate; there may be none."""
        for one, action in self.verdicts.items():
            action.setChecked(one is verdict)
            action.setEnabled(is_there)
        self.clear_action.setEnabled(verdict is not None)
        self.reasons.setEnabled(is_there)

    def show_nobody(self, said: str, *, stands: bool, is_there: bool) -> None:
        """Show whether somebody found nobody on this list; `said` is who and when."""
        self.nobody.setChecked(stands)
        self.nobody.setEnabled(is_there)
        self._said_of_nobody = said
        hint = hinted(self.tr("Nobody on this list"), self._keys, "nobody")
        self.nobody.setToolTip(f"{hint}\n{said}" if said else hint)

    def show_count(self, text: str, hint: str, *, short: str = "") -> None:
        """How many of the list were looked at; `short` where there is little room."""
        is_longer = len(text) > len(self._count[0])
        self._count = (text, short or text)
        if is_longer:
            self._fit()
        self.count.show_text(self._count[self.is_short])
        self.count.setAccessibleName(text)
        self.count.setToolTip(f"{text}\n{hint}" if hint else text)

    def offer_again(self, accepted: int, *, is_shown: bool) -> None:
        """Offer to rank with what was accepted; or, where that is shown, with the query alone."""
        text = (
            self.tr("Rank by the query alone")
            if is_shown
            else self.tr("Search again with {count} accepted").format(count=accepted)
        )
        self.again.setText(text)
        self.again.setToolTip(hinted(text, self._keys, "search-again"))
        self.again.setEnabled(bool(accepted) or is_shown)
        words = self.tr("Query alone") if is_shown else self.tr("With {n} accepted")
        if self._is_of_list:
            last = self._buttons[-1]
            last.words = words.format(n=accepted)
            last.button.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words or none."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Without words."""
        return QSize(self._least_width(0), super().minimumSizeHint().height())

    def _arrange(self) -> None:
        self._line = layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_SPACING)
        if self.takes_edits:
            for verdict, action in self.verdicts.items():
                words = short_verdict_text(verdict)
                key = first_key_text(self._keys, VERDICT_KEYS[verdict])
                self._add(layout, action, key=key, words=words, words_from=1)
            layout.addSpacing(_SPACING)
            self._add(layout, self.reasons, words=self.tr("Reasons"), words_from=_ALL)
            if self._is_of_list:
                self._add(layout, self.nobody, words=self.tr("Nobody"), words_from=2)
        else:
            told = ElidedLabel("muted")
            told.show_text(self.tr("Open for reading only: decisions are shown, none can be made"))
            layout.addWidget(told, 3)
        layout.addWidget(self.count, 1)
        if self._is_of_list:
            self._add(layout, self.again, words="", words_from=2, keeps_drawing=True)

    def _add(
        self,
        layout: QHBoxLayout,
        action: QAction,
        *,
        words: str,
        words_from: int,
        key: str = "",
        keeps_drawing: bool = False,
    ) -> None:
        button = QToolButton()
        button.setObjectName("decide")
        button.setDefaultAction(action)
        button.setIconSize(_ICON)
        button.setAccessibleName(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard in the grid
        self._buttons.append(
            _Button(
                button=button,
                words=words,
                words_from=words_from,
                key=key,
                keeps_drawing=keeps_drawing,
            )
        )
        layout.addWidget(button)

    def _verdict_action(self, verdict: Verdict) -> QAction:
        text = verdict_text(verdict)
        action = self._action(VERDICT_KEYS[verdict], text, verdict.value, None)
        action.setCheckable(True)
        action.triggered.connect(lambda _=False: self.decided.emit(verdict))
        return action

    def _tell_keys(self) -> None:
        """The buttons of verdicts name them."""
        for one in self._buttons:
            for verdict, action in self.verdicts.items():
                if one.button.defaultAction() is action:
                    one.key = first_key_text(self._keys, VERDICT_KEYS[verdict])
        said = f"\n{self._said_of_nobody}" if self._said_of_nobody else ""
        self.nobody.setToolTip(self.nobody.toolTip().partition("\n")[0] + said)
        self.again.setToolTip(hinted(self.again.text(), self._keys, "search-again"))
        self._fit()

    def _action(self, name: str, text: str, drawing: str, signal: SignalInstance | None) -> QAction:
        action = wear(QAction(text, self), self._keys, name, hint=text.rstrip("…"))
        action.setAutoRepeat(False)  # a key that is held decides once
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if drawing:
            self._drawings[action] = drawing
        if signal is not None:
            action.triggered.connect(lambda _=False: signal.emit())
        return action

    def _draw(self, colours: Colours) -> None:
        for action, drawing in self._drawings.items():
            action.setIcon(icon(drawing, colours.text, colours.faint))

    def _least_width(self, level: int) -> int:
        shown = [one for one in self._buttons if self._is_shown(one, level)]
        spacing = _SPACING if level else _SHORT_SPACING
        words = self.count.fontMetrics().horizontalAdvance(self._count[0])
        count = max(_COUNT_PX, words) if level else _SHORT_COUNT_PX
        return sum(one.width(level) for one in shown) + spacing * (len(shown) + 2) + count

    def _is_shown(self, one: _Button, level: int) -> bool:
        """Nothing to rank again with, no button; reasons keep their key where there is no room."""
        if one.button.defaultAction() is self.again:
            return self.again.isEnabled()
        return level > 0 or one.button.defaultAction() is not self.reasons

    def _fit(self) -> None:
        level = next((one for one in _LEVELS if self._least_width(one) <= self.width()), 0)
        for one in self._buttons:
            text = one.text(level)
            one.button.setVisible(self._is_shown(one, level))
            one.button.setIconSize(_ICON if level else _SHORT_ICON)
            action = one.button.defaultAction()
            action.setIconText(text)  # the button's own is set anew with the action's
            style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
            if not text:
                style = Qt.ToolButtonStyle.ToolButtonIconOnly
            elif not one.has_drawing(level):
                style = Qt.ToolButtonStyle.ToolButtonTextOnly
            one.button.setToolButtonStyle(style)
        was, self._level = self._level, level
        if was is None or (was == 0) != (level == 0):
            self._line.setContentsMargins(0, 4 if level else 0, 0, 0)
            self._line.setSpacing(_SPACING if level else _SHORT_SPACING)
            for one in self._buttons:
                one.button.setProperty("short", level == 0)
                one.button.style().unpolish(one.button)
                one.button.style().polish(one.button)
            self.count.show_text(self._count[self.is_short])
            self.count.setAccessibleName(self._count[0])
