"""What goes along when a camera gets another name: its place on the plan, and the ways from it."""

from collections.abc import Collection

from sqlalchemy import Connection, or_, select

from cba_core.domain.ids import FootageId
from cba_core.store.row_changes import RowChange
from cba_core.store.tables import CameraApartRow, CameraPlaceRow, FootageRow


def carried_along(
    footage: Collection[FootageId], name: str, connection: Connection
) -> list[RowChange]:
    """The rows that follow a camera whose files are to be called `name`.

    A camera is renamed where every one of its files is, and where it alone becomes `name`: of two
    that become one nobody said which place is right, and of one that becomes two the old name
    keeps what it has. What `name` has already stays: it is never overwritten.
    """
    ids = {int(one) for one in footage}
    files = connection.execute(select(FootageRow.id, FootageRow.camera)).all()
    given = {camera for number, camera in files if number in ids and camera != name}
    renamed = given - {camera for number, camera in files if number not in ids}
    if len(given) != 1 or not renamed:
        return []
    (old,) = renamed
    return [*_place(old, name, connection), *_ways(old, name, connection)]


def _place(old: str, name: str, connection: Connection) -> list[RowChange]:
    rows = connection.execute(
        select(CameraPlaceRow.camera, CameraPlaceRow.x, CameraPlaceRow.y).where(
            CameraPlaceRow.camera.in_((old, name))
        )
    )
    places = {camera: {"x": x, "y": y} for camera, x, y in rows}
    if old not in places or name in places:
        return []
    return _moved(
        CameraPlaceRow.__tablename__, {"camera": old}, {"camera": name}, values=places[old]
    )


def _ways(old: str, name: str, connection: Connection) -> list[RowChange]:
    columns = (CameraApartRow.first, CameraApartRow.second, CameraApartRow.seconds)
    of_both = or_(*(column.in_((old, name)) for column in columns[:2]))
    rows = connection.execute(select(*columns).where(of_both).order_by(*columns[:2])).all()
    known = {(first, second) for first, second, _ in rows}
    changes = []
    for first, second, seconds in rows:
        if old not in (first, second):
            continue
        other = second if first == old else first
        now = tuple(sorted((name, other)))
        if other == name or now in known:
            continue
        changes += _moved(
            CameraApartRow.__tablename__,
            {"first": first, "second": second},
            dict(zip(("first", "second"), now, strict=True)),
            values={"seconds": seconds},
        )
    return changes


def _moved(
    table: str, old: dict[str, str], new: dict[str, str], *, values: dict[str, float]
) -> list[RowChange]:
    return [RowChange(table, old, values, None), RowChange(table, new, None, values)]
