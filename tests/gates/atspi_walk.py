"""Walks a window as a screen reader does, by AT-SPI and with real keys.

Run by the system's Python, whose gi has the bindings, on the screen and the bus of the window.
Arguments are what to do before each walk: `NAME=KEY,KEY,…`, keys as xdotool calls them; without a
name there is no walk. Prints
JSON: of each walk the controls that take the keyboard, those without a name, those that neither
Tab nor, within a group of choices, an arrow reaches, and the order in which Tab comes to them.
"""

import json
import subprocess
import sys
import time
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  (its version is asked for first)

HOLD_ITEMS = {"list", "table", "tree table", "tree", "list box"}
"""Their items take the keyboard by arrows, as one control."""
NAMED_BY_WHAT_HOLDS_THEM = {"combo box", "spin button"}
NO_CONTROLS = {"menu", "menu item", "frame", "window", "label"}
"""A label whose words a pointer can mark is none: it is read, and does nothing."""
HOLD_CONTROLS = {"application", "filler", "panel", "frame"}
CHOICES = {"check box", "radio button", "toggle button"}
MOST_TABS = 150
QUIET_S = 0.4
PATIENCE_S = 30.0


class Walk:
    """The window's tree, and where the keyboard is in it."""

    def __init__(self, application: Any) -> None:
        self.application = application
        self.came: list[Any] = []
        self.last_event = time.monotonic()
        self._listener = Atspi.EventListener.new(self._on_event)
        self._listener.register("object:state-changed:focused")
        self._others = Atspi.EventListener.new(self._on_change)
        self._others.register("object:children-changed")
        self._others.register("object:state-changed:showing")

    def _on_event(self, event: Any) -> None:
        self.last_event = time.monotonic()
        if event.detail1:
            self.came.append(event.source)

    def _on_change(self, _: Any) -> None:
        self.last_event = time.monotonic()

    def settle(self, quiet_s: float = QUIET_S) -> None:
        """Wait until nothing was told for a while."""
        self.last_event = time.monotonic()
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < min(self.last_event + quiet_s, deadline):
            pump()

    def press(self, key: str) -> Any:
        """Press a key, and give what has the keyboard then; None if nothing told of it."""
        self.came.clear()
        subprocess.run(["xdotool", "key", key], check=True)
        deadline = time.monotonic() + 0.6
        while not self.came and time.monotonic() < deadline:
            pump()
        self.settle(0.04)
        return self.came[-1] if self.came else None

    def lead(self, keys: list[str]) -> None:
        """Press keys, and wait until what they lead to stands."""
        for key in keys:
            subprocess.run(["xdotool", "key", key], check=True)
            self.settle()
        self.settle(0.8)

    def controls(self) -> dict[str, Any]:
        """What takes the keyboard now, by its path on the bus."""
        found: dict[str, Any] = {}

        def look(one: Any) -> None:
            states = one.get_state_set()
            is_shown = states.contains(Atspi.StateType.SHOWING)
            if not is_shown and one.get_role_name() not in HOLD_CONTROLS:
                return
            takes = all(
                states.contains(state)
                for state in (
                    Atspi.StateType.FOCUSABLE,
                    Atspi.StateType.SHOWING,
                    Atspi.StateType.ENABLED,
                )
            )
            role = one.get_role_name()
            if takes and role not in NO_CONTROLS:
                found[one.path] = one
            if role in HOLD_ITEMS or role in ("menu bar", "menu"):
                return
            for number in range(one.get_child_count()):
                child = one.get_child_at_index(number)
                if child is not None:
                    look(child)

        look(self.application)
        return found

    def control_of(self, one: Any, controls: dict[str, Any]) -> str | None:
        """The control that an item or an inner field belongs to."""
        try:
            while one is not None:
                if one.path in controls:
                    return str(one.path)
                one = one.get_parent()
        except GLib.GError:
            pass  # gone meanwhile
        return None


def pump() -> None:
    """Let the bus tell."""
    context = GLib.MainContext.default()
    while context.pending():
        context.iteration(False)
    time.sleep(0.005)


