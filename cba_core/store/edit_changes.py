"""From an edit to the rows it changes, as they are in the transaction that will write them."""

import math
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from cba_core.domain.blind_review import MakeBlindSet, SetBlindVerdict
from cba_core.domain.changes import ChangeSet
from cba_core.domain.edits import (
    AddToPerson,
    CreatePerson,
    Edit,
    MergePeople,
    PeopleEdit,
    RemoveFromPerson,
    RemovePerson,
    RenamePerson,
    Revert,
    SetApart,
    SetClock,
    SetFootage,
    SetNobody,
    SetVerdict,
    SplitPerson,
)
from cba_core.domain.errors import ConfigError, NotInCaseError
from cba_core.domain.ids import TrackletId, is_asked, is_external, tracklet_label
from cba_core.domain.site_plan import PlaceCamera, SetPlanPicture
from cba_core.store.blind_changes import blind_verdict, made_set
from cba_core.store.edit_occasion import EditRefusedError, Occasion, require_tracklets
from cba_core.store.footage_edits import clock_changes, corrected_footage
from cba_core.store.moments import to_microseconds
from cba_core.store.plan_changes import plan_changes
from cba_core.store.query_texts import query_text
from cba_core.store.row_changes import RowChange
from cba_core.store.tables import (
    BlindCandidateRow,
    BlindSetRow,
    CameraApartRow,
    CameraPlaceRow,
    FootageClockRow,
    FootageRow,
    NobodyRow,
    PersonRow,
    PersonTrackletRow,
    PlanPictureRow,
    VerdictRow,
)

_TWO = 2
_LONGEST_WAY_S = 366 * 86_400
"""A year: no way takes longer, and longer ones would lead out of the calendar."""
PEOPLE_LISTING = "cba people list CASE"


def changes_of(edit: Edit, occasion: Occasion) -> list[RowChange]:
    """The rows that an edit changes; empty where all is as it asks for already.

    Raises:
        NotInCaseError: it names what the case does not have.
        EditRefusedError: it makes no sense, with what to do instead.
    """
    match edit:
        case SetVerdict():
            changes = _verdict(edit, occasion)
        case SetNobody():
            changes = _nobody(edit, occasion)
        case SetFootage():
            changes = corrected_footage(edit, occasion.connection)
        case SetClock():
            changes = clock_changes(edit, occasion)
        case SetApart():
            changes = _apart(edit, occasion.connection)
        case SetPlanPicture() | PlaceCamera():
            changes = plan_changes(edit, occasion.connection)
        case MakeBlindSet():
            changes = made_set(edit, occasion)
        case SetBlindVerdict():
            changes = blind_verdict(edit, occasion)
        case Revert():
            raise ValueError("what a revert changes follows from the edit that it takes back")
        case _:
            changes = _people(edit, occasion)
    return changes


def _people(edit: PeopleEdit, occasion: Occasion) -> list[RowChange]:
    connection = occasion.connection
    match edit:
        case CreatePerson():
            changes = _new_person(edit.name, edit.tracklets, occasion)
        case RenamePerson():
            changes = _renamed(edit, connection)
        case AddToPerson():
            _require_person(connection, edit.person)
            changes = _members(edit.tracklets, None, edit.person, connection)
        case RemoveFromPerson():
            _require_person(connection, edit.person)
            changes = _members(edit.tracklets, edit.person, None, connection)
        case SplitPerson():
            changes = _split(edit, occasion)
        case MergePeople():
            changes = _merged(edit, connection)
        case RemovePerson():
            changes = _taken_apart(edit.person, connection)
    return changes


