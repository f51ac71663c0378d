"""Help leads to the guide that lies beside the program, and to no network."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from app.desktop.user_guide import guide_place
from app.widgets.command_list import commands_of
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl


def test_the_built_guide_goes_before_its_pages(tmp_path: Path) -> None:
    assert guide_place(tmp_path) is None
    pages = tmp_path / "docs" / "index.md"
    pages.parent.mkdir()
    pages.touch()
    assert guide_place(tmp_path) == pages.parent
    built = tmp_path / "site" / "index.html"
    built.parent.mkdir()
    built.touch()
    assert guide_place(tmp_path) == built


def test_the_menu_opens_a_local_file(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    window = open_window(FakeEngine(FakeCase(tmp_path / "a.duskcase")))
    (guide,) = (one for one in commands_of(window.menuBar()) if one.name == "Help: User guide")
    guide.action.trigger()
    (url,) = opened
    assert url.isLocalFile()
    assert Path(url.toLocalFile()).exists()
