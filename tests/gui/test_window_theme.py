"""Both themes: what can be operated is seen, and the style sheet holds wherever the cache lies."""

from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.settings.app_settings import AppSettings
from app.views.places import SEARCH
from app.widgets.text_scale import LEAST_POINTS, MOST_POINTS
from app.widgets.theme import CONTRAST, DARK, LIGHT, Colours, ThemeKeeper
from tests.gui.fake_case import FakeEngine, WindowMaker, indexed_case
from tests.gui.test_window_keyboard import CTRL, press
from tests.gui.test_window_sizes import is_whole

LEAST_CONTRAST_OF_BORDERS = 3.0  # WCAG 2.2, 1.4.11
LEAST_CONTRAST_OF_TEXT = 4.5  # 1.4.3
ENHANCED_CONTRAST = 7.0  # 1.4.6


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = QColor(colour).getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])
def test_borders_and_texts_are_seen_on_every_ground(colours: Colours) -> None:
    for ground in (colours.window, colours.surface, colours.sunken):
        assert contrast(colours.edge, ground) >= LEAST_CONTRAST_OF_BORDERS
    for ink, ground in product(
        (colours.text, colours.muted), (colours.window, colours.surface, colours.sunken)
    ):
        assert contrast(ink, ground) >= LEAST_CONTRAST_OF_TEXT
    for ink in (colours.on_video, colours.on_video_muted):
        assert contrast(ink, colours.video_mat) >= LEAST_CONTRAST_OF_TEXT


@pytest.mark.parametrize("name", ["plain", "O'Neil", 'a "b" (c)', "back\\slash; } x {"])
def test_the_style_sheet_holds_wherever_the_cache_lies(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    cache = tmp_path / name
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(cache))
    theme = ThemeKeeper(qapp, "light")
    button = QPushButton("Start")
    button.setObjectName("primary")
    qtbot.addWidget(button)
    button.resize(200, 40)
    button.show()
    qtbot.waitExposed(button)
    ground = button.grab().toImage().pixelColor(100, 6)
    assert ground == QColor(theme.colours.accent)
    assert list(cache.rglob("chevron-down-*.svg"))


def test_the_theme_of_high_contrast_is_one() -> None:
    colours = CONTRAST
    grounds = (colours.window, colours.surface, colours.sunken, colours.hover, colours.selected)
    inks = (colours.text, colours.muted, colours.accent, colours.danger, colours.edge)
    for ink, ground in product(inks, grounds):
        assert contrast(ink, ground) >= ENHANCED_CONTRAST, (ink, ground)
    for ink, ground in (
        (colours.on_accent, colours.accent),
        (colours.on_accent, colours.accent_hover),
        (colours.visible, colours.visible_tint),
        (colours.infrared, colours.infrared_tint),
        (colours.danger, colours.danger_tint),
        (colours.on_video, colours.video_mat),
        (colours.on_video_muted, colours.video_mat),
        (colours.faint, colours.surface),  # what cannot be operated need not, and does
    ):
        assert contrast(ink, ground) >= ENHANCED_CONTRAST, (ink, ground)
    for line in (colours.line, colours.hairline):
        assert contrast(line, colours.surface) > contrast(DARK.line, DARK.surface)


def test_high_contrast_is_chosen_in_the_menu_and_stays(
    open_window: WindowMaker, settings: AppSettings
) -> None:
    window = open_window(FakeEngine())
    (action,) = [one for one in window.findChildren(QAction) if one.text() == "&High contrast"]
    action.trigger()
    assert window._theme.colours is CONTRAST
    assert QApplication.palette().window().color() == QColor("#000000")
    window.closings.finish()
    window._tasks.join()
    assert AppSettings.load(settings.file).theme == "contrast"


def test_text_grows_and_shrinks_by_keys_and_everything_with_it(
    open_window: WindowMaker, qtbot: QtBot, settings: AppSettings, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    window = open_window(FakeEngine(case), case.path)
    window.resize(1440, 900)
    page = window.case_page
    page.go_to(SEARCH)
    page.search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: page.search.candidates.result is not None)
    tile, bar = page.search.gallery.grid.visualRect, page._bar
    first = page.search.gallery.model.index(0)
    before = (tile(first).height(), bar.height(), window.start_page.font().pointSizeF())
    assert before == (212, 59, 10.0)
    for _ in range(9):
        press(qtbot, Qt.Key.Key_Plus, CTRL)
    assert QApplication.font().pointSizeF() == MOST_POINTS == settings.text_points
    qtbot.waitUntil(lambda: bar.height() > before[1])
    assert tile(first).height() > before[0]
    heading = page.search.candidates.banner.heading
    assert heading.font().pointSizeF() == MOST_POINTS
    assert page.search.candidates.count.font().pointSizeF() == pytest.approx(1.2 * MOST_POINTS)
    qtbot.waitUntil(lambda: is_whole(heading) and is_whole(page.search.candidates.banner.text))
    for _ in range(9):
        press(qtbot, Qt.Key.Key_Minus, CTRL)
    assert QApplication.font().pointSizeF() == LEAST_POINTS
    press(qtbot, Qt.Key.Key_0, CTRL)
    assert QApplication.font().pointSizeF() == 10.0
    qtbot.waitUntil(lambda: (tile(first).height(), bar.height()) == before[:2])
    assert settings.text_points == 0


def test_the_size_of_text_is_remembered_and_held_within_its_bounds(
    qapp: QApplication, tmp_path: Path
) -> None:
    settings = AppSettings(tmp_path / "s.json", text_points=13)
    settings.save()
    assert AppSettings.load(settings.file).text_points == 13
    keeper = ThemeKeeper(qapp, "light", text_points=200)
    assert qapp.font().pointSizeF() == MOST_POINTS
    keeper.resize_text(0)
    assert qapp.font().pointSizeF() == 10.0
