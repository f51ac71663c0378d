"""An indexing run leaves index files behind that the next process need only map."""

from pathlib import Path

import pytest

from cba_core.case import Case
from cba_core.config.index_config import IndexConfig
from cba_core.config.search_config import SearchConfig
from cba_core.domain.errors import CaseDamagedError
from cba_core.domain.repositories import TrackletFilter
from cba_core.store.embedding_repository import SqlEmbeddingRepository
from tests.support.builders import some_case_facts
from tests.support.model_files import write_small_model
from tests.support.small_case import footage_with_tracks

FROM_FILE = IndexConfig(detector="motchallenge", stride=1, skip_still=False)


def _indexed_case(folder: Path) -> tuple[Path, int]:
    """A case after an indexing run, and how many tracklets it has."""
    model = folder / "small.safetensors"
    write_small_model(model)
    with Case.create(folder / "a", some_case_facts()) as case:
        case.add_footage([footage_with_tracks(folder / "footage", "day", frames=30)])
        case.index(config=FROM_FILE, model=model)
        return case.path, case.count_tracklets(TrackletFilter())


def test_the_first_search_after_a_run_reads_no_vectors_from_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, count = _indexed_case(tmp_path)

    def all_vectors(*_: object) -> None:
        raise AssertionError("the index was built again")

    monkeypatch.setattr(SqlEmbeddingRepository, "all", all_vectors)
    with Case.open(path) as case:
        query = case.tracklets(TrackletFilter())[0].id
        found = case.search(query, SearchConfig(into="any", include_own_segment=True))
    assert found.searched.indexed == count == 2


def test_files_that_are_stale_are_made_again_by_the_search(tmp_path: Path) -> None:
    path, count = _indexed_case(tmp_path)
    with Case.open(path) as case:
        footage = case.footage()[0]
        case.set_footage([footage.id], camera="Another")
        query = case.tracklets(TrackletFilter())[0].id
        found = case.search(
            query, SearchConfig(into="any", include_own_segment=True, cameras=("Another",))
        )
    assert found.searched.gallery == count - 1


def test_a_run_whose_index_files_cannot_be_made_is_no_failed_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def all_vectors(*_: object) -> None:
        raise CaseDamagedError(tmp_path, "a vector is none of its model")

    monkeypatch.setattr(SqlEmbeddingRepository, "all", all_vectors)
    path, count = _indexed_case(tmp_path)
    assert count == 2
    assert not list((path / "index").glob("*/header.json"))
