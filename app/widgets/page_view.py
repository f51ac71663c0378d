"""Pages below one another on a mat: scrolled, zoomed, and read out."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea

from app.viewmodels.pdf_pages import PdfPages
from app.widgets.theme import ThemeKeeper

PX_PER_POINT = 96 / 72
"""At a zoom of 1."""
LEAST_ZOOM, MOST_ZOOM = 0.25, 4.0
_STEP = 1.2
_WIDEST_FIT = 1.25
"""A page across a wide screen is not read better than one of this size."""
_MARGIN = 16
_GAP = 14
_LINE_PX = 48
_WHEEL_STEP = 120


class PageView(QAbstractScrollArea):
    """Arrows and page keys scroll; Ctrl and the wheel, + and - zoom, 0 fits the width again."""

    page_changed = Signal(int)
    zoom_changed = Signal(float)

    def __init__(self, theme: ThemeKeeper, pages: PdfPages, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._pages = pages
        self._name = name
        self._zoom = 1.0
        self._fits = True
        self._page = 0
        self._sizes: tuple[QSizeF, ...] = ()
        self._tops: list[float] = []
        self.setObjectName("pages")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMinimumSize(QSize(240, 160))
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        pages.opened.connect(self._on_opened)
        pages.drawn.connect(self._on_drawn)
        theme.changed.connect(self.viewport().update)
        self._describe()

    @property
    def page(self) -> int:
        """The page that takes the middle, from 0."""
        return self._page

    @property
    def zoom(self) -> float:
        """1 is the size on paper, on a screen of 96 dots an inch."""
        return self._zoom

    @property
    def fits(self) -> bool:
        """Whether the zoom follows the width."""
        return self._fits

    def fit_width(self) -> None:
        """Let the zoom follow the width."""
        self._fits = True
        self._zoom_to(self._fitting())

    def zoom_by(self, steps: int, at: QPointF | None = None) -> None:
        """Magnify by so many steps; what is at `at`, or in the middle, stays there."""
        self._fits = False
        self._zoom_to(self._zoom * _STEP**steps, at)

    def go_to_page(self, number: int) -> None:
        """Scroll to the top of a page."""
        if 0 <= number < len(self._tops):
            self.verticalScrollBar().setValue(round(self._tops[number]) - _MARGIN)

    def page_rect(self, number: int) -> QRectF:
        """Where a page lies in what is seen, px."""
        size = self._sizes[number] * self._scale
        left = max(_MARGIN, (self.viewport().width() - size.width()) / 2)
        return QRectF(
            left - self.horizontalScrollBar().value(),
            self._tops[number] - self.verticalScrollBar().value(),
            size.width(),
            size.height(),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of any layout, with and without Ctrl."""
        key, bar = event.key(), self.verticalScrollBar()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(1)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(-1)
        elif key == Qt.Key.Key_0:
            self.fit_width()
        elif key == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key == Qt.Key.Key_Space:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            bar.setValue(bar.value() + (-bar.pageStep() if back else bar.pageStep()))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl it zooms at the pointer."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        turned = event.angleDelta().y()
        if turned:
            steps = max(1, abs(turned) // _WHEEL_STEP)
            self.zoom_by(steps if turned > 0 else -steps, event.position())
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again, and stay where it was read."""
        self._zoom_to(self._fitting() if self._fits else self._zoom)

    def focusInEvent(self, event: QEvent) -> None:
        """Draw the frame."""
        self.viewport().update()

    def focusOutEvent(self, event: QEvent) -> None:
        """Draw it no more."""
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only the pages in sight are drawn, and only they are asked for."""
        colours = self._theme.colours
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), QColor(colours.mat))
        seen = self._in_sight()
        self._pages.forget_wishes(seen)
        for number in seen:
            self._paint_page(painter, number)
        if self.hasFocus():
            painter.setPen(QColor(colours.accent))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    @property
    def _scale(self) -> float:
        """Pixels of the window for each point."""
        return self._zoom * PX_PER_POINT

    def _paint_page(self, painter: QPainter, number: int) -> None:
        colours, where = self._theme.colours, self.page_rect(number)
        painter.fillRect(where, Qt.GlobalColor.white)
        image = self._pages.picture(number, self._scale * self.devicePixelRatioF())
        if image is not None and not image.isNull():
            painter.drawImage(where, image)
        else:
            painter.setPen(QColor("#5b636d"))  # on paper, in both themes
            painter.drawText(
                where, Qt.AlignmentFlag.AlignCenter, self.tr("Page {page}").format(page=number + 1)
            )
        painter.setPen(QColor(colours.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(where)

    def _in_sight(self) -> range:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        seen = [
            number
            for number, (begin, size) in enumerate(zip(self._tops, self._sizes, strict=True))
            if begin < bottom and begin + size.height() * self._scale > top
        ]
        return range(seen[0], seen[-1] + 1) if seen else range(0)

    def _fitting(self) -> float:
        widest = max((size.width() for size in self._sizes), default=0.0)
        if not widest:
            return self._zoom
        room = self.viewport().width() - 2 * _MARGIN
        return min(room / (widest * PX_PER_POINT), _WIDEST_FIT)

    def _zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Keep what is at `at` where it is, measured on its page: gaps do not grow."""
        anchor = at or QPointF(self.viewport().rect().center())
        across = self.horizontalScrollBar().value() + anchor.x()
        page, part = self._place_of(self.verticalScrollBar().value() + anchor.y())
        grown = self._zoom
        self._zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        grown = self._zoom / grown
        self._lay_out()
        if self._tops:
            height = self._sizes[page].height() * self._scale
            self.verticalScrollBar().setValue(round(self._tops[page] + part * height - anchor.y()))
            self.horizontalScrollBar().setValue(round(across * grown - anchor.x()))
        self._on_scrolled()
        self.zoom_changed.emit(self._zoom)

    def _place_of(self, y: float) -> tuple[int, float]:
        """The page at a height of the whole, and how far down it; 0..1 within the page."""
        page = max((n for n, top in enumerate(self._tops) if top <= y), default=0)
        if not self._tops:
            return 0, 0.0
        height = self._sizes[page].height() * self._scale
        return page, (y - self._tops[page]) / height

    def _lay_out(self) -> None:
        tops, below, widest = [], float(_MARGIN), 0.0
        for size in self._sizes:
            tops.append(below)
            below += size.height() * self._scale + _GAP
            widest = max(widest, size.width() * self._scale)
        self._tops = tops
        room = self.viewport().size()
        bars = (
            (self.verticalScrollBar(), below - _GAP + _MARGIN, room.height()),
            (self.horizontalScrollBar(), widest + 2 * _MARGIN, room.width()),
        )
        for bar, needed, there in bars:
            bar.setRange(0, max(0, round(needed) - there))
            bar.setPageStep(max(there - _LINE_PX, 1))
            bar.setSingleStep(_LINE_PX)

    def _on_opened(self) -> None:
        """Another state of the same report: whoever reads stays where they are."""
        page, part = self._place_of(self.verticalScrollBar().value())
        is_first = not self._tops
        self._sizes = self._pages.sizes
        if self._fits:
            self._zoom = min(max(self._fitting(), LEAST_ZOOM), MOST_ZOOM)
            self.zoom_changed.emit(self._zoom)
        self._lay_out()
        if is_first or not self._tops:
            self.verticalScrollBar().setValue(0)
        else:
            page = min(page, len(self._tops) - 1)
            height = self._sizes[page].height() * self._scale
            self.verticalScrollBar().setValue(round(self._tops[page] + part * height))
        self._on_scrolled()

    def _on_drawn(self, number: int) -> None:
        self.viewport().update()
        if number == self._page:
            self._describe()

    def _on_scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        self._page = self._place_of(middle)[0]
        self._describe()
        self.page_changed.emit(self._page)
        self.viewport().update()

    def _describe(self) -> None:
        count = len(self._sizes)
        where = self.tr(", page {page} of {count}").format(page=self._page + 1, count=count)
        self.setAccessibleName(self._name + (where if count else ""))
        self.setAccessibleDescription(self._pages.text(self._page) if count else "")
