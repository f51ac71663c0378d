"""Models on the embedded sample, whose people are known: does a search find them?

The sample is indexed once for a version of the program, in the person's cache; then each model
only describes its tracklets anew. What is measured is as `cba measure` measures it.
"""

import logging
import shutil
from contextlib import suppress
from pathlib import Path

import platformdirs

from cba_core.case import Case
from cba_core.config.index_config import IndexConfig
from cba_core.domain.errors import CaseDamagedError, CaseNotFoundError, CaseTooNewError
from cba_core.domain.measurement import RankingFigures
from cba_core.domain.model_facts import SampleCheck, SampleFigure
from cba_core.domain.progress import Progress, TaskContext
from cba_core.domain.repositories import CaseFacts
from cba_core.pipelines.embedded_sample import sample_folder, truth_sha256
from cba_core.pipelines.program_files import engine_sha256
from cba_core.store.case_folder import CASE_SUFFIX

SETTINGS = IndexConfig()
STEP = "Measuring on the sample"
_FACTS = CaseFacts(
    number="sample",
    examiner="Duskline",
    purpose="To measure models on people who are known",
    time_zone="UTC",
)
_DIGITS_OF_A_NAME = 16
_log = logging.getLogger(__name__)


def measure_on_sample(model: Path, context: TaskContext) -> SampleCheck:
    """How high known people rank across modalities on the embedded sample.

    Args:
        model: a file, or the name of a packaged one.
        context: told of progress; may cancel.

    Raises:
        JobCancelled: asked to stop; what was found in the sample is kept.
        CbaError: the sample is not there, another program measures on it, or there is no room.
    """
    sample = sample_folder()
    digest = truth_sha256(sample)
    context.report(Progress(STEP, 0, None))
    try:
        ranking = _ranked(_place(digest), sample, model, context)
    except (CaseDamagedError, CaseNotFoundError, CaseTooNewError) as error:  # made again, once
        _log.warning("The indexed sample is made again: %s", error)
        shutil.rmtree(_place(digest), ignore_errors=True)
        ranking = _ranked(_place(digest), sample, model, context)
    over_all = [one for one in ranking if one.query_camera is None and one.gallery_camera is None]
    return SampleCheck(
        truth_sha256=digest,
        figures={
            one.query_modality: SampleFigure(
                queries=one.scores.queries,
                first=round(one.scores.cmc[1] * one.scores.queries),
                mean_average_precision=one.scores.mean_average_precision,
                chance_first=one.scores.chance_cmc_1,
            )
            for one in over_all
            if one.scores is not None
        },
    )


def _ranked(place: Path, sample: Path, model: Path, context: TaskContext) -> list[RankingFigures]:
    if not place.exists():
        _forget_others(place)
        Case.create(place, _FACTS).close()
    with Case.open(place) as case:
        if not case.footage():
            case.add_footage([sample / "footage"], context=context)
        case.index(config=SETTINGS, model=model, context=context)
        return case.people_ranked(sample, context)


def _place(digest: str) -> Path:
    """Of this version and this sample: another program may find others."""
    name = f"{engine_sha256()[:_DIGITS_OF_A_NAME]}-{digest[:_DIGITS_OF_A_NAME]}{CASE_SUFFIX}"
    return platformdirs.user_cache_path("duskline", appauthor=False) / "sample" / name


def _forget_others(place: Path) -> None:
    """Remove what other versions left, as far as it can be removed."""
    with suppress(OSError):
        for one in place.parent.iterdir():
            if one != place:
                shutil.rmtree(one, ignore_errors=True)


def as_details(check: SampleCheck) -> dict[str, object]:
    """For the log."""
    return {
        "truth_sha256": check.truth_sha256,
        "figures": {
            modality.value: {
                "queries": one.queries,
                "first": one.first,
                "mean_average_precision": round(one.mean_average_precision, 4),
                "chance_first": round(one.chance_first, 4),
            }
            for modality, one in check.figures.items()
        },
    }
