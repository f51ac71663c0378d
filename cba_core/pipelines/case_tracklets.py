"""The tracklets of a case as something to learn from, with the pairs that are known for free.

Two tracklets that one camera saw at the same moment show two people: nobody has to say so.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np

from cba_core.domain.arrays import IntArray
from cba_core.domain.ids import TrackletId
from cba_core.domain.learning import Constraints, SourceTracklet, TrackletSource
from cba_core.domain.tracklets import StoredCrop, Tracklet

SEEN_TOGETHER_S = 0.5
"""Shorter meetings may be one person whose track was cut and taken up again beside itself."""


def tracklets_of_case(
    name: str,
    tracklets: Sequence[Tracklet],
    crops_of: Callable[[TrackletId], Sequence[StoredCrop]],
) -> TrackletSource:
    """Every tracklet that has crops; unlabelled.

    Args:
        name: of the case.
        tracklets: of it.
        crops_of: the stored crops of a tracklet, in any order.
    """
    kept: list[Tracklet] = []
    sources: list[SourceTracklet] = []
    for tracklet in tracklets:
        crops = sorted(crops_of(tracklet.id), key=lambda crop: crop.frame_index)
        if not crops:
            continue
        kept.append(tracklet)
        sources.append(
            SourceTracklet(
                name=str(tracklet.id),
                modality=tracklet.modality,
                camera=tracklet.camera,
                frames=tuple(crop.path for crop in crops),
            )
        )
    return TrackletSource(
        name=name,
        tracklets=tuple(sources),
        constraints=Constraints(cannot_link=seen_together(kept)),
    )


def seen_together(tracklets: Sequence[Tracklet]) -> IntArray:
    """(n, 2) positions of tracklets that one file shows at the same moment, lower one first."""
    by_file: dict[int, list[int]] = defaultdict(list)
    for place, tracklet in enumerate(tracklets):
        by_file[int(tracklet.footage_id)].append(place)
    pairs = []
    for places in by_file.values():
        present: list[int] = []
        for place in sorted(places, key=lambda one: tracklets[one].start_s):
            start = tracklets[place].start_s
            present = [one for one in present if tracklets[one].end_s - start >= SEEN_TOGETHER_S]
            for other in present:
                until = min(tracklets[other].end_s, tracklets[place].end_s)
                if until - start >= SEEN_TOGETHER_S:
                    pairs.append(tuple(sorted((other, place))))
            present.append(place)
    return np.array(sorted(pairs), np.int64).reshape(-1, 2)
