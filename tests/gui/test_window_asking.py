"""Searching with what is no tracklet: a box drawn over a frame, a picture dropped or pasted."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as PilImage
from PySide6.QtCore import QMimeData, QPoint, QRectF, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage, QKeySequence
from pytestqt.qtbot import QtBot

from app.viewmodels.asked_words import box_in_parts, box_in_pixels, mark_text
from app.views.places import SEARCH
from cba_core.domain.asked import PictureBox
from cba_core.domain.errors import NotIndexedError
from cba_core.domain.footage import Modality
from cba_core.domain.ids import FootageId, asked_id
from cba_core.jobs.requests import AskRequest, LookAtPictureRequest
from tests.gui.fake_asking import PICTURE_PX
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case
from tests.gui.test_window_arrivals import drop, entering

BOX = asked_id(1, is_external=False)
EXTERNAL = asked_id(1, is_external=True)
ONE = PictureBox(10, 20, 60, 200)
OTHER = PictureBox(70, 30, 110, 230)


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    return indexed_case(tmp_path / "a.duskcase")


@pytest.fixture
def search(open_window: WindowMaker, case: FakeCase) -> Any:
    window = open_window(FakeEngine(case), case.path)
    window.case_page.go_to(SEARCH)
    return window.case_page.search


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    a_picture().save(str(path))
    return path


def a_picture() -> QImage:
    image = QImage(*PICTURE_PX, QImage.Format.Format_RGB888)
    image.fill(QColor("#336699"))
    return image


def of_file(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def playing(search: Any, case: FakeCase, qtbot: QtBot) -> Any:
    """The drawing over the query's player, which shows a frame."""
    search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: search.query_pane.player.current is not None)
    return search.asking.drawings[0]


def dialog_on(search: Any, photo: Path, qtbot: QtBot) -> Any:
    assert search.asking.take_data(of_file(photo))
    qtbot.waitUntil(lambda: search.asking.dialog is not None)
    dialog = search.asking.dialog
    qtbot.waitUntil(lambda: "…" not in dialog.found.text())
    return dialog


def shows_query(search: Any, identifier: int) -> bool:
    result = search.candidates.result
    return result is not None and search.candidates.query.id == identifier


def test_a_box_drawn_by_pointer_is_searched_with_in_pixels_of_the_exact_frame(
    search: Any, case: FakeCase, qtbot: QtBot
) -> None:
    drawing = playing(search, case, qtbot)
    pane = search.query_pane
    pane.player.play()
    drawing.action.trigger()
    assert not pane.player.is_playing
    assert not drawing.search_button.isEnabled()
    rect = pane.view.picture_rect
    corners = [
        QPoint(round(rect.x() + x * rect.width()), round(rect.y() + y * rect.height()))
        for x, y in ((0.25, 0.25), (0.5, 0.75))
    ]
    over = drawing.drawing
    qtbot.mousePress(over, Qt.MouseButton.LeftButton, pos=corners[0])
    qtbot.mouseMove(over, corners[1])
    qtbot.mouseRelease(over, Qt.MouseButton.LeftButton, pos=corners[1])
    frame = pane.player.current
    width, height = frame.size_px
    qtbot.mouseClick(drawing.search_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shows_query(search, BOX))
    (asked,) = case.asking.asked
    assert asked.footage_id == case.people[0].footage_id
    assert asked.time_s == frame.time_s
    assert asked.author is not None
    told = (asked.box.left, asked.box.top, asked.box.right, asked.box.bottom)
    wanted = (width / 4, height / 4, width / 2, height * 3 / 4)
    assert told == pytest.approx(wanted, abs=0.02 * width)
    assert drawing.isHidden()
    assert case.searches[-1][0] == BOX


