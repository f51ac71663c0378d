"""The camera plan in Evidence: a picture, cameras by mouse and by keys, walking times, undo."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from pytestqt.qtbot import QtBot

from app.viewmodels import plan_look
from app.views.places import EVIDENCE
from cba_core.domain.error_figures import Apart
from cba_core.domain.site_plan import CameraPlace, PlaceCamera, PlanPicture
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    return indexed_case(tmp_path / "a.duskcase", files=3)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    image = QImage(800, 500, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    file = tmp_path / "ground floor.png"
    assert image.save(str(file))
    return file


def plan_of(open_window: WindowMaker, qtbot: QtBot, case: FakeCase) -> Any:
    window = open_window(FakeEngine(case), case.path)
    page = window.case_page
    page.go_to(EVIDENCE)
    page.evidence.view.choose("plan")
    plan = page.evidence.plan
    qtbot.waitUntil(lambda: plan._look.has_loaded)
    return plan


def with_picture(open_window: WindowMaker, qtbot: QtBot, case: FakeCase, picture: Path) -> Any:
    case.plan.set_picture(picture)
    plan = plan_of(open_window, qtbot, case)
    qtbot.waitUntil(plan.canvas.isVisible)
    return plan


def place_of(case: FakeCase, camera: str) -> CameraPlace | None:
    return case.plan.get().place_of(camera)


def drop(plan: Any, file: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    modes = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    keys = Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(9, 9), *modes, keys)
    plan.dragEnterEvent(entered)
    if not entered.isAccepted():
        return False
    dropped = QDropEvent(QPointF(9, 9), *modes, keys)
    plan.dropEvent(dropped)
    return dropped.isAccepted()


def test_without_a_picture_the_place_says_what_it_is_for(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, picture: Path
) -> None:
    plan = plan_of(open_window, qtbot, case)
    assert plan.empty.isVisible()
    assert "Drop a floor plan" in plan.empty.heading.text()
    assert "two places at once" in plan.empty.text.text()
    assert "once there is a picture" in plan.hint.text()
    assert drop(plan, picture)
    qtbot.waitUntil(plan.canvas.isVisible)
    assert plan.about.accessibleName() == "ground floor.png"
    assert "where camera1 hangs" in plan.hint.text()


def test_footage_that_is_dropped_on_the_plan_is_no_plan(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, tmp_path: Path
) -> None:
    plan = plan_of(open_window, qtbot, case)
    assert not drop(plan, tmp_path / "more.mp4")


def test_a_bad_picture_is_told_and_changes_nothing(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, tmp_path: Path
) -> None:
    window = open_window(FakeEngine(case), case.path, expects_failures=True)
    window.case_page.go_to(EVIDENCE)
    window.case_page.evidence.view.choose("plan")
    plan = window.case_page.evidence.plan
    bad = tmp_path / "plan.pdf"
    bad.write_bytes(b"%PDF")
    with qtbot.waitSignal(window.failures.failed) as told:
        assert drop(plan, bad)
    assert "plan.pdf cannot be the plan" in told.args[0].what
    assert case.plan.get().picture is None


def test_a_camera_is_hung_up_with_a_click_and_dragged(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, picture: Path
) -> None:
    plan = with_picture(open_window, qtbot, case, picture)
    canvas = plan.canvas
    at = canvas.point_at(0.25, 0.5).toPoint()
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: place_of(case, "camera1") is not None)
    hung = place_of(case, "camera1")
    assert hung is not None
    assert (hung.x, hung.y) == (pytest.approx(0.25, abs=0.01), pytest.approx(0.5, abs=0.01))
    qtbot.waitUntil(lambda: "camera1" in canvas.drawn)
    to = canvas.point_at(0.75, 0.25).toPoint()
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseMove(canvas, to)
    assert canvas.point_of("camera1") == canvas.point_at(*canvas.fraction_at(QPointF(to)))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=to)
    qtbot.waitUntil(lambda: place_of(case, "camera1") != hung)
    moved = place_of(case, "camera1")
    assert moved is not None
    assert moved.x == pytest.approx(0.75, abs=0.01)
    assert len(case.review.edits) == 3


def test_a_press_without_a_move_is_no_edit(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, picture: Path
) -> None:
    case.review.apply(PlaceCamera(camera="camera2", x=0.5, y=0.5))
    plan = with_picture(open_window, qtbot, case, picture)
    before = len(case.review.edits)
    at = plan.canvas.point_of("camera2").toPoint()
    qtbot.mouseClick(plan.canvas, Qt.MouseButton.LeftButton, pos=at)
    assert plan.cameras.currentItem().text() == "camera2"
    qtbot.wait(50)
    assert len(case.review.edits) == before


def test_the_keyboard_alone_hangs_moves_and_takes_off_and_steps_are_one_edit(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, picture: Path
) -> None:
    plan = with_picture(open_window, qtbot, case, picture)
    canvas = plan.canvas
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_PageDown)
    assert canvas.camera == "camera2"
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "camera2" in canvas.drawn)
    assert place_of(case, "camera2") == CameraPlace(camera="camera2", x=0.5, y=0.5)
    edits = len(case.review.edits)
    for _ in range(3):
        qtbot.keyClick(canvas, Qt.Key.Key_Left)
    qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert "53.5 % from the left" in canvas.accessibleDescription()
    assert len(case.review.edits) == edits
    qtbot.waitUntil(lambda: len(case.review.edits) == edits + 1)
    moved = place_of(case, "camera2")
    assert moved is not None
    assert moved.x == pytest.approx(0.535)
    qtbot.waitUntil(lambda: canvas.look.plan.place_of("camera2") == moved)
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)  # not meant
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: place_of(case, "camera2") is None)


def test_undo_brings_a_camera_back_to_where_it_was(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, picture: Path
) -> None:
    case.review.apply(PlaceCamera(camera="camera1", x=0.25, y=0.25))
    plan = with_picture(open_window, qtbot, case, picture)
    plan.cameras.setCurrentRow(0)
    plan.canvas.setFocus()
    qtbot.keyClick(plan.canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    before = CameraPlace(camera="camera1", x=0.25, y=0.25)
    qtbot.waitUntil(lambda: place_of(case, "camera1") != before)
    steps = plan.window().case_page.steps
    qtbot.waitUntil(lambda: "camera1" in steps.undo_action.text())
    steps.undo_action.trigger()
    qtbot.waitUntil(lambda: plan.canvas.look.plan.place_of("camera1") == before)


def test_two_double_clicks_ask_for_the_walking_time(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, picture: Path
) -> None:
    case.review.apply(PlaceCamera(camera="camera1", x=0.2, y=0.2))
    case.review.apply(PlaceCamera(camera="camera3", x=0.8, y=0.8))
    plan = with_picture(open_window, qtbot, case, picture)
    for camera, hint in (("camera3", "the way from camera3"), ("camera1", "Drag a camera")):
        at = plan.canvas.point_of(camera).toPoint()
        qtbot.mouseDClick(plan.canvas, Qt.MouseButton.LeftButton, pos=at)
        assert hint in plan.hint.text() or camera == "camera1"
    ways = plan.ways
    assert (ways.first.currentText(), ways.second.currentText()) == ("camera3", "camera1")
    qtbot.waitUntil(ways.seconds.hasFocus)
    ways.seconds.setValue(45)
    qtbot.mouseClick(ways.set_button, Qt.MouseButton.LeftButton)
    told = Apart(cameras=("camera1", "camera3"), seconds=45.0)
    qtbot.waitUntil(lambda: case.review.apart() == [told])
    qtbot.waitUntil(lambda: ways.table.rowCount() == 1)
    assert ways.table.item(0, 2).text() == "45 s"
    ways.table.selectRow(0)
    qtbot.keyClick(ways.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: case.review.apart() == [])
    qtbot.waitUntil(lambda: not ways.forget_button.isEnabled())


def test_one_camera_has_no_way_to_itself(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, picture: Path
) -> None:
    plan = with_picture(open_window, qtbot, case, picture)
    plan.ways.second.setCurrentText(plan.ways.first.currentText())
    assert not plan.ways.set_button.isEnabled()


def test_a_picture_that_is_gone_is_told_and_can_be_chosen_again(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, picture: Path
) -> None:
    case.plan.set_picture(picture)
    picture.unlink()
    plan = plan_of(open_window, qtbot, case)
    assert plan.empty.isVisible()
    assert "cannot be shown" in plan.empty.heading.text()
    assert plan.begin_button.isEnabled()


def test_a_case_that_is_only_read_shows_its_plan_and_takes_nothing(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, picture: Path
) -> None:
    case.review.apply(PlaceCamera(camera="camera1", x=0.5, y=0.5))
    case.plan.set_picture(picture)
    case.review.takes_edits = False
    plan = plan_of(open_window, qtbot, case)
    qtbot.waitUntil(plan.canvas.isVisible)
    plan.canvas.select("camera1")
    plan.canvas.setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Delete):
        qtbot.keyClick(plan.canvas, key)
    assert plan.canvas.point_of("camera1") == plan.canvas.point_at(0.5, 0.5)
    assert not plan.choose_button.isEnabled()
    assert not plan.ways.set_button.isEnabled()
    assert not drop(plan, picture)


def test_files_and_plan_are_two_views_of_one_place(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    plan = plan_of(open_window, qtbot, case)
    evidence = plan.window().case_page.evidence
    assert not evidence._add_files.isVisible()
    evidence.view.choose("files")
    assert evidence.table.isVisible()
    assert evidence._add_files.isVisible()
    assert not plan.tools.isVisible()


@pytest.mark.parametrize("name", ["canvas", "cameras", "hint"])
def test_what_is_operated_has_a_name(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, name: str
) -> None:
    assert getattr(plan_of(open_window, qtbot, case), name).accessibleName()


def test_the_largest_plan_with_sixteen_bits_a_colour_is_shown(tmp_path: Path) -> None:
    file = tmp_path / "deep.png"
    cv2.imwrite(str(file), np.full((6200, 6200, 3), 65535, np.uint16))
    picture = PlanPicture(name="deep.png", sha256="", path=file, width_px=6200, height_px=6200)
    image = plan_look._decoded(picture)
    assert image is not None
    assert (image.width(), image.height()) == (2600, 2600)


def test_a_plan_whose_file_was_missing_is_shown_once_it_is_chosen_again(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, picture: Path
) -> None:
    """It is the plan already, so that nothing of the case changes."""
    case.plan.set_picture(picture)
    away = picture.rename(picture.with_suffix(".away"))
    plan = plan_of(open_window, qtbot, case)
    assert plan._look.latest.is_damaged
    assert not plan.canvas.isVisible()
    away.rename(picture)
    plan.set_picture(picture)
    qtbot.waitUntil(plan.canvas.isVisible)
    assert len(case.review.history()) == 1
