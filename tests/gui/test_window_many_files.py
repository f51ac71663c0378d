"""Thousands of files, as a folder of a real case holds them, do not hold the window up."""

import time
from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.viewmodels.folders import telling_folders
from app.views.add_report_strip import AddReportStrip
from cba_core.domain.footage import RejectedFile
from cba_core.domain.reports import AddReport, AddWarning
from tests.support.builders import a_footage

MOST_S = 1.0
"""Both took ten times as long and more while their work grew with the square of the files."""


def seconds(work: Callable[[], object]) -> float:
    """Of this thread: what other programs take is not counted."""
    began = time.thread_time()
    work()
    return time.thread_time() - began


def rejected(count: int) -> AddReport:
    files = tuple(
        RejectedFile(path=Path(f"/evidence/{number}.txt"), reason="there is no video stream in it")
        for number in range(count)
    )
    return AddReport(added=(), duplicates=(), rejected=files)


def test_thousands_of_rejected_files_are_listed_at_once(qtbot: QtBot) -> None:
    strip = AddReportStrip()
    qtbot.addWidget(strip)
    strip.resize(900, 300)

    def show() -> None:
        strip.show_report(rejected(5_000))
        strip.grab()

    assert seconds(show) < MOST_S
    text = strip.list.toPlainText().splitlines()
    assert len(text) == 5_000
    assert text[-1] == "4999.txt  —  there is no video stream in it"
    assert strip.list.isReadOnly()


def test_a_few_rejected_files_take_a_few_lines(qtbot: QtBot) -> None:
    strip = AddReportStrip()
    qtbot.addWidget(strip)
    strip.show_report(rejected(2))
    low = strip.list.height()
    strip.show_report(rejected(50))
    assert low < strip.list.height() < 6 * low


def test_a_remark_on_an_added_file_is_shown(qtbot: QtBot) -> None:
    strip = AddReportStrip()
    qtbot.addWidget(strip)
    footage = a_footage()
    remark = AddWarning(footage=footage, text="it holds 2 videos")
    strip.show_report(AddReport(added=(footage,), duplicates=(), rejected=(), warnings=(remark,)))
    assert strip.isVisibleTo(None)
    assert strip.list.toPlainText() == f"{footage.name}  —  it holds 2 videos"


def test_thousands_of_files_of_one_name_are_told_apart_at_once() -> None:
    paths = [
        Path(f"/evidence/site{number // 50}/recorder{number % 50}/ch1/1.mp4")
        for number in range(2_000)
    ]
    told: dict[Path, str] = {}
    assert seconds(lambda: told.update(telling_folders(paths))) < MOST_S
    assert told[paths[51]] == str(Path("site1/recorder1/ch1"))
    assert len(set(told.values())) == 2_000
