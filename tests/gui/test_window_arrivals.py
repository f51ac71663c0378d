"""One window a person: a second start, named paths and what is dropped reach the first."""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.one_instance import OneInstance, Wish
from app.viewmodels.folders import case_folder_of
from app.views.places import EVIDENCE, SEARCH
from cba_core.domain.ids import FootageId, tracklet_id
from tests.gui.conftest import is_loaded
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case

ROOT = Path(__file__).parents[2]
A_TRACKLET = tracklet_id(FootageId(1), 2)


@pytest.fixture
def runtime() -> Iterator[Path]:
    """A folder with a short name: the path of a socket has 108 characters at most."""
    with tempfile.TemporaryDirectory(prefix="dl") as folder:
        yield Path(folder) / "duskline"


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    made = indexed_case(tmp_path / "a.duskcase")
    made.path.mkdir()
    return made


def start_again(runtime: Path, wish: Wish, qtbot: QtBot) -> bool:
    """What a second start does, in a process of its own."""
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from app.desktop.one_instance import OneInstance, Wish;"
        "application = QCoreApplication([]);"
        "one = OneInstance(Path(sys.argv[1]));"
        "print(one.hand_on(Wish.from_line(sys.argv[2].encode())))"
    )
    done: list[subprocess.CompletedProcess[str]] = []

    def run() -> None:
        command = [sys.executable, "-c", code, str(runtime), wish.to_line().decode()]
        done.append(subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True))

    thread = threading.Thread(target=run, name="second-start")
    thread.start()
    qtbot.waitUntil(lambda: bool(done), timeout=30_000)
    thread.join()
    return done[0].stdout.strip() == "True"


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def entering(data: QMimeData) -> QDragEnterEvent:
    enter = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    enter.ignore()
    return enter


def drop(target: QWidget, *paths: Path) -> bool:
    """Whether the target takes what is dropped."""
    data = files(*paths)
    enter = entering(data)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    let_go = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(target, let_go)
    return True


def test_a_second_start_hands_its_wish_to_the_first(runtime: Path, qtbot: QtBot) -> None:
    first = OneInstance(runtime)
    assert not first.hand_on(Wish())
    told: list[Wish] = []
    first.wanted.connect(told.append)
    wish = Wish((Path("/cases/böse 'x'.duskcase"), Path("/stick/a.mp4")), A_TRACKLET)
    assert start_again(runtime, wish, qtbot)
    assert start_again(runtime, Wish(), qtbot)
    assert told == [wish, Wish()]
    first.let_go()
    assert not start_again(runtime, wish, qtbot)  # the next one is the first


