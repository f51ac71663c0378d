"""The window in German and in a pseudo-locale: nothing stays English, and nothing is cut off."""

import re
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLibraryInfo, QLocale, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QScrollArea,
    QSpinBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.engine_link.failure_bus import Failure
from app.settings.app_settings import AppSettings
from app.settings.languages import language_of_the_system, put_on_language
from app.views import places
from app.views.keyboard_dialog import KeyboardDialog
from app.views.places import EVIDENCE, INDEX, REVIEW, SEARCH
from app.views.reasons_dialog import ReasonsDialog
from app.views.recorded_then import RecordedThen
from app.widgets.command_list import CommandList, commands_of
from app.widgets.error_dialog import ErrorDialog
from app.widgets.key_sheet import KeySheet, all_keys
from app.widgets.labels import ElidedLabel
from app.widgets.place_bar import PlaceButton
from app.widgets.zone_choice import ZoneChoice
from cba_core.domain.footage import RejectedFile
from cba_core.domain.reports import AddReport, AddWarning, DuplicateFile
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case
from tests.gui.pseudo_locale import pseudo, pseudo_locale, unmarked
from tests.gui.test_window_sizes import is_inside, review_something

SMALLEST = (960, 600)
PLACES = sorted(place for name, place in vars(places).items() if name.isupper())
A_WORD = re.compile(r"[^\W\d_]{2,}")
MARKUP = re.compile(r"<[^>]*>|&\w+;|&#x?\w+;")
DATA = re.compile(
    r"\w+\.mp4|Duskline|English|Deutsch|UTC|PTS|SHA-256|Ctrl|Shift|Tab|Esc|Return|Backspace|Delete|Alt|Del|"
    r"camera\d|R\. Vidal|a test|Europe/Madrid|SSD|Text file|ssd-mobilenet-v2|motchallenge|"
    r"efficientnet-lite0|ImageNet-1k: pictures of things, for classification|"
    r"Apache-2\.0( \(the package's licence file\))?|trained by Duskline|"
    r"Not trained for person search\.|starter|untitled|"
    r"3096 unlabelled tracklets: simulated people, real ones|"
    r"EfficientNet-Lite0, ImageNet, of TensorFlow's TPU models, by ML Illustrated|"
    r"TEST|\d:[0-9a-f…]+|[\w/.-]*/[\w/.-]+"
)
"""Names, digits, keys, what a model or a report says of itself: the same in every language."""


