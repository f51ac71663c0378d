"""The camera plan of a made-up case; its edits go the way of all others, so undo works."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImageReader

from cba_core.domain.edits import AppliedEdit, SetApart
from cba_core.domain.error_figures import Apart
from cba_core.domain.errors import CbaError, NotInCaseError
from cba_core.domain.footage import Footage
from cba_core.domain.routes import PersonRoute, Sighting, route_of
from cba_core.domain.site_plan import (
    CameraPlace,
    PlaceCamera,
    PlanEdit,
    PlanPicture,
    SetPlanPicture,
    SitePlan,
)
from cba_core.domain.time_facts import time_facts_of
from cba_core.domain.tracklets import Tracklet


@dataclass(frozen=True)
class PlanState:
    plan: SitePlan = field(default_factory=SitePlan)
    apart: tuple[Apart, ...] = ()


def plan_after(state: PlanState, edit: PlanEdit | SetApart) -> PlanState:
    match edit:
        case SetApart():
            cameras = sorted(edit.cameras)
            others = [one for one in state.apart if list(one.cameras) != cameras]
            if edit.seconds is not None:
                pair = (cameras[0], cameras[1])
                others.append(Apart(cameras=pair, seconds=edit.seconds))
            return replace(state, apart=tuple(sorted(others, key=lambda one: one.cameras)))
        case PlaceCamera():
            places = {one.camera: one for one in state.plan.places if one.camera != edit.camera}
            if edit.x is not None and edit.y is not None:
                places[edit.camera] = CameraPlace(camera=edit.camera, x=edit.x, y=edit.y)
            kept = tuple(places[camera] for camera in sorted(places))
            return replace(state, plan=replace(state.plan, places=kept))
        case SetPlanPicture():
            picture = None
            if edit.sha256 is not None:
                picture = PlanPicture(
                    name=edit.name,
                    sha256=edit.sha256,
                    path=Path(edit.file),
                    width_px=edit.width_px,
                    height_px=edit.height_px,
                )
            return replace(state, plan=replace(state.plan, picture=picture))


@dataclass
class FakePlan:
    """As `CasePlan`, over the review, footage and people of a made-up case."""

    review: Any
    held: list[Footage]
    tracklets: list[Tracklet]

    def get(self) -> SitePlan:
        plan: SitePlan = self.review.state.plan.plan
        return plan

    def set_picture(self, file: Path, /) -> AppliedEdit | None:
        size = QImageReader(str(file)).size()
        if not size.isValid():
            raise CbaError(f"{file.name} cannot be the plan: it is no picture", "Choose a PNG.")
        edit = SetPlanPicture(
            sha256="0" * 64, name=file.name, file=str(file), width_px=size.width(),
            height_px=size.height(),
        )  # fmt: skip
        return self._apply(edit)

    def clear_picture(self) -> AppliedEdit | None:
        return self._apply(SetPlanPicture(sha256=None))

    def route(self, person: int, /) -> PersonRoute:
        found = self.review.state.people.get(person)
        if found is None:
            raise NotInCaseError("person", person, "cba people list CASE")
        starts = {one.id: one.start_time for one in self.held}
        sightings = [
            Sighting(
                tracklet=one.id,
                camera=one.camera,
                start=one.start_time,
                end=one.end_time,
                time=time_facts_of(starts[one.footage_id], None, "Europe/Madrid"),
            )
            for one in self.tracklets
            if one.id in found.tracklets
        ]
        route = route_of(sightings, self.review.state.plan.apart)
        return PersonRoute(number=person, name=found.name, route=route)

    def _apply(self, edit: PlanEdit) -> AppliedEdit | None:
        applied: AppliedEdit | None = self.review.apply(edit)
        return applied
