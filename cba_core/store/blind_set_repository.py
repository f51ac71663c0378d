"""Blind sets as they stand, in SQL; edits alone change them."""

from sqlalchemy import RowMapping, select

from cba_core.domain.blind_review import BlindCandidate, BlindSet, SecondVerdict
from cba_core.domain.decisions import Because, Verdict
from cba_core.domain.ids import TrackletId
from cba_core.store.database import Database
from cba_core.store.disturbed_reads import undisturbed
from cba_core.store.moments import from_microseconds
from cba_core.store.query_texts import query_of
from cba_core.store.tables import BlindCandidateRow, BlindSetRow


class SqlBlindSetRepository:
    """Implements `BlindSetRepository`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @undisturbed
    def all(self) -> list[BlindSet]:
        """Every set, in the order of making."""
        with self._database.read() as connection:
            members: dict[int, list[BlindCandidate]] = {}
            for row in connection.execute(
                select(*BlindCandidateRow.__table__.columns).order_by(
                    BlindCandidateRow.set_number, BlindCandidateRow.place
                )
            ).mappings():
                members.setdefault(row["set_number"], []).append(_candidate(row))
            return [
                BlindSet(
                    number=row["number"],
                    query=query_of(row["query"]),
                    seed=row["seed"],
                    maker=row["maker"],
                    time=from_microseconds(row["time_us"]),
                    candidates=tuple(members.get(row["number"], ())),
                )
                for row in connection.execute(
                    select(*BlindSetRow.__table__.columns).order_by(BlindSetRow.number)
                ).mappings()
            ]


def _candidate(row: RowMapping) -> BlindCandidate:
    first = row["first_verdict"]
    return BlindCandidate(
        place=row["place"],
        candidate=TrackletId(row["candidate"]),
        first_verdict=None if first is None else Verdict(first),
        first_actor=row["first_actor"],
        second=None
        if row["verdict"] is None
        else SecondVerdict(
            verdict=Verdict(row["verdict"]),
            because=tuple(Because(one) for one in row["because"].split(",") if one),
            note=row["note"],
            actor=row["actor"],
            time=from_microseconds(row["time_us"]),
        ),
    )
