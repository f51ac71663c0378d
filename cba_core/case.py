"""An open case: the one door through which window, command line and scripts use the engine.

Opening a case and searching it loads neither torch nor a decoder; what needs them is imported
where it is done, so that the window starts fast and stays small.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from cba_core.config.index_config import IndexConfig
from cba_core.config.loading import index_config_from_json, index_config_to_json
from cba_core.config.search_config import SearchConfig
from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.case_log import LogAction, LogAuthor, LogHead
from cba_core.domain.changes import ChangeSet
from cba_core.domain.decisions import QueryKey, query_key
from cba_core.domain.edits import SetFootage
from cba_core.domain.error_figures import ErrorCurves
from cba_core.domain.errors import (
    CaseExistsError,
    CaseUnreachableError,
    FootageMissingError,
    NotIndexedError,
)
from cba_core.domain.footage import Footage, FootageState, Modality, ToldModality
from cba_core.domain.ids import FootageId, ModelId, TrackletId
from cba_core.domain.measurement import Measurement, RankingFigures
from cba_core.domain.overview import DetectorChoice, IndexState
from cba_core.domain.progress import TaskContext, Unattended
from cba_core.domain.reports import AddReport, IndexReport
from cba_core.domain.repositories import CaseFacts, CaseStore, TrackletFilter, TrackletSpans
from cba_core.domain.search import SearchResult
from cba_core.domain.tracklets import StoredCrop, Track, Tracklet
from cba_core.pipelines.case_asking import CaseAsking
from cba_core.pipelines.case_integrity import CaseIntegrity
from cba_core.pipelines.case_log import CaseLog, added_details, failed_details, indexed_details
from cba_core.pipelines.case_models import CaseModels
from cba_core.pipelines.case_ranking import CaseRanking
from cba_core.pipelines.case_reports import CaseReports
from cba_core.pipelines.clocks import CaseClocks
from cba_core.pipelines.embedding_map import CaseEmbeddingMap
from cba_core.pipelines.error_checks import CaseErrorChecks
from cba_core.pipelines.exhibits import CaseExhibits
from cba_core.pipelines.index_order import IndexOrder
from cba_core.pipelines.logged_run import logged_run
from cba_core.pipelines.review import CaseReview
from cba_core.pipelines.site_plan import CasePlan
from cba_core.pipelines.told_times import plausible_start, require_zone
from cba_core.store.case_folder import CASE_SUFFIX, CaseFolder, case_path
from cba_core.store.case_store import SqlCaseStore, create_store, open_store
from cba_core.store.database import BUSY_TIMEOUT_S
from cba_core.store.writer_lock import case_job_lock

if TYPE_CHECKING:
    from cba_core.footage.playback import Playback

OnChange = Callable[[ChangeSet], None]

_INDEX_CONFIG = "index_config"


class Case:
    """A case folder, opened. Safe to use from several threads; close it at the end."""

    def __init__(self, path: Path, store: SqlCaseStore, author: LogAuthor | None = None) -> None:
        self.path = path
        self._store = store
        self.log = CaseLog(store, author)
        self.review = CaseReview(store, self.log)
        self.clocks = CaseClocks(store, self.review)
        self.plan = CasePlan(store, self.review, self.clocks)
        self.exhibits = CaseExhibits(store, self.log)
        self.index_order = IndexOrder(store, self.log)
        self.models = CaseModels(store, self.log, self.review)
        self.integrity = CaseIntegrity(store, self.log, self.exhibits)
        self._ranking = CaseRanking(path, store, self.log)
        told = (self._required_model, self.models.last)
        self.error_checks = CaseErrorChecks(store, self._ranking, *told)
        self.asking = CaseAsking(store, self.log, *told)
        self.embedding_map = CaseEmbeddingMap(store, self.log, self._ranking, told[0])
        self.reports = CaseReports(self)
        self._is_closed = False

    @classmethod
    def create(cls, path: Path, facts: CaseFacts, *, author: LogAuthor | None = None) -> Self:
        """Make a case folder, and the folders it lies in, and open it.

        Raises:
            CaseExistsError: there is something at `path`.
            CaseUnreachableError: there can be no case there.
            ConfigError: the system knows no such time zone.
        """
        require_zone(facts.time_zone)
        path = case_path(path)
        try:
            if path.exists():
                raise CaseExistsError(path)
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:  # no right, a file in the way, too long a name
            raise CaseUnreachableError(path.parent, error.strerror or str(error)) from error
        return cls(path, create_store(path, facts, author), author)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        author: LogAuthor | None = None,
        busy_timeout_s: float = BUSY_TIMEOUT_S,
        closing_waits_s: float | None = None,
    ) -> Self:
        """Open a case folder; an older schema is brought up to date after a backup.

        The suffix may be left out, also where a folder without it is no case. What is done is
        logged under the name of `author`, the examiner where it is None. Closing waits for the
        backup of a large case, `closing_waits_s` at most.

        Raises:
            CaseNotFoundError: it is no case.
            CaseTooNewError: a newer program wrote it; nothing was touched.
            CaseDamagedError: its database cannot be read.
        """
        try:
            with_suffix = case_path(path)
            if not CaseFolder.at(path).is_case() and CaseFolder.at(with_suffix).is_case():
                path = with_suffix
            path = path.resolve()
        except OSError as error:  # too long a name, a folder that may not be looked into
            raise CaseUnreachableError(path, error.strerror or str(error)) from error
        store = open_store(path, read_only=read_only, busy_timeout_s=busy_timeout_s)
        store.closing_waits_s = closing_waits_s
        return cls(path, store, author)

    def close(self) -> LogHead | None:
        """Log what was viewed and release the database; calling it twice does nothing.

        Returns:
            The head of the log as it is left; None where it cannot be read, and the second time.
        """
        if self._is_closed:
            return None
        self._is_closed = True
        try:
            self._ranking.close()
            self.log.looks.flush()
            return self.log.head_if_readable()
        finally:
            self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The folder's name without its suffix."""
        return self.path.name.removesuffix(CASE_SUFFIX)

    @property
    def facts(self) -> CaseFacts:
        """Who works on what, and why."""
        return self._store.facts

    # ---------------------------------------------------------------- footage

    def footage(self) -> list[Footage]:
        """Every footage file, in the order of adding."""
        return self._store.footage.all()

    def cameras(self) -> list[str]:
        """Names of all cameras, sorted."""
        return sorted({footage.camera for footage in self.footage()})

    def add_footage(
        self,
        paths: Sequence[Path],
        *,
        camera: str | None = None,
        start_time: datetime | None = None,
        told_modality: ToldModality | None = None,
        context: TaskContext | None = None,
        on_change: OnChange | None = None,
    ) -> AddReport:
        """Add files and folders; what cannot be read is listed with the reason.

        Args:
            paths: files, and folders that are searched to their depth.
            camera: name for all of them; None makes each file a camera of its own.
            start_time: aware time of the first frame.
            told_modality: the person's word; None leaves it to the proposal.
            context: told of progress; may cancel.
            on_change: called after each file.
        """
        from cba_core.pipelines.add_footage import Told, add_footage
        from cba_core.pipelines.run_notes import note_added

        told = Told(camera=camera, start_time=plausible_start(start_time), modality=told_modality)
        with self.log.failures_of("adding footage"), logged_run(self._store, "add") as log:
            log.note(
                "settings",
                paths=[str(path) for path in paths],
                camera=camera,
                start=start_time,
                modality=told_modality.modality if told_modality else None,
                kind=told_modality.kind if told_modality else None,
            )
            report = add_footage(
                paths, told, self._store.footage, context or Unattended(), on_change or _ignore,
                author=self.log.author,
            )  # fmt: skip
            note_added(log, report)
            for what, details in added_details(report):
                self.log.append(LogAction.IMPORT, what, details)
            return report

    def set_footage(
        self,
        footage_ids: Sequence[FootageId],
        *,
        camera: str | None = None,
        start_time: datetime | None = None,
        told_modality: ToldModality | None = None,
        forget_start_time: bool = False,
        forget_told_modality: bool = False,
    ) -> ChangeSet:
        """Correct what is known of footage files; None leaves a fact as it is.

        Tracklets take over the corrected camera, time and modality at once. Where the modality
        goes against the proposal, the next indexing finds people in that file anew. It is an
        edit: `review.undo` takes it back.
        """
        applied = self.review.apply(
            SetFootage(
                footage=tuple(footage_ids),
                camera=camera,
                start=plausible_start(start_time),
                modality=told_modality.modality if told_modality else None,
                kind=told_modality.kind if told_modality else None,
                forget_start=forget_start_time,
                forget_modality=forget_told_modality,
            )
        )
        return ChangeSet() if applied is None else applied.changes

    def find_footage(
        self, folder: Path, *, context: TaskContext | None = None
    ) -> tuple[list[Footage], list[Footage]]:
        """Look for missing footage below `folder` by content.

        Returns:
            What was found again, and what is still missing.

        Raises:
            CbaError: there is nothing at `folder`.
        """
        from cba_core.pipelines.find_footage import found_and_logged

        return found_and_logged(folder, self._store.footage, self.log, context or Unattended())

    def playback(self, footage_id: FootageId) -> "Playback":
        """Open a footage file for playing; close it after use.

        Raises:
            FootageMissingError: the file is not where it was.
            FootageChangedError: it has another size than when it was added.
        """
        from cba_core.pipelines.viewing import LoggedPlayback, require_same_size

        footage = self._store.footage.get(footage_id)
        if not footage.path.exists():
            raise FootageMissingError(footage.path)
        with self.log.failures_of(f"playing footage {footage_id}"):
            require_same_size(footage)
        return LoggedPlayback(footage.path, footage_id, self.log.looks)

    # ---------------------------------------------------------------- index

    def index(
        self,
        *,
        config: IndexConfig | None = None,
        model: Path | None = None,
        context: TaskContext | None = None,
        on_change: OnChange | None = None,
    ) -> IndexReport:
        """Find and embed every person in footage that is not finished under these settings.

        Args:
            config: None takes the settings of the last run in this case, else the defaults.
            model: model file; None takes that of the last run, else the starter.
            context: told of progress; may cancel.
            on_change: called after every stored piece, from any thread.

        Raises:
            CaseBusyError: another process is indexing this case.
            ModelFileError: the model of the last run is gone, and no other was named.
            JobCancelled: asked to stop; stored pieces stay, the next run goes on behind them.
        """
        from cba_core.pipelines.run_index import index_with, prepare
        from cba_core.pipelines.run_notes import note_indexed, note_prepared

        with (
            self.log.failures_of("indexing"),
            case_job_lock(self.path, "indexing"),
            logged_run(self._store, "index") as log,
        ):
            prepared = prepare(
                config or self.index_config(), model or self.models.last(), context or Unattended()
            )
            note_prepared(log, prepared)
            self._store.settings.set(_INDEX_CONFIG, index_config_to_json(prepared.settings))
            self.models.take(prepared.encoder.model_id, prepared.model_file)
            report = index_with(
                prepared, self._store, context or Unattended(), on_change or _ignore
            )
            self._ranking.write_files(report.model_id)
            note_indexed(log, report)
            settings = index_config_to_json(prepared.settings)
            self.log.append(LogAction.CHANGE, "index", indexed_details(report, settings))
            for what, details in failed_details(report):
                self.log.append(LogAction.FAILURE, what, details)
            return report

    def index_config(self) -> IndexConfig:
        """The settings of the last indexing run, or the defaults."""
        stored = self._store.settings.get(_INDEX_CONFIG)
        return IndexConfig() if stored is None else index_config_from_json(stored)

    def detectors(self) -> list[DetectorChoice]:
        """Every person detector there is, the default first; fingerprints their weights."""
        from cba_core.pipelines.known_models import detector_choices

        return detector_choices()

    def model_id(self) -> ModelId | None:
        """The model that searches use; None before the first indexing."""
        return self.models.in_use

    def index_state(self) -> IndexState:
        """How far the index has come."""
        states = [footage.state for footage in self.footage()]
        model_id = self.model_id()
        count = self._store.tracklets.count
        return IndexState(
            footage_total=len(states),
            footage_indexed=states.count(FootageState.INDEXED),
            footage_failed=states.count(FootageState.FAILED),
            footage_missing=states.count(FootageState.MISSING),
            tracklets_visible=count(TrackletFilter(modality=Modality.VISIBLE)),
            tracklets_infrared=count(TrackletFilter(modality=Modality.INFRARED)),
            model_id=model_id,
            tracklets_without_vector=(
                count(TrackletFilter())
                if model_id is None
                else self._store.embeddings.without_vector(model_id)
            ),
        )

    # ---------------------------------------------------------------- tracklets and search

    def tracklets(
        self, where: TrackletFilter, *, offset: int = 0, limit: int | None = None
    ) -> list[Tracklet]:
        """Tracklets in ascending id order."""
        return self._store.tracklets.find(where, offset=offset, limit=limit)

    def tracklet_spans(self) -> TrackletSpans:
        """When every tracklet was seen within its file."""
        return self._store.tracklets.spans()

    def tracklet_ids(self, where: TrackletFilter) -> IntArray:
        """(n,) ids of what `tracklets` would give without a limit."""
        return self._store.tracklets.ids(where)

    def count_tracklets(self, where: TrackletFilter) -> int:
        """How many `tracklets` would give without a limit."""
        return self._store.tracklets.count(where)

    def tracklet(self, tracklet_id: TrackletId) -> Tracklet:
        """Raises `NotInCaseError`."""
        return self._store.tracklets.get(tracklet_id)

    def track(self, tracklet_id: TrackletId) -> tuple[Track, FloatArray]:
        """Frames, boxes and scores, and (n,) seconds since the footage's first frame."""
        return self._store.tracklets.track(tracklet_id)

    def crops(self, tracklet_id: TrackletId) -> list[StoredCrop]:
        """Its pictures, best first."""
        return self._store.tracklets.crops(tracklet_id)

    def search(
        self, query: TrackletId | Sequence[TrackletId], config: SearchConfig, *,
        patience_s: float | None = None,
    ) -> SearchResult:  # fmt: skip
        """Rank candidates for a tracklet, or for several that show one person; and log it.

        `patience_s` bounds the wait for error figures; later, `error_checks.figures_of` has them.

        Raises:
            NotInCaseError: there is no such tracklet, or no such camera.
            NotIndexedError: the case is not indexed.
            NoVectorError: a tracklet has no vector.
            ConfigError: several are of both modalities, and none was named to search in.
        """
        several = [TrackletId(query)] if isinstance(query, int) else query
        with self.log.failures_of("search"):
            key, model = query_key(several), self._required_model()
            return self._ranking.search(key, config, model, patience_s=patience_s)

    def make_ready(self) -> None:
        """Load what a search needs, so that the first one does not wait for it."""
        if self.model_id() is not None:
            self._ranking.make_ready(self._required_model())

    def measure(
        self,
        truth: Path | None = None,
        *,
        registered: Sequence[tuple[FootageId, FootageId]] = (),
        context: TaskContext | None = None,
    ) -> Measurement:
        """Compare what was found with what is known, and log it.

        Args:
            truth: folder of ground truth, see `read_truth`.
            registered: instead of it, pairs of footage whose pictures lie on one another.
            context: told of progress; may cancel.

        Raises:
            ValueError: neither is given, or both.
            TruthError: the truth cannot be read.
            NotIndexedError: the case is not indexed.
            CbaError: none of it can be measured.
            NotInstalledError: trackeval is missing.
        """
        from cba_core.pipelines.measure_logged import measured_and_logged

        if (truth is None) == (not registered):
            raise ValueError("give a truth or registered footage, and not both")
        with self.log.failures_of("measuring"):
            loaded = self._ranking.loaded(self._required_model())
            config, watch = self.index_config(), context or Unattended()
            return measured_and_logged(
                self._store, self.log, loaded, truth or registered, config=config, context=watch
            )

    def people_ranked(self, truth: Path, context: TaskContext) -> list[RankingFigures]:
        """Of `measure` only how high known people rank across modalities; not logged."""
        from cba_core.pipelines.measure_case import ranking_by_truth

        loaded = self._ranking.loaded(self._required_model())
        return ranking_by_truth(self._store, loaded, truth, self.index_config(), context)

    @property
    def reading(self) -> CaseStore:
        """The store, for what is gathered from all of it, such as a report."""
        return self._store

    def settings_text(self) -> str:
        """Settings of the last indexing run as JSON, keys in order."""
        return index_config_to_json(self.index_config())

    def ranked_again(self, query: QueryKey, config: SearchConfig) -> SearchResult:
        """A list that was made before, made again: not logged, for nothing new is asked."""
        return self._ranking.again(query, config, self._required_model())

    def errors(self) -> ErrorCurves:
        """How alike different people are on these cameras, measured without a label.

        Raises:
            NotIndexedError: the case is not indexed.
        """
        return self._ranking.errors(self._required_model())

    def _required_model(self) -> ModelId:
        model_id = self.model_id()
        if model_id is None:
            raise NotIndexedError(self.path)
        return model_id


def _ignore(changes: ChangeSet) -> None:
    """Nobody waits for changes."""
