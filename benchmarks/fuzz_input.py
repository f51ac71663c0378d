"""How input is damaged: drawn by hypothesis, so that a seed gives the same inputs again."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

_TOKENS = (
    b"\x00", b"\xff" * 4, b"\x00" * 8, b"\xff" * 8, b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00",
    b"-1", b"0", b"1e400", b"NaN", b"Infinity", b"9" * 400, b"null", b"[]", b"{}", b'""', b'"',
    b"\n", b",", b"../", b"/etc/passwd", b"\xed\xa0\x80", b"[" * 3000, b'{"a":' * 2000, b"=1+1",
)  # fmt: skip

Damage = tuple[str, float, int, bytes]


def damaged(contents: Sequence[bytes], *, first: int | None = None) -> st.SearchStrategy[bytes]:
    """`contents` with a few bytes changed, put in, taken out, doubled or cut off.

    Args:
        contents: what is sound.
        first: damage only so many bytes at the beginning; None damages anywhere.
    """
    kinds = st.sampled_from(["set", "set", "flip", "put", "take", "double", "cut", "token"])
    damage = st.tuples(
        kinds, st.floats(0, 1, width=32), st.integers(1, 64), st.binary(min_size=1, max_size=8)
    )
    tokens = st.tuples(
        st.just("token"),
        st.floats(0, 1, width=32),
        st.integers(0, 64),
        st.sampled_from(_TOKENS),
    )
    return st.builds(
        lambda content, damages: _apply(content, damages, first),
        st.sampled_from(list(contents)),
        st.lists(st.one_of(damage, tokens), min_size=1, max_size=6),
    )


def _apply(content: bytes, damages: Sequence[Damage], first: int | None) -> bytes:
    changed = bytearray(content)
    for kind, where, length, given in damages:
        reach = len(changed) if first is None else min(first, len(changed))
        at = min(int(where * reach), max(0, len(changed) - 1))
        match kind:
            case "set":
                changed[at : at + len(given)] = given
            case "flip" if changed:
                changed[at] ^= 1 << (length % 8)
            case "put":
                changed[at:at] = given
            case "take":
                del changed[at : at + length]
            case "double":
                changed[at:at] = changed[at : at + length]
            case "cut":
                del changed[at:]
            case _:
                changed[at : at + length] = given
    return bytes(changed)


def json_values() -> st.SearchStrategy[Any]:
    """What JSON can hold, and what Python's reader takes beside it."""
    leaves = st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
        st.sampled_from([2**63, -(2**70), 10**400, "9" * 5000, "=1+1", "<b>", "../x", "\x00"]),
    )  # fmt: skip
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)
        ),
        max_leaves=8,
    )


def one_cell(
    database: sqlite3.Connection, table_at: int, column_at: int, row_at: int, value: object
) -> bool:
    """Set a cell of some table; False where there is none or SQLite itself refuses the value."""
    tables = [
        str(name)
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not str(name).startswith("sqlite_")
    ]
    table = tables[table_at % len(tables)]
    columns = [str(row[1]) for row in database.execute(f'PRAGMA table_info("{table}")')]
    column = columns[column_at % len(columns)]
    rows = [row[0] for row in database.execute(f'SELECT rowid FROM "{table}"')]  # noqa: S608  (names of the schema)
    if not rows:
        return False
    for (trigger,) in database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        database.execute(f'DROP TRIGGER "{trigger}"')
    try:
        database.execute(
            f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?',  # noqa: S608  (names of the schema)
            (value, rows[row_at % len(rows)]),
        )
    except (sqlite3.Error, UnicodeEncodeError, OverflowError):
        return False
    database.commit()
    return True
