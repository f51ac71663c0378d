"""What was decided in a case as it stands, in SQL; edits alone change it."""

from typing import Any

from sqlalchemy import RowMapping, select

from cba_core.domain.decisions import (
    Because,
    Decision,
    NobodyHere,
    Person,
    QueryKey,
    Verdict,
)
from cba_core.domain.error_figures import Apart
from cba_core.domain.ids import TrackletId
from cba_core.store.database import Database
from cba_core.store.disturbed_reads import undisturbed
from cba_core.store.moments import from_microseconds
from cba_core.store.query_texts import query_of, query_text
from cba_core.store.tables import (
    CameraApartRow,
    NobodyRow,
    PersonRow,
    PersonTrackletRow,
    VerdictRow,
)


class SqlDecisionRepository:
    """Implements `DecisionRepository`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @undisturbed
    def decisions(self, query: QueryKey | None = None) -> list[Decision]:
        """Of one query or of all, by query and candidate."""
        wanted = select(*VerdictRow.__table__.columns)
        if query is not None:
            wanted = wanted.where(VerdictRow.query == query_text(query))
        with self._database.read() as connection:
            rows = connection.execute(
                wanted.order_by(VerdictRow.time_us, VerdictRow.query, VerdictRow.candidate)
            ).mappings()
            return [_decision(row) for row in rows]

    @undisturbed
    def nobody_here(self) -> list[NobodyHere]:
        """Queries on whose list nobody was found, in the order of saying so."""
        with self._database.read() as connection:
            rows = connection.execute(
                select(*NobodyRow.__table__.columns).order_by(NobodyRow.time_us, NobodyRow.query)
            ).mappings()
            return [
                NobodyHere(
                    query=query_of(row["query"]),
                    note=row["note"],
                    shown=row["shown"],
                    actor=row["actor"],
                    time=from_microseconds(row["time_us"]),
                )
                for row in rows
            ]

    @undisturbed
    def apart(self) -> list[Apart]:
        """Cameras that a person says lie apart, by their names."""
        with self._database.read() as connection:
            return [
                Apart(cameras=(first, second), seconds=seconds)
                for first, second, seconds in connection.execute(
                    select(
                        CameraApartRow.first, CameraApartRow.second, CameraApartRow.seconds
                    ).order_by(CameraApartRow.first, CameraApartRow.second)
                )
            ]

    @undisturbed
    def people(self) -> list[Person]:
        """By their numbers."""
        with self._database.read() as connection:
            members: dict[int, list[TrackletId]] = {}
            for tracklet, person in connection.execute(
                select(PersonTrackletRow.tracklet_id, PersonTrackletRow.person_number).order_by(
                    PersonTrackletRow.tracklet_id
                )
            ):
                members.setdefault(person, []).append(TrackletId(tracklet))
            return [
                Person(number=number, name=name, tracklets=tuple(members.get(number, ())))
                for number, name in connection.execute(
                    select(PersonRow.number, PersonRow.name).order_by(PersonRow.number)
                )
            ]


def _decision(row: RowMapping) -> Decision:
    because: Any = row["because"]
    return Decision(
        query=query_of(row["query"]),
        candidate=TrackletId(row["candidate"]),
        verdict=Verdict(row["verdict"]),
        because=tuple(Because(one) for one in because.split(",") if one),
        note=row["note"],
        rank_shown=row["rank_shown"],
        dwell_s=row["dwell_s"],
        actor=row["actor"],
        time=from_microseconds(row["time_us"]),
    )
