"""Whether every stored value is one that the program writes.

SQLite takes any value into any column, so a damaged or a made-up case may hold a text where a
number belongs. Reading does not look at every value: where a read fails on one, `naming_wrong_rows`
asks here whether the case is damaged, or the program has a bug. SQLite only, as `database`.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from struct import error as StructError  # noqa: N812  (its name in the library is `error`)

from sqlalchemy import BigInteger, Boolean, Column, Double, Integer, LargeBinary
from sqlalchemy.exc import StatementError

from cba_core.domain.decisions import Because, Verdict
from cba_core.domain.edits import EditState, edit_from_json
from cba_core.domain.errors import CaseDamagedError
from cba_core.domain.footage import FootageState, InfraredKind, Modality
from cba_core.domain.ids import TRACKLETS_PER_FOOTAGE
from cba_core.domain.time_stamps import TimeFaultKind
from cba_core.domain.tracklets import CropReason
from cba_core.store.moments import to_microseconds
from cba_core.store.reading_files import connect_to_look
from cba_core.store.row_changes import changes_from_json
from cba_core.store.tables import Base
from cba_core.store.track_blob import unpack_track

_OF_A_WRONG_VALUE = (
    TypeError, ValueError, KeyError, AttributeError, IndexError, OverflowError, RecursionError,
    StructError, StatementError, AssertionError,
)  # fmt: skip
_FIRST_US = to_microseconds(datetime(1900, 1, 1, tzinfo=UTC))
_LAST_US = to_microseconds(datetime(2200, 1, 1, tzinfo=UTC))
_DAY_S = 86_400
_FLOAT_BYTES = 4
_LARGEST_REAL = 1.7e308


@dataclass(frozen=True, slots=True)
class RowFault:
    """A value that the program did not write."""

    table: str
    row: int  # SQLite's number of it; 0 where it is the table
    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.table}, row {self.row}, {self.column}: {self.reason}"


@contextmanager
def naming_wrong_rows(database: Path) -> Iterator[None]:
    """Tell of a damaged case where a read fails on a value; bugs pass as they are.

    Raises:
        CaseDamagedError: the block failed, and a stored value is wrong.
    """
    try:
        yield
    except _OF_A_WRONG_VALUE as error:
        try:
            fault = next(wrong_rows(database), None)
        except sqlite3.DatabaseError as worse:
            raise CaseDamagedError(database.parent, str(worse)) from error
        if fault is None:
            raise
        raise CaseDamagedError(database.parent, str(fault)) from error


def wrong_rows(database: Path) -> Iterator[RowFault]:
    """Every wrong value; reads the whole database once or twice.

    Raises:
        sqlite3.Error: it cannot be read at all.
    """
    with closing(connect_to_look(database)) as connection:
        connection.text_factory = bytes  # SQLite does not look at texts, and Python raises
        for table in Base.metadata.sorted_tables:
            try:
                for column in table.columns:
                    yield from _wrong_types(connection, table.name, column)
                    yield from _wrong_values(connection, table.name, column.name)
            except sqlite3.OperationalError as error:
                if "no such" not in str(error):
                    raise
                yield RowFault(table.name, 0, "", str(error))
        yield from _wrong_vectors(connection)


def _wrong_types(
    connection: sqlite3.Connection, table: str, column: Column[object]
) -> Iterator[RowFault]:
    kinds = list(_kinds_of(column))
    if column.nullable:
        kinds.append("null")
    marks = ", ".join("?" for _ in kinds)
    # Names come from our own tables; values are bound.
    select = f'SELECT rowid, typeof("{column.name}") FROM "{table}"'  # noqa: S608  (see above)
    for row, kind in connection.execute(
        f'{select} WHERE typeof("{column.name}") NOT IN ({marks})', kinds
    ):
        told = kind.decode("ascii", "replace")
        yield RowFault(table, row, column.name, f"it is {told}, not {kinds[0]}")


def _kinds_of(column: Column[object]) -> tuple[str, ...]:
    match column.type:
        case Integer() | BigInteger() | Boolean():
            return ("integer",)
        case Double():
            return ("real", "integer")
        case LargeBinary():
            return ("blob",)
        case _:
            return ("text",)


def _wrong_values(connection: sqlite3.Connection, table: str, column: str) -> Iterator[RowFault]:
    check = _CHECKS.get((table, column), _plain)
    for row, value in connection.execute(f'SELECT rowid, "{column}" FROM "{table}"'):  # noqa: S608  (names of our own tables)
        if value is None:
            continue
        try:
            check(value.decode("utf-8") if _is_text(value, table, column) else value)
        except _OF_A_WRONG_VALUE as error:
            yield RowFault(table, row, column, str(error)[:200] or type(error).__name__)


def _is_text(value: object, table: str, column: str) -> bool:
    kind = Base.metadata.tables[table].columns[column].type
    return isinstance(value, bytes) and not isinstance(kind, LargeBinary)


def _wrong_vectors(connection: sqlite3.Connection) -> Iterator[RowFault]:
    rows = connection.execute(
        "SELECT embedding.rowid, length(vector), dim FROM embedding"
        " JOIN model ON model.number = model_number WHERE length(vector) != ? * dim",
        (_FLOAT_BYTES,),
    )
    for row, length, dim in rows:
        yield RowFault("embedding", row, "vector", f"{length} bytes, of {dim} numbers")
    rows = connection.execute(
        "SELECT asked_vector.rowid, length(vector), dim FROM asked_vector"
        " JOIN model ON model.number = model_number WHERE length(vector) != ? * dim",
        (_FLOAT_BYTES,),
    )
    for row, length, dim in rows:
        yield RowFault("asked_vector", row, "vector", f"{length} bytes, of {dim} numbers")


# ------------------------------------------------------------------ checks of one value each


def _plain(value: object) -> None:
    if isinstance(value, float) and not abs(value) <= _LARGEST_REAL:
        raise ValueError(f"{value} is no number to count with")


def _one_of(*allowed: str) -> Callable[[object], None]:
    def check(value: object) -> None:
        if value not in allowed:
            raise ValueError(f"{str(value)[:80]!r} is none of {', '.join(allowed)}")

    return check


def _some_of(*allowed: str) -> Callable[[object], None]:
    def check(value: object) -> None:
        for part in str(value).split(","):
            if part and part not in allowed:
                raise ValueError(f"{part[:80]!r} is none of {', '.join(allowed)}")

    return check


def _between(least: float, most: float) -> Callable[[object], None]:
    def check(value: object) -> None:
        if not isinstance(value, int | float) or not least <= value <= most:
            raise ValueError(f"{str(value)[:80]} is not within {least}..{most}")

    return check


def _hexadecimal(length: int) -> Callable[[object], None]:
    def check(value: object) -> None:
        if len(str(value)) != length or set(str(value)) - set("0123456789abcdef"):
            raise ValueError(f"{str(value)[:80]!r} has not {length} hexadecimal digits")

    return check


def _ids(value: object) -> None:
    for part in str(value).split(","):
        if not -(2**63) <= int(part) < 2**63:
            raise ValueError(f"{part[:80]} is no number of a tracklet")


def require_crop_path(told: str, folder: str = "crops") -> None:
    """Refuse a path that leads out of the folder of crops, or of another one of the case.

    Raises:
        ValueError: it does.
    """
    # split by hand: this is asked for every tracklet of a case, and a path takes four times as long
    parts = [part for part in told.split("/") if part not in ("", ".")]
    is_plain = "\\" not in told and "\0" not in told and ":" not in told
    if told[:1] == "/" or parts[:1] != [folder] or ".." in parts or not is_plain:
        raise ValueError(f"{told[:80]!r} is no path of a crop")


def require_asked_path(told: str) -> None:
    """Refuse a path that leads out of the folder of pictures asked with.

    Raises:
        ValueError: it does.
    """
    require_crop_path(told, "asked")


def require_plan_file(told: str) -> None:
    """Refuse a name that leads out of the folder of plans.

    Raises:
        ValueError: it does.
    """
    is_plain = not any(one in told for one in "/\\:\0")
    if not is_plain or told in {"", ".", ".."}:
        raise ValueError(f"{told[:80]!r} is no name of a plan's picture")


_CHECKS: dict[tuple[str, str], Callable[..., object]] = {
    ("case_facts", "uuid"): _hexadecimal(32),
    ("case_facts", "created_us"): _between(_FIRST_US, _LAST_US),
    ("footage", "sha256"): _hexadecimal(64),
    ("footage", "start_us"): _between(_FIRST_US, _LAST_US),
    ("footage", "start_offset_s"): _between(1 - _DAY_S, _DAY_S - 1),
    ("footage", "told_modality"): _one_of(*Modality),
    ("footage", "told_kind"): _one_of(*InfraredKind),
    ("footage", "state"): _one_of(*FootageState),
    ("footage", "rotation_deg"): _between(-360, 360),
    ("modality_segment", "modality"): _one_of(*Modality),
    ("tracklet", "proposed_modality"): _one_of(*Modality),
    ("tracklet", "start_s"): _between(-1e9, 1e9),
    ("tracklet", "end_s"): _between(-1e9, 1e9),
    ("tracklet", "length"): _between(0, 2**40),
    ("track", "packed"): unpack_track,
    ("crop", "reasons"): _some_of(*CropReason),
    ("crop", "path"): require_crop_path,
    ("model", "sha256"): _hexadecimal(64),
    ("model", "dim"): _between(1, 2**20),
    ("edit", "told"): lambda told: edit_from_json(json.loads(told)),
    ("edit", "changes"): changes_from_json,
    ("edit", "state"): _one_of(*EditState),
    ("edit", "time_us"): _between(_FIRST_US, _LAST_US),
    ("footage_clock", "recorder_start_us"): _between(_FIRST_US, _LAST_US),
    ("footage_clock", "compared_recorder_us"): _between(_FIRST_US, _LAST_US),
    ("footage_clock", "compared_true_us"): _between(_FIRST_US, _LAST_US),
    ("footage_clock", "corrected_start_us"): _between(_FIRST_US, _LAST_US),
    ("footage_clock", "time_us"): _between(_FIRST_US, _LAST_US),
    ("footage_time_stamps", "frames"): _between(0, 2**62),
    ("time_fault", "kind"): _one_of(*TimeFaultKind),
    ("asked_picture", "id"): _between(1, TRACKLETS_PER_FOOTAGE - 1),
    ("asked_picture", "time_s"): _between(-1e9, 1e9),
    ("asked_picture", "picture_path"): require_asked_path,
    ("asked_picture", "picture_sha256"): _hexadecimal(64),
    ("asked_picture", "modality"): _one_of(*Modality),
    ("asked_picture", "reasons"): _some_of(*CropReason),
    ("asked_picture", "crop_path"): require_asked_path,
    ("asked_picture", "crop_sha256"): _hexadecimal(64),
    ("asked_picture", "time_us"): _between(_FIRST_US, _LAST_US),
    ("plan_picture", "file"): require_plan_file,
    ("plan_picture", "sha256"): _hexadecimal(64),
    ("plan_picture", "width_px"): _between(1, 2**31),
    ("plan_picture", "height_px"): _between(1, 2**31),
    ("camera_place", "x"): _between(0, 1),
    ("camera_place", "y"): _between(0, 1),
    ("verdict", "query"): _ids,
    ("verdict", "verdict"): _one_of(*Verdict),
    ("verdict", "because"): _some_of(*Because),
    ("verdict", "time_us"): _between(_FIRST_US, _LAST_US),
    ("verdict", "dwell_s"): _between(0, 1e9),
    ("blind_set", "query"): _ids,
    ("blind_set", "time_us"): _between(_FIRST_US, _LAST_US),
    ("blind_candidate", "first_verdict"): _one_of(*Verdict),
    ("blind_candidate", "verdict"): _one_of(*Verdict),
    ("blind_candidate", "because"): _some_of(*Because),
    ("blind_candidate", "time_us"): _between(_FIRST_US, _LAST_US),
    ("nobody", "query"): _ids,
    ("nobody", "time_us"): _between(_FIRST_US, _LAST_US),
}
