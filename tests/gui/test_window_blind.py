"""A second reading in the real window over the real engine: what its reader sees, and what not."""

import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel
from pytestqt.qtbot import QtBot

from app.engine_link.real_engine import RealEngine
from app.settings.app_settings import AppSettings
from app.viewmodels.log_table_model import LogColumn
from app.views.places import RECORD, REPORT, REVIEW, SEARCH
from cba_core.case import Case
from cba_core.domain.case_log import LogAuthor
from cba_core.domain.decisions import Because, QueryKey, Verdict
from cba_core.domain.edits import CreatePerson, SetVerdict
from cba_core.domain.repositories import TrackletFilter
from cba_core.store.edit_occasion import NoSecondReaderError
from tests.gui.fake_case import WindowMaker
from tests.gui.test_window_keyboard import CTRL, nameless, press
from tests.support.small_case import a_case, cba, footage_with_tracks

FIRST, SECOND = "A. Examiner", "B. Reader"


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three people by day and by night; the first reader decided on all three of the first."""
    folder = tmp_path_factory.mktemp("blind")
    footage_with_tracks(folder / "stick", "day", people=3)
    footage_with_tracks(folder / "stick", "night", colour=False, people=3)
    made = a_case(folder, folder / "stick")
    cba("index", made, "--detector", "motchallenge", "--stride", 1)
    with Case.open(made, author=LogAuthor(FIRST)) as case:
        query, candidates = query_of(case), candidates_of(case)
        for rank, (candidate, verdict) in enumerate(
            zip(
                candidates,
                (Verdict.SUPPORTS_SAME, Verdict.SUPPORTS_DIFFERENT, Verdict.CANNOT_SAY),
                strict=True,
            ),
            1,
        ):
            case.review.apply(
                SetVerdict(query=query, candidate=candidate, verdict=verdict, rank_shown=rank)
            )
        case.review.apply(CreatePerson(name="Grey coat", tracklets=(*query, candidates[0])))
    return made


@pytest.fixture
def path(decided: Path, tmp_path: Path) -> Path:
    """A case of the test's own."""
    return shutil.copytree(decided, tmp_path / decided.name)


def query_of(case: Any) -> QueryKey:
    return (case.tracklets(TrackletFilter())[0].id,)


def candidates_of(case: Any) -> list[Any]:
    return [one.id for one in case.tracklets(TrackletFilter()) if one.footage_id != 1]


def put_up(path: Path) -> int:
    with Case.open(path, author=LogAuthor(FIRST)) as case:
        return case.review.blind.make(query_of(case), seed=3).number


def window_of(
    open_window: WindowMaker, qtbot: QtBot, settings: AppSettings, path: Path, name: str
) -> Any:
    settings.your_name = name
    window = open_window(RealEngine(settings), path)
    qtbot.waitUntil(lambda: window.case_page.decisions.has_loaded)
    press(qtbot, Qt.Key.Key_6 if REVIEW == 5 else Qt.Key.Key_5, CTRL)
    assert window.case_page.place == REVIEW
    return window


def begun(window: Any, qtbot: QtBot, number: int) -> Any:
    review = window.case_page.review
    review.query.second.buttons[number].click()
    qtbot.waitUntil(lambda: review.blind.question is not None and not review.blind._is_busy)
    return review.blind


