"""Crops in, vectors out: for tracklets just found, and for stored ones under a new model.

Both take the crops from their JPEG bytes, so that embedding again gives the same vector.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from cba_core.domain.arrays import UInt8Array
from cba_core.domain.batches import in_batches
from cba_core.domain.embedding import Clip, Embeddings, Encoder
from cba_core.domain.errors import JobCancelled
from cba_core.domain.footage import Modality
from cba_core.domain.ids import TrackletId
from cba_core.domain.progress import Progress, RateMeter, TaskContext
from cba_core.domain.repositories import CaseStore
from cba_core.domain.tracklets import FoundTracklet, StoredCrop, Tracklet

TRACKLETS_PER_BATCH = 4
"""Fills the encoder's batches and lets a stop be heard within a fraction of a second."""
STEP = "Comparing appearance"


def embed_found(
    found: Sequence[FoundTracklet],
    encoder: Encoder,
    told_modality: Modality | None,
    context: TaskContext,
) -> list[FoundTracklet]:
    """The same tracklets with their vectors; those without crops stay without one.

    Raises:
        JobCancelled: between two batches.
    """
    embedded = list(found)
    with_crops = [position for position, tracklet in enumerate(found) if tracklet.crops]
    for positions in in_batches(with_crops, TRACKLETS_PER_BATCH):
        if context.is_cancelled():
            raise JobCancelled(STEP)
        clips = [_clip_of_found(found[position], told_modality) for position in positions]
        for position, vector in zip(positions, encoder.encode(clips), strict=True):
            embedded[position] = replace(found[position], vector=vector)
    return embedded


def embed_missing(store: CaseStore, encoder: Encoder, context: TaskContext) -> int:
    """Give every stored tracklet that lacks one a vector of this model; return how many.

    Each batch is stored by itself, so a stopped run goes on where it was. A tracklet whose
    crops are all gone or damaged stays without a vector.

    Raises:
        JobCancelled: between two batches.
    """
    missing = store.embeddings.missing(encoder.model_id)
    meter = RateMeter(float(len(missing)))
    embedded = 0
    for done, identifiers in enumerate(in_batches(missing, TRACKLETS_PER_BATCH)):
        if context.is_cancelled():
            raise JobCancelled(STEP)
        seen = done * TRACKLETS_PER_BATCH
        rate, left = meter.at(seen)
        context.report(
            Progress(STEP, seen, len(missing), "tracklets", rate=rate, seconds_left=left)
        )
        clips = {
            tracklet.id: clip
            for tracklet in store.tracklets.by_ids(identifiers)
            if (clip := clip_of_stored(tracklet, store.tracklets.crops(tracklet.id)))
        }
        if clips:
            _store_vectors(clips, encoder, store)
        embedded += len(clips)
    return embedded


def embed_asked(store: CaseStore, encoder: Encoder) -> int:
    """Give every picture that was asked with a vector of this model; return how many."""
    embedded = 0
    for asked in store.asked.missing(encoder.model_id):
        clip = clip_of_jpeg(_content(asked.crop), asked.modality)
        if clip is not None:
            store.asked.set_vector(asked.id, encoder.model_id, encoder.encode([clip])[0])
            embedded += 1
    return embedded


def _store_vectors(clips: dict[TrackletId, Clip], encoder: Encoder, store: CaseStore) -> None:
    store.embeddings.add(
        Embeddings(
            model_id=encoder.model_id,
            tracklet_ids=np.array(list(clips), np.int64),
            vectors=encoder.encode(list(clips.values())),
        )
    )


def _clip_of_found(tracklet: FoundTracklet, told_modality: Modality | None) -> Clip:
    in_time = sorted(tracklet.crops, key=lambda crop: crop.frame_index)
    pictures = [_decoded(crop.jpeg) for crop in in_time]
    return Clip(
        modality=told_modality or tracklet.modality,
        crops=tuple(picture for picture in pictures if picture is not None),
    )


def clip_of_stored(tracklet: Tracklet, crops: Sequence[StoredCrop]) -> Clip | None:
    """The clip of a stored tracklet; None where every crop is gone, damaged or unreadable."""
    in_time = sorted(crops, key=lambda crop: crop.frame_index)
    pictures = [_decoded(_content(crop.path)) for crop in in_time]
    readable = tuple(picture for picture in pictures if picture is not None)
    return Clip(modality=tracklet.modality, crops=readable) if readable else None


def clip_of_jpeg(jpeg: bytes, modality: Modality) -> Clip | None:
    """The clip of a picture that somebody asked with; None where it is damaged or unreadable."""
    picture = _decoded(jpeg)
    return None if picture is None else Clip(modality=modality, crops=(picture,))


def _content(path: Path) -> bytes:
    """The bytes of a crop, none where it cannot be read: the others still show the person."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _decoded(jpeg: bytes) -> UInt8Array | None:
    """The RGB picture, or None where the bytes are no whole JPEG."""
    if not jpeg:
        return None
    picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR_RGB)
    return None if picture is None else np.asarray(picture, np.uint8)
