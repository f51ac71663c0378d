"""A file's name in a table, and behind it as much of its folder as tells it apart."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from app.viewmodels.footage_table_model import FootageRole
from app.widgets.footage_delegate import TEXT_LEFT, FootageDelegate

_GAP = 10
_SMALL = 0.9


class NameDelegate(FootageDelegate):
    """Paints the folder muted: it is there to be looked up, not to be read first."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The name gives way last."""
        folder = index.data(FootageRole.FOLDER)
        if not folder:
            super().paint(painter, option, index)
            return
        name = self.paint_ground(painter, option, index)
        rect: QRect = option.rect
        area = rect.adjusted(TEXT_LEFT, 0, -_GAP, -4)
        metrics = option.fontMetrics
        painter.save()
        painter.setPen(QColor(self._theme.colours.text))
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)
        area.setLeft(area.left() + metrics.horizontalAdvance(shown) + _GAP)
        font = QFont(option.font)
        font.setPointSizeF(font.pointSizeF() * _SMALL)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.colours.muted))
        words = painter.fontMetrics().elidedText(
            folder, Qt.TextElideMode.ElideLeft, max(area.width(), 0)
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()
