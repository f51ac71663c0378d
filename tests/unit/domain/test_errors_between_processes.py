"""An error that happened in another process says the same here."""

import pickle
from pathlib import Path

import pytest

from cba_core.domain.errors import (
    CbaError,
    ConfigError,
    FootageMissingError,
    NotInstalledError,
)


class OneReasonError(CbaError):
    """Its constructor takes something else than what it says."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"It does not work: {reason}", "Try again.")


@pytest.mark.parametrize(
    "error",
    [
        OneReasonError("no driver"),
        NotInstalledError("moderngl", "simulation"),
        ConfigError("people", "must be 1 or more"),
        FootageMissingError(Path("/media/stick/a.mp4")),
    ],
)
def test_an_error_is_sent_as_it_is(error: CbaError) -> None:
    received = pickle.loads(pickle.dumps(error))  # noqa: S301  (what was dumped here)
    assert type(received) is type(error)
    assert (received.what, received.remedy) == (error.what, error.remedy)
    assert str(received) == str(error)
    assert vars(received) == vars(error)
