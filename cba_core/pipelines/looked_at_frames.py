"""Which frames of a case's footage a detector has seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cba_core.config.index_config import IndexConfig
from cba_core.domain.arrays import IntArray
from cba_core.domain.footage import Footage
from cba_core.domain.ids import FootageId
from cba_core.domain.repositories import IndexedFootage
from cba_core.domain.tracklets import Track
from cba_core.pipelines.index_footage import DIGEST_OF_CONFIG
from cba_core.tracking.sampling import automatic_stride


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LookedAt:
    """The sampled frames of one file."""

    frames: IntArray  # (n,) ascending
    stride: int
    is_complete: bool  # the index has come to the file's end

    def holds(self, tracks: Iterable[Track]) -> bool:
        """Whether all tracks were seen on these frames: else they are not those looked at."""
        return all(np.isin(track.frame_indices, self.frames).all() for track in tracks)


def looked_at_frames(
    footage: Sequence[Footage], indexed: Sequence[IndexedFootage], config: IndexConfig
) -> dict[FootageId, LookedAt]:
    """By file: every sampled frame of its finished pieces.

    A frame that was skipped because nothing moved is among them: the case holds the last boxes
    for it. Left out are files where nobody knows which frames were taken: those indexed under
    other settings, and those of variable frame rate sampled by time.

    Args:
        footage: of the case.
        indexed: how far each file has come.
        config: the settings of the last run.
    """
    # A run that reads detections from files looks at still frames too, whatever was asked.
    digests = {one.digest[:DIGEST_OF_CONFIG] for one in (config, replace(config, skip_still=False))}
    begun = {one.footage_id: one for one in indexed}
    found: dict[FootageId, LookedAt] = {}
    for one in footage:
        state = begun.get(one.id)
        if state is None or state.config_digest[:DIGEST_OF_CONFIG] not in digests:
            continue
        if config.stride == "auto" and one.facts.is_variable_frame_rate:
            continue
        # At a constant rate these are the frames that sampling by time takes too.
        stride = (
            automatic_stride(one.facts.frame_rate) if config.stride == "auto" else config.stride
        )
        frames = [
            np.arange(-(-done.first_frame // stride) * stride, done.end_frame, stride)
            for done in state.finished_segments
        ]
        if frames:
            found[one.id] = LookedAt(
                frames=np.concatenate(frames).astype(np.int64),
                stride=stride,
                is_complete=state.finished_segments[-1].is_last,
            )
    return found
