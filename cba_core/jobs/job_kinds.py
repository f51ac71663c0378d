"""Which function does which job; imported in the worker only, so that the window never loads it."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from cba_core.jobs.requests import (
    AddFootageRequest,
    AskRequest,
    DrawMapRequest,
    FindFootageRequest,
    IndexRequest,
    JobRequest,
    LookAtPictureRequest,
    MeasureModelsRequest,
    TrainModelRequest,
)

JOB_FUNCTIONS: dict[type[JobRequest], str] = {
    AddFootageRequest: "cba_core.jobs.case_jobs:add_footage",
    FindFootageRequest: "cba_core.jobs.case_jobs:find_footage",
    IndexRequest: "cba_core.jobs.case_jobs:index",
    TrainModelRequest: "cba_core.jobs.model_jobs:train",
    MeasureModelsRequest: "cba_core.jobs.model_jobs:measure",
    DrawMapRequest: "cba_core.jobs.model_jobs:draw_map",
    LookAtPictureRequest: "cba_core.jobs.case_jobs:look_at_picture",
    AskRequest: "cba_core.jobs.case_jobs:ask",
}


def job_function(request: JobRequest) -> Callable[..., object]:
    """The function that takes `(request, context, on_change)` and does the job."""
    module, _, name = JOB_FUNCTIONS[type(request)].partition(":")
    function: Any = getattr(import_module(module), name)
    if not callable(function):
        raise TypeError(f"{module}:{name} is not a function")
    return function  # type: ignore[no-any-return]  # resolved by name; a test calls every one
