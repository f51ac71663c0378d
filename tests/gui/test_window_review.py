"""Review: decisions by verdict, people made, renamed, merged and split, and every step undone."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views.places import EVIDENCE, REVIEW, SEARCH
from cba_core.domain.decisions import Verdict, query_key
from cba_core.domain.edits import CreatePerson, SetNobody, SetVerdict
from cba_core.domain.errors import CaseBusyError
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case
from tests.gui.test_window_keyboard import CTRL, nameless, press

DECIDED = (
    Verdict.SUPPORTS_SAME,
    Verdict.SUPPORTS_DIFFERENT,
    Verdict.SUPPORTS_SAME,
    Verdict.CANNOT_SAY,
)


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    """Of the first tracklet four candidates are decided; of the second one's list it is nobody."""
    made = indexed_case(tmp_path / "a.duskcase")
    infrared = [one for one in made.people if one.footage_id == 2]
    for rank, (candidate, verdict) in enumerate(zip(infrared, DECIDED, strict=False), 1):
        made.review.apply(
            SetVerdict(
                query=(made.people[0].id,),
                candidate=candidate.id,
                verdict=verdict,
                rank_shown=rank,
            )
        )
    made.review.apply(SetNobody(query=(made.people[1].id,), is_nobody=True, shown=12))
    return made


def review_of(open_window: WindowMaker, qtbot: QtBot, case: FakeCase, **how: Any) -> Any:
    window = open_window(FakeEngine(case), case.path, **how)
    qtbot.waitUntil(lambda: window.case_page.decisions.has_loaded)
    press(qtbot, Qt.Key.Key_5, CTRL)
    assert window.case_page.place == REVIEW
    return window


def activate(window: Any, qtbot: QtBot) -> None:
    """No window manager does it offscreen when a dialog has closed."""
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and QApplication.focusWidget() is not None)


def groups(window: Any) -> list[list[str]]:
    """Labels of the tiles, by verdict."""
    return [
        [model.tracklet(row).label for row in range(model.rowCount())]
        for model in window.case_page.review.query.groups.models
    ]


def give(case: FakeCase, name: str, *numbers: int) -> int:
    applied = case.review.apply(
        CreatePerson(name=name, tracklets=tuple(case.people[one].id for one in numbers))
    )
    assert applied is not None
    return applied.number