def words(window: Any) -> str:
    """Everything that can be read in the window now."""
    said = [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    return "\n".join(said)


def read_on(blind: Any, qtbot: QtBot, key: Qt.Key) -> None:
    place = blind.question.place
    press(qtbot, key)
    qtbot.waitUntil(lambda: blind.question is None or blind.question.place != place)
    qtbot.waitUntil(lambda: not blind._is_busy)


def reasons_of(window: Any, number: int) -> list[Any]:
    blind = window.case_page.desk.case.review.blind
    return [blind.at(number, place).said for place in range(1, 6)]


def test_the_first_reader_puts_a_query_up_and_cannot_read_it(
    open_window: WindowMaker, qtbot: QtBot, settings: AppSettings, path: Path
) -> None:
    window = window_of(open_window, qtbot, settings, path, FIRST)
    query = window.case_page.review.query
    assert not query.second.isVisible()
    query.second_button.click()
    assert query.dialog.non_members.value() == 3  # as many as were decided on
    query.dialog.act_button.click()
    qtbot.waitUntil(query.second.isVisible)
    (text,) = query.second.texts.values()
    assert "5 to read, nobody has begun" in text  # 3 that were decided on and 2 beside the query
    assert "You decided on this query first, so another person reads it" in text
    assert query.second.buttons == {}
    assert query.bar.isVisible()  # and sees all of what they decided themselves
    assert [model.rowCount() for model in query.groups.models] == [1, 0, 1, 1, 0]
    assert "put up" in window.case_page.review.lists.lists[0].model().entry(0).subtitle


def test_without_anybody_who_cannot_be_the_person_the_window_says_what_to_do(
    open_window: WindowMaker, qtbot: QtBot, settings: AppSettings, path: Path
) -> None:
    with Case.open(path, author=LogAuthor(FIRST)) as case:
        alone = case.tracklets(TrackletFilter())
        query = (alone[3].id, alone[4].id, alone[5].id)  # nobody else was seen by that camera
        case.review.apply(
            SetVerdict(query=query, candidate=alone[0].id, verdict=Verdict.CANNOT_SAY)
        )
    window = window_of(open_window, qtbot, settings, path, FIRST)
    window.case_page.review.lists.choose("queries", query)
    window.failures.failed.disconnect()
    told: list[Any] = []
    window.failures.failed.connect(told.append)
    window.case_page.review.query.put_up_wanted.emit(query, 2)
    qtbot.waitUntil(lambda: bool(told))
    assert "known not to be" in told[0].what
    assert told[0].remedy.startswith("Put it up again with 0 known non-members")
    window.case_page.review.query.put_up_wanted.emit(query, 0)
    qtbot.waitUntil(window.case_page.review.query.second.isVisible)


def test_E21_the_rest_of_the_window_tells_the_second_reader_nothing_of_the_first(
    open_window: WindowMaker, qtbot: QtBot, settings: AppSettings, path: Path
) -> None:
    number = put_up(path)
    window = window_of(open_window, qtbot, settings, path, SECOND)
    page = window.case_page
    review = page.review
    assert page.places[REVIEW].left == "1 to read blind"
    assert review.query.heading.text().endswith("to be read blind")
    assert not review.query.bar.isVisible()
    assert not review.query.groups.isVisible()
    assert not review.query.second_button.isVisible()
    assert "hidden from you" in review.query.none.text()
    latest = page.decisions.latest
    assert (latest.decisions, latest.people) == ((), ())
    # the set itself can be seen in the history, and nothing of what it hides
    assert [one.number for one in latest.history] == [number]
    assert latest.hidden_steps == 4
    query = query_of(page.desk.case)
    page.go_to(SEARCH)
    page.search.show_decided(query)
    qtbot.waitUntil(lambda: page.search.candidates._empty.heading.text() == "To be read blind")
    qtbot.waitUntil(lambda: page.search.candidates._pages.currentIndex() == 0)
    assert page.search.candidates.model.rowCount() == 0
    for key in (Qt.Key.Key_1, Qt.Key.Key_N):  # nor can they become a first reader there
        press(qtbot, key)
    page.go_to(RECORD)
    model = page.record.model
    qtbot.waitUntil(lambda: model.rowCount() > 0)
    for row in range(model.rowCount()):
        entry = model.entry(row)
        if entry.action.value in ("decision", "query") and entry.actor == FIRST:
            index = model.index(row, LogColumn.OBJECT)
            assert index.data() == "hidden while you read a set blind"
            assert "supports" not in index.data(Qt.ItemDataRole.ToolTipRole)
    for place in range(7):
        page.go_to(place)
        QApplication.processEvents()
        assert "Grey coat" not in words(window)
    page.go_to(REPORT)
    assert page.report.hidden.isVisible()
    assert "hidden from you" in page.report.hidden.heading.text()
    qtbot.wait(200)
    assert not page.report.pages.sizes  # nor was it drawn
    assert not page.report.making.make_button.isEnabled()
    page.go_to(REVIEW)
    assert len(page.desk.case.review.decisions()) == 3


def test_undo_offers_the_second_reader_no_step_of_the_first(
    open_window: WindowMaker, qtbot: QtBot, settings: AppSettings, path: Path
) -> None:
    number = put_up(path)
    with Case.open(path, author=LogAuthor(FIRST)) as case:
        candidate = candidates_of(case)[1]
        case.review.apply(
            SetVerdict(query=query_of(case), candidate=candidate, verdict=Verdict.NOT_COMPARABLE)
        )
    window = window_of(open_window, qtbot, settings, path, SECOND)
    steps = window.case_page.steps
    assert not steps.undo_action.isEnabled()
    assert steps.undo_action.text() == "&Undo"
    blind = begun(window, qtbot, number)
    press(qtbot, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: blind.question.place == 2 and steps.undo_action.isEnabled())
    assert steps.undo_action.text() == f"&Undo: Second reading, set {number}, place 1"
    qtbot.waitUntil(lambda: not blind._is_busy)
    steps.undo_action.trigger()
    qtbot.waitUntil(lambda: not steps.undo_action.isEnabled())


def test_E22_a_pair_is_shown_with_neither_name_camera_time_nor_rank(
    open_window: WindowMaker, qtbot: QtBot, settings: AppSettings, path: Path
) -> None:
    number = put_up(path)
    window = window_of(open_window, qtbot, settings, path, SECOND)
    review = window.case_page.review
    assert review.query.second.buttons[number].text() == "Read blind"
    blind = begun(window, qtbot, number)
    assert blind.hasFocus()
    assert blind.progress.text() == "1 of 5"
    first, second = blind.players
    qtbot.waitUntil(lambda: first.current is not None and second.current is not None)
    assert first.tracklet.id == query_of(window.case_page.desk.case)[0]
    assert second.tracklet.id == blind.question.candidate.id
    assert blind.strips[1].pictures
    for pane in blind.panes:  # neither name, camera nor time
        assert not pane._facts.isVisible()
        assert not pane.time.isVisible()
        assert not pane.view.names_people
        assert not {pane.query_action, pane.still_action, pane.also_action} & set(pane.actions())
    label = blind.question.candidate.label
    assert label not in words(window)
    assert blind.bar.verdicts[Verdict.CANNOT_SAY] in window._edit_menu.actions()
    assert review.query.bar.nobody not in window._edit_menu.actions()
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: first.is_playing and second.is_playing)
    press(qtbot, Qt.Key.Key_Space)


