"""Each place is reached, and what it is for begun, by the keyboard alone; and one sees where it is.

Of gate P9; what a screen reader finds is tests/gates/test_atspi_walk.py's.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.views.places import EVIDENCE, INDEX, MODELS, RECORD, REPORT, REVIEW, SEARCH
from cba_core.domain.decisions import Verdict
from cba_core.domain.edits import SetVerdict
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, added_case, indexed_case
from tests.gui.test_window_keyboard import CTRL, press

PLACES = (RECORD, EVIDENCE, INDEX, SEARCH, REVIEW, REPORT, MODELS)
DIGITS = dict(zip(PLACES, range(Qt.Key.Key_1, Qt.Key.Key_8), strict=True))
MOST_TABS = 90
AROUND_PX = 4


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    made = indexed_case(tmp_path / "a.duskcase")
    infrared = next(one for one in made.people if one.footage_id == 2)
    made.review.apply(
        SetVerdict(
            query=(made.people[0].id,),
            candidate=infrared.id,
            verdict=Verdict.CANNOT_SAY,
            rank_shown=1,
        )
    )
    return made


@pytest.fixture
def window(open_window: WindowMaker, case: FakeCase, qtbot: QtBot) -> Any:
    made = open_window(FakeEngine(case), case.path)
    qtbot.waitUntil(lambda: made.case_page.decisions.has_loaded)
    return made


def go(window: Any, place: int, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key(DIGITS[place]), CTRL)
    assert window.case_page.place == place
    page = window.case_page._pages[place]
    qtbot.waitUntil(lambda: page.isAncestorOf(QApplication.focusWidget()))


def pixels(window: QWidget, widget: QWidget) -> QImage:
    """A widget and what lies closely around it."""
    corner = widget.mapTo(window, widget.rect().topLeft())
    area = QRect(corner, widget.size()).adjusted(-AROUND_PX, -AROUND_PX, AROUND_PX, AROUND_PX)
    return window.grab(area.intersected(window.rect())).toImage()


def shows_the_keyboard(window: QWidget, widget: QWidget) -> bool:
    """Whether a widget looks otherwise while it has the keyboard."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    with_it = pixels(window, widget)
    widget.clearFocus()
    without = pixels(window, widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    return with_it != without


def tabs(window: Any, qtbot: QtBot) -> Iterator[QWidget]:
    """Where Tab leads, until it comes round; each while the keyboard is there."""
    first: QWidget | None = None
    for _ in range(MOST_TABS):
        press(qtbot, Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        assert widget is not None
        if widget is first:
            return
        first = first or widget
        qtbot.waitUntil(lambda one=widget: not one.visibleRegion().isEmpty())  # it is scrolled to
        yield widget
    raise AssertionError(f"Tab does not come round: {widget}")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("place", PLACES)
def test_one_sees_where_the_keyboard_is(window: Any, place: int, theme: str, qtbot: QtBot) -> None:
    window.view_menu.choose_theme(theme)
    go(window, place, qtbot)
    qtbot.wait(300)  # what is read for the place lays it out anew
    stops = {
        f"{type(one).__name__} {one.accessibleName()}": shows_the_keyboard(window, one)
        for one in tabs(window, qtbot)
    }
    assert len(stops) >= 2
    assert [name for name, is_seen in stops.items() if not is_seen] == []


def test_the_look_sees_a_widget_that_hides_where_the_keyboard_is(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    mute = QWidget(window)
    mute.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.show()
    mute.setFocus()
    assert not shows_the_keyboard(window, mute)


def tab_to(window: Any, widget: QWidget, qtbot: QtBot) -> None:
    for _ in range(MOST_TABS):
        if QApplication.focusWidget() is widget:
            return
        press(qtbot, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come to {widget.accessibleName() or widget}")


def test_case_its_footage_is_compared(window: Any, qtbot: QtBot) -> None:
    go(window, RECORD, qtbot)
    integrity = window.case_page.record.integrity
    pressed: list[bool] = []
    integrity.whole_button.clicked.connect(lambda: pressed.append(True))
    tab_to(window, integrity.whole_button, qtbot)
    press(qtbot, Qt.Key.Key_Space)
    assert pressed == [True]


def test_evidence_footage_is_added(
    window: Any, case: FakeCase, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    go(window, EVIDENCE, qtbot)
    chosen = str(tmp_path / "more.mp4")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([chosen], ""))
    before = len(case.footage())
    press(qtbot, Qt.Key.Key_O, CTRL)
    qtbot.waitUntil(lambda: len(case.footage()) == before + 1)


def test_index_people_are_sought(open_window: WindowMaker, qtbot: QtBot, tmp_path: Path) -> None:
    case = added_case(tmp_path / "b.duskcase")
    window = open_window(FakeEngine(case), case.path)
    go(window, INDEX, qtbot)
    qtbot.waitUntil(lambda: window.case_page.index.choices.is_known)
    with qtbot.waitSignal(window.case_page.desk.jobs.progressed):
        press(qtbot, Qt.Key.Key_I, CTRL)


def test_search_and_review_a_candidate_is_decided(window: Any, qtbot: QtBot) -> None:
    go(window, SEARCH, qtbot)
    candidates = window.case_page.search.candidates
    press(qtbot, Qt.Key.Key_Right)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: candidates.model.rowCount() == 12 and candidates.grid.hasFocus())
    decisions = window.case_page.decisions
    before = len(decisions.latest.queries)
    press(qtbot, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: len(decisions.latest.queries) == before + 1)
    go(window, REVIEW, qtbot)
    review = window.case_page.review
    qtbot.waitUntil(lambda: review.query.query is not None)
    review_query = review.query.query
    tab_to(window, next(grid for grid in review.query.groups.grids if grid.isVisible()), qtbot)
    press(qtbot, Qt.Key.Key_4)
    qtbot.waitUntil(
        lambda: any(
            one.verdict is Verdict.SUPPORTS_DIFFERENT
            for one in decisions.latest.of(review_query).values()
        )
    )


def test_report_is_made(
    window: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    go(window, REPORT, qtbot)
    report = window.case_page.report
    qtbot.waitUntil(lambda: report.is_shown and report.making.make_button.isEnabled())
    asked: list[bool] = []

    def ask(*_: object, **__: object) -> str:
        asked.append(True)
        return ""

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", ask)
    press(qtbot, Qt.Key.Key_R, CTRL)
    assert asked == [True]
    tab_to(window, report.making.make_button, qtbot)
    press(qtbot, Qt.Key.Key_Space)
    assert asked == [True, True]


def test_models_learning_is_reached(window: Any, qtbot: QtBot) -> None:
    go(window, MODELS, qtbot)
    models = window.case_page.models
    qtbot.waitUntil(lambda: models.learning is not None)
    names = [one.accessibleName() or getattr(one, "text", str)() for one in tabs(window, qtbot)]
    assert any("earn" in name for name in names), names
