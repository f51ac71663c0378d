"""What holds for every test."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

# a machine under load is no fault of the code; the time limit of pytest still ends what hangs
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def state_of_no_person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the program keeps of itself, such as results of self-tests, is not the person's here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield
