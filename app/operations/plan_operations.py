"""The camera plan: its picture, its cameras, the ways between them, and routes on it."""

from collections.abc import Callable
from pathlib import Path

from app.engine_link.open_case import OpenCase
from app.operations.review_operations import Done, NotDone, write_edit
from cba_core.domain.edits import SetApart
from cba_core.domain.routes import PersonRoute
from cba_core.domain.site_plan import PlaceCamera


def set_plan_picture(*, desk: OpenCase, file: Path, done: Done, failed: NotDone) -> None:
    """Copy a picture into the case and take it for the plan."""
    write_edit(desk, lambda: desk.case.plan.set_picture(file), done, failed)


def clear_plan_picture(*, desk: OpenCase, done: Done, failed: NotDone) -> None:
    """Have no plan."""
    write_edit(desk, desk.case.plan.clear_picture, done, failed)


def place_camera(
    *, desk: OpenCase, camera: str, x: float | None, y: float | None, done: Done, failed: NotDone
) -> None:
    """Say where a camera hangs, in fractions of the picture; None takes it off."""
    edit = PlaceCamera(camera=camera, x=x, y=y)
    write_edit(desk, lambda: desk.case.review.apply(edit), done, failed)


def set_walking_time(
    *,
    desk: OpenCase,
    cameras: tuple[str, str],
    seconds: float | None,
    done: Done,
    failed: NotDone,
) -> None:
    """Say how long the way between two cameras takes at least; None: nobody knows."""
    edit = SetApart(cameras=cameras, seconds=seconds)
    write_edit(desk, lambda: desk.case.review.apply(edit), done, failed)


def ask_route(
    *,
    desk: OpenCase,
    person: int,
    done: Callable[[PersonRoute], None],
    failed: Callable[[Exception], None],
) -> None:
    """Where a person was seen, in the order of time, and what of it cannot be."""
    desk.tasks.queries.run(lambda: desk.case.plan.route(person), done, failed)
