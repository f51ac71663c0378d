"""The keys that every player has, whether one recording plays or several."""
# ruff: noqa: D102  (the players say what each does)

from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QKeyEvent

from app.settings.keyed_actions import Where
from app.settings.keys import Keys

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


def obey(event: QKeyEvent, transport: Transport, keys: Keys) -> bool:
    """Do what a key stands for; False where it stands for nothing here."""
    actions: dict[str | None, Callable[[], None]] = {
        "play": transport.toggle,
        "play-backward": lambda: transport.shuttle(-1),
        "play-forward": lambda: transport.shuttle(1),
        "frame-back": transport.step_backward,
        "frame-forward": transport.step_forward,
        "second-back": lambda: transport.skip(-SKIP_S),
        "second-forward": lambda: transport.skip(SKIP_S),
        "seconds-back": lambda: transport.skip(-JUMP_S),
        "seconds-forward": lambda: transport.skip(JUMP_S),
        "stretch-begin": transport.go_first,
        "stretch-end": transport.go_last,
    }
    action = actions.get(keys.stands_for(event, Where.PLAYER))
    if action is not None:
        action()
    return action is not None
