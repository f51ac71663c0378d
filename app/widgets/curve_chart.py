"""Lines over the steps of a training run, painted in the theme's colours."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.viewmodels.chart_lines import ChartLine, bounds, round_marks
from app.viewmodels.numbers import number_text
from app.widgets.theme import ThemeKeeper

_HEIGHT = 184
_TOP = 30
_BOTTOM = 24
_RIGHT = 10
_MARKS = 4
_SAMPLE = 18
_FAINT = 0.55
_DOT = 2.25
_FEW = 24
"""Lines of so few points show each of them."""
_SMALL = 0.9


class CurveChart(QWidget):
    """A title, marks at the left, steps below, the names of the lines at the top right."""

    def __init__(
        self,
        theme: ThemeKeeper,
        title: str,
        *,
        floor: float | None = None,
        top: float | None = None,
    ) -> None:
        """An empty chart.

        Args:
            theme: of the window.
            title: what is drawn.
            floor: a value that is always within the chart.
            top: likewise.
        """
        super().__init__()
        self._theme = theme
        self._title = title
        self._ends = [value for value in (floor, top) if value is not None]
        self._lines: tuple[ChartLine, ...] = ()
        self._steps = 1
        self._level: tuple[float, str] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(200)
        self.show_lines((), steps=1)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(280, _HEIGHT)

    def mark_level(self, value: float, name: str) -> None:
        """Draw a dotted line at a value that means something by itself."""
        self._level = (value, name)
        self._ends.append(value)

    def show_lines(self, lines: Sequence[ChartLine], *, steps: int) -> None:
        """Show other lines over so many steps."""
        self._lines = tuple(lines)
        self._steps = max(steps, 1)
        told = [
            self.tr("{line} {value} at step {step}").format(
                line=line.name or self._title,
                value=number_text(line.points[-1][1], digits=4),
                step=number_text(line.points[-1][0]),
            )
            for line in lines
            if line.points and not line.is_faint
        ]
        self.setAccessibleName(f"{self._title}: {', '.join(told) or self.tr('nothing yet')}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all of it."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(colours.text))
        painter.drawText(QRectF(0, 0, self.width(), 20), Qt.AlignmentFlag.AlignVCenter, self._title)
        small = QFont(self.font())
        small.setPointSizeF(self.font().pointSizeF() * _SMALL)
        painter.setFont(small)
        ends = bounds(self._lines)
        if ends is None:
            painter.setPen(QColor(colours.muted))
            middle = QRectF(0, _TOP, self.width(), self.height() - _TOP - _BOTTOM)
            painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, self.tr("nothing yet"))
            return
        low, high = min([ends[0], *self._ends]), max([ends[1], *self._ends])
        marks = round_marks(low, high, _MARKS)
        texts = [number_text(mark, digits=4) for mark in marks]
        metrics = QFontMetricsF(small)
        left = max(metrics.horizontalAdvance(text) for text in texts) + 8
        area = QRectF(left, _TOP, self.width() - left - _RIGHT, self.height() - _TOP - _BOTTOM)
        self._paint_grid(painter, area, marks, texts)
        painter.save()
        painter.setClipRect(area.adjusted(-4, -4, 4, 4))
        for line in self._lines:
            self._paint_line(painter, area, line, (marks[0], marks[-1]))
        painter.restore()
        self._paint_names(painter, metrics)

    def _paint_grid(
        self, painter: QPainter, area: QRectF, marks: Sequence[float], texts: Sequence[str]
    ) -> None:
        colours = self._theme.colours
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for mark, text in zip(marks, texts, strict=True):
            y = _y(area, mark, (marks[0], marks[-1]))
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRectF(0, y - 9, area.left() - 6, 18), right, text)
        below = QRectF(area.left(), area.bottom() + 4, area.width(), 18)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, self.tr("step 0"))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, number_text(self._steps))
        if self._level is not None:
            value, name = self._level
            y = _y(area, value, (marks[0], marks[-1]))
            painter.setPen(QPen(QColor(colours.muted), 1.25, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(colours.muted))
            place = QRectF(area.left(), y - 18, area.width(), 16)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, name)

    def _paint_line(
        self, painter: QPainter, area: QRectF, line: ChartLine, ends: tuple[float, float]
    ) -> None:
        ink = QColor(getattr(self._theme.colours, line.ink))
        if line.is_faint:
            ink.setAlphaF(_FAINT)
        style = Qt.PenStyle.DashLine if line.is_dashed else Qt.PenStyle.SolidLine
        pen = QPen(ink, 1.0 if line.is_faint else 2.0, style)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        points = [
            QPointF(area.left() + area.width() * min(step / self._steps, 1), _y(area, value, ends))
            for step, value in line.points
        ]
        painter.drawPolyline(QPolygonF(points))
        if len(points) <= _FEW and not line.is_faint:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            for point in points:
                painter.drawEllipse(point, _DOT, _DOT)
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_names(self, painter: QPainter, metrics: QFontMetricsF) -> None:
        """From the right, as far as the title leaves room."""
        colours = self._theme.colours
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        free_from = QFontMetricsF(bold).horizontalAdvance(self._title) + 12
        right = float(self.width() - _RIGHT)
        for line in reversed([one for one in self._lines if one.name]):
            width = metrics.horizontalAdvance(line.name)
            if right - width - _SAMPLE - 6 < free_from:
                break
            painter.setPen(QColor(colours.muted))
            painter.drawText(
                QRectF(right - width, 0, width + 1, 20), Qt.AlignmentFlag.AlignVCenter, line.name
            )
            style = Qt.PenStyle.DashLine if line.is_dashed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(getattr(colours, line.ink)), 2, style))
            end = right - width - 6
            painter.drawLine(QPointF(end - _SAMPLE, 10), QPointF(end, 10))
            right = end - _SAMPLE - 12


def _y(area: QRectF, value: float, ends: tuple[float, float]) -> float:
    return area.bottom() - area.height() * (value - ends[0]) / max(ends[1] - ends[0], 1e-9)