@pytest.fixture(params=["de", "pseudo"])
def language(
    request: pytest.FixtureRequest, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A language that every window of the test is in."""
    name: str = request.param
    monkeypatch.setattr("app.composition.put_on_language", lambda *_: None)
    put_on_language(qapp, "de" if name == "de" else "en")
    with pseudo_locale(qapp) if name == "pseudo" else nullcontext():
        yield name
    put_on_language(qapp, "en")


pseudo_alone = pytest.mark.parametrize("language", ["pseudo"], indirect=True)


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    return indexed_case(tmp_path / "a.duskcase", people=40)


@pytest.fixture
def page(language: str, open_window: WindowMaker, qtbot: QtBot, case: FakeCase) -> Any:
    """The page of a case in which there is something to show everywhere, in the least window."""
    window = open_window(FakeEngine(case), case.path)
    window.resize(*SMALLEST)
    page = window.case_page
    page.evidence.table.selectRow(0)
    return page


def go_to(page: Any, place: int, qtbot: QtBot, case: FakeCase) -> QWidget:
    page.go_to(place)
    if place == INDEX:
        qtbot.waitUntil(lambda: page.index.choices.is_known)
    if place == SEARCH:
        page.search.show_query_by_id(case.people[0].id)
        qtbot.waitUntil(lambda: all(player.current is not None for player in page.search.players))
    if place == REVIEW:
        review_something(case, page)
        qtbot.waitUntil(page.review.query.isVisible)
    qtbot.wait(60)
    inner: QWidget = page._stack.currentWidget()
    return inner


# ------------------------------------------------------------------ every text is translated


def texts_of(widget: QWidget) -> Iterator[str]:
    """Every text that a widget shows or tells a screen reader."""
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    if widget.isWindow():
        yield widget.windowTitle()
    match widget:
        case ElidedLabel() | ZoneChoice():
            pass  # the tool-tip of the one holds it whole; zones have the names of their data base
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit():
            yield widget.placeholderText()
        case QComboBox():
            yield from (widget.itemText(row) for row in range(widget.count()))
            yield widget.placeholderText()
        case QSpinBox():
            yield from (widget.prefix(), widget.suffix(), widget.specialValueText())
        case QMenu():
            yield widget.title()
        case QHeaderView() if widget.orientation() is Qt.Orientation.Horizontal:
            model = widget.model()
            columns = range(model.columnCount() if model else 0)
            yield from (str(model.headerData(one, widget.orientation())) for one in columns)
    for action in widget.actions():
        yield from (action.text(), action.toolTip())


def untranslated(whole: QWidget) -> list[str]:
    left = []
    for widget in [whole, *whole.findChildren(QWidget)]:
        for text in texts_of(widget):
            bare = DATA.sub(" ", unmarked(MARKUP.sub(" ", text.replace("&nbsp;", " "))))
            if A_WORD.search(bare):
                left.append(f"{type(widget).__name__}: {text!r}")
    return left


def cells_of(table: Any, columns: tuple[int, ...]) -> Iterator[str]:
    model = table.model()
    for row in range(model.rowCount()):
        yield from (str(model.index(row, column).data()) for column in columns)


@pseudo_alone
@pytest.mark.parametrize("place", PLACES)
def test_every_text_of_a_place_is_translated(
    page: Any, place: int, qtbot: QtBot, case: FakeCase
) -> None:
    go_to(page, place, qtbot, case)
    assert untranslated(page.window()) == []


@pseudo_alone
def test_every_text_of_the_start_page_is_translated(
    language: str, open_window: WindowMaker
) -> None:
    window = open_window(FakeEngine())
    window.start_page.begin_new_case()
    assert untranslated(window) == []


@pseudo_alone
def test_every_text_of_the_dialogs_is_translated(page: Any, qtbot: QtBot, case: FakeCase) -> None:
    go_to(page, REVIEW, qtbot, case)
    window = page.window()
    theme = window._theme
    page.evidence._tell_clock()
    dialogs: list[QWidget] = [
        KeySheet(all_keys(window._keys), window),
        KeyboardDialog(window._keys, window._settings, window),
        CommandList(commands_of(window.menuBar()), window),
        ReasonsDialog(theme, pseudo("heading"), None, window, keys=window._keys),
        ErrorDialog(Failure(what=pseudo("what"), remedy=pseudo("remedy")), theme, window),
        ErrorDialog(Failure(what="", remedy="", is_bug=True, details=""), theme, window),
    ]
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        assert untranslated(dialog) == []
    clock = page.evidence.clock_dialog
    qtbot.waitUntil(lambda: clock.times.rowCount() > 0 or clock.problem.isVisible())
    assert untranslated(clock) == []
    clock.reject()


@pseudo_alone
def test_what_tables_say_of_files_is_translated(page: Any, qtbot: QtBot, case: FakeCase) -> None:
    from app.viewmodels.footage_table_model import FootageColumn

    go_to(page, EVIDENCE, qtbot, case)
    columns = (FootageColumn.STATE, FootageColumn.CLOCK, FootageColumn.MODALITY)
    said = list(cells_of(page.evidence.table, columns))
    assert said
    assert [text for text in said if A_WORD.search(unmarked(text))] == []


@pseudo_alone
@pytest.mark.parametrize("kind", ["people", "history"])
def test_every_text_of_people_and_steps_is_translated(
    page: Any, kind: str, qtbot: QtBot, case: FakeCase
) -> None:
    go_to(page, REVIEW, qtbot, case)
    page.review.lists.kind.choose(kind)
    qtbot.wait(30)
    assert untranslated(page.window()) == []
    titles = [
        entry
        for model in page.review.lists._models
        for entry in (model.entry(row) for row in range(model.rowCount()))
    ]
    assert titles
    said = [DATA.sub(" ", unmarked(f"{one.title} {one.subtitle}")) for one in titles]
    assert [text for text in said if A_WORD.search(text)] == []


@pseudo_alone
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_every_text_of_the_other_cameras_is_translated(
    page: Any, qtbot: QtBot, case: FakeCase
) -> None:
    go_to(page, SEARCH, qtbot, case)
    pane = page.search.query_pane
    pane.also_action.trigger()
    shown = pane.findChild(RecordedThen)
    qtbot.waitUntil(shown.isVisible)
    qtbot.wait(50)
    assert untranslated(shown) == []
    shown.close()


@pseudo_alone
def test_what_became_of_added_files_is_translated(page: Any) -> None:
    strip = page.evidence.report
    rejected = RejectedFile(path=Path("/e/notes.mp4"), reason="the file is empty")
    footage = page.overview.latest.footage[0]
    warned = AddWarning(footage=footage, text="1 damaged packet was skipped")
    twice = DuplicateFile(path=Path("/e/twice.mp4"), footage=footage)
    strip.show_report(
        AddReport(added=(), duplicates=(twice,), rejected=(rejected,), warnings=(warned,))
    )
    left = [DATA.sub(" ", unmarked(line)) for line in strip.lines]
    assert [line for line in left if A_WORD.search(line)] == []
    assert untranslated(strip) == []


# ------------------------------------------------------------------ nothing is cut off


def is_scrolled(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above is not None


def cut_off(page: QWidget) -> list[str]:
    """Buttons and texts that are smaller than their words, or outside of the page."""
    found = []
    for button in page.findChildren(QAbstractButton):
        is_icon = isinstance(button, QToolButton) and (
            button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        # that of a place says with an ellipsis that there is more, which is in its tool-tip
        if (
            not button.isVisible()
            or not button.text()
            or is_icon
            or isinstance(button, PlaceButton)
        ):
            continue
        if button.width() < button.sizeHint().width():
            found.append(f"{button.text()!r}: {button.width()} of {button.sizeHint().width()}")
        if not is_inside(button, page) and not is_scrolled(button):
            found.append(f"{button.text()!r} lies outside")
    for text in page.findChildren(QLabel):
        if not text.isVisible() or not text.text() or isinstance(text, ElidedLabel):
            continue
        if text.wordWrap() and text.height() < text.heightForWidth(text.width()):
            found.append(f"{text.text()!r}: {text.height()} of {text.heightForWidth(text.width())}")
        if not text.wordWrap() and text.width() < text.sizeHint().width():
            found.append(f"{text.text()!r}: {text.width()} of {text.sizeHint().width()}")
    return found


@pytest.mark.parametrize("place", PLACES)
def test_a_place_fits_into_the_smallest_window(
    page: Any, place: int, qtbot: QtBot, case: FakeCase
) -> None:
    inner = go_to(page, place, qtbot, case)
    least = inner.minimumSizeHint()
    assert least.width() <= inner.width()
    assert least.height() <= inner.height()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("size", [SMALLEST, (1440, 900)])
def test_no_words_are_cut_off(
    page: Any, place: int, size: tuple[int, int], qtbot: QtBot, case: FakeCase
) -> None:
    page.window().resize(*size)
    go_to(page, place, qtbot, case)
    require_whole_words(page, qtbot)


def require_whole_words(page: Any, qtbot: QtBot) -> None:
    """In the layout that stays: a page is laid out some time after it is shown."""
    with suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: not cut_off(page), timeout=3000)
    assert cut_off(page) == []


@pytest.mark.parametrize("kind", ["people", "history"])
def test_no_words_of_people_and_steps_are_cut_off(
    page: Any, kind: str, qtbot: QtBot, case: FakeCase
) -> None:
    inner = go_to(page, REVIEW, qtbot, case)
    page.review.lists.kind.choose(kind)
    qtbot.wait(60)
    require_whole_words(page, qtbot)
    assert inner.minimumSizeHint().width() <= inner.width()
    assert inner.minimumSizeHint().height() <= inner.height()


def test_no_words_of_the_dialogs_are_cut_off(
    language: str, open_window: WindowMaker, qtbot: QtBot
) -> None:
    window = open_window(FakeEngine())
    theme = window._theme
    dialogs = [
        KeySheet(all_keys(window._keys), window),
        KeyboardDialog(window._keys, window._settings, window),
        ReasonsDialog(theme, pseudo("heading"), None, window, keys=window._keys),
        ErrorDialog(Failure(what="", remedy="", is_bug=True, details=""), theme, window),
    ]
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        assert cut_off(dialog) == []
        assert dialog.width() <= SMALLEST[0] + 100
        dialog.close()


def test_no_words_of_the_start_page_are_cut_off(
    language: str, open_window: WindowMaker, qtbot: QtBot
) -> None:
    window = open_window(FakeEngine())
    window.resize(*SMALLEST)
    window.start_page.begin_new_case()
    qtbot.wait(30)
    assert cut_off(window) == []


# ------------------------------------------------------------------ the choice of a language


def test_the_window_is_in_the_language_that_was_chosen(
    open_window: WindowMaker, settings: AppSettings, qapp: QApplication
) -> None:
    settings.language = "de"
    german = open_window(FakeEngine())
    assert german.menuBar().actions()[0].text() == "&Datei"
    assert qapp.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    settings.language = "en"
    english = open_window(FakeEngine())
    assert english.menuBar().actions()[0].text() == "&File"


def test_a_choice_is_kept_and_holds_from_the_next_start(
    open_window: WindowMaker,
    settings: AppSettings,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    told = []
    monkeypatch.setattr(QMessageBox, "information", lambda *args: told.append(args[2]))
    window = open_window(FakeEngine())
    window.view_menu.choose_language("de")
    assert "next start" in told[0]
    assert window.menuBar().actions()[0].text() == "&File"
    qtbot.waitUntil(lambda: AppSettings.load(settings.file).language == "de")


def test_settings_of_a_language_nobody_knows_are_those_of_the_system(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"version": 1, "language": "tlh"}')
    assert AppSettings.load(file).language == "system"


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [(["de-AT", "en"], "de"), (["fr-FR", "de-CH"], "de"), (["en-GB", "de"], "en"), (["fr"], "en")],
)
def test_the_systems_languages_are_asked_in_their_order(
    monkeypatch: pytest.MonkeyPatch, wanted: list[str], spoken: str
) -> None:
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _: wanted)
    assert language_of_the_system() == spoken


def test_qt_brings_its_own_german() -> None:
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    assert (folder / "qtbase_de.qm").is_file()
