from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.operations.search_operations import FIGURES_WAIT_S
from app.settings.app_settings import AppSettings
from app.views.places import EVIDENCE, INDEX, SEARCH
from cba_core.domain.error_figures import ErrorFigure, PairKind
from cba_core.domain.footage import FootageState, Modality
from cba_core.domain.search import SearchResult
from tests.gui.fake_case import FACTS, FakeCase, FakeEngine, WindowMaker, added_case, indexed_case


def drop(page: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    assert page.acceptDrops()
    page.dropEvent(event)  # Qt delivers drops to the target of a real drag only


def test_footage_is_added_indexed_searched_and_played(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = FakeCase(tmp_path / "a.duskcase")
    engine = FakeEngine(case)
    window = open_window(engine, case.path)
    page = window.case_page
    evidence, index, search = page.evidence, page.index, page.search

    drop(evidence, tmp_path / "north.mp4", tmp_path / "notes.txt", tmp_path / "south.mp4")
    qtbot.waitUntil(lambda: evidence.model.rowCount() == 2 and not page.desk.jobs.is_busy)
    assert evidence.report.isVisible()
    assert evidence.report.lines == ["notes.txt  —  there is no video stream in it"]
    assert page.places[EVIDENCE].left == "2 files, 2 without a time"
    assert page.places[INDEX].left == "2 files left"

    page.go_to(INDEX)
    assert index.heading.text() == "2 files to look through, 3 min of footage"
    qtbot.mouseClick(index.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: index.heading.text() == "Everything is indexed")
    assert index.found.text() == "12 tracklets found: 6 visible, 6 infrared"
    assert page.places[INDEX].left == "done"
    qtbot.mouseClick(index.search_button, Qt.MouseButton.LeftButton)
    assert page.place == SEARCH

    gallery = search.gallery
    qtbot.waitUntil(lambda: gallery.model.rowCount() > 0)
    gallery.model.reload()
    qtbot.waitUntil(lambda: gallery.model.rowCount() == 12)
    where = gallery.grid.visualRect(gallery.model.index(1)).center()
    qtbot.mouseClick(gallery.grid.viewport(), Qt.MouseButton.LeftButton, pos=where)
    candidates = search.candidates
    qtbot.waitUntil(lambda: candidates.model.rowCount() == 6)
    assert candidates.query.id == gallery.model.tracklet(1).id
    assert all(
        candidates.model.tracklet(row).modality is candidates.query.modality.other
        for row in range(6)
    )

    query, candidate = search.players
    qtbot.waitUntil(lambda: query.current is not None and candidate.current is not None)
    assert query.current.people.selected is not None
    assert candidate.tracklet.id == candidates.model.tracklet(0).id
    first = query.current.index
    search.playback_actions[0].trigger()
    qtbot.waitUntil(lambda: query.current.index > first + 3)
    search.playback_actions[0].trigger()
    assert not query.is_playing
    assert not candidate.is_playing


def test_the_banner_says_what_was_searched_and_what_is_not_known(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    window = open_window(FakeEngine(case), case.path)
    search = window.case_page.search
    search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: search.candidates.result is not None)
    banner = search.candidates.banner
    assert banner.heading.text() == "Ranked by likeness in appearance. Not an identification."
    assert banner.text.text() == (
        "12 infrared tracklets of 4 files searched; the person may not be here at all. "
        "Error rate: not measured for these cameras."
    )


def test_U4_the_banner_tells_how_often_different_people_score_as_high(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    figure = ErrorFigure(
        kind=PairKind(("Gate", "Roof"), (Modality.INFRARED, Modality.VISIBLE)),
        at_least=12, pairs=400, tracklets=(40, 50),
    )  # fmt: skip
    found = case.search

    def search(*words: Any, **options: Any) -> SearchResult:
        result = found(*words, **options)
        first, *others = result.candidates
        return replace(result, candidates=(replace(first, error=figure), *others))

    case.search = search  # type: ignore[method-assign]  # a fake of a fake
    window = open_window(FakeEngine(case), case.path)
    page = window.case_page.search
    page.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: page.candidates.result is not None)
    assert page.candidates.banner.text.text().endswith(
        "In this case's own check, 3 of 100 different people scored at least as high as candidate "
        "1 (Gate and Roof; n = 400)."
    )


def test_U4_the_list_is_there_before_its_error_figures(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    found, are_there, patience = case.search, Event(), []

    def search(*words: Any, patience_s: float | None = None) -> SearchResult:
        patience.append(patience_s)
        return replace(found(*words), figures_pending=True)

    def figures_of(result: SearchResult) -> SearchResult:
        assert are_there.wait(10)
        figure = ErrorFigure(
            kind=PairKind(None, (Modality.INFRARED, Modality.VISIBLE)),
            at_least=8, pairs=400, tracklets=(40, 50),
        )  # fmt: skip
        first, *others = result.candidates
        candidates = (replace(first, error=figure), *others)
        return replace(result, figures_pending=False, candidates=candidates)

    case.search, case.figures_of = search, figures_of  # type: ignore[method-assign]
    window = open_window(FakeEngine(case), case.path)
    page = window.case_page.search
    page.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: page.candidates.result is not None)
    banner = page.candidates.banner
    assert page.candidates.model.rowCount() == 12
    assert banner.text.text().endswith("Error rate: being measured.")
    page.candidates.grid.setCurrentIndex(page.candidates.model.index(3))
    are_there.set()
    qtbot.waitUntil(lambda: "2 of 100 different people" in banner.text.text())
    assert page.candidates.grid.currentIndex().row() == 3  # nothing moves under the eyes
    assert patience == [FIGURES_WAIT_S]
    assert FIGURES_WAIT_S < 1


def test_nobody_to_compare_with_looks_different_from_no_candidates(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase", files=1)
    window = open_window(FakeEngine(case), case.path)
    search = window.case_page.search
    search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: search.candidates.result is not None)
    assert search.candidates.banner.text.text().startswith("0 infrared tracklets")
    assert search.players[1].tracklet is None


def test_facts_are_told_of_all_selected_files_and_no_other(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase", files=3)
    window = open_window(FakeEngine(case), case.path)
    evidence = window.case_page.evidence
    evidence.table.selectRow(0)
    selection = evidence.table.selectionModel()
    selection.select(
        evidence.table.model().index(1, 0),
        selection.SelectionFlag.Select | selection.SelectionFlag.Rows,
    )
    panel = evidence.panel
    assert panel.button.text() == "Set on 2 files"
    panel.camera.setEditText("Yard")
    panel.start.setText("2026-07-01 09:30")
    panel.modality.setCurrentIndex(5)
    qtbot.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: case.held[1].camera == "Yard")
    first, second, third = case.held
    assert first.camera == second.camera == "Yard"
    assert first.start_time.astimezone(UTC) == datetime(2026, 7, 1, 7, 30, tzinfo=UTC)
    assert second.told_modality.modality is Modality.INFRARED
    assert second.told_modality.kind == "thermal"
    assert (third.camera, third.told_modality) == ("camera3", None)
    qtbot.waitUntil(lambda: "2026-07-01 09:30:00 UTC+2" in texts(evidence.table.model()))


def texts(model: QAbstractItemModel) -> list[str]:
    return [
        str(model.index(row, column).data())
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]


def test_a_time_that_cannot_be_read_is_refused_in_place(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase", files=1)
    window = open_window(FakeEngine(case), case.path)
    evidence = window.case_page.evidence
    evidence.table.selectRow(0)
    evidence.panel.start.setText("3/4/26 noonish")
    qtbot.mouseClick(evidence.panel.button, Qt.MouseButton.LeftButton)
    assert evidence.panel.problem.isVisible()
    assert case.held[0].start_time == indexed_case(tmp_path / "b").held[0].start_time


def test_indexing_is_paused_resumed_and_cancelled(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = added_case(tmp_path / "a.duskcase", files=2)
    engine = FakeEngine(case)
    window = open_window(engine, case.path)
    page = window.case_page
    engine.workers[0].holds = True
    page.go_to(INDEX)
    page.index.start()
    qtbot.waitUntil(page.index.pause_button.isVisible)
    qtbot.mouseClick(page.index.pause_button, Qt.MouseButton.LeftButton)
    assert engine.workers[0].is_paused
    assert page.index.heading.text() == "Paused"
    qtbot.mouseClick(page.index.pause_button, Qt.MouseButton.LeftButton)
    assert not engine.workers[0].is_paused
    qtbot.mouseClick(page.index.cancel_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.desk.jobs.is_busy)
    assert page.index.start_button.isVisible()


def test_footage_dropped_while_indexing_waits_its_turn(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = added_case(tmp_path / "a.duskcase", files=1)
    engine = FakeEngine(case)
    window = open_window(engine, case.path)
    page = window.case_page
    engine.workers[0].holds = True
    page.index.start()
    qtbot.waitUntil(lambda: page.desk.jobs.is_busy)
    drop(page.evidence, tmp_path / "late.mp4")
    assert len(page.desk.jobs.waiting) == 1
    engine.workers[0].holds = False
    qtbot.waitUntil(lambda: page.evidence.model.rowCount() == 2)


def test_a_case_is_made_with_a_zone_nobody_guessed(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    engine = FakeEngine()
    window = open_window(engine)
    form = window.start_page.form
    assert form.zone.currentText() == ""
    form.number.setText("2026/12 b")
    form.examiner.setText("R. Vidal")
    form.purpose.setText("a test")
    form.folder.setText(str(tmp_path))
    qtbot.mouseClick(form.create_button, Qt.MouseButton.LeftButton)
    assert form.problem.text() == "Still needed: time zone."
    form.zone.setCurrentText("Europe/Nowhere")
    qtbot.mouseClick(form.create_button, Qt.MouseButton.LeftButton)
    assert "Europe/Madrid" in form.problem.text()
    form.zone.setCurrentText("America/Lima")
    qtbot.mouseClick(form.create_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.case_page is not None)
    (made,) = engine.cases.values()
    assert made.path == tmp_path / "2026-12-b.duskcase"
    assert made.facts.time_zone == "America/Lima"
    qtbot.waitUntil(window.case_page.evidence.empty.isVisible)


def test_an_opened_case_is_remembered_and_closed_with_the_window(
    open_window: WindowMaker, settings: AppSettings, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase", files=1)
    window = open_window(FakeEngine(case), case.path)
    window.close()
    assert window.closings.finish()
    assert case.is_closed
    assert [known.number for known in type(settings).load(settings.file).recent_cases] == [
        FACTS.number
    ]


def test_filters_reach_the_store(open_window: WindowMaker, qtbot: QtBot, tmp_path: Path) -> None:
    case = indexed_case(tmp_path / "a.duskcase", files=4, people=3)
    window = open_window(FakeEngine(case), case.path)
    gallery = window.case_page.search.gallery
    gallery.filters.modality.choose(Modality.INFRARED)
    qtbot.waitUntil(lambda: gallery.model.rowCount() == 6)
    gallery.filters.camera.setCurrentIndex(2)
    qtbot.waitUntil(lambda: gallery.model.rowCount() == 3)
    assert {gallery.model.tracklet(row).camera for row in range(3)} == {"camera2"}
    gallery.filters.clear()
    qtbot.waitUntil(lambda: gallery.model.rowCount() == 12)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_place_paints_in_both_themes(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path, theme: str
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    window = open_window(FakeEngine(case), case.path)
    window.view_menu.choose_theme(theme)
    page = window.case_page
    page.search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: page.search.candidates.result is not None)
    grounds = set()
    for place in (EVIDENCE, INDEX, SEARCH):
        page.go_to(place)
        picture = window.grab().toImage()
        grounds.add(picture.pixelColor(QPoint(3, 300)).lightness() > 128)
    assert grounds == {theme == "light"}


def test_indexing_starts_also_right_behind_adding(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = FakeCase(tmp_path / "a.duskcase")
    window = open_window(FakeEngine(case), case.path)
    page = window.case_page
    drop(page.evidence, tmp_path / "north.mp4")
    with qtbot.waitSignal(page.desk.jobs.finished):
        pass
    page.index.start()  # the overview may not know of the file yet
    qtbot.waitUntil(lambda: page.index.heading.text() == "Everything is indexed")


def test_a_long_ranking_says_so_and_goes_on_when_asked(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase", files=2, people=150)
    window = open_window(FakeEngine(case), case.path)
    window.case_page.go_to(SEARCH)
    candidates = window.case_page.search.candidates
    window.case_page.search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: candidates.result is not None)
    assert candidates.count.text() == "60 of 150 candidates"
    candidates.grid.setCurrentIndex(candidates.model.index(40))
    with qtbot.assertNotEmitted(candidates.model.modelReset):
        qtbot.mouseClick(candidates.more_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: candidates.model.rowCount() == 120)
    assert candidates.grid.currentIndex().row() == 40
    assert candidates.count.text() == "120 of 150 candidates"
    candidates.show_more()
    qtbot.waitUntil(lambda: candidates.count.text() == "150 candidates")
    assert not candidates.more_button.isVisible()


def test_candidates_are_filtered_by_time_and_length_and_the_banner_says_so(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    window = open_window(FakeEngine(case), case.path)
    window.case_page.go_to(SEARCH)
    candidates = window.case_page.search.candidates
    window.case_page.search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: candidates.result is not None)
    filters = candidates.filters
    assert not filters.more.isVisible()
    qtbot.mouseClick(filters.fold, Qt.MouseButton.LeftButton)
    assert filters.more.isVisible()
    filters.length.setValue(4)
    filters.earliest.setText("2026-03-01 18:00")
    filters.earliest.read()
    qtbot.waitUntil(lambda: "Only from 2026-03-01 18:00:00 UTC+1." in candidates.banner.text.text())
    assert "Only who is seen in 4 sampled frames or more." in candidates.banner.text.text()
    assert filters.fold.text() == "Filter (2)"
    config = case.searches[-1][1]
    assert config.minimum_length == 4
    assert config.earliest == datetime(2026, 3, 1, 17, 0, tzinfo=UTC)
    filters.clear()
    qtbot.waitUntil(lambda: "Only" not in candidates.banner.text.text())


def test_the_gallery_goes_to_the_query_also_on_a_page_that_is_not_loaded(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase", files=3, people=200)
    window = open_window(FakeEngine(case), case.path)
    search = window.case_page.search
    window.case_page.go_to(SEARCH)
    wanted = case.people[450]
    search.show_query_by_id(wanted.id)
    grid = search.gallery.grid
    qtbot.waitUntil(lambda: grid.currentIndex().row() == 450)
    assert grid.selectionModel().isSelected(grid.currentIndex())
    qtbot.waitUntil(
        lambda: grid.viewport().rect().contains(grid.visualRect(grid.currentIndex()).center())
    )


def test_missing_files_are_found_in_another_folder_and_the_rest_is_told(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase", files=3)
    gone = [replace(footage, state=FootageState.MISSING) for footage in case.held[:2]]
    case.held[:2] = gone
    window = open_window(FakeEngine(case), case.path)
    evidence = window.case_page.evidence
    assert evidence.missing.isVisible()
    assert evidence.missing.text.startswith("Missing: 2 files.")
    assert texts(evidence.table.model()).count("file missing") == 4  # state and progress
    evidence.find_moved(tmp_path / "archive")
    qtbot.waitUntil(evidence.report.isVisible)
    assert evidence.report.lines == [
        f"camera2.mp4  —  still missing, last seen in {gone[1].path.parent}"
    ]
    qtbot.waitUntil(lambda: evidence.missing.text.startswith("Missing: 1 file."))
    assert case.held[0].path == tmp_path / "archive" / "camera1.mp4"


def test_warnings_of_a_run_stand_beside_the_file(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = added_case(tmp_path / "a.duskcase", files=2)
    window = open_window(FakeEngine(case), case.path)
    index = window.case_page.index
    index.start()
    qtbot.waitUntil(lambda: index.heading.text() == "Everything is indexed")
    shown = texts(index.table.model())
    assert "indexed · cut off after frame 812" in shown
    assert "indexed" in shown


def test_how_to_index_is_chosen_and_a_change_is_told_before_it_replaces_anything(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase", files=2)
    engine = FakeEngine(case)
    window = open_window(engine, case.path)
    window.case_page.go_to(INDEX)
    index, choices = window.case_page.index, window.case_page.index.choices
    qtbot.waitUntil(lambda: choices.detector.count() == 3)
    assert choices.config == case.last_config
    assert not index.start_button.isEnabled()
    choices.detector.setCurrentIndex(2)
    assert choices.warning.text() == "This detector is not ready. Add its file again."
    assert not index.start_button.isEnabled()
    choices.detector.setCurrentIndex(0)
    choices.density.setCurrentIndex(2)
    choices.nth.setValue(3)
    assert choices.warning.isVisible()
    assert "replaced" in choices.warning.text()
    assert index.start_button.text() == "Index 2 files anew"
    qtbot.mouseClick(index.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.case_page.desk.jobs.is_busy)
    assert engine.workers[0].requests[0].config.stride == 3
    qtbot.waitUntil(lambda: not choices.warning.isVisible())
    assert choices.config == case.last_config
    assert index.start_button.text() == "Start indexing"


def test_a_click_on_a_gallery_that_was_scrolled_chooses_who_is_under_the_mouse(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase", people=60)
    window = open_window(FakeEngine(case), case.path)
    page = window.case_page
    page.evidence.table.setFocus()  # nobody was in the gallery yet
    page.go_to(SEARCH)
    gallery = page.search.gallery
    window.menuBar().setFocus()
    gallery.grid.setCurrentIndex(gallery.model.index(-1))
    gallery.grid.verticalScrollBar().setValue(300)
    qtbot.wait(20)
    grid, model = gallery.grid, gallery.model
    tiles = {row: grid.visualRect(model.index(row)).center() for row in range(model.rowCount())}
    row = next(row for row, place in tiles.items() if place.y() > 0)
    wanted, where = model.tracklet(row), tiles[row]
    assert row > 0
    qtbot.mouseClick(gallery.grid.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.waitUntil(lambda: page.search.candidates.query is not None)
    assert page.search.candidates.query.id == wanted.id
