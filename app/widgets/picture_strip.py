"""A tracklet's pictures in a row, the best first; as many as there is room for at its height."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.widgets.theme import ThemeKeeper
from app.widgets.tile_delegate import paint_picture

_PICTURE = QSize(74, 132)
_GAP = 8


class PictureStrip(QWidget):
    """Nothing of it can be operated."""

    def __init__(self, thumbnails: ThumbnailCache, theme: ThemeKeeper, name: str) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._theme = theme
        self._paths: tuple[Path, ...] = ()
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        thumbnails.loaded.connect(self._on_loaded)
        theme.changed.connect(self.update)
        self.show_pictures(())

    @property
    def pictures(self) -> tuple[Path, ...]:
        """What it shows, as far as there is room."""
        return self._paths

    def show_pictures(self, paths: Sequence[Path]) -> None:
        """Show others."""
        self._paths = tuple(paths)
        said = self.tr("{name}, {count} pictures").format(name=self._name, count=len(self._paths))
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        """Four of them, at their full height."""
        return QSize(4 * (_PICTURE.width() + _GAP), _PICTURE.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pictures, each on its mat."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        width = _PICTURE.width() * self.height() / _PICTURE.height()
        room = max(int((self.width() + _GAP) // (width + _GAP)), 1)
        for number, path in enumerate(self._paths[:room]):
            where = QRectF(number * (width + _GAP), 0, width, self.height())
            paint_picture(painter, where, self._thumbnails.image(path), self._theme.colours)

    def _on_loaded(self, path: Path) -> None:
        if path in self._paths:
            self.update()
