"""Pictures that somebody asked with: a box drawn in footage, or a picture from outside the case."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from cba_core.domain.arrays import FloatArray
from cba_core.domain.errors import CbaError
from cba_core.domain.footage import Modality
from cba_core.domain.ids import FootageId, TrackletId, is_external, tracklet_label
from cba_core.domain.tracklets import CropReason

LEAST_WIDTH_PX = 12
LEAST_HEIGHT_PX = 24
"""A box with fewer pixels shows no clothing: whatever an encoder made of it would be noise."""
MOST_PICTURE_BYTES = 200 << 20
"""A larger file is no photograph that anybody took."""
MOST_PICTURE_PIXELS = 80_000_000
"""More than a camera's picture has; decoded it takes 240 MB."""

NO_SEGMENT = -1
"""Stands for the work segment of a box in a frame that no index run has stored."""

EXTERNAL_CAMERA = "external: {name}"
"""Stands where a camera's name would: no camera of this case took the picture."""


class PictureBox(NamedTuple):
    """A rectangle of a picture, px of the upright source; the right and lower sides lie outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Of the box, px."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Of the box, px."""
        return self.bottom - self.top

    def __str__(self) -> str:
        return f"{self.left},{self.top},{self.width},{self.height}"


class PictureRefusedError(CbaError):
    """A file is no picture that can be asked with."""


class BoxRefusedError(CbaError):
    """A box does not lie in its picture, or is too small to ask with."""


class NoRecordingError(CbaError):
    """A picture from outside is to be played."""

    def __init__(self, label: str) -> None:
        super().__init__(
            f"{label} is a picture from outside the case: there is no recording of it",
            "Look at the picture itself: cba asked CASE",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameFound:
    """Which frame of which footage file a box was drawn in."""

    footage_id: FootageId
    frame_index: int
    pts: int | None  # its time stamp in the stream's time base; None: it has none
    time_s: float  # seconds from the file's first frame


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NewAsked:
    """A picture to ask with, cut out and compared, before the case holds it."""

    frame: FrameFound | None  # None: the picture is from outside the case
    name: str  # of the file from outside; empty for a box
    picture: bytes | None  # the file from outside as it is
    picture_suffix: str  # of that file, such as ".png"; the case's own name for its kind
    picture_sha256: str  # of the file from outside, or of the frame's decoded RGB pixels
    width_px: int  # of the whole picture
    height_px: int
    box: PictureBox
    modality: Modality
    is_modality_told: bool  # by a person; else the chroma of the picture tells
    reasons: tuple[CropReason, ...]
    crop: bytes  # JPEG, as crops of tracklets are
    vector: FloatArray  # (dim,) unit length


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPicture:
    """A picture that somebody asked with, as the case holds it; it is never a candidate."""

    id: TrackletId
    frame: FrameFound | None  # None: it is from outside the case
    name: str
    picture: Path | None  # the case's copy of the file from outside, absolute
    picture_sha256: str
    width_px: int
    height_px: int
    box: PictureBox
    modality: Modality
    is_modality_told: bool
    reasons: tuple[CropReason, ...]
    crop: Path  # absolute
    crop_sha256: str
    actor: str
    time: datetime  # aware, UTC; when it was first asked with

    @property
    def label(self) -> str:
        """`external-3`, or `box-3`."""
        return tracklet_label(self.id)

    @property
    def is_external(self) -> bool:
        """Whether its source is no verified evidence of this case."""
        return is_external(self.id)

    @property
    def camera(self) -> str:
        """What stands for the camera of an external picture."""
        return EXTERNAL_CAMERA.format(name=self.name)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PictureLook:
    """What the program sees in a picture before anybody asks with it."""

    width_px: int
    height_px: int
    modality: Modality  # as its chroma proposes
    people: tuple[PictureBox, ...]  # as the case's detector finds them, the largest first


ONE_PICTURE = (
    "This query rests on one picture. How often different people score as high is measured on "
    "tracklets of several pictures, so it is not known for this query."
)
NO_EVIDENCE = (
    "The picture comes from outside the case: its source is not verified evidence of this case."
)


def origin_text(asked: AskedPicture) -> str:
    """Where a picture comes from, for people: `external, ...` or `box drawn by ...`."""
    if asked.frame is None:
        return f"external, {asked.name}"
    return (
        f"box drawn by {asked.actor} in footage {asked.frame.footage_id} at "
        f"{asked.frame.time_s:.3f} s (frame {asked.frame.frame_index})"
    )


def notes_of(asked: AskedPicture) -> list[str]:
    """What whoever reads a list of such a query has to know."""
    return [*([NO_EVIDENCE] if asked.is_external else []), ONE_PICTURE]
