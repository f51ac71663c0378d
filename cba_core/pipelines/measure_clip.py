"""One footage file of a case against its truth."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cba_core.config.index_config import IndexConfig
from cba_core.domain.ids import FootageId, TrackletId
from cba_core.domain.repositories import CaseStore, TrackletFilter
from cba_core.domain.tracklets import Track, Tracklet
from cba_core.evaluation.compared_frames import ComparedFrame, compare_frames
from cba_core.evaluation.tracklet_people import Shown, Sighting, shown_by_tracks, sightings
from cba_core.evaluation.truth_files import TrueStretch, TruthClip
from cba_core.evaluation.truth_joining import JoinedClip
from cba_core.index.index_cache import LoadedIndex
from cba_core.pipelines.looked_at_frames import LookedAt
from cba_core.tracking.sampling import believable_rate


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MeasuredClip:
    """Everything that figures of one file are made of."""

    joined: JoinedClip
    looked_at: LookedAt
    tracklets: Mapping[TrackletId, Tracklet]
    frames: list[ComparedFrame]
    shown: Mapping[int, Shown]  # by tracklet id
    sightings: list[Sighting]


def measure_clip(
    store: CaseStore, joined: JoinedClip, looked_at: LookedAt, config: IndexConfig
) -> MeasuredClip | None:
    """Bring truth and tracklets together on the frames that were looked at.

    None where the tracklets show that other frames were.
    """
    footage = joined.footage
    found = tracklets_of(store, [footage.id])
    if not looked_at.holds(track for _, track in found.values()):
        return None
    frames = compare_frames(
        looked_at.frames,
        joined.truth.boxes,
        [(one, track) for one, (_, track) in found.items()],
        size_px=(footage.facts.width_px, footage.facts.height_px),
        modality_at=lambda index: _modality_at(joined, index),
    )
    shown = shown_by_tracks((frame.true, frame.found) for frame in frames)
    # A person missed in a single sample is not out of sight, however slow the sampling.
    waiting = round(config.tracker.patience_s * believable_rate(footage.facts.frame_rate))
    return MeasuredClip(
        joined=joined,
        looked_at=looked_at,
        tracklets={one: tracklet for one, (tracklet, _) in found.items()},
        frames=frames,
        shown=shown,
        sightings=sightings(frames, shown, longest_gap=max(waiting, 2 * looked_at.stride)),
    )


def tracklets_of(
    store: CaseStore, footage_ids: Sequence[FootageId]
) -> dict[TrackletId, tuple[Tracklet, Track]]:
    """Every tracklet of some footage files, with its boxes."""
    return {
        one.id: (one, store.tracklets.track(one.id)[0])
        for one in store.tracklets.find(TrackletFilter(footage_ids=tuple(footage_ids)))
    }


def without_vector(loaded: LoadedIndex, tracklets: Iterable[TrackletId]) -> int:
    """How many of some tracklets no search can compare."""
    return int((~np.isin(list(tracklets), loaded.columns.tracklet_ids)).sum())


def _modality_at(joined: JoinedClip, index: int) -> str:
    """By the truth, else by the person's word, else as the program proposes it."""
    stretch = _true_stretch(joined.truth, index)
    if stretch is not None:
        return stretch.modality
    footage = joined.footage
    if footage.told_modality is not None:
        return footage.told_modality.kind or footage.told_modality.modality
    time_s = index / believable_rate(footage.facts.frame_rate)
    begun = [part for part in footage.proposed_segments if part.start_s <= time_s]
    proposed = begun[-1:] or footage.proposed_segments[:1]
    return proposed[0].modality if proposed else "unknown"


def _true_stretch(truth: TruthClip, index: int) -> TrueStretch | None:
    return next(
        (part for part in truth.stretches if part.first_frame <= index < part.end_frame), None
    )
