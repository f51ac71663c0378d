"""The jobs themselves: open the case, do the work, close it."""

from collections.abc import Callable

from cba_core.case import Case
from cba_core.domain.asked import AskedPicture, PictureLook
from cba_core.domain.changes import ChangeSet
from cba_core.domain.progress import Progress, TaskContext
from cba_core.domain.reports import AddReport, FindReport, IndexReport
from cba_core.jobs.requests import (
    AddFootageRequest,
    AskRequest,
    FindFootageRequest,
    IndexRequest,
    LookAtPictureRequest,
)

LOOKING = "Looking for people in the picture"
ASKING = "Comparing the picture"

OnChange = Callable[[ChangeSet], None]


def add_footage(request: AddFootageRequest, context: TaskContext, on_change: OnChange) -> AddReport:
    """Add files and folders to a case."""
    with Case.open(request.case_path, author=request.author) as case:
        return case.add_footage(
            request.paths,
            camera=request.camera,
            start_time=request.start_time,
            told_modality=request.told_modality,
            context=context,
            on_change=on_change,
        )


def find_footage(
    request: FindFootageRequest, context: TaskContext, on_change: OnChange
) -> FindReport:
    """Give missing files of a case their new place."""
    with Case.open(request.case_path, author=request.author) as case:
        try:
            found, missing = case.find_footage(request.folder, context=context)
        finally:
            on_change(ChangeSet(footage=True))  # a cancelled search keeps what it found
        return FindReport(found=tuple(found), missing=tuple(missing))


def index(request: IndexRequest, context: TaskContext, on_change: OnChange) -> IndexReport:
    """Find and embed the people in a case's footage."""
    with Case.open(request.case_path, author=request.author) as case:
        return case.index(
            config=request.config, model=request.model, context=context, on_change=on_change
        )


def look_at_picture(
    request: LookAtPictureRequest, context: TaskContext, on_change: OnChange
) -> PictureLook:
    """Find the people in a picture from outside."""
    del on_change  # nothing is kept
    context.report(Progress(LOOKING, 0, None))
    with Case.open(request.case_path, read_only=True) as case:
        return case.asking.look_at(request.picture)


def ask(request: AskRequest, context: TaskContext, on_change: OnChange) -> AskedPicture:
    """Make a query of a picture from outside, or of a box in footage."""
    del on_change  # readers show pictures of queries when they are asked for
    context.report(Progress(ASKING, 0, None))
    with Case.open(request.case_path, author=request.author) as case:
        if request.picture is not None:
            return case.asking.with_picture(
                request.picture, box=request.box, modality=request.modality
            )
        if request.footage_id is None or request.box is None:
            raise ValueError("a box in footage needs both")
        return case.asking.with_box(
            request.footage_id, request.time_s, request.box, modality=request.modality
        )
