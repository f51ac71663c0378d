"""Edits of the camera plan as changes of rows."""

import math

from sqlalchemy import Connection, select

from cba_core.domain.errors import ConfigError, NotInCaseError
from cba_core.domain.site_plan import PlaceCamera, PlanEdit, SetPlanPicture
from cba_core.store.row_changes import Row, RowChange
from cba_core.store.tables import CameraPlaceRow, FootageRow, PlanPictureRow

_PlanRow = PlanPictureRow | CameraPlaceRow
THE_PLAN = 1
"""A case has one plan."""


def plan_changes(edit: PlanEdit, connection: Connection) -> list[RowChange]:
    """The rows that an edit of the plan changes; empty where all is as it asks for already.

    Raises:
        NotInCaseError: the case has no such camera.
        ConfigError: a place is not on the picture.
    """
    if isinstance(edit, SetPlanPicture):
        key, after = {"number": THE_PLAN}, _picture(edit)
        return _change(PlanPictureRow, key, after, connection)
    return _change(CameraPlaceRow, {"camera": edit.camera}, _place(edit, connection), connection)


def _picture(edit: SetPlanPicture) -> Row | None:
    if edit.sha256 is None:
        return None
    return {
        "name": edit.name,
        "file": edit.file,
        "sha256": edit.sha256,
        "width_px": edit.width_px,
        "height_px": edit.height_px,
    }


def _place(edit: PlaceCamera, connection: Connection) -> Row | None:
    if edit.x is None or edit.y is None:
        return None
    known = select(FootageRow.id).where(FootageRow.camera == edit.camera).limit(1)
    if connection.execute(known).first() is None:
        raise NotInCaseError("camera", edit.camera, "cba footage list CASE")
    for axis, value in (("x", edit.x), ("y", edit.y)):
        if not (math.isfinite(value) and 0 <= value <= 1):
            raise ConfigError(axis, f"must be a fraction of the picture, 0 to 1, got {value:g}")
    return {"x": float(edit.x), "y": float(edit.y)}


def _change(
    table: type[PlanPictureRow | CameraPlaceRow],
    key: Row,
    after: Row | None,
    connection: Connection,
) -> list[RowChange]:
    columns = [one for one in table.__table__.columns if one.name not in key]
    where = [table.__table__.c[name] == value for name, value in key.items()]
    row = connection.execute(select(*columns).where(*where)).mappings().one_or_none()
    before = None if row is None else dict(row)
    if before == after:
        return []
    return [RowChange(table.__tablename__, dict(key), before, after)]