def test_a_box_is_drawn_moved_and_sized_by_keys_alone(
    search: Any, case: FakeCase, qtbot: QtBot
) -> None:
    drawing = playing(search, case, qtbot)
    search.query_pane.scrubber.setFocus()
    qtbot.keyClick(search.query_pane.scrubber, Qt.Key.Key_B)
    qtbot.waitUntil(drawing.isVisible)
    over = drawing.drawing
    qtbot.waitUntil(over.hasFocus)
    qtbot.keyClick(over, Qt.Key.Key_Right)
    first = QRectF(over.box)
    qtbot.keyClick(over, Qt.Key.Key_Right)
    assert over.box.left() == pytest.approx(first.left() + 0.01)
    qtbot.keyClick(over, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert over.box.height() == pytest.approx(first.height() + 0.01)
    for _ in range(150):
        qtbot.keyClick(over, Qt.Key.Key_Left)
    assert over.box.left() == 0.0
    qtbot.keyClick(over, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shows_query(search, BOX))


def test_esc_leaves_the_drawing_and_nothing_is_asked(
    search: Any, case: FakeCase, qtbot: QtBot
) -> None:
    drawing = playing(search, case, qtbot)
    drawing.action.trigger()
    drawing.drawing.take(QRectF(0.2, 0.2, 0.3, 0.5))
    qtbot.keyClick(drawing.drawing, Qt.Key.Key_Escape)
    assert drawing.isHidden()
    assert drawing.drawing.isHidden()
    assert not case.asking.asked
    assert search.query_pane.scrubber.hasFocus()


def test_a_box_too_small_is_told_of_and_not_searched_with(
    search: Any, case: FakeCase, qtbot: QtBot
) -> None:
    drawing = playing(search, case, qtbot)
    drawing.action.trigger()
    drawing.drawing.take(QRectF(0.2, 0.2, 0.005, 0.005))
    assert not drawing.search_button.isEnabled()
    assert "at least 12 x 24" in drawing._hint.text()
    drawing.search()
    assert not case.asking.asked


def test_another_recording_ends_the_drawing(search: Any, case: FakeCase, qtbot: QtBot) -> None:
    drawing = playing(search, case, qtbot)
    drawing.action.trigger()
    search.show_query_by_id(case.people[1].id)
    qtbot.waitUntil(drawing.isHidden)
    assert drawing.drawing.isHidden()


def test_the_only_person_of_a_dropped_picture_is_taken(
    search: Any, case: FakeCase, photo: Path, qtbot: QtBot
) -> None:
    case.asking.people = (ONE,)
    dialog = dialog_on(search, photo, qtbot)
    assert dialog.box == ONE
    assert "external" in dialog._name.toolTip()
    dialog.search_button.click()
    qtbot.waitUntil(lambda: shows_query(search, EXTERNAL))
    (asked,) = case.asking.asked
    assert (asked.picture, asked.box, asked.modality) == (photo, ONE, None)
    card = search.candidates.card
    assert card._mark.text() == "external"
    assert "Not verified evidence" in card._facts.text()
    assert "one picture" in search.candidates.banner.text.text()
    assert "outside the case" in search.query_pane.view.words


def test_of_several_people_one_has_to_be_chosen_by_a_click_or_by_a_key(
    search: Any, case: FakeCase, photo: Path, qtbot: QtBot
) -> None:
    case.asking.people = (ONE, OTHER)
    dialog = dialog_on(search, photo, qtbot)
    assert dialog.box is None
    assert not dialog.search_button.isEnabled()
    over = dialog.drawing
    centre = over._rect(box_in_parts(OTHER, PICTURE_PX)).center().toPoint()
    qtbot.mouseClick(over, Qt.MouseButton.LeftButton, pos=centre)
    assert dialog.box == OTHER
    qtbot.keyClick(over, Qt.Key.Key_Space)
    assert dialog.box == ONE
    assert dialog.search_button.isEnabled()
    dialog.take_whole()
    assert dialog.box is None
    assert dialog.search_button.isEnabled()
    dialog.modality.choose(Modality.INFRARED)
    dialog.search_button.click()
    qtbot.waitUntil(lambda: shows_query(search, EXTERNAL))
    (asked,) = case.asking.asked
    assert (asked.box, asked.modality) == (None, Modality.INFRARED)


def test_a_box_that_was_drawn_before_people_were_found_stays(
    search: Any, case: FakeCase, photo: Path, qtbot: QtBot
) -> None:
    case.asking.people = (ONE,)
    worker = search.asking._open_case.jobs._worker
    worker.holds = True
    assert search.asking.take_data(of_file(photo))
    qtbot.waitUntil(lambda: search.asking.dialog is not None)
    dialog = search.asking.dialog
    drawn = box_in_parts(OTHER, PICTURE_PX)
    dialog.drawing.take(drawn)
    worker.holds = False
    qtbot.waitUntil(lambda: "One person" in dialog.found.text())
    assert dialog.box == OTHER
    dialog.reject()


def test_nobody_found_leaves_the_whole_picture_and_a_drawn_box(
    search: Any, case: FakeCase, photo: Path, qtbot: QtBot
) -> None:
    dialog = dialog_on(search, photo, qtbot)
    assert "Nobody was found" in dialog.found.text()
    assert dialog.search_button.isEnabled()
    dialog.reject()
    assert not case.asking.asked
    assert search.asking.dialog is None


def test_a_picture_dropped_on_a_part_of_search_is_asked_with(
    search: Any, photo: Path, qtbot: QtBot
) -> None:
    assert drop(search.gallery.grid.viewport(), photo)
    qtbot.waitUntil(lambda: search.asking.dialog is not None)
    search.asking.dialog.reject()


def test_what_is_no_picture_goes_on_to_the_window(search: Any, tmp_path: Path) -> None:
    data = of_file(tmp_path / "gate.mp4")  # an event holds what is dropped, and does not own it
    assert not search.asking.takes(data)
    assert not search.asking.take_data(data)
    enter = entering(data)
    search.dragEnterEvent(enter)
    assert not enter.isAccepted()


def test_a_copied_picture_is_pasted(search: Any, case: FakeCase, qtbot: QtBot) -> None:
    case.asking.people = (ONE,)
    QGuiApplication.clipboard().setImage(a_picture())
    search.gallery.grid.setFocus()
    qtbot.keySequence(search.gallery.grid, QKeySequence(QKeySequence.StandardKey.Paste))
    qtbot.waitUntil(lambda: search.asking.dialog is not None and search.asking.dialog.box == ONE)
    search.asking.dialog.search_button.click()
    qtbot.waitUntil(lambda: shows_query(search, EXTERNAL))
    (asked,) = case.asking.asked
    assert asked.picture is not None
    assert asked.picture.name == "pasted-1.png"
    QGuiApplication.clipboard().clear()


def test_a_clipboard_without_a_picture_says_so(
    open_window: WindowMaker, case: FakeCase, qtbot: QtBot
) -> None:
    window = open_window(FakeEngine(case), case.path, expects_failures=True)
    window.case_page.go_to(SEARCH)
    QGuiApplication.clipboard().setText("a picture, in words")
    with qtbot.waitSignal(window.failures.failed) as told:
        window.case_page.search.asking.paste_action.trigger()
    assert "no picture" in told.args[0].what


@pytest.mark.parametrize("content", [b"", b"not a picture"])
def test_a_file_that_is_no_picture_is_told_with_a_remedy(
    open_window: WindowMaker, case: FakeCase, tmp_path: Path, qtbot: QtBot, content: bytes
) -> None:
    window = open_window(FakeEngine(case), case.path, expects_failures=True)
    window.case_page.go_to(SEARCH)
    path = tmp_path / "notes.png"
    path.write_bytes(content)
    with qtbot.waitSignal(window.failures.failed) as told:
        window.case_page.search.asking.take_file(path)
    assert told.args[0].what == "notes.png is not a picture"
    assert "JPEG" in told.args[0].remedy
    assert window.case_page.search.asking.dialog is None


def test_nothing_is_asked_before_the_first_index(
    open_window: WindowMaker, case: FakeCase, photo: Path, qtbot: QtBot
) -> None:
    case.model_id = lambda: None  # type: ignore[method-assign]
    window = open_window(FakeEngine(case), case.path, expects_failures=True)
    window.case_page.go_to(SEARCH)
    with qtbot.waitSignal(window.failures.failed) as told:
        window.case_page.search.asking.take_file(photo)
    assert told.args[0].what == NotIndexedError(case.path).what
    assert "Index" in told.args[0].remedy


def test_a_dialog_that_is_closed_withdraws_what_waits_for_the_running_job(
    search: Any, photo: Path, qtbot: QtBot
) -> None:
    jobs = search.asking._open_case.jobs
    jobs._worker.holds = True
    jobs.submit(AskRequest(case_path=Path("/a"), footage_id=FootageId(1), box=ONE))
    assert search.asking.take_data(of_file(photo))
    qtbot.waitUntil(lambda: search.asking.dialog is not None)
    dialog = search.asking.dialog
    assert "when the running job has ended" in dialog.found.text()
    assert [type(one) for one in jobs.waiting] == [LookAtPictureRequest]
    dialog.reject()
    assert not jobs.waiting
    assert search.asking.dialog is None


def test_boxes_in_parts_and_in_pixels_are_the_same() -> None:
    assert box_in_pixels(box_in_parts(ONE, PICTURE_PX), PICTURE_PX) == ONE
    assert box_in_pixels(QRectF(0, 0, 1, 1), PICTURE_PX) == PictureBox(0, 0, *PICTURE_PX)
    assert box_in_pixels(QRectF(-0.1, 0.5, 1.2, 0.6), PICTURE_PX) == PictureBox(0, 120, 120, 240)


def test_only_what_is_no_tracklet_is_marked(case: FakeCase) -> None:
    assert mark_text(EXTERNAL) == "external"
    assert mark_text(BOX) == "drawn box"
    assert mark_text(case.people[0].id) == ""


@pytest.mark.parametrize("suffix", [".png", ".webp", ".tif", ".jpg"])
def test_a_turned_picture_is_shown_as_it_is_asked_with(
    search: Any, tmp_path: Path, qtbot: QtBot, suffix: str
) -> None:
    """A box drawn over a picture that lies on its side would be round somebody else."""
    file = tmp_path / f"turned{suffix}"
    lying = np.zeros((120, 240, 3), np.uint8)
    lying[:, :120] = 255  # the left half is the upper one of the upright picture
    tags = PilImage.Exif()
    tags[0x0112] = 6
    PilImage.fromarray(lying).save(file, exif=tags)
    dialog = dialog_on(search, file, qtbot)
    shown = dialog.view._image
    assert (shown.width(), shown.height()) == dialog._size_px == (120, 240)
    assert shown.pixelColor(60, 40).lightness() > 200
    assert shown.pixelColor(60, 200).lightness() < 50
