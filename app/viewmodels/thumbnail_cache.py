"""Pictures of tracklets, decoded off the GUI thread and kept within a budget."""

from collections import OrderedDict
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from app.engine_link.task_runner import TaskRunner

BUDGET_BYTES = 64 * 2**20
"""Some 140 pictures as large as a tile at 2x needs them, or 900 as most crops are."""
AT_ONCE = 2
MOST_WAITING = 200
"""Older wishes are dropped: they scrolled out of sight."""


def _decode(path: Path, size: QSize) -> QImage:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    own = reader.size()
    if own.isValid() and (own.width() > size.width() or own.height() > size.height()):
        reader.setScaledSize(own.scaled(size, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class ThumbnailCache(QObject):
    """Gives pictures at once where it has them, and says later where it had not."""

    loaded = Signal(object)  # Path

    def __init__(
        self, tasks: TaskRunner, size_px: QSize, *, budget_bytes: int = BUDGET_BYTES
    ) -> None:
        super().__init__()
        self._lane = tasks.new_lane("pictures", AT_ONCE)
        self._size = size_px
        self._budget = budget_bytes
        self._images: OrderedDict[Path, QImage] = OrderedDict()
        self._bytes = 0
        self._wishes: OrderedDict[Path, None] = OrderedDict()
        self._under_way: set[Path] = set()

    @property
    def size_bytes(self) -> int:
        """What the kept pictures take."""
        return self._bytes

    @property
    def is_idle(self) -> bool:
        """Whether every wish was answered."""
        return not self._wishes and not self._under_way

    def image(self, path: Path | None) -> QImage | None:
        """The picture, null if it cannot be read, or None while it is being decoded."""
        if path is None:
            return QImage()
        image = self._images.get(path)
        if image is not None:
            self._images.move_to_end(path)
            return image
        self._wish(path)
        return None

    def _wish(self, path: Path) -> None:
        if path in self._under_way:
            return
        self._wishes[path] = None
        self._wishes.move_to_end(path)
        while len(self._wishes) > MOST_WAITING:
            self._wishes.popitem(last=False)
        self._work()

    def _work(self) -> None:
        while self._wishes and len(self._under_way) < AT_ONCE:
            path, _ = self._wishes.popitem()  # what was asked for last is in sight
            self._under_way.add(path)
            self._lane.run(partial(_decode, path, self._size), partial(self._keep, path))

    def _keep(self, path: Path, image: QImage) -> None:
        self._under_way.discard(path)
        self._images[path] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > self._budget and len(self._images) > 1:
            _, oldest = self._images.popitem(last=False)
            self._bytes -= oldest.sizeInBytes()
        self._work()
        self.loaded.emit(path)
