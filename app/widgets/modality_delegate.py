"""A file's modality in a table: icon beside the word."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from app.viewmodels.footage_table_model import FootageRole
from app.widgets.footage_delegate import TEXT_LEFT, FootageDelegate
from app.widgets.icons import paint_icon
from cba_core.domain.footage import Footage

_SIDE = 15.0
_ROOM_FOR_ICON = "      "


class ModalityDelegate(FootageDelegate):
    """Paints the icon before the text the model gives."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Icon, then the cell as ever, moved to the right of it."""
        footage = index.data(FootageRole.FOOTAGE)
        self.paint_ground(painter, option, index, indent=_ROOM_FOR_ICON)
        if not isinstance(footage, Footage) or not footage.modalities:
            return
        colours = self._theme.colours
        shown = footage.modalities
        only = next(iter(shown))
        drawing = "both" if len(shown) > 1 else only.value
        ink = colours.text if len(shown) > 1 else colours.modality(only)
        rect: QRect = option.rect
        where = QRectF(rect.x() + TEXT_LEFT, rect.center().y() - _SIDE / 2 - 1, _SIDE, _SIDE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, drawing, ink, where)
        painter.restore()
