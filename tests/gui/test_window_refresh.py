"""What is shown follows what is stored, without moving what a person looks at."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.viewmodels.gallery_model import PAGE
from app.views.places import SEARCH
from cba_core.domain.changes import ChangeSet
from cba_core.domain.errors import CbaError
from cba_core.domain.footage import Modality
from cba_core.domain.ids import FootageId
from cba_core.jobs.requests import IndexRequest
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case, made_up_tracklet


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    return indexed_case(tmp_path / "a.duskcase", files=2, people=150)


@pytest.fixture
def page(open_window: WindowMaker, case: FakeCase) -> Any:
    window = open_window(FakeEngine(case), case.path)
    window.case_page.go_to(SEARCH)
    return window.case_page


def rename(case: FakeCase, number: int, camera: str) -> ChangeSet:
    """As the engine does: the tracklets of a file take its camera over."""
    changes = case.set_footage([FootageId(number)], camera=camera)
    case.people = [
        replace(one, camera=camera) if one.footage_id == number else one for one in case.people
    ]
    return changes


def cameras(model: Any) -> set[str]:
    """Of the rows whose facts are read; asking for the others reads them."""
    held = [model.held(row) for row in range(model.rowCount())]
    return {one.camera for one in held if one is not None}


def test_a_corrected_camera_is_shown_in_place(page: Any, case: FakeCase, qtbot: QtBot) -> None:
    gallery = page.search.gallery
    gallery.grid.setCurrentIndex(gallery.model.index(120))
    gallery.grid.verticalScrollBar().setValue(700)
    with qtbot.assertNotEmitted(gallery.model.modelReset):
        page.desk.changes.publish(rename(case, 1, "Yard"))
        qtbot.waitUntil(lambda: cameras(gallery.model) == {"Yard", "camera2"})
    qtbot.waitUntil(lambda: not gallery.model.is_loading)
    assert gallery.grid.currentIndex().row() == 120
    assert gallery.grid.verticalScrollBar().value() == 700
    assert not gallery.news.isVisible()


def test_tiles_of_tracklets_that_are_gone_are_taken_out_and_new_ones_announced(
    page: Any, case: FakeCase, qtbot: QtBot
) -> None:
    gallery = page.search.gallery
    kept = gallery.model.tracklet(100)
    gallery.grid.setCurrentIndex(gallery.model.index(100))
    found_anew = [made_up_tracklet(case.held[0], 500 + number) for number in range(15)]
    case.people = [*case.people[15:], *found_anew]  # the count stays the same
    with qtbot.assertNotEmitted(gallery.model.modelReset):
        page.desk.changes.publish(ChangeSet(tracklets=True))
        qtbot.waitUntil(lambda: gallery.model.rowCount() == 300 - 15)
    row = gallery.grid.currentIndex().row()
    qtbot.waitUntil(lambda: gallery.model.held(row) == kept)
    assert gallery.news.text == "15 tracklets new"
    ids = [gallery.model.id_of(row) for row in range(gallery.model.rowCount())]
    assert len(ids) == len(set(ids)) == 285


def test_tracklets_that_a_filter_no_longer_lets_pass_leave_the_gallery(
    page: Any, case: FakeCase, qtbot: QtBot
) -> None:
    gallery = page.search.gallery
    gallery.filters.modality.choose(Modality.VISIBLE)
    qtbot.waitUntil(lambda: gallery.model.rowCount() == 150)
    case.people = [
        replace(one, modality=Modality.INFRARED) if one.id % 2 else one for one in case.people
    ]
    page.desk.changes.publish(ChangeSet(footage=True, tracklets=True))
    qtbot.waitUntil(lambda: gallery.model.rowCount() == 75)
    assert gallery.count.text().startswith("75 tracklets")


def show_query(page: Any, case: FakeCase, qtbot: QtBot, number: int = 0) -> Any:
    candidates = page.search.candidates
    page.search.show_query_by_id(case.people[number].id)
    qtbot.waitUntil(lambda: candidates.result is not None)
    qtbot.waitUntil(lambda: page.search.players[1].current is not None)
    return candidates


def test_query_candidates_and_players_take_corrected_facts_over_in_place(
    page: Any, case: FakeCase, qtbot: QtBot
) -> None:
    candidates = show_query(page, case, qtbot)
    candidates.grid.setCurrentIndex(candidates.model.index(7))
    qtbot.waitUntil(lambda: page.search.players[1].tracklet.id == candidates.model.tracklet(7).id)
    with qtbot.assertNotEmitted(candidates.model.modelReset):
        page.desk.changes.publish(rename(case, 1, "Yard") | rename(case, 2, "Gate"))
        qtbot.waitUntil(lambda: cameras(candidates.model) == {"Gate"})
        qtbot.waitUntil(lambda: page.search.players[1].tracklet.camera == "Gate")
    assert candidates.query.camera == "Yard"
    assert "Yard" in candidates.card.accessibleName()
    assert page.search.players[0].tracklet.camera == "Yard"
    assert candidates.grid.currentIndex().row() == 7


def test_an_edit_that_changes_the_ranking_keeps_the_candidate_that_is_looked_at(
    page: Any, case: FakeCase, qtbot: QtBot
) -> None:
    candidates = show_query(page, case, qtbot)
    wanted = candidates.model.tracklet(7)
    candidates.grid.setCurrentIndex(candidates.model.index(7))
    first = candidates.model.tracklet(0)
    case.people = [
        replace(one, modality=Modality.VISIBLE) if one.id == first.id else one
        for one in case.people
    ]
    page.desk.changes.publish(ChangeSet(footage=True, tracklets=True))
    qtbot.waitUntil(lambda: candidates.model.row_of(first.id) is None)
    qtbot.waitUntil(
        lambda: candidates.model.tracklet(candidates.grid.currentIndex().row()) == wanted
    )
    assert candidates.model.row_of(wanted.id) == 6


def test_a_job_moves_no_candidate_and_says_that_the_ranking_is_of_before(
    page: Any, case: FakeCase, qtbot: QtBot
) -> None:
    candidates = show_query(page, case, qtbot)
    gone = candidates.model.tracklet(3)
    page.desk.jobs._worker.holds = True
    page.desk.jobs.submit(IndexRequest(case_path=case.path))
    case.people = [
        *(one for one in case.people if one.id != gone.id),
        made_up_tracklet(case.held[1], 900),
    ]
    searches = len(case.searches)
    page.desk.changes.publish(ChangeSet(tracklets=True))
    qtbot.waitUntil(lambda: candidates.model.row_of(gone.id) is None)
    qtbot.waitUntil(candidates.news.isVisible)
    assert candidates.news.text == "The case has changed since this ranking"
    assert len(case.searches) == searches
    candidates.news.button.click()
    qtbot.waitUntil(lambda: not candidates.news.isVisible())
    assert len(case.searches) == searches + 1


def test_a_query_that_is_gone_says_so(page: Any, case: FakeCase, qtbot: QtBot) -> None:
    candidates = show_query(page, case, qtbot)
    case.people = case.people[1:]
    page.desk.changes.publish(ChangeSet(tracklets=True))
    qtbot.waitUntil(lambda: candidates.query is None)
    assert candidates._empty.heading.text() == "This tracklet is not in the case any more"
    assert page.search.players[0].tracklet is None


def test_a_camera_filter_whose_camera_is_renamed_raises_no_failure(
    page: Any, case: FakeCase, qtbot: QtBot
) -> None:
    candidates = show_query(page, case, qtbot)
    candidates.filters.camera.setCurrentIndex(2)
    qtbot.waitUntil(lambda: case.searches[-1][1].cameras == ("camera2",))
    page.desk.changes.publish(rename(case, 2, "Gate"))
    qtbot.waitUntil(lambda: case.searches[-1][1].cameras == ())
    qtbot.waitUntil(lambda: cameras(candidates.model) == {"Gate"})


def test_a_page_that_fails_can_be_asked_for_again(
    open_window: WindowMaker, case: FakeCase, qtbot: QtBot
) -> None:
    window = open_window(FakeEngine(case), case.path, expects_failures=True)
    window.case_page.go_to(SEARCH)
    gallery = window.case_page.search.gallery
    case.page_error = CbaError("The disk does not answer", "Try again.")
    assert gallery.model.held(PAGE) is None
    qtbot.waitUntil(lambda: window.teller.dialog is not None)
    window.teller.dialog.reject()
    assert not gallery.model.is_loading
    assert gallery.news.text == "Not all tracklets could be read"
    assert gallery.model.held(PAGE) is None
    assert not gallery.model.is_loading  # it is not asked for again and again
    case.page_error = None
    gallery.news.button.click()
    qtbot.waitUntil(lambda: gallery.model.held(PAGE) is not None)
    qtbot.waitUntil(lambda: not gallery.news.isVisible())


def test_a_filter_whose_first_page_fails_shows_no_rows_of_another(
    open_window: WindowMaker, case: FakeCase, qtbot: QtBot
) -> None:
    window = open_window(FakeEngine(case), case.path, expects_failures=True)
    window.case_page.go_to(SEARCH)
    gallery = window.case_page.search.gallery
    case.page_error = CbaError("The disk does not answer", "Try again.")
    gallery.filters.modality.choose(Modality.INFRARED)
    qtbot.waitUntil(lambda: gallery.model.has_failed)
    window.teller.dialog.reject()
    assert gallery.model.rowCount() == 0
    assert gallery._empty.heading.text() == "The tracklets could not be read"
    case.page_error = None
    gallery.news.button.click()
    qtbot.waitUntil(lambda: gallery.model.rowCount() == 150)
