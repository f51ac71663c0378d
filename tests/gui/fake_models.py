"""Made-up models of a case, and what a made-up worker says of learning and measuring."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from cba_core.domain.changes import ChangeSet
from cba_core.domain.errors import CbaError
from cba_core.domain.footage import Modality
from cba_core.domain.free_negatives import FreeNegativeError
from cba_core.domain.ids import ModelId
from cba_core.domain.model_facts import (
    LearningOutlook,
    MeasuredFigure,
    ModelCheck,
    ModelFacts,
    Obstacle,
    SampleCheck,
    SampleFigure,
    TrainingCourse,
    UnfinishedRun,
)
from cba_core.domain.progress import Progress
from cba_core.domain.reports import LearntReport
from cba_core.jobs.requests import (
    Changed,
    Finished,
    IndexRequest,
    MeasureModelsRequest,
    Message,
    Progressed,
    TrainModelRequest,
)

PACKAGED = ModelFacts(
    name="efficientnet-lite0",
    origin="package",
    file=Path("efficientnet-lite0"),
    model_id=ModelId("a3" * 32),
    licence="Apache-2.0 (the package's licence file)",
    source="EfficientNet-Lite0, ImageNet, of TensorFlow's TPU models, by ML Illustrated",
    learnt_from="ImageNet-1k: pictures of things, for classification",
    notes="Not trained for person search.",
    is_in_use=True,
)
STARTER = ModelFacts(
    name="starter",
    origin="built-in",
    file=Path("starter"),
    model_id=ModelId("32" * 32),
    licence="Apache-2.0",
    source="trained by Duskline",
    learnt_from="3096 unlabelled tracklets: simulated people, real ones",
    trained_for_person_search=True,
    made="2026-11-26T18:30:08+00:00",
    method="dcl",
    steps=560,
    figures=(MeasuredFigure(name="simulated, Rank-1", value=0.115, count=635),),
)
BEFORE = {"visible": (83, 21), "infrared": (1163, 88), "both": (1246, 109)}
AFTER = {"visible": (83, 15), "infrared": (1163, 58), "both": (1246, 73)}
"""Pairs, and how many of twice as many looks went wrong; as the how-to tells of real footage."""


def made_up_model(number: int, folder: Path) -> ModelFacts:
    return ModelFacts(
        name=f"learnt-{number}",
        origin="case",
        file=folder / f"learnt-{number}.safetensors",
        model_id=ModelId(f"{number:064x}"),
        licence="Apache-2.0 (the package's licence file)",
        source="trained by Duskline 0.1.0 from imagenet",
        learnt_from="268 unlabelled tracklets: sample",
        trained_for_person_search=True,
        made="2026-03-02T08:10:00+00:00",
        method="cba",
        steps=460,
    )


def made_up_course(name: str, steps: int = 460, *, until: int | None = None) -> TrainingCourse:
    last = steps if until is None else until
    done = range(0, last, 5)
    rounds = range(100, last, 40)
    return TrainingCourse(
        name=name,
        last_step=last,
        total_steps=steps,
        losses={"total": tuple((one, 6 - 4 * one / steps + (one * 7 % 11) / 20) for one in done)},
        clusters={
            Modality.VISIBLE: tuple((one, 30 - one // 40) for one in rounds),
            Modality.INFRARED: tuple((one, 52 - one // 20) for one in rounds),
        },
        modality_probe=tuple((one, 0.95 - one / 1500) for one in rounds),
        is_finished=until is None,
        seconds_per_step=3.4,
    )


def made_up_sample(first: int, *, truth: str = "5a" * 32) -> SampleCheck:
    return SampleCheck(
        truth_sha256=truth,
        figures={
            one: SampleFigure(
                queries=queries, first=first, mean_average_precision=first / 60, chance_first=0.04
            )
            for one, queries in ((Modality.VISIBLE, 52), (Modality.INFRARED, 35))
        },
    )


def made_up_check(figures: dict[str, tuple[int, int]], *, basis: str = "one") -> ModelCheck:
    return ModelCheck(
        time=datetime(2026, 3, 2, 9, tzinfo=UTC),
        figures={
            name: FreeNegativeError(pairs=pairs, comparisons=2 * pairs, wrong=wrong)
            for name, (pairs, wrong) in figures.items()
        },
        basis=(basis, figures["both"][0]),
    )


@dataclass
class FakeModels:
    folder: Path
    held: list[ModelFacts] = field(default_factory=lambda: [PACKAGED, STARTER])
    tracklets: dict[Modality, int] = field(
        default_factory=lambda: {Modality.VISIBLE: 140, Modality.INFRARED: 128}
    )
    obstacles: tuple[Obstacle, ...] = ()
    unfinished: UnfinishedRun | None = None
    seconds_per_step: float | None = None
    copied: list[tuple[str, Path]] = field(default_factory=list)
    outlook_error: CbaError | None = None

    def all(self) -> list[ModelFacts]:
        return list(self.held)

    def outlook(self) -> LearningOutlook:
        if self.outlook_error is not None:
            raise self.outlook_error
        own = sum(one.origin == "case" for one in self.held)
        return LearningOutlook(
            tracklets=self.tracklets,
            steps=460,
            seconds_per_step=self.seconds_per_step,
            next_name=f"learnt-{own + 1}",
            obstacles=self.obstacles,
            unfinished=self.unfinished,
        )

    def course(self, name: str, /) -> TrainingCourse:
        done = None if self.unfinished is None else self.unfinished.steps_done
        return made_up_course(name, until=done)

    def give_up(self, name: str, /) -> None:
        assert self.unfinished is not None
        assert self.unfinished.name == name
        self.unfinished = None

    def copy_out(self, name: str, target: Path, /) -> None:
        self.copied.append((name, target))

    def take(self, file: Path) -> None:
        self.held = [
            replace(one, is_in_use=one.file == file, was_in_use=one.is_in_use and one.file != file)
            for one in self.held
        ]

    def train(self, request: TrainModelRequest) -> list[Message]:
        learning = Progress("Warm-up", 115, 460, "steps", rate=0.3, seconds_left=1150.0)
        self.held.insert(0, made_up_model(int(request.name.rpartition("-")[2]), self.folder))
        self.unfinished = None
        report = LearntReport(
            name=request.name, model_id=ModelId("1" * 64), tracklets={}, steps=460
        )
        return [Progressed(learning), Finished(report)]

    def measure(self, request: MeasureModelsRequest) -> list[Message]:
        checks = {
            file: made_up_check(AFTER if number else BEFORE)
            for number, file in enumerate(request.models)
        }
        self.held = [replace(one, check=checks.get(one.file, one.check)) for one in self.held]
        looking = Progress("Embedding", 3, 12)
        return [Progressed(looking), Finished({})]

    def index(self, request: IndexRequest) -> list[Message]:
        if request.model is None:
            return []
        self.take(request.model)
        return [Changed(ChangeSet(embeddings=True))]
