"""The line of time of all cameras: what it holds, zooming, and choosing a stretch."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.viewmodels.timeline import timeline_of
from app.viewmodels.timeline_ticks import label_places, tick_texts, ticks_between
from app.widgets.camera_timeline import CameraTimeline
from cba_core.domain.errors import CaseDamagedError
from cba_core.domain.footage import Modality, ModalitySegment, ToldModality
from cba_core.domain.repositories import TrackletFilter, TrackletSpans
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case
from tests.gui.made_up_footage import START, made_up_footage

MADRID = ZoneInfo("Europe/Madrid")
BEGIN = START.timestamp()


def spans(*rows: tuple[int, float]) -> TrackletSpans:
    return TrackletSpans(
        tracklet_ids=np.arange(len(rows), dtype=np.int64),
        footage_ids=np.array([footage for footage, _ in rows], np.int64),
        start_s=np.array([start for _, start in rows]),
        end_s=np.array([start + 1.0 for _, start in rows]),
    )


def test_each_stretch_has_the_modality_it_was_recorded_in() -> None:
    switching = replace(
        made_up_footage(2, Path("dusk.mp4")),
        proposed_segments=(
            ModalitySegment(start_s=0, end_s=40, modality=Modality.VISIBLE),
            ModalitySegment(start_s=40, end_s=120, modality=Modality.INFRARED),
        ),
    )
    timeline = timeline_of([switching], spans((2, 5.0), (2, 39.0), (2, 40.0), (2, 90.0)))
    (row,) = timeline.rows
    assert [(bar.begin - BEGIN, bar.end - BEGIN, bar.modality) for bar in row.bars] == [
        (0, 40, Modality.VISIBLE),
        (40, 120, Modality.INFRARED),
    ]
    assert [list(row.seen[one] - BEGIN) for one in Modality] == [[5.0, 39.0], [40.0, 90.0]]
    told = replace(switching, told_modality=ToldModality(modality=Modality.INFRARED))
    (row,) = timeline_of([told], spans((2, 5.0))).rows
    assert [(bar.end - bar.begin, bar.modality) for bar in row.bars] == [(120, Modality.INFRARED)]
    assert row.count_between(BEGIN + 4, BEGIN + 6) == 1


def test_files_without_a_time_are_counted_and_not_placed() -> None:
    files = [
        made_up_footage(1, Path("a.mp4")),
        made_up_footage(2, Path("b.mp4"), start=None),
    ]
    timeline = timeline_of(files, spans((1, 3.0), (2, 3.0)))
    assert timeline.without_time == 1
    assert [row.camera for row in timeline.rows] == ["a"]


@given(
    begin=st.floats(0, 4e9),
    span=st.floats(10, 1e9),
    most=st.integers(1, 30),
    zone=st.sampled_from(["UTC", "Europe/Madrid", "Asia/Kathmandu", "America/St_Johns"]),
)
def test_ticks_are_few_inside_and_in_order(begin: float, span: float, most: int, zone: str) -> None:
    ticks = ticks_between(begin, begin + span, most, ZoneInfo(zone))
    assert len(ticks) <= most + 1
    assert all(begin <= tick <= begin + span for tick in ticks)
    assert ticks == sorted(set(ticks))
    assert len(tick_texts(ticks, ZoneInfo(zone))) == len(ticks)


def test_ticks_are_round_on_the_clock_of_the_zone() -> None:
    ticks = ticks_between(BEGIN, BEGIN + 6 * 3600, 8, MADRID)
    assert tick_texts(ticks, MADRID)[:3] == ["03-01 18:00", "19:00", "20:00"]
    kathmandu = ZoneInfo("Asia/Kathmandu")
    assert tick_texts(ticks_between(BEGIN, BEGIN + 7200, 3, kathmandu), kathmandu)[0] == (
        "03-01 23:00"
    )


@pytest.fixture
def line(qtbot: QtBot, qapp: Any) -> CameraTimeline:
    from app.widgets.theme import ThemeKeeper

    made = CameraTimeline(ThemeKeeper(qapp, "light"), MADRID)
    qtbot.addWidget(made)
    made.resize(696, 120)
    files = [made_up_footage(number, Path(f"camera{number}.mp4")) for number in (1, 2, 3)]
    made.show_timeline(timeline_of(files, spans((1, 10.0), (2, 20.0), (3, 100.0))))
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_last_time_is_whole_at_the_edge_or_not_there() -> None:
    assert label_places([100, 200, 290], [40, 40, 40], 300) == [104, 204, 256]
    assert label_places([100, 200, 290], [40, 60, 40], 300) == [104, 204, None]
    assert label_places([], [], 300) == []


@given(
    lines=st.lists(st.floats(0, 1000), max_size=12).map(sorted),
    width=st.floats(10, 120),
    edge=st.floats(200, 1000),
)
def test_times_are_whole_and_never_on_one_another(
    lines: list[float], width: float, edge: float
) -> None:
    places = label_places(lines, [width] * len(lines), edge)
    begins = [one for one in places if one is not None]
    assert all(one + width <= edge for one in begins)
    assert all(second - first >= width for first, second in itertools.pairwise(begins))
    assert not lines or places[0] is not None


def test_zooming_keeps_what_is_under_the_pointer_and_never_leaves_the_recordings(
    line: CameraTimeline,
) -> None:
    whole = line.shown
    at = BEGIN + 45
    before = (at - whole[0]) / (whole[1] - whole[0])
    line.zoom(4.0, at)
    begin, end = line.shown
    assert end - begin == pytest.approx((whole[1] - whole[0]) / 4)
    assert (at - begin) / (end - begin) == pytest.approx(before)
    line.zoom(1000.0)
    assert line.shown[1] - line.shown[0] == pytest.approx(10.0)
    line.zoom(1e-6)
    assert line.shown == pytest.approx(whole)


def test_a_drag_chooses_and_a_click_takes_the_choice_back(
    line: CameraTimeline, qtbot: QtBot
) -> None:
    told: list[Any] = []
    line.range_chosen.connect(lambda *ends: told.append(ends))
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(line, left, pos=QPoint(96 + 150, 10))
    qtbot.mouseMove(line, QPoint(96 + 300, 10))
    qtbot.mouseRelease(line, left, pos=QPoint(96 + 300, 10))
    ((begin, end),) = told
    shown = line.shown
    assert begin.timestamp() == pytest.approx(shown[0] + (shown[1] - shown[0]) * 150 / 600, abs=0.5)
    assert end.timestamp() == pytest.approx(shown[0] + (shown[1] - shown[0]) * 300 / 600, abs=0.5)
    qtbot.mouseClick(line, left, pos=QPoint(96 + 400, 10))
    assert told[-1] == (None, None)
    assert line.chosen is None


def test_the_keyboard_alone_zooms_moves_and_chooses(line: CameraTimeline, qtbot: QtBot) -> None:
    told: list[Any] = []
    line.range_chosen.connect(lambda *ends: told.append(ends))
    whole = line.shown
    qtbot.keyClick(line, Qt.Key.Key_Plus)
    zoomed = line.shown
    assert zoomed[1] - zoomed[0] < whole[1] - whole[0]
    qtbot.keyClick(line, Qt.Key.Key_Right)
    assert line.shown[0] > zoomed[0]
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert [end.timestamp() for end in told[-1]] == pytest.approx(line.shown)
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert told[-1] == (None, None)
    qtbot.keyClick(line, Qt.Key.Key_Home)
    assert line.shown == pytest.approx(whole)


def test_it_says_in_words_what_it_shows(line: CameraTimeline) -> None:
    said = line.accessibleDescription()
    assert said.startswith("3 cameras, shown from 2026-03-01 17:59:5")


def test_a_stretch_chosen_there_narrows_the_gallery_and_the_fields_mark_it(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case: FakeCase = indexed_case(tmp_path / "a.duskcase", files=2)
    window = open_window(FakeEngine(case), case.path)
    gallery = window.case_page.search.gallery
    qtbot.waitUntil(lambda: len(gallery.timeline._timeline.rows) == 2)
    everybody = gallery.model.total
    gallery.timeline.range_chosen.emit(START, START + timedelta(seconds=7))
    qtbot.waitUntil(lambda: 0 < gallery.model.total < everybody)
    assert gallery.filters.earliest.moment == START
    gallery.filters.clear()
    qtbot.waitUntil(lambda: gallery.model.total == everybody)
    assert gallery.timeline.chosen is None
    gallery.filters.earliest.show_moment(datetime(2026, 3, 1, 17, 0, 5, tzinfo=UTC))
    assert gallery.timeline.chosen is not None
    assert gallery.timeline.chosen[0] == BEGIN + 5


@pytest.mark.parametrize("can_be_read", [True, False])
def test_it_is_read_when_the_tiles_are_there_or_cannot_be(
    *,
    can_be_read: bool,
    open_window: WindowMaker,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    go_on, read = Event(), []
    ids, all_spans = FakeCase.tracklet_ids, FakeCase.tracklet_spans

    def slow_ids(case: FakeCase, where: TrackletFilter) -> Any:
        assert go_on.wait(20)
        if not can_be_read:
            raise CaseDamagedError(tmp_path, "made up")
        return ids(case, where)

    def noted_spans(case: FakeCase) -> TrackletSpans:
        read.append("spans")
        return all_spans(case)

    monkeypatch.setattr(FakeCase, "tracklet_ids", slow_ids)
    monkeypatch.setattr(FakeCase, "tracklet_spans", noted_spans)
    window = open_window(FakeEngine(indexed_case(tmp_path)), expects_failures=not can_be_read)
    window.open_case(tmp_path)
    qtbot.waitUntil(lambda: window.case_page is not None)
    page = window.case_page
    qtbot.waitUntil(lambda: page.overview.latest is not None)
    qtbot.wait(50)
    assert read == []
    go_on.set()
    qtbot.waitUntil(lambda: bool(read))
    qtbot.waitUntil(lambda: "0 cameras" not in page.search.gallery.timeline.accessibleDescription())
    qtbot.wait(50)
    assert read == ["spans"]
