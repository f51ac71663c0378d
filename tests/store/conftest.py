"""An empty case for the tests of the store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cba_core.store.case_store import SqlCaseStore, create_store
from tests.support.builders import some_case_facts


@pytest.fixture
def case_path(tmp_path: Path) -> Path:
    """Where `store` lies."""
    return tmp_path / "Station.duskcase"


@pytest.fixture
def store(case_path: Path) -> Iterator[SqlCaseStore]:
    """A new case, open for writing."""
    with create_store(case_path, some_case_facts()) as opened:
        yield opened
