"""Learning from a case, and measuring models on it: the case is open only to read and to log.

Such work may take days, and a case is restored or moved meanwhile. The rows of the log are those
of `cba train` and `cba evaluate`; but a model that stays in the case is a change and no export.
"""

import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cba_core.case import Case
from cba_core.config.train_config import TrainConfig
from cba_core.domain.case_log import Details, LogAction, LogAuthor
from cba_core.domain.changes import ChangeSet
from cba_core.domain.embedding_map import EmbeddingMap
from cba_core.domain.errors import CaseBusyError, CaseReadOnlyError, CbaError
from cba_core.domain.free_negatives import FreeNegativeError
from cba_core.domain.ids import ModelId
from cba_core.domain.progress import TaskContext
from cba_core.domain.reports import LearntReport
from cba_core.jobs.requests import DrawMapRequest, MeasureModelsRequest, TrainModelRequest

OnChange = Callable[[ChangeSet], None]


def train(request: TrainModelRequest, context: TaskContext, on_change: OnChange) -> LearntReport:
    """Train a model on a case's tracklets; it lies in the case's folder then."""
    del on_change  # nothing that readers show is changed
    from cba_core.pipelines.case_use import trained_details
    from cba_core.pipelines.train_model import TrainRequest, train_model

    path, who = request.case_path, request.author
    with _failures_logged("train", path, who):
        with Case.open(path, author=who) as case:
            source, _ = case.models.looked_at("train")
            out = case.models.file_of(request.name)
        asked = TrainRequest(
            sources=[source],
            out=out,
            config=request.config or TrainConfig(),
            init=request.init,
            resume=request.resume,
            threads=request.threads,
            command=shlex.join(
                ["cba", "train", str(path), "--out", str(out), "--init", request.init]
            ),
        )
        report = train_model(asked, context)
        with Case.open(path, author=who) as case:
            case.log.append(LogAction.CHANGE, "model", trained_details(report, asked))
    return LearntReport(
        name=request.name,
        model_id=ModelId(report.model_id),
        tracklets=dict(report.tracklets),
        steps=report.steps,
    )


def measure(
    request: MeasureModelsRequest, context: TaskContext, on_change: OnChange
) -> dict[Path, dict[str, FreeNegativeError]]:
    """Measure models one after the other, each logged when it is done."""
    del on_change  # as above
    from cba_core.model.model_file import model_id_of
    from cba_core.pipelines.case_use import evaluated_details
    from cba_core.pipelines.choose_model import model_file_for
    from cba_core.pipelines.measure_free_negatives import measure_free_negatives

    path, who = request.case_path, request.author
    found = {}
    with _failures_logged("evaluate", path, who):
        for model in request.models:
            with Case.open(path, author=who) as case:
                source, learnt = case.models.looked_at("evaluate")
            figures = measure_free_negatives(str(model), source, context, threads=request.threads)
            sha256 = model_id_of(model_file_for(model))
            sample = _on_sample(model, context)
            details = evaluated_details(str(model), sha256, learnt, figures, sample)
            with Case.open(path, author=who) as case:
                case.log.append(LogAction.QUERY, "evaluation", details)
            found[model] = figures
    return found


def draw_map(request: DrawMapRequest, context: TaskContext, on_change: OnChange) -> EmbeddingMap:
    """Draw the embedding map of a case; it is kept there and logged, where it can be written."""
    del on_change  # who shows it reads it when this is done
    path, who = request.case_path, request.author
    with _failures_logged("map", path, who):
        try:
            opened = Case.open(path, author=who)
        except (CaseReadOnlyError, CaseBusyError):
            opened = Case.open(path, author=who, read_only=True)
        with opened as case:
            return case.embedding_map.drawn(context)


def _on_sample(model: Path, context: TaskContext) -> Details:
    """Figures of the embedded sample, or why there are none: the case's own count without them."""
    from cba_core.jobs.sample_measure import as_details, measure_on_sample

    try:
        return as_details(measure_on_sample(model, context))
    except CbaError as error:
        return {"left_out": error.what}


@contextmanager
def _failures_logged(run: str, path: Path, who: LogAuthor | None) -> Iterator[None]:
    """Whatever ends the run early has its row in the case's log, as far as that can be written."""
    try:
        yield
    except BaseException as error:
        with suppress(CbaError), Case.open(path, author=who) as case:
            case.log.append_failure(run, error)
        raise
