"""Blind sets and their second verdicts as changes of rows; who may read is decided here.

Here and not by whoever asks: within the transaction nobody can decide first in between.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select

from cba_core.domain.blind_review import MakeBlindSet, SetBlindVerdict, why_no_second_reader
from cba_core.domain.errors import NotInCaseError
from cba_core.domain.ids import TrackletId, tracklet_label
from cba_core.store.edit_occasion import (
    EditRefusedError,
    NoSecondReaderError,
    Occasion,
    require_tracklets,
)
from cba_core.store.moments import to_microseconds
from cba_core.store.query_texts import query_text
from cba_core.store.row_changes import RowChange
from cba_core.store.tables import (
    BlindCandidateRow,
    BlindSetRow,
    NobodyRow,
    TrackletRow,
    VerdictRow,
)

BLIND_LISTING = "cba blind list CASE"
_SECOND = ("verdict", "because", "note", "actor", "time_us")


def made_set(edit: MakeBlindSet, occasion: Occasion) -> list[RowChange]:
    """The rows of a new set: first verdicts are kept as they stand now.

    Raises:
        NotInCaseError: it names a tracklet that the case does not have.
        EditRefusedError: a candidate is neither decided on nor a known non-member, or both.
    """
    connection = occasion.connection
    require_tracklets(connection, [*edit.query, *edit.candidates])
    if not edit.candidates or len(set(edit.candidates)) != len(edit.candidates):
        raise EditRefusedError("A blind set needs candidates, each once", "Decide on some first.")
    if set(edit.candidates) & set(edit.query):
        raise EditRefusedError("A candidate is the query itself", "Name candidates of its list.")
    first = _first_verdicts(connection, query_text(edit.query))
    set_key = {"number": occasion.number}
    told = {
        "query": query_text(edit.query),
        "seed": edit.seed,
        "maker": occasion.actor,
        "time_us": to_microseconds(occasion.time),
    }
    changes = [RowChange(BlindSetRow.__tablename__, set_key, None, told)]
    for place, candidate in enumerate(edit.candidates, 1):
        verdict, actor = first.get(int(candidate), (None, None))
        if (verdict is None) != (candidate in edit.known_non_members):
            raise EditRefusedError(
                f"What was decided on {tracklet_label(candidate)} changed in between",
                "Make the set again: cba blind make CASE QUERY",
            )
        columns = {"candidate": int(candidate), "first_verdict": verdict, "first_actor": actor}
        changes.append(
            RowChange(
                BlindCandidateRow.__tablename__,
                {"set_number": occasion.number, "place": place},
                None,
                columns | dict.fromkeys(_SECOND),
            )
        )
    return changes


def blind_verdict(edit: SetBlindVerdict, occasion: Occasion) -> list[RowChange]:
    """The row of one place that is decided on; empty where it is so already.

    Raises:
        NotInCaseError: there is no such set, or no such place in it.
        EditRefusedError: the author decided first, somebody else reads the set, or it is finished.
    """
    connection = occasion.connection
    query = connection.execute(
        select(BlindSetRow.query).where(BlindSetRow.number == edit.blind_set)
    ).scalar_one_or_none()
    if query is None:
        raise NotInCaseError("blind set", edit.blind_set, BLIND_LISTING)
    rows = {
        row["place"]: dict(row)
        for row in connection.execute(
            select(*BlindCandidateRow.__table__.columns).where(
                BlindCandidateRow.set_number == edit.blind_set
            )
        ).mappings()
    }
    if edit.place not in rows:
        raise NotInCaseError("place", edit.place, f"cba blind next CASE {edit.blind_set}")
    _require_second_reader(rows.values(), query, occasion)
    if _is_finished(rows.values(), connection):
        raise EditRefusedError(
            f"Blind set {edit.blind_set} is finished, and its agreement may have been seen",
            "Make a new set for another reading: cba blind make CASE QUERY",
        )
    before = {name: rows[edit.place][name] for name in _SECOND}
    after: dict[str, Any] = dict.fromkeys(_SECOND)
    if edit.verdict is not None:
        after = {
            "verdict": edit.verdict.value,
            "because": ",".join(one.value for one in edit.because),
            "note": edit.note,
            "actor": occasion.actor,
            "time_us": to_microseconds(occasion.time),
        }
    if before == after:
        return []
    key = {"set_number": edit.blind_set, "place": edit.place}
    return [RowChange(BlindCandidateRow.__tablename__, key, before, after)]


def _first_verdicts(connection: Connection, query: str) -> dict[int, tuple[str, str]]:
    rows = connection.execute(
        select(VerdictRow.candidate, VerdictRow.verdict, VerdictRow.actor).where(
            VerdictRow.query == query
        )
    )
    return {candidate: (verdict, actor) for candidate, verdict, actor in rows}


def _require_second_reader(
    rows: Collection[dict[str, Any]], query: str, occasion: Occasion
) -> None:
    """Whoever decided on the query at any time that the tables know of is a first reader."""
    connection = occasion.connection
    first = {row["first_actor"] for row in rows} - {None}
    first |= {actor for _, actor in _first_verdicts(connection, query).values()}
    first |= set(
        connection.execute(select(NobodyRow.actor).where(NobodyRow.query == query)).scalars()
    )
    reader = next((row["actor"] for row in rows if row["actor"] is not None), None)
    reason = why_no_second_reader(occasion.actor, first, reader)
    if reason is not None:
        raise NoSecondReaderError(reason, "Let another person read it: --actor NAME")


def _is_finished(rows: Collection[dict[str, Any]], connection: Connection) -> bool:
    unread = [TrackletId(row["candidate"]) for row in rows if row["actor"] is None]
    there = select(TrackletRow.id).where(TrackletRow.id.in_(unread)).limit(1)
    return connection.execute(there).scalar_one_or_none() is None