def touched_by(changes: Iterable[RowChange]) -> ChangeSet:
    """What readers have to load again."""
    tables = {change.table for change in changes}
    footage = bool(tables & {FootageRow.__tablename__, FootageClockRow.__tablename__})
    return ChangeSet(
        footage=footage,
        tracklets=footage,
        decisions=bool(
            tables
            & {
                BlindCandidateRow.__tablename__,
                BlindSetRow.__tablename__,
                CameraApartRow.__tablename__,
                NobodyRow.__tablename__,
                VerdictRow.__tablename__,
            }
        ),
        people=bool(tables & {PersonRow.__tablename__, PersonTrackletRow.__tablename__}),
        plan=bool(
            tables
            & {
                CameraApartRow.__tablename__,
                CameraPlaceRow.__tablename__,
                PlanPictureRow.__tablename__,
            }
        ),
    )


def _verdict(edit: SetVerdict, occasion: Occasion) -> list[RowChange]:
    require_tracklets(occasion.connection, [*edit.query, edit.candidate])
    if edit.candidate in edit.query:
        raise EditRefusedError(
            f"Tracklet {tracklet_label(edit.candidate)} is the query itself",
            "Decide about a candidate of its list.",
        )
    if is_asked(edit.candidate):
        raise EditRefusedError(
            f"{tracklet_label(edit.candidate)} is a picture to ask with and on no list",
            "Decide about a candidate of the list.",
        )
    key = {"query": query_text(edit.query), "candidate": int(edit.candidate)}
    after = None
    if edit.verdict is not None:
        after = {
            "verdict": edit.verdict.value,
            "because": ",".join(one.value for one in edit.because),
            "note": edit.note,
            "rank_shown": edit.rank_shown,
            "dwell_s": _dwell(edit.dwell_s),
            **_by(occasion),
        }
    return _replaced(VerdictRow, key, after, occasion.connection)


def _dwell(seconds: float | None) -> float | None:
    if seconds is not None and not (math.isfinite(seconds) and seconds >= 0):
        raise ConfigError("dwell_s", f"must be 0 or more, got {seconds}")
    return None if seconds is None else float(seconds)


def _nobody(edit: SetNobody, occasion: Occasion) -> list[RowChange]:
    require_tracklets(occasion.connection, edit.query)
    key = {"query": query_text(edit.query)}
    told = {"note": edit.note, "shown": edit.shown, **_by(occasion)}
    return _replaced(NobodyRow, key, told if edit.is_nobody else None, occasion.connection)


def _by(occasion: Occasion) -> dict[str, Any]:
    return {"actor": occasion.actor, "time_us": to_microseconds(occasion.time)}


def _replaced(
    table: type[VerdictRow | NobodyRow | CameraApartRow],
    key: Mapping[str, Any],
    after: dict[str, Any] | None,
    connection: Connection,
) -> list[RowChange]:
    columns = [one for one in table.__table__.columns if one.name not in key]
    where = [table.__table__.c[name] == value for name, value in key.items()]
    row = connection.execute(select(*columns).where(*where)).mappings().one_or_none()
    before = None if row is None else dict(row)
    if before is None and after is None:
        return []
    return [RowChange(table.__tablename__, dict(key), before, after)]


def _new_person(
    name: str, tracklets: Collection[TrackletId], occasion: Occasion, owner: int | None = None
) -> list[RowChange]:
    made = RowChange(
        PersonRow.__tablename__, {"number": occasion.number}, None, {"name": _name(name)}
    )
    return [made, *_members(tracklets, owner, occasion.number, occasion.connection)]


def _renamed(edit: RenamePerson, connection: Connection) -> list[RowChange]:
    before, after = _require_person(connection, edit.person), _name(edit.name)
    if before == after:
        return []
    key = {"number": edit.person}
    return [RowChange(PersonRow.__tablename__, key, {"name": before}, {"name": after})]


def _split(edit: SplitPerson, occasion: Occasion) -> list[RowChange]:
    _require_person(occasion.connection, edit.person)
    if not edit.tracklets:
        raise EditRefusedError("Nothing was named to split off", "Name tracklets of that person.")
    return _new_person(edit.name, edit.tracklets, occasion, edit.person)


