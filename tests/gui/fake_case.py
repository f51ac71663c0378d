"""A made-up case, worker and engine: what the window does is seen without video or networks."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from cba_core.config.index_config import IndexConfig
from cba_core.config.search_config import SearchConfig
from cba_core.domain.case_log import LogHead
from cba_core.domain.changes import ChangeSet
from cba_core.domain.clocks import FootageClock
from cba_core.domain.coverage import RecordingGaps
from cba_core.domain.errors import CaseNotFoundError, CbaError, NotInCaseError
from cba_core.domain.footage import (
    Footage,
    FootageState,
    Modality,
    RejectedFile,
    ToldModality,
)
from cba_core.domain.ids import FootageId, ModelId, TrackletId
from cba_core.domain.overview import DetectorChoice, IndexState
from cba_core.domain.progress import Progress
from cba_core.domain.reports import (
    AddReport,
    DuplicateFile,
    FindReport,
    FootageOutcome,
    IndexReport,
)
from cba_core.domain.repositories import CaseFacts, TrackletFilter, TrackletSpans
from cba_core.domain.search import SearchResult
from cba_core.domain.tracklets import StoredCrop, Track, Tracklet
from cba_core.jobs.requests import (
    AddFootageRequest,
    AskRequest,
    Cancelled,
    Changed,
    DrawMapRequest,
    Failed,
    FileProgressed,
    FindFootageRequest,
    Finished,
    IndexRequest,
    JobRequest,
    LookAtPictureRequest,
    MeasureModelsRequest,
    Message,
    Progressed,
    TrainModelRequest,
)
from tests.gui.fake_asking import FakeAsking
from tests.gui.fake_clocks import FakeClocks
from tests.gui.fake_error_checks import FakeErrorChecks
from tests.gui.fake_exhibits import FakeExhibits
from tests.gui.fake_map import FakeMap
from tests.gui.fake_models import FakeModels
from tests.gui.fake_order import FakeOrder
from tests.gui.fake_plan import FakePlan
from tests.gui.fake_playback import RATE, FakePlayback
from tests.gui.fake_record import FakeIntegrity, FakeLog
from tests.gui.fake_reports import FakeReports
from tests.gui.fake_review import FakeReview, made_up_search
from tests.gui.made_up_footage import made_up_footage, made_up_tracklet

WindowMaker = Callable[..., Any]
"""What the fixture `open_window` gives."""

MODEL = ModelId("0" * 64)
FACTS = CaseFacts(
    number="2026-0147", examiner="R. Vidal", purpose="a test", time_zone="Europe/Madrid"
)


@dataclass
class FakeCase(FakeErrorChecks):
    path: Path
    facts: CaseFacts = FACTS
    held: list[Footage] = field(default_factory=list)
    people: list[Tracklet] = field(default_factory=list)
    review: FakeReview = field(default_factory=FakeReview)
    playbacks: list[FakePlayback] = field(default_factory=list)
    searches: list[tuple[TrackletId, SearchConfig]] = field(default_factory=list)
    last_config: IndexConfig = field(default_factory=IndexConfig)
    search_error: Exception | None = None
    page_error: Exception | None = None
    without_time: int = 0  # files that searches say they left out
    log: FakeLog = field(default_factory=FakeLog)
    gaps: RecordingGaps = field(default_factory=RecordingGaps)
    is_closed: bool = False
    kept_integrity: FakeIntegrity = field(default_factory=FakeIntegrity)
    told_clocks: dict[FootageId, FootageClock] = field(default_factory=dict)

    reports: FakeReports = field(default_factory=FakeReports)
    index_order: FakeOrder = field(default_factory=FakeOrder)

    def __post_init__(self) -> None:
        self.exhibits = FakeExhibits(self.path / "exhibits")
        self.models = FakeModels(self.path / "models")
        self.asking = FakeAsking()
        self.embedding_map = FakeMap()

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def integrity(self) -> FakeIntegrity:
        return self.kept_integrity

    def model_id(self) -> ModelId | None:
        return MODEL

    @property
    def plan(self) -> FakePlan:
        return FakePlan(self.review, self.held, self.people)

    @property
    def clocks(self) -> FakeClocks:
        return FakeClocks(self.held, self.told_clocks)

    def close(self) -> LogHead | None:
        self.is_closed = True
        return LogHead(12, "3f" * 32)

    def footage(self) -> list[Footage]:
        return list(self.held)

    def cameras(self) -> list[str]:
        return sorted({footage.camera for footage in self.held})

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
        for row, footage in enumerate(self.held):
            if footage.id not in footage_ids:
                continue
            self.held[row] = replace(
                footage,
                camera=camera or footage.camera,
                start_time=None if forget_start_time else start_time or footage.start_time,
                told_modality=None
                if forget_told_modality
                else told_modality or footage.told_modality,
            )
        return ChangeSet(footage=True, tracklets=True)

    def _passing(self, where: TrackletFilter) -> list[Tracklet]:
        return [
            tracklet
            for tracklet in sorted(self.people, key=lambda held: held.id)
            if where.modality in (None, tracklet.modality)
            and (not where.footage_ids or tracklet.footage_id in where.footage_ids)
            and (not where.cameras or tracklet.camera in where.cameras)
            and tracklet.length >= where.minimum_length
            and (where.between is None or where.between[0] <= tracklet.id <= where.between[1])
            and (
                where.earliest is None
                or (tracklet.end_time is not None and tracklet.end_time >= where.earliest)
            )
            and (
                where.latest is None
                or (tracklet.start_time is not None and tracklet.start_time <= where.latest)
            )
        ]

    def tracklets(
        self, where: TrackletFilter, *, offset: int = 0, limit: int | None = None
    ) -> list[Tracklet]:
        if self.page_error is not None:
            raise self.page_error
        end = None if limit is None else offset + limit
        return self._passing(where)[offset:end]

    def tracklet_spans(self) -> TrackletSpans:
        return TrackletSpans(
            tracklet_ids=np.array([one.id for one in self.people], np.int64),
            footage_ids=np.array([one.footage_id for one in self.people], np.int64),
            start_s=np.array([one.start_s for one in self.people], np.float64),
            end_s=np.array([one.end_s for one in self.people], np.float64),
        )

    def tracklet_ids(self, where: TrackletFilter) -> Any:
        return np.array([one.id for one in self._passing(where)], np.int64)

    def make_ready(self) -> None: ...

    def count_tracklets(self, where: TrackletFilter) -> int:
        return len(self._passing(where))

    def tracklet(self, identifier: TrackletId, /) -> Tracklet:
        for tracklet in (*self.people, *self.asking.made):
            if tracklet.id == identifier:
                return tracklet
        raise NotInCaseError("tracklet", identifier, "cba tracklets CASE")

    def track(self, identifier: TrackletId, /) -> tuple[Track, Any]:
        tracklet = self.tracklet(identifier)
        first, last = round(tracklet.start_s * RATE), round(tracklet.end_s * RATE)
        indices = np.arange(first, last + 1, 2, dtype=np.int64)
        boxes = np.tile(np.array([40, 60, 100, 200], np.float32), (len(indices), 1))
        boxes[:, 0::2] += np.arange(len(indices), dtype=np.float32)[:, None]
        track = Track(
            number=1,
            frame_indices=indices,
            boxes=boxes,
            scores=np.ones(len(indices), np.float32),
        )
        return track, (indices / RATE).astype(np.float32)

    def crops(self, identifier: TrackletId, /) -> list[StoredCrop]:
        return []

    def index_state(self) -> IndexState:
        states = [footage.state for footage in self.held]
        visible = sum(tracklet.modality is Modality.VISIBLE for tracklet in self.people)
        return IndexState(
            footage_total=len(states),
            footage_indexed=states.count(FootageState.INDEXED),
            footage_failed=states.count(FootageState.FAILED),
            tracklets_visible=visible,
            tracklets_infrared=len(self.people) - visible,
            footage_missing=states.count(FootageState.MISSING),
            model_id=None,
            tracklets_without_vector=0,
        )

    def index_config(self) -> IndexConfig:
        return self.last_config

    def detectors(self) -> list[DetectorChoice]:
        return [
            DetectorChoice(name="ssd-mobilenet-v2", title="SSD", remedy=""),
            DetectorChoice(name="motchallenge", title="Text file", remedy=""),
            DetectorChoice(name="yolox-s", title="YOLOX", remedy="Add its file again."),
        ]

    def search(
        self, query: TrackletId | Sequence[TrackletId], config: SearchConfig, /, **_: object
    ) -> SearchResult:
        self.searches.append((query if isinstance(query, int) else query[0], config))
        if self.search_error is not None:
            raise self.search_error
        return made_up_search(self, query, config, MODEL)

    def playback(self, footage_id: FootageId, /) -> FakePlayback:
        footage = next(held for held in self.held if held.id == footage_id)
        made = FakePlayback(footage.facts.expected_frames or 1)
        self.playbacks.append(made)
        return made


class FakeWorker:
    """Does a request's work when the bridge polls: a message a poll."""

    def __init__(self, case: FakeCase) -> None:
        self._case = case
        self._coming: deque[Message] = deque()
        self.requests: list[JobRequest] = []
        self.is_busy = False
        self.is_paused = False
        self.is_closed = False
        self.fails_with: Failed | None = None
        self.people_per_file = 6
        self.holds = False  # a job that never ends by itself

    def submit(self, request: JobRequest, /) -> None:
        assert not self.is_busy
        self.is_busy = True
        self.requests.append(request)
        if self.fails_with is not None:
            self._coming.append(self.fails_with)
        elif isinstance(request, AddFootageRequest):
            self._coming.extend(self._add(request))
        elif isinstance(request, FindFootageRequest):
            self._coming.extend(self._find(request))
        elif isinstance(request, IndexRequest):
            self._coming.extend(self._case.models.index(request))
            self._coming.extend(self._index(request))
        elif isinstance(request, TrainModelRequest):
            self._coming.extend(self._case.models.train(request))
        elif isinstance(request, MeasureModelsRequest):
            self._coming.extend(self._case.models.measure(request))
        elif isinstance(request, DrawMapRequest):
            self._coming.extend(self._case.embedding_map.draw(self._case.people))
        elif isinstance(request, AskRequest | LookAtPictureRequest):
            self._coming.extend(self._case.asking.answer(request))

    def poll(self) -> list[Message]:
        if self.is_paused or not self._coming or (self.holds and self._is_last(self._coming[0])):
            return []
        message = self._coming.popleft()
        if isinstance(message, Changed) and message.changes.tracklets:
            self._find_people()
        if self._is_last(message):
            self.is_busy = False
        return [message]

    def cancel(self) -> None:
        self._coming.clear()
        self._coming.append(Cancelled("Detecting"))
        self.holds = self.is_paused = False

    def pause(self) -> None:
        self.is_paused = True

    def resume(self) -> None:
        self.is_paused = False

    def kill(self) -> None:
        self._coming.clear()
        self._coming.append(Failed("The worker ended", "", is_bug=True))
        self.holds = self.is_paused = False

    def close(self) -> None:
        self.is_closed = True

    @staticmethod
    def _is_last(message: Message) -> bool:
        return isinstance(message, Finished | Failed | Cancelled)

    def _add(self, request: AddFootageRequest) -> list[Message]:
        added, rejected, twice = [], [], []
        for path in request.paths:
            known = next((held for held in self._case.held if held.name == path.name), None)
            if path.suffix == ".txt":
                rejected.append(RejectedFile(path=path, reason="there is no video stream in it"))
            elif known is not None:
                twice.append(DuplicateFile(path=path, footage=known))
            else:
                number = len(self._case.held) + 1
                added.append(made_up_footage(number, path, start=None))
                self._case.held.append(added[-1])
        report = AddReport(added=tuple(added), duplicates=tuple(twice), rejected=tuple(rejected))
        reading = Progress("Reading", 1, 2, "files", item="north.mp4")
        return [Progressed(reading), Changed(ChangeSet(footage=True)), Finished(report)]

    def _find(self, request: FindFootageRequest) -> list[Message]:
        """Every other missing file is there."""
        found, missing = [], []
        for row, footage in enumerate(self._case.held):
            if footage.state is not FootageState.MISSING:
                continue
            if len(found) > len(missing):
                missing.append(footage)
                continue
            moved = replace(footage, path=request.folder / footage.name, state=FootageState.INDEXED)
            self._case.held[row] = moved
            found.append(moved)
        report = FindReport(found=tuple(found), missing=tuple(missing))
        looking = Progress("Looking for footage", 1, 9)
        return [Progressed(looking), Changed(ChangeSet(footage=True)), Finished(report)]

    def _index(self, request: IndexRequest) -> list[Message]:
        if request.config is not None:
            self._case.last_config = request.config
        said: list[Message] = [Progressed(Progress("Finding people", 0, 100, "frames"))]
        for footage in self._case.held:
            if footage.state is not FootageState.INDEXED:
                half = Progress(
                    "Finding people", 50, 100, "frames", footage.name, 180.0, 12.0, footage.id
                )
                said += [FileProgressed(footage.id, half), Progressed(half)]
                said.append(Changed(ChangeSet(footage=True, tracklets=True)))
        outcomes = tuple(
            FootageOutcome(
                footage=held,
                tracklets=1,
                frames=100,
                frames_looked_at=20,
                warning="cut off after frame 812" if held.id == 1 else None,
            )
            for held in self._case.held
        )
        return [
            *said,
            Finished(
                IndexReport(
                    outcomes=outcomes,
                    model_id=ModelId("ab" * 32),
                    embedded_again=0,
                    without_crops=0,
                    detector="ssd-mobilenet-v2",
                    detector_backend="openvino",
                    encoder_backend="openvino",
                    seconds=1.0,
                )
            ),
        ]

    def _find_people(self) -> None:
        for row, footage in enumerate(self._case.held):
            if footage.state is FootageState.ADDED:
                self._case.held[row] = replace(footage, state=FootageState.INDEXED)
                self._case.people += [
                    made_up_tracklet(footage, number)
                    for number in range(1, self.people_per_file + 1)
                ]
                return


