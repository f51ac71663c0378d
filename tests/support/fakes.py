"""A case in memory, for tests of what reads a store but is not about storing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np

from cba_core.domain.arrays import FloatArray
from cba_core.domain.asked import AskedPicture
from cba_core.domain.decisions import Decision, NobodyHere, Person, QueryKey
from cba_core.domain.embedding import Embeddings
from cba_core.domain.error_figures import Apart
from cba_core.domain.errors import NotInCaseError
from cba_core.domain.footage import Footage, FootageState, Modality
from cba_core.domain.ids import FootageId, ModelId, TrackletId, tracklet_id
from cba_core.domain.repositories import NO_TIME, CaseFacts, TrackletColumns
from cba_core.domain.time_stamps import TimeFaultCounts
from cba_core.domain.tracklets import Tracklet
from tests.support.builders import a_footage

MODEL = ModelId("ab" * 32)
OTHER_MODEL = ModelId("cd" * 32)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def unit_vectors(count: int, dim: int, seed: int = 0) -> FloatArray:
    """(count, dim) random directions."""
    vectors = np.random.default_rng(seed).standard_normal((count, dim))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors.astype(np.float32)


def fake_footage(
    number: int,
    *,
    camera: str = "North",
    start_time: datetime | None = NOON,
    state: FootageState = FootageState.INDEXED,
) -> Footage:
    return a_footage(
        number, camera=camera, start_time=start_time, state=state, proposed_segments=()
    )


def fake_tracklet(
    footage: Footage,
    number: int,
    modality: Modality = Modality.VISIBLE,
    *,
    segment: int = 0,
    start_s: float = 0.0,
    length: int = 10,
) -> Tracklet:
    """Tracklet `number` of a footage file; it lasts one second."""
    start = footage.start_time
    return Tracklet(
        id=tracklet_id(footage.id, number),
        footage_id=footage.id,
        segment=segment,
        camera=footage.camera,
        modality=modality,
        proposed_modality=modality,
        kind=None,
        start_s=start_s,
        end_s=start_s + 1,
        start_time=None if start is None else start + timedelta(seconds=start_s),
        end_time=None if start is None else start + timedelta(seconds=start_s + 1),
        length=length,
        mean_score=0.9,
        cover=None,
    )


def columns_of(tracklets: Sequence[Tracklet]) -> TrackletColumns:
    """The columns of some tracklets, in ascending id order."""
    ordered = sorted(tracklets, key=lambda tracklet: tracklet.id)
    cameras = tuple(sorted({tracklet.camera for tracklet in ordered}))

    def milliseconds(moment: datetime | None) -> int:
        return NO_TIME if moment is None else round(moment.timestamp() * 1000)

    def column(values: Sequence[int]) -> np.ndarray:
        return np.array(values, np.int64)

    return TrackletColumns(
        tracklet_ids=column([tracklet.id for tracklet in ordered]),
        footage_ids=column([tracklet.footage_id for tracklet in ordered]),
        segments=column([tracklet.segment for tracklet in ordered]),
        is_infrared=np.array([t.modality is Modality.INFRARED for t in ordered], bool),
        camera_indices=column([cameras.index(tracklet.camera) for tracklet in ordered]),
        cameras=cameras,
        start_ms=column([milliseconds(tracklet.start_time) for tracklet in ordered]),
        end_ms=column([milliseconds(tracklet.end_time) for tracklet in ordered]),
        lengths=column([tracklet.length for tracklet in ordered]),
    )


@dataclass
class FakeFootage:
    held: dict[FootageId, Footage] = field(default_factory=dict)

    def all(self) -> list[Footage]:
        return list(self.held.values())

    def get(self, footage_id: FootageId) -> Footage:
        try:
            return self.held[footage_id]
        except KeyError:
            raise NotInCaseError("footage", footage_id, "cba footage list CASE") from None


@dataclass
class FakeTracklets:
    held: dict[TrackletId, Tracklet] = field(default_factory=dict)

    def get(self, identifier: TrackletId) -> Tracklet:
        try:
            return self.held[identifier]
        except KeyError:
            raise NotInCaseError("tracklet", identifier, "cba tracklets CASE") from None

    def by_ids(self, identifiers: Sequence[TrackletId]) -> list[Tracklet]:
        return [self.get(identifier) for identifier in identifiers]

    def existing(self, identifiers: Sequence[TrackletId]) -> set[TrackletId]:
        return {one for one in identifiers if one in self.held}

    def columns(self) -> TrackletColumns:
        return columns_of(list(self.held.values()))


@dataclass
class FakeEmbeddings:
    held: dict[tuple[ModelId, TrackletId], FloatArray] = field(default_factory=dict)
    dim: int = 8
    writes: int = 0

    def add(self, embeddings: Embeddings) -> None:
        for identifier, vector in zip(embeddings.tracklet_ids, embeddings.vectors, strict=True):
            self.held[embeddings.model_id, TrackletId(int(identifier))] = vector
        self.writes += 1

    def all(self, model_id: ModelId) -> Embeddings:
        ids = sorted(identifier for model, identifier in self.held if model == model_id)
        vectors = [self.held[model_id, identifier] for identifier in ids]
        return Embeddings(
            model_id=model_id,
            tracklet_ids=np.array(ids, np.int64),
            vectors=np.array(vectors, np.float32).reshape(len(ids), self.dim),
        )

    def vector(self, identifier: TrackletId, model_id: ModelId) -> FloatArray | None:
        return self.held.get((model_id, identifier))

    def epoch(self, model_id: ModelId) -> str:
        return f"{model_id[:4]}-{self.writes}"


@dataclass
class FakeDecisions:
    held: list[Decision] = field(default_factory=list)
    nobody: list[NobodyHere] = field(default_factory=list)

    def decisions(self, query: QueryKey | None = None) -> list[Decision]:
        return [one for one in self.held if query in (None, one.query)]

    def nobody_here(self) -> list[NobodyHere]:
        return self.nobody

    def apart(self) -> list[Apart]:
        return []

    def people(self) -> list[Person]:
        return []


@dataclass
class FakeTimeStamps:
    held: dict[FootageId, TimeFaultCounts] = field(default_factory=dict)

    def counts(self) -> dict[FootageId, TimeFaultCounts]:
        return self.held


class FakeAsked:
    """Nobody asked with a picture."""

    def missing(self, model_id: ModelId) -> list[AskedPicture]:
        return []


@dataclass
class FakeStore:
    """What searches read of a case; fill it with `put`."""

    facts: CaseFacts = field(
        default_factory=lambda: CaseFacts(
            number="1", examiner="A. Examiner", purpose="test", time_zone="UTC"
        )
    )
    footage: FakeFootage = field(default_factory=FakeFootage)
    tracklets: FakeTracklets = field(default_factory=FakeTracklets)
    embeddings: FakeEmbeddings = field(default_factory=FakeEmbeddings)
    decisions: FakeDecisions = field(default_factory=FakeDecisions)
    time_stamps: FakeTimeStamps = field(default_factory=FakeTimeStamps)
    asked: FakeAsked = field(default_factory=FakeAsked)

    def put(
        self,
        footage: Footage,
        tracklets: Sequence[Tracklet] = (),
        vectors: FloatArray | None = None,
    ) -> None:
        """Store a footage file and its tracklets, with one vector of `MODEL` each if given."""
        self.footage.held[footage.id] = footage
        self.tracklets.held.update({tracklet.id: tracklet for tracklet in tracklets})
        if vectors is not None:
            ids = np.array([tracklet.id for tracklet in tracklets], np.int64)
            self.embeddings.add(Embeddings(model_id=MODEL, tracklet_ids=ids, vectors=vectors))
