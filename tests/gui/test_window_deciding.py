"""Deciding about candidates: one key each, saved before it leads on, undone where it was done."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from app.viewmodels.dwell import Dwell
from app.viewmodels.tile_roles import TileRole
from app.views.places import EVIDENCE, SEARCH
from cba_core.domain.decisions import Because, Verdict
from cba_core.domain.errors import CaseBusyError
from tests.gui.conftest import is_loaded
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case
from tests.gui.test_window_keyboard import CTRL, press

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    return indexed_case(tmp_path / "a.duskcase")


def search_of(open_window: WindowMaker, qtbot: QtBot, case: FakeCase, **how: Any) -> Any:
    """The window on the candidates of the first tracklet, the keyboard among them."""
    window = open_window(FakeEngine(case), case.path, **how)
    window.case_page.go_to(SEARCH)
    search = window.case_page.search
    search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: search.candidates.model.rowCount() == 12)
    search.candidates.grid.setFocus()
    qtbot.waitUntil(search.candidates.grid.hasFocus)
    return window


def verdicts(window: Any) -> list[Verdict | None]:
    model = window.case_page.search.candidates.model
    return [model.data(model.index(row), TileRole.VERDICT) for row in range(model.rowCount())]


def row(window: Any) -> int:
    return int(window.case_page.search.candidates.grid.currentIndex().row())


def test_U6_a_key_decides_and_leads_to_the_next_undecided_candidate(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = search_of(open_window, qtbot, case)
    key = (case.people[0].id,)
    for number, verdict in enumerate(Verdict):
        press(qtbot, Qt.Key(Qt.Key.Key_1 + number))
        qtbot.waitUntil(lambda n=number: row(window) == n + 1)
        qtbot.waitUntil(lambda n=number, v=verdict: verdicts(window)[n] is v)
    decided = case.review.decisions(key)
    assert [one.verdict for one in decided] == list(Verdict)
    assert [one.rank_shown for one in decided] == [1, 2, 3, 4, 5]
    press(qtbot, Qt.Key.Key_Left)
    press(qtbot, Qt.Key.Key_Left)
    press(qtbot, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: row(window) == 5)
    assert case.review.decisions(key)[-1].verdict is Verdict.SUPPORTS_SAME
    assert len(case.review.edits) == 6


def test_E13_the_time_from_showing_a_candidate_to_its_decision_is_kept(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = search_of(open_window, qtbot, case)
    clock = [100.0]
    deciding = window.case_page.search.deciding
    deciding._dwell = Dwell(lambda: clock[0])
    deciding._tell()
    clock[0] += 2.5
    press(qtbot, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: row(window) == 1)
    clock[0] += 1.0
    window.case_page.go_to(EVIDENCE)
    clock[0] += 60.0  # nobody looks at it meanwhile
    window.case_page.go_to(SEARCH)
    window.case_page.search.candidates.grid.setFocus()
    clock[0] += 0.75
    press(qtbot, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: len(case.review.edits) == 2)
    assert [one.dwell_s for one in case.review.decisions()] == [2.5, 1.8]


def test_a_dwell_time_begins_anew_with_another_candidate_and_after_a_decision() -> None:
    clock = [0.0]
    dwell = Dwell(lambda: clock[0])
    assert dwell.seconds is None
    dwell.show("one", is_in_sight=True)
    clock[0] = 3.0
    dwell.show("one", is_in_sight=True)
    assert dwell.seconds == 3.0
    dwell.begin_again()
    clock[0] = 4.0
    assert dwell.seconds == 1.0
    dwell.show("two", is_in_sight=False)
    clock[0] = 9.0
    assert dwell.seconds == 0.0
    dwell.show(None, is_in_sight=True)
    assert dwell.seconds is None


def test_a_decision_is_cleared_by_a_key_and_nothing_moves(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = search_of(open_window, qtbot, case)
    ids = window.case_page.search.candidates.model.ids
    press(qtbot, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: verdicts(window)[0] is Verdict.SUPPORTS_DIFFERENT)
    assert window.case_page.search.candidates.model.ids == ids
    assert len(case.searches) == 1  # a decision ranks nothing anew
    press(qtbot, Qt.Key.Key_Left)
    press(qtbot, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: verdicts(window)[0] is None)
    assert row(window) == 0
    press(qtbot, Qt.Key.Key_0)
    qtbot.wait(30)
    assert len(case.review.edits) == 2


def test_U22_a_tile_says_its_state_and_the_bar_how_many_were_looked_at(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = search_of(open_window, qtbot, case)
    search = window.case_page.search
    qtbot.waitUntil(lambda: search.candidates.bar.count.accessibleName() == "1 of 12 looked at")
    interface = QAccessible.queryAccessibleInterface(search.candidates.grid)

    def said(number: int) -> str:
        return str(interface.child(number).text(QAccessible.Text.Name))

    assert said(0) == "candidate 1 of 12, camera camera2, infrared, 18:00:03 UTC+1, undecided"
    press(qtbot, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: said(0).endswith("weakly supports same"))
    qtbot.waitUntil(lambda: search.candidates.bar.count.accessibleName() == "2 of 12 looked at")


def test_nobody_on_this_list_is_one_key_and_says_how_many_were_looked_at(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = search_of(open_window, qtbot, case)
    bar = window.case_page.search.candidates.bar
    press(qtbot, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: bar.count.accessibleName() == "2 of 12 looked at")
    press(qtbot, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: len(case.review.nobody_here()) == 1)
    qtbot.waitUntil(bar.nobody.isChecked)
    (nobody,) = case.review.nobody_here()
    assert nobody.shown == 2
    qtbot.waitUntil(lambda: "R. Vidal" in bar.nobody.toolTip())
    assert bar.count.accessibleName() == "2 of 12 looked at · nobody found"
    press(qtbot, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: case.review.nobody_here() == [])  # the button itself turns at once
    qtbot.waitUntil(lambda: not bar.nobody.isChecked())


def test_reasons_and_a_note_are_one_key_away_and_by_keys_alone(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = search_of(open_window, qtbot, case)
    deciding = window.case_page.search.deciding
    press(qtbot, Qt.Key.Key_R)
    dialog = deciding.dialog
    qtbot.waitUntil(dialog.isActiveWindow)
    assert not dialog.decide_button.isEnabled()  # the program proposes no verdict
    press(qtbot, Qt.Key.Key_2)
    assert dialog.decide_button.isEnabled()
    press(qtbot, Qt.Key.Key_Space)  # the first reason has the keyboard
    dialog.note.setFocus()
    qtbot.keyClicks(dialog.note, "bag on the left, 2nd floor")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(case.review.edits) == 1)
    (decision,) = case.review.decisions()
    assert decision.verdict is Verdict.WEAKLY_SUPPORTS_SAME
    assert decision.because == (Because.BUILD,)
    assert decision.note == "bag on the left, 2nd floor"
    qtbot.waitUntil(lambda: row(window) == 1)
    window.activateWindow()  # no window manager does it offscreen
    qtbot.waitUntil(window.case_page.search.candidates.grid.hasFocus)
    press(qtbot, Qt.Key.Key_Left)
    press(qtbot, Qt.Key.Key_R)
    assert deciding.dialog.note.text() == "bag on the left, 2nd floor"
    assert deciding.dialog.reasons[Because.BUILD].isChecked()
    assert deciding.dialog.verdict.value is Verdict.WEAKLY_SUPPORTS_SAME
    deciding.dialog.reject()
    assert len(case.review.edits) == 1


def test_U6_undo_and_redo_say_what_and_stand_where_it_was_done(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase", people=30)
    window = open_window(FakeEngine(case), case.path)
    page = window.case_page
    page.go_to(SEARCH)
    page.search.show_query_by_id(case.people[0].id)
    grid, model = page.search.candidates.grid, page.search.candidates.model
    qtbot.waitUntil(lambda: model.rowCount() == 60)
    grid.setFocus()
    press(qtbot, Qt.Key.Key_End)
    scroll = grid.verticalScrollBar().value()
    assert scroll > 0
    last = model.tracklet(59)
    press(qtbot, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: row(window) == 0)
    assert grid.verticalScrollBar().value() == 0
    qtbot.waitUntil(page.steps.undo_action.isEnabled)
    assert page.steps.undo_action.text().startswith(f"&Undo: Supports same: {last.label}")
    page.search.gallery.grid.setFocus()

    press(qtbot, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: row(window) == 59)
    assert grid.verticalScrollBar().value() == scroll
    assert grid.hasFocus()
    assert page.notice.isVisible()
    assert page.notice.text == f"Undone: Supports same: {last.label} for 1-1"
    qtbot.waitUntil(lambda: verdicts(window)[59] is None)
    assert case.review.decisions() == []

    press(qtbot, Qt.Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: verdicts(window)[59] is Verdict.SUPPORTS_SAME)
    assert page.notice.text.startswith("Done again: Supports same")
    qtbot.waitUntil(lambda: not page.steps.redo_action.isEnabled())


def test_what_is_undone_elsewhere_can_be_shown(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = search_of(open_window, qtbot, case)
    page = window.case_page
    press(qtbot, Qt.Key.Key_Right)
    press(qtbot, Qt.Key.Key_1)
    qtbot.waitUntil(page.steps.undo_action.isEnabled)
    page.search.show_query_by_id(case.people[1].id)
    qtbot.waitUntil(lambda: page.search.candidates.result is not None)
    page.go_to(EVIDENCE)
    press(qtbot, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(page.notice.isVisible)
    assert page.place == EVIDENCE
    qtbot.mouseClick(page.notice.button, Qt.MouseButton.LeftButton)
    assert page.place == SEARCH
    qtbot.waitUntil(lambda: page.search.candidates.query.id == case.people[0].id)
    qtbot.waitUntil(lambda: row(window) == 1)


def test_U17_only_the_person_ranks_again_and_the_first_rank_stands_beside(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = search_of(open_window, qtbot, case)
    candidates = window.case_page.search.candidates
    before = candidates.model.ids
    press(qtbot, Qt.Key.Key_1)
    press_when_ready(qtbot, candidates)
    qtbot.waitUntil(lambda: candidates.model.ids == before[::-1])
    assert candidates.result.accepted
    index = candidates.model.index(0)
    assert (index.data(TileRole.RANK), index.data(TileRole.RANK_BEFORE)) == (1, 12)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("candidate 1 of 12, first ranked 12, camera")
    assert "the query and 1 accepted candidate." in candidates.banner.heading.text()
    assert verdicts(window)[-1] is Verdict.SUPPORTS_SAME
    press(qtbot, Qt.Key.Key_Return, SHIFT)  # and back
    qtbot.waitUntil(lambda: candidates.model.ids == before)
    assert candidates.model.index(0).data(TileRole.RANK_BEFORE) is None


def press_when_ready(qtbot: QtBot, candidates: Any) -> None:
    qtbot.waitUntil(candidates.bar.again.isEnabled)
    assert candidates.bar.again.text() == "Search again with 1 accepted"
    press(qtbot, Qt.Key.Key_Return, SHIFT)


def test_U10_rejected_candidates_do_not_come_back_and_the_banner_says_so(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = search_of(open_window, qtbot, case)
    candidates = window.case_page.search.candidates
    rejected = candidates.model.tracklet(0).id
    press(qtbot, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: verdicts(window)[0] is Verdict.SUPPORTS_DIFFERENT)
    candidates.search_again()
    qtbot.waitUntil(lambda: candidates.model.rowCount() == 11)
    assert rejected not in candidates.model.ids
    assert "1 decided to be different left out." in candidates.banner.text.text()


def test_a_case_that_another_program_writes_stays_as_it_is_and_so_does_the_place(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = search_of(open_window, qtbot, case, expects_failures=True)
    case.review.error = CaseBusyError(case.path, "another process")
    press(qtbot, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: window.teller.dialog is not None)
    assert "another process" in window.teller.dialog.failure.what
    assert "try again" in window.teller.dialog.failure.remedy
    window.teller.dialog.reject()
    assert row(window) == 0
    assert verdicts(window)[0] is None
    assert not window.case_page.search.candidates.bar.verdicts[Verdict.SUPPORTS_SAME].isChecked()
    case.review.error = None
    window.activateWindow()
    qtbot.waitUntil(window.case_page.search.candidates.grid.hasFocus)
    press(qtbot, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: verdicts(window)[0] is Verdict.SUPPORTS_SAME)


def test_no_second_decision_is_taken_while_the_first_is_being_written(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    from threading import Event

    may_write = Event()
    case.review.before_writing = lambda: bool(may_write.wait(5)) and None
    window = search_of(open_window, qtbot, case)
    bar = window.case_page.search.candidates.bar
    press(qtbot, Qt.Key.Key_1)
    press(qtbot, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: bar.count.accessibleName() == "Saving…")
    assert row(window) == 0  # it leads on when it is on the disk
    may_write.set()
    qtbot.waitUntil(lambda: row(window) == 1)
    assert [one.verdict for one in case.review.decisions()] == [Verdict.SUPPORTS_SAME]


def test_a_read_only_case_shows_decisions_and_offers_none(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = search_of(open_window, qtbot, case)
    press(qtbot, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: verdicts(window)[0] is Verdict.CANNOT_SAY)
    case.review.takes_edits = False
    window.open_case(case.path)
    first = window.case_page
    qtbot.waitUntil(lambda: window.case_page not in (None, first))
    qtbot.waitUntil(lambda: is_loaded(window))
    page = window.case_page
    page.go_to(SEARCH)
    page.search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: page.search.candidates.model.rowCount() == 12)
    page.search.candidates.grid.setFocus()
    qtbot.waitUntil(lambda: verdicts(window)[0] is Verdict.CANNOT_SAY)
    page.search.candidates.grid.setFocus()
    press(qtbot, Qt.Key.Key_1)
    press(qtbot, Qt.Key.Key_Z, CTRL)
    qtbot.wait(50)
    assert len(case.review.edits) == 1
    assert tuple(window._edit_menu.actions()) == (
        page.steps.undo_action,
        page.steps.redo_action,
        page.search.candidates.bar.again,
    )
    assert not page.steps.undo_action.isEnabled()


def test_digits_are_written_where_one_writes(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = search_of(open_window, qtbot, case)
    field = window.case_page.search.candidates.filters.earliest
    window.case_page.search.candidates.filters.fold.click()
    field.setFocus()
    qtbot.keyClicks(field, "1234rn")
    assert field.text() == "1234rn"
    field.clear()
    assert case.review.edits == []


def test_every_button_of_the_bar_tells_its_key_and_has_a_name(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = search_of(open_window, qtbot, case)
    bar = window.case_page.search.candidates.bar
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: not bar.is_short)
    for one in bar._buttons[:5]:
        assert one.button.accessibleName()
        assert one.button.toolTip().endswith(one.key)
    assert not any("…" in one.button.text() for one in bar._buttons)
    bar.offer_again(2, is_shown=False)  # with all that there can be, "nobody" keeps its word
    shown = {one.button.text() for one in bar._buttons}
    assert {"1 Same", "5 Not comparable", "Nobody", "With 2 accepted"} <= shown
    bar.offer_again(0, is_shown=False)
    window.resize(960, 600)
    qtbot.waitUntil(lambda: bar.is_short)
    last = bar._buttons[-2].button  # "nobody"
    assert last.geometry().right() <= bar.count.geometry().left()
    assert bar.count.geometry().right() <= bar.width()
    assert bar.count.text().endswith(" of 12")
