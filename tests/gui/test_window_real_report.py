"""A report in the real window over the real engine: what is shown is what is written."""

import json
import shutil
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.engine_link.real_engine import RealEngine
from app.settings.app_settings import AppSettings
from app.views.places import RECORD, REPORT
from cba_core.case import Case
from cba_core.domain.decisions import Verdict
from cba_core.domain.edits import SetVerdict
from cba_core.domain.footage import Modality
from cba_core.domain.repositories import TrackletFilter
from tests.gui.fake_case import WindowMaker
from tests.gui.test_window_keyboard import CTRL, press
from tests.support.small_case import a_case, cba, footage_with_tracks


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real-report")
    footage_with_tracks(folder / "stick", "day", frames=30)
    footage_with_tracks(folder / "stick", "night", colour=False, frames=30)
    path = a_case(folder, folder / "stick")
    cba("index", path, "--detector", "motchallenge", "--stride", 1)
    for _ in range(2):
        cba("exhibit", "still", path, "--tracklet", "1-1")
    with Case.open(path) as case:
        query = case.tracklets(TrackletFilter(modality=Modality.VISIBLE))[0]
        candidate = case.tracklets(TrackletFilter(modality=Modality.INFRARED))[0]
        case.review.apply(
            SetVerdict(query=(query.id,), candidate=candidate.id, verdict=Verdict.CANNOT_SAY)
        )
    return path


@pytest.fixture
def path(decided: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    place = tmp_path / "out"
    place.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(place))
    return shutil.copytree(decided, tmp_path / decided.name)


def report_of(open_window: WindowMaker, qtbot: QtBot, settings: Any, path: Path, **how: Any) -> Any:
    window = open_window(RealEngine(settings), path, **how)
    window.case_page.go_to(REPORT)
    page = window.case_page.report
    qtbot.waitUntil(lambda: page.is_shown and page.contents.exhibits.count() == 2, timeout=20_000)
    return page


def test_what_is_shown_is_written_and_the_lists_come_out_again(
    open_window: WindowMaker, qtbot: QtBot, settings: AppSettings, path: Path, tmp_path: Path
) -> None:
    page = report_of(open_window, qtbot, settings, path)
    log = page._desk.case.log
    before = log.head()
    page.contents.title.setText("A person at the gate")
    page.contents.exhibits.item(1).setCheckState(Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: page.is_shown and "A person at the gate" in page.pages.text(0))
    shown = [page.pages.text(0), len(page.pages.sizes)]
    assert log.head() == before  # looking leaves no trace
    press(qtbot, Qt.Key.Key_R, CTRL)
    qtbot.waitUntil(page.making.result.isVisible, timeout=20_000)
    folder = tmp_path / "out" / "small-report"
    document = pypdfium2.PdfDocument(folder / "report.pdf")
    first = document[0]
    text = first.get_textpage()
    assert [text.get_text_bounded(), len(document)] == shown
    for part in (text, first, document):
        part.close()
    told = json.loads((folder / "report.json").read_text("ascii"))
    assert told["case"]["title"] == "A person at the gate"
    assert [one["left_out"] is None for one in told["exhibits"]] == [True, False]
    assert told["case"]["log_head"] == str(before) == page.making.head.toolTip()
    assert log.entries(before.count + 1)[0].details["report_sha256"] == (
        page.making.digest.toolTip()
    )
    qtbot.mouseClick(page.making.check_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: page.making.said.text() == "1 list made again, the same rank by rank.",
        timeout=20_000,
    )
    qtbot.waitUntil(lambda: page.is_shown)
    assert list((tmp_path / "cache" / "duskline" / "previews").iterdir()) == []


def test_what_was_mended_is_missing_no_more(
    open_window: WindowMaker, qtbot: QtBot, settings: AppSettings, path: Path
) -> None:
    page = report_of(open_window, qtbot, settings, path)
    case_page = page.window().case_page
    jump = next(one for one in page.lacks.jumps if "not compared" in one.accessibleName())
    qtbot.mouseClick(jump, Qt.MouseButton.LeftButton)
    assert case_page.place == RECORD
    qtbot.mouseClick(case_page.record.integrity.whole_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: case_page.record.integrity.outcome.text().startswith("Nothing is damaged"),
        timeout=20_000,
    )
    case_page.go_to(REPORT)
    qtbot.waitUntil(
        lambda: (
            page.is_shown
            and not any("not compared" in one.accessibleName() for one in page.lacks.jumps)
        )
    )
    assert case_page.places[REPORT].left == "1 finding, 4 missing"


def test_an_exhibit_that_is_not_what_it_was_is_refused_and_then_left_out(
    open_window: WindowMaker, qtbot: QtBot, settings: AppSettings, path: Path, tmp_path: Path
) -> None:
    (path / "exhibits" / "E0002" / "still.png").write_bytes(b"another")
    page = report_of(open_window, qtbot, settings, path, expects_failures=True)
    window = page.window()
    page.making.choose_place()
    qtbot.waitUntil(lambda: window.teller.dialog is not None, timeout=20_000)
    assert "E0002 still.png: its content has changed" in window.teller.dialog.failure.what
    window.teller.dialog.reject()
    assert list((tmp_path / "out").iterdir()) == []
    assert "E0002" in page.contents.faulty.text()
    page.contents.exhibits.item(1).setCheckState(Qt.CheckState.Unchecked)
    page.making.choose_place()
    qtbot.waitUntil(page.making.result.isVisible, timeout=20_000)
    told = json.loads((tmp_path / "out" / "small-report" / "report.json").read_text("ascii"))
    assert told["exhibits"][1]["left_out"] == "still.png: its content has changed"
    qtbot.waitUntil(lambda: page.is_shown)
