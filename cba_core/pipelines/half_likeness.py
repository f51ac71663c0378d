"""How alike the two halves of one tracklet are: embedded by the case's model when asked for."""

from collections.abc import Iterator

import numpy as np

from cba_core.domain.batches import in_batches
from cba_core.domain.embedding import Clip, Encoder
from cba_core.domain.errors import JobCancelled
from cba_core.domain.ids import TrackletId
from cba_core.domain.progress import Progress, RateMeter, TaskContext
from cba_core.domain.repositories import CaseStore, TrackletColumns
from cba_core.pipelines.embed_tracklets import TRACKLETS_PER_BATCH, clip_of_stored
from cba_core.pipelines.halves_file import HalfLikeness

MOST_TRACKLETS = 120
"""Of one camera and modality: chance moves 50 of 100 by 5 (one standard error) then."""
LEAST_CROPS = 4
"""Of a tracklet: two in each half."""
_STEP = "Comparing halves"
_SEED = 5


def measure_halves(
    store: CaseStore, columns: TrackletColumns, encoder: Encoder, context: TaskContext
) -> HalfLikeness:
    """Cut tracklets in the middle of their stored crops and compare what comes out.

    Of each camera and modality at most `MOST_TRACKLETS` are taken, in an order drawn from a fixed
    seed, of those with `LEAST_CROPS` readable crops. A half has half of the crops, so its vector
    is less steady than that of a whole tracklet.

    Raises:
        JobCancelled: between two batches.
    """
    groups = columns.camera_indices * 2 + columns.is_infrared
    wanted = sum(min(int((groups == one).sum()), MOST_TRACKLETS) for one in np.unique(groups))
    meter = RateMeter(float(wanted))
    found: dict[int, float] = {}
    looked_at = 0
    for group in np.unique(groups):
        rows = np.flatnonzero((groups == group) & (columns.lengths >= LEAST_CROPS))
        rows = np.random.default_rng(_SEED).permutation(rows)
        kept = 0
        for some in in_batches(rows.tolist(), TRACKLETS_PER_BATCH):
            if kept >= MOST_TRACKLETS:
                break
            if context.is_cancelled():
                raise JobCancelled(_STEP)
            rate, left = meter.at(looked_at + kept)
            context.report(
                Progress(_STEP, looked_at + kept, wanted, "tracklets", rate=rate, seconds_left=left)
            )
            ids = [TrackletId(int(columns.tracklet_ids[row])) for row in some]
            alike = dict(_compared(store, ids[: MOST_TRACKLETS - kept], encoder))
            found.update(alike)
            kept += len(alike)
        looked_at += kept
    ordered = sorted(found)
    return HalfLikeness(
        np.array(ordered, np.int64), np.array([found[one] for one in ordered], np.float64)
    )


def _compared(
    store: CaseStore, ids: list[TrackletId], encoder: Encoder
) -> Iterator[tuple[int, float]]:
    clips: list[Clip] = []
    cut: list[TrackletId] = []
    for tracklet in store.tracklets.by_ids(ids):
        clip = clip_of_stored(tracklet, store.tracklets.crops(tracklet.id))
        if clip is None or len(clip.crops) < LEAST_CROPS:
            continue
        middle = len(clip.crops) // 2
        cut.append(tracklet.id)
        clips += [
            Clip(modality=clip.modality, crops=clip.crops[:middle]),
            Clip(modality=clip.modality, crops=clip.crops[middle:]),
        ]
    if not clips:
        return
    vectors = encoder.encode(clips)
    alike = np.einsum("ij,ij->i", vectors[0::2], vectors[1::2], dtype=np.float64)
    yield from zip(map(int, cut), alike.tolist(), strict=True)