def test_decided_candidates_stand_by_verdict_and_the_place_says_what_is_left(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = review_of(open_window, qtbot, case)
    page = window.case_page
    assert page.places[REVIEW].left == "2 without a person"
    assert page.review.lists.list_shown.hasFocus()
    assert groups(window) == [["2-1", "2-3"], [], ["2-4"], ["2-2"], []]
    assert page.review.query.heading.text() == "Query 1-1, 4 decisions"
    query, chosen = page.review.players
    qtbot.waitUntil(lambda: query.tracklet is not None and chosen.tracklet is not None)
    assert (query.tracklet.label, chosen.tracklet.label) == ("1-1", "2-1")
    press(qtbot, Qt.Key.Key_Down)
    assert groups(window) == [[], [], [], [], []]
    assert "Nobody was found on its list: R. Vidal" in page.review.query.facts.text()
    assert "12 looked at" in page.review.query.facts.text()


def test_both_recordings_play_by_the_keys_of_search(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = review_of(open_window, qtbot, case)
    review = window.case_page.review
    query, chosen = review.players
    qtbot.waitUntil(lambda: query.current is not None and chosen.current is not None)
    review.query.groups.focus_first()
    index = query.current.index
    press(qtbot, Qt.Key.Key_Period)
    qtbot.waitUntil(lambda: query.current.index == index + 1)
    press(qtbot, Qt.Key.Key_Comma)
    qtbot.waitUntil(lambda: query.current.index == index)
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: query.is_playing and chosen.is_playing)
    press(qtbot, Qt.Key.Key_Space)
    assert not query.is_playing
    press(qtbot, Qt.Key.Key_Escape)
    assert review.lists.list_shown.hasFocus()


def test_the_menu_offers_what_the_place_can_do(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = review_of(open_window, qtbot, case)
    page = window.case_page
    assert page.review.query.bar.nobody in window._edit_menu.actions()
    page.go_to(SEARCH)
    assert page.search.candidates.bar.nobody in window._edit_menu.actions()
    assert page.review.query.bar.nobody not in window._edit_menu.actions()
    page.go_to(EVIDENCE)
    assert window._edit_menu.actions() == [page.steps.undo_action, page.steps.redo_action]


def test_arrow_keys_lead_through_all_groups_and_digits_decide_anew(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = review_of(open_window, qtbot, case)
    review = window.case_page.review
    review.query.groups.focus_first()
    press(qtbot, Qt.Key.Key_End)
    press(qtbot, Qt.Key.Key_Down)
    assert review.query.shown == case.review.decisions()[3].candidate
    press(qtbot, Qt.Key.Key_Up)
    press(qtbot, Qt.Key.Key_Up)
    press(qtbot, Qt.Key.Key_5)
    qtbot.waitUntil(lambda: groups(window) == [["2-1"], [], ["2-4"], ["2-2"], ["2-3"]])
    assert review.query.groups.has_keyboard
    assert review.query.shown == case.people[8].id  # it went with its tile
    assert case.review.decisions()[-1].rank_shown == 3
    press(qtbot, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: groups(window) == [["2-1"], [], ["2-4"], ["2-2"], []])
    assert review.query.groups.has_keyboard
    press(qtbot, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: groups(window)[4] == ["2-3"])
    assert review.query.shown == case.people[8].id
    assert review.query.groups.has_keyboard
    assert window.case_page.notice.text == "Undone: Clear the decision on 2-3 for 1-1"


def test_a_person_is_made_of_what_was_accepted_by_keys_alone(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = review_of(open_window, qtbot, case)
    page = window.case_page
    button = page.review.query.person_button
    assert button.text() == "New person of 3 tracklets…"
    press(qtbot, Qt.Key.Key_P)
    qtbot.waitUntil(page.review.query.dialog.isActiveWindow)
    assert page.review.query.dialog.field.text() == "A"
    assert page.review.query.dialog.field.hasFocus()
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.review.lists.kind.value == "people")
    (person,) = case.review.people()
    assert person.name == "A"
    assert len(person.tracklets) == 3
    assert page.review.person.heading.text() == "Person A"
    assert page.places[REVIEW].left == "4 decisions, 1 person"
    page.review.lists.kind.choose("queries")
    assert button.text() == "Show person A"
    activate(window, qtbot)
    press(qtbot, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: button.text() == "New person of 3 tracklets…")
    assert case.review.people() == []


def test_more_of_a_person_is_added_and_two_people_of_one_query_are_offered_to_merge(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    give(case, "A", 0)
    window = review_of(open_window, qtbot, case)
    review = window.case_page.review
    assert review.query.person_button.text() == "Add 2 tracklets to A"
    review.query.person_button.click()
    qtbot.waitUntil(lambda: len(case.review.people()[0].tracklets) == 3)
    give(case, "B", 12)
    query = review.query.query
    assert query is not None
    case.review.apply(
        SetVerdict(query=query, candidate=case.people[12].id, verdict=Verdict.SUPPORTS_SAME)
    )
    window.case_page.decisions.load()
    qtbot.waitUntil(lambda: review.query.person_button.text() == "Merge B into A…")


def test_U8_a_merge_is_previewed_warns_of_what_speaks_against_it_and_is_undone(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    first = give(case, "A", 0, 6)
    second = give(case, "B", 7, 13)  # 2-2 was decided to be different from 1-1
    window = review_of(open_window, qtbot, case)
    review = window.case_page.review
    review.lists.choose("people", first)
    review.lists.list_shown.setFocus()
    review.person.grid.setFocus()
    press(qtbot, Qt.Key.Key_M, CTRL)
    dialog = review.person.dialog
    assert [model.rowCount() for model in dialog.groups.models] == [2, 2]
    assert dialog.said.text() == "A will have 4 tracklets; B is gone. Undo brings both back."
    assert dialog.against.text() == "2-2 was decided to be different from query 1-1."
    assert dialog.merge_button.text() == "Merge B into A: 4 tracklets"
    dialog.merge_button.click()
    qtbot.waitUntil(lambda: len(case.review.people()) == 1)
    qtbot.waitUntil(lambda: review.person.facts.text().startswith("4 tracklets"))
    assert review.lists.current == first
    activate(window, qtbot)
    window.case_page.steps.undo_action.trigger()
    qtbot.waitUntil(lambda: review.person.facts.text().startswith("2 tracklets"))
    assert [one.number for one in case.review.people()] == [first, second]


def test_U9_only_ticked_tracklets_are_split_off_and_taken_away(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    first = give(case, "A", 0, 6, 8)
    window = review_of(open_window, qtbot, case)
    review = window.case_page.review
    review.lists.choose("people", first)
    person = review.person
    assert not person.split_action.isEnabled()
    person.grid.setFocus()
    press(qtbot, Qt.Key.Key_Home)
    press(qtbot, Qt.Key.Key_Right)
    press(qtbot, Qt.Key.Key_T)
    assert person.split_action.text() == "Split 1 tracklet off…"
    said = person.model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith("ticked")
    person.split_action.trigger()
    assert person.dialog.field.text() == "B"
    person.dialog.act_button.click()
    qtbot.waitUntil(lambda: len(case.review.people()) == 2)
    qtbot.waitUntil(lambda: person.heading.text() == "Person B")
    assert case.review.people()[1].tracklets == (case.people[6].id,)
    review.lists.choose("people", first)
    where = person.grid.visualRect(person.model.index(0)).center()
    qtbot.mouseClick(person.grid.viewport(), Qt.MouseButton.LeftButton, CTRL, where)
    assert person.model.marked == (case.people[0].id,)
    activate(window, qtbot)
    person.grid.setFocus()
    press(qtbot, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: case.review.people()[0].tracklets == (case.people[8].id,))


def test_a_person_is_renamed_removed_and_searched_with(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    first = give(case, "A", 0, 1)
    window = review_of(open_window, qtbot, case)
    page = window.case_page
    page.review.lists.choose("people", first)
    page.review.person.grid.setFocus()
    press(qtbot, Qt.Key.Key_F2)
    dialog = page.review.person.dialog
    dialog.field.setText("  ")
    assert not dialog.act_button.isEnabled()
    dialog.field.setText("Grey coat")
    dialog.act_button.click()
    qtbot.waitUntil(lambda: page.review.person.heading.text() == "Person Grey coat")
    page.review.person.search_action.trigger()
    qtbot.waitUntil(lambda: page.search.candidates.result is not None)
    assert page.place == SEARCH
    assert page.search.candidates.key == query_key([case.people[0].id, case.people[1].id])
    page.go_to(REVIEW)
    page.review.person.remove_action.trigger()
    qtbot.waitUntil(lambda: case.review.people() == [])
    qtbot.waitUntil(lambda: page.review.lists.current is None)


def test_every_step_tells_who_when_and_why_and_is_undone_alone(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = review_of(open_window, qtbot, case)
    page = window.case_page
    page.review.lists.kind.choose("history")
    page.review.enter()
    step = page.review.step
    qtbot.waitUntil(lambda: step.heading.text() == "Nobody on the list of query 1-2")
    assert "Step 5 · 2026-03-02 09:05:00 UTC+1 · R. Vidal" in step.facts.text()
    assert page.review.pane.isVisible()  # the query of that list
    step.undo_button.click()
    qtbot.waitUntil(lambda: case.review.nobody_here() == [])
    entries = page.review.lists.lists[2].model()
    qtbot.waitUntil(lambda: entries.rowCount() == 6)
    page.review.lists.choose("history", 6)
    assert not page.review.pane.isVisible()  # a step that names no tracklet plays none
    assert entries.index(0, 0).data() == "Undo step 5"
    interface = QAccessible.queryAccessibleInterface(page.review.lists.lists[2])
    assert "R. Vidal" in interface.child(0).text(QAccessible.Text.Name)


def test_a_query_opens_in_search_with_its_decisions(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = review_of(open_window, qtbot, case)
    page = window.case_page
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.search.candidates.result is not None)
    assert page.place == SEARCH
    assert page.search.candidates.key == (case.people[0].id,)
    # 2-2 was rejected and does not come back; the keyboard stands on the first undecided one
    grid = page.search.candidates.grid
    qtbot.waitUntil(lambda: grid.currentIndex().row() == 3)


def test_a_case_that_is_locked_tells_so_and_stays_as_it_is(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = review_of(open_window, qtbot, case, expects_failures=True)
    case.review.error = CaseBusyError(case.path, "another process")
    window.case_page.review.query.groups.focus_first()
    press(qtbot, Qt.Key.Key_5)
    qtbot.waitUntil(lambda: window.teller.dialog is not None)
    window.teller.dialog.reject()
    assert groups(window) == [["2-1", "2-3"], [], ["2-4"], ["2-2"], []]
    bar = window.case_page.review.query.bar
    qtbot.waitUntil(bar.verdicts[Verdict.SUPPORTS_SAME].isChecked)
    assert not bar.verdicts[Verdict.NOT_COMPARABLE].isChecked()


def test_a_read_only_case_shows_it_all_and_offers_nothing(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    first = give(case, "A", 0, 6)
    give(case, "B", 7)
    case.review.takes_edits = False
    window = review_of(open_window, qtbot, case)
    review = window.case_page.review
    assert groups(window)[0] == ["2-1", "2-3"]
    assert not review.query.person_button.isVisible()
    review.query.groups.focus_first()
    press(qtbot, Qt.Key.Key_5)
    review.lists.choose("people", first)
    for action in (review.person.rename_action, review.person.merge_action,
                   review.person.remove_action, review.person.take_action):  # fmt: skip
        assert not action.isEnabled()
    assert review.person.search_action.isEnabled()
    review.lists.kind.choose("history")
    assert not review.step.undo_button.isVisible()
    assert len(case.review.edits) == 7


def test_an_empty_review_says_where_decisions_come_from(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    window = review_of(open_window, qtbot, case)
    page = window.case_page
    assert page.places[REVIEW].left == "nothing decided yet"
    assert page.review._nothing.isVisible()
    assert "Search (Ctrl+4)" in page.review._nothing.text.text()


def test_everything_in_review_has_a_name(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    give(case, "A", 0, 6)
    window = review_of(open_window, qtbot, case)
    window.case_page.evidence.table.selectRow(0)  # its panel has words then
    for kind in ("queries", "people", "history"):
        window.case_page.review.lists.kind.choose(kind)
        QApplication.processEvents()
        assert nameless(window) == []
