"""Learning from a case, comparing models on it, and taking one into use."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.engine_link.open_case import OpenCase
from cba_core.domain.embedding_map import EmbeddingMap
from cba_core.domain.model_facts import LearningOutlook, ModelFacts, TrainingCourse
from cba_core.jobs.requests import (
    DrawMapRequest,
    IndexRequest,
    MeasureModelsRequest,
    TrainModelRequest,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLearning:
    """What a case has of models, and what it could learn."""

    models: tuple[ModelFacts, ...]
    outlook: LearningOutlook
    course: TrainingCourse | None  # of the unfinished run, else of the newest model

    @property
    def in_use(self) -> ModelFacts | None:
        """The model of the index; None before the first indexing."""
        return next((one for one in self.models if one.is_in_use), None)

    @property
    def before(self) -> ModelFacts | None:
        """The model that was in use before that."""
        return next((one for one in self.models if one.was_in_use), None)

    @property
    def newest(self) -> ModelFacts | None:
        """The last model that was learnt from this case."""
        own = (one for one in self.models if one.origin == "case" and one.model_id is not None)
        return next(own, None)

    @property
    def awaits_comparison(self) -> ModelFacts | None:
        """A model that was learnt here, and neither measured nor taken so far."""
        new = self.newest
        is_new = new is not None and new.check is None and not (new.is_in_use or new.was_in_use)
        return new if is_new else None


def load_learning(
    *, desk: OpenCase, done: Callable[[CaseLearning], None], failed: Callable[[Exception], None]
) -> None:
    """Read the cards of all models, and what learning would take."""
    case = desk.case

    def work() -> CaseLearning:
        models, outlook = tuple(case.models.all()), case.models.outlook()
        own = [one.name for one in models if one.origin == "case"]
        name = outlook.unfinished.name if outlook.unfinished else next(iter(own), None)
        course = None if name is None else case.models.course(name)
        return CaseLearning(models=models, outlook=outlook, course=course)

    desk.tasks.queries.run(work, done, failed)


def load_course(
    *,
    desk: OpenCase,
    name: str,
    done: Callable[[TrainingCourse], None],
    failed: Callable[[Exception], None],
) -> None:
    """Read how a run went so far."""
    case = desk.case
    desk.tasks.queries.run(lambda: case.models.course(name), done, failed)


def start_learning(*, desk: OpenCase, outlook: LearningOutlook) -> None:
    """Begin, or go on with the run that was stopped."""
    unfinished = outlook.unfinished
    if not is_asked_for(desk=desk, kind=TrainModelRequest):
        desk.jobs.submit(
            TrainModelRequest(
                case_path=desk.case.path,
                name=outlook.next_name if unfinished is None else unfinished.name,
                resume=unfinished is not None,
                author=desk.case.log.author,
            )
        )


def compare_models(*, desk: OpenCase, models: Sequence[ModelFacts]) -> None:
    """Measure models on the case without a label."""
    if not is_asked_for(desk=desk, kind=MeasureModelsRequest):
        desk.jobs.submit(
            MeasureModelsRequest(
                case_path=desk.case.path,
                models=tuple(one.file for one in models),
                author=desk.case.log.author,
            )
        )


def use_model(*, desk: OpenCase, model: ModelFacts) -> None:
    """Index again with another model: found people are embedded anew, nobody is looked for."""
    if not is_asked_for(desk=desk, kind=IndexRequest):
        desk.jobs.submit(
            IndexRequest(case_path=desk.case.path, model=model.file, author=desk.case.log.author)
        )


def give_up_run(*, desk: OpenCase, name: str, done: Callable[[], None]) -> None:
    """Remove an unfinished run."""
    case = desk.case
    desk.tasks.queries.run(lambda: case.models.give_up(name), lambda _: done())


def copy_model_out(*, desk: OpenCase, name: str, target: Path, done: Callable[[], None]) -> None:
    """Copy a model of the case out of it; the log tells."""
    case = desk.case
    desk.tasks.queries.run(lambda: case.models.copy_out(name, target), lambda _: done())


def load_map(*, desk: OpenCase, done: Callable[[EmbeddingMap | None], None]) -> None:
    """Read the embedding map of the case as it is now; None where it is not drawn."""
    case = desk.case

    def work() -> EmbeddingMap | None:
        return None if case.model_id() is None else case.embedding_map.kept()

    desk.tasks.queries.run(work, done)


def draw_map(*, desk: OpenCase) -> None:
    """Draw the embedding map."""
    if not is_asked_for(desk=desk, kind=DrawMapRequest):
        desk.jobs.submit(DrawMapRequest(case_path=desk.case.path, author=desk.case.log.author))


def is_asked_for(*, desk: OpenCase, kind: type) -> bool:
    """Whether such a job runs or waits."""
    return any(isinstance(job, kind) for job in (desk.jobs.current, *desk.jobs.waiting))
