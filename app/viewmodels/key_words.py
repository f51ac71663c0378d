"""How keys, and the actions they stand for, are named to people."""

from PySide6.QtCore import QCoreApplication, QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from app.settings.keyed_actions import Where
from app.settings.keys import ConflictError, Keys, ReservedError, first_of

translate = QCoreApplication.translate

_ARROWS = {
    Qt.Key.Key_Left: "←",
    Qt.Key.Key_Right: "→",
    Qt.Key.Key_Up: "↑",
    Qt.Key.Key_Down: "↓",
}
_NATIVE = QKeySequence.SequenceFormat.NativeText


def key_text(key: QKeySequence) -> str:
    """As it is named on the keyboards of the language; "" for no key."""
    if key.isEmpty():
        return ""
    pressed = first_of(key)
    names = {**_ARROWS, Qt.Key.Key_Return: translate("keys", "Enter")}
    name = names.get(pressed.key())
    if name is None:
        return key.toString(_NATIVE)
    held = QKeySequence(QKeyCombination(pressed.keyboardModifiers(), Qt.Key.Key_A))
    return held.toString(_NATIVE)[:-1] + name


def keys_text(keys: Keys, name: str) -> str:
    """The keys of an action, one after the other."""
    return "  ".join(key_text(key) for key in keys.of(name))


def first_key_text(keys: Keys, name: str) -> str:
    """The one that stands on a button or behind a hint."""
    held = keys.of(name)
    return key_text(held[0]) if held else ""


def conflict_text(problem: ConflictError) -> str:
    """Which key is taken, and by what."""
    return translate("keys", "{key} stands for “{action}” already ({where}).").format(
        key=key_text(problem.key),
        action=action_text(problem.other.name),
        where=where_text(problem.other.where),
    )


def reserved_text(problem: ReservedError) -> str:
    """Why a key cannot be had."""
    return translate(
        "keys",
        "{key} cannot be chosen here: it moves the keyboard, confirms, leaves, or writes.",
    ).format(key=key_text(problem.key))


def where_text(where: Where) -> str:
    """Where a key is heard."""
    return {
        Where.EVERYWHERE: translate("keys", "Everywhere"),
        Where.EVIDENCE: translate("keys", "Evidence"),
        Where.SEARCH: translate("keys", "Search"),
        Where.DECIDING: translate("keys", "Candidates and Review"),
        Where.QUERY: translate("keys", "A query, in Review"),
        Where.PEOPLE: translate("keys", "People, in Review"),
        Where.READING: translate("keys", "A second reading"),
        Where.BOTH: translate("keys", "Both recordings, from a gallery"),
        Where.PLAYER: translate("keys", "From a player, of one recording or several"),
        Where.ONE_PLAYER: translate("keys", "From the player of one recording"),
    }[where]


def action_text(name: str) -> str:
    """What an action does, as the sheet of keys says it."""
    return {
        "go-case": translate("keys", "go to Case"),
        "go-evidence": translate("keys", "go to Evidence"),
        "go-index": translate("keys", "go to Index"),
        "go-search": translate("keys", "go to Search"),
        "go-review": translate("keys", "go to Review"),
        "go-report": translate("keys", "go to Report"),
        "go-models": translate("keys", "go to Models"),
        "add-footage": translate("keys", "add footage"),
        "add-folder": translate("keys", "add a folder of footage"),
        "start-indexing": translate("keys", "start indexing"),
        "make-report": translate("keys", "make the report"),
        "new-case": translate("keys", "new case"),
        "open-case": translate("keys", "open case"),
        "close-case": translate("keys", "close case"),
        "quit": translate("keys", "quit"),
        "undo": translate("keys", "undo"),
        "redo": translate("keys", "do again"),
        "show-commands": translate("keys", "all commands in one list"),
        "show-keys": translate("keys", "sheet of keys"),
        "change-keys": translate("keys", "change keys"),
        "text-larger": translate("keys", "larger text"),
        "text-smaller": translate("keys", "smaller text"),
        "text-of-system": translate("keys", "text as the system has it"),
        "theme-system": translate("keys", "colours as the system has them"),
        "theme-light": translate("keys", "light colours"),
        "theme-dark": translate("keys", "dark colours"),
        "theme-contrast": translate("keys", "colours of high contrast"),
        "go-on-where-left": translate("keys", "go on where a case was left, or not"),
        "your-name": translate("keys", "your name"),
        "user-guide": translate("keys", "user guide"),
        "about": translate("keys", "about Duskline"),
        "recorder-clock": translate("keys", "recorder clock"),
        "picture-file": translate("keys", "search with a picture from a file"),
        "paste-picture": translate("keys", "search with the pasted picture"),
        "supports-same": translate("keys", "supports same"),
        "weakly-supports-same": translate("keys", "weakly supports same"),
        "cannot-say": translate("keys", "cannot say"),
        "supports-different": translate("keys", "supports different"),
        "not-comparable": translate("keys", "not comparable"),
        "clear-decision": translate("keys", "clear the decision"),
        "reasons": translate("keys", "reasons and note"),
        "nobody": translate("keys", "nobody on this list"),
        "search-again": translate("keys", "search again with what was accepted"),
        "query-person": translate("keys", "make, or show, the query's person"),
        "tick": translate("keys", "tick a tracklet"),
        "rename-person": translate("keys", "rename"),
        "merge-person": translate("keys", "merge with another person"),
        "split-person": translate("keys", "split ticked tracklets off"),
        "take-away": translate("keys", "take ticked tracklets away"),
        "remove-person": translate("keys", "remove the person"),
        "search-person": translate("keys", "search with this person"),
        "previous-pair": translate("keys", "pair before"),
        "next-pair": translate("keys", "next pair that is read"),
        "watch-recording": translate("keys", "watch the selected recording"),
        "both-play": translate("keys", "play or pause both"),
        "both-frame-back": translate("keys", "frame back, both"),
        "both-frame-forward": translate("keys", "frame forward, both"),
        "play": translate("keys", "play or pause"),
        "play-backward": translate("keys", "play backward; again: 2, 4, 8 times as fast"),
        "play-forward": translate("keys", "play forward; again: 2, 4, 8 times as fast"),
        "frame-back": translate("keys", "frame back"),
        "frame-forward": translate("keys", "frame forward"),
        "second-back": translate("keys", "1 second back"),
        "second-forward": translate("keys", "1 second forward"),
        "seconds-back": translate("keys", "10 seconds back"),
        "seconds-forward": translate("keys", "10 seconds forward"),
        "stretch-begin": translate("keys", "beginning of the stretch"),
        "stretch-end": translate("keys", "end of the stretch"),
        "search-from-here": translate("keys", "search for somebody in the picture"),
        "draw-box": translate("keys", "draw a box round somebody, to search with"),
        "also-recorded": translate("keys", "what the other cameras recorded then"),
        "save-still": translate("keys", "save a still as an exhibit"),
        "loop": translate("keys", "keep to the tracklet, or not"),
    }[name]
