"""Indexing in this process, with boxes from text files and vectors from nowhere."""

from collections.abc import Sequence
from pathlib import Path

from cba_core.config.index_config import IndexConfig
from cba_core.detection.motchallenge_file import MotChallengeDetector
from cba_core.domain.arrays import FloatArray
from cba_core.domain.detection import Detector
from cba_core.domain.embedding import Clip
from cba_core.domain.footage import Footage
from cba_core.domain.ids import ModelId
from cba_core.domain.progress import TaskContext, Unattended
from cba_core.domain.reports import AddReport, FootageOutcome
from cba_core.domain.repositories import CaseStore
from cba_core.domain.tracklets import Tracker
from cba_core.pipelines.add_footage import Told, add_footage
from cba_core.pipelines.index_case import ToolMakers, index_case
from cba_core.tracking.bytetrack import ByteTrack
from cba_core.tracking.given_tracks import GivenTracks
from tests.support.builders import A_MODEL
from tests.support.fakes import unit_vectors

FROM_FILE = IndexConfig(detector="motchallenge", skip_still=False)


class FakeEncoder:
    """Gives any vector."""

    model_id: ModelId = A_MODEL
    dim = 8
    backend = "none"

    def encode(self, clips: Sequence[Clip]) -> FloatArray:
        return unit_vectors(len(clips), self.dim)


def added(store: CaseStore, *paths: Path) -> AddReport:
    """Add footage to a store."""
    return add_footage(paths, Told(), store.footage, Unattended(), lambda _: None)


def indexed(
    store: CaseStore, config: IndexConfig = FROM_FILE, context: TaskContext | None = None
) -> list[FootageOutcome]:
    """Index all footage of a store."""

    def detector(footage: Footage) -> Detector:
        return MotChallengeDetector("motchallenge").for_footage(footage.path)

    def tracker(footage: Footage, made: Detector) -> Tracker:
        del footage
        if isinstance(made, MotChallengeDetector) and made.gives_tracks:
            return GivenTracks(made.given_track_numbers, config.tracker)
        return ByteTrack(config.tracker)

    return index_case(
        store.footage.all(),
        store,
        makers=ToolMakers(detector=detector, tracker=tracker, encoder=FakeEncoder()),
        config=config,
        context=context or Unattended(),
        on_change=lambda _: None,
    )
