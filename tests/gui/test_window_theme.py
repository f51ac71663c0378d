"""Both themes: what can be operated is seen, and the style sheet holds wherever the cache lies."""

from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.widgets.theme import DARK, LIGHT, Colours, ThemeKeeper

LEAST_CONTRAST_OF_BORDERS = 3.0  # WCAG 2.2, 1.4.11
LEAST_CONTRAST_OF_TEXT = 4.5  # 1.4.3


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = QColor(colour).getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
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
