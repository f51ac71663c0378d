"""What a report needs of an open case."""

from pathlib import Path
from typing import Protocol

from cba_core.config.search_config import SearchConfig
from cba_core.domain.decisions import QueryKey
from cba_core.domain.error_figures import ErrorCurves
from cba_core.domain.ids import ModelId, TrackletId
from cba_core.domain.overview import IndexState
from cba_core.domain.repositories import CaseStore
from cba_core.domain.search import SearchResult
from cba_core.domain.tracklets import Tracklet
from cba_core.pipelines.case_log import CaseLog
from cba_core.pipelines.case_models import CaseModels
from cba_core.pipelines.clocks import CaseClocks
from cba_core.pipelines.error_checks import CaseErrorChecks
from cba_core.pipelines.exhibits import CaseExhibits
from cba_core.pipelines.review import CaseReview
from cba_core.pipelines.site_plan import CasePlan


class ReportedCase(Protocol):
    """What a report needs of an open case."""

    path: Path
    log: CaseLog
    review: CaseReview
    clocks: CaseClocks
    exhibits: CaseExhibits
    plan: CasePlan
    error_checks: CaseErrorChecks
    models: CaseModels

    @property
    def reading(self) -> CaseStore:
        """The store."""
        ...

    def settings_text(self) -> str:
        """Settings of the last indexing run as JSON."""
        ...

    def model_id(self) -> ModelId | None:
        """The model that searches use."""
        ...

    def index_state(self) -> IndexState:
        """How far the index has come."""
        ...

    def errors(self) -> ErrorCurves:
        """How alike different people are here."""
        ...

    def tracklet(self, tracklet_id: TrackletId) -> Tracklet:
        """One of the case's."""
        ...

    def ranked_again(self, query: QueryKey, config: SearchConfig) -> SearchResult:
        """A list that was made before, made again."""
        ...
