"""What a search answers: candidates, and what they were sought among."""

from dataclasses import dataclass

from cba_core.domain.coverage import FootageCoverage
from cba_core.domain.footage import Modality
from cba_core.domain.ids import ModelId
from cba_core.domain.tracklets import Tracklet


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What a ranking covers; absent, left out and none found are different things."""

    gallery: int  # tracklets that were ranked
    indexed: int  # tracklets of the case that have a vector of this model
    without_vector: int  # tracklets of the case that could not be compared
    modalities: tuple[Modality, ...]
    cameras: tuple[str, ...] | None  # None: every camera
    footage: FootageCoverage
    footage_in_part: int  # files not looked through to the end whose first tracklets are compared
    footage_without_time: int  # files passed over for want of a recorder time: one is asked for
    own_segment_excluded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A tracklet that might show the same person; a person decides."""

    rank: int
    similarity: float
    tracklet: Tracklet


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """One ranking."""

    query: Tracklet
    model_id: ModelId
    searched: Searched
    candidates: tuple[Candidate, ...]
