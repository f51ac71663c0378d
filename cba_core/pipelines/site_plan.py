"""The camera plan of an open case, and the routes of people on it."""

import hashlib
import io
from collections.abc import Sequence
from pathlib import Path
from struct import error as StructError  # noqa: N812  (its name in the library is `error`)

from cba_core.domain.decisions import Person
from cba_core.domain.edits import AppliedEdit
from cba_core.domain.errors import CaseReadOnlyError, CbaError, NotInCaseError
from cba_core.domain.routes import PersonRoute, Sighting, route_of
from cba_core.domain.site_plan import PlaceCamera, PlanPicture, SetPlanPicture, SitePlan
from cba_core.domain.time_facts import UNKNOWN_TIME
from cba_core.pipelines.clocks import CaseClocks
from cba_core.pipelines.review import CaseReview
from cba_core.store.case_store import SqlCaseStore
from cba_core.store.edit_changes import PEOPLE_LISTING
from cba_core.store.plan_files import keep_picture

MOST_BYTES = 64 << 20
MOST_SIDE_PX = 12_000
MOST_PIXELS = 60_000_000
LEAST_SIDE_PX = 16
_SUFFIXES = {
    "PNG": ".png", "JPEG": ".jpg", "MPO": ".jpg", "BMP": ".bmp", "GIF": ".gif",
    "TIFF": ".tif", "WEBP": ".webp",
}  # fmt: skip
"""Kinds that the window can show as well. A telephone's MPO is a JPEG with another behind it."""


class PlanPictureError(CbaError):
    """A file cannot be the picture of a plan."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(
            f"{file.name} cannot be the plan: {reason}",
            "Choose a picture such as a PNG or JPEG; a drawing or a PDF can be saved as one.",
        )


class CasePlan:
    """The camera plan of an open case. Safe to use from several threads."""

    def __init__(self, store: SqlCaseStore, review: CaseReview, clocks: CaseClocks) -> None:
        self._store = store
        self._review = review
        self._clocks = clocks

    def get(self) -> SitePlan:
        """The plan as it stands; least walking times are `review.apart`."""
        return self._store.plan.get()

    def set_picture(self, file: Path) -> AppliedEdit | None:
        """Copy a picture into the case and take it for the plan; cameras stay where they are.

        The file itself is only read. It is an edit: `review.undo` brings the plan before back.

        Raises:
            PlanPictureError: it is no picture, a damaged, a tiny or a huge one.
            CaseReadOnlyError, DiskFullError: the case cannot be written.
        """
        if not self._review.takes_edits:
            raise CaseReadOnlyError(self._store.folder.path, "it was opened for reading only")
        content = _read(file)
        suffix, width, height = _looked_at(file, content)
        kept = keep_picture(self._store.folder, content, suffix)
        return self._review.apply(
            SetPlanPicture(
                sha256=kept.stem, name=file.name, file=kept.name, width_px=width, height_px=height
            )
        )

    def clear_picture(self) -> AppliedEdit | None:
        """Have no plan; its file stays in the case, so that undo brings it back."""
        return self._review.apply(SetPlanPicture(sha256=None))

    def place(self, camera: str, x: float, y: float) -> AppliedEdit | None:
        """Say where a camera hangs, in fractions of the picture's width and height.

        Raises:
            NotInCaseError: there is no such camera.
            ConfigError: it is not on the picture.
        """
        return self._review.apply(PlaceCamera(camera=camera, x=x, y=y))

    def lift(self, camera: str) -> AppliedEdit | None:
        """Take a camera off the plan."""
        return self._review.apply(PlaceCamera(camera=camera, x=None, y=None))

    def route(self, person: int) -> PersonRoute:
        """Where a person was seen, in the order of time, and what of it cannot be.

        Raises:
            NotInCaseError: there is no such person.
        """
        found = next((one for one in self._review.people() if one.number == person), None)
        if found is None:
            raise NotInCaseError("person", person, PEOPLE_LISTING)
        return self._routes([found])[0]

    def routes(self, people: Sequence[Person]) -> list[PersonRoute]:
        """Of people as they were read, in their order."""
        return self._routes(people)

    def _routes(self, people: Sequence[Person]) -> list[PersonRoute]:
        apart = self._review.apart()
        sources = {one.footage.id: one for one in self._clocks.all()}
        made = []
        for person in people:
            known = self._store.tracklets.existing(person.tracklets)
            sightings = []
            for one in self._store.tracklets.by_ids(sorted(known)):
                source = sources.get(one.footage_id)
                clock = None if source is None else source.clock
                sightings.append(
                    Sighting(
                        tracklet=one.id,
                        camera=one.camera,
                        start=one.start_time,
                        end=one.end_time,
                        time=UNKNOWN_TIME if source is None else source.time,
                        recorder="" if clock is None else clock.facts.recorder,
                    )
                )
            gone = tuple(one for one in person.tracklets if one not in known)
            route = route_of(sightings, apart)
            made.append(PersonRoute(number=person.number, name=person.name, route=route, gone=gone))
        return made


def fault_of_picture(picture: PlanPicture) -> str | None:
    """What is wrong with the kept picture of a plan; None where nothing is."""
    try:
        if not picture.path.is_file():
            return "it is missing"
        if hashlib.sha256(picture.path.read_bytes()).hexdigest() != picture.sha256:
            return "its content has changed since it was added"
    except OSError as error:
        return f"it cannot be read: {error.strerror or error}"
    return None


def _read(file: Path) -> bytes:
    try:
        if not file.is_file():
            raise PlanPictureError(file, "there is no such file")
        if file.stat().st_size > MOST_BYTES:
            raise PlanPictureError(file, f"it is larger than {MOST_BYTES >> 20} MB")
        return file.read_bytes()
    except OSError as error:
        raise PlanPictureError(file, f"it cannot be read: {error.strerror or error}") from error


def _looked_at(file: Path, content: bytes) -> tuple[str, int, int]:
    """Suffix, and width and height in pixels as it is shown; decodes it to its end."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as picture:
            suffix = _SUFFIXES.get(picture.format or "")
            if suffix is None:
                raise PlanPictureError(file, "it is of a kind that cannot be shown")
            _require_size(file, *picture.size)
            picture.load()
            width, height = ImageOps.exif_transpose(picture).size
    except UnidentifiedImageError as error:
        raise PlanPictureError(file, "it is no picture") from error
    except Image.DecompressionBombError as error:
        raise PlanPictureError(file, "it has too many pixels") from error
    except (
        OSError, ValueError, TypeError, SyntaxError, EOFError, MemoryError, StructError,
    ) as error:  # fmt: skip
        raise PlanPictureError(file, "it is damaged or cut off") from error
    return suffix, width, height


def _require_size(file: Path, width: int, height: int) -> None:
    size = f"{width} by {height} pixels"
    if min(width, height) < LEAST_SIDE_PX:
        raise PlanPictureError(file, f"it is too small, {size}")
    if max(width, height) > MOST_SIDE_PX or width * height > MOST_PIXELS:
        raise PlanPictureError(file, f"it is too large, {size}")
