"""The camera plan of a case, in SQL; edits alone change it."""

from sqlalchemy import select

from cba_core.domain.errors import CaseDamagedError
from cba_core.domain.site_plan import CameraPlace, PlanPicture, SitePlan
from cba_core.store.database import Database
from cba_core.store.disturbed_reads import undisturbed
from cba_core.store.plan_changes import THE_PLAN
from cba_core.store.row_checks import require_plan_file
from cba_core.store.tables import CameraPlaceRow, PlanPictureRow


class SqlPlanRepository:
    """Implements `PlanRepository`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @undisturbed
    def get(self) -> SitePlan:
        """The plan as it stands.

        Raises:
            CaseDamagedError: its picture would lie elsewhere; a made-up case must not show other
                files.
        """
        with self._database.read() as connection:
            row = connection.execute(
                select(*PlanPictureRow.__table__.columns).where(PlanPictureRow.number == THE_PLAN)
            ).one_or_none()
            places = connection.execute(
                select(CameraPlaceRow.camera, CameraPlaceRow.x, CameraPlaceRow.y).order_by(
                    CameraPlaceRow.camera
                )
            ).all()
        picture = None
        if row is not None:
            try:
                require_plan_file(row.file)
            except ValueError as error:
                raise CaseDamagedError(self._database.folder.path, str(error)) from error
            picture = PlanPicture(
                name=row.name,
                sha256=row.sha256,
                path=self._database.folder.plan / row.file,
                width_px=row.width_px,
                height_px=row.height_px,
            )
        return SitePlan(
            picture=picture,
            places=tuple(CameraPlace(camera=camera, x=x, y=y) for camera, x, y in places),
        )
