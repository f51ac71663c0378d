"""Asking with a picture from outside, or with a box drawn over a frame."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QImage

from app.engine_link.engine import OpenedCase
from app.engine_link.open_case import OpenCase
from cba_core.domain.asked import PictureBox, PictureRefusedError
from cba_core.domain.errors import NotIndexedError
from cba_core.domain.footage import Modality
from cba_core.domain.ids import FootageId
from cba_core.jobs.requests import AskRequest, LookAtPictureRequest

_SHOWN_PX = 1600
"""No larger side is shown; boxes are parts of the picture, whatever its size."""


def load_picture(
    *,
    desk: OpenCase,
    picture: Path,
    done: Callable[[QImage, tuple[int, int]], None],
    failed: Callable[[Exception], None],
) -> None:
    """Read a picture to be shown, upright, and its width and height in pixels.

    Fails where nothing could be compared with it, or where it cannot be shown.
    """

    def work() -> tuple[QImage, tuple[int, int]]:
        if desk.case.model_id() is None:
            raise NotIndexedError(desk.case.path)
        return _read(desk.case, picture)

    desk.tasks.queries.run(work, lambda read: done(*read), failed)


def keep_pasted(
    *,
    desk: OpenCase,
    image: QImage,
    target: Path,
    done: Callable[[], None],
    failed: Callable[[Exception], None],
) -> None:
    """Write what was pasted into a file, for it is asked with by a file."""

    def work() -> None:
        if not image.save(str(target)):
            raise PictureRefusedError(
                "What was pasted cannot be kept", "Save it as a file first, and drop that here."
            )

    desk.tasks.queries.run(work, lambda _: done(), failed)


def look_at_picture(*, desk: OpenCase, picture: Path) -> LookAtPictureRequest:
    """Find the people in a picture; the job tells of its end."""
    request = LookAtPictureRequest(case_path=desk.case.path, picture=picture)
    desk.jobs.submit(request)
    return request


def ask_with_picture(
    *, desk: OpenCase, picture: Path, box: PictureBox | None, modality: Modality | None
) -> AskRequest:
    """Ask with a picture or a part of it; the job tells of its end."""
    request = AskRequest(
        case_path=desk.case.path,
        picture=picture,
        box=box,
        modality=modality,
        author=desk.case.log.author,
    )
    desk.jobs.submit(request)
    return request


def ask_with_box(
    *, desk: OpenCase, footage_id: FootageId, time_s: float, box: PictureBox
) -> AskRequest:
    """Ask with a box of a frame; the job tells of its end."""
    request = AskRequest(
        case_path=desk.case.path,
        footage_id=footage_id,
        time_s=time_s,
        box=box,
        author=desk.case.log.author,
    )
    desk.jobs.submit(request)
    return request


def _read(case: OpenedCase, picture: Path) -> tuple[QImage, tuple[int, int]]:
    pixels, size_px = case.asking.shown(picture, _SHOWN_PX)
    height, width = pixels.shape[:2]
    image = QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    return image.copy(), size_px  # the copy owns its pixels
