"""Pages of a PDF as pictures, drawn by PDFium off the GUI thread and kept within a budget."""

from collections import OrderedDict, deque
from contextlib import closing
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSizeF, Signal
from PySide6.QtGui import QImage

from app.engine_link.task_runner import TaskRunner
from cba_core.domain.errors import NotInstalledError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

BUDGET_BYTES = 48 * 2**20
MOST_PIXELS = 16_000_000
"""Of one page; magnified further it is stretched."""
_ONE_AT_A_TIME = Lock()
"""PDFium is not safe for threads, not even with a document each."""


@dataclass(frozen=True, slots=True)
class _Read:
    document: "PdfDocument"
    sizes: tuple[QSizeF, ...]


@dataclass(frozen=True, slots=True)
class _Drawn:
    image: QImage
    text: str


def _read(pdf: bytes) -> _Read:
    try:
        from pypdfium2 import PdfDocument  # with it comes a library of 8 MB
    except ImportError as error:
        raise NotInstalledError("pypdfium2", "app") from error
    with _ONE_AT_A_TIME:
        document = PdfDocument(pdf)
        sizes = (document.get_page_size(number) for number in range(len(document)))
        return _Read(document, tuple(QSizeF(*size) for size in sizes))


def _close(read: _Read) -> None:
    with _ONE_AT_A_TIME:
        read.document.close()


def _draw(read: _Read, number: int, scale: float) -> _Drawn:
    with _ONE_AT_A_TIME, closing(read.document[number]) as page:
        with closing(page.render(scale=scale, prefer_bgrx=True)) as bitmap:
            image = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGB32,
            ).copy()  # the bytes are gone with this block
        with closing(page.get_textpage()) as text:
            return _Drawn(image, text.get_text_bounded())


class PdfPages(QObject):
    """Gives a page's picture where it has it, and says later where it had not.

    Sizes are in points of 1/72 inch; a scale is pixels for each of them.
    """

    opened = Signal()
    drawn = Signal(int)

    def __init__(self, tasks: TaskRunner, *, budget_bytes: int = BUDGET_BYTES) -> None:
        super().__init__()
        self._lane = tasks.new_lane("pages", 1)
        self._budget = budget_bytes
        self._read: _Read | None = None
        self._to_close: deque[_Read] = deque()
        self._pictures: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self._former: dict[int, QImage] = {}
        self._texts: dict[int, str] = {}
        self._wanted: dict[int, float] = {}
        self._under_way: tuple[int, float] | None = None

    @property
    def sizes(self) -> tuple[QSizeF, ...]:
        """Of all pages, points."""
        return () if self._read is None else self._read.sizes

    @property
    def is_idle(self) -> bool:
        """Whether every page that is wanted was drawn."""
        return not self._wanted and self._under_way is None

    def open(self, pdf: bytes) -> None:
        """Show another document; until it was read, the one before stays."""
        self._lane.run(lambda: _read(pdf), self._take, dropped=_close)

    def picture(self, number: int, scale: float) -> QImage | None:
        """The page at that scale; while that is drawn another one, or as it was; None: none yet."""
        size = self.sizes[number]
        scale = round(min(scale, (MOST_PIXELS / (size.width() * size.height())) ** 0.5), 4)
        image = self._pictures.get((number, scale))
        if image is not None:
            self._pictures.move_to_end((number, scale))
            return image
        self._wanted[number] = scale
        self._work()
        others = [key for key in self._pictures if key[0] == number]
        return self._pictures[others[-1]] if others else self._former.get(number)

    def text(self, number: int) -> str:
        """What a page says; empty until it was drawn."""
        return self._texts.get(number, "")

    def forget_wishes(self, in_sight: range) -> None:
        """Draw none of the pages that went out of sight."""
        self._wanted = {page: scale for page, scale in self._wanted.items() if page in in_sight}

    def let_go(self) -> None:
        """Draw nothing more, and close the document behind what is being drawn."""
        read, self._read = self._read, None
        self._wanted.clear()
        if read is not None:
            self._to_close.append(read)
        self._lane.let_go(self._close_what_waits)

    def _take(self, read: _Read) -> None:
        before, self._read = self._read, read
        self._former = {number: image for (number, _), image in self._pictures.items()}
        self._pictures.clear()
        self._texts.clear()
        self._wanted.clear()
        if before is not None:
            self._to_close.append(before)  # work that waits may be dropped, this may not
            self._lane.run_unwatched(self._close_what_waits)
        self.opened.emit()

    def _close_what_waits(self) -> None:
        while self._to_close:
            _close(self._to_close.popleft())

    def _work(self) -> None:
        read = self._read
        if self._under_way is not None or not self._wanted or read is None:
            return
        number, scale = self._wanted.popitem()
        self._under_way = (number, scale)

        def keep(drawn: _Drawn) -> None:
            self._under_way = None
            if read is self._read:
                self._keep(number, scale, drawn)
            self._work()

        def fail(problem: Exception) -> None:
            self._under_way = None
            self._pictures[number, scale] = QImage()  # not asked for again
            raise problem

        self._lane.run(lambda: _draw(read, number, scale), keep, fail)

    def _keep(self, number: int, scale: float, drawn: _Drawn) -> None:
        self._pictures[number, scale] = drawn.image
        self._former.pop(number, None)
        self._texts[number] = drawn.text
        kept = sum(image.sizeInBytes() for image in self._pictures.values())
        while kept > self._budget and len(self._pictures) > 1:
            _, oldest = self._pictures.popitem(last=False)
            kept -= oldest.sizeInBytes()
        self.drawn.emit(number)
