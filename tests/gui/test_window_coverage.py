"""What the window says was looked through: absent, failed, not begun and left out differ."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.views.places import INDEX
from cba_core.domain.coverage import RecordingGaps
from cba_core.domain.footage import Footage, FootageState
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case

ADDED, INDEXED, FAILED, MISSING = (
    FootageState.ADDED,
    FootageState.INDEXED,
    FootageState.FAILED,
    FootageState.MISSING,
)

TWO_FILES = "2 files to look through, 3 min of footage"


def gone(footage: Footage, reached: FootageState) -> Footage:
    return replace(footage, state=MISSING, reached_before=reached)


def in_states(path: Path, *states: FootageState | tuple[FootageState, FootageState]) -> FakeCase:
    """A case whose files are in these states; a pair is what a missing file had reached."""
    case = indexed_case(path, files=len(states))
    case.held = [
        gone(footage, state[1]) if isinstance(state, tuple) else replace(footage, state=state)
        for footage, state in zip(case.held, states, strict=True)
    ]
    return case


def test_the_banner_tells_searched_missing_failed_and_waiting_files_apart(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = in_states(
        tmp_path / "a.duskcase",
        INDEXED,
        (MISSING, INDEXED),
        (MISSING, ADDED),
        FAILED,
        ADDED,
        ADDED,
    )
    window = open_window(FakeEngine(case), case.path)
    search = window.case_page.search
    search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: search.candidates.result is not None)
    told = search.candidates.banner.text.text()
    assert "infrared tracklets of 2 files searched;" in told
    assert "2 files not indexed yet." in told
    assert "1 file failed." in told
    assert "1 file missing and never indexed." in told


def test_files_left_out_for_want_of_a_time_are_told_and_how_to_help(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase", files=1)
    case.without_time = 2
    window = open_window(FakeEngine(case), case.path)
    candidates = window.case_page.search.candidates
    window.case_page.search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: candidates.result is not None)
    assert "2 files without a recorder time left out." in candidates.banner.text.text()
    assert candidates._none.heading.text() == "Nothing passes the filter"
    assert candidates._none.text.text().startswith(
        "2 files have no recorder time and are left out."
    )


def test_a_gap_is_no_footage_and_the_banner_says_so(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase", files=2)
    case.gaps = RecordingGaps(gaps=3, seconds=130.4, files=1)
    window = open_window(FakeEngine(case), case.path)
    candidates = window.case_page.search.candidates
    window.case_page.search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: candidates.result is not None)
    assert (
        "3 gaps in 1 file, 2 min 10 s together, hold no footage." in candidates.banner.text.text()
    )


def test_a_filter_that_nobody_passes_is_named_as_the_reason(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase", files=1)
    window = open_window(FakeEngine(case), case.path)
    candidates = window.case_page.search.candidates
    window.case_page.search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: candidates.result is not None)
    assert candidates._none.heading.text() == "There is nobody to compare with"
    candidates.filters.length.setValue(3)
    qtbot.waitUntil(lambda: candidates._none.heading.text() == "Nothing passes the filter")


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ([INDEXED, (MISSING, INDEXED)], ("done", "Everything is indexed")),
        ([INDEXED, (MISSING, ADDED)], ("1 missing", "1 file is missing and not indexed")),
        ([(MISSING, ADDED)] * 2, ("2 missing", "2 files are missing and not indexed")),
        ([INDEXED, FAILED], ("1 failed", "1 file failed and is tried again, 2 min of footage")),
        (
            [ADDED, FAILED, (MISSING, ADDED)],
            (
                "1 left, 1 failed, 1 missing",
                f"{TWO_FILES}, 1 of them failed before, 1 file missing",
            ),
        ),
    ],
)
def test_what_is_left_is_counted_once_and_the_missing_are_not_called_indexed(
    open_window: WindowMaker, tmp_path: Path, states: list[FootageState], said: tuple[str, str]
) -> None:
    case = in_states(tmp_path / "a.duskcase", *states)
    window = open_window(FakeEngine(case), case.path)
    page = window.case_page
    assert (page.places[INDEX].left, page.index.heading.text()) == said


def test_what_was_looked_through_counts_missing_files_that_were(
    open_window: WindowMaker, tmp_path: Path
) -> None:
    case = in_states(tmp_path / "a.duskcase", INDEXED, (MISSING, INDEXED), (MISSING, ADDED))
    window = open_window(FakeEngine(case), case.path)
    assert window.case_page.index.text.text().startswith("2 files have been looked through.")