def test_verdicts_are_looked_at_again_cleared_and_given_with_reasons(
    open_window: WindowMaker, qtbot: QtBot, settings: AppSettings, path: Path
) -> None:
    number = put_up(path)
    window = window_of(open_window, qtbot, settings, path, SECOND)
    blind = begun(window, qtbot, number)
    read_on(blind, qtbot, Qt.Key.Key_4)
    assert blind.progress.text() == "2 of 5"
    press(qtbot, Qt.Key.Key_Left)  # back, and the verdict is cleared
    qtbot.waitUntil(lambda: blind.question.place == 1 and not blind._is_busy)
    assert blind.bar.verdicts[Verdict.SUPPORTS_DIFFERENT].isChecked()
    press(qtbot, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: blind.question.said is None and not blind._is_busy)
    assert not any(one.isChecked() for one in blind.bar.verdicts.values())
    press(qtbot, Qt.Key.Key_R)  # with reasons
    blind.dialog.verdict.group.button(3).setChecked(True)
    blind.dialog.reasons[Because.GAIT].setChecked(True)
    blind.dialog.decide_button.click()
    qtbot.waitUntil(lambda: blind.question.place == 2 and not blind._is_busy)
    (second,) = [one for one in reasons_of(window, number) if one is not None]
    assert (second.verdict, second.because) == (Verdict.SUPPORTS_DIFFERENT, (Because.GAIT,))


