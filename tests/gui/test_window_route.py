"""A person's route in Review: stops in the order of time, flags in words, what is chosen plays."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.viewmodels.route_words import flag_texts
from app.views.places import REVIEW
from cba_core.domain.edits import CreatePerson, SetApart
from cba_core.domain.error_figures import Apart
from cba_core.domain.ids import FootageId, tracklet_id
from cba_core.domain.routes import Leg, PersonRoute, Sighting, route_of
from cba_core.domain.site_plan import PlaceCamera
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    """Person 1 is seen by three cameras, at 3, 4 and 33 s; the last has no time."""
    made = indexed_case(tmp_path / "a.duskcase", files=4, people=2)
    moved = {(2, 1): 1.0, (3, 1): 30.0}
    for row, one in enumerate(made.people):
        shift = moved.get((one.footage_id, one.id % 1_000_000))
        if shift is not None and one.start_time is not None and one.end_time is not None:
            by = timedelta(seconds=shift)
            start, end = one.start_time + by, one.end_time + by
            made.people[row] = replace(one, start_time=start, end_time=end)
        if one.footage_id == 4:
            made.people[row] = replace(one, start_time=None, end_time=None)
    chosen = tuple(one.id for one in made.people if one.id % 1_000_000 == 1)
    made.review.apply(CreatePerson(name="A", tracklets=chosen))
    return made


def with_plan(case: FakeCase, tmp_path: Path) -> None:
    image = QImage(800, 500, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    file = tmp_path / "ground floor.png"
    assert image.save(str(file))
    case.plan.set_picture(file)
    for camera, x, y in (("camera1", 0.2, 0.3), ("camera2", 0.7, 0.3), ("camera3", 0.5, 0.8)):
        case.review.apply(PlaceCamera(camera=camera, x=x, y=y))


def route_of_person(open_window: WindowMaker, qtbot: QtBot, case: FakeCase) -> Any:
    window = open_window(FakeEngine(case), case.path)
    page = window.case_page
    page.go_to(REVIEW)
    review = page.review
    qtbot.waitUntil(lambda: page.decisions.has_loaded)
    review.lists.choose("people", 1)
    qtbot.waitUntil(review.person.isVisible)
    review.person.view.choose("route")
    route = review.person.route
    qtbot.waitUntil(lambda: route.found is not None and route._look.has_loaded)
    return route


def cells(route: Any, column: int) -> list[str]:
    return [route.table.item(row, column).text() for row in range(route.table.rowCount())]


def test_without_a_plan_the_route_is_told_in_words(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    route = route_of_person(open_window, qtbot, case)
    assert route.empty.isVisible()
    assert "Evidence, Plan" in route.empty.text.text()
    assert cells(route, 0) == ["1", "2", "3", "none"]
    assert [one.split(" ")[0] for one in cells(route, 1)] == [f"camera{n}" for n in (1, 2, 3, 4)]
    assert "UTC+1" in cells(route, 1)[0]
    assert "clock not compared" in cells(route, 1)[0]
    assert "no time" in cells(route, 1)[3]
    assert "walking time not told" in cells(route, 2)[1]
    assert "Nobody said whether these cameras see the same place" in route.flags.text()
    assert "Time unknown: 4-1 (camera4)" in route.flags.text()
    assert "No contradiction" in route.summary.text()


def test_impossible_travel_is_flagged_in_words_and_not_by_colour_alone(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, tmp_path: Path
) -> None:
    with_plan(case, tmp_path)
    case.review.apply(SetApart(cameras=("camera1", "camera2"), seconds=10))
    case.review.apply(SetApart(cameras=("camera2", "camera3"), seconds=60))
    route = route_of_person(open_window, qtbot, case)
    qtbot.waitUntil(route.canvas.isVisible)
    assert "Two places at once" in cells(route, 2)[1]
    assert "Faster than walking" in cells(route, 2)[2]
    assert "at least 1 min needed" in cells(route, 2)[2]
    assert not route.table.item(1, 2).icon().isNull()
    assert route.table.item(0, 2).icon().isNull()
    assert route.summary.text().startswith("Contradictions: 2.")
    assert "a clock may be wrong instead" in route.flags.text()
    assert route.unplaced.text() == "Not on the plan: camera4."
    told = painted_words(route.canvas, qtbot)
    assert {"Two places at once", "Faster than walking"} <= told


def painted_words(canvas: Any, qtbot: QtBot) -> set[str]:
    """The labels that one painting puts on the plan."""
    told: set[str] = set()
    paint = type(canvas).paint_label

    def note(painter: Any, text: str, middle: Any, **how: Any) -> Any:
        told.add(text)
        return paint(canvas, painter, text, middle, **how)

    canvas.paint_label = note
    canvas.repaint()
    del canvas.paint_label
    return told


def test_a_walking_time_that_is_taken_back_takes_its_flag_away(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, tmp_path: Path
) -> None:
    with_plan(case, tmp_path)
    case.review.apply(SetApart(cameras=("camera2", "camera3"), seconds=60))
    route = route_of_person(open_window, qtbot, case)
    assert route.found.route.conflicts
    route.window().case_page.steps.undo_action.trigger()
    qtbot.waitUntil(lambda: not route.found.route.conflicts)
    qtbot.waitUntil(lambda: "No contradiction" in route.summary.text())


def test_a_stop_that_is_chosen_on_the_plan_or_in_the_table_plays(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, tmp_path: Path
) -> None:
    with_plan(case, tmp_path)
    route = route_of_person(open_window, qtbot, case)
    qtbot.waitUntil(route.canvas.isVisible)
    player = route.window().case_page.review.pane.player
    at = route.canvas.point_of("camera3").toPoint()
    qtbot.mouseClick(route.canvas, Qt.MouseButton.LeftButton, pos=at)
    assert route.table.currentRow() == 2
    assert "Stop 3, camera3" in route.canvas.accessibleDescription()
    qtbot.waitUntil(lambda: player.tracklet is not None and player.tracklet.camera == "camera3")
    route.table.setCurrentCell(3, 0)
    assert route.canvas.stop == -1
    qtbot.waitUntil(lambda: player.tracklet is not None and player.tracklet.camera == "camera4")


def test_left_and_right_go_from_stop_to_stop_on_the_plan(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, tmp_path: Path
) -> None:
    with_plan(case, tmp_path)
    route = route_of_person(open_window, qtbot, case)
    qtbot.waitUntil(route.canvas.isVisible)
    route.canvas.setFocus()
    qtbot.keyClick(route.canvas, Qt.Key.Key_End)
    assert route.canvas.stop == 2
    qtbot.keyClick(route.canvas, Qt.Key.Key_Left)
    qtbot.keyClick(route.canvas, Qt.Key.Key_Left)
    qtbot.keyClick(route.canvas, Qt.Key.Key_Left)
    assert (route.canvas.stop, route.table.currentRow()) == (0, 0)


def test_a_person_who_is_gone_has_no_route_and_no_failure(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    route = route_of_person(open_window, qtbot, case)
    review = route.window().case_page.review
    review.person.remove()
    qtbot.waitUntil(lambda: not review.person.isVisible())
    qtbot.wait(50)  # an unexpected failure would fail the test


def test_the_route_fits_into_the_smallest_window(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, tmp_path: Path
) -> None:
    with_plan(case, tmp_path)
    route = route_of_person(open_window, qtbot, case)
    route.window().resize(960, 600)
    qtbot.waitUntil(lambda: route.window().size().toTuple() == (960, 600))
    review = route.window().case_page.review
    qtbot.waitUntil(lambda: review.minimumSizeHint().height() <= review.height())
    assert review.minimumSizeHint().width() <= review.width()
    assert route.canvas.height() >= 100
    assert route.table.height() >= 92


def test_thousands_of_contradictions_neither_hold_the_window_up_nor_hide_their_count(
    open_window: WindowMaker,
    qtbot: QtBot,
    case: FakeCase,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_plan(case, tmp_path)
    view = route_of_person(open_window, qtbot, case)
    stops = [
        Sighting(
            tracklet=tracklet_id(FootageId(1 + number % 2), 1 + number),
            camera=f"camera{1 + number % 2}",
            start=NOON + timedelta(seconds=number),
            end=NOON + timedelta(seconds=number + 5),
        )
        for number in range(200)
    ]
    route = route_of(stops, [Apart(cameras=("camera1", "camera2"), seconds=60)])
    count = len(route.conflicts)
    assert count > 4000
    compared = []
    monkeypatch.setattr(Leg, "__eq__", lambda one, other: compared.append(1) or one is other)
    view.found = PersonRoute(number=1, name="A", route=route)
    view._show()
    view.canvas.grab()
    assert not compared  # each with each other took seconds for every painting
    lines = view.flags.text().splitlines()
    assert len(lines) == 101
    told = len(flag_texts(view.found)) - 100
    assert lines[-1] == f"… {told} more; the report has all of them."
    assert f"{count}" in view.summary.text()


def test_E13_how_long_a_route_was_looked_at_goes_to_the_log(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    route = route_of_person(open_window, qtbot, case)
    review = route.window().case_page.review
    route.show_person(1)  # drawn anew after a change: the same look goes on
    qtbot.wait(30)
    assert case.log.looks == []
    review.person.view.choose("tracklets")
    qtbot.waitUntil(lambda: [what for what, _ in case.log.looks] == ["route of person 1"])
    review.person.view.choose("route")
    qtbot.waitUntil(route.isVisible)
    route.window().close()
    route.window().closings.finish()
    assert [what for what, _ in case.log.looks] == ["route of person 1"] * 2
