"""What the colours and shapes of an embedding map stand for."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.viewmodels.map_groups import MapGroup
from app.viewmodels.numbers import number_text
from app.viewmodels.wording import modality_text
from app.widgets.embedding_plot import EmbeddingPlot, paint_mark
from cba_core.domain.footage import Modality

_NAME_AT = 22
_GAP = 4


class MapLegend(QWidget):
    """One line a group with how many marks it has; then the shapes, where colours say otherwise."""

    def __init__(self, plot: EmbeddingPlot) -> None:
        super().__init__()
        self._plot = plot
        self._groups: Sequence[MapGroup] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Legend"))

    @property
    def lines(self) -> list[str]:
        """What it says."""
        told = [f"{one.name} ({number_text(len(one.rows))})" for one in self._named()]
        return [*told, *self._shapes()]

    def show_groups(self, groups: Sequence[MapGroup]) -> None:
        """Tell of others."""
        self._groups = groups
        self.setAccessibleName(self.tr("Legend: {lines}").format(lines=", ".join(self.lines)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A line for each."""
        return QSize(200, len(self.lines) * self._line_px())

    def minimumSizeHint(self) -> QSize:
        """Names are cut where there is no room."""
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Marks and names."""
        colours = self._plot.theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._line_px()
        marks: list[tuple[QColor, bool]] = [
            (self._plot.ink_of(one), one.modality is Modality.INFRARED) for one in self._named()
        ]
        marks += [(QColor(colours.text), is_infrared) for is_infrared in (False, True)]
        for number, (text, (ink, is_infrared)) in enumerate(zip(self.lines, marks, strict=False)):
            painter.setPen(QPen(QColor(colours.surface), 0.8))
            painter.setBrush(ink)
            paint_mark(painter, QPointF(9, (number + 0.5) * height), is_infrared=is_infrared)
            painter.setPen(QColor(colours.text))
            place = QRectF(_NAME_AT, number * height, self.width() - _NAME_AT, height)
            cut = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideMiddle, int(place.width())
            )
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, cut)

    def _named(self) -> list[MapGroup]:
        """The rest stands behind those that have a colour."""
        return sorted(self._groups, key=lambda one: one.is_rest)

    def _shapes(self) -> list[str]:
        if all(one.modality is not None for one in self._groups):
            return []
        return [modality_text(one) for one in (Modality.VISIBLE, Modality.INFRARED)]

    def _line_px(self) -> int:
        return self.fontMetrics().height() + _GAP
