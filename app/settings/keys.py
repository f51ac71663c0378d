"""The keys in force: those of every action, what a person chose, and what may be chosen.

The one place of truth: menus, buttons, the sheet of keys and the list of commands show what is told
here, and widgets that read keys themselves ask here what a key stands for.
"""

import json
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.settings.keyed_actions import (
    ACTIONS,
    BY_NAME,
    MOST_KEYS,
    KeyedAction,
    Where,
    are_heard_together,
)

FORMAT = "duskline-keys"
VERSION = 1

Chosen = dict[str, tuple[str, ...]]
"""What differs from the defaults; keys as `QKeySequence` writes them in any language."""

_log = logging.getLogger(__name__)
_Key = Qt.Key
_PLAIN, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier

_ALONE = {Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
_ALWAYS_THE_WINDOWS = {_Key.Key_Escape, _Key.Key_Tab, _Key.Key_Backtab, _Key.Key_Return}
_MOVING = {
    *(_Key.Key_Left, _Key.Key_Right, _Key.Key_Up, _Key.Key_Down),
    *(_Key.Key_Home, _Key.Key_End, _Key.Key_PageUp, _Key.Key_PageDown),
}
_MAY_MOVE = (Where.PLAYER, Where.READING)


class KeyFileError(ValueError):
    """A file of keys that cannot be taken; nothing of it was."""


class ConflictError(Exception):
    """`key` stands for `other` already, where both are heard."""

    def __init__(self, key: QKeySequence, other: KeyedAction) -> None:
        super().__init__(f"{key.toString()} is the key of {other.name}")
        self.key = key
        self.other = other


class ReservedError(Exception):
    """`key` moves the keyboard, confirms or leaves; or it is a letter where words are written."""

    def __init__(self, key: QKeySequence) -> None:
        super().__init__(f"{key.toString()} cannot be chosen")
        self.key = key


class Keys(QObject):
    """Which keys stand for what; `keep` is told what was chosen, to be stored."""

    changed = Signal()

    def __init__(
        self,
        chosen: Mapping[str, Sequence[str]] | None = None,
        keep: Callable[[Chosen], None] | None = None,
    ) -> None:
        super().__init__()
        self._keep = keep
        self._keys = {one.name: _read(one.keys) for one in ACTIONS}
        if chosen:
            try:
                self._keys = _checked(chosen)
            except (KeyFileError, ConflictError, ReservedError) as problem:
                _log.warning("The keys of the settings are not used: %s", problem)

    def of(self, name: str) -> tuple[QKeySequence, ...]:
        """The keys of an action; none where there is none."""
        return self._keys[name]

    def is_default(self, name: str) -> bool:
        """Whether an action has the keys it had at first."""
        return self._keys[name] == _read(BY_NAME[name].keys)

    @property
    def chosen(self) -> Chosen:
        """What differs from the defaults."""
        changed = [one.name for one in ACTIONS if not self.is_default(one.name)]
        return {name: _written(self._keys[name]) for name in changed}

    def stands_for(self, event: QKeyEvent, *places: Where) -> str | None:
        """The action that a pressed key means in one of `places`, the nearest first."""
        modifiers = event.modifiers() & ~_KEYPAD
        pressed = [QKeySequence(QKeyCombination(modifiers, _Key(event.key())))]
        if modifiers & _SHIFT and not event.text().isalpha():  # "?" is typed with Shift
            plain = QKeyCombination(modifiers & ~_SHIFT, _Key(event.key()))
            if event.key() not in _MOVING:
                pressed.append(QKeySequence(plain))
        for place in places:
            for one in ACTIONS:
                if one.where is place and any(key in self._keys[one.name] for key in pressed):
                    return one.name
        return None

    def choose(self, name: str, keys: Iterable[QKeySequence]) -> None:
        """Give an action these keys, in the place of those it has.

        Raises:
            ConflictError: another action that is heard at the same time has one of them.
            ReservedError: one of them moves the keyboard, or would act where words are written.
        """
        wanted = tuple(dict.fromkeys(key for key in keys if not key.isEmpty()))[:MOST_KEYS]
        action = BY_NAME[name]
        for key in wanted:
            _forbid_reserved(action, key)
            other = self.holder(name, key)
            if other is not None:
                raise ConflictError(key, other)
        self._set({**self._keys, name: wanted})

    def holder(self, name: str, key: QKeySequence) -> KeyedAction | None:
        """Which other action has a key already, of those that are heard where `name` is."""
        return _holder(self._keys, BY_NAME[name], key)

    def take_over(self, name: str, keys: Iterable[QKeySequence]) -> None:
        """The same as `choose`, and take the keys away from whatever has them."""
        wanted = tuple(key for key in keys if not key.isEmpty())
        freed = dict(self._keys)
        for key in wanted:
            _forbid_reserved(BY_NAME[name], key)
            while (other := _holder(freed, BY_NAME[name], key)) is not None:
                freed[other.name] = tuple(one for one in freed[other.name] if one != key)
        self._set({**freed, name: tuple(dict.fromkeys(wanted))[:MOST_KEYS]})

    def reset(self, name: str) -> None:
        """Give an action its first keys back.

        Raises:
            ConflictError: another action has one of them meanwhile.
        """
        self.choose(name, _read(BY_NAME[name].keys))

    def reset_all(self) -> None:
        """Give every action its first keys back."""
        self._set({one.name: _read(one.keys) for one in ACTIONS})

    def exported(self) -> str:
        """All keys, as a file of JSON that `take_in` reads on another computer."""
        held = {one.name: list(_written(self._keys[one.name])) for one in ACTIONS}
        body = {"format": FORMAT, "version": VERSION, "keys": held}
        return json.dumps(body, indent=2, ensure_ascii=False) + "\n"

    def take_in(self, text: str) -> list[str]:
        """Take all keys from a file that was exported; what it does not name gets its first keys.

        Gives the names in it that this version does not know.

        Raises:
            KeyFileError: it is no file of keys, or of a later version; nothing is changed.
            ConflictError: two of its actions that are heard together share a key.
            ReservedError: one of its keys is not to be had.
        """
        try:
            body = json.loads(text)
        except ValueError as problem:
            raise KeyFileError(str(problem)) from problem
        if not isinstance(body, dict) or body.get("format") != FORMAT:
            raise KeyFileError(f'"format" is not "{FORMAT}"')
        if body.get("version") != VERSION:
            raise KeyFileError(f"version {body.get('version')}, known is {VERSION}")
        self._set(_checked(body.get("keys")))
        return sorted(set(body["keys"]) - set(BY_NAME))

    def _set(self, keys: dict[str, tuple[QKeySequence, ...]]) -> None:
        if keys == self._keys:
            return
        self._keys = keys
        if self._keep is not None:
            self._keep(self.chosen)
        self.changed.emit()


def first_of(key: QKeySequence) -> QKeyCombination:
    """What is pressed first; the only one of the keys here."""
    first: QKeyCombination = key[0]  # type: ignore[index]  # left out of the stubs
    return first


def _read(keys: Iterable[str]) -> tuple[QKeySequence, ...]:
    return tuple(
        QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText) for key in keys
    )