def said(one: Any) -> str:
    """Role and name; of what is gone meanwhile, that."""
    try:
        return f"{one.get_role_name()} {one.get_name()!r}"
    except GLib.GError:
        return "gone"


def is_nameless(one: Any) -> bool:
    """Without a name, and not within a control that has one."""
    if one.get_name().strip():
        return False
    parent = one.get_parent()
    within = parent is not None and parent.get_role_name() in NAMED_BY_WHAT_HOLDS_THEM
    return not (within and parent.get_name().strip())


def siblings(path: str, controls: dict[str, Any]) -> list[str]:
    """The choices of the group that a choice is one of, itself too."""
    one = controls[path]
    if one.get_role_name() not in CHOICES:
        return [path]
    parent = one.get_parent().path
    return [
        other
        for other, held in controls.items()
        if held.get_role_name() in CHOICES and held.get_parent().path == parent
    ]


def walk_a_place(walk: Walk, keys: list[str]) -> dict[str, Any]:
    """Tab until it comes round; then arrows through the choices that Tab came to one of."""
    controls = walk.controls()
    order: list[str] = []
    for _ in range(MOST_TABS):
        came = walk.press("Tab")
        path = None if came is None else walk.control_of(came, controls)
        if path is None:
            continue
        if path in order and (path == order[0] or order[-2:] == [path] * 2):
            break  # it came round, or does not lead on
        order.append(path)
    told = {
        "controls": [said(one) for one in controls.values()],
        "nameless": [said(one) for one in controls.values() if is_nameless(one)],
        "order": [said(controls[path]) for path in order],
    }
    reached = set(order)
    groups = [siblings(path, controls) for path in order]
    open_groups = [
        [said(controls[one]) for one in group] for group in groups if set(group) - reached
    ]
    left = [
        one for path, one in controls.items() if path not in reached and not is_inner(one, reached)
    ]
    unreached = [said(one) for one in left]
    for group in open_groups:  # by names: pages that come and go are new objects on the bus
        walk.lead(keys)  # arrows in the bar of places led elsewhere
        by_arrows = walk_choices(walk, group)
        unreached = [one for one in unreached if one not in by_arrows]
    return {**told, "unreached": unreached}


def walk_choices(walk: Walk, group: list[str]) -> set[str]:
    """Tab to one of a group of choices, and give those that arrows lead to from there."""
    for _ in range(MOST_TABS):
        came = walk.press("Tab")
        if came is not None and said(came) in group:
            break
    found: set[str] = set()
    for key in ("Right", "Left"):  # and back, so that the choice is what it was
        for _ in group[1:]:
            walk.press(key)
            walk.settle(0.1)
            found.update(said(came) for came in walk.came)
    return found & set(group)


def is_inner(one: Any, reached: set[str]) -> bool:
    """Whether it belongs to a control that was reached, as a combo box's list does."""
    parent = one.get_parent()
    while parent is not None:
        if parent.path in reached:
            return True
        parent = parent.get_parent()
    return False


def application_named(name: str) -> Any:
    """The program on the bus; it comes when it likes."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        desktop = Atspi.get_desktop(0)
        for number in range(desktop.get_child_count()):
            one = desktop.get_child_at_index(number)
            if one is not None and one.get_name() == name and one.get_child_count():
                return one
        time.sleep(0.2)
    raise SystemExit(f"{name} is not on the bus of accessibility")


def main() -> None:
    """Walk where the arguments lead."""
    Atspi.init()
    walk = Walk(application_named("Duskline"))
    subprocess.run(
        ["xdotool", "search", "--sync", "--onlyvisible", "--name", "Duskline", "windowfocus"],
        check=True,
    )
    walk.settle(1.0)
    result = {}
    for argument in sys.argv[1:]:
        name, _, keys = argument.partition("=")
        pressed = [key for key in keys.split(",") if key]
        walk.lead(pressed)
        if name:
            result[name] = walk_a_place(walk, pressed)
    json.dump(result, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
