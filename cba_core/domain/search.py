"""What a search answers: candidates, and what they were sought among."""

from dataclasses import dataclass, field

from cba_core.domain.coverage import FootageCoverage, RecordingGaps
from cba_core.domain.decisions import Decision, NobodyHere
from cba_core.domain.error_figures import ErrorFigure
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
    rejected_left_out: int = 0  # candidates decided to show somebody else; they never come back
    gaps: RecordingGaps = field(default_factory=RecordingGaps)  # within the files of these cameras


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A tracklet that might show the same person; a person decides."""

    rank: int
    similarity: float
    tracklet: Tracklet
    decision: Decision | None = None  # what was decided of it for this very query
    error: ErrorFigure | None = None
    """How often different people score this high here; None: not measured for its cameras."""
    original_rank: int | None = None
    """Where it stands in the list of the query alone, when accepted candidates re-rank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """One ranking."""

    query: Tracklet  # the first of `queries`
    model_id: ModelId
    searched: Searched
    candidates: tuple[Candidate, ...]
    queries: tuple[Tracklet, ...] = ()  # all that were asked with, ascending by id
    accepted: tuple[Tracklet, ...] = ()  # candidates that fed the re-ranking
    nobody_here: NobodyHere | None = None  # somebody looked through it and found nobody
    figures_pending: bool = False  # error figures are being reckoned: none stands here yet