class FakeEngine:
    """Opens cases that were put into it."""

    def __init__(self, *cases: FakeCase) -> None:
        self.cases = {case.path: case for case in cases}
        self.workers: list[FakeWorker] = []
        self._latest: FakeCase | None = None

    def open_case(self, path: Path) -> FakeCase:
        if path not in self.cases:
            raise CaseNotFoundError(path)
        self._latest = self.cases[path]
        return self._latest

    def create_case(self, path: Path, facts: CaseFacts) -> FakeCase:
        if path in self.cases:
            raise CbaError(f"{path.name} exists already", "Choose another number.")
        self.cases[path] = FakeCase(path, facts)
        return self.open_case(path)

    def start_worker(self) -> FakeWorker:
        assert self._latest is not None
        self.workers.append(FakeWorker(self._latest))
        return self.workers[-1]


def indexed_case(path: Path, *, files: int = 4, people: int = 6) -> FakeCase:
    """A case that is indexed already."""
    case = FakeCase(path)
    for number in range(1, files + 1):
        footage = made_up_footage(number, path.parent / f"camera{number}.mp4")
        case.held.append(replace(footage, state=FootageState.INDEXED))
        case.people += [made_up_tracklet(footage, n) for n in range(1, people + 1)]
    return case


def added_case(path: Path, *, files: int = 1) -> FakeCase:
    """A case whose footage is not indexed."""
    case = indexed_case(path, files=files, people=0)
    case.held = [replace(footage, state=FootageState.ADDED) for footage in case.held]
    return case