def test_what_a_killed_window_left_behind_is_no_obstacle(runtime: Path, qtbot: QtBot) -> None:
    code = (
        "import os, sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from app.desktop.one_instance import OneInstance, Wish;"
        "application = QCoreApplication([]); one = OneInstance(Path(sys.argv[1]));"
        "assert not one.hand_on(Wish()); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(runtime)], cwd=ROOT, check=False)
    assert killed.returncode == -9
    assert {path.name for path in runtime.iterdir()} == {"window.lock", "window.socket"}
    first = OneInstance(runtime)
    assert not first.hand_on(Wish())
    told: list[Wish] = []
    first.wanted.connect(told.append)
    assert start_again(runtime, Wish((Path("/a.duskcase"),)), qtbot)
    assert len(told) == 1
    first.let_go()


def test_nobody_else_can_listen_or_speak(runtime: Path, qtbot: QtBot) -> None:
    first = OneInstance(runtime)
    first.hand_on(Wish())
    assert (runtime / "window.socket").stat().st_mode & 0o077 == 0
    assert runtime.stat().st_mode & 0o077 == 0
    first.let_go()
    runtime.chmod(0o777)
    shared = OneInstance(runtime)
    assert not shared.hand_on(Wish())
    assert not (runtime / "window.socket").exists()


@pytest.mark.parametrize(
    "line",
    [b"", b"{", b"[]", b'{"paths": "a"}', b'{"paths": ["a"]}', b'{"paths": [], "query": "1"}',
     b'{"paths": [1]}', b'{"paths": [], "query": true}'],
)  # fmt: skip
def test_what_is_no_wish_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        Wish.from_line(line)


def test_a_case_is_known_by_its_folder_and_by_the_file_in_it(tmp_path: Path) -> None:
    assert case_folder_of(tmp_path / "a.duskcase") == tmp_path / "a.duskcase"
    named = tmp_path / "renamed"
    named.mkdir()
    assert case_folder_of(named) is None
    (named / "case.json").touch()
    assert case_folder_of(named) == case_folder_of(named / "case.json") == named
    assert case_folder_of(tmp_path / "a.mp4") is None


def test_named_paths_open_a_case_and_then_add_footage_to_it(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, tmp_path: Path
) -> None:
    window = open_window(FakeEngine(case))
    window.arrivals.take(Wish((case.path,), A_TRACKLET))
    clip = tmp_path / "new.mp4"
    clip.touch()
    window.arrivals.take(Wish((clip,)))  # comes while the case is on its way
    qtbot.waitUntil(lambda: is_loaded(window))
    qtbot.waitUntil(lambda: any(one.name == "new.mp4" for one in case.held))
    assert window.case_page.place == EVIDENCE
    window.arrivals.take(Wish((case.path,), A_TRACKLET))  # it is open: only the query is shown
    qtbot.waitUntil(lambda: window.case_page.search.candidates.query is not None)
    assert window.case_page.place == SEARCH
    assert not case.is_closed


def test_a_case_is_dropped_on_start_page_and_window(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, tmp_path: Path
) -> None:
    other = indexed_case(tmp_path / "b.duskcase")
    other.path.mkdir()
    window = open_window(FakeEngine(case, other))
    clip = tmp_path / "new.mp4"
    clip.touch()
    assert not drop(window, clip)  # there is no case to add it to
    assert not drop(window)
    assert drop(window, case.path)
    qtbot.waitUntil(lambda: is_loaded(window))
    assert window.case_page.desk.case is case
    data = files(other.path / "case.json")
    enter = entering(data)
    window.case_page.evidence.dragEnterEvent(enter)
    assert not enter.isAccepted()  # it is no footage, and goes up to the window
    assert drop(window, other.path / "case.json")
    qtbot.waitUntil(lambda: is_loaded(window) and window.case_page.desk.case is other)
    assert drop(window, clip)
    qtbot.waitUntil(lambda: any(one.name == "new.mp4" for one in other.held))


def test_what_cannot_be_taken_is_said(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, tmp_path: Path
) -> None:
    window = open_window(FakeEngine(case), expects_failures=True)
    told: list[Any] = []
    window.failures.failed.connect(told.append)

    def said(*paths: Path) -> str:
        told.clear()
        window.arrivals.take(Wish(paths))
        qtbot.waitUntil(lambda: bool(told))
        window.teller.dialog.reject()
        return f"{told[0].what} {told[0].remedy}"

    clip = tmp_path / "new.mp4"
    assert "nothing at" in said(clip)
    clip.touch()
    assert "new.mp4 is no case. Open a case first" in said(clip)
    assert "Only a.duskcase was opened." in said(case.path, clip)
    qtbot.waitUntil(lambda: is_loaded(window))


@pytest.mark.qt_log_ignore("does not support raise")  # said by offscreen
def test_another_start_brings_the_window_to_the_front(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = open_window(FakeEngine(case))
    window.showMinimized()
    window.arrivals.come(Wish((case.path,)))
    qtbot.waitUntil(lambda: is_loaded(window) and not window.isMinimized())
    window.showMinimized()
    window.arrivals.come(Wish())
    qtbot.waitUntil(lambda: not window.isMinimized())


def test_a_wish_waits_for_the_dialog_that_is_open(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = open_window(FakeEngine(case))
    dialog = QDialog(window)
    dialog.open()
    window.arrivals.take(Wish((case.path,)))
    qtbot.wait(50)
    assert not window.is_opening
    dialog.reject()
    qtbot.waitUntil(lambda: is_loaded(window))


@pytest.mark.skipif(os.name == "nt", reason="sockets are no files there")
def test_the_program_started_twice_has_one_window(runtime: Path, tmp_path: Path) -> None:
    home = {name: str(tmp_path / name) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    home["XDG_RUNTIME_DIR"] = str(runtime.parent)
    environment = {**os.environ, **home, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "app"]
    with subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL) as first:
        try:
            deadline = 200
            while not (runtime / "window.socket").exists() and deadline:
                deadline -= 1
                first.poll()
                threading.Event().wait(0.1)
            again = subprocess.run(
                command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60,
                check=False,
            )  # fmt: skip
            assert again.returncode == 0, again.stderr
            assert "Duskline is open already" in again.stdout
            assert first.poll() is None
        finally:
            first.terminate()