def _written(keys: Iterable[QKeySequence]) -> tuple[str, ...]:
    return tuple(key.toString(QKeySequence.SequenceFormat.PortableText) for key in keys)


def _holder(
    keys: Mapping[str, tuple[QKeySequence, ...]], action: KeyedAction, key: QKeySequence
) -> KeyedAction | None:
    for other in ACTIONS:
        is_heard = other.name != action.name and are_heard_together(action.where, other.where)
        if is_heard and key in keys[other.name]:
            return other
    return None


def _forbid_reserved(action: KeyedAction, key: QKeySequence) -> None:
    if key in _read(action.keys):
        return  # what was thought of by default
    if key.count() != 1:
        raise ReservedError(key)
    pressed = first_of(key)
    code, plain = pressed.key(), pressed.keyboardModifiers() in (_PLAIN, _SHIFT)
    is_read = (
        code in _ALONE
        or code == _Key.Key_unknown
        or (plain and code in _ALWAYS_THE_WINDOWS | {_Key.Key_Enter})
        or (plain and code in _MOVING and action.where not in _MAY_MOVE)
    )
    is_written = plain and action.where in (Where.EVERYWHERE, Where.EVIDENCE) and _writes(code)
    if is_read or is_written:
        raise ReservedError(key)


def _writes(code: Qt.Key) -> bool:
    return code < _Key.Key_Escape or code in (_Key.Key_Backspace, _Key.Key_Delete)


def _checked(told: object) -> dict[str, tuple[QKeySequence, ...]]:
    """Keys as settings and files tell them, with the defaults of what they do not name."""
    if not isinstance(told, Mapping):
        raise KeyFileError("it names no keys")
    keys = {one.name: _read(one.keys) for one in ACTIONS}
    for name, held in told.items():
        if not isinstance(held, list | tuple) or not all(isinstance(one, str) for one in held):
            raise KeyFileError(f"{name}: a list of keys is expected")
        if name not in BY_NAME:
            continue
        keys[name] = _read(held)
        if len(held) > MOST_KEYS or not all(key.toString() for key in keys[name]):
            raise KeyFileError(f"{name}: {', '.join(held)}")
    for one in ACTIONS:
        for key in keys[one.name]:
            _forbid_reserved(one, key)
            other = _holder(keys, one, key)
            if other is not None:
                raise ConflictError(key, other)
    return keys
