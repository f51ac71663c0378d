"""Every action that a key can stand for, where it works, and the key it has by default."""

from dataclasses import dataclass
from enum import StrEnum


class Where(StrEnum):
    """Where the window listens to a key."""

    EVERYWHERE = "everywhere"
    EVIDENCE = "evidence"
    SEARCH = "search"
    DECIDING = "deciding"
    QUERY = "query"
    PEOPLE = "people"
    READING = "reading"
    BOTH = "both"
    PLAYER = "player"
    ONE_PLAYER = "one-player"


@dataclass(frozen=True, slots=True)
class KeyedAction:
    """`name` is how settings and files of keys call it; `keys` as `QKeySequence` reads them."""

    name: str
    where: Where
    keys: tuple[str, ...] = ()


MOST_KEYS = 2
"""How many keys an action may have at the same time."""


def _of(where: Where, **keys: str) -> tuple[KeyedAction, ...]:
    """Names with dashes; keys that are apart by spaces are several."""
    return tuple(
        KeyedAction(name.replace("_", "-"), where, tuple(held.split()))
        for name, held in keys.items()
    )


ACTIONS: tuple[KeyedAction, ...] = (
    *_of(
        Where.EVERYWHERE,
        go_case="Ctrl+1",
        go_evidence="Ctrl+2",
        go_index="Ctrl+3",
        go_search="Ctrl+4",
        go_review="Ctrl+5",
        go_report="Ctrl+6",
        go_models="Ctrl+7",
        add_footage="Ctrl+O",
        add_folder="Ctrl+Shift+A",
        start_indexing="Ctrl+I",
        make_report="Ctrl+R",
        new_case="Ctrl+N",
        open_case="Ctrl+Shift+O",
        close_case="Ctrl+W",
        quit="Ctrl+Q",
        undo="Ctrl+Z",
        redo="Ctrl+Shift+Z",
        show_commands="Ctrl+K",
        show_keys="F1 ?",
        change_keys="",
        text_larger="Ctrl++ Ctrl+=",
        text_smaller="Ctrl+-",
        text_of_system="Ctrl+0",
        theme_system="",
        theme_light="",
        theme_dark="",
        theme_contrast="",
        go_on_where_left="",
        your_name="",
        user_guide="",
        about="",
    ),
    *_of(Where.EVIDENCE, recorder_clock="Ctrl+T", watch_recording="Ctrl+Return"),
    *_of(Where.SEARCH, picture_file="", paste_picture="Ctrl+V"),
    *_of(
        Where.DECIDING,
        supports_same="1",
        weakly_supports_same="2",
        cannot_say="3",
        supports_different="4",
        not_comparable="5",
        clear_decision="0 Backspace",
        reasons="R",
        nobody="N",
        search_again="Shift+Return",
    ),
    *_of(Where.QUERY, query_person="P"),
    *_of(
        Where.PEOPLE,
        tick="T",
        rename_person="F2",
        merge_person="Ctrl+M",
        split_person="",
        take_away="Delete",
        remove_person="",
        search_person="",
    ),
    *_of(Where.READING, previous_pair="Left", next_pair="Right"),
    *_of(Where.BOTH, both_play="Space", both_frame_back=",", both_frame_forward="."),
    *_of(
        Where.PLAYER,
        play="Space K",
        play_backward="J",
        play_forward="L",
        frame_back=",",
        frame_forward=".",
        second_back="Left",
        second_forward="Right",
        seconds_back="Shift+Left",
        seconds_forward="Shift+Right",
        stretch_begin="Home",
        stretch_end="End",
    ),
    *_of(
        Where.ONE_PLAYER,
        search_from_here="Q",
        also_recorded="A",
        draw_box="B",
        save_still="Ctrl+S",
        loop="",
    ),
)

BY_NAME = {one.name: one for one in ACTIONS}

_HEARD_TOGETHER: tuple[frozenset[Where], ...] = (
    frozenset({Where.EVIDENCE}),
    frozenset({Where.SEARCH, Where.BOTH, Where.DECIDING}),
    frozenset({Where.SEARCH, Where.PLAYER, Where.ONE_PLAYER, Where.DECIDING}),
    frozenset({Where.BOTH, Where.DECIDING, Where.QUERY}),
    frozenset({Where.BOTH, Where.PEOPLE}),
    frozenset({Where.BOTH, Where.DECIDING, Where.READING}),
    frozenset({Where.PLAYER, Where.ONE_PLAYER, Where.DECIDING, Where.QUERY}),
)
"""Where the keyboard can be at one time. A player is nearer than both recordings and the pairs of
a second reading: there the same key may stand for what is nearer."""


def are_heard_together(one: Where, other: Where) -> bool:
    """Whether a key could mean both."""
    return Where.EVERYWHERE in (one, other) or any(
        one in heard and other in heard for heard in _HEARD_TOGETHER
    )
