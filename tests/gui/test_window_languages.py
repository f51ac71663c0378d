"""The window in German and in a pseudo-locale: nothing stays English, and nothing is cut off."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QSpinBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.settings.languages import put_on_language
from app.views.places import EVIDENCE, INDEX, RECORD, REVIEW, SEARCH
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case
from tests.gui.pseudo_locale import pseudo_locale, unmarked
from tests.gui.test_window_sizes import is_inside, review_something

SMALLEST = (960, 600)
PLACES = [RECORD, EVIDENCE, INDEX, SEARCH, REVIEW]
DATA = re.compile(
    r"""(?x)
    Duskline | UTC | Strg | Ctrl | Shift | Tab | Esc | Alt | Space | Return | Enter | Backspace | Del
    | SHA-256 | English | Deutsch | System
    """
)


def texts_of(widget: QWidget) -> Iterator[str]:
    """Every text that a widget shows or tells a screen reader."""
    yield from (
        widget.toolTip(),
        widget.accessibleName(),
        widget.accessibleDescription(),
        widget.statusTip(),
        widget.whatsThis(),
    )
    if widget.isWindow():
        yield widget.windowTitle()
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit():
            yield widget.placeholderText()
        case QComboBox():
            yield from (widget.itemText(row) for row in range(widget.count()))
            yield widget.placeholderText()
        case QSpinBox():
            yield from (widget.prefix(), widget.suffix(), widget.specialValueText())
        case QHeaderView() if widget.orientation() is Qt.Orientation.Horizontal:
            model: QAbstractItemModel = widget.model()
            for column in range(model.columnCount() if model else 0):
                yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        case QMenu():
            yield widget.title()
    for action in widget.actions():
        yield from action_texts(action)


def action_texts(action: QAction) -> Iterator[str]:
    yield action.text()
    yield action.toolTip()



def cut_texts(page: QWidget) -> Iterator[str]:
    for button in page.findChildren(QAbstractButton):
        if not button.isVisible() or not button.text():
            continue
        if isinstance(button, QToolButton) and button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
            continue
        if isinstance(button, QToolButton): 
            needed = button.sizeHint().width()
        else:
            needed = button.sizeHint().width()
        if button.width() < needed:
            yield f"{type(button).__name__} {button.text()!r} {button.width()} of {needed}"
        if not is_inside(button, page):
            yield f"outside {type(button).__name__} {button.text()!r} {button.geometry()}"
    for text in page.findChildren(QLabel):
        if not text.isVisible() or not text.text(): continue
        if text.wordWrap():
            if text.height() < text.heightForWidth(text.width()): yield f"label {text.text()!r} {text.height()} of {text.heightForWidth(text.width())}"
        elif type(text) is QLabel and text.width() < text.sizeHint().width(): yield f"label {text.text()!r} {text.width()} of {text.sizeHint().width()}"
    for box in page.findChildren(QComboBox):
        if box.isVisible() and box.width() < box.sizeHint().width(): yield f"combo {box.currentText()!r} {box.width()} of {box.sizeHint().width()}"

@pytest.mark.parametrize("language", ["en","de", "pseudo"])
def test_dump(qapp: Any, open_window: WindowMaker, qtbot: QtBot, tmp_path: Path, monkeypatch: Any, language:str) -> None:
    from contextlib import nullcontext
    monkeypatch.setattr("app.composition.put_on_language", lambda *_: None)
    put_on_language(qapp, "de" if language=="de" else "en")
    case = indexed_case(tmp_path / "a.duskcase", people=40)
    with pseudo_locale(qapp) if language=="pseudo" else nullcontext():
        window = open_window(FakeEngine(case), case.path)
        window.resize(*SMALLEST)
        page = window.case_page
        for place in PLACES:
            page.go_to(place)
            page.evidence.table.selectRow(0)
            page.search.show_query_by_id(case.people[0].id)
            qtbot.waitUntil(lambda: page.search.candidates.result is not None)
            if place == REVIEW:
                review_something(case, page)
                qtbot.waitUntil(page.review.query.isVisible)
            qtbot.wait(200)
            inner = (page.record, page.evidence, page.index, page.search, page.review)[place]
            hint=inner.minimumSizeHint()
            if hint.width()>inner.width() or hint.height()>inner.height(): print(language,place,"TOO LARGE", hint, inner.size())
            for line in cut_texts(window): print(language,place,line[:260])