def test_a_set_is_left_and_gone_on_with_and_its_agreement_shown(
    open_window: WindowMaker, qtbot: QtBot, settings: AppSettings, path: Path
) -> None:
    number = put_up(path)
    window = window_of(open_window, qtbot, settings, path, SECOND)
    review = window.case_page.review
    blind = begun(window, qtbot, number)
    read_on(blind, qtbot, Qt.Key.Key_4)
    press(qtbot, Qt.Key.Key_Escape)
    assert not blind.isVisible()
    qtbot.waitUntil(lambda: review.query.second.texts[number].endswith("B. Reader has read 1 of 5"))
    assert review.query.second.buttons[number].text() == "Go on reading"
    blind = begun(window, qtbot, number)
    assert blind.progress.text() == "2 of 5"
    for _ in range(3):
        read_on(blind, qtbot, Qt.Key.Key_4)
    assert "This is the last pair" in blind.said.text()
    press(qtbot, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: review.agreement is not None and review.agreement.isVisible())
    assert review.agreement.heading.text() == (
        f"Second reading {number}: The same verdict on 1 of 3 candidates"
    )
    said = review.agreement.sentences.text()
    assert "First: A. Examiner. Second: B. Reader" in said
    assert "Cohen's kappa 0.00" in said
    assert "2 who cannot be the query's person" in said
    assert "different 2" in said
    assert "%" not in said
    assert review.agreement.table.rowCount() == 5
    assert {review.agreement.table.item(row, 2).text() for row in range(5)} == {
        "Same", "Different", "Cannot say", "known non-member",
    }  # fmt: skip
    assert window._edit_menu.actions() == [
        window.case_page.steps.undo_action, window.case_page.steps.redo_action,
    ]  # fmt: skip
    press(qtbot, Qt.Key.Key_Escape)
    qtbot.waitUntil(review.query.bar.isVisible)  # nothing is hidden any more
    assert review.query.second.buttons[number].text() == "Show the agreement"
    assert window.case_page.search.candidates._is_hidden is False


def test_another_name_is_refused_at_once_and_sees_again_what_was_decided(
    open_window: WindowMaker,
    qtbot: QtBot,
    settings: AppSettings,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    number = put_up(path)
    window = window_of(open_window, qtbot, settings, path, SECOND)
    review = window.case_page.review
    blind = begun(window, qtbot, number)
    read_on(blind, qtbot, Qt.Key.Key_3)

    def call_myself(name: str) -> None:
        monkeypatch.setattr(QInputDialog, "getText", staticmethod(lambda *_, **__: (name, True)))
        window._ask_your_name()

    call_myself("C. Other")
    qtbot.waitUntil(lambda: not blind.isVisible())
    qtbot.waitUntil(lambda: "A set has one reader" in review.query.second.texts[number])
    assert review.query.bar.isVisible()  # they read nothing, and nothing is hidden from them
    assert review.query.second.buttons == {}
    call_myself(SECOND)
    qtbot.waitUntil(lambda: number in review.query.second.buttons)
    assert not review.query.bar.isVisible()


def test_a_pair_asked_for_under_the_name_before_ends_the_reading_without_a_word(
    open_window: WindowMaker,
    qtbot: QtBot,
    settings: AppSettings,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    number = put_up(path)
    window = window_of(open_window, qtbot, settings, path, SECOND)
    blind = begun(window, qtbot, number)
    read_on(blind, qtbot, Qt.Key.Key_3)
    set_of, may_go, refused = window.case_page.desk.case.review.blind, threading.Event(), []
    at = set_of.at

    def at_last(number: int, place: int) -> Any:
        assert may_go.wait(30)
        try:
            return at(number, place)
        except NoSecondReaderError as problem:
            refused.append(problem)
            raise

    monkeypatch.setattr(set_of, "at", at_last)
    blind.go_back()  # under way while the name changes
    window.case_page.act_as("C. Other")
    may_go.set()
    qtbot.waitUntil(lambda: not blind.isVisible())
    qtbot.waitUntil(lambda: refused != [])
    qtbot.wait(50)  # nothing is told of it: the window maker fails the test where anything is


def test_everything_of_a_second_reading_has_a_name_and_fits_the_smallest_window(
    open_window: WindowMaker, qtbot: QtBot, settings: AppSettings, path: Path
) -> None:
    number = put_up(path)
    window = window_of(open_window, qtbot, settings, path, SECOND)
    window.case_page.evidence.table.selectRow(0)  # its panel has words then
    blind = begun(window, qtbot, number)
    window.resize(window.minimumSize())
    QApplication.processEvents()
    assert window.width() <= 960
    assert nameless(window) == []
    assert blind.panes[0].picture_size.height() >= 120
    interface = QAccessible.queryAccessibleInterface(blind.strips[0])
    assert "pictures" in interface.text(QAccessible.Text.Name)
