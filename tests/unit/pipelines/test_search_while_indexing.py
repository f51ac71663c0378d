"""A search goes on while a job removes what it is about to rank."""

from pathlib import Path
from typing import Any

import pytest

from cba_core.case import Case
from cba_core.config.search_config import SearchConfig
from cba_core.domain.errors import NotInCaseError
from cba_core.domain.ids import FootageId, tracklet_id
from cba_core.domain.search import SearchResult
from cba_core.pipelines import case_ranking
from cba_core.pipelines.search import rank_candidates
from cba_core.store.case_store import open_store
from tests.support.builders import (
    A_MODEL,
    a_found_tracklet,
    a_new_footage,
    a_segment,
    some_case_facts,
)

ANY = SearchConfig(into="any")
QUERY = tracklet_id(FootageId(1), 1)


def test_tracklets_that_are_removed_during_a_search_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Case.create(tmp_path / "case", some_case_facts()).close()
    with open_store(tmp_path / "case.duskcase") as store:
        store.settings.set("model_id", A_MODEL)
        for number in (1, 2, 3):
            store.footage.add(a_new_footage(f"/evidence/{number}.mp4"))
            store.tracklets.begin_footage(FootageId(number), "one")
            store.tracklets.store_segment(a_segment(number), [a_found_tracklet(number)], A_MODEL)

        def rank(*words: Any) -> SearchResult:
            store.tracklets.begin_footage(FootageId(3), "another")
            return rank_candidates(*words)

        monkeypatch.setattr(case_ranking, "rank_candidates", rank)
        with Case.open(tmp_path / "case") as case:
            found = case.search(QUERY, ANY).candidates
            assert [one.tracklet.id for one in found] == [tracklet_id(FootageId(2), 1)]
            with pytest.raises(NotInCaseError):
                case.search(tracklet_id(FootageId(3), 1), ANY)
