"""Starting, holding and stopping the index job."""

from app.engine_link.open_case import OpenCase
from cba_core.config.index_config import IndexConfig
from cba_core.jobs.requests import IndexRequest, JobRequest


def start_indexing(*, desk: OpenCase, config: IndexConfig) -> None:
    """Index what is not indexed; finished work of earlier runs under these settings is kept."""
    if not any(isinstance(job, IndexRequest) for job in (desk.jobs.current, *desk.jobs.waiting)):
        desk.jobs.submit(
            IndexRequest(case_path=desk.case.path, config=config, author=desk.case.log.author)
        )


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
