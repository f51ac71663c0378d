"""Numbered pictures of a folder, which together are one recording.

A name holds numbers of three kinds: the one that counts the pictures, or the clock that does; and
labels, such as a channel's, which tell one camera's pictures from another's. A date with a time
counts, and so do all numbers behind it that no letter names. Without a clock the last number that
differs between pictures counts, and those before it are labels, unless so few pictures bear each
label that they must be counting together.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TypeAlias

FEWEST_PICTURES = 8
"""Fewer numbered pictures are snapshots, not a recording."""

_PICTURE = re.compile(r"(?P<stem>.*\d.*)(?P<suffix>\.(?:jpe?g|png|bmp|tiff?))", re.IGNORECASE)
_DATE = (
    r"(?:(?:19|20)\d\d(?P<s>[-_. ]?)[01]\d(?P=s)[0-3]\d"
    r"|[0-3]\d(?P<day_first>[-_. ])[01]\d(?P=day_first)(?:19|20)\d\d)"
)
_TIME = r"[0-2]\d(?P<t>[-_.:h ]?)[0-5]\d(?:(?P=t)|m)[0-5]\d"
_TIME_ALONE = r"[0-2]\d(?P<a>[-_.:h ])[0-5]\d(?:(?P=a)|m)[0-5]\d"  # six bare digits may be any
_CLOCK = re.compile(
    rf"(?<!\d)(?:{_DATE}(?:[-_. T]*{_TIME}\d*)?|{_TIME_ALONE})(?!\d)", re.IGNORECASE
)
_NUMBER = re.compile(r"\d+")

Names: TypeAlias = list[str]
_Key: TypeAlias = tuple[str, ...]
_Order: TypeAlias = tuple[int, ...]


def pictures_in(folder: Path) -> list[Path]:
    """The folder's longest row of numbered pictures in order; empty where there is none.

    Gaps are kept out of time: the next picture is the next frame. Raises `OSError` where the
    folder cannot be read.
    """
    return next(iter(rows_in(folder)), [])


def rows_in(folder: Path) -> list[list[Path]]:
    """Every row of numbered pictures, the longest first, each in order. Raises `OSError`."""
    names = [
        entry.name
        for entry in folder.iterdir()
        if _PICTURE.fullmatch(entry.name) and not entry.name.startswith(".") and entry.is_file()
    ]
    return [[folder / name for name in row] for row in picture_rows(names)]


def picture_rows(names: Iterable[str]) -> list[Names]:
    """Rows of at least `FEWEST_PICTURES` names, the longest first, each in order.

    The same whatever order the names come in; no name is in two rows.
    """
    alike: defaultdict[_Key, list[tuple[_Order, str]]] = defaultdict(list)
    for name in names:
        found = _PICTURE.fullmatch(name)
        if found:
            skeleton, numbers = _taken_apart(found["stem"])
            alike[*skeleton, found["suffix"].lower()].append((numbers, name))
    rows = [row for same in alike.values() for row in _rows_of(same)]
    ordered = [[name for _, name in sorted(row)] for row in rows if len(row) >= FEWEST_PICTURES]
    return sorted(ordered, key=lambda row: (-len(row), row))


def _taken_apart(stem: str) -> tuple[_Key, _Order]:
    """What names of one row have in common, and the numbers in which they may differ.

    With a clock in it, everything but the clock and the numbers that count behind it is common.
    """
    clock = _CLOCK.search(stem)
    if clock is None:
        return tuple(_NUMBER.split(stem)), tuple(map(int, _NUMBER.findall(stem)))
    counting = [number for number in _NUMBER.finditer(stem, clock.end()) if _counts(number)]
    common, end = [stem[: clock.start()]], clock.end()
    for number in counting:
        common.append(stem[end : number.start()])
        end = number.end()
    common.append(stem[end:])
    time = tuple(map(int, _NUMBER.findall(clock[0])))
    if clock["day_first"]:
        time = (time[2], time[1], time[0], *time[3:])
    return tuple(common), (*time, *(int(number[0]) for number in counting))


def _counts(number: "re.Match[str]") -> bool:
    before = number.string[number.start() - 1]
    return not before.isalpha()


def _rows_of(alike: Collection[tuple[_Order, str]]) -> list[list[tuple[_Order, str]]]:
    """Part pictures whose names differ in their numbers alone by their labels."""
    pictures = list(alike)
    if any(_CLOCK.search(name) for _, name in pictures):
        return [pictures]
    columns = list(zip(*(numbers for numbers, _ in pictures), strict=True))
    counting = max((at for at, column in enumerate(columns) if len(set(column)) > 1), default=0)
    labelled: defaultdict[_Order, list[tuple[_Order, str]]] = defaultdict(list)
    for numbers, name in pictures:
        labelled[numbers[:counting] + numbers[counting + 1 :]].append((numbers, name))
    if max(map(len, labelled.values())) < FEWEST_PICTURES:
        return [pictures]
    return list(labelled.values())
