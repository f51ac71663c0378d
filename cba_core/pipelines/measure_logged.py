"""A case measured, with the row of its log."""

from collections.abc import Sequence
from pathlib import Path

from cba_core.config.index_config import IndexConfig
from cba_core.config.loading import index_config_to_json
from cba_core.domain.case_log import LogAction
from cba_core.domain.ids import FootageId
from cba_core.domain.measurement import Measurement
from cba_core.domain.progress import TaskContext
from cba_core.domain.repositories import CaseStore
from cba_core.index.index_cache import LoadedIndex
from cba_core.pipelines.case_log import CaseLog
from cba_core.pipelines.case_use import measured_details
from cba_core.pipelines.measure_case import measure_against_truth
from cba_core.pipelines.measure_registered import measure_registered


def measured_and_logged(
    store: CaseStore,
    log: CaseLog,
    loaded: LoadedIndex,
    known: Path | Sequence[tuple[FootageId, FootageId]],
    *,
    config: IndexConfig,
    context: TaskContext,
) -> Measurement:
    """All figures, and who asked for them against what (E13).

    Args:
        store: the case.
        log: its log.
        loaded: its index, of the model that searches use.
        known: folder of ground truth, or pairs of footage whose pictures lie on one another.
        config: the settings of the case's last indexing.
        context: told of progress; may cancel.

    Raises:
        TruthError, JobCancelled, NotInstalledError, CbaError: see `Case.measure`.
    """
    if isinstance(known, Path):
        measured = measure_against_truth(store, loaded, known, config, context)
    else:
        measured = measure_registered(store, loaded, known, config, context)
    details = measured_details(measured, store.footage.all(), index_config_to_json(config))
    log.append(LogAction.QUERY, "measurement", details)
    return measured
