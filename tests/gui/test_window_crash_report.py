"""What is left when the program breaks: kept here, told at the next start, and of no case."""

import faulthandler
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication
from pytestqt.qtbot import QtBot

from app.desktop.crash_report import MOST_KEPT, CrashReports
from app.views.crash_notice import CrashNotice
from tests.gui.fake_case import FakeEngine, WindowMaker
from tests.gui.test_window_keyboard import nameless

ROOT = Path(__file__).parents[2]
BEGIN = (
    "import faulthandler, os, sys; from pathlib import Path;"
    "from app.desktop.crash_report import CrashReports;"
    "reports = CrashReports(Path(sys.argv[1])); reports.begin(); reports.listen();"
)


def run(folder: Path, code: str) -> int:
    """A run of the program that ends as the code says."""
    command = [sys.executable, "-c", BEGIN + code, str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode


@pytest.fixture
def reports(tmp_path: Path) -> Iterator[CrashReports]:
    """Of this run; the hooks of pytest stay as they are."""
    hooks = sys.excepthook, threading.excepthook
    made = CrashReports(tmp_path / "state" / "crashes")
    yield made
    made.end()
    faulthandler.enable(sys.__stderr__)
    sys.excepthook, threading.excepthook = hooks


def test_a_fault_of_the_interpreter_is_told_at_the_next_start(reports: CrashReports) -> None:
    assert run(reports.folder, "faulthandler._sigsegv()") != 0
    reports.begin()
    (report,) = reports.unseen
    text = report.read_text("utf-8")
    assert text.startswith("Duskline ")
    assert "Segmentation fault" in text
    reports.mark_seen()
    assert reports.unseen == []
    assert len(list(reports.folder.glob("seen-*.txt"))) == 1


def test_a_run_that_ends_well_or_is_killed_leaves_nothing(reports: CrashReports) -> None:
    assert run(reports.folder, "reports.end()") == 0
    assert list(reports.folder.iterdir()) == []
    assert run(reports.folder, "os.kill(os.getpid(), 9)") == -9
    reports.begin()
    assert reports.unseen == []
    reports.end()
    assert list(reports.folder.iterdir()) == []


def test_an_exception_is_written_without_what_it_says(reports: CrashReports) -> None:
    code = (
        "\ndef find():\n"
        "    try:\n        {}['camera North']\n"
        "    except KeyError as problem:\n"
        "        raise RuntimeError('the witness R. Vidal') from problem\n"
        "import threading\n"
        "try:\n    find()\nexcept RuntimeError:\n    sys.excepthook(*sys.exc_info())\n"
        "thread = threading.Thread(target=find); thread.start(); thread.join()\n"
        "reports.end()"
    )
    assert run(reports.folder, code) == 0
    (report,) = reports.unseen
    text = report.read_text("utf-8")
    assert text.count("builtins.KeyError") == 2  # of the hook and of the thread
    assert text.index("builtins.KeyError") < text.index("builtins.RuntimeError")
    assert "in find" in text
    for word in ("North", "Vidal", "witness"):
        assert word not in text


def test_a_window_that_runs_is_left_its_report(reports: CrashReports) -> None:
    reports.begin()
    other = CrashReports(reports.folder)
    assert run(reports.folder, "reports.end()") == 0  # takes up what earlier runs left
    reports.write(ValueError("x"))
    reports.end()
    assert len(other.unseen) == 1


def test_only_the_last_reports_are_kept(reports: CrashReports) -> None:
    reports.folder.mkdir(parents=True)
    for number in range(MOST_KEPT + 5):
        (reports.folder / f"new-{number:02}.txt").write_text("x", "utf-8")
    reports.mark_seen()
    kept = sorted(path.name for path in reports.folder.iterdir())
    assert len(kept) == MOST_KEPT
    assert kept[-1] == f"seen-{MOST_KEPT + 4}.txt"


def test_a_folder_that_cannot_be_made_costs_the_reports_alone(tmp_path: Path) -> None:
    (tmp_path / "state").touch()
    reports = CrashReports(tmp_path / "state" / "crashes")
    reports.begin()
    reports.write(ValueError("x"))
    assert reports.unseen == []
    reports.end()


def test_the_next_start_offers_to_show_it(
    open_window: WindowMaker,
    qtbot: QtBot,
    reports: CrashReports,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run(reports.folder, "faulthandler._sigsegv()")
    reports.begin()
    window = open_window(FakeEngine())
    notice = CrashNotice(reports)
    window.add_notice(notice)
    qtbot.waitUntil(notice.isVisible)
    notice.show_button.click()
    dialog = notice.dialog
    assert not notice.isVisible()
    assert "Segmentation fault" in dialog.report.toPlainText()
    assert nameless(dialog) == []
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == dialog.report.toPlainText()
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(opened.append))
    dialog.folder_button.click()
    assert [url.toLocalFile() for url in opened] == [str(reports.folder)]
    dialog.reject()
    assert CrashReports(reports.folder).unseen == []  # told once


def test_whoever_has_no_time_for_it_is_not_asked_again(
    open_window: WindowMaker, reports: CrashReports
) -> None:
    run(reports.folder, "faulthandler._sigsegv()")
    reports.begin()
    window = open_window(FakeEngine())
    notice = CrashNotice(reports)
    window.add_notice(notice)
    notice.close_button.click()
    assert not notice.isVisible()
    assert reports.unseen == []
