"""Asking with what is no tracklet: a box drawn in a frame, or a picture from outside the case.

Both become one crop, cut out, packed and encoded as crops of tracklets are, and a number that
queries and decisions name like a tracklet's. Nothing follows the person over neighbouring frames:
where the detector failed there is nothing that a tracker could join, so such a query rests on one
picture.
"""

import hashlib
from functools import lru_cache
from pathlib import Path

import numpy as np

from cba_core.config.index_config import CroppingConfig, IndexConfig
from cba_core.config.loading import index_config_from_json
from cba_core.cropping.crop_picture import cut_out, to_jpeg
from cba_core.cropping.crop_quality import judge_placement
from cba_core.detection.motchallenge_file import MotChallengeDetector
from cba_core.detection.registry import make_detector
from cba_core.domain.arrays import FloatArray, UInt8Array
from cba_core.domain.asked import (
    LEAST_HEIGHT_PX,
    LEAST_WIDTH_PX,
    AskedPicture,
    BoxRefusedError,
    FrameFound,
    NewAsked,
    PictureBox,
    PictureLook,
)
from cba_core.domain.case_log import LogAuthor
from cba_core.domain.detection import Detector
from cba_core.domain.embedding import Encoder
from cba_core.domain.errors import (
    CbaError,
    FootageMissingError,
    ModelMismatchError,
)
from cba_core.domain.footage import Modality
from cba_core.domain.ids import FootageId, ModelId
from cba_core.domain.repositories import CaseStore
from cba_core.domain.tracklets import CropReason
from cba_core.encoding.cba_encoder import make_encoder
from cba_core.footage.outside_picture import OutsidePicture, modality_of, read_picture
from cba_core.footage.playback import Playback
from cba_core.pipelines.choose_model import model_file_for
from cba_core.pipelines.embed_tracklets import clip_of_jpeg
from cba_core.pipelines.viewing import require_same_size
from cba_core.weights.catalogue import WeightCatalogue

MOST_PEOPLE = 20
"""Boxes offered of one picture; whoever is meant and not among them is drawn."""


def look_at(picture: Path, config: IndexConfig) -> PictureLook:
    """Find the people in a picture from outside, so that one can be chosen.

    Args:
        picture: the file.
        config: the case's, which tells the detector.

    Raises:
        PictureRefusedError: it is no picture to ask with.
        DetectorError: the case's detector cannot be made.
        NotInstalledError: a package is missing.
    """
    read = read_picture(picture)
    height, width = read.pixels.shape[:2]
    modality = read.modality
    boxes = _found(_detector(config), read, modality, least_score=config.tracker.high_score)
    return PictureLook(width_px=width, height_px=height, modality=modality, people=tuple(boxes))


def ask_with_box(
    store: CaseStore,
    *,
    footage_id: FootageId,
    time_s: float,
    box: PictureBox,
    told: Modality | None,
    model: tuple[ModelId, Path | None],
    author: LogAuthor,
) -> AskedPicture:
    """Make a query of a box in the frame that is on screen at a time.

    Raises:
        NotInCaseError: there is no such footage.
        FootageMissingError, FootageChangedError, FootageUnreadableError: it cannot be read.
        BoxRefusedError: the box does not fit.
        CbaError: the model cannot be used, or the case cannot be written.
    """
    footage = store.footage.get(footage_id)
    if not footage.path.exists():
        raise FootageMissingError(footage.path)
    require_same_size(footage)
    _require_within_time(time_s, footage.facts.duration_s)
    with Playback(footage.path) as playback:
        frame = playback.seek(time_s)
        found = FrameFound(
            footage_id=footage_id, frame_index=frame.index, pts=frame.pts, time_s=frame.time_s
        )
        pixels = frame.pixels
    by_person = told or (footage.told_modality.modality if footage.told_modality else None)
    return _ask(
        store,
        pixels=pixels,
        box=box,
        modality=by_person or modality_of(pixels),
        is_told=by_person is not None,
        frame=found,
        outside=None,
        name="",
        model=model,
        author=author,
    )


def ask_with_picture(
    store: CaseStore,
    *,
    picture: Path,
    box: PictureBox | None,
    told: Modality | None,
    model: tuple[ModelId, Path | None],
    author: LogAuthor,
) -> AskedPicture:
    """Make a query of a picture from outside, which is copied into the case.

    Args:
        store: the case.
        picture: the file.
        box: the person within it; None takes the whole picture.
        told: the person's word on the modality; None leaves it to the chroma.
        model: the model that searches use, and its file.
        author: who asks.

    Raises:
        PictureRefusedError: it is no picture to ask with.
        BoxRefusedError: the box does not fit.
        CbaError: the model cannot be used, or the case cannot be written.
    """
    read = read_picture(picture)
    height, width = read.pixels.shape[:2]
    return _ask(
        store,
        pixels=read.pixels,
        box=box or PictureBox(0, 0, width, height),
        modality=told or read.modality,
        is_told=told is not None,
        frame=None,
        outside=read,
        name=picture.name,
        model=model,
        author=author,
    )


