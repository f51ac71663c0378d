from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.engine_link.change_bus import ChangeBus
from app.engine_link.failure_bus import FailureBus
from app.engine_link.job_bridge import JobBridge
from app.engine_link.open_case import OpenCase
from app.engine_link.task_runner import TaskRunner
from app.viewmodels.candidate_model import CandidateModel
from app.viewmodels.footage_table_model import FootageColumn, FootageRole, FootageTableModel
from app.viewmodels.gallery_model import PAGE, GalleryModel
from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.viewmodels.tile_roles import TileRole
from cba_core.config.search_config import SearchConfig
from cba_core.domain.changes import ChangeSet
from cba_core.domain.footage import FootageState, Modality
from cba_core.domain.progress import Progress
from cba_core.domain.repositories import TrackletFilter
from cba_core.domain.tracklets import Tracklet
from tests.gui.fake_case import FakeCase, FakeWorker, indexed_case, made_up_tracklet

PICTURE = QSize(40, 80)


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication) -> Iterator[OpenCase]:
    failures = FailureBus()
    tasks = TaskRunner(failures.report)
    changes = ChangeBus()
    case = indexed_case(tmp_path / "a.duskcase", files=2, people=150)
    made = OpenCase(
        case=case,
        tasks=tasks,
        jobs=JobBridge(FakeWorker(case), changes, failures),
        changes=changes,
        failures=failures,
    )
    yield made
    tasks.close()


def held(desk: OpenCase) -> FakeCase:
    assert isinstance(desk.case, FakeCase)
    return desk.case


@pytest.fixture
def gallery(desk: OpenCase, qtbot: QtBot) -> GalleryModel:
    model = GalleryModel(desk, ThumbnailCache(desk.tasks, PICTURE), UTC)
    model.show(TrackletFilter())
    qtbot.waitUntil(lambda: model.has_loaded)
    return model


def read(model: GalleryModel, qtbot: QtBot, row: int) -> Tracklet:
    """The tracklet of a row, as soon as it is there."""
    qtbot.waitUntil(lambda: model.held(row) is not None)
    return model.tracklet(row)


