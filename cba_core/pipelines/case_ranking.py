"""Searches in an open case: the index that is loaded, the ranking, the row of the log."""

import logging
from pathlib import Path
from threading import Lock

from cba_core.config.search_config import SearchConfig
from cba_core.domain.case_log import LogAction
from cba_core.domain.decisions import QueryKey
from cba_core.domain.error_figures import ErrorCurves
from cba_core.domain.errors import CbaError, NotInCaseError
from cba_core.domain.ids import ModelId, is_asked, tracklet_label
from cba_core.domain.search import SearchResult
from cba_core.index.index_cache import LoadedIndex, load_or_build
from cba_core.pipelines.case_log import CaseLog, searched_details
from cba_core.pipelines.error_figures import CaseErrors, with_error_figures
from cba_core.pipelines.search import rank_candidates
from cba_core.store.case_store import SqlCaseStore

_log = logging.getLogger(__name__)


class CaseRanking:
    """Holds the index of the case as it is now. Safe to use from several threads."""

    def __init__(self, case_path: Path, store: SqlCaseStore, log: CaseLog) -> None:
        self._folder = case_path / "index"
        self._store = store
        self._log = log
        self._index: LoadedIndex | None = None
        self._lock = Lock()
        self._errors = CaseErrors(store)

    def search(
        self,
        query: QueryKey,
        config: SearchConfig,
        model_id: ModelId,
        *,
        patience_s: float | None = None,
    ) -> SearchResult:
        """Rank candidates, and log it.

        Args:
            query: the tracklets whose like is sought.
            config: filters and limit.
            model_id: the model that compares.
            patience_s: how long to wait for error figures; None: until they are there.

        Raises:
            NotInCaseError: there is no such tracklet, or no such camera.
            NoVectorError: this tracklet has no vector.
            CbaError: the case can be written, and it failed: no search goes unlogged.
        """
        loaded, result = self._with_figures(query, config, model_id, patience_s)
        asked = [self._store.asked.get(one) for one in query if is_asked(one)]
        details = searched_details(result, config, loaded.epoch, asked)
        what = ", ".join(tracklet_label(one) for one in query)
        self._log.append(LogAction.QUERY, f"{'picture' if asked else 'tracklet'} {what}", details)
        return result

    def loaded(self, model_id: ModelId) -> LoadedIndex:
        """The index of the vectors that are in the case now."""
        with self._lock:
            epoch = self._store.embeddings.epoch(model_id)
            if self._index is None or (self._index.epoch, self._index.model_id) != (
                epoch,
                model_id,
            ):
                self._index = load_or_build(
                    self._folder,
                    epoch,
                    model_id,
                    lambda: self._store.embeddings.all(model_id),
                    self._store.tracklets.columns,
                )
            return self._index

    def make_ready(self, model_id: ModelId) -> None:
        """Load the index and begin with its error figures, so that no search waits for either."""
        self._errors.begin(self.loaded(model_id))

    def write_files(self, model_id: ModelId) -> None:
        """Make the index files true to the case, so that the next process need only map them.

        What fails is left to the search, which makes what is missing and tells what is wrong.
        """
        try:
            self.loaded(model_id)
        except CbaError as error:
            _log.warning("No index files of %s: %s", self._folder.parent.name, error)

    def again(self, query: QueryKey, config: SearchConfig, model_id: ModelId) -> SearchResult:
        """The same without a row of the log."""
        return self._with_figures(query, config, model_id, None)[1]

    def errors(self, model_id: ModelId) -> ErrorCurves:
        """How alike different people are here; for no single search."""
        return self._errors.curves(self.loaded(model_id))

    def with_figures(self, result: SearchResult) -> SearchResult:
        """A list whose error figures were under way, with the figures."""
        return with_error_figures(result, self.errors(result.model_id))

    def close(self) -> None:
        """End what is under way."""
        self._errors.close()

    def _with_figures(
        self, query: QueryKey, config: SearchConfig, model_id: ModelId, patience_s: float | None
    ) -> tuple[LoadedIndex, SearchResult]:
        loaded, ranked = self._ranked(query, config, model_id)
        if patience_s is None:
            return loaded, with_error_figures(ranked, self._errors.curves(loaded))
        return loaded, with_error_figures(ranked, self._errors.curves_within(loaded, patience_s))

    def _ranked(
        self, query: QueryKey, config: SearchConfig, model_id: ModelId
    ) -> tuple[LoadedIndex, SearchResult]:
        loaded = self.loaded(model_id)
        try:
            return loaded, rank_candidates(self._store, loaded, query, config, model_id)
        except NotInCaseError:
            if self._store.embeddings.epoch(model_id) == loaded.epoch:
                raise
        # A running job has removed tracklets since: rank those that are there now.
        loaded = self.loaded(model_id)
        return loaded, rank_candidates(self._store, loaded, query, config, model_id)
