"""Under whose name the window logs, and what it leaves to write down when a case is closed."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from app.engine_link.real_engine import RealEngine
from app.operations.footage_operations import add_footage, find_footage
from app.operations.indexing_operations import start_indexing
from app.settings.app_settings import AppSettings
from app.views import closed_case_notice
from cba_core.case import Case
from cba_core.config.index_config import IndexConfig
from cba_core.domain.case_log import LogAuthor
from cba_core.domain.errors import CbaError
from cba_core.domain.progress import Unattended
from cba_core.jobs import case_jobs
from cba_core.jobs.requests import AddFootageRequest
from tests.gui.fake_case import FakeEngine, WindowMaker, indexed_case
from tests.support.builders import some_case_facts
from tests.support.small_case import footage_with_tracks


def answering(name: str, *, is_told: bool = True) -> object:
    return staticmethod(lambda *_args, **_named: (name, is_told))


def test_the_engine_logs_under_your_name_and_else_under_the_examiners(
    settings: AppSettings, tmp_path: Path
) -> None:
    engine = RealEngine(settings)
    first = engine.create_case(tmp_path / "a.duskcase", some_case_facts())
    assert first.log.author == LogAuthor("A. Examiner")
    first.close()
    settings.your_name = "Y. Ourself"
    again = engine.open_case(tmp_path / "a.duskcase")
    assert again.log.author == LogAuthor("Y. Ourself")
    again.close()
    engine.create_case(tmp_path / "b.duskcase", some_case_facts()).close()
    with Case.open(tmp_path / "b.duskcase", read_only=True) as made:
        assert [one.actor for one in made.log.entries()] == ["Y. Ourself"]


def test_your_name_is_remembered_and_the_form_asks_for_it(
    open_window: WindowMaker, settings: AppSettings, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(FakeEngine())
    form = window.start_page.form
    assert form.your_name.text() == ""
    for field, text in (
        (form.number, "2026-7"), (form.examiner, "A. Examiner"), (form.your_name, " Y. Ourself "),
        (form.purpose, "test"), (form.folder, str(tmp_path)),
    ):  # fmt: skip
        field.setText(text)
    form.zone.setEditText("Europe/Madrid")
    form.create_button.click()
    qtbot.waitUntil(lambda: window.case_page is not None)
    qtbot.waitUntil(lambda: window.case_page.overview.latest is not None)
    assert settings.your_name == "Y. Ourself"
    window.closings.finish()
    qtbot.waitUntil(lambda: AppSettings.load(settings.file).your_name == "Y. Ourself")


def test_another_name_holds_at_once_and_jobs_of_the_worker_go_by_it(
    open_window: WindowMaker, settings: AppSettings, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    case = indexed_case(tmp_path / "a.duskcase")
    engine = FakeEngine(case)
    window = open_window(engine, case.path)
    page = window.case_page
    shown = page._bar._facts.toolTip
    assert "logged as" not in shown()
    monkeypatch.setattr(QInputDialog, "getText", answering("  Y. Ourself "))
    window._ask_your_name()
    assert case.log.author == LogAuthor("Y. Ourself")
    assert "logged as Y. Ourself" in shown()
    assert window.start_page.form.your_name.text() == settings.your_name == "Y. Ourself"
    monkeypatch.setattr(QInputDialog, "getText", answering("nobody", is_told=False))
    window._ask_your_name()
    assert settings.your_name == "Y. Ourself"
    (worker,) = engine.workers
    worker.requests.clear()
    add_footage(desk=page.desk, paths=[tmp_path / "x.mp4"])
    find_footage(desk=page.desk, folder=tmp_path)
    start_indexing(desk=page.desk, config=IndexConfig())
    asked = [*worker.requests, *page.desk.jobs.waiting]
    assert [type(one).__name__ for one in asked] == [
        "AddFootageRequest", "FindFootageRequest", "IndexRequest",
    ]  # fmt: skip
    assert {one.author for one in asked} == {LogAuthor("Y. Ourself")}
    monkeypatch.setattr(QInputDialog, "getText", answering(""))
    window._ask_your_name()
    assert case.log.author == LogAuthor(case.facts.examiner)
    assert "logged as" not in shown()


def test_the_workers_rows_bear_the_name_of_the_request(tmp_path: Path) -> None:
    path = tmp_path / "a.duskcase"
    Case.create(path, some_case_facts()).close()
    clip = footage_with_tracks(tmp_path / "stick", "day", frames=5)
    request = AddFootageRequest(case_path=path, paths=(clip,), author=LogAuthor("Y. Ourself"))
    case_jobs.add_footage(request, Unattended(), lambda _: None)
    with Case.open(path, read_only=True) as case:
        assert [one.actor for one in case.log.entries()] == ["A. Examiner", "Y. Ourself"]


def test_E12_the_head_is_shown_when_a_case_is_closed_and_can_be_copied(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    window = open_window(FakeEngine(case), case.path)
    notice = window.closed_notice
    assert notice.isHidden()
    window._leave_case()
    assert window.start_page.isVisible()  # nothing was asked and nothing waited for
    qtbot.waitUntil(notice.isVisible)
    head = "12:" + "3f" * 32
    assert head in notice.text
    assert case.facts.number in notice.text
    notice.copy_button.click()
    assert QGuiApplication.clipboard().text() == head
    assert notice.isHidden()
    monkeypatch.setattr(closed_case_notice, "SHOWN_MS", 1)
    notice._timer.setInterval(1)
    notice.tell("1", head)
    qtbot.waitUntil(notice.isHidden)


def test_a_closed_case_gives_its_head_behind_the_last_row_once(tmp_path: Path) -> None:
    path = tmp_path / "a.duskcase"
    case = Case.create(path, some_case_facts())
    with pytest.raises(CbaError):
        case.index(model=tmp_path / "nothing.safetensors")
    told = case.close()
    assert case.close() is None
    with Case.open(path, read_only=True) as again:
        assert told == again.log.head()
        assert told is not None
        assert told.count == 2