def test_the_gallery_keeps_the_rules_of_models_while_pages_arrive(
    desk: OpenCase, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    model = GalleryModel(desk, ThumbnailCache(desk.tasks, PICTURE), UTC)
    qtmodeltester.check(model)
    model.show(TrackletFilter())
    qtbot.waitUntil(lambda: model.has_loaded)
    for row in (0, 250, 299):
        read(model, qtbot, row)
    assert model.rowCount() == model.total == 300


def test_a_gallery_has_all_rows_and_reads_the_facts_of_those_that_are_asked_for(
    gallery: GalleryModel, desk: OpenCase, qtbot: QtBot
) -> None:
    assert gallery.rowCount() == gallery.total == 300
    assert gallery.held(PAGE - 1) is not None
    assert gallery.held(PAGE) is None
    with pytest.raises(LookupError):
        gallery.tracklet(PAGE)
    spoken = gallery.index(PAGE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "tracklet 201 of 300, being read"
    with qtbot.waitSignal(gallery.dataChanged) as changed:
        qtbot.waitUntil(lambda: not gallery.is_loading)
    assert [one.row() for one in changed.args[:2]] == [PAGE, 299]
    held_there = sorted(held(desk).people, key=lambda one: one.id)
    assert [gallery.tracklet(row) for row in range(300)] == held_there


def test_a_long_gallery_holds_the_facts_of_few_pages_and_reads_none_that_was_scrolled_past(
    tmp_path: Path, desk: OpenCase, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = held(desk)
    template = case.people[0]
    case.people = [replace(template, id=template.id + number) for number in range(40 * PAGE)]
    asked: list[TrackletFilter] = []
    tracklets = case.tracklets
    monkeypatch.setattr(
        case, "tracklets", lambda where, **more: (asked.append(where), tracklets(where, **more))[1]
    )
    model = GalleryModel(desk, ThumbnailCache(desk.tasks, PICTURE), UTC)
    model.show(TrackletFilter())
    qtbot.waitUntil(lambda: model.has_loaded)
    asked.clear()
    for page in range(1, 40):  # a bar that is drawn from top to bottom at once
        model.held(page * PAGE)
    read(model, qtbot, 39 * PAGE)
    qtbot.waitUntil(lambda: not model.is_loading)
    assert len(asked) <= 4
    for page in range(40):
        read(model, qtbot, page * PAGE)
    assert sum(len(facts) for facts in model._pages.values()) <= 24 * PAGE
    assert len(model._id_of_cover) <= 24 * PAGE


def test_new_tracklets_are_told_of_and_move_no_row(
    gallery: GalleryModel, desk: OpenCase, qtbot: QtBot
) -> None:
    first = gallery.tracklet(0)
    earlier = replace(first, id=first.id - 1 + 900)
    held(desk).people.append(earlier)
    with qtbot.waitSignal(gallery.news_changed) as news:
        desk.changes.publish(ChangeSet(tracklets=True))
    assert news.args == [1]
    assert gallery.rowCount() == 300
    gallery.reload()
    qtbot.waitUntil(lambda: gallery.total == 301)


def test_pages_that_a_running_job_moved_show_nobody_twice(
    gallery: GalleryModel, desk: OpenCase, qtbot: QtBot
) -> None:
    # a file that comes earlier in the order gains a tracklet while later pages are unread
    newcomer = made_up_tracklet(held(desk).held[0], 700)
    held(desk).people.append(newcomer)
    ids = [read(gallery, qtbot, row).id for row in range(gallery.rowCount())]
    assert len(ids) == len(set(ids)) == 300
    assert newcomer.id not in ids


def test_an_empty_gallery_shows_the_first_tracklets_by_itself(desk: OpenCase, qtbot: QtBot) -> None:
    people, held(desk).people = held(desk).people, []
    model = GalleryModel(desk, ThumbnailCache(desk.tasks, PICTURE), UTC)
    model.show(TrackletFilter())
    qtbot.waitUntil(lambda: model.has_loaded)
    held(desk).people = people[:3]
    desk.changes.publish(ChangeSet(tracklets=True))
    qtbot.waitUntil(lambda: model.rowCount() == 3)


def test_candidates_tell_rank_and_facts_but_no_similarity(
    desk: OpenCase, qtmodeltester: ModelTester
) -> None:
    model = CandidateModel(ThumbnailCache(desk.tasks, PICTURE), UTC)
    qtmodeltester.check(model)
    model.show(desk.case.search(held(desk).people[0].id, SearchConfig()))
    index = model.index(2)
    assert index.data(TileRole.RANK) == 3
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "candidate 3 of 60, camera camera2, infrared, 17:00:09 UTC, undecided"
    everything = [str(index.data(role)) for role in (*TileRole, Qt.ItemDataRole.ToolTipRole)]
    assert not any("0.97" in text or "%" in text for text in everything[1:])


def test_the_footage_table_keeps_the_rules_of_models(
    desk: OpenCase, qtmodeltester: ModelTester
) -> None:
    model = FootageTableModel(UTC)
    qtmodeltester.check(model)
    footage = held(desk).held
    model.show(footage[:1])
    model.show(footage)
    assert model.rowCount() == 2
    model.show([footage[0], replace(footage[1], camera="South")])
    assert model.index(1, FootageColumn.CAMERA).data() == "South"
    model.show([])
    assert model.rowCount() == 0


def test_growing_footage_resets_nothing(desk: OpenCase, qtbot: QtBot) -> None:
    model = FootageTableModel(UTC)
    footage = held(desk).held
    model.show(footage[:1])
    with qtbot.assertNotEmitted(model.modelReset):
        model.show(footage)


def test_a_file_says_why_it_failed_and_how_fast_it_goes(desk: OpenCase) -> None:
    model = FootageTableModel(UTC)
    failed = replace(held(desk).held[0], state=FootageState.FAILED, failure="cut off")
    running = replace(held(desk).held[1], state=FootageState.INDEXING)
    model.show([failed, running])
    model.show_progress(2, Progress("Finding", 5, 10, "frames", rate=42.4, seconds_left=61))
    assert model.index(0, FootageColumn.PROGRESS).data() == "cut off"
    text = model.index(1, FootageColumn.PROGRESS).data()
    assert text == "42 frames/s · about 1 min 01 s left"


def test_modality_says_who_says_so(desk: OpenCase) -> None:
    model = FootageTableModel(UTC)
    model.show(held(desk).held)
    assert model.index(0, FootageColumn.MODALITY).data() == "visible, proposed"
    mixed = tuple(
        replace(held(desk).held[0].proposed_segments[0], modality=kind) for kind in Modality
    )
    model.show([replace(held(desk).held[0], proposed_segments=mixed)])
    assert model.index(0, FootageColumn.MODALITY).data() == "both, proposed"


def save_picture(path: Path, side: int = 64) -> Path:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    assert image.save(str(path))
    return path


def test_thumbnails_stay_within_their_budget_and_are_decoded_again(
    desk: OpenCase, qtbot: QtBot, tmp_path: Path
) -> None:
    paths = [save_picture(tmp_path / f"{number}.png") for number in range(6)]
    one_px_bytes = 40 * 40 * 4
    cache = ThumbnailCache(desk.tasks, PICTURE, budget_bytes=3 * one_px_bytes)
    for path in paths:
        assert cache.image(path) is None
    qtbot.waitUntil(lambda: cache.is_idle)
    assert 0 < cache.size_bytes <= 3 * one_px_bytes
    missing = [path for path in paths if cache.image(path) is None]
    assert missing
    qtbot.waitUntil(lambda: cache.is_idle)
    assert cache.image(missing[-1]) is not None


def test_an_unreadable_picture_is_null_not_an_error(
    desk: OpenCase, qtbot: QtBot, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    cache = ThumbnailCache(desk.tasks, PICTURE)
    assert cache.image(broken) is None
    qtbot.waitUntil(lambda: cache.is_idle)
    image = cache.image(broken)
    assert image is not None
    assert image.isNull()


def test_files_of_one_name_show_the_folder_that_tells_them_apart(desk: OpenCase) -> None:
    model = FootageTableModel(UTC)
    one, other = held(desk).held
    other = replace(other, path=one.path.parent / "infrared" / one.name)
    model.show([one])
    assert model.index(0, FootageColumn.NAME).data(FootageRole.FOLDER) == ""
    model.show([one, other])
    assert model.index(0, FootageColumn.NAME).data(FootageRole.FOLDER) == one.path.parent.name
    name = model.index(1, FootageColumn.NAME)
    assert name.data(FootageRole.FOLDER) == "infrared"
    assert name.data(Qt.ItemDataRole.AccessibleTextRole) == "camera1.mp4 in infrared"


def test_folders_are_not_told_anew_while_no_file_has_moved(
    desk: OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(
        "app.viewmodels.footage_table_model.telling_folders",
        lambda paths: asked.append(paths) or {},
    )
    model = FootageTableModel(UTC)
    footage = held(desk).held
    model.show(footage)
    model.show([replace(one, state=FootageState.FAILED) for one in footage])
    assert len(asked) == 1
    model.show([replace(one, path=one.path.parent / "moved" / one.name) for one in footage])
    assert len(asked) == 2
