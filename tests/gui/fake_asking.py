"""Pictures that somebody asks with, in the made-up engine."""

from datetime import UTC, datetime
from pathlib import Path

from cba_core.domain.arrays import UInt8Array
from cba_core.domain.asked import AskedPicture, FrameFound, PictureBox, PictureLook
from cba_core.domain.footage import Modality
from cba_core.domain.ids import ASKED_WITH, asked_id
from cba_core.domain.tracklets import Tracklet
from cba_core.footage.outside_picture import shown_picture
from cba_core.jobs.requests import AskRequest, Finished, LookAtPictureRequest, Message

PICTURE_PX = (120, 240)


class FakeAsking:
    """Finds who it is told to find, and makes a query of whatever is asked with."""

    def __init__(self) -> None:
        self.people: tuple[PictureBox, ...] = ()
        self.modality = Modality.VISIBLE
        self.asked: list[AskRequest] = []
        self.made: list[Tracklet] = []

    def shown(self, picture: Path, most_side_px: int) -> tuple[UInt8Array, tuple[int, int]]:
        return shown_picture(picture, most_side_px)

    def answer(self, request: AskRequest | LookAtPictureRequest) -> list[Message]:
        if isinstance(request, LookAtPictureRequest):
            width, height = PICTURE_PX
            look = PictureLook(
                width_px=width, height_px=height, modality=self.modality, people=self.people
            )
            return [Finished(look)]
        self.asked.append(request)
        return [Finished(self._made(request))]

    def _made(self, request: AskRequest) -> AskedPicture:
        number = len(self.asked)
        external = request.picture is not None
        identifier = asked_id(number, is_external=external)
        name = "" if request.picture is None else request.picture.name
        frame = None
        if request.footage_id is not None:
            frame = FrameFound(
                footage_id=request.footage_id, frame_index=1, pts=1, time_s=request.time_s
            )
        asked = AskedPicture(
            id=identifier,
            frame=frame,
            name=name,
            picture=request.picture,
            picture_sha256="a" * 64,
            width_px=PICTURE_PX[0],
            height_px=PICTURE_PX[1],
            box=request.box or PictureBox(0, 0, *PICTURE_PX),
            modality=request.modality or self.modality,
            is_modality_told=request.modality is not None,
            reasons=(),
            crop=Path("/nowhere/crop.jpg"),
            crop_sha256="b" * 64,
            actor="A. Examiner",
            time=datetime(2026, 3, 1, tzinfo=UTC),
        )
        self.made.append(
            Tracklet(
                id=identifier,
                footage_id=request.footage_id or ASKED_WITH,
                segment=-1,
                camera=asked.camera if external else "camera 1",
                modality=asked.modality,
                proposed_modality=asked.modality,
                kind=None,
                start_s=request.time_s,
                end_s=request.time_s,
                start_time=None,
                end_time=None,
                length=1,
                mean_score=1.0,
                cover=None,
            )
        )
        return asked
