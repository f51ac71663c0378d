"""A case is gone on with where it was left, unless somebody does not want that."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from app.settings.app_settings import AppSettings, CaseSession
from app.views.places import EVIDENCE, INDEX, REVIEW, SEARCH
from app.views.session_keeper import PLACES
from tests.gui.conftest import is_loaded
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    return indexed_case(tmp_path / "a.duskcase")


def opened_again(window: Any, qtbot: QtBot, case: FakeCase) -> Any:
    window._leave_case()
    window.open_case(case.path)
    qtbot.waitUntil(lambda: is_loaded(window))
    return window.case_page


def shown(page: Any) -> Any:
    return page.search.candidates.result is not None


def test_place_query_and_size_come_back(
    open_window: WindowMaker, qtbot: QtBot, settings: AppSettings, case: FakeCase, tmp_path: Path
) -> None:
    other = indexed_case(tmp_path / "b.duskcase")
    window = open_window(FakeEngine(case, other), case.path)
    page = window.case_page
    assert page.place == EVIDENCE  # the first time
    page.go_to(SEARCH)
    page.search.show_query(case.people[0], [case.people[1]])
    qtbot.waitUntil(lambda: shown(page))
    window.resize(960, 640)  # what the screen of these tests has room for
    window._leave_case()
    window.open_case(other.path)
    qtbot.waitUntil(lambda: is_loaded(window))
    assert window.case_page.place == EVIDENCE  # each case has its own
    window.resize(960, 700)
    page = opened_again(window, qtbot, case)
    assert page.place == SEARCH
    qtbot.waitUntil(lambda: shown(page))
    assert page.search.candidates.key == (case.people[0].id, case.people[1].id)
    assert window.size().toTuple() == (960, 640)
    window.closings.finish()
    stored = AppSettings.load(settings.file).sessions
    assert stored[str(case.path)].place == "search"
    assert stored[str(case.path)].query == (case.people[0].id, case.people[1].id)


def test_a_search_is_asked_again_only_where_somebody_goes_to_it(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = open_window(FakeEngine(case), case.path)
    page = window.case_page
    page.go_to(SEARCH)
    page.search.show_query(case.people[2])
    qtbot.waitUntil(lambda: shown(page))
    page.go_to(REVIEW)
    asked = len(case.searches)
    page = opened_again(window, qtbot, case)
    assert page.place == REVIEW
    qtbot.waitUntil(lambda: page.decisions.has_loaded)
    assert len(case.searches) == asked  # each would be a row of the log
    page = opened_again(window, qtbot, case)  # and it is not forgotten meanwhile
    page.go_to(SEARCH)
    qtbot.waitUntil(lambda: shown(page))
    assert page.search.candidates.query.id == case.people[2].id


def test_a_query_that_is_gone_is_left_out_in_silence(
    open_window: WindowMaker, qtbot: QtBot, settings: AppSettings, case: FakeCase
) -> None:
    gone = case.people.pop(3)
    settings.sessions[str(case.path)] = CaseSession("search", (int(gone.id),))
    window = open_window(FakeEngine(case), case.path)
    page = window.case_page
    assert page.place == SEARCH
    qtbot.waitUntil(lambda: page.decisions.has_loaded)
    qtbot.wait(50)
    assert page.search.candidates.query is None


def test_what_was_asked_for_goes_before_what_was_left(
    open_window: WindowMaker, qtbot: QtBot, settings: AppSettings, case: FakeCase
) -> None:
    settings.sessions[str(case.path)] = CaseSession("review", (int(case.people[3].id),))
    window = open_window(FakeEngine(case))
    window.open_case(case.path, query=case.people[1].id)
    qtbot.waitUntil(lambda: is_loaded(window) and shown(window.case_page))
    assert window.case_page.place == SEARCH
    assert window.case_page.search.candidates.query.id == case.people[1].id


def test_one_setting_turns_it_off_and_forgets_what_was_kept(
    open_window: WindowMaker, qtbot: QtBot, settings: AppSettings, case: FakeCase
) -> None:
    settings.sessions[str(case.path)] = CaseSession("index")
    window = open_window(FakeEngine(case), case.path)
    assert window.case_page.place == INDEX
    (action,) = [
        one for one in window.findChildren(QAction) if "where a case was left" in one.text()
    ]
    assert action.isChecked()
    action.trigger()
    assert settings.sessions == {}
    page = opened_again(window, qtbot, case)
    assert page.place == EVIDENCE
    page.go_to(REVIEW)
    assert opened_again(window, qtbot, case).place == EVIDENCE
    window.closings.finish()
    assert not AppSettings.load(settings.file).goes_on


def test_only_recent_cases_are_kept_and_damaged_entries_are_the_defaults(tmp_path: Path) -> None:
    settings = AppSettings(tmp_path / "settings.json")
    settings.remember_session("/a", CaseSession("index"))
    settings.remember_session("/b", CaseSession("search", (3,)))
    assert set(settings.sessions) == {"/b"}  # the other is not on the list of recent cases
    assert AppSettings.load(settings.file).sessions == settings.sessions
    text = settings.file.read_text("utf-8").replace('"place": "search"', '"places": 1')
    settings.file.write_text(text, "utf-8")
    assert AppSettings.load(settings.file).sessions == {}


def test_every_place_has_a_name_of_its_own() -> None:
    assert PLACES["evidence"] == EVIDENCE
    assert sorted(PLACES.values()) == list(range(len(PLACES)))
