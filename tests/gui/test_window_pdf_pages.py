"""Pages of a PDF as pictures: drawn when asked for, kept within bounds, closed at the end."""

import sys
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QSizeF
from pytestqt.qtbot import QtBot

from app.engine_link.task_runner import TaskRunner
from app.viewmodels import pdf_pages
from app.viewmodels.pdf_pages import PdfPages
from tests.gui.fake_reports import drawn_pages

A4 = QSizeF(595.28, 841.89)


@pytest.fixture
def told() -> list[Exception]:
    return []


@pytest.fixture
def tasks(qapp: Any, told: list[Exception]) -> Iterator[TaskRunner]:
    runner = TaskRunner(told.append)
    yield runner
    runner.close()


def opened(qtbot: QtBot, tasks: TaskRunner, *texts: str, **how: Any) -> PdfPages:
    pages = PdfPages(tasks, **how)
    with qtbot.waitSignal(pages.opened):
        pages.open(drawn_pages(*texts))
    return pages


def drawn(qtbot: QtBot, pages: PdfPages, number: int, scale: float) -> Any:
    pages.picture(number, scale)
    qtbot.waitUntil(lambda: pages.is_idle)
    return pages.picture(number, scale)


def test_a_page_is_there_once_it_was_drawn_and_another_size_stands_in_for_it(
    qtbot: QtBot, tasks: TaskRunner
) -> None:
    pages = opened(qtbot, tasks, "one", "two")
    assert [size.width() for size in pages.sizes] == pytest.approx([A4.width()] * 2, abs=0.1)
    assert pages.picture(0, 1.0) is None
    small = drawn(qtbot, pages, 0, 1.0)
    assert (small.width(), small.height()) == (596, 842)
    assert pages.text(0).strip() == "one"
    assert pages.picture(0, 2.0) is small  # until it is drawn
    qtbot.waitUntil(lambda: pages.is_idle)
    assert pages.picture(0, 2.0).width() == 1191
    pages.let_go()


def test_the_page_as_it_was_stands_until_the_new_one_is_drawn(
    qtbot: QtBot, tasks: TaskRunner
) -> None:
    pages = opened(qtbot, tasks, "before")
    before = drawn(qtbot, pages, 0, 1.0)
    with qtbot.waitSignal(pages.opened):
        pages.open(drawn_pages("after", "and more"))
    assert pages.picture(0, 1.0) is before
    assert pages.text(0) == ""
    qtbot.waitUntil(lambda: pages.is_idle)
    assert pages.picture(0, 1.0) is not before
    assert pages.text(0).strip() == "after"
    pages.let_go()


def test_no_more_is_kept_than_the_budget(qtbot: QtBot, tasks: TaskRunner) -> None:
    one_page = 596 * 842 * 4
    pages = opened(qtbot, tasks, *"abcdef", budget_bytes=2 * one_page)
    for number in range(6):
        drawn(qtbot, pages, number, 1.0)
    kept = [image for image in pages._pictures.values() if not image.isNull()]
    assert len(kept) == 2
    pages.let_go()


def test_pages_that_went_out_of_sight_are_not_drawn(qtbot: QtBot, tasks: TaskRunner) -> None:
    pages = opened(qtbot, tasks, *"abcdef")
    for number in range(6):
        pages.picture(number, 1.0)
    pages.forget_wishes(range(2, 4))
    qtbot.waitUntil(lambda: pages.is_idle)
    assert {number for number, _ in pages._pictures} <= {0, 2, 3, 5}  # one was under way
    assert {2, 3} <= {number for number, _ in pages._pictures}
    pages.let_go()


def test_a_page_is_never_larger_than_memory_allows(
    qtbot: QtBot, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_pages, "MOST_PIXELS", 250_000)
    pages = opened(qtbot, tasks, "one")
    image = drawn(qtbot, pages, 0, 40.0)
    assert image.width() * image.height() <= 252_000
    pages.let_go()


def test_a_library_that_is_missing_is_named(
    qtbot: QtBot, tasks: TaskRunner, told: list[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    pages = PdfPages(tasks)
    pages.open(drawn_pages("one"))
    qtbot.waitUntil(lambda: bool(told))
    assert str(told[0]).startswith("pypdfium2 is not installed")
    pages.let_go()


def test_every_document_is_closed(
    qtbot: QtBot, qapp: Any, told: list[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[object] = []
    close = pypdfium2.PdfDocument.close

    def counted(document: Any, *rest: Any) -> None:
        closed.append(document)
        close(document, *rest)

    read, opened_ones = pdf_pages._read, []

    def noted(pdf: bytes) -> Any:
        opened_ones.append(read(pdf))
        return opened_ones[-1]

    monkeypatch.setattr(pypdfium2.PdfDocument, "close", counted)
    monkeypatch.setattr(pdf_pages, "_read", noted)
    tasks = TaskRunner(told.append)
    pages = opened(qtbot, tasks, "one")
    with qtbot.waitSignal(pages.opened):
        pages.open(drawn_pages("two"))
    pages.picture(0, 3.0)
    pages.open(drawn_pages("three"))
    pages.let_go()
    tasks.close()
    qapp.processEvents()
    assert len(opened_ones) >= 2
    assert {id(one.document) for one in opened_ones} == {id(one) for one in closed}
    assert not told