def _merged(edit: MergePeople, connection: Connection) -> list[RowChange]:
    _require_person(connection, edit.into)
    others = sorted(set(edit.others) - {edit.into})
    if not others:
        raise EditRefusedError("There is nobody to merge with", "Name two people at least.")
    changes = []
    for other in others:
        name = _require_person(connection, other)
        changes += _members(_tracklets_of(connection, other), other, edit.into, connection)
        changes.append(RowChange(PersonRow.__tablename__, {"number": other}, {"name": name}, None))
    return changes


def _taken_apart(person: int, connection: Connection) -> list[RowChange]:
    name = _require_person(connection, person)
    members = _members(_tracklets_of(connection, person), person, None, connection)
    gone = RowChange(PersonRow.__tablename__, {"number": person}, {"name": name}, None)
    return [*members, gone]


def _members(
    tracklets: Collection[TrackletId],
    owner: int | None,
    new_owner: int | None,
    connection: Connection,
) -> list[RowChange]:
    """Tracklets that go from one person to another; None is nobody.

    Raises:
        EditRefusedError: one of them is not the owner's.
    """
    if owner is None:
        require_tracklets(connection, tracklets)
        _require_seen_here(tracklets)
    changes = []
    for tracklet in sorted(set(tracklets)):
        row = connection.execute(
            select(PersonTrackletRow.person_number).where(PersonTrackletRow.tracklet_id == tracklet)
        ).scalar_one_or_none()
        if row == new_owner:
            continue
        if row != owner:
            whose = "nobody's" if row is None else f"person {row}'s"
            raise EditRefusedError(
                f"Tracklet {tracklet_label(tracklet)} is {whose}",
                "Take it away there first, or merge the two people: cba people --help",
            )
        changes.append(
            RowChange(
                PersonTrackletRow.__tablename__,
                {"tracklet_id": int(tracklet)},
                None if owner is None else {"person_number": owner},
                None if new_owner is None else {"person_number": new_owner},
            )
        )
    return changes


def _require_seen_here(tracklets: Collection[TrackletId]) -> None:
    """A person of the case is what its cameras saw; a picture from outside is no sighting."""
    for one in tracklets:
        if is_external(one):
            raise EditRefusedError(
                f"{tracklet_label(one)} comes from outside the case and shows no sighting in it",
                "Leave it out: what was decided on its candidates stands by itself.",
            )


def _apart(edit: SetApart, connection: Connection) -> list[RowChange]:
    cameras = sorted(set(edit.cameras))
    if len(cameras) != _TWO:
        raise EditRefusedError("It takes two cameras to lie apart", "Name two: cba footage list")
    known = set(connection.execute(select(FootageRow.camera)).scalars())
    for camera in cameras:
        if camera not in known and edit.seconds is not None:
            raise NotInCaseError("camera", camera, "cba footage list CASE")
    if edit.seconds is not None and not 0 <= edit.seconds <= _LONGEST_WAY_S:
        raise ConfigError("seconds", f"must be 0 to {_LONGEST_WAY_S}, a year, got {edit.seconds}")
    key = dict(zip(("first", "second"), cameras, strict=True))
    after = None if edit.seconds is None else {"seconds": float(edit.seconds)}
    changes = _replaced(CameraApartRow, key, after, connection)
    return [one for one in changes if one.before != one.after]


def _name(told: str) -> str:
    if not told.strip():
        raise EditRefusedError("A person needs a name", "Give one, such as a letter or a number.")
    return told.strip()


def _require_person(connection: Connection, number: int) -> str:
    name = connection.execute(
        select(PersonRow.name).where(PersonRow.number == number)
    ).scalar_one_or_none()
    if name is None:
        raise NotInCaseError("person", number, PEOPLE_LISTING)
    return name


def _tracklets_of(connection: Connection, person: int) -> list[TrackletId]:
    found = connection.execute(
        select(PersonTrackletRow.tracklet_id).where(PersonTrackletRow.person_number == person)
    ).scalars()
    return [TrackletId(one) for one in found]
