"""Drawings for buttons are rendered once, however many buttons wear them."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from pytestqt.qtbot import QtBot

from app.widgets.icons import icon


def test_each_drawing_has_its_colour_and_every_scale(qtbot: QtBot) -> None:
    made = icon("person", "#ff0000", "#00ff00")
    assert icon("person", "#ff0000", "#00ff00") is made
    assert icon("person", "#0000ff") is not made
    for mode, wanted in ((QIcon.Mode.Normal, (255, 0)), (QIcon.Mode.Disabled, (0, 255))):
        image = made.pixmap(QSize(20, 20), 1.0, mode).toImage()
        inks = {
            (image.pixelColor(x, y).red(), image.pixelColor(x, y).green())
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        }
        assert inks == {wanted}
    assert {one.width() for one in made.availableSizes()} == {20, 25, 30, 40, 60}
