"""Starting, holding and stopping the index job."""

from collections.abc import Sequence

from app.engine_link.open_case import OpenCase
from cba_core.config.index_config import IndexConfig
from cba_core.domain.changes import ChangeSet
from cba_core.domain.ids import FootageId
from cba_core.jobs.requests import IndexRequest, JobRequest


def start_indexing(*, desk: OpenCase, config: IndexConfig) -> None:
    """Index what is not indexed; finished work of earlier runs under these settings is kept."""
    if not any(isinstance(job, IndexRequest) for job in (desk.jobs.current, *desk.jobs.waiting)):
        desk.jobs.submit(
            IndexRequest(case_path=desk.case.path, config=config, author=desk.case.log.author)
        )


def put_first(*, desk: OpenCase, footage_ids: Sequence[FootageId]) -> None:
    """Index these files before all others; a job that runs follows at its next piece."""
    ids, order = tuple(footage_ids), desk.case.index_order
    if ids:
        desk.tasks.edits.run(lambda: order.put_first(ids), lambda _: _tell_of_order(desk))


def put_back(*, desk: OpenCase, footage_ids: Sequence[FootageId]) -> None:
    """Let these files wait for their turn in the order of adding."""
    ids, order = tuple(footage_ids), desk.case.index_order
    desk.tasks.edits.run(lambda: order.put_back(ids), lambda _: _tell_of_order(desk))


def _tell_of_order(desk: OpenCase) -> None:
    desk.changes.publish(ChangeSet(footage=True))


def pause_or_resume(*, desk: OpenCase) -> None:
    """Hold the running job, or let it go on."""
    if desk.jobs.is_paused:
        desk.jobs.resume()
    else:
        desk.jobs.pause()


def withdraw_waiting(*, desk: OpenCase, kinds: tuple[type[JobRequest], ...]) -> None:
    """Let jobs that wait for the running one not begin at all."""
    desk.jobs.withdraw(kinds)


def stop_job(*, desk: OpenCase) -> None:
    """Stop the running job at its next checkpoint; by force when it does not listen."""
    if desk.jobs.may_be_ended_by_force:
        desk.jobs.end_by_force()
    else:
        desk.jobs.cancel()
