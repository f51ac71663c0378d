"""The camera plan of a case: any picture, and where on it the cameras hang.

Where a camera hangs is told in fractions of the picture, so that it holds at every size. How far
apart two cameras lie is `Apart`, which the error figures rest on as well: it is said once.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPicture:
    """The picture of a plan, as it was copied into the case."""

    name: str  # of the file that was chosen
    sha256: str
    path: Path  # absolute, within the case folder
    width_px: int  # as it is shown, its orientation heeded
    height_px: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraPlace:
    """Where a camera hangs."""

    camera: str
    x: float  # 0..1 of the picture's width, from the left
    y: float  # 0..1 of its height, from the top


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """The plan as it stands."""

    picture: PlanPicture | None = None
    places: tuple[CameraPlace, ...] = ()  # by camera

    def place_of(self, camera: str) -> CameraPlace | None:
        """Where a camera hangs; None where nobody said so."""
        return next((one for one in self.places if one.camera == camera), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPlanPicture:
    """Take a picture, which lies in the case already, for the plan; None takes it off.

    Places of cameras stay what they are.
    """

    sha256: str | None
    name: str = ""
    file: str = ""  # its name within the case
    width_px: int = 0
    height_px: int = 0

    @property
    def title(self) -> str:
        """For menus and the history."""
        return "no plan" if self.sha256 is None else f"plan {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCamera:
    """Say where a camera hangs on the plan; None of both takes it off."""

    camera: str
    x: float | None  # 0..1 of the picture's width
    y: float | None  # 0..1 of its height

    @property
    def title(self) -> str:
        """For menus and the history."""
        if self.x is None or self.y is None:
            return f"take camera {self.camera} off the plan"
        return f"camera {self.camera} at {100 * self.x:.1f} %, {100 * self.y:.1f} % of the plan"


PlanEdit = SetPlanPicture | PlaceCamera
