"""An indexing run from its settings to its report: chooses the tools and joins the passes."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

from cba_core.config.index_config import IndexConfig
from cba_core.detection.motchallenge_file import MotChallengeDetector
from cba_core.detection.registry import MOTCHALLENGE, make_detector
from cba_core.domain.changes import ChangeSet
from cba_core.domain.detection import Detector
from cba_core.domain.embedding import Encoder
from cba_core.domain.errors import DetectorError, FootageMissingError, JobCancelled
from cba_core.domain.footage import Footage, FootageState
from cba_core.domain.progress import Progress, TaskContext
from cba_core.domain.reports import FootageOutcome, IndexReport
from cba_core.domain.repositories import CaseStore, TrackletFilter
from cba_core.domain.tracklets import Tracker
from cba_core.encoding.cba_encoder import make_encoder
from cba_core.pipelines.choose_model import model_file_for
from cba_core.pipelines.embed_tracklets import embed_asked, embed_missing
from cba_core.pipelines.index_case import ToolMakers, files_side_by_side, index_case
from cba_core.pipelines.index_footage import DIGEST_OF_CONFIG, digest_for
from cba_core.tracking.bytetrack import ByteTrack
from cba_core.tracking.given_tracks import GivenTracks
from cba_core.weights.catalogue import WeightCatalogue

LOADING = "Loading the networks"


@dataclass(kw_only=True)
class PreparedRun:
    """An indexing run whose settings are complete and whose weights are at hand."""

    settings: IndexConfig  # what to remember; with the detector's SHA-256
    config: IndexConfig  # what holds in this run
    model_file: Path
    encoder: Encoder
    detector_backend: str
    _of_thread: threading.local = field(default_factory=threading.local)

    def detector(self, footage: Footage) -> Detector:
        """This thread's detector; one that reads files gets the footage's own."""
        made: Detector | None = getattr(self._of_thread, "detector", None)
        if made is None:
            made = make_detector(self.config.detector, WeightCatalogue(), threads=1)
            self._of_thread.detector = made
        if isinstance(made, MotChallengeDetector):
            return made.for_footage(footage.path)
        return made

    def tracker(self, footage: Footage, detector: Detector) -> Tracker:
        """A fresh tracker; tracks that a file gives are believed."""
        del footage
        if isinstance(detector, MotChallengeDetector) and detector.gives_tracks:
            return GivenTracks(detector.given_track_numbers, self.config.tracker)
        return ByteTrack(self.config.tracker)


def prepare(config: IndexConfig, model: Path | None, context: TaskContext) -> PreparedRun:
    """Find weights and model, and make the encoder.

    Args:
        config: the detector's SHA-256 is filled in here.
        model: model file, or the name of an added one; None takes the default.
        context: told that the networks are being loaded, which may take some seconds.

    Raises:
        JobCancelled: between two steps of the loading.
        DetectorError: there is no such detector.
        ModelFileError: there is no such model, or it cannot be used.
        NotInstalledError: a package is missing.
    """

    def go_on_unless_stopped() -> None:
        if context.is_cancelled():
            raise JobCancelled(LOADING)

    context.report(Progress(LOADING, 0, None))
    go_on_unless_stopped()
    detector = make_detector(config.detector, WeightCatalogue(), threads=1)
    go_on_unless_stopped()
    settings = replace(config, detector_sha256=detector.weights_sha256)
    # a still scene would repeat boxes that a file does not hold for that frame
    skip_still = settings.skip_still and config.detector != MOTCHALLENGE
    model_file = model_file_for(model, between_steps=go_on_unless_stopped)
    go_on_unless_stopped()
    prepared = PreparedRun(
        settings=settings,
        config=replace(settings, skip_still=skip_still),
        model_file=model_file,
        encoder=make_encoder(
            model_file, threads=files_side_by_side(), between_steps=go_on_unless_stopped
        ),
        detector_backend=detector.backend,
    )
    prepared._of_thread.detector = detector  # noqa: SLF001  (made by this function)
    return prepared


def index_with(
    run: PreparedRun,
    store: CaseStore,
    context: TaskContext,
    on_change: Callable[[ChangeSet], None],
) -> IndexReport:
    """Index all footage, then embed what earlier runs stored without this model's vectors.

    Raises:
        JobCancelled: stored pieces stay.
    """
    began = monotonic()
    _forget_dead_runs(store)
    footage = store.footage.all()
    here = [one for one in footage if one.state is not FootageState.MISSING]
    outcomes = index_case(
        here,
        store,
        makers=ToolMakers(detector=run.detector, tracker=run.tracker, encoder=run.encoder),
        config=run.config,
        context=context,
        on_change=on_change,
    )
    embedded = embed_missing(store, run.encoder, context)
    if embed_asked(store, run.encoder) or embedded:
        on_change(ChangeSet(embeddings=True))
    missing = [_missing(one, store, run) for one in footage if one.state is FootageState.MISSING]
    return IndexReport(
        outcomes=tuple(sorted([*outcomes, *missing], key=lambda outcome: outcome.footage.id)),
        model_id=run.encoder.model_id,
        embedded_again=embedded,
        without_crops=store.embeddings.without_vector(run.encoder.model_id),
        detector=run.config.detector,
        detector_backend=run.detector_backend,
        encoder_backend=run.encoder.backend,
        seconds=monotonic() - began,
    )


def _forget_dead_runs(store: CaseStore) -> None:
    """What a killed run was at is not being indexed any more; this run holds the case's lock."""
    for one in store.footage.all():
        if one.state is FootageState.INDEXING:
            store.footage.set_state(one.id, FootageState.ADDED)


def _missing(footage: Footage, store: CaseStore, run: PreparedRun) -> FootageOutcome:
    """A missing file that was finished earlier is no failure: its tracklets are all there."""
    try:
        weights_sha256 = run.detector(footage).weights_sha256
    except DetectorError:  # what was written beside the file is gone with it
        comparable, digest = DIGEST_OF_CONFIG, run.config.digest
    else:
        digest = digest_for(footage, run.config, weights_sha256)
        comparable = len(digest)
    finished = any(
        begun.footage_id == footage.id
        and begun.config_digest[:comparable] == digest[:comparable]
        and begun.finished_segments
        and begun.finished_segments[-1].is_last
        for begun in store.tracklets.indexed_footage()
    )
    return FootageOutcome(
        footage=footage,
        tracklets=store.tracklets.count(TrackletFilter(footage_ids=(footage.id,))),
        frames=0,
        frames_looked_at=0,
        failure=None if finished else FootageMissingError(footage.path).what,
    )
