"""Deciding and Review in the real window over the real engine and a small real case."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.engine_link.real_engine import RealEngine
from app.views.places import REVIEW, SEARCH
from cba_core.case import Case
from cba_core.domain.decisions import Verdict
from cba_core.domain.edits import SetVerdict
from cba_core.domain.errors import CaseReadOnlyError
from cba_core.domain.repositories import TrackletFilter
from tests.gui.conftest import is_loaded
from tests.gui.fake_case import WindowMaker
from tests.gui.test_window_keyboard import CTRL, press
from tests.support.small_case import a_case, cba, footage_with_tracks

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real")
    footage_with_tracks(folder / "stick", "day", people=3)
    footage_with_tracks(folder / "stick", "night", colour=False, people=3)
    made = a_case(folder, folder / "stick")
    cba("index", made, "--detector", "motchallenge", "--stride", 1)
    return made


@pytest.fixture
def path(indexed: Path, tmp_path: Path) -> Path:
    """A case of the test's own."""
    return shutil.copytree(indexed, tmp_path / indexed.name)


class ImpatientEngine(RealEngine):
    """Waits for another writer for a moment only."""

    def open_case(self, path: Path) -> Case:
        return Case.open(path, busy_timeout_s=0.2)


def search_of(open_window: WindowMaker, qtbot: QtBot, engine: Any, path: Path, **how: Any) -> Any:
    window = open_window(engine, path, **how)
    page = window.case_page
    page.go_to(SEARCH)
    (first, *_) = page.desk.case.tracklets(TrackletFilter())
    page.search.show_query_by_id(first.id)
    qtbot.waitUntil(lambda: page.search.candidates.model.rowCount() == 3)
    page.search.candidates.grid.setFocus()
    qtbot.waitUntil(page.search.candidates.grid.hasFocus)
    return window


def test_decisions_are_on_the_disk_at_once_and_undone_after_a_restart(
    open_window: WindowMaker, qtbot: QtBot, path: Path
) -> None:
    window = search_of(open_window, qtbot, RealEngine(), path)
    page = window.case_page
    grid, model = page.search.candidates.grid, page.search.candidates.model
    press(qtbot, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: grid.currentIndex().row() == 1)
    with Case.open(path, read_only=True) as other:  # as another program sees it
        (decision,) = other.review.decisions()
    assert decision.verdict is Verdict.SUPPORTS_SAME
    assert decision.rank_shown == 1
    press(qtbot, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: grid.currentIndex().row() == 2)
    qtbot.waitUntil(page.search.candidates.bar.again.isEnabled)
    press(qtbot, Qt.Key.Key_Return, SHIFT)
    qtbot.waitUntil(lambda: model.rowCount() == 2)  # the rejected one does not come back
    assert all(model.candidate(row).original_rank for row in range(2))

    window.open_case(path)
    first = page
    qtbot.waitUntil(lambda: window.case_page not in (None, first), timeout=20_000)
    qtbot.waitUntil(lambda: is_loaded(window))
    page = window.case_page
    qtbot.waitUntil(page.steps.undo_action.isEnabled)
    page.go_to(REVIEW)
    qtbot.waitUntil(page.review.query.isVisible)
    assert [one.rowCount() for one in page.review.query.groups.models] == [1, 0, 0, 1, 0]
    press(qtbot, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.review.query.groups.models[3].rowCount() == 0)
    assert "Undone: Supports different" in page.notice.text


def test_people_are_made_merged_and_brought_back(
    open_window: WindowMaker, qtbot: QtBot, path: Path
) -> None:
    window = search_of(open_window, qtbot, RealEngine(), path)
    page = window.case_page
    press(qtbot, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: page.decisions.latest.without_person == 1)
    page.go_to(REVIEW)
    page.review.query.person_button.click()
    page.review.query.dialog.act_button.click()
    qtbot.waitUntil(lambda: len(page.decisions.latest.people) == 1)
    qtbot.waitUntil(page.review.person.isVisible)
    page.review.person.grid.setCurrentIndex(page.review.person.model.index(0))
    page.review.person.tick()
    page.review.person.split_action.trigger()
    page.review.person.dialog.act_button.click()
    qtbot.waitUntil(lambda: len(page.decisions.latest.people) == 2)
    qtbot.waitUntil(page.review.person.merge_action.isEnabled)
    page.review.person.merge_action.trigger()
    page.review.person.dialog.merge_button.click()
    qtbot.waitUntil(lambda: len(page.decisions.latest.people) == 1)
    page.steps.undo_action.trigger()
    qtbot.waitUntil(lambda: len(page.decisions.latest.people) == 2)
    page.review.lists.kind.choose("history")
    assert page.review.step.heading.text().startswith("Merge person")
    assert not page.review.step.undo_button.isEnabled()  # it is undone already
    oldest = page.decisions.latest.history[-1].number
    page.review.lists.choose("history", oldest)
    page.review.step.undo_button.click()  # nothing builds on the verdict: it goes alone
    qtbot.waitUntil(lambda: not page.decisions.latest.decisions)
    assert len(page.decisions.latest.people) == 2


def test_a_case_locked_by_another_program_keeps_what_it_was(
    open_window: WindowMaker, qtbot: QtBot, path: Path
) -> None:
    window = search_of(open_window, qtbot, ImpatientEngine(), path, expects_failures=True)
    grid = window.case_page.search.candidates.grid
    with closing(sqlite3.connect(path / "case.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        press(qtbot, Qt.Key.Key_1)
        qtbot.waitUntil(lambda: window.teller.dialog is not None)
        assert "is being written by" in window.teller.dialog.failure.what
        window.teller.dialog.reject()
        other.execute("ROLLBACK")
    assert grid.currentIndex().row() == 0
    assert window.case_page.desk.case.review.decisions() == []


def test_a_case_that_may_not_be_written_is_opened_for_reading_only(
    open_window: WindowMaker, qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Case.open(path) as opened:
        first, *others = opened.tracklets(TrackletFilter())
        opened.review.apply(
            SetVerdict(query=(first.id,), candidate=others[-1].id, verdict=Verdict.CANNOT_SAY)
        )

    def refuse(folder: Any) -> None:
        raise CaseReadOnlyError(folder.path, "no right to write it")

    monkeypatch.setattr("cba_core.store.case_store.require_writable", refuse)
    window = search_of(open_window, qtbot, RealEngine(), path)
    page = window.case_page
    assert not page.decisions.takes_edits
    press(qtbot, Qt.Key.Key_1)
    qtbot.wait(50)
    assert len(page.desk.case.review.history()) == 1
    page.go_to(REVIEW)
    qtbot.waitUntil(lambda: page.review.query.groups.models[2].rowCount() == 1)
    assert page.review.query.bar.actions_of_candidate == (page.review.query.bar.again,)