def _ask(
    store: CaseStore,
    *,
    pixels: UInt8Array,
    box: PictureBox,
    modality: Modality,
    is_told: bool,
    frame: FrameFound | None,
    outside: OutsidePicture | None,
    name: str,
    model: tuple[ModelId, Path | None],
    author: LogAuthor,
) -> AskedPicture:
    height, width = pixels.shape[:2]
    require_box(box, width, height)
    crop = _crop(pixels, box, case_config(store).cropping)
    encoder = _encoder(model)
    new = NewAsked(
        frame=frame,
        name=name,
        picture=None if outside is None else outside.content,
        picture_suffix="" if outside is None else outside.suffix,
        picture_sha256=_hash(pixels) if outside is None else outside.sha256,
        width_px=width,
        height_px=height,
        box=box,
        modality=modality,
        is_modality_told=is_told,
        reasons=_reasons(box, width, height),
        crop=crop,
        vector=vector_of(crop, modality, encoder),
    )
    return store.asked.add(new, encoder.model_id, author)


def require_box(box: PictureBox, width: int, height: int) -> None:
    """Refuse a box that does not lie within a picture or is too small to ask with.

    Raises:
        BoxRefusedError: says what would fit.
    """
    inside = 0 <= box.left < box.right <= width and 0 <= box.top < box.bottom <= height
    if not inside:
        raise BoxRefusedError(
            f"The box {box} does not lie within the picture, which has {width} x {height} pixels",
            "Give left, top, width and height in pixels of the picture as it is shown upright.",
        )
    if box.width < LEAST_WIDTH_PX or box.height < LEAST_HEIGHT_PX:
        raise BoxRefusedError(
            f"The box has {box.width} x {box.height} pixels; a person to ask with takes "
            f"{LEAST_WIDTH_PX} x {LEAST_HEIGHT_PX} at least",
            "Choose a frame in which the person is larger, or draw the box round the whole person.",
        )


def vector_of(crop: bytes, modality: Modality, encoder: Encoder) -> FloatArray:
    """(dim,) of one crop, from its JPEG bytes as of every other, so that it comes out again."""
    clip = clip_of_jpeg(crop, modality)
    if clip is None:
        raise CbaError("The picture that was cut out cannot be read", "Ask again with another one.")
    vector: FloatArray = encoder.encode([clip])[0]
    return vector


def _require_within_time(time_s: float, duration_s: float | None) -> None:
    if not np.isfinite(time_s) or time_s < 0 or (duration_s is not None and time_s > duration_s):
        until = "" if duration_s is None else f", which lasts {duration_s:.2f} s"
        raise BoxRefusedError(
            f"There is no frame at {time_s:g} s of this footage{until}",
            "Give seconds from the first frame of the file, such as 75.2.",
        )


def _crop(pixels: UInt8Array, box: PictureBox, config: CroppingConfig) -> bytes:
    picture = cut_out(pixels, np.array(box, np.float32), most_height_px=config.height_px)
    if picture is None:
        raise AssertionError("a box that was let through has a picture")
    return to_jpeg(picture, config.jpeg_quality)


def _reasons(box: PictureBox, width: int, height: int) -> tuple[CropReason, ...]:
    placed = judge_placement(np.array([box], np.float32), frame_height=height, frame_width=width)
    is_whole = (box.width, box.height) == (width, height)
    return tuple(
        one for one in placed.reasons[0] if not (is_whole and one is CropReason.TRUNCATED)
    )  # a picture cut to the person by whoever made it tells nothing of being cut off


def _hash(pixels: UInt8Array) -> str:
    return hashlib.sha256(np.ascontiguousarray(pixels).data).hexdigest()


def case_config(store: CaseStore) -> IndexConfig:
    """The settings of the last indexing run, or the defaults."""
    told = store.settings.get("index_config")
    return IndexConfig() if told is None else index_config_from_json(told)


def _encoder(model: tuple[ModelId, Path | None]) -> Encoder:
    model_id, file = model
    path = model_file_for(file)
    encoder = _kept_encoder(path, path.stat().st_mtime_ns)
    if encoder.model_id != model_id:
        raise ModelMismatchError(expected=model_id, got=encoder.model_id)
    return encoder


@lru_cache(maxsize=1)
def _kept_encoder(path: Path, written_ns: int) -> Encoder:
    """The last one, so that a second picture need not wait for networks to load."""
    del written_ns
    return make_encoder(path, threads=2)


def _detector(config: IndexConfig) -> Detector:
    return _kept_detector(config.detector)


@lru_cache(maxsize=1)
def _kept_detector(name: str) -> Detector:
    return make_detector(name, WeightCatalogue(), threads=2)


def _found(
    detector: Detector, read: OutsidePicture, modality: Modality, *, least_score: float
) -> list[PictureBox]:
    """Boxes of a score that would begin a track in footage, the largest first."""
    if isinstance(detector, MotChallengeDetector):  # it reads what was found in footage
        return []
    height, width = read.pixels.shape[:2]
    seen = detector.detect([read.frame()], [modality])[0]
    found = []
    for left, top, right, bottom in seen.boxes[seen.scores >= least_score].tolist():
        box = PictureBox(
            max(int(left), 0), max(int(top), 0),
            min(int(np.ceil(right)), width), min(int(np.ceil(bottom)), height),
        )  # fmt: skip
        if box.width >= LEAST_WIDTH_PX and box.height >= LEAST_HEIGHT_PX:
            found.append(box)
    return sorted(found, key=lambda one: -one.width * one.height)[:MOST_PEOPLE]
