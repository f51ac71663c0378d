"""`duskline CASE --query ID` begins with a person selected and the candidates shown."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.settings.app_settings import AppSettings
from app.views.places import EVIDENCE, SEARCH
from tests.gui.conftest import is_loaded
from tests.gui.fake_case import FakeEngine, WindowMaker, indexed_case


def test_the_window_begins_with_the_candidates_of_a_person(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    window = open_window(FakeEngine(case))
    person = case.people[1].id
    window.open_case(case.path, query=person)
    qtbot.waitUntil(lambda: is_loaded(window), timeout=20_000)
    search = window.case_page.search
    qtbot.waitUntil(lambda: search.candidates.result is not None)
    assert window.case_page.place == SEARCH
    assert search.candidates.query.id == person
    assert search.candidates.result.candidates


def test_a_case_opened_later_begins_with_its_footage_where_nothing_is_gone_on_with(
    open_window: WindowMaker, qtbot: QtBot, settings: AppSettings, tmp_path: Path
) -> None:
    settings.goes_on = False
    case = indexed_case(tmp_path / "a.duskcase")
    window = open_window(FakeEngine(case))
    window.open_case(case.path, query=case.people[1].id)
    qtbot.waitUntil(lambda: is_loaded(window), timeout=20_000)
    first = window.case_page
    qtbot.waitUntil(lambda: first.search.candidates.result is not None)
    window.open_case(case.path)
    qtbot.waitUntil(lambda: window.case_page is not first and is_loaded(window))
    assert window.case_page.place == EVIDENCE
    assert window.case_page.search.candidates.query is None
