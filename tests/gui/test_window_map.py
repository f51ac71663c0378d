"""The embedding map in Models: drawn when asked for, told by mark, and led on to Search."""

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.viewmodels import map_groups
from app.viewmodels.map_groups import MOST_GROUPS, GroupedBy, groups_of
from app.views.places import MODELS, SEARCH
from app.widgets.theme import CONTRAST, DARK, LIGHT
from cba_core.domain.decisions import Person
from cba_core.domain.errors import NotInCaseError
from cba_core.domain.footage import Modality
from cba_core.domain.ids import TrackletId
from cba_core.domain.tracklets import StoredCrop
from cba_core.jobs.requests import DrawMapRequest
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case
from tests.gui.fake_map import made_up_map
from tests.gui.test_window_keyboard import press

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    return indexed_case(tmp_path / "a.duskcase")


def card_of(open_window: WindowMaker, qtbot: QtBot, case: FakeCase) -> tuple[Any, Any, Any]:
    """The window, the card, and the worker."""
    engine = FakeEngine(case)
    window = open_window(engine, case.path)
    window.resize(1280, 1400)
    window.case_page.go_to(MODELS)
    card = window.case_page.models.map
    qtbot.waitUntil(card.isVisible)
    return window, card, engine.workers[0]


def words_of(widget: Any) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def test_it_is_drawn_when_asked_for_and_says_what_it_may_be_read_for(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    _, card, worker = card_of(open_window, qtbot, case)
    assert not card.plot.isVisible()
    assert "means nothing" in words_of(card)
    assert "%" not in words_of(card)
    qtbot.mouseClick(card.draw_button, LEFT)
    qtbot.waitUntil(card.plot.isVisible)
    (request,) = worker.requests
    assert isinstance(request, DrawMapRequest)
    assert request.author == case.log.author
    assert not card.draw_button.isVisible()
    assert not card.bar.isVisible()
    assert card.plot.hasFocus()
    assert f"All {len(case.people)} tracklets" in words_of(card)
    assert [one.split(" (")[0] for one in card.legend.lines] == ["visible", "infrared"]


def test_while_it_is_drawn_it_can_be_stopped(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    _, card, worker = card_of(open_window, qtbot, case)
    worker.holds = True
    qtbot.mouseClick(card.draw_button, LEFT)
    qtbot.waitUntil(card.bar.isVisible)
    assert not card.draw_button.isVisible()
    qtbot.mouseClick(card.stop_button, LEFT)
    qtbot.waitUntil(card.draw_button.isVisible)
    assert not card.plot.isVisible()


def test_whoever_works_elsewhere_keeps_the_keyboard_when_it_is_drawn(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window, card, _ = card_of(open_window, qtbot, case)
    card.draw_button.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    elsewhere = window.case_page.models.list
    elsewhere.setFocus()
    qtbot.waitUntil(card.plot.isVisible)
    assert elsewhere.hasFocus()


def test_an_answer_of_before_does_not_wipe_a_map_that_was_drawn_meanwhile(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, card, _ = card_of(open_window, qtbot, case)
    may_answer = threading.Event()
    is_asked = threading.Event()

    def kept_late() -> None:
        is_asked.set()
        assert may_answer.wait(30)

    monkeypatch.setattr(case.embedding_map, "kept", kept_late)
    card.load(has_people=True)
    qtbot.waitUntil(is_asked.is_set)
    card._on_finished(DrawMapRequest(case_path=case.path), made_up_map(case.people))
    may_answer.set()
    qtbot.wait(80)
    assert card.map is not None
    assert card.plot.isVisible()


def test_a_case_without_people_has_none(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    case.models.tracklets = dict.fromkeys(Modality, 0)
    window = open_window(FakeEngine(case), case.path)
    window.case_page.go_to(MODELS)
    page = window.case_page.models
    qtbot.waitUntil(lambda: page.learning is not None)
    assert not page.map.isVisible()


@pytest.fixture
def shown(open_window: WindowMaker, qtbot: QtBot, case: FakeCase) -> tuple[Any, Any]:
    """The window and its card, the map of before in it."""
    case.embedding_map.held = made_up_map(case.people)
    window, card, _ = card_of(open_window, qtbot, case)
    qtbot.waitUntil(card.plot.isVisible)
    return window, card


def test_a_mark_tells_who_it_is_and_leads_to_search_by_mouse(
    shown: tuple[Any, Any], qtbot: QtBot, case: FakeCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, card = shown
    row = 3
    crops = [
        StoredCrop(path=case.path / f"{n}.jpg", frame_index=n, quality=1, reasons=())
        for n in range(5)
    ]
    monkeypatch.setattr(type(case), "crops", lambda *_: crops)
    wanted = next(one for one in case.people if one.id == card.map.tracklet_ids[row])
    point = card.plot.point_of(row).toPoint()
    qtbot.mouseMove(card.plot, point + QPoint(2, 1))
    qtbot.waitUntil(lambda: card.tracklet is not None)
    assert card.tracklet.id == wanted.id
    assert wanted.label in words_of(card)
    assert wanted.camera in words_of(card)
    assert card.strip.pictures == tuple(one.path for one in crops[:3])  # the best
    assert not card.search_button.isVisible()  # the pointer leaves the mark on its way there
    qtbot.mouseMove(card.plot, QPoint(3, 3))
    qtbot.waitUntil(lambda: card.tracklet is None)
    qtbot.mouseClick(card.plot, LEFT, pos=point)
    qtbot.waitUntil(card.search_button.isVisible)
    qtbot.mouseClick(card.search_button, LEFT)
    assert window.case_page.place == SEARCH
    qtbot.waitUntil(lambda: window.case_page.search.candidates.result is not None)
    assert case.searches[-1][0] == wanted.id


def test_a_mark_leads_to_search_by_keyboard(
    shown: tuple[Any, Any], qtbot: QtBot, case: FakeCase
) -> None:
    window, card = shown
    card.plot.setFocus()
    press(qtbot, Qt.Key.Key_Right)
    assert card.plot.chosen == 0  # nothing was chosen: the first one
    seen = [0]
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Down):
        before = card.plot.point_of(card.plot.chosen)
        press(qtbot, key)
        after = card.plot.point_of(card.plot.chosen)
        seen.append(card.plot.chosen)
        if key is Qt.Key.Key_Left:
            assert after.x() < before.x()
        elif key is Qt.Key.Key_Up:
            assert after.y() < before.y()
    assert len(set(seen)) > 2
    qtbot.waitUntil(lambda: card.tracklet is not None)
    assert card.tracklet.label in card.plot.accessibleDescription()
    press(qtbot, Qt.Key.Key_Escape)
    assert card.plot.chosen == -1
    press(qtbot, Qt.Key.Key_Home)
    press(qtbot, Qt.Key.Key_Return)
    assert window.case_page.place == SEARCH
    qtbot.waitUntil(lambda: len(case.searches) > 0)
    assert case.searches[-1][0] == card.map.tracklet_ids[0]


def test_every_mark_is_reached_by_page_down_and_enter_of_the_keypad_opens_it(
    shown: tuple[Any, Any], qtbot: QtBot, case: FakeCase
) -> None:
    window, card = shown
    card.plot.setFocus()
    seen = []
    for _ in case.people:
        press(qtbot, Qt.Key.Key_PageDown)
        seen.append(card.plot.chosen)
    assert sorted(seen) == list(range(len(case.people)))
    press(qtbot, Qt.Key.Key_End)
    assert card.plot.chosen == len(case.people) - 1
    press(qtbot, Qt.Key.Key_PageUp)
    assert card.plot.chosen == len(case.people) - 2
    press(qtbot, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert window.case_page.place == SEARCH


def test_a_name_that_is_gone_or_must_not_be_known_leaves_the_card(
    shown: tuple[Any, Any], qtbot: QtBot, case: FakeCase
) -> None:
    window, card = shown
    decisions = window.case_page.decisions
    wanted = TrackletId(int(card.map.tracklet_ids[0]))
    person = Person(number=4, name="Grey coat", tracklets=(wanted,))
    card.plot.choose(0)
    qtbot.waitUntil(lambda: card.tracklet is not None)
    for people, is_told in (((person,), True), ((), False)):
        decisions.latest = replace(decisions.latest, people=people)
        decisions.changed.emit(decisions.latest)
        assert ("Grey coat" in words_of(card)) is is_told
        assert ("Grey coat" in card.plot.accessibleDescription()) is is_told


def test_E13_how_long_it_was_looked_at_is_logged(
    shown: tuple[Any, Any], qtbot: QtBot, case: FakeCase
) -> None:
    window, _ = shown
    before = [what for what, _ in case.log.looks]
    assert "embedding map" not in before
    window.case_page.go_to(SEARCH)
    qtbot.waitUntil(lambda: "embedding map" in [what for what, _ in case.log.looks])


def test_a_mark_whose_tracklet_is_gone_is_no_error(
    shown: tuple[Any, Any], qtbot: QtBot, case: FakeCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, card = shown

    def gone(_: object, identifier: TrackletId) -> Any:
        raise NotInCaseError("tracklet", identifier, "cba tracklets CASE")

    monkeypatch.setattr(type(case), "tracklet", gone)
    case.embedding_map.held = None
    card.plot.choose(2)
    qtbot.waitUntil(card.draw_button.isVisible)  # and asks to be drawn anew


def test_read_again_the_chosen_mark_stays_and_changed_facts_are_shown(
    shown: tuple[Any, Any], qtbot: QtBot, case: FakeCase
) -> None:
    _, card = shown
    card.plot.choose(2)
    card.show_map(made_up_map(case.people))
    assert card.plot.chosen == 2
    renamed = replace(card.map, cameras=tuple(f"{one} renamed" for one in card.map.cameras))
    card.show_map(renamed)
    card.by.choose(GroupedBy.CAMERA)
    assert "renamed" in card.legend.lines[0]


def test_at_the_edge_an_arrow_key_stays(shown: tuple[Any, Any], qtbot: QtBot) -> None:
    _, card = shown
    card.plot.setFocus()
    for key in (Qt.Key.Key_Right,) * 40:
        press(qtbot, key)
    last = card.plot.chosen
    press(qtbot, Qt.Key.Key_Right)
    assert card.plot.chosen == last
    x = [card.plot.point_of(row).x() for row in range(len(card.map))]
    assert x[last] == pytest.approx(max(x))


def test_colours_by_camera_and_by_person(shown: tuple[Any, Any], qtbot: QtBot, case: Any) -> None:
    _, card = shown
    card.by.choose(GroupedBy.CAMERA)
    cameras = sorted({one.camera for one in case.people})
    named = [one.split(" (")[0] for one in card.legend.lines]
    assert sorted(named[: len(cameras)]) == cameras
    assert named[-2:] == ["visible", "infrared"]  # the shapes
    card.by.choose(GroupedBy.PERSON)
    assert card.legend.lines[0].startswith("not taken for a person")
    assert card.plot.grab().toImage().isNull() is False


def test_groups_hold_every_mark_once_and_the_largest_have_the_colours() -> None:
    case_people = []
    base = indexed_case(Path("x"), files=2, people=12).people[0]
    for number in range(1, 41):
        camera = f"camera-{number % 11:02}"
        case_people.append(replace(base, id=type(base.id)(1_000_000 + number), camera=camera))
    shown = made_up_map(case_people)
    people = [
        Person(number=n, name=f"person {n}", tracklets=tuple(one.id for one in case_people[:n]))
        for n in (1, 4)
    ]
    for by in GroupedBy:
        groups = groups_of(shown, by, people[1:])
        rows = sorted(row for one in groups for row in one.rows.tolist())
        assert rows == list(range(40)), by
    cameras = groups_of(shown, GroupedBy.CAMERA)
    assert cameras[0].is_rest
    assert cameras[0].name == "other cameras"
    assert len(cameras) == MOST_GROUPS + 1
    assert max(len(one.rows) for one in cameras[1:]) == 4
    person = groups_of(shown, GroupedBy.PERSON, people[1:])
    assert [(one.name, len(one.rows)) for one in person] == [
        ("not taken for a person", 36), ("person 4", 4),
    ]  # fmt: skip


def test_a_map_of_some_says_of_how_many(case: FakeCase, qapp: object) -> None:
    visible = sum(one.modality is Modality.VISIBLE for one in case.people)
    said = map_groups.coverage_text(made_up_map(case.people, left_out=900))
    assert f"{visible} of {visible + 900} visible tracklets" in said
    assert "drawn by chance" in said


def test_the_colours_of_groups_stand_out_in_every_theme() -> None:
    from app.widgets import embedding_plot

    def luminance(colour: str) -> float:
        parts = [
            one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4
            for one in QColor(colour).getRgbF()[:3]
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    for theme, inks in (
        (LIGHT, embedding_plot._INKS_ON_LIGHT),
        (DARK, embedding_plot._INKS_ON_DARK),
        (CONTRAST, embedding_plot._INKS_ON_DARK),
    ):
        ground = luminance(theme.surface)
        for ink in inks:
            high, low = sorted((luminance(ink), ground), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 3, (theme.surface, ink)
    assert len(embedding_plot._INKS_ON_LIGHT) == len(embedding_plot._INKS_ON_DARK) == MOST_GROUPS
