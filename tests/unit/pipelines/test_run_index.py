"""What an indexing run puts right before it begins."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from cba_core.config.index_config import IndexConfig
from cba_core.domain.errors import JobCancelled
from cba_core.domain.footage import FootageState
from cba_core.domain.progress import Progress
from cba_core.pipelines.run_index import PreparedRun, index_with
from cba_core.store.case_store import create_store
from tests.support.builders import a_new_footage, some_case_facts

if TYPE_CHECKING:
    from cba_core.domain.embedding import Encoder


class _AskedToStop:
    def report(self, progress: Progress) -> None:
        del progress

    def is_cancelled(self) -> bool:
        return True


def test_what_a_killed_run_was_at_is_not_being_indexed_any_more(tmp_path: Path) -> None:
    there = tmp_path / "clip.mp4"
    there.write_bytes(b"x")
    run = PreparedRun(
        settings=IndexConfig(),
        config=IndexConfig(),
        model_file=tmp_path,
        encoder=cast("Encoder", None),  # a run that is stopped at once asks for none
        detector_backend="",
    )
    with create_store(tmp_path / "a.duskcase", some_case_facts()) as store:
        footage = store.footage.add(a_new_footage(there, size_bytes=1))
        store.footage.set_state(footage.id, FootageState.INDEXING)
        with pytest.raises(JobCancelled):
            index_with(run, store, _AskedToStop(), lambda _: None)
        assert store.footage.get(footage.id).state is FootageState.ADDED
