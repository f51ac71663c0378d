"""Reports of runs as lines of the case's log."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cba_core.config.loading import index_config_to_json
from cba_core.domain.footage import Footage
from cba_core.domain.reports import AddReport, IndexReport
from cba_core.store.run_log import RunLog

if TYPE_CHECKING:
    from cba_core.pipelines.run_index import PreparedRun


def note_added(log: RunLog, report: AddReport) -> None:
    """What became of each file that was shown to the case."""
    for added in report.added:
        log.note("added", footage=added.id, path=str(added.path), sha256=added.sha256)
    for known in report.duplicates:
        log.note("duplicate", path=str(known.path), footage=known.footage.id)
    for rejected in report.rejected:
        log.note("rejected", path=str(rejected.path), reason=rejected.reason)


def note_prepared(log: RunLog, run: "PreparedRun") -> None:
    """The settings of an indexing run, and what carries them out."""
    log.note(
        "settings",
        settings=json.loads(index_config_to_json(run.settings)),
        model=run.encoder.model_id,
        model_file=str(run.model_file),
        detector_backend=run.detector_backend,
        encoder_backend=run.encoder.backend,
    )


def note_indexed(log: RunLog, report: IndexReport) -> None:
    """How each file went, and the whole."""
    for outcome in report.outcomes:
        log.note(
            "indexed" if outcome.failure is None else "not indexed",
            footage=outcome.footage.id,
            path=str(outcome.footage.path),
            tracklets=outcome.tracklets,
            frames=outcome.frames,
            frames_looked_at=outcome.frames_looked_at,
            warning=outcome.warning,
            failure=outcome.failure,
        )
    log.note("summary", embedded_again=report.embedded_again, without_crops=report.without_crops)


def note_states(log: RunLog, footage: Iterable[Footage]) -> None:
    """How far each file has come, where a run ends without a report."""
    for one in footage:
        log.note("state", footage=one.id, path=str(one.path), state=one.state, failure=one.failure)
