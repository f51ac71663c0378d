"""The keys that every player has, whether one recording plays or several."""
# ruff: noqa: D102  (the players say what each does)

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from collections.abc import Callable

SKIP_S = 1.0
JUMP_S = 10.0


class Transport(Protocol):
    """What can be told to a player."""

    def toggle(self) -> None: ...
    def shuttle(self, way: int, /) -> None: ...
    def skip(self, seconds: float, /) -> None: ...
    def step_forward(self) -> None: ...
    def step_backward(self) -> None: ...
    def go_first(self) -> None: ...
    def go_last(self) -> None: ...


def obey(event: QKeyEvent, transport: Transport) -> bool:
    """Do what a key stands for; False where it stands for nothing here."""
    pressed = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    plain, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    actions: dict[tuple[int, Qt.KeyboardModifier], Callable[[], None]] = {
        (Qt.Key.Key_Space, plain): transport.toggle,
        (Qt.Key.Key_K, plain): transport.toggle,
        (Qt.Key.Key_J, plain): lambda: transport.shuttle(-1),
        (Qt.Key.Key_L, plain): lambda: transport.shuttle(1),
        (Qt.Key.Key_Comma, plain): transport.step_backward,
        (Qt.Key.Key_Period, plain): transport.step_forward,
        (Qt.Key.Key_Left, plain): lambda: transport.skip(-SKIP_S),
        (Qt.Key.Key_Right, plain): lambda: transport.skip(SKIP_S),
        (Qt.Key.Key_Left, shift): lambda: transport.skip(-JUMP_S),
        (Qt.Key.Key_Right, shift): lambda: transport.skip(JUMP_S),
        (Qt.Key.Key_Home, plain): transport.go_first,
        (Qt.Key.Key_End, plain): transport.go_last,
    }
    action = actions.get((event.key(), pressed))
    if action is not None:
        action()
    return action is not None
